# ruff: noqa: E501
"""Private words put in at every place where a person may write one, followed through the whole story: they stay where they belong."""

import io
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.watch.port import Watch
from shared import logs
from shared.broker import connected
from shared.service import Runtime
from tests.doors.browser import Browser
from tests.doors.places import routes
from tests.doors.private import forms, found_in
from tests.doors.story import build
from tests.doors.town import Town, open_town

HOMES = {"staff reference": {"placements.placement"}, "draft of an answer": {"recognition.answer"}}
"""What is kept as plain text on purpose, and where: an employer's own number, and its own words before they are public."""
SIGNED = {"placements.referral_step", "placements.placement_revision", "placements.follow_up_answer"}
"""Where whoever acted signs with a name: staff and employers' contacts, never a candidate."""
SIGNERS = ("name of officer", "name of stranger", "contact of owner", "contact of rival")
HOMES |= dict.fromkeys(SIGNERS, SIGNED)

pytestmark = pytest.mark.xdist_group("canaries")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, str]]:
    """The town built with every log line kept, at the level that says most."""
    stream, before = io.StringIO(), sys.stderr
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    sys.stderr = stream
    try:
        logs.set_up(to_people=False, level="DEBUG")
        for name in ("sqlalchemy.engine", "httpx", "alembic"):
            logging.getLogger(name).setLevel("INFO")
        with open_town(tmp_path_factory.mktemp("canaries")) as town:
            build(town)
            _tread(town)
            town.settle()
            yield town, stream.getvalue()
    finally:
        sys.stderr = before
        root.handlers[:] = handlers
        root.setLevel(level)
        for name in ("sqlalchemy.engine", "httpx", "alembic"):
            logging.getLogger(name).setLevel("NOTSET")


def _tread(town: Town) -> None:
    """What goes wrong on the way also holds private words: refused forms, wrong passwords, a fault in the middle."""
    officer = town.people["officer"]
    name = town.private["name of person 1"]
    town.post(officer, "/intake/candidates", 422, name=name, born="31.2.1999", town="Русе")
    town.post(officer, f"/intake/candidates/{town.refs['minor']}/permissions", 422, scope="apply", reach="employer")
    visitor = town.visitor()
    town.post(visitor, "/intake/sign-in", 422, email=town.private["address of officer"], password="wrong pass phrase")
    table = town.runtime("intake").service.metadata.tables["candidate"].name
    engine = town.runtime("intake").database.engine
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO away")
    try:
        form = {"name": name, "born": "1960-01-01", "town": "Русе", "no_phone": "true"}
        town.post(officer, "/intake/candidates", 500, **form)
        town.get(officer, "/intake/candidates", 500)
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE away RENAME TO {table}")


@pytest.fixture(scope="module")
def town(story: tuple[Town, str]) -> Town:
    return story[0]


def test_there_are_forty_of_them_and_each_came_in(town: Town) -> None:
    assert len(town.private) >= 40
    kinds = {what.partition(" ")[0] for what in town.private}
    assert {"name", "phone", "birth", "wishes", "guardian", "words", "contact", "address", "draft", "staff"} <= kinds
    page = "".join(
        town.people["officer"].get(f"/intake/candidates/{town.refs[name]}").text for name in ("person 1", "minor")
    )
    shown = found_in(town, page)
    assert {"name of person 1", "phone of person 1", "wishes of person 1", "guardian"} <= set(shown), shown


def test_none_is_on_the_bus(town: Town) -> None:
    messages = town.loop.run(_stream(town))
    assert len(messages) > 80
    assert found_in(town, "\n".join(messages)) == []


async def _stream(town: Town) -> list[str]:
    """Every message of the stream, headers and all, read by its number."""
    broker = next(iter(town.app.running.values())).broker
    at = broker.client.connected_url
    assert at
    other = await connected(at.geturl(), "canaries")
    try:
        last = (await other.state()).last
        read = [await other.client.jetstream().get_msg("EVENTS", seq=number) for number in range(1, last + 1)]
        return [f"{message.subject} {message.headers} {(message.data or b'').decode()}" for message in read]
    finally:
        await other.close()


def test_none_is_in_an_outbox_or_a_dead_letter(town: Town) -> None:
    told = 0
    for runtime in town.app.runtimes.values():
        for name in ("outbox", "dead_letter"):
            tables = [table for table in runtime.service.metadata.tables.values() if table.name.startswith(name)]
            for table in tables:
                rows = [repr(row) for row in _rows(runtime, table)]
                told += len(rows)
                assert found_in(town, "\n".join(rows)) == [], table.name
    assert told > 80


def test_no_database_holds_one_as_plain_text(town: Town) -> None:
    """Every column of every table of every service: sealed where it is kept, absent everywhere else."""
    leaks, columns = [], 0
    for name, runtime in town.app.runtimes.items():
        for table in runtime.service.metadata.sorted_tables:
            text = "\n".join(repr(row) for row in _rows(runtime, table))
            columns += len(table.columns)
            for what in found_in(town, text):
                if f"{name}.{table.name}" not in HOMES.get(what, ()):
                    leaks.append(f"{what} in {name}.{table.name}")
    assert leaks == []
    assert columns > 200


