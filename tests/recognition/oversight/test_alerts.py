"""Alerts in the database: looked for where something was told, opened once, closed with a reason, opened as they grow."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.oversight import commands
from services.recognition.oversight.handlers.alerts import close_alert, look_each_night, raise_alerts
from services.recognition.oversight.queries.alerts import Alert, closed_alerts, how_many_open, open_alerts
from services.recognition.oversight.queries.patterns import all_results
from services.recognition.oversight.rules.view import Found
from services.recognition.oversight.tables import recorder, watched
from shared.events.intake import EmployerHeadcount
from shared.events.placements import PlacementEnded
from shared.identity import employer_id
from shared.transaction import Missing, Refused
from tests.plans import asked
from tests.recognition.arrivals import Arrivals, doing, rows
from tests.recognition.opened import AUTUMN, BOOKS, EDITOR, HOTEL, JANUARY, OVENS, Told, heard, ovens, publish
from tests.recognition.telling import employer, hired, kept

__all__ = ["heard", "ovens"]

GROUP = employer_id("BG", OVENS)


def night(at: Arrivals) -> list[Alert]:
    at.runtime.perform(lambda tx: look_each_night(tx.today, tx))
    return at.runtime.database.look(open_alerts).rows


def revolving(at: Arrivals, people: int, number: str = OVENS, first: int = 0) -> list[Told]:
    """People who were let go on day 95, this winter."""
    start = at.runtime.clock.today() - datetime.timedelta(150)
    told: list[Told] = []
    for which in range(first, first + people):
        placement, begins = f"door-{number}-{which}", start + datetime.timedelta(which)
        last = begins + datetime.timedelta(95)
        told.append((hired(number, placement, begins), begins))
        told.append((PlacementEnded(placement=placement, last_day=last, reason="employer", evidence=1), last))
    return told


def raised(at: Arrivals, size: int, subject: str = GROUP) -> None:
    one = Found(rule="short_jobs", subject=subject, period="2026-1", size=size, numbers={"ended": size, "median": 95})
    at.runtime.perform(lambda tx: raise_alerts([one], tx))


def close(at: Arrivals, alert: str, size: int, reason: str = "Season work, seen in the contracts.") -> str:
    return at.runtime.perform(doing(close_alert, commands.CloseAlert(alert=alert, reason=reason, size=size)), EDITOR)


def test_a_revolving_door_is_told_the_next_night_and_once(ovens: Arrivals) -> None:
    ovens.tell(*revolving(ovens, 5))
    (one,) = [each for each in night(ovens) if each.rule == "short_jobs"]
    assert (one.names, one.numbers) == (("Седемте пещи",), {"ended": 5, "median": 95})
    assert [each.id for each in night(ovens) if each.rule == "short_jobs"] == [one.id]


def test_a_night_looks_only_where_something_was_told(ovens: Arrivals) -> None:
    ovens.tell(*employer(HOTEL, "Орфей", "Orpheus", JANUARY))
    night(ovens)
    assert rows(ovens.runtime, sa.select(watched.c.group)) == []
    ovens.tell(*revolving(ovens, 1))
    assert [row.group for row in rows(ovens.runtime, sa.select(watched.c.group))] == [GROUP]
    ending = PlacementEnded(placement=f"{OVENS}-kept-240901-1", last_day=AUTUMN, reason="employer", evidence=1)
    night(ovens)
    ovens.tell((ending, AUTUMN))
    assert [row.group for row in rows(ovens.runtime, sa.select(watched.c.group))] == [GROUP], "found by its placement"


def test_a_night_reads_the_facts_of_an_employer_once(ovens: Arrivals) -> None:
    ovens.tell(*revolving(ovens, 5))
    with asked(ovens.runtime.database) as statements:
        night(ovens)
    about = [values for _, (one, values) in statements if "fact.data" in one and GROUP in str(values)]
    assert len(about) == 1


def test_whose_placements_a_batch_is_about_is_looked_up_once(ovens: Arrivals) -> None:
    with asked(ovens.runtime.database) as statements:
        ovens.tell(*revolving(ovens, 5))
    assert len([one for _, (one, _) in statements if "DISTINCT" in one and "fact.placement IN" in one]) == 1


def test_at_an_edition_everybody_is_looked_at(ovens: Arrivals) -> None:
    ovens.tell(*revolving(ovens, 5))
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.delete(watched)))
    assert not night(ovens)
    publish(ovens.runtime, "2025-4")
    assert [one.rule for one in ovens.runtime.database.look(open_alerts).rows if one.rule == "short_jobs"] == [
        "short_jobs"
    ]


def test_a_closed_alert_stays_closed_until_its_numbers_grow(heard: Arrivals) -> None:
    raised(heard, 5)
    (one,) = heard.runtime.database.look(open_alerts).rows
    close(heard, one.id, 5)
    raised(heard, 5)
    raised(heard, 4)
    assert heard.runtime.database.look(how_many_open) == 0
    (shut,) = heard.runtime.database.look(closed_alerts).rows
    assert (shut.closings[0].reason, shut.closings[0].by, shut.closings[0].size) == (
        "Season work, seen in the contracts.", "editor-1", 5,
    )  # fmt: skip
    raised(heard, 6)
    (again,) = heard.runtime.database.look(open_alerts).rows
    assert (again.id, again.size, len(again.closings)) == (one.id, 6, 1)
    assert again.grown_at is not None
    close(heard, one.id, 6)
    assert heard.runtime.database.look(how_many_open) == 0


def test_one_alert_a_rule_subject_and_period(heard: Arrivals) -> None:
    for size in (5, 6, 7):
        raised(heard, size)
    raised(heard, 5, "another")
    assert sorted(one.size for one in heard.runtime.database.look(open_alerts).rows) == [5, 7]


def test_an_alert_is_closed_by_the_numbers_that_were_read_and_with_a_reason(heard: Arrivals) -> None:
    raised(heard, 5)
    (one,) = heard.runtime.database.look(open_alerts).rows
    with pytest.raises(Refused, match="Say what you found"):
        close(heard, one.id, 5, "  ")
    raised(heard, 6)
    with pytest.raises(Refused, match="have grown"):
        close(heard, one.id, 5)
    close(heard, one.id, 6)
    with pytest.raises(Refused, match="closed already"):
        close(heard, one.id, 6)
    with pytest.raises(Missing):
        close(heard, "nothing", 6)


def test_people_are_counted_for_the_service_that_recorded_them(ovens: Arrivals) -> None:
    ovens.tell(*employer(HOTEL, "Орфей", "Orpheus", JANUARY), *kept(HOTEL, 4, AUTUMN, organisation="other"))
    night(ovens)
    found: Any = ovens.runtime.database.look(all_results)
    assert {one.organisation: (one.settled, one.kept) for one in found} == {"centre": (12, 12), "other": (4, 4)}
    assert len(rows(ovens.runtime, sa.select(recorder))) == 16


def test_two_employers_with_one_name_in_one_town_are_told_as_a_pair(ovens: Arrivals) -> None:
    ovens.tell(*employer(BOOKS, "Седемте пещи 2", "", JANUARY), *kept(BOOKS, 1, AUTUMN))
    (one,) = [each for each in night(ovens) if each.rule == "shells"]
    assert set(one.names) == {"Седемте пещи", "Седемте пещи 2"}
    assert (one.numbers["name"], one.size) == (1, 13)


def test_a_fall_of_staff_and_hires_before_a_cut_off_come_from_the_facts(ovens: Arrivals) -> None:
    today = ovens.runtime.clock.today()
    for which in range(3):
        ovens.tell((hired(OVENS, f"new-{which}", today - datetime.timedelta(30)), today - datetime.timedelta(30)))
    ovens.tell((EmployerHeadcount(employer=GROUP, headcount=20, on=today), today))
    (one,) = [each for each in night(ovens) if each.rule == "staff_fell"]
    assert (one.numbers["before"], one.numbers["after"], one.numbers["hires"]) == (40, 20, 3)
