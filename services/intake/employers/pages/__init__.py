"""Employers: the pages."""