def test_no_database_file_holds_one_even_in_a_freed_page(town: Town) -> None:
    for file in sorted(town.folder.glob("*.db*")):
        content = file.read_bytes()
        for what, word in town.private.items():
            if what in HOMES:
                continue
            assert not any(one.encode() in content for one in forms(word)), f"{what} in {file.name}"


def _rows(runtime: Runtime, table: sa.Table) -> list[sa.Row[Any]]:
    return runtime.database.look(lambda s: list(s.execute(sa.select(table))))


def test_none_is_in_a_log(story: tuple[Town, str]) -> None:
    town, log = story
    assert log.count("\n") > 20, "the logs were on"
    assert found_in(town, log) == []
    assert "wrong pass phrase" not in log
    assert "seven rivers" not in log


def test_none_is_in_a_figure_or_its_labels(town: Town) -> None:
    """Nor is any reference: a label is a service, a role of a worker, or the template of a route."""
    figures = town.loop.run(Watch(town.app).metrics())[1].decode()
    assert 'route="/intake/candidates"' in figures
    assert found_in(town, figures) == []
    assert [ref for ref in town.refs.values() if len(ref) > 8 and ref in figures] == []


def test_none_is_in_an_address(town: Town) -> None:
    """Where people were sent and what the pages link to. The links in letters carry tokens only."""
    assert len(town.said) > 100
    told = []
    for path, answer in town.said:
        links = re.findall(r'(?:href|action|src|hx-[a-z]+)="([^"]*)"', answer.body.decode("utf-8", "replace"))
        told += [path, answer.location, answer.header("hx-redirect"), answer.header("hx-push-url"), *links]
    told = [address for address in told if not address.startswith(("mailto:", "tel:"))]
    assert found_in(town, "\n".join(told)) == []


def test_none_is_in_a_cookie_but_the_name_of_who_is_signed_in(town: Town) -> None:
    cookies = [cookie for _, answer in town.said for cookie in answer.all("set-cookie")]
    assert len(cookies) > 50
    flashes = [cookie for cookie in cookies if not cookie.startswith("session=")]
    assert found_in(town, "\n".join(flashes)) == []


def test_none_is_on_a_public_page(town: Town) -> None:
    nobody, read, known = Browser(town.app.site, town.loop), 0, {"number": "2026-2"} | town.refs
    for route in routes():
        if not route.policy.public or "/static/" in route.path:
            continue
        path = route.template
        for name in ("slug", "number", "initiative"):
            path = path.replace(f"{{{name}}}", known[name])
        for address in {path.replace("{vacancy}", town.refs[f"vacancy of {who}"]) for who in ("owner", "rival")}:
            answer = nobody.get(address)
            assert found_in(town, answer.body.decode("utf-8", "replace") + repr(answer.headers)) == [], address
            read += 1
    assert read > 15


def test_none_is_in_the_name_of_a_file(town: Town) -> None:
    names = "\n".join(str(file.relative_to(town.folder)) for file in town.folder.rglob("*"))
    assert "mail" in names
    assert found_in(town, names) == []


def test_letters_go_to_their_reader_and_say_nothing_else(town: Town) -> None:
    letters = sorted((town.folder / "mail").glob("*.eml"))
    assert len(letters) > 2
    for file in letters:
        head, _, body = file.read_text().partition("\n\n")
        assert found_in(town, body) == [], file.name
        assert [what for what in found_in(town, head) if not what.startswith("address of")] == [], file.name


def test_the_broker_keeps_none_on_its_disk(town: Town) -> None:
    read = 0
    for file in Path(town.folder, "nats").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            read += len(content)
            assert [
                what for what, word in town.private.items() if any(one.encode() in content for one in forms(word))
            ] == []
    assert read > 10_000


@pytest.mark.parametrize(
    ("word", "row", "column"),
    [("name of their person 1", "their person 1", "name"), ("wishes of person 1", "person 1", "wishes")],
)
def test_a_sealed_word_moved_to_another_place_cannot_be_read(town: Town, word: str, row: str, column: str) -> None:
    """What is sealed is sealed for its row and column: whoever could write the table still could not move a word."""
    runtime = town.runtime("intake")
    table = runtime.service.metadata.tables["candidate"]
    with runtime.database.engine.begin() as connection:
        taken = connection.execute(sa.select(table.c[column]).where(table.c.id == town.refs[row])).scalar_one()
        own = connection.execute(sa.select(table.c.name).where(table.c.id == town.refs["person 1"])).scalar_one()
        connection.execute(sa.update(table).where(table.c.id == town.refs["person 1"]).values(name=taken))
    try:
        for path in ("/intake/candidates", f"/intake/names?c={town.refs['person 1']}"):
            assert town.private[word] not in town.again("officer").get(path).text
    finally:
        with runtime.database.engine.begin() as connection:
            connection.execute(sa.update(table).where(table.c.id == town.refs["person 1"]).values(name=own))
