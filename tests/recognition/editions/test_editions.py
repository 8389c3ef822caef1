"""An edition keeps what it counted, as of T known at K, and can be recomputed for ever (D1-D4, R-3)."""

import datetime
import hashlib
from typing import Any

import msgspec
import pytest

from services.recognition.editions.model import latest_quarter_end, number_of, quarter_end
from services.recognition.editions.queries.editions import all_editions, edition_numbered
from services.recognition.editions.queries.rows import body_of
from shared.clock import SOFIA, Clock
from shared.events.intake import (
    EmployerChanged,
    EmployerClosed,
    EmployerGroup,
    EmployerLeft,
    EmployerSuspended,
)
from shared.events.recognition import EditionPublished, ProfilePublished
from shared.identity import employer_id
from shared.transaction import Refused
from tests.conftest import told
from tests.recognition.arrivals import Arrivals, start_at, turn_to
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
from tests.recognition.telling import employer, hired, kept, message_of, seen

__all__ = ["heard", "ovens"]


# -- when, and under which number -----------------------------------------------------------------------------------
def test_an_edition_is_published_from_the_fifteenth_day_after_its_quarter(ovens: Arrivals, clock: Clock) -> None:
    start_at(clock, datetime.date(2026, 1, 14))
    with pytest.raises(Refused, match="may be published from"):
        publish(ovens.runtime, "2025-4")
    turn_to(ovens.runtime, datetime.date(2026, 1, 15))
    ovens.runtime.clock.turn_to(datetime.date(2026, 1, 15), 10)
    assert publish(ovens.runtime, "2025-4") == "2025-4"


