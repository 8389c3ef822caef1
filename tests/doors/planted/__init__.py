"""Faults planted one by one, to measure the tests: `python -m tests.doors.planted` says which are caught."""
