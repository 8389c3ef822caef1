"""A mailed link answers one question, once, for whoever it was made for, and its page names nobody."""

import pytest

from services.placements.hires.queries import hires, worklist
from shared.events import intake as heard
from shared.events.placements import FollowUpAnswered, FollowUpSettled, PlacementEnded, PlacementRetained
from shared.transaction import Refused
from tests.placements.conftest import BAKERY, TODAY, Office, days
from tests.placements.hires.mailed import asked_hire, link, said, say

pytestmark = pytest.mark.one_database


def check(office: Office, hire: str, milestone: int = 90) -> worklist.Check:
    return office.look(worklist.check, office.officer, hire, milestone)


# -- what the words count --------------------------------------------------------------------------------------------
def test_the_persons_word_counts_and_settles_the_question(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire), "at_work")
    assert office.told(PlacementRetained) == [
        PlacementRetained(placement=hire, milestone=90, checked_on=TODAY, evidence=1)
    ]
    assert [event.milestone for event in office.told(FollowUpSettled)] == [90]
    assert said(office, hire) == [("person", "at_work", 1, True)]


def test_the_employers_word_is_kept_and_does_not_settle(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire, "employer"), "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [0]
    assert office.told(FollowUpSettled) == []


def test_the_officers_link_speaks_for_the_service(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire, "officer"), "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [1]


def test_the_persons_word_counts_where_the_service_is_a_relative_of_the_employer(office: Office):
    office.hear(heard.OrganisationChanged(organisation="plovdiv", name="Фондация", town="Пловдив", group=BAKERY))
    hire = asked_hire(office, related_party=True)
    say(office, link(office, hire, "officer"), "at_work")
    say(office, link(office, hire), "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [0, 1]


def test_left_needs_a_day_and_a_reason_and_ends_the_placement(office: Office):
    hire = asked_hire(office)
    token = link(office, hire)
    for missing in ({"reason": "moved"}, {"last_day": TODAY}):
        with pytest.raises(Refused):
            say(office, token, "left", **missing)
    say(office, token, "left", last_day=TODAY - days(5), reason="moved")
    assert office.told(PlacementEnded) == [
        PlacementEnded(placement=hire, last_day=TODAY - days(5), reason="excused", evidence=1)
    ]


def test_somebody_who_would_rather_be_called_rises_in_the_list_and_nothing_is_counted(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire), "call_me")
    assert office.told(PlacementRetained, PlacementEnded, FollowUpSettled) == []
    assert [one.party for one in office.told(FollowUpAnswered)] == ["person"], "so nobody asks the person again by mail"
    found = check(office, hire)
    assert (found.state, found.asks_for_call, found.urgent_on) == ("asked", True, found.due)


@pytest.mark.parametrize(
    ("party", "answer"), [("employer", "call_me"), ("officer", "call_me"), ("person", "not_reachable")]
)
def test_each_party_has_its_own_answers(office: Office, party, answer):
    hire = asked_hire(office)
    with pytest.raises(Refused) as refused:
        say(office, link(office, hire, party), answer)
    assert refused.value.field == "answer"


# -- disagreement ----------------------------------------------------------------------------------------------------
def test_disagreement_is_kept_and_shown(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire, "employer"), "left", last_day=TODAY - days(30), reason="quit")
    assert not check(office, hire).contradicted
    say(office, link(office, hire), "at_work")
    assert sorted(said(office, hire)) == [("employer", "left", 0, True), ("person", "at_work", 1, True)]
    assert check(office, hire).contradicted
    assert office.look(hires.hire, office.officer, hire).state == "active", "the person's word is the stronger one"


def test_an_ending_after_the_other_ones_day_is_no_disagreement(office: Office):
    hire = asked_hire(office)
    office.answer(hire, 90, "at_work", office.employer, checked_on=TODAY - days(3))
    say(office, link(office, hire), "left", last_day=TODAY, reason="moved")
    assert not check(office, hire).contradicted
