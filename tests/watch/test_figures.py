"""The figures say what waits, what was set aside and who is at work; health in detail is for this machine."""

import asyncio
import datetime
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from services.condition.counted import counted
from services.condition.sample import GAUGES
from services.intake.letters.tables import letter
from services.intake.rights.tables import data_request
from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.editions.tables import edition
from services.recognition.service import SERVICE as RECOGNITION
from services.watch.figures import figures
from services.watch.port import Watch, place_of
from shared.clock import machine_now, machine_seconds
from shared.database import DERIVED, Database
from shared.nats_server import free_port
from shared.service import Runtime, Service
from shared.settings import BadSetting, Settings, check_metrics
from tests.intake.conftest import Intake

STEADFAST = Path(sys.executable).with_name("steadfast")
STARTING = 60.0
Open = Callable[[Service], Runtime]


def told_of(runtime: Runtime) -> dict[str, float]:
    """What the service's database says, by the name of the figure and the lease."""
    found = runtime.database.look(lambda session: counted(session, runtime))
    return {".".join([one.name.removeprefix("steadfast_"), *_lease(one.labels)]): one.value for one in found}


def _lease(labels: Any) -> list[str]:
    return [labels["lease"]] if "lease" in labels else []


@pytest.mark.both_databases
def test_what_waits_and_what_was_set_aside_is_counted(open_runtime: Open) -> None:
    office = open_runtime(PLACEMENTS)
    tables, then = office.service.metadata.tables, office.clock.now() - datetime.timedelta(hours=1)
    aside = {"stream_seq": 1, "type": "a.b.c", "aggregate_id": "x", "payload": b"", "error": "e", "why": "poison"}
    about = {"type": "a.b.c", "aggregate_id": "x", "payload": b"", "recorded_at": then}
    events = [about | {"event_id": str(one), "aggregate_version": one} for one in (1, 2, 3)]
    turns = [("placements.relay", 5.0), ("placements.morning", -60.0)]
    rows = [{"name": name, "holder": "host-1", "until": machine_seconds() + left} for name, left in turns]
    with office.database.session() as session:
        session.execute(sa.insert(tables["outbox"]), events)
        session.execute(sa.insert(tables[f"{DERIVED}.dead_letter"]).values(event_id="e", since=machine_now(), **aside))
        session.execute(sa.insert(tables[f"{DERIVED}.parked"]).values(aggregate_id="x", stream_seq=1))
        session.execute(sa.insert(tables["lease"]), rows)
    found = told_of(office)
    assert (found["outbox_events"], found["dead_letters"], found["parked"]) == (3, 1, 1)
    assert 3600 <= found["outbox_age_seconds"] < 4000
    assert (found["lease_holder.placements.relay"], found["lease_holder.placements.morning"]) == (1, 0)
    assert found["lease_seconds.placements.morning"] < 0


@pytest.mark.both_databases
def test_letters_and_people_who_wait_are_counted(open_runtime: Open) -> None:
    intake, now = open_runtime(INTAKE), machine_now()
    somebody = Intake(intake).candidate()
    today = intake.clock.today()
    letters = [
        {"id": str(number), "kind": "x", "address": "", "path": "", "lang": "bg", "made": now, "given_up": gone}
        for number, gone in enumerate((None, None, now))
    ]
    wish = {"words": "", "made_on": today, "done_by": "", "outcome": "", "candidate": somebody}
    day = datetime.timedelta(days=1)
    wishes = [
        wish | {"id": "1", "kind": "erase", "due_on": today, "done_on": None},
        wish | {"id": "2", "kind": "erase", "due_on": today, "done_on": today},
        wish | {"id": "3", "kind": "correct", "due_on": today - day, "done_on": None},
    ]
    with intake.database.session() as session:
        session.execute(sa.insert(letter), letters)
        session.execute(sa.insert(data_request), wishes)
    found = told_of(intake)
    assert (found["letters_waiting"], found["letters_refused"]) == (2, 1)
    assert (found["erasures_due"], found["requests_of_people_late"]) == (1, 1)


@pytest.mark.both_databases
def test_the_age_of_the_newest_edition_is_told_once_there_is_one(open_runtime: Open) -> None:
    recognition = open_runtime(RECOGNITION)
    assert "edition_age_seconds" not in told_of(recognition)
    now = recognition.clock.now()
    row = {"as_of": now.date(), "known_at": now, "published_by": "e", "method": "m", "fingerprint": "f", "digest": "d"}
    published = now - datetime.timedelta(days=100)
    with recognition.database.session() as session:
        made = {"number": "2026-1", "published_at": published, "rows": b"", "note": "", "salt": ""}
        session.execute(sa.insert(edition).values(**row, **made))
    assert told_of(recognition)["edition_age_seconds"] == pytest.approx(100 * 86400, abs=600)


