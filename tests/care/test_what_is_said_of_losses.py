"""Whoever meets a loss is told once, with commands that work as they are printed; the doctor says the same."""

import asyncio
import datetime
import shlex
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from services.__main__ import main
from services.care import whole
from services.care.doctor import FAILS, LOOK, examine
from services.program import SERVICES
from services.recognition.service import SERVICE as RECOGNITION
from services.sample.progress import Progress
from services.serving import _site
from shared.auth import Keys
from shared.broker import connected
from shared.events.recognition import EditionPublished
from shared.nats_server import NatsServer
from shared.service import Runtime
from shared.settings import Settings
from tests.care.test_lost_files import look_over, start
from tests.databases import upgraded


@pytest.fixture
def plain(settings: Settings) -> Settings:
    """Files, of which recognition's was deleted."""
    plain = msgspec.structs.replace(settings, database="")
    start(plain)
    for file in plain.data.glob("recognition.db*"):
        file.unlink()
    return plain


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


def commands(said: str) -> list[list[str]]:
    lines = [line.strip() for line in said.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("steadfast ")]


@pytest.mark.one_database
def test_the_commands_that_are_printed_work_as_printed(plain: Settings) -> None:
    said = look_over(plain)
    assert "stop the program" in said
    restore, show, adopt, without = commands(said)
    assert restore[2:] == ["restore", "BACKUPFOLDER", "--data", "NEWFOLDER"]
    assert [one[2:4] for one in (show, adopt, without)] == [["loss", one] for one in ("show", "adopt", "go-on-without")]
    (plain.data / "recognition.db").unlink(missing_ok=True)
    assert run(*show).exit_code == 0
    assert not (plain.data / "recognition.db").exists(), "to show changes nothing"
    assert run(*adopt).exit_code == 0
    assert run(*without).exit_code == 0
    assert look_over(plain) == ""


@pytest.mark.one_database
@pytest.mark.parametrize("command", [(), ("show",), ("adopt",), ("go-on-without",)])
def test_the_help_of_each_command_says_stopped_and_has_an_example(command: tuple[str, ...]) -> None:
    said = " ".join(run("loss", *command, "--help").output.split())
    assert "top the program first" in said
    example = shlex.split(said.partition("Example: steadfast ")[2].partition(";")[0])
    assert example[0] == "loss"
    assert ("--reason" in example) == (command in {("adopt",), ("go-on-without",)})


@pytest.mark.one_database
def test_a_loss_is_said_once(plain: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    app = _site(list(SERVICES.values()), plain, Progress(loading=False))
    for runtime in app.runtimes.values():
        runtime.close()
    assert "gone" in app.runtimes["recognition"].lost
    assert "gone" not in capsys.readouterr().out, "it is said when the doors are open"


@pytest.mark.one_database
def test_the_doctor_names_a_file_that_is_gone_with_the_commands(plain: Settings) -> None:
    ran = run("--data", str(plain.data), "doctor")
    assert ran.exit_code == 1
    assert "the database of recognition is gone, or emptied" in ran.output
    assert 'loss adopt recognition --reason "..."' in ran.output
    assert not (plain.data / "recognition.db").exists(), "the doctor changes nothing"


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    server = NatsServer(tmp_path / "nats")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def recognition(settings: Settings) -> Iterator[Runtime]:
    runtime = Runtime(RECOGNITION, settings, Keys(settings.data / "keys", create=True))
    upgraded(runtime.database, RECOGNITION.migrations)
    yield runtime
    runtime.close()


@pytest.mark.both_databases
def test_the_doctor_names_a_database_that_is_older_than_the_stream(nats: NatsServer, recognition: Runtime) -> None:
    box = recognition.service.metadata.tables["outbox"]
    told = EditionPublished(edition="2026-3", as_of=datetime.date(2026, 9, 30), digest="x", groups=1)
    recognition.perform(lambda tx: tx.publish(told))
    row = recognition.database.look(lambda session: session.execute(sa.select(box)).one())

    async def tell() -> None:
        await nats.ready()
        broker = await connected(nats.url, "recognition")
        await broker.provision()
        await broker.publish_one(row.type, row.event_id, row.payload)
        await broker.close()

    asyncio.run(tell())
    here = msgspec.structs.replace(recognition.settings, nats_url=nats.url)
    assert "records of recognition" not in {one.name for one in examine(here) if one.state == FAILS}
    recognition.database.transact(lambda session: session.execute(sa.delete(box)))
    found = next(one for one in examine(here) if one.name == "records of recognition")
    assert found.state == FAILS
    assert found.say.startswith("the database of recognition holds nothing of what it told: 1 events are missing")
    assert 'loss go-on-without recognition --reason "..."' in found.do
    assert whole.look(recognition) == ""


@pytest.mark.both_databases
def test_the_doctor_names_what_was_gone_on_without_as_something_to_mend(recognition: Runtime) -> None:
    day = datetime.datetime(2026, 9, 30, tzinfo=datetime.UTC)
    row = {"event_id": "x", "since": day, "events": 1, "decision": "adopted", "reason": "", "at": day}
    losses = recognition.service.metadata.tables["loss"]
    recognition.database.transact(lambda session: session.execute(sa.insert(losses).values(**row)))
    found = next(one for one in examine(recognition.settings) if one.name == "lost records of recognition")
    assert (found.state, found.say) == (LOOK, "those from 2026-09-30 to 2026-09-30 were lost")
    assert "restore" in found.do
