"""Hires of young people: the permit, the hours, and the words of the refusal (trials, section 3, second line)."""

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers.hiring import correct_hire
from services.placements.hires.model import minors
from services.placements.hires.tables import placement, placement_revision
from shared.events import intake as heard
from shared.events.placements import EmployerHired
from shared.transaction import Refused
from tests.placements.browsing import Browser, officer, text
from tests.placements.conftest import BAKERY, TODAY, Office, days
from web.text import translate

__all__ = ["officer"]


def of_age(office: Office, band: str, candidate: str = "candidate-1") -> None:
    office.hear(
        heard.CandidateRegistered(
            candidate=candidate,
            case_code="C-7F3K",
            organisation="plovdiv",
            on=TODAY,
            person=f"p-{candidate}",
            age_band=band,
        )
    )


def rows(office: Office) -> list[tuple[int, object]]:
    query = sa.select(placement.c.hours, placement.c.permit_seen_on)
    return [tuple(row) for row in office.runtime.database.look(lambda s: s.execute(query).all())]


def test_children_are_not_hired_for_sixty_hours_a_week(office: Office) -> None:
    of_age(office, "16-17")
    with pytest.raises(Refused, match="hours a week") as refused:
        office.hire(hours=60, permit_seen_on=TODAY)
    assert (refused.value.field, refused.value.params) == ("hours", {"week": 35, "day": 7})
    assert rows(office) == []
    assert office.told(EmployerHired) == []


@pytest.mark.parametrize("band", ["under-16", "16-17"])
def test_in_bulgaria_nobody_under_18_is_hired_without_a_permit_that_was_seen(office: Office, band: str) -> None:
    of_age(office, band)
    with pytest.raises(Refused, match="Labour Code") as refused:
        office.hire(hours=35)
    assert refused.value.field == "permit_seen_on"
    office.hire(hours=35, permit_seen_on=TODAY - days(1))
    assert rows(office) == [(35, TODAY - days(1))]
    assert [hired.hours for hired in office.told(EmployerHired)] == [35]


def test_a_permit_is_not_seen_tomorrow(office: Office) -> None:
    of_age(office, "16-17")
    with pytest.raises(Refused, match="still to come"):
        office.hire(hours=35, permit_seen_on=TODAY + days(1))


def test_hours_changed_afterwards_obey_the_same_rule(office: Office) -> None:
    of_age(office, "16-17")
    hire = office.hire(hours=35, permit_seen_on=TODAY)
    terms = {"placement": hire, "start": TODAY, "contract": "permanent", "permit_seen_on": TODAY}
    with pytest.raises(Refused) as refused:
        office.do(correct_hire, commands.CorrectHire(hours=36, **terms))
    assert refused.value.field == "hours"
    office.do(correct_hire, commands.CorrectHire(hours=30, **terms))
    assert [(hired.rev, hired.hours) for hired in office.told(EmployerHired)] == [(0, 35), (1, 30)]


def test_who_turned_eighteen_is_told_by_the_band_and_works_any_hours(office: Office) -> None:
    of_age(office, "16-17")
    hire = office.hire(hours=35, permit_seen_on=TODAY)
    of_age(office, "adult")
    terms = {"placement": hire, "start": TODAY, "contract": "permanent"}
    office.do(correct_hire, commands.CorrectHire(hours=40, **terms))
    assert rows(office) == [(40, None)]


def test_of_an_adult_and_of_volunteering_nothing_is_asked_and_no_permit_is_kept(office: Office) -> None:
    of_age(office, "adult")
    office.hire(hours=60, permit_seen_on=TODAY)
    assert rows(office) == [(60, None)]
    of_age(office, "16-17", "candidate-2")
    office.hire(candidate="candidate-2", hours=40, contract="volunteering")


def test_erasure_takes_the_permit_from_the_hire_and_its_history(office: Office) -> None:
    of_age(office, "16-17")
    office.hire(hours=35, permit_seen_on=TODAY)
    office.hear(heard.CandidateErased(candidate="candidate-1"))
    assert rows(office) == [(35, None)]
    facts = office.runtime.database.look(lambda s: s.scalars(sa.select(placement_revision.c.facts)).all())
    assert [each["permit_seen_on"] for each in facts] == [None]


def test_the_form_says_the_rule_before_and_beside_the_field_after(office: Office, officer: Browser) -> None:
    of_age(office, "16-17")
    blank = officer.page("/placements/hires/new?candidate=C-7F3K")
    assert "Labour Code, Art. 303" in text(blank)
    assert blank.select_one("input[type=date]#permit_seen_on")
    form = {"candidate": "C-7F3K", "employer": BAKERY, "start": "2.3.2026", "contract": "permanent", "hours": "60"}
    refused = officer.post("/placements/hires", **form, permit_seen_on="1.3.2026")
    assert refused.status_code == 422
    assert "35 hours a week and 7 a day in Bulgaria (Labour Code, Art. 305)" in refused.text
    assert "check with the labour inspectorate" in refused.text


def test_nobody_learns_how_old_another_offices_people_are(office: Office, officer: Browser) -> None:
    told = {"candidate": "candidate-9", "case_code": "C-9V9V", "organisation": "varna", "on": TODAY}
    office.hear(heard.CandidateReady(**told))
    office.hear(heard.CandidateRegistered(**told, person="p-9", age_band="16-17"))
    blank = officer.page("/placements/hires/new?candidate=C-9V9V")
    assert "Labour Code" not in text(blank)
    assert not blank.select_one("#permit_seen_on")


@pytest.mark.parametrize("row", minors.MINORS, ids=lambda row: f"{row.country} {row.band}")
def test_each_row_names_its_source_and_where_to_check_in_both_languages(row: minors.Row) -> None:
    for sentence in filter(None, (row.needs, row.limits)):
        assert "Labour" in sentence
        assert translate(sentence, "bg") != sentence
    assert "check with the labour inspectorate" in row.limits
    assert row.permit == bool(row.needs)
    assert row.week == row.day * 5


def test_a_country_without_a_row_asks_what_bulgaria_asks() -> None:
    assert minors.rule_of("DE", "16-17") == minors.rule_of("BG", "16-17")
    assert minors.rule_of("BG", "adult") is None
    assert minors.rule_of("BG", None) is None
