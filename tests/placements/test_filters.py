"""Every filter of the office's lists is a statement of its own: each is asked of both databases."""

import pytest

from services.placements.hires.queries import hires
from services.placements.referrals import queries as referrals
from tests.placements.conftest import TODAY, Office, days


@pytest.mark.parametrize("state", ["active", "ended", ""])
def test_hires_are_listed_by_state(office: Office, state: str) -> None:
    hire = office.hire(start=TODAY - days(10))
    found = office.look(hires.hires, office.officer, state=state)
    assert [one.id for one in found] == ([hire] if state != "ended" else [])


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("after", ["", "0"])
def test_referrals_are_listed_by_state_and_page(office: Office, closed: bool, after: str) -> None:
    assert office.look(referrals.referrals, office.officer, TODAY, closed=closed, after=after) == []
