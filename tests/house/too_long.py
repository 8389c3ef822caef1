"""What is still longer than the house allows, one a line: whoever cuts one strikes it out. Empty in the end."""

FILES: set[str] = set()
FUNCTIONS: set[str] = set()
