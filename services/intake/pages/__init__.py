"""Intake's pages: GET shows, POST hands a command to a handler."""

from services.intake.pages import (
    account,
    accounts,
    candidates,
    employers,
    erasure,
    factors,
    one_tap,
    own,
    passwords,
    readiness,
    vacancies,
    wishes,
)

PAGES = [
    *accounts.PAGES,
    *account.PAGES,
    *factors.PAGES,
    *passwords.PAGES,
    *employers.PAGES,
    *vacancies.PAGES,
    *candidates.PAGES,
    *readiness.PAGES,
    *erasure.PAGES,
    *one_tap.PAGES,
    *own.PAGES,
    *wishes.PAGES,
]
