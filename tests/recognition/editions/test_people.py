"""D3 counts people, not references: who stood elsewhere or under another reference is known by the placement."""

import datetime
from functools import partial

import pytest

from services.recognition.editions.people import Prior, called_now, changed_people, inherited, stood_in
from services.recognition.editions.queries.editions import all_editions, edition_entries, edition_numbered, verify
from services.recognition.editions.rules.entries import Entry, counts_people
from services.recognition.scoring import Fact, Grouped, Hired, Settled
from shared.events.intake import EmployerGroup
from shared.events.placements import PlacementEnded
from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.arrivals import Arrivals
from tests.recognition.opened import AUTUMN, HOTEL, JANUARY, OVENS, heard, ovens, publish
from tests.recognition.telling import employer, hired, kept

__all__ = ["heard", "ovens"]

KEPT, LOST = Settled("R", 3, True), Settled("L", 3, False)
DAY = datetime.date(2025, 1, 1)
NOVEMBER = datetime.date(2025, 11, 1)


def told(placement: str, person: str, rev: int = 0) -> Hired:
    return Hired(
        id=f"{placement}-{rev}", recorded=DAY, placement=placement, entity="e", candidate=person, start=DAY, rev=rev
    )


def test_a_person_told_under_another_reference_is_the_same_by_the_placement() -> None:
    now = called_now([told("p", "old"), told("p", "older", 1), told("p", "new", 2), told("q", "other")])
    assert now == {"old": "new", "older": "new"}
    assert changed_people({"old": KEPT, "other": KEPT}, {"new": KEPT, "other": KEPT}, now) == 0
    assert changed_people({"old": KEPT, "other": KEPT}, {"new": LOST, "other": KEPT}, now) == 1


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ({}, {}, 0), ({"a": KEPT}, {}, 1), ({}, {"a": KEPT}, 1), ({"a": KEPT}, {"a": LOST}, 1),
        ({"a": KEPT, "b": KEPT}, {"b": KEPT}, 1), ({"a": KEPT}, {"b": KEPT}, 2),
    ],
)  # fmt: skip
def test_who_came_who_went_and_who_turned_is_one_each(
    old: dict[str, Settled], new: dict[str, Settled], changed: int
) -> None:
    assert changed_people(old, new) == changed


def test_a_person_whose_other_file_parted_is_one_change_and_not_two() -> None:
    """Three such people are fewer than five: counted twice, they would have made a fresh basis."""
    some = [(f"p{n}", f"q{n}", f"a{n}", f"d{n}") for n in range(3)]
    now = called_now([one for p, q, a, d in some for one in (told(p, a), told(q, a), told(q, d, 1))])
    old = {a: KEPT for _, _, a, _ in some}
    assert changed_people(old, old | {d: LOST for _, _, _, d in some}, now) == 3


def test_of_two_files_that_were_one_person_one_has_changed() -> None:
    now = called_now([told("p", "a"), told("q", "b"), told("q", "a", 1)])
    assert changed_people({"a": KEPT, "b": KEPT}, {"a": KEPT}, now) == 1


def test_a_group_takes_over_those_who_came_as_they_were_published_and_nobody_who_did_not() -> None:
    own = Prior(basis={"a": KEPT}, taken_in="2025-3", editions_on_it=1, raw_tiers=(3,))
    other = Prior(basis={"b": KEPT, "c": KEPT}, taken_in="2025-2", editions_on_it=2, raw_tiers=(1,))
    now = {"b": "b2"}
    found = inherited(own, [other], {"a": KEPT, "b2": LOST}, now)
    assert found == Prior(basis={"a": KEPT, "b": KEPT}, taken_in="2025-3", editions_on_it=1, raw_tiers=(3,))
    assert inherited(found, [other], {"a": KEPT, "b2": LOST}, now) == found, "nobody comes twice"
    assert inherited(None, [other], {"b2": LOST}, now) == Prior(
        basis={"b": KEPT}, taken_in="2025-2", editions_on_it=2, raw_tiers=(1,)
    )
    assert inherited(own, [other], {"a": KEPT}, now) is own


def test_people_may_have_come_from_every_group_an_entity_ever_stood_in() -> None:
    facts: list[Fact] = [Grouped(id="g", recorded=DAY, entity="e2", group="old", date=DAY), told("p", "a")]
    assert stood_in(facts, "new") == {"old", "e2", "e"}
    assert stood_in(facts, "old") == {"e2", "e"}


def entry_of(runtime: Runtime, number: str) -> dict[str, Entry]:
    found = runtime.database.look(lambda s: edition_entries(s, edition_numbered(s, number), verifying=True))
    return {entry.group: entry for entry in found}


def test_an_employer_put_into_a_group_dated_back_shows_no_single_ending(ovens: Arrivals) -> None:
    """All six of the hotel's people get new references; one of them left since. Only that one has changed."""
    group, start = employer_id("BG", OVENS), AUTUMN
    ovens.tell(*employer(HOTEL, "Хотел", "Hotel", JANUARY), *kept(HOTEL, 6, start))
    publish(ovens.runtime, "2025-3")
    ovens.tell((EmployerGroup(employer=employer_id("BG", HOTEL), group=group, on=JANUARY), NOVEMBER))
    ovens.tell((EmployerGroup(employer=group, group=group, lead=True, on=JANUARY), NOVEMBER))
    for which in range(6):
        first = start + datetime.timedelta(days=2 * which)
        again = hired(HOTEL, f"{HOTEL}-kept-240901-{which}", first, group=group, person=f"moved-{which}", rev=1)
        ovens.tell((again, NOVEMBER))
    left = PlacementEnded(
        placement=f"{HOTEL}-kept-240901-0", last_day=start + datetime.timedelta(days=120), reason="employer", evidence=1
    )
    ovens.tell((left, NOVEMBER))
    publish(ovens.runtime, "2025-4")
    entry = entry_of(ovens.runtime, "2025-4")[group]
    assert (entry.why, entry.held, entry.taken_in) == ("held", 1, "2025-3")
    assert [one.outcome for one in entry.basis.values()] == ["R"] * 18
    assert all(
        ovens.runtime.database.look(partial(verify, number=one.number)).agrees
        for one in ovens.runtime.database.look(all_editions)
    )


def test_an_edition_of_the_first_standard_is_made_as_it_was() -> None:
    from services.recognition.scoring import METHODS

    assert not counts_people(METHODS["recog-1.0.0"])
    assert counts_people(METHODS["recog-1.1.0"])
