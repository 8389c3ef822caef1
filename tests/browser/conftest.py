"""One filled and one empty site, and one Chromium, for all tests of this folder that run in one process."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.chromium import Window
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
