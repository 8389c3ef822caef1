"""Backups under a key: nothing in the clear where they lie, and nothing that was changed comes back."""

import os
from pathlib import Path

import msgspec
import pytest

from services.care.backup import CannotBackUp
from services.care.habit import make
from services.care.sealed_files import PIECE, CannotOpen, seal, unseal
from services.care.trying import try_out
from shared.settings import BadSetting, Settings
from tests.care.test_backup import installation
from tests.care.test_backup_habit import run, silent

__all__ = ["installation"]

pytestmark = pytest.mark.one_database


@pytest.fixture
def sealed(installation: Settings, tmp_path: Path) -> Settings:
    (tmp_path / "backup.key").write_bytes(os.urandom(32))
    return msgspec.structs.replace(installation, backup_key=str(tmp_path / "backup.key"))


def test_a_sealed_one_shows_nothing_and_comes_back_with_its_key_alone(sealed: Settings, tmp_path: Path) -> None:
    made = make(sealed, silent)
    found = [file.read_bytes() for file in made.rglob("*.sealed")]
    assert len(found) == 4
    assert not any(b"SQLite format" in content for content in found)
    assert not list(made.rglob("*.db"))
    words = ["--data", str(sealed.data), "restore", str(made), "--data", str(tmp_path / "new"), "--nobody-erased"]
    refused = run(*words)
    assert refused.exit_code == 1
    assert "STEADFAST_BACKUP_KEY" in refused.output
    done = run(*words, STEADFAST_BACKUP_KEY=sealed.backup_key)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "new" / "intake.db").is_file()
    other = tmp_path / "other.key"
    other.write_bytes(os.urandom(32))
    with pytest.raises(CannotBackUp, match="another key"):
        try_out(msgspec.structs.replace(sealed, backup_key=str(other)), made, silent)


def test_where_backups_lie_nothing_is_in_the_clear_not_even_while_one_is_made(sealed: Settings, tmp_path: Path) -> None:
    medium, seen = tmp_path / "medium", set[Path]()

    def look(_: str) -> None:
        found = [file for file in tmp_path.rglob("*.db") if ".making-" in str(file)]
        seen.update(file for file in found if file.read_bytes()[:6] == b"SQLite")

    make(msgspec.structs.replace(sealed, backups=str(medium)), look)
    assert seen, "it was looked while there were copies"
    assert [file for file in seen if medium in file.parents] == []
    assert list(tmp_path.rglob(".making-*")) == []


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_is_sealed_comes_back_to_the_byte(tmp_path: Path, size: int) -> None:
    file, content = tmp_path / "a.db", os.urandom(size)
    file.write_bytes(content)
    unseal(seal(file, b"k" * 32, tmp_path), b"k" * 32, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == content


@pytest.mark.parametrize("how", ["changed", "cut to a piece", "renamed", "pieces swapped"])
def test_what_was_changed_cut_or_put_elsewhere_is_not_opened(tmp_path: Path, how: str) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(os.urandom(3 * PIECE))
    sealed = seal(file, b"k" * 32, tmp_path)
    content, head, piece = sealed.read_bytes(), 28, PIECE + 16
    changed = {
        "changed": content[:-1] + bytes([content[-1] ^ 1]),
        "cut to a piece": content[: head + 2 * piece],
        "renamed": content,
        "pieces swapped": content[:head] + content[head + piece : head + 2 * piece] + content[head : head + piece]
        + content[head + 2 * piece :],
    }[how]  # fmt: skip
    other = tmp_path / ("b.db.sealed" if how == "renamed" else "a.db.sealed")
    other.write_bytes(changed)
    with pytest.raises(CannotOpen):
        unseal(other, b"k" * 32, tmp_path / "back")


def test_a_key_that_protects_nothing_is_refused(installation: Settings, tmp_path: Path) -> None:
    (tmp_path / "short").write_text("secret")
    for file in ("short", "missing"):
        with pytest.raises(BadSetting, match="STEADFAST_BACKUP_KEY"):
            make(msgspec.structs.replace(installation, backup_key=str(tmp_path / file)), silent)
