"""Corrections obey D3 unless the employer asked, and leave alone whom a group took over from another (DESIGN 6)."""

import datetime

import pytest
import sqlalchemy as sa

from services.recognition.desk.queries.preview import preview
from services.recognition.editions.queries.editions import edition_numbered
from services.recognition.editions.rules.canonical import unpack
from services.recognition.editions.tables import edition
from services.recognition.scoring import Settled
from shared.events.intake import EmployerGroup
from shared.events.placements import PlacementEnded
from shared.identity import employer_id
from shared.transaction import Refused
from tests.recognition.arrivals import Arrivals
from tests.recognition.editions.publishing import agrees, bases
from tests.recognition.opened import (
    AUTUMN,
    BOOKS,
    HOTEL,
    JANUARY,
    OVENS,
    Told,
    correct,
    heard,
    ovens,
    publish,
    taken_back,
    wished,
)  # fmt: skip
from tests.recognition.telling import employer, hired, kept

__all__ = ["heard", "ovens"]

GROUP, OTHER = employer_id("BG", OVENS), employer_id("BG", HOTEL)
KEPT, LOST = Settled("R", 3, True), Settled("L", 0, False)
NEWS = datetime.date(2026, 2, 1)


def basis(at: Arrivals, number: str, group: str = GROUP) -> dict[str, Settled]:
    return unpack(bases(at.runtime, number)[group].basis)


def waiting(at: Arrivals, number: str = "2025-4.1") -> list[tuple[str, int]]:
    found = at.runtime.database.look(lambda session: preview(session, number, at.runtime.clock.now()))
    return [(one.group, one.people) for one in found.waits]


@pytest.mark.parametrize("people", [3, 4])
def test_a_correction_of_fewer_than_five_people_waits_if_the_employer_did_not_ask(ovens: Arrivals, people: int) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.tell(*map(taken_back, range(people)))
    with pytest.raises(Refused, match="nothing to correct"):
        correct(ovens.runtime, "2025-4")
    assert waiting(ovens) == [(GROUP, people)], "the editor sees what waits"


