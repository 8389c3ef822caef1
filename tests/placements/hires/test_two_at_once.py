"""Two officers correct one hire at once, two people of an employer number one colleague."""

import pytest

from tests.markup import as_sent, parsed
from tests.placements.browsing import Browser, officer
from tests.placements.conftest import Office

__all__ = ["officer"]
pytestmark = pytest.mark.both_databases


def test_what_two_officers_corrected_is_both_kept(office: Office, officer: Browser) -> None:
    here = f"/placements/hires/{office.hire()}/correction"
    first = second = as_sent(officer.page(here), here)
    assert officer.ask("POST", here, data={**first, "role": "Пекар", "hours_by_choice": "on"}).status_code == 303
    assert officer.ask("POST", here, data={**second, "funded_percent": "20", "_key": "two"}).status_code == 303
    kept = as_sent(officer.page(here), here)
    assert (kept["role"], kept["hours_by_choice"], kept["funded_percent"]) == ("Пекар", "on", "20")


def test_hours_that_both_corrected_are_asked_about(office: Office, officer: Browser) -> None:
    here = f"/placements/hires/{office.hire()}/correction"
    first = second = as_sent(officer.page(here), here)
    assert officer.ask("POST", here, data={**first, "hours": "30"}).status_code == 303
    refused = officer.ask("POST", here, data={**second, "hours": "20", "_key": "two"})
    assert refused.status_code == 422
    assert "30" in parsed(refused.text).select_one("#hours-error").text
    again = as_sent(parsed(refused.text), here)
    assert again["hours"] == "20"
    assert officer.ask("POST", here, data=again).status_code == 303
