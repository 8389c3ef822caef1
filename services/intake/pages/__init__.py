"""Intake's pages: GET shows, POST hands a command to a handler."""

from services.intake.pages import accounts, candidates, employers, vacancies

PAGES = [*accounts.PAGES, *employers.PAGES, *vacancies.PAGES, *candidates.PAGES]
