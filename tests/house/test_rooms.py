"""The house: the same rooms in each service, plain functions where no HTTP is, one clock."""

import ast
import re

import pytest

from tests.house.code import NAMES, ROOT, place, rooms, sources, tracked, tree

EVERYWHERE = {
    "__init__",
    "commands",
    "handlers",
    "migrations",
    "model",
    "pages",
    "queries",
    "service",
    "tables",
    "timers",
}
SOMEWHERE = {"cli"}
RECOGNITION = {"articles", "editions", "scoring"}
NO_PLACE = {"utils", "util", "helpers", "common", "base", "manager", "managers", "misc", "constants", "types"}

CLOCK = re.compile(r"\b(?:datetime|date)\.(?:now|today|utcnow)\(|\btime\.time\(")
FOREIGN = re.compile(
    r"pypi\.org|python[h]osted|npmjs\.|crates\.io|proxy\.golang|docker\.io|ghcr\.io|[-]-(?:extra-)?index-url[ =]\S"
    r"|(?<![\w.])/(?:work|root|home)/|/usr/local/bin/\w|/tmp/\w"
)


@pytest.mark.parametrize("name", NAMES)
def test_each_service_has_the_same_rooms(name):
    folder = ROOT / "services" / name
    entries = [entry for entry in folder.iterdir() if entry.suffix == ".py" or entry.is_dir()]
    found = [entry.stem for entry in entries if entry.name != "__pycache__"]
    allowed = EVERYWHERE | SOMEWHERE | (RECOGNITION if name == "recognition" else set())
    assert sorted(found) == sorted(set(found)), "a room is a file or a folder, not both"
    assert EVERYWHERE <= set(found) <= allowed


def test_no_file_is_a_drawer_for_everything():
    assert [str(file) for file in sources("services", "shared", "web") if file.stem in NO_PLACE] == []


def test_every_module_says_in_its_first_line_what_it_is_for():
    files = [file for file in sources("services", "shared", "web") if file.read_text().strip()]
    assert [str(file.relative_to(ROOT)) for file in files if not ast.get_docstring(tree(file))] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_knows_no_http_is_plain_functions(name):
    files = rooms(name, *(EVERYWHERE | RECOGNITION) - {"__init__", "migrations", "pages", "service"})
    unplain = (ast.AsyncFunctionDef, ast.Await, ast.AsyncWith, ast.AsyncFor)
    assert [place(file, node) for file in files for node in ast.walk(tree(file)) if isinstance(node, unplain)] == []


@pytest.mark.parametrize("name", NAMES)
def test_handlers_are_named_after_what_they_achieve(name):
    functions = [
        (file, node)
        for file in rooms(name, "handlers")
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert functions
    assert [node.name for _, node in functions if re.match(r"_?(handle|process|on)_", node.name)] == []


def test_only_the_clock_asks_what_time_it_is():
    files = [file for file in sources("services", "shared", "web") if file != ROOT / "shared" / "clock.py"]
    found = {file: [number for number, line in _lines(file) if CLOCK.search(line)] for file in files}
    assert {str(file): numbers for file, numbers in found.items() if numbers} == {}
    assert CLOCK.search((ROOT / "shared" / "clock.py").read_text())


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    found = []
    for file in tracked():
        text = file.read_bytes().decode("utf-8", "ignore")
        if "/vendor/" not in str(file):
            found += [f"{file.relative_to(ROOT)}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert found == []


def _lines(file):
    return enumerate(file.read_text().splitlines(), 1)
