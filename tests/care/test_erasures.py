"""The erasure log done again over older rows, on both databases."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.care.erasures import lines_of, log_in, replay
from services.intake.candidates.commands import EraseCandidate
from services.intake.candidates.tables import candidate
from services.intake.keyring import candidate_key, erased
from services.intake.rights.handlers import erasure
from services.intake.service import SERVICE as INTAKE
from services.placements.hires.tables import placement
from services.placements.service import SERVICE as PLACEMENTS
from shared.events.intake import CandidateErased
from tests.conftest import told
from tests.intake.conftest import Intake
from tests.placements.conftest import Office, permission, ready, surroundings

Restored = tuple[Intake, Office, str, dict[str, datetime]]


@pytest.fixture
def restored(open_runtime: Callable[..., Any]) -> Restored:
    """Erased, and then everything as it was before: an older backup. With the log kept apart."""
    intake, office = Intake(open_runtime(INTAKE)), Office(open_runtime(PLACEMENTS))
    key = intake.ready(name="Канарка Звънлива")
    office.hear(*surroundings(), ready(key, "C-KKKK"), permission(key))
    office.hire(key)
    ring = intake.runtime.tools.keys
    old_row = intake.runtime.database.look(lambda s: dict(s.execute(sa.select(candidate)).one()._mapping))
    old_key = ring.database.look(lambda s: dict(s.execute(sa.select(candidate_key)).first()._mapping))
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=key, sure=True), intake.officer)
    log = ring.log()
    intake.runtime.database.transact(lambda s: s.execute(sa.update(candidate).values(**old_row)))
    ring.database.transact(lambda s: (s.execute(sa.delete(erased)), s.execute(sa.insert(candidate_key), [old_key])))
    assert ring.sealer(key).open(old_row["name"], f"candidate.name.{key}") == "Канарка Звънлива"
    return intake, office, key, log


def test_the_log_erases_again_before_anybody_is_served(
    restored: Restored,
) -> None:
    intake, office, key, log = restored
    said: list[str] = []
    assert replay(log, intake.runtime, office.runtime, said.append) == (key,)
    assert "1 keys destroyed again" in said[0]
    ring = intake.runtime.tools.keys
    assert ring.keyless([key]) == {key}
    assert intake.runtime.database.look(lambda s: s.scalar(sa.select(candidate.c.name))) == ""
    assert office.look(lambda s: s.scalar(sa.select(sa.func.count()).where(placement.c.candidate == key))) == 0
    assert [event.candidate for event in told(intake.runtime) if isinstance(event, CandidateErased)] == [key, key]
    assert replay(log, intake.runtime, office.runtime, said.append) == ()


def test_without_the_log_the_person_would_be_back(restored: Restored) -> None:
    intake, office, key, _ = restored
    assert replay({}, intake.runtime, office.runtime, lambda _: None) == ()
    assert intake.runtime.tools.keys.keyless([key]) == set()


def test_the_log_can_be_kept_as_lines_that_name_nobody(restored: Restored, tmp_path: Path) -> None:
    _, _, key, log = restored
    file = tmp_path / "erasures.jsonl"
    file.write_text(lines_of(log))
    assert key not in file.read_text()
    assert set(log_in(file)) == set(log)


def test_another_file_is_not_taken_for_a_log(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Good morning\n")
    with pytest.raises(ValueError, match="no erasure log"):
        log_in(file)