def test_a_correction_of_five_people_needs_nobody_to_ask(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.tell(*map(taken_back, range(5)))
    assert waiting(ovens) == []
    assert correct(ovens.runtime, "2025-4") == "2025-4.1"
    assert len(basis(ovens, "2025-4.1")) == 7
    assert agrees(ovens.runtime, "2025-4.1")


def test_what_an_employer_asked_for_is_put_right_and_of_nobody_else(ovens: Arrivals) -> None:
    ovens.tell(*employer(HOTEL, "Орфей", "Orpheus", JANUARY, staff=20), *kept(HOTEL, 12, AUTUMN))
    publish(ovens.runtime, "2025-4")
    ovens.tell(*(taken_back(which, number) for number in (OVENS, HOTEL) for which in range(3)))
    wished(ovens.runtime, "2025-4")
    assert correct(ovens.runtime, "2025-4") == "2025-4.1"
    assert (len(basis(ovens, "2025-4.1")), len(basis(ovens, "2025-4.1", OTHER))) == (9, 12)
    found = ovens.runtime.database.look(lambda session: edition_numbered(session, "2025-4.1"))
    assert found.asked == 1, "how many employers asked is public with its note"
    wished(ovens.runtime, "2025-4", HOTEL)
    assert agrees(ovens.runtime, "2025-4.1"), "a later wish is no part of an edition that is out"
    assert correct(ovens.runtime, "2025-4") == "2025-4.2"
    assert len(basis(ovens, "2025-4.2", OTHER)) == 9
    assert agrees(ovens.runtime, "2025-4.2")


def test_a_wish_is_met_once(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.tell(*map(taken_back, range(3)))
    wished(ovens.runtime, "2025-4")
    correct(ovens.runtime, "2025-4")
    ovens.tell(taken_back(3))
    with pytest.raises(Refused, match="nothing to correct"):
        correct(ovens.runtime, "2025-4")
    assert waiting(ovens, "2025-4.2") == [(GROUP, 1)]


def test_corrections_that_are_held_back_add_up_to_five(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.tell(*map(taken_back, range(4)))
    assert waiting(ovens) == [(GROUP, 4)]
    ovens.tell(taken_back(4))
    correct(ovens.runtime, "2025-4")
    assert len(basis(ovens, "2025-4.1")) == 7


@pytest.mark.parametrize(
    ("number", "by", "on", "said"),
    [
        ("2025-3", OVENS, datetime.date(2025, 7, 1), "Only the newest edition"),
        ("2025-4", BOOKS, datetime.date(2025, 7, 1), "says nothing of that employer"),
        ("2025-4", OVENS, datetime.date(2046, 7, 1), "has not come yet"),
        ("2025-4", OVENS, datetime.date(2025, 12, 31), "nobody asked for its correction before"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(
    ovens: Arrivals, number: str, by: str, on: datetime.date, said: str
) -> None:
    publish(ovens.runtime, "2025-4")
    with pytest.raises(Refused, match=said):
        wished(ovens.runtime, number, by, on)


def test_a_wish_is_noted_once(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    wished(ovens.runtime, "2025-4")
    with pytest.raises(Refused, match="noted already"):
        wished(ovens.runtime, "2025-4")


def test_a_correction_from_before_they_obeyed_the_rule_still_verifies(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.tell(*map(taken_back, range(3)))
    wished(ovens.runtime, "2025-4")
    correct(ovens.runtime, "2025-4")
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.text("DELETE FROM correction_request")))
    assert not agrees(ovens.runtime, "2025-4.1")
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.update(edition).values(asked=None)))
    assert agrees(ovens.runtime, "2025-4.1")


# -- people whom a group took over ----------------------------------------------------------------------------------
def moved(entity: str, group: str) -> Told:
    """The group is dated back; it was recorded after the edition that counted its people."""
    told = EmployerGroup(employer=entity, group=group, on=JANUARY, lead=False)
    return told, datetime.date(2025, 11, 1)


def told_anew(number: str, group: str, count: int = 12) -> list[Told]:
    """The hires of a regrouped employer under the references of its new group."""
    anew: list[Told] = []
    for which in range(count):
        start = AUTUMN + datetime.timedelta(days=2 * which)
        placement = f"{number}-kept-240901-{which}"
        more = {"group": group, "person": f"anew-{placement}", "rev": 1}
        anew.append((hired(number, placement, start, **more), datetime.date(2025, 11, 1)))
    return anew


@pytest.fixture
def regrouped(ovens: Arrivals) -> Arrivals:
    """Ovens with the twelve people of the hotel, whom the third quarter published apart."""
    ovens.tell(*employer(HOTEL, "Орфей", "Orpheus", JANUARY, staff=20), *kept(HOTEL, 12, AUTUMN))
    publish(ovens.runtime, "2025-3")
    ovens.tell(moved(OTHER, GROUP), *told_anew(HOTEL, GROUP))
    publish(ovens.runtime, "2025-4")
    return ovens


def test_people_who_were_taken_over_stay_in_a_correction(regrouped: Arrivals) -> None:
    """Five of ours never were; those of the hotel, whom the older edition knew elsewhere, are not lost by that."""
    before = basis(regrouped, "2025-4")
    assert len(before) == 24
    regrouped.tell(*map(taken_back, range(5)))
    correct(regrouped.runtime, "2025-4")
    after = basis(regrouped, "2025-4.1")
    assert {person for person in before if person not in after} == {f"person-{OVENS}-kept-240901-{n}" for n in range(5)}
    assert agrees(regrouped.runtime, "2025-4.1")


def test_a_regrouping_does_not_make_five_of_one_corrected_person(regrouped: Arrivals) -> None:
    """Told anew under other references, all twelve look new: they are the same people, and one of them was put right."""
    regrouped.tell(taken_back(0, HOTEL))
    assert waiting(regrouped) == [(GROUP, 1)]
    with pytest.raises(Refused, match="nothing to correct"):
        correct(regrouped.runtime, "2025-4")


def test_who_was_taken_over_is_put_right_too(regrouped: Arrivals) -> None:
    regrouped.tell(*(taken_back(which, HOTEL) for which in range(6)))
    ended = [f"{HOTEL}-kept-240901-{which}" for which in (6, 7)]
    first = AUTUMN + datetime.timedelta(days=20)
    regrouped.tell(
        *((PlacementEnded(placement=one, last_day=first, reason="employer", evidence=1), NEWS) for one in ended)
    )
    wished(regrouped.runtime, "2025-4")
    correct(regrouped.runtime, "2025-4")
    after = basis(regrouped, "2025-4.1")
    assert len(after) == 18
    assert all(one.outcome == "R" for one in after.values()), "an ending first told later is news and waits"
    assert agrees(regrouped.runtime, "2025-4.1")
