"""Late facts, verification and corrections."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.desk.queries.checklist import checklist
from services.recognition.desk.queries.preview import preview
from services.recognition.editions.queries.editions import all_editions, edition_numbered, verify
from services.recognition.editions.rules.canonical import unpack
from services.recognition.editions.tables import edition_row
from services.recognition.standing.tables import fact, late_fact
from shared.events.intake import (
    EmployerChanged,
    EmployerHeadcount,
    EmployerJoined,
    EmployerLeft,
)
from shared.events.placements import PlacementEnded, PlacementVoided
from shared.identity import employer_id
from shared.transaction import Missing, Refused
from tests.recognition.arrivals import Arrivals, rows
from tests.recognition.editions.publishing import DAY, DECEMBER, agrees, bases, shown
from tests.recognition.opened import (
    AUTUMN,
    HOTEL,
    JANUARY,
    OVENS,
    correct,
    heard,
    ovens,
    publish,
    taken_back,
    wished,
)
from tests.recognition.telling import employer, hired, kept, practices

__all__ = ["heard", "ovens"]


def test_a_fact_recorded_in_time_that_arrives_late_is_noted_and_the_edition_still_verifies(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    late = ovens.tell(*kept(OVENS, 9, datetime.date(2025, 3, 1)))
    noted = rows(ovens.runtime, sa.select(late_fact.c.event_id))
    assert {row.event_id for row in noted} == {message.id for message in late}
    result = ovens.runtime.database.look(lambda s: verify(s, "2025-4"))
    assert result.agrees
    assert result.late == 27
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.delete(late_fact)))
    assert not agrees(ovens.runtime, "2025-4"), "without the notes the same facts would give other rows"


def test_a_late_name_and_a_late_agreement_are_left_out_too(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    facts: dict[str, Any] = {"country": "BG", "name_en": "", "legal_form": "ood", "sector": "C", "town": "Русе"}
    named = EmployerChanged(employer=employer_id("BG", OVENS), national_id=OVENS, name="Късно име", **facts)
    ovens.tell((named, DECEMBER), (EmployerLeft(employer=employer_id("BG", OVENS), on=DECEMBER), DECEMBER))
    assert agrees(ovens.runtime, "2025-4")


def test_verification_sees_a_changed_row_and_a_missing_fact(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    assert agrees(ovens.runtime, "2025-4")
    first = rows(ovens.runtime, sa.select(edition_row.c.data))[0].data
    forged = bytes(first).replace(b"gold", b"lead")
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.update(edition_row).values(data=forged)))
    assert not agrees(ovens.runtime, "2025-4")
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.update(edition_row).values(data=bytes(first))))
    assert agrees(ovens.runtime, "2025-4")
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.delete(fact).where(fact.c.placement.like("%-kept-%"))))
    assert not agrees(ovens.runtime, "2025-4")


def test_nobody_can_verify_an_edition_that_does_not_exist(ovens: Arrivals) -> None:
    with pytest.raises(Missing):
        agrees(ovens.runtime, "2025-4")


def test_a_correction_changes_what_was_put_right_and_nothing_else(ovens: Arrivals) -> None:
    """Three hires never were; meanwhile six others settled and the name changed: those wait for the next edition."""
    entity = employer_id("BG", OVENS)
    publish(ovens.runtime, "2025-4")
    news = datetime.date(2026, 2, 1)
    ovens.tell(*[(PlacementVoided(placement=f"{OVENS}-kept-240901-{n}", reason="mistake"), news) for n in range(3)])
    ovens.tell(*[(one, news) for one, _ in kept(OVENS, 6, datetime.date(2025, 3, 1))])
    facts: dict[str, Any] = {"country": "BG", "name_en": "", "legal_form": "ood", "sector": "C", "town": "Русе"}
    ovens.tell((EmployerChanged(employer=entity, national_id=OVENS, name="Друго", **facts), news))
    ovens.tell((EmployerHeadcount(employer=entity, headcount=4000, on=DECEMBER), news))
    wished(ovens.runtime, "2025-4")
    assert correct(ovens.runtime, "2025-4", "three hires were recorded twice") == "2025-4.1"
    before, after = bases(ovens.runtime, "2025-4")[entity], bases(ovens.runtime, "2025-4.1")[entity]
    assert (before.basis.count(b'["R"'), after.basis.count(b'["R"')) == (12, 9)
    assert after.taken_in == before.taken_in
    found = ovens.runtime.database.look(lambda s: edition_numbered(s, "2025-4.1"))
    assert (found.as_of, found.corrects, found.note) == (DECEMBER, "2025-4", "three hires were recorded twice")
    assert shown(ovens.runtime, "2025-4.1")["Седемте пещи"].kept_floor is None
    assert shown(ovens.runtime, "2025-4")["Седемте пещи"].kept_floor == 10, "the edition itself is never changed"
    assert agrees(ovens.runtime, "2025-4")
    assert agrees(ovens.runtime, "2025-4.1")


def test_a_correction_releases_nothing_that_the_rule_of_five_held_back(heard: Arrivals) -> None:
    """Three were proved and one settled after the basis was taken: putting another right must not show it."""
    entity = employer_id("BG", OVENS)
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40), *kept(OVENS, 8, AUTUMN))
    heard.tell(*kept(OVENS, 3, datetime.date(2024, 10, 20)), *kept(OVENS, 1, datetime.date(2024, 12, 10)))
    publish(heard.runtime, "2025-1")
    publish(heard.runtime, "2025-2")
    before = unpack(bases(heard.runtime, "2025-2")[entity].basis)
    heard.tell(*[taken_back(which, on=datetime.date(2025, 7, 5)) for which in range(3)])
    wished(heard.runtime, "2025-2")
    correct(heard.runtime, "2025-2")
    after = unpack(bases(heard.runtime, "2025-2.1")[entity].basis)
    gone = {(f"person-{OVENS}-kept-240901-{which}", ("R", 3, True)) for which in range(3)}
    assert before.items() - after.items() == gone
    assert after.items() <= before.items()
    assert sum(not one.proved for one in after.values()) == 3
    assert agrees(heard.runtime, "2025-2.1")


def test_a_check_told_later_is_news_even_of_somebody_checked_before(heard: Arrivals) -> None:
    """On day 90 they were seen; that they were seen on day 180 too was told after K, and waits."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40))
    heard.tell(*[one for one in kept(OVENS, 6, AUTUMN) if getattr(one[0], "milestone", 90) == 90])
    publish(heard.runtime, "2025-4")
    late = datetime.date(2026, 1, 20)
    heard.tell(*[(event, late) for event, _ in kept(OVENS, 6, AUTUMN) if getattr(event, "milestone", 90) == 180])
    with pytest.raises(Refused, match="nothing to correct"):
        correct(heard.runtime, "2025-4")


