"""A hire, the checks that follow it, and its ending."""