def test_no_edition_is_published_twice_and_none_backwards(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-3")
    for number in ("2025-3", "2025-2"):
        with pytest.raises(Refused):
            publish(ovens.runtime, number)
    assert publish(ovens.runtime, "2025-4")


@pytest.mark.parametrize("number", ["2025-5", "2025", "25-1", "2025-4.1", "٢٠٢٥-4", "0000-1", "9999-4", "2025-٤", ""])
def test_what_is_no_quarter_is_refused(number: str) -> None:
    with pytest.raises(Refused):
        quarter_end(number)


def test_every_quarter_has_its_end_and_its_number() -> None:
    for year in (2024, 2025, 2026):
        for quarter in (1, 2, 3, 4):
            number = f"{year}-{quarter}"
            assert number_of(quarter_end(number)) == number
    assert latest_quarter_end(datetime.date(2026, 1, 14)) == datetime.date(2025, 9, 30)
    assert latest_quarter_end(datetime.date(2026, 1, 15)) == DECEMBER
    assert latest_quarter_end(datetime.date(2026, 4, 14)) == DECEMBER


# -- whose rows, and what stands in them ----------------------------------------------------------------------------
def test_a_row_is_as_of_t_known_at_k(ovens: Arrivals) -> None:
    """A new name told in January does not reach the edition of December, a new town told in December does."""
    entity = employer_id("BG", OVENS)
    facts: dict[str, Any] = {
        "employer": entity,
        "country": "BG",
        "national_id": OVENS,
        "name_en": "",
        "legal_form": "ood",
        "sector": "C",
    }
    ovens.tell((EmployerChanged(**facts, name="Пещите", town="Сливен"), DECEMBER))
    ovens.tell((EmployerChanged(**facts, name="Друго име", town="Русе"), DECEMBER + DAY))
    publish(ovens.runtime, "2025-4")
    row = shown(ovens.runtime, "2025-4")["Пещите"]
    assert (row.town, row.name_latin, row.tier, row.kept_floor) == ("Сливен", "Peshtite", "gold", 10)


def test_k_is_the_end_of_the_local_day(heard: Arrivals) -> None:
    """Told at 23:30 in Sofia on T: counted. Half an hour after midnight, which is still T in UTC: not."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40), *kept(OVENS, 4, AUTUMN))
    heard.tell(*employer(HOTEL, "Хотел", "Hotel", JANUARY, staff=40), *kept(HOTEL, 4, AUTUMN))
    for number, moment in ((OVENS, (31, 23, 30)), (HOTEL, (32, 0, 30))):
        day, hour, minute = moment
        local = datetime.datetime(2025, 12, 1, hour, minute, tzinfo=SOFIA) + datetime.timedelta(day - 1)
        for event in (hired(number, f"{number}-last", AUTUMN), seen(f"{number}-last", AUTUMN + 90 * DAY)):
            message = message_of(event, DECEMBER)
            at = local.astimezone(datetime.UTC)
            heard.arrive(
                [type(message)(**{**{f: getattr(message, f) for f in message.__struct_fields__}, "recordedtime": at})]
            )
    publish(heard.runtime, "2025-4")
    assert set(shown(heard.runtime, "2025-4")) == {"Седемте пещи"}


def test_a_mark_needs_five_settled_people(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Пет", "Five", JANUARY), *kept(OVENS, 5, AUTUMN))
    heard.tell(*employer(HOTEL, "Четири", "Four", JANUARY), *kept(HOTEL, 4, AUTUMN))
    publish(heard.runtime, "2025-4")
    assert set(shown(heard.runtime, "2025-4")) == {"Пет"}
    assert bases(heard.runtime, "2025-4")[employer_id("BG", HOTEL)].basis == b"{}"


def test_only_who_is_verified_joined_and_open_is_listed(heard: Arrivals) -> None:
    numbers = [f"12100000{n}" for n in range(6)]
    for number in numbers:
        heard.tell(*employer(number, f"Работодател {number[-1]}", "", JANUARY, joined=number != numbers[1]))
        heard.tell(*kept(number, 6, AUTUMN))
    about = [employer_id("BG", number) for number in numbers]
    heard.tell((EmployerLeft(employer=about[2], on=DECEMBER), DECEMBER))
    heard.tell((EmployerClosed(employer=about[3], on=DECEMBER), DECEMBER))
    heard.tell((EmployerSuspended(employer=about[4], suspension="s", begins=DECEMBER), DECEMBER))
    heard.tell((EmployerClosed(employer=about[5], on=DECEMBER + DAY), DECEMBER))
    publish(heard.runtime, "2025-4")
    assert set(shown(heard.runtime, "2025-4")) == {"Работодател 0", "Работодател 5"}
    assert about[4] in bases(heard.runtime, "2025-4"), "a suspended group's basis goes on"


def test_the_unit_is_the_group_under_its_lead(heard: Arrivals) -> None:
    """Entities that have not joined count in the numbers and are not named."""
    lead, other = employer_id("BG", OVENS), employer_id("BG", HOTEL)
    heard.tell(
        *employer(OVENS, "Водещо", "Lead", JANUARY, staff=10), *employer(HOTEL, "Друго", "", JANUARY, joined=False)
    )
    for entity, leads in ((other, False), (lead, True)):
        heard.tell((EmployerGroup(employer=entity, group="g-1", on=JANUARY, lead=leads), JANUARY))
    heard.tell(*kept(OVENS, 2, AUTUMN), *kept(HOTEL, 4, AUTUMN))
    publish(heard.runtime, "2025-4")
    row = shown(heard.runtime, "2025-4")["Водещо"]
    assert row.group == "g-1"
    assert set(shown(heard.runtime, "2025-4")) == {"Водещо"}


def test_what_is_told_of_an_edition_is_its_digest_and_who_is_in_it(ovens: Arrivals) -> None:
    ovens.tell(*employer(HOTEL, "Хотел", "Hotel", JANUARY, staff=10), *kept(HOTEL, 5, AUTUMN))
    publish(ovens.runtime, "2025-4")
    found, body = ovens.runtime.database.look(lambda s: (one := edition_numbered(s, "2025-4"), body_of(one)))
    one_by_one = sorted(hashlib.sha256(raw).hexdigest() for raw in msgspec.json.decode(body, type=list[msgspec.Raw]))
    assert found.digest == hashlib.sha256("\n".join(one_by_one).encode()).hexdigest()
    events = told(ovens.runtime)
    assert [e.groups for e in events if isinstance(e, EditionPublished)] == [2]
    published = [e.group for e in events if isinstance(e, ProfilePublished)]
    assert set(published) == {employer_id("BG", OVENS), employer_id("BG", HOTEL)}


def test_an_edition_that_was_read_can_be_printed_in_a_log_without_its_rows(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    found = ovens.runtime.database.look(lambda s: edition_numbered(s, "2025-4"))
    assert "2025-4" in repr(found)


# -- D3 and D4 ------------------------------------------------------------------------------------------------------
def test_a_basis_is_taken_anew_only_when_five_people_changed(ovens: Arrivals) -> None:
    """Three more people settle: the published numbers stay. Two more: all five are counted at once."""
    group = employer_id("BG", OVENS)
    publish(ovens.runtime, "2025-1")
    ovens.tell(*kept(OVENS, 3, datetime.date(2025, 2, 1)))
    publish(ovens.runtime, "2025-2")
    before = bases(ovens.runtime, "2025-1")[group], bases(ovens.runtime, "2025-2")[group]
    assert before[0].basis == before[1].basis
    assert before[1].taken_in == "2025-1"
    ovens.tell(*kept(OVENS, 2, datetime.date(2025, 5, 1)))
    publish(ovens.runtime, "2025-3")
    now = bases(ovens.runtime, "2025-3")[group]
    assert now.taken_in == "2025-3"
    assert now.basis.count(b'["R"') == 17


def test_after_four_editions_on_one_basis_it_is_taken_anew(ovens: Arrivals, clock: Clock) -> None:
    """Corrections do not count: the fifth quarterly edition is the one that takes it."""
    group = employer_id("BG", OVENS)
    ovens.tell(*kept(OVENS, 1, datetime.date(2025, 3, 20)))
    taken = []
    start_at(clock, datetime.date(2026, 7, 20))
    for number in ("2025-2", "2025-3", "2025-4"):
        publish(ovens.runtime, number)
        taken.append(bases(ovens.runtime, number)[group].taken_in)
    ovens.tell(*map(taken_back, range(3)))
    wished(ovens.runtime, "2025-4")
    correct(ovens.runtime, "2025-4")
    for number in ("2026-1", "2026-2"):
        publish(ovens.runtime, number)
        taken.append(bases(ovens.runtime, number)[group].taken_in)
    assert taken == ["2025-2", "2025-2", "2025-2", "2025-2", "2026-2"]
    assert all(agrees(ovens.runtime, one.number) for one in ovens.runtime.database.look(all_editions))


def test_the_memory_of_a_tier_is_that_of_published_bases(heard: Arrivals) -> None:
    """Raw tiers come from the editions' own bases, not from what was known live."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Ovens", JANUARY, staff=40), *kept(OVENS, 12, AUTUMN))
    publish(heard.runtime, "2025-2")
    publish(heard.runtime, "2025-3")
    found = [bases(heard.runtime, number)[employer_id("BG", OVENS)] for number in ("2025-2", "2025-3")]
    assert all(one.raw_tier == 3 for one in found if one.taken_in == "2025-3")
    assert [one.tier for one in found] == [shown(heard.runtime, n)["Седемте пещи"].tier for n in ("2025-2", "2025-3")]
