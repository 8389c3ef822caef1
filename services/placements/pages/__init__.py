"""The pages of placements: today's list, hires, referrals, and the employer's people."""

from typing import Any

from services.placements.pages import answers, hires, one_tap, own, people, referrals
from services.placements.pages.today import today

PAGES: list[Any] = [today, *hires.PAGES, *answers.PAGES, *people.PAGES, *referrals.PAGES, *one_tap.PAGES, *own.PAGES]