def test_a_revised_ending_is_a_correction_and_a_new_one_is_news(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40), *kept(OVENS, 11, AUTUMN))
    first = AUTUMN + 30 * DAY
    heard.tell((hired(OVENS, "left", AUTUMN), AUTUMN))
    heard.tell((PlacementEnded(placement="left", last_day=first, reason="employer", evidence=1), first))
    publish(heard.runtime, "2025-4")
    group, news = employer_id("BG", OVENS), datetime.date(2026, 2, 1)
    unsaid = PlacementEnded(placement="left", rev=1, last_day=None, reason="employer", evidence=1)
    heard.tell((unsaid, news))
    fired = PlacementEnded(placement=f"{OVENS}-kept-240901-0", last_day=first, reason="employer", evidence=1)
    again = PlacementEnded(placement=f"{OVENS}-kept-240901-1", rev=1, last_day=first, reason="employer", evidence=1)
    heard.tell((fired, news), (again, news), *map(taken_back, (8, 9, 10)))
    wished(heard.runtime, "2025-4")
    correct(heard.runtime, "2025-4")
    assert bases(heard.runtime, "2025-4.1")[group].basis.count(b'["R"') == 8, "an ending first told later waits"
    assert agrees(heard.runtime, "2025-4.1")


def test_who_left_since_is_not_in_a_correction_and_who_joined_since_neither(ovens: Arrivals) -> None:
    ovens.tell(*employer(HOTEL, "Хотел", "", JANUARY, joined=False), *kept(HOTEL, 6, AUTUMN))
    publish(ovens.runtime, "2025-4")
    now = datetime.date(2026, 2, 20)
    ovens.tell((EmployerLeft(employer=employer_id("BG", OVENS), on=now), now))
    ovens.tell((EmployerJoined(employer=employer_id("BG", HOTEL), on=now), now))
    correct(ovens.runtime, "2025-4")
    assert shown(ovens.runtime, "2025-4.1") == {}
    assert agrees(ovens.runtime, "2025-4.1")


