"""Without a mouse: past the menu, to the main thing on a page, and through the desk at ten to six."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Windows = Callable[..., Window]
FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    what: `${one.tagName} ${one.textContent.trim().slice(0, 40)} ${one.getAttribute("href") || one.name || ""}`,
    ring: one.type === "date" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def steps(page: Page, most: int = 200) -> list[dict[str, Any]]:
    """Where each press of Tab leads, until the page is left."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUS))
        if found[-1]["what"].startswith("BODY"):
            return found[:-1]
    return found


def tab_to(page: Page, selector: str, most: int = 40) -> int:
    """Presses of Tab until something that fits has the focus."""
    for presses in range(1, most + 1):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return presses
    raise AssertionError(f"{selector} is not reached by {most} presses")


@pytest.mark.parametrize(("role", "path"), [("anonymous", "/bg/employers"), ("officer", "/placements/today")])
def test_the_first_key_leads_past_the_menu(window: Windows, role: str, path: str) -> None:
    page = window(role).open(path)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize(
    ("role", "path", "action"),
    [
        ("officer", "/placements/today", "main button[name=answer]"),
        ("anonymous", "/bg/employers", "main [name=search]"),
        ("employer", "/intake/employer", "main a[href='/intake/vacancies/new']"),
        ("editor", "/recognition/desk", "main a, main button"),
    ],
)
def test_the_main_thing_is_a_few_keys_away(window: Windows, role: str, path: str, action: str) -> None:
    page = window(role).open(path)
    page.wait_for_load_state("networkidle")
    page.locator(".skip-link").press("Enter")
    assert tab_to(page, action) <= 12


@pytest.mark.parametrize(
    ("role", "path"),
    [("anonymous", "/bg/employers"), ("officer", "/placements/today"), ("officer", "/intake/candidates/new")],
)
def test_whatever_has_the_focus_shows_it(window: Windows, role: str, path: str) -> None:
    page = window(role).open(path)
    page.wait_for_load_state("networkidle")
    reached = steps(page)
    assert len(reached) > 10
    assert [one["what"] for one in reached if not (one["ring"] and one["seen"])] == []


def test_the_desk_at_ten_to_six(window: Windows) -> None:
    """Three answers by keyboard alone; after each the keyboard stands on the next line."""
    page = window("officer").open("/placements/today")
    page.wait_for_load_state("networkidle")
    rows = page.locator("tr:has(button[value=at_work])")
    before = rows.count()
    assert before >= 3
    page.locator(".skip-link").press("Enter")
    presses = []
    for done in range(1, 4):
        asked = page.evaluate("document.activeElement.id")
        presses.append(tab_to(page, "button[value=at_work]"))
        assert not asked.startswith("check-") or page.evaluate("document.activeElement.closest('tr').id") == asked
        page.keyboard.press("Enter")
        expect(rows).to_have_count(before - done)
        expect(page.locator("tr:focus")).to_have_count(1)
    assert max(presses[1:]) <= 8
    page.reload()
    expect(rows).to_have_count(before - 3)


def test_a_mistake_is_where_the_keyboard_is(window: Windows) -> None:
    page = window("officer").open("/intake/candidates/new")
    page.locator("[name=town]").fill("Пловдив")
    page.locator("[name=town]").press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#name")).to_be_focused()
    expect(page.locator("[name=town]")).to_have_value("Пловдив")


def test_a_step_is_finished_and_the_next_one_set_by_keyboard_alone(window: Windows) -> None:
    """From what is overdue to the case, what came of it, what comes next and by when; then the case is overdue no more."""
    page = window("officer").open("/intake/cases?what=overdue")
    page.locator(".skip-link").press("Enter")
    tab_to(page, "tr[id^=case-] a")
    row = page.evaluate("document.activeElement.closest('tr').id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/case")
    page.locator(".skip-link").press("Enter")
    assert tab_to(page, "#outcome") <= 4
    page.keyboard.type("Взето е, сканирано.")
    for key in ("Tab", "Подаване на документите", "Tab", "12122026"):
        page.keyboard.press(key) if key == "Tab" else page.keyboard.type(key)
    page.keyboard.press("Enter")
    expect(page.locator("main .lead")).to_contain_text("Подаване на документите")
    expect(page.locator("main .card").first).to_contain_text("Взето е, сканирано.")
    page.goto("/intake/cases?what=overdue")
    expect(page.locator(f"#{row}")).to_have_count(0)
    page.goto("/intake/cases?what=later")
    expect(page.locator(f"#{row}")).to_contain_text("12.12.2026")
