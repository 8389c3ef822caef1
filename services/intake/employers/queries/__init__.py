"""Employers: what is read."""
