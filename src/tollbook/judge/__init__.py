"""Judge: who says what of an incident, how many by which rule, where accounts clash, and a suggested grading."""
