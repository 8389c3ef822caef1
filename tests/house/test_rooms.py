"""The house: the same rooms in each subject, plain functions where no HTTP is, one clock."""

import ast
import re
from pathlib import Path

import pytest

from services.routes import SERVICES
from tests.house.code import NAMES, ROOT, place, rooms, sources, subjects, tracked, tree

OF_A_SERVICE = {"__init__", "cli", "codes", "keyring", "migrations", "schema", "service", "tools"}
OF_A_SUBJECT = {"__init__", "commands", "handlers", "model", "pages", "queries", "tables", "timers", "worker"}
OWN_NAMES = {
    "linked", "posting", "welcome", "opening", "people", "printed", "rules", "hashing", "passkeys", "claim", "second_look",
    "corrections",
}  # fmt: skip
"""Modules of one subject that other subjects call, or that are pure; each stands in door 4 or 5."""
PURE = {"articles", "scoring"}
MAY_BE_CALLED = {
    "commands",
    "handlers",
    "model",
    "queries",
    "tables",
    "rules",
    "welcome",
    "opening",
    "printed",
    "linked",
    "claim",
    "second_look",
}
NO_PLACE = {"utils", "util", "helpers", "common", "base", "manager", "managers", "misc", "constants", "types"}

CLOCK = re.compile(r"\b(?:datetime|date)\.(?:now|today|utcnow)\(|\btime\.time\(")
FOREIGN = re.compile(
    r"pypi\.org|python[h]osted|npmjs\.|crates\.io|proxy\.golang|docker\.io|ghcr\.io|[-]-(?:extra-)?index-url[ =]\S"
    r"|(?<![\w.])/(?:work|root|home)/|/usr/local/bin/\w|/tmp/\w"
)


@pytest.mark.parametrize("name", NAMES)
def test_each_service_is_a_list_of_subjects_and_little_else(name: str) -> None:
    service = next(one for one in SERVICES if one.name == name)
    folder = ROOT / "services" / name
    files = {file.stem for file in folder.glob("*.py")} | {"migrations"}
    found = {one.name for one in subjects(name)}
    assert {"__init__", "migrations", "schema", "service", "tools"} <= files <= OF_A_SERVICE
    assert {one.name for one in service.subjects} == found - PURE, "service.py lists every subject"


@pytest.mark.parametrize("folder", [one for name in NAMES for one in subjects(name) if one.name not in PURE], ids=str)
def test_each_subject_has_the_same_rooms(folder: Path) -> None:
    found = [one.stem for one in folder.iterdir() if one.name != "__pycache__"]
    assert sorted(found) == sorted(set(found)), "a room is a file or a folder, not both"
    assert set(found) <= OF_A_SUBJECT | OWN_NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_subject_never_reaches_into_anothers_pages_or_timers(name: str) -> None:
    found = []
    for file in [one for folder in subjects(name) if folder.name not in PURE for one in sources(str(folder))]:
        own = file.relative_to(ROOT / "services" / name).parts[0]
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"services.{name}."):
                for alias in node.names:
                    subject, room = f"{node.module}.{alias.name}".split(".")[2:4]
                    stranger = subject != own and subject in {one.name for one in subjects(name)} - PURE
                    found += [f"{place(file, node)} {subject}.{room}"] if stranger and room not in MAY_BE_CALLED else []
    assert found == []


def test_no_file_is_a_drawer_for_everything() -> None:
    assert [str(file) for file in sources("services", "shared", "web") if file.stem in NO_PLACE] == []


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    files = [file for file in sources("services", "shared", "web") if file.read_text().strip()]
    assert [str(file.relative_to(ROOT)) for file in files if not ast.get_docstring(tree(file))] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_knows_no_http_is_plain_functions(name: str) -> None:
    files = rooms(name, "commands", "handlers", "model", "queries", "rules", "tables", "timers")
    unplain = (ast.AsyncFunctionDef, ast.Await, ast.AsyncWith, ast.AsyncFor)
    assert [place(file, node) for file in files for node in ast.walk(tree(file)) if isinstance(node, unplain)] == []


@pytest.mark.parametrize("name", NAMES)
def test_handlers_are_named_after_what_they_achieve(name: str) -> None:
    functions = [
        (file, node)
        for file in rooms(name, "handlers")
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert functions
    assert [node.name for _, node in functions if re.match(r"_?(handle|process|on)_", node.name)] == []


def test_only_the_clock_asks_what_time_it_is() -> None:
    files = [file for file in sources("services", "shared", "web") if file != ROOT / "shared" / "clock.py"]
    found = {file: [number for number, line in _lines(file) if CLOCK.search(line)] for file in files}
    assert {str(file): numbers for file, numbers in found.items() if numbers} == {}
    assert CLOCK.search((ROOT / "shared" / "clock.py").read_text())


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    found = []
    for file in tracked():
        text = file.read_bytes().decode("utf-8", "ignore")
        if "/vendor/" not in str(file):
            found += [f"{file.relative_to(ROOT)}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert found == []


def _lines(file: Path) -> enumerate[str]:
    return enumerate(file.read_text().splitlines(), 1)
