"""The plumbing stays small: what has outgrown a page is cut by what it does."""

import ast
from pathlib import Path

import pytest

from tests.faults.breaks import BREAKS
from tests.house.code import ROOT, sources

LINES, FUNCTION = 250, 40


PLUMBING = [file for file in sources("shared", "services/care") if file.parent.name != "events"]
"""The contracts are split by noun, not by length."""


@pytest.mark.parametrize("file", PLUMBING, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_is_over_250_lines_and_no_function_over_40(file: Path):
    text = file.read_text()
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    long = {node.name: node.end_lineno - node.lineno + 1 for node in found if node.end_lineno - node.lineno >= FUNCTION}
    assert len(text.splitlines()) <= LINES
    assert not long


@pytest.mark.parametrize(("file", "guard"), [(one[1], one[2]) for one in BREAKS], ids=[one[0] for one in BREAKS])
def test_what_the_breaks_take_out_is_still_in_the_code(file: str, guard: str):
    assert guard in (ROOT / file).read_text()


def test_nothing_in_the_plumbing_is_imported_for_its_types_alone():
    assert not [file.name for file in sources("shared") if "TYPE_CHECKING" in file.read_text()]
