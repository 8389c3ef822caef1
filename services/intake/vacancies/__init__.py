"""Vacancies and the page of the employer that offers them."""
