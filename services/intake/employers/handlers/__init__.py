"""Employers: what is done."""
