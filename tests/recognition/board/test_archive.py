"""What may be read of the editions today, as pages and as files: a hold counts at once, the digest still checks."""

import csv
import datetime
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition import scoring
from services.recognition.editions.queries.editions import edition_numbered, rows_of, verify
from services.recognition.editions.rules.canonical import canonical, digest, row_bytes
from services.recognition.editions.rules.rows import KEPT_FLOOR
from services.recognition.editions.tables import edition_row
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from shared.events.intake import EmployerLeft, EmployerSuspended
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Transaction
from tests.conftest import actor
from tests.recognition.conftest import EDITION, HOTEL, OVENS, Reader
from tests.recognition.telling import tell

pytestmark = pytest.mark.one_database

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
MARCH = datetime.date(2026, 3, 1)
ENTITY = employer_id("BG", OVENS)
EVERYWHERE = [
    "/bg/employers", f"/bg/editions/{EDITION}", f"/en/editions/{EDITION}", f"/bg/editions/{EDITION}/changes",
    "/data/board.json", "/data/board.csv", f"/data/editions/{EDITION}.json", f"/data/editions/{EDITION}.csv",
]  # fmt: skip


def hold(runtime: Runtime, subject: str, kind: Any, number: str = OVENS) -> str:
    asked = commands.PlaceHold(group=employer_id("BG", number), subject=subject, kind=kind, reason="so")
    return runtime.perform(lambda tx: handlers.place_hold(asked, tx), actor("editor"))


def leave(runtime: Runtime) -> None:
    tell(runtime, [(EmployerLeft(employer=ENTITY, on=MARCH), MARCH)])


def suspend(runtime: Runtime) -> None:
    tell(runtime, [(EmployerSuspended(employer=ENTITY, suspension="s", begins=MARCH), MARCH)])


def take_down(runtime: Runtime) -> None:
    hold(runtime, "tier", "withdrawn")


def checks(file: dict[str, Any]) -> bool:
    """The digest worked out from nothing but what the file hands out."""
    rows = [json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for row in file["rows"]]
    parts = sorted([hashlib.sha256(row.encode()).hexdigest() for row in rows] + file["withheld"])
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() == str(file["edition"]["digest"])


@pytest.mark.parametrize("gone", [leave, suspend, take_down])
def test_who_is_gone_is_named_nowhere_and_the_digest_still_checks(
    published: Runtime, reader: Callable[..., Reader], gone: Callable[..., Any]
) -> None:
    before = reader().get(f"/data/editions/{EDITION}.json").json()
    assert checks(before)
    assert (len(before["rows"]), before["withheld"]) == (2, [])
    gone(published)
    for path in EVERYWHERE:
        text = reader().get(path).text
        assert "пещи" not in text, path
        assert "peshti" not in text, path
        assert ENTITY not in text, path
    after = reader().get(f"/data/editions/{EDITION}.json").json()
    assert checks(after)
    assert after["edition"]["digest"] == before["edition"]["digest"]
    assert ([row["name"] for row in after["rows"]], len(after["withheld"])) == (["Хотел Орфей"], 1)
    assert "от това не следва нищо" in reader().text(f"/bg/editions/{EDITION}")


@EMBEDDED
def test_a_changed_row_and_a_left_out_one_do_not_check(published: Runtime, reader: Callable[..., Reader]) -> None:
    spoils: list[Callable[[list[Any]], object]] = [lambda rows: rows[0].update(tier="silver"), list.pop]
    for spoil in spoils:
        file = reader().get("/data/board.json").json()
        spoil(file["rows"])
        assert not checks(file)


@EMBEDDED
@pytest.mark.parametrize(("subject", "field"), [("kept", "kept_floor"), ("practice-mentor", "practices")])
def test_of_a_row_something_is_taken_down_from_only_the_rest_is_handed_out(
    published: Runtime, reader: Callable[..., Reader], subject: str, field: str
) -> None:
    whole = next(row for row in reader().get("/data/board.json").json()["rows"] if row["group"] == ENTITY)
    hold(published, subject, "withdrawn")
    file = reader().get("/data/board.json").json()
    assert checks(file)
    assert [row["group"] for row in file["rows"]] == [employer_id("BG", HOTEL)]
    (left,) = file["reduced"]
    assert left.get(field) != whole[field]
    assert {**whole, field: None, "nonce": None} == {**left, field: None, "nonce": None}
    assert "поне 10 души" not in reader().text(f"/bg/editions/{EDITION}") or field != "kept_floor"


