"""On paper: the day on one sheet, the board without its menu."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import Window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Windows = Callable[..., Window]


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4", prefer_css_page_size=True)))


def test_a_day_fits_on_one_sheet(window: Windows) -> None:
    page = window("officer").open("/placements/today")
    page.wait_for_load_state("networkidle")
    assert sheets(page) == 1


@pytest.mark.parametrize("path", ["/bg/employers", "/bg/method"])
def test_paper_has_no_menu_and_no_form(window: Windows, path: str) -> None:
    page = window().open(path)
    page.emulate_media(media="print")
    shown = page.locator("header nav, .skip-link, .demo-bar, form, button, .site-footer ul, .back").all()
    assert [one.evaluate("(one) => one.outerHTML.slice(0, 80)") for one in shown if one.is_visible()] == []
    assert page.locator("main h1").is_visible()
    assert sheets(page) <= 4
