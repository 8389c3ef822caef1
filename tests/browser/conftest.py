"""One filled and one empty site, and one Chromium, for all tests of this folder that run in one process."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.addresses import Walk, walks
from tests.browser.chromium import COUNTED, Window
from tests.browser.site import Site, opened, with_nobody, with_sample


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium.running() as browser:
        yield browser


@pytest.fixture(scope="package")
def filled(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with opened(tmp_path_factory.mktemp("filled"), with_sample) as site:
        yield site


@pytest.fixture(scope="package")
def empty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with opened(tmp_path_factory.mktemp("empty"), with_nobody) as site:
        yield site


@pytest.fixture(scope="package")
def walked(filled: Site) -> dict[str, Walk]:
    return {walk.role: walk for walk in walks(filled)}


@pytest.fixture(scope="package")
def walked_empty(empty: Site) -> dict[str, Walk]:
    return {walk.role: walk for walk in walks(empty)}


@pytest.fixture(autouse=True)
def counted(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """What a test did goes with its report, so that the run can say it at its end, whichever process did it."""
    before = COUNTED.copy()
    yield
    for what, times in (COUNTED - before).items():
        record_property(f"counted {what}", times)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    total: Counter[str] = Counter()
    for report in terminalreporter.stats.get("", ()):
        if getattr(report, "when", "") == "teardown":
            total.update({name[8:]: int(much) for name, much in report.user_properties if name.startswith("counted ")})
    if total:
        terminalreporter.write_line(
            "In the browser: " + ", ".join(f"{much} {what}" for what, much in sorted(total.items()))
        )


@pytest.fixture
def window(browser: Browser, filled: Site) -> Iterator[Callable[..., Window]]:
    """Opens windows on the filled site; at the end nothing may have been complained about."""
    made: list[Window] = []

    def open_(role: str = "anonymous", **options: Any) -> Window:
        made.append(Window(browser, filled, role, **options))
        return made[-1]

    yield open_
    complaints = [line for one in made for line in one.complaints]
    for one in made:
        one.context.close()
    assert complaints == []
