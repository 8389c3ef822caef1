"""Vacancies: the pages."""
