"""One person is one person: files of two centres are one reference, one hire, one follow-up of what is decided."""

import pytest
import sqlalchemy as sa

from services.placements.hires.commands import VoidPlacement
from services.placements.hires.handlers.ending import void_placement
from services.placements.known import queries as known
from services.placements.known.tables import known_candidate
from shared.events import intake as heard
from shared.events.placements import EmployerHired
from shared.transaction import Refused
from tests.placements.browsing import Browser, officer, stranger, text
from tests.placements.conftest import BAKERY, TODAY, Office, days, permission

__all__ = ["officer", "stranger"]


def file_of(candidate: str, code: str, organisation: str, person: str) -> heard.CandidateRegistered:
    return heard.CandidateRegistered(
        candidate=candidate, case_code=code, organisation=organisation, on=TODAY, person=person, age_band="adult"
    )


TWO_CENTRES = (file_of("candidate-1", "C-7F3K", "plovdiv", "anna"), file_of("candidate-9", "C-9999", "varna", "anna"))


def test_files_of_one_person_at_two_centres_have_one_person_reference(office: Office) -> None:
    office.hear(*TWO_CENTRES)
    office.hire()
    office.hire("candidate-9", office.other_officer, start=TODAY + days(20))
    first, second = office.told(EmployerHired)
    assert first.person == second.person
    assert "anna" not in first.person


def test_a_hire_that_another_centre_recorded_of_the_same_person_is_recorded_already(office: Office) -> None:
    office.hear(*TWO_CENTRES)
    office.hire()
    with pytest.raises(Refused, match="Another service has recorded this hire already"):
        office.hire("candidate-9", office.other_officer)
    office.hear(file_of("candidate-9", "C-9999", "varna", "maria"))
    assert office.hire("candidate-9", office.other_officer)


def test_today_says_who_is_at_work_by_another_centres_record_and_not_where(
    office: Office, officer: Browser, stranger: Browser
) -> None:
    office.hear(*TWO_CENTRES)
    says = "At work already, by what another centre recorded"
    assert says not in text(stranger.page("/placements/today"))
    hire = office.hire()
    said = text(stranger.page("/placements/today"))
    assert says in said
    assert "C-9999" in said
    assert "C-7F3K" not in said
    assert "Sedemte" not in said
    assert says not in text(officer.page("/placements/today"))
    office.hear(file_of("candidate-9", "C-9999", "varna", "maria"))
    assert says not in text(stranger.page("/placements/today")), "they are different people"
    office.hear(file_of("candidate-9", "C-9999", "varna", "anna"))
    office.do(void_placement, VoidPlacement(placement=hire, reason="recorded_twice"), office.officer)
    assert says not in text(stranger.page("/placements/today"))


def test_hires_follow_a_file_that_is_somebody_elses_now_and_back(office: Office) -> None:
    office.hear(*TWO_CENTRES)
    office.hire("candidate-9", office.other_officer)
    office.hear(file_of("candidate-9", "C-9999", "varna", "maria"))
    office.hear(file_of("candidate-9", "C-9999", "varna", "maria"))
    office.hear(file_of("candidate-9", "C-9999", "varna", "anna"))
    one, two, three = office.told(EmployerHired)
    assert [each.rev for each in (one, two, three)] == [0, 1, 2]
    assert one.person == three.person != two.person


def test_a_file_told_before_people_were_known_is_a_person_for_itself(office: Office) -> None:
    office.hire()
    office.hear(file_of("candidate-1", "C-7F3K", "plovdiv", "candidate-1"))
    assert len(office.told(EmployerHired)) == 1, "what was told stays as it was told"


def test_what_one_file_allows_holds_for_the_other_of_the_same_centre_until_they_part(office: Office) -> None:
    office.hear(permission("candidate-2"))

    def may(candidate: str) -> bool:
        return office.look(known.is_permitted, candidate, BAKERY, TODAY)

    office.hear(heard.CandidateMerged(candidate="candidate-2", into="candidate-1"))
    assert may("candidate-1")
    assert may("candidate-2")
    office.hear(heard.CandidateParted(candidate="candidate-2", into="candidate-1"))
    assert not may("candidate-1")
    assert may("candidate-2")


def test_what_a_file_of_another_centre_allows_holds_there_alone(office: Office) -> None:
    office.hear(permission("candidate-9"))
    office.hear(heard.CandidateMerged(candidate="candidate-9", into="candidate-1"))
    assert not office.look(known.is_permitted, "candidate-1", BAKERY, TODAY)


def test_taking_back_an_older_merge_leaves_the_newer_one(office: Office) -> None:
    office.hear(heard.CandidateMerged(candidate="candidate-2", into="candidate-5"))
    office.hear(heard.CandidateMerged(candidate="candidate-2", into="candidate-1"))
    office.hear(heard.CandidateParted(candidate="candidate-2", into="candidate-5"))
    into = sa.select(known_candidate.c.merged_into).where(known_candidate.c.candidate == "candidate-2")
    assert office.look(lambda session: session.scalar(into)) == "candidate-1"
