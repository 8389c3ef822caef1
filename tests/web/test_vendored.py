"""What others made is passed on byte for byte."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "web/static", ROOT / "tests/browser/vendor"]


def packages(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((folder / "vendored.toml").read_text(encoding="utf-8"))["package"]
    return found


CASES = [
    (folder / name, sha256)
    for folder in FOLDERS
    for package in packages(folder)
    for name, sha256 in package["files"].items()
]


@pytest.mark.parametrize(("file", "sha256"), CASES, ids=lambda value: getattr(value, "name", ""))
def test_a_vendored_file_is_the_one_that_was_published(file: Path, sha256: Any) -> None:
    assert hashlib.sha256(file.read_bytes()).hexdigest() == sha256


def test_every_vendored_file_is_listed() -> None:
    listed = {file for file, _ in CASES}
    present = {file for file in (ROOT / "web/static/vendor").rglob("*") if file.is_file()}
    present |= {file for file in (ROOT / "tests/browser/vendor").iterdir() if file.name != "vendored.toml"}
    assert present == listed


@pytest.mark.parametrize("folder", FOLDERS, ids=["web", "tests"])
def test_every_package_comes_with_its_licence_and_its_origin(folder: Path) -> None:
    for package in packages(folder):
        assert package["integrity"].startswith("sha512-")
        assert package["version"]
        assert package["licence"]
        assert any(Path(name).name == "LICENSE" for name in package["files"]), package["name"]
