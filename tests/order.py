"""Longest first: what takes longest begins first, so that no process works on alone at the end.

A unit is what one process does in one go: a group, or a test without one. `durations.json` keeps the seconds of the
longer ones; `pytest --renew-durations` writes it anew.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

KEPT = Path(__file__).with_name("durations.json")
LEAST = 2.0
"""Seconds; what is shorter is not kept."""


def unit(nodeid: str) -> str:
    """The group of a test, which stands behind its name where tests are spread, or the test itself."""
    return nodeid.rpartition("@")[2] if "@" in nodeid else nodeid


class Order:
    def __init__(self, renew: bool) -> None:
        self.renew = renew
        self.took: defaultdict[str, float] = defaultdict(float)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        if hasattr(config, "workerinput") and KEPT.exists():
            known = json.loads(KEPT.read_text())
            items.sort(key=lambda item: -known.get(unit(item.nodeid), 0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.took[unit(report.nodeid)] += report.duration

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.renew and not hasattr(session.config, "workerinput"):
            longer = sorted(((round(took), name) for name, took in self.took.items() if took >= LEAST), reverse=True)
            KEPT.write_text(json.dumps({name: took for took, name in longer}, indent=1, ensure_ascii=False) + "\n")
