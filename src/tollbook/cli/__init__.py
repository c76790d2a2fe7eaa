"""The command line: verbs a person types, and what they print."""
