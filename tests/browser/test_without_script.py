"""The officer's ninety days by forms and links alone: no script runs in this browser."""

import datetime
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from services.sample import PASSWORD
from tests.browser.chromium import Window
from tests.browser.site import Site, opened, with_sample

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def own(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose days pass for this test alone."""
    with opened(tmp_path_factory.mktemp("own"), with_sample) as site:
        yield site


def test_the_ninety_days_pass_without_script(browser: Browser, own: Site) -> None:
    with Window(browser, own, java_script_enabled=False) as window:
        page = signed_in(window)
        registered(page)
        made_ready(page)
        referred(page, own)
        hired(page)
        answered(page, own)


def signed_in(window: Window) -> Page:
    """Asked for a page, sent to sign in, and brought back to it."""
    page = window.open("/placements/today")
    page.locator("[name=email]").fill("officer1@steadfast.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form[action='/intake/sign-in'] button").click()
    expect(page).to_have_url(re.compile("/placements/today$"))
    return page


def registered(page: Page) -> None:
    page.goto("/intake/candidates")
    page.locator("a[href='/intake/candidates/new']").first.click()
    page.locator("[name=name]").fill("Йоана Примерова")
    page.locator("[name=born]").fill("1999-05-17")
    page.locator("[name=no_phone]").check()
    page.locator("[name=town]").fill("Пловдив")
    sent(page, "/intake/candidates")
    expect(page.locator("h1")).to_contain_text("Йоана Примерова")


def made_ready(page: Page) -> None:
    page.locator("a[href$='/notice']").first.click()
    sent(page, "/notice")
    page.locator("a[href$='/description']").first.click()
    page.locator("[name=languages]").first.select_option("bg:B1")
    page.locator("[name=right][value=unrestricted]").check()
    sent(page, "/description")
    page.locator("a[href$='/permissions/new']").first.click()
    sent(page, "/permissions")
    page.locator("form[action$='/readiness'] button").click()
    expect(page.locator("a[href$='/vacancies']").first).to_be_visible()


def referred(page: Page, site: Site) -> None:
    """Ready, the person is shown to placements by an event; the file leads to what fits."""
    site.wait_idle()
    page.locator("main a[href$='/vacancies']").first.click()
    page.locator("form[action='/placements/referrals'] button").first.click()
    expect(page).to_have_url(re.compile("/placements/referrals/"))


def hired(page: Page) -> None:
    page.locator("a[href^='/placements/hires/new?referral=']").click()
    page.locator("[name=contract]").select_option("permanent")
    page.locator("[name=hours]").fill("40")
    sent(page, "/placements/hires")
    expect(page).to_have_url(re.compile("/placements/hires/"))


def answered(page: Page, site: Site) -> None:
    hire = page.url
    clock = site.app.settings.clock
    clock.turn_to(clock.today() + datetime.timedelta(days=91))
    page.wait_for_timeout(1000)
    site.wait_idle()
    page.goto(hire)
    page.locator("[name=answer][value=at_work]").check()
    sent(page, "/follow-ups/90")
    expect(page.locator("main [role=status]")).to_be_visible()


def sent(page: Page, action: str) -> None:
    """Press the button of the form that goes there."""
    page.locator(f"main form[action$='{action}'] button:not([formaction])").last.click()
    summary = page.locator("[data-error-summary]")
    assert summary.count() == 0, summary.inner_text()
