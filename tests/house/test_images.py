"""The images of deploy/ cannot change under us: each has its digest, or one file says why not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import pin
from tests.house.code import ROOT

DEPLOY = ROOT / "deploy"
DIGEST = "sha256:" + "0a" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*pin.FILES, pin.UNPINNED):
        shutil.copyfile(DEPLOY / name, tmp_path / name)
    return tmp_path


def test_every_image_has_its_digest_or_its_reason() -> None:
    assert pin.faults(DEPLOY) == []
    command = [sys.executable, str(DEPLOY / "pin.py"), "--check"]
    assert subprocess.run(command, capture_output=True).returncode == 0


def test_an_image_without_digest_or_reason_is_refused(folder: Path) -> None:
    (folder / "compose.yaml").write_text("services:\n  cache:\n    image: redis:8\n")
    assert "redis:8: no digest, and no reason in unpinned.txt" in pin.faults(folder)
    (folder / "compose.yaml").write_text(f"services:\n  cache:\n    image: redis:8@{DIGEST[:-1]}\n")
    assert any(fault.startswith("redis:8@") for fault in pin.faults(folder))
    shutil.copyfile(DEPLOY / "pin.py", folder / "pin.py")
    command = [sys.executable, str(folder / "pin.py"), "--check"]
    assert subprocess.run(command, capture_output=True).returncode == 1


def test_a_reason_is_words_and_outlives_no_image(folder: Path) -> None:
    (folder / pin.UNPINNED).write_text("python:3.13-slim-bookworm\nnobody:1  names it\n")
    found = pin.faults(folder)
    assert "python:3.13-slim-bookworm: no digest, and no reason in unpinned.txt" in found
    assert "nobody:1: listed in unpinned.txt, and no file names it" in found


def test_what_is_pinned_has_its_digest_everywhere_and_no_reason_any_more(folder: Path) -> None:
    pin.pin(folder, ["python:3.13-slim-bookworm", "caddy:2.10-alpine"], lambda _: DIGEST)
    assert (folder / "Dockerfile").read_text().count(f"FROM python:3.13-slim-bookworm@{DIGEST}") == 2
    assert f"image: caddy:2.10-alpine@{DIGEST}\n" in (folder / "compose.yaml").read_text()
    assert set(pin.reasons(folder)) == {"steadfast:${STEADFAST_VERSION:-latest}", "postgres:18-bookworm"}
    assert pin.faults(folder) == []
    with pytest.raises(ValueError, match="no digest"):
        pin.pin(folder, ["postgres:18-bookworm"], lambda _: "")
