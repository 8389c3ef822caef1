"""Every page x role x scheme x {empty, filled}: accessible, quiet, its own, and not wider than a phone."""

import pytest
from playwright.sync_api import Browser

from shared.languages import FRAME
from tests.browser.addresses import Walk, routes
from tests.browser.chromium import COUNTED, Window
from tests.browser.site import AT_FIRST, ROLES, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ELSEWHERE = {
    "/": "leads on to a language",
    "/intake/files/{code:str}": "leads on from a case code to the file",
    "/intake/invitations/{token:str}": "the link is in a letter",
    "/intake/confirm/{token:str}": "the link is in a letter",
    "/intake/reset/{token:str}": "the link is in a letter",
    "/intake/second-factor": "only for a session that still owes it",
    "/intake/second-factor/new": "only for a session that still owes it",
    "/intake/unlock": "only over a page that is locked",
    "/recognition/answers/{answer:str}": "only while an answer waits",
    "/recognition/answers/{answer:str}/translation": "only while an answer waits",
    "/recognition/badge": "leads on to the certificate",
    **{f"/{lang}/employers/{{slug:str}}/header.svg": "a picture of the article" for lang in FRAME},
    "/recognition/mistakes/{mistake:str}": "only when somebody has seen a mistake",
    **{f"/{lang}/mistakes/{{reference:str}}": "the link is in the receipt of a report" for lang in FRAME},
}


def test_every_address_is_reached_by_links(filled: Site, walked: dict[str, Walk]) -> None:
    reached = {kind for walk in walked.values() for kind in (*walk.pages, *walk.files)}
    assert sorted(set(routes(filled)) - reached - set(ELSEWHERE)) == []


def test_no_link_leads_nowhere(walked: dict[str, Walk], walked_empty: dict[str, Walk]) -> None:
    assert [line for walk in (*walked.values(), *walked_empty.values()) for line in walk.dead] == []


def test_a_planted_fault_is_found(browser: Browser, filled: Site) -> None:
    with Window(browser, filled) as window:
        page = window.open("/bg")
        page.evaluate("""document.querySelector("main").innerHTML +=
            '<img src="https://example.org/x.png"><input style="width: 900px"><p id="main">2</p>'""")
        page.set_viewport_size({"width": 320, "height": 800})
        found = " ".join([*window.axe(), *window.sideways(), *window.taken()])
        assert [word for word in ("image-alt", "label", "<input", "img-src", "style-src") if word not in found] == []


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_for_everybody(browser: Browser, filled: Site, walked: dict[str, Walk], role: str) -> None:
    with Window(browser, filled, role) as window:
        assert looked_at(window, walked[role].chosen()) == []


@pytest.mark.parametrize("role", AT_FIRST)
def test_every_page_is_for_everybody_when_there_is_nothing_yet(
    browser: Browser, empty: Site, walked_empty: dict[str, Walk], role: str
) -> None:
    with Window(browser, empty, role) as window:
        assert looked_at(window, walked_empty[role].chosen()) == []


@pytest.mark.parametrize("path", ["/bg/employers/nobody-at-all", "/en/nothing", "/placements/hires/nothing"])
def test_an_error_page_is_for_everybody(browser: Browser, filled: Site, path: str) -> None:
    with Window(browser, filled, "officer") as window:
        assert looked_at(window, [path], expect=404) == []


def looked_at(window: Window, paths: list[str], expect: int = 200) -> list[str]:
    wrong = []
    for path in paths:
        window.open(path, expect)
        wrong += [f"{window.role} {path}: {line}" for line in window.looked_at()]
        COUNTED["pages"] += 1
    return wrong