@pytest.mark.one_database
def test_a_database_that_is_away_leaves_its_figures_out_and_says_so(open_runtime: Open) -> None:
    office = open_runtime(PLACEMENTS)
    there, office.database = office.database, Database("postgresql://nobody@127.0.0.1:1/nothing")
    try:
        found = {one.name: one.value for one in asyncio.run(figures(office, None))}
    finally:
        office.database.dispose()
        office.database = there
    assert found["steadfast_unanswered"] == 1
    assert "steadfast_outbox_events" not in found


@pytest.mark.parametrize(
    ("metrics", "place"),
    [("", ("127.0.0.1", 9000)), ("off", None), ("0.0.0.0:9464", ("0.0.0.0", 9464)), ("[::1]:9464", ("::1", 9464))],
)
def test_figures_are_told_on_loopback_unless_somebody_says_otherwise(
    tmp_path: Path, metrics: str, place: tuple[str, int] | None
) -> None:
    assert place_of(Settings(data=tmp_path, metrics=metrics), 8000) == place


@pytest.mark.parametrize("metrics", ["9464", "somewhere", "host:", "host:0", "host:99999", ":9464"])
def test_what_is_no_place_for_figures_is_refused(metrics: str) -> None:
    with pytest.raises(BadSetting, match="STEADFAST_METRICS"):
        check_metrics(metrics)


@pytest.mark.parametrize(
    ("client", "host", "method", "path", "status"),
    [
        ("10.0.0.9", "127.0.0.1:9464", "GET", "/health", 403),
        ("127.0.0.1", "elsewhere.example", "GET", "/health", 403),
        ("127.0.0.1", "127.0.0.1:9464", "POST", "/metrics", 405),
        ("127.0.0.1", "127.0.0.1:9464", "GET", "/intake", 404),
    ],
)
def test_health_is_told_to_this_machine_alone(client: str, host: str, method: str, path: str, status: int) -> None:
    said: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "client": (client, 1),
        "headers": [(b"host", host.encode())],
    }
    asyncio.run(Watch(None)(scope, None, send))  # type: ignore[arg-type]
    assert said[0]["status"] == status


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Path]]:
    """`steadfast up` as it is typed: the addresses of the site and of its figures, and its log."""
    folder, port, other = tmp_path_factory.mktemp("watched"), free_port(), free_port()
    words = [str(STEADFAST), "up", "--port", str(port), "--data", str(folder / "var")]
    with (folder / "log").open("wb") as log, (folder / "said").open("wb") as said:
        environment = {"PATH": "/usr/bin:/bin", "STEADFAST_METRICS": f"127.0.0.1:{other}"}
        process = subprocess.Popen(words, stdout=said, stderr=log, env=environment)
        try:
            deadline = time.monotonic() + STARTING
            while b"Ready" not in (folder / "said").read_bytes():
                assert process.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}", folder / "log"
        finally:
            process.terminate()
            process.wait(30)


LATER = {"steadfast_edition_age_seconds", "steadfast_backup_age_seconds", "steadfast_backup_tried"}
"""Not before there is one: an edition, a backup."""


@pytest.mark.processes
def test_a_program_that_serves_tells_every_figure_on_a_port_of_its_own(program: tuple[str, str, Path]) -> None:
    site, watch, log = program
    for path in ("/healthz", "/intake/files/a-reference", "/bg/employers", "/bg/employers"):
        httpx.get(site + path, timeout=30)
    told = httpx.get(f"{watch}/metrics", timeout=30)
    assert told.headers["content-type"].startswith("text/plain")
    assert {name for name in GAUGES if f"\n{name}" not in told.text} <= LATER
    for service in ("intake", "placements", "recognition"):
        assert f'steadfast_consumer_lag_events{{service="{service}"}} 0.0' in told.text
        assert f'lease="{service}.relay"' in told.text
    assert 'route="/intake/files/{' in told.text
    assert "a-reference" not in told.text
    assert "a-reference" not in log.read_text()
    assert httpx.get(f"{site}/metrics", timeout=30).status_code == 404
    health = httpx.get(f"{watch}/health", timeout=30).json()
    assert (health["unready"], health["closed"]) == ("", {})
