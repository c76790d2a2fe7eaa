"""The cellar: reports, readings and decisions, appended and never overwritten."""
