"""The review room: what people decide, and how it holds whichever reader reads next."""