def test_only_the_newest_edition_is_corrected(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-3")
    publish(ovens.runtime, "2025-4")
    for number in ("2025-3", "2025-2", "nonsense"):
        with pytest.raises(Refused):
            correct(ovens.runtime, number)
    for times, (number, mistakes) in enumerate((("2025-4", range(3)), ("2025-4.1", range(3, 8))), 1):
        ovens.tell(*map(taken_back, mistakes))
        wished(ovens.runtime, "2025-4")
        assert correct(ovens.runtime, number) == f"2025-4.{times}"


def test_a_correction_that_puts_nothing_right_is_refused(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.tell(*map(taken_back, range(3)))
    wished(ovens.runtime, "2025-4")
    assert correct(ovens.runtime, "2025-4") == "2025-4.1"
    for _ in range(2):
        with pytest.raises(Refused, match="nothing to correct"):
            correct(ovens.runtime, "2025-4")
    assert [one.number for one in ovens.runtime.database.look(all_editions)] == ["2025-4.1", "2025-4"]


def test_a_correction_that_changes_no_public_row_is_refused_though_the_people_behind_it_changed(
    ovens: Arrivals,
) -> None:
    """One of twelve never was: ten at least, as before. Published, it would only stamp everybody *corrected*."""
    publish(ovens.runtime, "2025-4")
    ovens.tell(taken_back(0))
    with pytest.raises(Refused, match="every public row would stay"):
        correct(ovens.runtime, "2025-4")
    assert [one.number for one in ovens.runtime.database.look(all_editions)] == ["2025-4"]


# -- the editors' desk ----------------------------------------------------------------------------------------------
def test_a_preview_is_what_publication_gives(ovens: Arrivals) -> None:
    ovens.tell(*practices(OVENS, ("mentor",), datetime.date(2025, 3, 1)))
    now = ovens.runtime.clock.now()
    seen_before = ovens.runtime.database.look(lambda s: preview(s, "2025-4", now))
    publish(ovens.runtime, "2025-4")
    assert {row.name: row for row in seen_before.rows} == shown(ovens.runtime, "2025-4")
    assert seen_before.may
    after = ovens.runtime.database.look(lambda s: preview(s, "2025-4", ovens.runtime.clock.now()))
    assert after.published
    assert not after.may


def test_the_checklist_says_what_waits_and_whether_the_day_has_come(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    ovens.tell((hired(OVENS, "late", AUTUMN), AUTUMN))
    now = ovens.runtime.clock.now()
    next_ = ovens.runtime.database.look(lambda s: checklist(s, "2026-1", now))
    assert (next_.day_reached, next_.may, next_.late) == (False, False, 1)
    assert ovens.runtime.database.look(lambda s: checklist(s, "2025-3", now)).superseded


def test_a_basis_is_counted_held_back_only_if_somebody_waits(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-3")
    now = ovens.runtime.clock.now()
    assert ovens.runtime.database.look(lambda s: preview(s, "2025-4", now)).held == 0
    ovens.tell(*kept(OVENS, 2, datetime.date(2025, 6, 1)))
    assert ovens.runtime.database.look(lambda s: preview(s, "2025-4", now)).held == 1
