"""What takes longest begins first: the kept durations name groups and tests that are there, and no group is half of all."""

import json
import re

from tests.house.code import ROOT, sources
from tests.order import KEPT
from tests.statements import BACKENDS

DURATIONS: dict[str, float] = json.loads(KEPT.read_text())
GROUP = re.compile(r'xdist_group\("([^"]+)"\)|\bbackends\("([^"]+)"\)')


def groups() -> set[str]:
    """Every group by name; what runs on both databases is one for each."""
    found = [match for file in sources("tests") for match in GROUP.findall(file.read_text())]
    return {one for one, _ in found if one} | {f"{both}-{name}" for _, both in found if both for name in BACKENDS}


def test_each_kept_duration_is_of_something_that_is_there() -> None:
    tests = [name.partition("::") for name in DURATIONS if "::" in name]
    assert {name for name in DURATIONS if "::" not in name} - groups() == set()
    assert [file for file, _, name in tests if f"def {name.partition('[')[0]}(" not in (ROOT / file).read_text()] == []


def test_no_group_takes_half_of_what_the_longer_ones_take() -> None:
    """Two processes would wait for one at the end."""
    assert 2 * max(DURATIONS.values()) <= sum(DURATIONS.values())
