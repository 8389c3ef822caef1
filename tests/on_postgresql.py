"""Which tests of the subjects run on PostgreSQL too: so many that each of its statements runs there twice.

All of them run on SQLite. `sqlite_alone.json` keeps those that need no more than that, which `pytest --both
--renew-postgresql` finds anew: a test that is new runs on both until then. The proof of statements fails where too few
are left. What is marked `both_databases`, and what lies outside the subjects, is not chosen among: it runs on both. With
`--both` everything does.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests import statements

KEPT = Path(__file__).with_name("sqlite_alone.json")
SUBJECTS = ("intake", "placements", "recognition")
TIMES = 2
"""So often each statement is to run: what a process already keeps, a test may not ask for again."""
RAN = "statements on PostgreSQL"


def is_on_server(item: pytest.Item) -> bool:
    given = getattr(item, "callspec", None)
    return given is not None and "postgresql" in given.params.values()


def is_among(item: pytest.Item) -> bool:
    """Whether the choice is about this test."""
    if item.get_closest_marker("both_databases") or not is_on_server(item):
        return False
    return item.path.relative_to(Path(__file__).parent).parts[0] in SUBJECTS


def kept() -> set[str]:
    """The tests that run on SQLite alone."""
    files: Mapping[str, list[str]] = json.loads(KEPT.read_text())
    return {f"{file}::{name}" for file, names in files.items() for name in names}


def named(nodeid: str) -> str:
    """A test without the group that stands behind its name where tests are spread."""
    return nodeid.rpartition("@")[0] if "@" in nodeid.rpartition("]")[2] else nodeid


def enough(among: Mapping[str, set[str]], anyway: Iterable[set[str]]) -> list[str]:
    """A few tests that run what all run, each statement `TIMES` or as often as it is run at all."""
    many = Counter(one for ran in among.values() for one in ran)
    done = Counter(one for ran in anyway for one in ran)
    wanted = {one: min(TIMES - done[one], many[one]) for one in many if done[one] < TIMES}
    left, chosen = dict(sorted(among.items())), list[str]()
    while any(wanted.values()):
        best = max(left, key=lambda test: sum(wanted.get(one, 0) > 0 for one in left[test]))
        chosen.append(best)
        for one in left.pop(best):
            wanted[one] = max(0, wanted.get(one, 0) - 1)
    return chosen


class Choice:
    """Notes what each test runs on PostgreSQL, and at the end of the run keeps the tests that are enough."""

    def __init__(self) -> None:
        self.among: dict[str, set[str]] = {}
        self.anyway: dict[str, set[str]] = {}

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        self.before = statements.RAN["postgresql"]
        statements.RAN["postgresql"] = {}
        yield

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Iterator[None]:
        yield
        marks = sorted({hashlib.sha1(text.encode()).hexdigest()[:12] for text in statements.fingerprints("postgresql")})
        item.user_properties.append((RAN, f"{is_among(item):d} {' '.join(marks)}"))
        self.before.update(statements.RAN["postgresql"])
        statements.RAN["postgresql"] = self.before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, ran in report.user_properties:
            if name == RAN:
                among, *marks = str(ran).split()
                (self.among if among == "1" else self.anyway)[named(report.nodeid)] = set(marks)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not hasattr(session.config, "workerinput"):
            write(self.among.keys() - set(enough(self.among, self.anyway.values())))


def write(alone: Iterable[str]) -> None:
    files = defaultdict[str, list[str]](list)
    for test in sorted(alone):
        file, _, name = test.partition("::")
        files[file].append(name)
    KEPT.write_text(json.dumps(files, indent=1, ensure_ascii=False) + "\n")
