"""An office reads beside each hire it recorded whether it is counted, waits and until when, or failed and why."""

import datetime
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from services.recognition.oversight.queries.counting import counting
from services.recognition.schema import metadata
from shared.clock import machine_now
from shared.database import DERIVED
from shared.events.placements import PlacementVoided
from tests.recognition.arrivals import Arrivals
from tests.recognition.conftest import Reader
from tests.recognition.opened import AUTUMN, OVENS, heard, ovens
from tests.recognition.telling import hired, kept

__all__ = ["heard", "ovens"]

LATE = datetime.date(2026, 3, 1)


@pytest.fixture
def told(ovens: Arrivals) -> Arrivals:
    events = [
        hired(OVENS, "new", datetime.date(2026, 2, 20)),
        hired(OVENS, "short", AUTUMN, permanent=False, planned_days=30),
        hired(OVENS, "elsewhere", AUTUMN, organisation="another"),
        hired(OVENS, "back", AUTUMN),
        PlacementVoided(placement="back", reason="recorded_twice"),
    ]
    ovens.tell(*kept(OVENS, 1, AUTUMN), *((event, LATE) for event in events))
    letter = {"stream_seq": 9, "type": "x", "payload": b"", "error": "e", "why": "poison", "since": machine_now()}
    aside = sa.insert(metadata.tables[f"{DERIVED}.dead_letter"]).values(event_id="1", aggregate_id="broken", **letter)
    ovens.runtime.database.transact(lambda session: session.execute(aside))
    return ovens


@pytest.mark.both_databases
def test_each_hire_has_its_state_and_another_offices_looks_like_none(told: Arrivals) -> None:
    hires = [f"{OVENS}-kept-{AUTUMN:%y%m%d}-0", "new", "short", "back", "elsewhere", "nothing", "broken"]
    found = told.runtime.database.look(lambda session: counting(session, "centre", hires, LATE))
    assert [one.placement for one in found] == hires
    states = [(one.state, one.line.why if one.line else "") for one in found]
    assert states == [
        ("kept", ""), ("pending", ""), ("not_counted", "short_planned"), ("not_counted", "voided"),
        ("unheard", ""), ("unheard", ""), ("aside", ""),
    ]  # fmt: skip


@pytest.mark.one_database
def test_the_words_are_put_beside_the_hires_of_the_page_that_asked(
    told: Arrivals, reader: Callable[..., Reader]
) -> None:
    officer = reader(roles=("officer",), organisation="centre", account="officer-1", lang="en")
    said = officer.get("/recognition/counting?h=new&h=broken&h=']%3Cscript%3E").text
    assert said.count("hx-swap-oob") == 2, "what is no reference is passed over"
    assert "innerHTML:[data-counting='new']" in said
    assert "day 120 of the job" in said
    assert "Failed" in said
    bulgarian = reader(roles=("officer",), organisation="centre", account="officer-1", lang="bg")
    kept_one = f"{OVENS}-kept-{AUTUMN:%y%m%d}-0"
    said = bulgarian.get(f"/recognition/counting?h=new&h=broken&h=short&h={kept_one}").text
    assert [word for word in ("Чака 120-ия ден", "Неуспешно", "Не се брои", "Отчетено") if word not in said] == []
    assert reader(roles=("employer",), employer="e").get("/recognition/counting?h=new").status_code == 404
