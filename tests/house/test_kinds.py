"""The table of kinds names every line that was met and only tests that are there."""

import re

from tests.house.code import ROOT

TABLE = (ROOT / "docs/measured/kinds.md").read_text()
MET = [*(f"1.{n}" for n in range(1, 9)), *(f"2.{n}" for n in range(1, 20)), *(f"5.{n}" for n in range(1, 14))]


def test_every_line_that_was_met_stands_in_the_table() -> None:
    first = re.findall(r"^\| ([\d., ]+) \|", TABLE, re.M)
    lines = {number for cell in first for number in re.findall(r"\d\.\d+", cell)}
    assert set(MET) - lines == set()


def test_every_test_that_the_table_names_is_there() -> None:
    named = set(re.findall(r"`((?:\w+/)*test_\w+\.py)`", TABLE))
    assert len(named) > 30
    there = [str(path.relative_to(ROOT / "tests")) for path in (ROOT / "tests").rglob("test_*.py")]
    assert [name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in there)] == []
