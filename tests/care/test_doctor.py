"""The doctor finds what is wrong, says what to do, changes nothing, and is content with what is right."""

import asyncio
import datetime
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy.orm.session import Session

from services.__main__ import main
from services.care.doctor import FAILS, FINE, LOOK, Check, examine
from services.intake.candidates.tables import candidate
from services.intake.keyring import candidate_key
from services.intake.rights.commands import MakeDataRequest
from services.intake.rights.handlers.own import make_data_request
from services.intake.rights.tables import data_request
from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.service import SERVICE as RECOGNITION
from shared.auth import Keys
from shared.clock import machine_seconds
from shared.database import DERIVED
from shared.nats_server import NatsServer
from shared.private import close_to_others, make_for_owner_alone
from shared.service import Runtime
from shared.settings import Settings
from tests.conftest import actor
from tests.databases import upgraded
from tests.intake.conftest import Intake

Healthy = tuple[Settings, dict[str, Runtime], Intake]


@pytest.fixture
def healthy(settings: Settings) -> Iterator[Healthy]:
    """The services' tables at their newest revision, on either database; one person registered."""
    settings, before = msgspec.structs.replace(settings, clock_file=None), make_for_owner_alone()
    close_to_others(settings.data)
    keys = Keys(settings.data / "keys", create=True)
    runtimes = {one.name: Runtime(one, settings, keys) for one in (INTAKE, PLACEMENTS, RECOGNITION)}
    for runtime in runtimes.values():
        upgraded(runtime.database, runtime.service.migrations)
    intake = Intake(runtimes["intake"])
    intake.candidate()
    outbox = INTAKE.metadata.tables["outbox"]
    runtimes["intake"].database.transact(lambda s: s.execute(sa.update(outbox).values(stream_seq=1)))
    yield settings, runtimes, intake
    for runtime in runtimes.values():
        runtime.close()
    os.umask(before)


def fails(settings: Settings) -> set[str]:
    """What is to be mended, but that the PostgreSQL of tests does not sync, which has a test of its own."""
    found = [check for check in examine(settings) if check.state == FAILS and "fsync" not in check.say]
    assert all(check.do for check in found), "whoever reads this has to know what to do"
    return {check.name for check in found}


def test_what_is_right_passes(healthy: Healthy) -> None:
    settings, _, _ = healthy
    found = examine(settings)
    assert fails(settings) == set()
    assert len(found) > 30
    assert {"revision of placements", "candidates' keys"} <= {check.name for check in found if check.state == FINE}


def test_a_database_that_does_not_sync_is_named(healthy: Healthy) -> None:
    settings, runtimes, _ = healthy
    synced = runtimes["intake"].database.embedded
    found = {check.state for check in examine(settings) if check.name.startswith("durability")}
    assert found == ({FINE} if synced else {FAILS}), "the PostgreSQL of tests runs without fsync"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"base_url": "http://steadfast.example"}, "address"),
        ({"base_url": "https://steadfast.example", "demo": True}, "demonstration"),
        ({"nats_url": "nats://127.0.0.1:1"}, "nats-server"),
    ],
)
def test_a_setting_that_is_wrong_is_named(healthy: Healthy, change: dict[str, Any], name: str) -> None:
    settings, _, _ = healthy
    assert fails(msgspec.structs.replace(settings, **change)) == {name}


def named(settings: Settings, name: str) -> Check:
    return next(check for check in examine(settings) if check.name == name)


def person_of(intake: Intake) -> str:
    return str(intake.runtime.database.look(lambda s: s.scalar(sa.select(candidate.c.id))))


def test_a_wish_that_nobody_answered_within_a_month_is_told(
    healthy: Healthy,
) -> None:
    settings, _, intake = healthy
    who = actor("candidate", account=person_of(intake))
    intake.do(make_data_request, MakeDataRequest(kind="erase"), who)
    late = sa.update(data_request).values(due_on=datetime.date(2020, 1, 1))
    assert named(settings, "wishes of people").state == FINE
    intake.runtime.database.transact(lambda s: s.execute(late))
    told = named(settings, "wishes of people")
    assert (told.state, told.say) == (LOOK, "1 past their day")


def test_files_that_are_found_by_an_earlier_form_of_their_name_are_told(
    healthy: Healthy,
) -> None:
    settings, runtimes, _ = healthy
    assert named(settings, "names in the index").state == FINE
    runtimes["intake"].database.transact(lambda s: s.execute(sa.update(candidate).values(names_form=0)))
    told = named(settings, "names in the index")
    assert (told.state, told.say) == (LOOK, "1 files are still to be indexed")


def test_a_clock_file_where_people_work_is_named(healthy: Healthy) -> None:
    settings, _, _ = healthy
    turned = msgspec.structs.replace(settings, clock_file=settings.data / "clock", base_url="https://steadfast.example")
    assert fails(turned) == {"clock"}


