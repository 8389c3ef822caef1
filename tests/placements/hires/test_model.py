"""The rules of a placement and a referral by themselves."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.placements.hires.model.follow_up import AHEAD, NOT_NEEDED, FollowUp, follow_up_id
from services.placements.hires.model.placement import Placement, person_reference
from services.placements.referrals import model as states
from services.placements.referrals.model import Referral
from shared.events.placements import PlacementEnded, PlacementRetained
from shared.transaction import Refused

START = datetime.date(2026, 1, 5)
NOW = datetime.datetime(2026, 1, 5, 8, tzinfo=datetime.UTC)


def day(n: int) -> datetime.date:
    return START + datetime.timedelta(days=n)


def placement(**facts: Any) -> Placement:
    given = {"contract": "permanent", "hours": 40, "recorded_at": NOW, "recorded_by": "maria", **facts}
    made = Placement(
        id="p-1",
        candidate="c-1",
        case_code="C-1",
        organisation="o-1",
        employer="e-1",
        group="e-1",
        person="x",
        start=START,
        **given,
    )
    made.begin(START)
    return made


def test_the_questions_fall_on_local_days_counted_from_the_start() -> None:
    assert [question.due for question in placement().follow_ups] == [day(30), day(90), day(180), day(365)]


def question_of(made: Placement, milestone: int) -> FollowUp:
    found = made.question(milestone)
    assert found
    return found


def test_a_follow_up_has_the_same_id_whoever_makes_it() -> None:
    assert question_of(placement(), 90).id == follow_up_id("p-1", 90) != follow_up_id("p-1", 30)


def test_only_a_question_that_was_asked_is_told_again_after_its_ending_or_with_another_day() -> None:
    made = placement()
    list(made.ask(day(30)))
    for question in made.follow_ups:
        question.settle(day(31), NOT_NEEDED)
    assert [event.milestone for event in made.ask_again()] == [30]
    assert list(made.ask_again()) == []
    made.start = day(1)
    assert [(event.milestone, event.due) for event in made.move_questions(day(31))] == [(30, day(31))]
    assert [question.due for question in made.follow_ups] == [day(31), day(91), day(181), day(366)]
    assert list(made.move_questions(day(31))) == []


def test_a_question_that_was_asked_too_early_is_asked_anew_on_its_day() -> None:
    made = placement()
    list(made.ask(day(30)))
    made.start = day(20)
    assert [(event.milestone, event.due) for event in made.move_questions(day(31))] == [(30, day(50))]
    question = question_of(made, 30)
    assert (question.state, question.asked_on) == (AHEAD, None)
    assert list(made.ask(day(49))) == []
    assert [(event.milestone, event.due) for event in made.ask(day(50))] == [(30, day(50))]


def test_only_a_question_that_is_open_hears_who_spoke() -> None:
    question = question_of(placement(), 30)
    assert question.hear("person") is None
    question.ask(day(30), candidate="c-1", employer="e-1", organisation="o-1")
    heard = question.hear("person")
    assert heard
    assert heard.party == "person"
    question.settle(day(31))
    assert question.hear("person") is None


def test_a_person_reference_tells_nothing_across_groups_and_secrets() -> None:
    assert person_reference(b"s", "g", "c") == person_reference(b"s", "g", "c")
    others = {person_reference(b"s", "g2", "c"), person_reference(b"t", "g", "c"), person_reference(b"s", "g", "c2")}
    assert person_reference(b"s", "g", "c") not in others
    assert len(person_reference(b"s", "g", "c")) == 32


def test_a_job_that_never_began_is_taken_back_and_not_ended() -> None:
    with pytest.raises(Refused) as refused:
        placement().end(day(-1), "quit", 1)
    assert refused.value.field == "last_day"


def test_a_start_more_than_a_year_ahead_is_a_slip_of_the_pen() -> None:
    late = placement()
    late.start = day(367)
    with pytest.raises(Refused):
        late.check_terms(START)


said = st.tuples(st.sampled_from(["end", "confirm", "reopen"]), st.integers(0, 200), st.integers(0, 2))


@given(st.lists(said, max_size=12))
def test_revisions_of_an_ending_count_up_by_one_and_a_void_placement_says_nothing_more(
    words: list[tuple[str, int, int]],
) -> None:
    made = placement()
    told: list[object] = []
    for verb, n, evidence in words:
        try:
            if verb == "end" and not made.contradicts(day(n), evidence):
                told.append(made.end(day(n), "quit", evidence))
            elif verb == "confirm":
                told.append(made.confirm(90, day(n), evidence))
            elif verb == "reopen":
                told.append(made.reopen(evidence))
        except Refused:
            continue
    endings = [event for event in told if isinstance(event, PlacementEnded)]
    assert [event.rev for event in endings] == list(range(len(endings)))
    confirmed = [e.checked_on for e in told if isinstance(e, PlacementRetained) and e.evidence]
    assert made.confirmed_until == max(confirmed, default=None)
    made.void("other")
    for speak in (lambda: made.end(day(1), "quit", 1), lambda: made.reopen(1), lambda: made.void("other")):
        with pytest.raises(Refused):
            speak()


@given(st.lists(st.sampled_from(sorted({*states.NEXT, states.HIRED, *states.NOT_HIRED})), max_size=8))
def test_a_closed_referral_stays_closed(wishes: list[str]) -> None:
    referral = Referral(id="r", candidate="c", case_code="C", organisation="o", employer="e", created_at=NOW)
    for wish in wishes:
        before = referral.state
        try:
            if wish == states.SENT:
                referral.send(START)
            elif wish in (states.HIRED, *states.NOT_HIRED):
                referral.close(wish, START, "other")
            else:
                referral.move(wish)
        except Refused:
            assert referral.state == before
        assert before not in (states.HIRED, *states.NOT_HIRED) or referral.state == before
        assert (referral.closed_on is not None) == (referral.state in (states.HIRED, *states.NOT_HIRED))
