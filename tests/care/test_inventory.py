"""Every column is written down, and what is personal is not to be read in any row."""

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from services.care.inventory import columns, inventory, table_of
from services.intake.candidates.commands import DescribeCandidate, GivePermission, NoteReading
from services.intake.candidates.handlers import candidates, permissions
from services.intake.service import SERVICE as INTAKE
from services.placements.referrals import commands as asked
from services.placements.referrals import handlers as placements
from services.placements.service import SERVICE as PLACEMENTS
from shared.service import Runtime
from tests.intake.conftest import TODAY, Intake
from tests.placements.conftest import Office, permission, surroundings

SEALED = re.compile(r"v1\.[A-Za-z0-9+/]{38,}={0,2}")
HASHED = re.compile(r"[0-9a-f]{32,64}|\$argon2id\$.*")
CANARIES = {
    "name": "Канарка Звънлива",
    "phone": "+359 88 987 6543",
    "wishes": "Болна сестра, тъгува по Мариупол",
    "words": "Тук съм си у дома",
    "guardian": "Баба Гъска",
    "folder": "Звънлива 12",
    "officer": "Чиновничка Синигерова",
    "text": "Срамежлива е, казва се Канарка",
    "contact": "Врабчо Врабчев",
}
BORN = datetime.date(2011, 3, 1)


@pytest.fixture
def story(open_runtime: Callable[..., Any]) -> dict[str, Runtime]:
    """A young person's file with all that can be written in it, hired and followed up; who acted had names."""
    intake = Intake(open_runtime(INTAKE))
    intake.registered(contact_name=CANARIES["contact"])
    key = intake.ready(name=CANARIES["name"], phone=CANARIES["phone"], born=BORN)
    wishes = DescribeCandidate(
        candidate=key, languages=("bg:A2",), right="unrestricted", right_seen_on=TODAY, wishes=CANARIES["wishes"]
    )
    intake.do(candidates.describe_candidate, wishes, intake.officer)
    given: dict[str, Any] = {name: CANARIES[name] for name in ("words", "guardian", "folder")}
    intake.do(permissions.give_permission, GivePermission(candidate=key, scope="publish", **given), intake.officer)
    code = intake.runtime.database.look(lambda s: s.execute(sa.text("SELECT case_code FROM candidate")).scalar_one())
    intake.do(candidates.note_reading, NoteReading(readings={code: "names"}), intake.officer)
    office = Office(open_runtime(PLACEMENTS))
    office.hear(*surroundings(), permission("candidate-1"))
    officer = msgspec.structs.replace(office.officer, name=CANARIES["officer"])
    referral = office.do(
        placements.refer_candidate, asked.ReferCandidate(candidate="candidate-1", vacancy="vacancy-1"), officer
    )
    move = asked.MoveReferral(referral=referral, state="declined", reason="other", text=CANARIES["text"])
    office.do(placements.move_referral, move, office.employer)
    hire = office.hire(who=officer)
    office.morning(TODAY + datetime.timedelta(days=30))
    office.answer(hire, 30, "at_work", who=officer)
    return {"intake": intake.runtime, "placements": office.runtime, "keys": intake.runtime}


def values(story: dict[str, Runtime], name: str) -> Any:
    service, _, column = name.split(".")
    runtime, table = story[service], table_of(name)
    database = runtime.tools.keys_database if service == "keys" else runtime.database
    plain = sa.Table(table.name, sa.MetaData(), *(sa.Column(c.name, c.type) for c in table.columns))
    return [value for value in database.look(lambda s: list(s.scalars(sa.select(plain.c[column])))) if value]


def test_every_column_is_in_the_inventory_and_nothing_else() -> None:
    written = set(inventory())
    assert sorted(columns() - written) == [], "write down what this is and why it is kept"
    assert sorted(written - columns()) == [], "this column is gone"


def test_a_table_nobody_wrote_down_is_noticed() -> None:
    metadata = PLACEMENTS.metadata
    stray = sa.Table("stray", metadata, sa.Column("id", sa.Integer, primary_key=True))
    try:
        assert columns() - set(inventory()) == {"placements.stray.id"}
    finally:
        metadata.remove(stray)


def test_the_inventory_says_of_each_column_why_and_how_long(tmp_path: Path) -> None:
    poor = tmp_path / "inventory.toml"
    poor.write_text('[every]\n[intake.x]\nPURPOSE = ""\nKEPT = "x"\nTHEN = "x"\nname = ["none", "plain", "x"]\n')
    with pytest.raises(ValueError, match="too little"):
        inventory(poor)


def test_what_is_personal_is_never_written_down_as_plain() -> None:
    plain = [(name, entry.kind) for name, entry in inventory().items() if entry.form == "plain"]
    assert [name for name, kind in plain if kind in ("personal", "special", "secret")] == []


def test_rows_hold_what_the_inventory_says(story: dict[str, Runtime]) -> None:
    """Sealed columns hold sealed text and hashed ones hashes: a claim in the inventory is a claim about rows."""
    wrong, looked_at = [], set()
    for name, entry in inventory().items():
        if entry.kind not in ("personal", "special", "secret") or name.split(".")[0] not in story:
            continue
        for value in values(story, name):
            looked_at.add(name)
            fits = {"sealed": SEALED, "hashed": HASHED}.get(entry.form)
            if fits is not None and not fits.fullmatch(str(value)):
                wrong.append(name)
    assert wrong == []
    assert {
        "intake.candidate.name", "intake.candidate.born", "intake.candidate.phone", "intake.candidate.wishes",
        "intake.candidate.person_index", "intake.permission.words", "intake.permission.guardian",
        "intake.permission.folder", "intake.employer.contact", "intake.account.name", "intake.account.email",
        "placements.referral.sealed_text", "placements.referral_step.by_name", "placements.follow_up_answer.by_name",
        "placements.placement_revision.by_name", "keys.candidate_key.wrapped",
    } <= looked_at  # fmt: skip


def test_no_row_of_any_table_shows_a_canary(story: dict[str, Runtime]) -> None:
    everything = json.dumps(
        [[repr(value) for value in values(story, name)] for name in inventory() if name.split(".")[0] in story],
        ensure_ascii=False,
    )
    shown = {
        what: text
        for what, text in CANARIES.items()
        if any(word in everything for word in text.split() if len(word) > 5)
    }
    assert shown == {}
    assert BORN.isoformat() not in everything