def test_keys_that_others_may_read_or_guess_are_named(healthy: Healthy) -> None:
    settings, _, _ = healthy
    key = settings.data / "keys" / "site.key"
    key.chmod(0o644)
    assert fails(settings) == {"rights of key files"}
    key.write_bytes(b"change-me-change-me-change-me-32")
    key.chmod(0o400)
    assert fails(settings) == {"strength of keys"}
    key.unlink()
    assert fails(settings) == {"key files"}


def test_a_database_that_is_gone_or_behind_is_named(healthy: Healthy) -> None:
    settings, runtimes, _ = healthy
    runtimes["placements"].database.transact(
        lambda s: s.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    )
    assert fails(settings) == {"revision of placements"}
    elsewhere = msgspec.structs.replace(
        settings, database=settings.database.replace("{service}", "not_there_{service}")
    )
    assert "database placements" in fails(elsewhere)


def test_what_waits_too_long_or_was_set_aside_is_named(healthy: Healthy) -> None:
    settings, runtimes, _ = healthy
    tables = RECOGNITION.metadata.tables
    plain = {
        name: sa.Table(name, sa.MetaData(), *(sa.Column(c.name, c.type) for c in tables[f"{DERIVED}.{name}"].columns))
        for name in ("dead_letter", "parked")
    }
    letter = {
        "event_id": "e-1", "stream_seq": 1, "type": "x.y.z", "aggregate_id": "a-1", "payload": b"{}",
        "error": "KeyError", "why": "failing", "since": datetime.datetime.now(datetime.UTC),
    }  # fmt: skip

    def set_aside(session: Session) -> None:
        session.execute(sa.insert(plain["dead_letter"]), [letter])
        session.execute(sa.insert(plain["parked"]), [{"aggregate_id": "a-1", "stream_seq": 1}])

    runtimes["recognition"].database.transact(set_aside)
    outbox = INTAKE.metadata.tables["outbox"]
    long_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)
    late = sa.update(outbox).values(stream_seq=None, recorded_at=long_ago)
    runtimes["intake"].database.transact(lambda s: s.execute(late))
    wanted = {"dead letters of recognition", "parked in recognition", "outbox of intake"}
    nats = msgspec.structs.replace(settings, nats_url="nats://127.0.0.1:1")
    assert fails(nats) == wanted | {"nats-server"}


@pytest.mark.parametrize(
    ("turn", "told"), [("morning", "1 held"), ("relay", "1 held"), ("consumer", "nobody took over")]
)
def test_a_turn_is_missed_only_where_it_is_always_taken(healthy: Healthy, turn: str, told: str) -> None:
    settings, runtimes, _ = healthy
    lease = INTAKE.metadata.tables["lease"]
    rows = [{"name": "intake.consumer", "holder": "one", "until": machine_seconds() + 30}]
    rows = [row for row in rows if turn != "consumer"]
    lapsed = {"name": f"intake.{turn}", "holder": "one", "until": machine_seconds() - 3600}
    runtimes["intake"].database.transact(lambda s: s.execute(sa.insert(lease), [*rows, lapsed]))
    (check,) = [one for one in examine(settings) if one.name == "turns in intake"]
    assert check.say.startswith(told)


def test_a_lost_key_and_an_erasure_cut_short_are_told_apart(
    healthy: Healthy,
) -> None:
    settings, runtimes, intake = healthy
    ring = runtimes["intake"].tools.keys
    kept = ring.database.look(lambda s: dict(s.execute(sa.select(candidate_key)).first()._mapping))
    ring.database.transact(lambda s: s.execute(sa.delete(candidate_key)))
    assert fails(settings) == {"candidates' keys"}
    ring.database.transact(lambda s: s.execute(sa.insert(candidate_key), [kept]))
    ring.destroy(person_of(intake))
    assert fails(settings) == {"erasures"}


def test_a_nats_server_without_the_stream_is_named_and_one_with_it_passes(healthy: Healthy, tmp_path: Path) -> None:
    settings, _, _ = healthy
    server = NatsServer(tmp_path / "other")
    server.start()
    try:
        asyncio.run(server.ready())
        near = msgspec.structs.replace(settings, nats_url=server.url)
        assert fails(near) == {"stream EVENTS"}
        environment = {"STEADFAST_NATS_URL": server.url}
        assert CliRunner().invoke(main, ["provision"], env=environment).exit_code == 0
        found = {check.name: check for check in examine(near)}
        assert fails(near) == set()
        assert found["settings of the stream"].state == found["atomic batches"].state == FINE
    finally:
        server.stop()


def test_programs_get_json_and_an_exit_code(tmp_path: Path) -> None:
    empty = CliRunner().invoke(main, ["--data", str(tmp_path / "nowhere"), "doctor", "--json"])
    assert empty.exit_code == 1
    found = json.loads(empty.output)
    assert {"name", "state", "say", "do"} == set(found[0])
    assert not (tmp_path / "nowhere").exists(), "a look changes nothing"
    assert os.environ.get("STEADFAST_DATA") is None
