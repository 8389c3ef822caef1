"""The pages of placements: today's list, hires, referrals, and the employer's people."""

from typing import Any

PAGES: list[Any] = []