def guesses(row: dict[str, Any]) -> Iterator[str]:
    """The rows this one may have been, by somebody who knows how a row is written."""
    for floor in range(0, 500, KEPT_FLOOR):
        guess = {**row, **({"kept_floor": floor} if floor else {})}
        yield json.dumps(guess, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@EMBEDDED
def test_a_figure_that_was_taken_down_cannot_be_tried_until_the_digest_agrees(
    published: Runtime, reader: Callable[..., Reader]
) -> None:
    whole = reader().get("/data/board.json").json()
    assert all(len(row["nonce"]) == 32 for row in whole["rows"])
    assert len({row["nonce"] for row in whole["rows"]}) == len(whole["rows"])
    hold(published, "kept", "withdrawn")
    file = reader().get("/data/board.json").json()
    (left,), (withheld,) = file["reduced"], file["withheld"]
    assert "nonce" not in left
    assert withheld not in {hashlib.sha256(guess.encode()).hexdigest() for guess in guesses(left)}
    assert "salt" not in json.dumps(file)


@pytest.mark.both_databases
def test_an_edition_from_before_the_salt_still_checks_and_verifies(
    published: Runtime, reader: Callable[..., Reader]
) -> None:
    def unsalt(tx: Transaction) -> None:
        found = edition_numbered(tx.session, EDITION)
        rows = rows_of(found)
        found.digest, found.salt = digest(canonical(rows, "")), ""
        for row in rows:
            tx.session.execute(
                sa.update(edition_row).where(edition_row.c.group == row.group).values(data=row_bytes(row, ""))
            )

    published.perform(unsalt)
    assert published.database.look(lambda session: verify(session, EDITION)).agrees
    hold(published, "kept", "withdrawn")
    assert checks(reader().get(f"/data/editions/{EDITION}.json").json())


@EMBEDDED
def test_withheld_digests_stand_in_an_order_that_says_nothing(
    published: Runtime, reader: Callable[..., Reader]
) -> None:
    for number in (OVENS, HOTEL):
        hold(published, "kept", "withdrawn", number)
        hold(published, "tier", "withdrawn", number)
    withheld = reader().get("/data/board.json").json()["withheld"]
    assert withheld == sorted(withheld)


@EMBEDDED
def test_the_lines_on_the_page_check_an_edition(
    published: Runtime, reader: Callable[..., Reader], tmp_path: Path
) -> None:
    (tmp_path / "check.py").write_text(reader().page("/en/editions").select_one("pre code").get_text())
    leave(published)
    body = reader().get(f"/data/editions/{EDITION}.json").text
    for text, said in ((body, "agrees"), (body.replace("Хотел", "Мотел"), "DIFFERS")):
        (tmp_path / "edition.json").write_text(text)
        run = [sys.executable, "check.py", "edition.json"]
        assert subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip() == said


@EMBEDDED
def test_what_is_contested_is_marked_on_the_board_in_the_article_and_in_the_files_until_it_is_resolved(
    published: Runtime, reader: Callable[..., Reader]
) -> None:
    ids = [hold(published, subject, "contested") for subject in ("tier", "kept", "practice-mentor")]
    for path, marks in (("/bg/employers", 3), (f"/bg/editions/{EDITION}", 3), ("/bg/employers/sedemte-peshti", 3)):
        tags = [one.get_text() for one in reader().page(path).select("main .tag.wait")]
        assert tags == ["оспорено"] * marks, path
    assert reader().get("/data/board.json").json()["contested"] == {ENTITY: ["kept", "practice-mentor", "tier"]}
    lines = csv.DictReader(io.StringIO(reader().get("/data/board.csv").content.decode("utf-8-sig")), delimiter=";")
    assert [one["contested"] for one in lines] == ["kept practice-mentor tier", ""]
    for one in ids:
        lift = commands.LiftHold(hold=one, resolution="checked")
        published.perform(partial(handlers.lift_hold, lift), actor("editor"))
    assert not reader().page("/bg/employers").select("main .tag.wait")
    assert reader().get("/data/board.json").json()["contested"] == {}


@pytest.mark.both_databases
def test_an_answer_that_is_contested_marks_no_row(published: Runtime, reader: Callable[..., Reader]) -> None:
    for subject in ("answer-advice", "practice-shared"):
        hold(published, subject, "contested")
    assert reader().get("/data/board.json").json()["contested"] == {}
    for path in ("/data/board.csv", f"/data/editions/{EDITION}.csv"):
        lines = csv.DictReader(io.StringIO(reader().get(path).content.decode("utf-8-sig")), delimiter=";")
        assert [one["contested"] for one in lines] == ["", ""], "what the dictionary does not list is in no file"


@EMBEDDED
def test_a_file_of_no_edition_is_not_there(published: Runtime, reader: Callable[..., Reader]) -> None:
    for name in (".csv", ".json", "2020-1.csv"):
        assert reader().get(f"/data/editions/{name}").status_code == 404, name


@EMBEDDED
@pytest.mark.parametrize(("version", "file"), [("1.0.0", "scoring"), ("1.1.0", "scoring-1.1.0")])
def test_the_worked_examples_are_handed_out_as_they_are_run(
    runtime: Runtime, reader: Callable[..., Reader], version: str, file: str
) -> None:
    answer = reader().get(f"/data/recog-{version}.json")
    assert answer.content == Path(f"tests/vectors/{file}.json").read_bytes()
    assert not scoring.check_vectors(answer.content).differences
