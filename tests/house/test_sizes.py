"""What a reader can take in at once: short files, short functions, short lines of a template."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import too_long
from tests.house.code import ROOT, sources, tracked, tree

PYTHON = ("services", "shared", "web", "tests", "deploy")
MOST_LINES_OF_A_FILE = 250
MOST_LINES_OF_A_FUNCTION = 40
LONGEST_LINE_OF_A_TEMPLATE = 160
"""Bytes: what counts lines from outside counts these, and a line of Cyrillic is to be no exception."""


def test_no_file_is_longer_than_the_house_allows() -> None:
    found = {where(file): lines(file) for file in sources(*PYTHON)}
    assert_shrinking({file: size for file, size in found.items() if size > MOST_LINES_OF_A_FILE}, too_long.FILES)


def test_no_function_is_longer_than_the_house_allows() -> None:
    every = [each for file in sources(*PYTHON) for each in functions(file)]
    assert_shrinking({name: size for name, size in every if size > MOST_LINES_OF_A_FUNCTION}, too_long.FUNCTIONS)


def test_no_line_of_a_template_is_too_long_to_review() -> None:
    templates = [file for file in tracked() if file.is_relative_to(ROOT / "web" / "templates")]
    assert templates
    assert [line for file in templates for line in wide(file)] == []


def assert_shrinking(found: dict[str, int], excepted: set[str]) -> None:
    """What is too long is excepted, and what is excepted is still too long."""
    assert {name: size for name, size in found.items() if name not in excepted} == {}, "cut it by behaviour"
    assert sorted(excepted - found.keys()) == [], "no longer too long: strike it out of tests/house/too_long.py"


def lines(file: Path) -> int:
    return len(file.read_text().splitlines())


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Each function of the file with the number of its lines, from `def` to its last."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{where(file)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def wide(file: Path) -> list[str]:
    numbered = enumerate(file.read_text().splitlines(), 1)
    return [f"{where(file)}:{number}" for number, line in numbered if len(line.encode()) > LONGEST_LINE_OF_A_TEMPLATE]


def where(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()
