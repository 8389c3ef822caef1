"""What htmx swaps in is what a fresh page shows."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Comment
from playwright.sync_api import Page, expect

from tests.browser.chromium import Window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Windows = Callable[..., Window]


def shown(page: Page) -> list[str]:
    """The main part of the page, a line for each tag, without what differs from one asking to the next."""
    page.wait_for_load_state("networkidle")
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)
    main = BeautifulSoup(page.locator("main").inner_html(), "html.parser")
    for one in main.find_all(string=lambda text: isinstance(text, Comment)):
        one.extract()
    for tag in main.find_all(True):
        for name in ("tabindex", "hx-preserve", "hx-swap-oob", "data-sent-at"):
            if name != "tabindex" or tag.get(name) == "-1":
                tag.attrs.pop(name, None)
        if tag.get("name") in ("_csrf", "_key"):
            tag.attrs.pop("value", None)
        if tag.get("class") is not None and not [one for one in tag["class"] if not one.startswith("htmx-")]:
            del tag["class"]
    for flash in main.select(".page > .notice[role=status]"):
        flash.decompose()
    return [line for line in (re.sub(r"\s+", " ", line).strip() for line in main.prettify().splitlines()) if line]


def swapped(page: Page, act: Callable[[], object]) -> list[str]:
    """What is shown once the answer to `act` is in its place; the page itself was never left."""
    page.evaluate(
        "() => document.addEventListener('htmx:afterSettle', () => { document.documentElement.id = 'settled'; })"
    )
    act()
    expect(page.locator("html#settled")).to_be_attached()
    return shown(page)


@pytest.mark.parametrize("answer", ["not_reached", "at_work"])
def test_an_answer_in_the_list_of_today(window: Windows, answer: str) -> None:
    page = window("officer").open("/placements/today")
    shown(page)
    value = {"not_reached": "not_reachable"}.get(answer, answer)
    after = swapped(page, page.locator(f"tr button[value={value}]").last.click)
    page.reload()
    assert after == shown(page)


def test_names_and_telephones_come_to_the_list_of_today_and_are_asked_for_once(window: Windows) -> None:
    page = window("officer").open("/placements/today")
    shown(page)
    expect(page.locator("tr[id^=check-] [data-name]").last).not_to_be_empty()
    expect(page.locator("tr[id^=check-] [data-phone] a.phone").last).to_be_visible()
    expect(page.locator("[hx-get^='/intake/names']")).to_have_count(0)


def test_a_refused_answer_keeps_its_line_and_says_why(window: Windows) -> None:
    page = window("officer").open("/placements/today")
    row = page.locator("tr:has(button[value=at_work])").last
    who = row.get_attribute("id")
    row.locator("[name=checked_on]").evaluate("(one) => { one.removeAttribute('max'); one.value = '2031-01-01'; }")
    swapped(page, row.locator("button[value=at_work]").click)
    expect(page.locator(f"#{who} [role=alert]")).to_be_visible()
    expect(page.locator(f"#{who} [name=checked_on]")).to_have_value("2031-01-01")


@pytest.mark.parametrize(
    ("asked", "path"),
    [("**/recognition/all-right/brief", "/placements/all-right"), ("**/recognition/counting?*", "/placements/hires")],
)
def test_a_part_that_does_not_answer_is_said_only_then(window: Windows, asked: str, path: str) -> None:
    officer = window("officer")
    page = officer.open(path)
    if path.endswith("hires"):
        page.locator("main table a[href^='/placements/hires/']").first.click()
    page.route(asked, lambda route: route.abort())
    page.reload()
    silent = page.locator("[data-unanswered]:not([hidden])")
    expect(silent).to_have_count(1)
    expect(silent).to_be_visible()
    expect(silent.locator("xpath=..").locator("[data-asking]")).to_have_count(0)
    expect(page.locator("[data-failure]")).to_have_count(0)
    assert [line for line in officer.complaints if "ERR_FAILED" not in line and "htmx:" not in line] == []
    officer.complaints.clear()


@pytest.mark.parametrize("path", ["/bg/employers", "/en/employers"])
def test_a_narrowed_board(window: Windows, path: str) -> None:
    page = window().open(path)

    def narrow() -> None:
        page.locator("[name=tier]").select_option("gold")
        page.locator("main form button").first.click()

    after = swapped(page, narrow)
    assert "tier=gold" in page.url
    page.reload()
    assert plain(after) == plain(shown(page))


def plain(lines: list[str]) -> list[str]:
    """Without which option a person chose: the page they chose it on keeps that by itself."""
    return [line.replace(' selected=""', "") for line in lines]


def test_what_more_people_would_change(window: Windows) -> None:
    page = window("employer").open("/recognition/standing")
    after = swapped(page, lambda: page.locator("[name=more]").fill("3"))
    page.goto("/recognition/standing?more=3")
    assert after == shown(page)


def test_the_pay_that_goes_with_other_hours(window: Windows) -> None:
    page = window("officer").open("/placements/hires/new")
    shown(page)

    def halve() -> None:
        page.locator("#hours").fill("20")
        page.locator("#hours").press("Tab")

    swapped(page, halve)
    said = page.locator("#pay-amount").inner_text()
    assert "20" in said
    page.locator("main form button").last.click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#hours")).to_have_value("20")
    assert page.locator("#pay-amount").inner_text() == said


def test_names_come_to_their_codes(window: Windows) -> None:
    page = window("officer").open("/placements/today")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[id^='name-']:empty")).to_have_count(0)
    assert page.evaluate("document.activeElement === document.body"), "names take no focus"
