"""Every form of the site sent empty and sent wrong: said at the top, led to the field, nothing typed lost, for everybody."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.addresses import Walk
from tests.browser.chromium import COUNTED, Window
from tests.browser.filling import Form, fill, forms, led, lost, sent, told
from tests.browser.site import ROLES, Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("mistakes")]
TAKES_NOTHING = {
    "/intake/candidates/*/notice": "what is offered is chosen already",
    "/intake/candidates/*/description": "every answer may come later",
    "/intake/candidates/*/case/step/finished": "it is done: what came of it, and what is next, may be said",
    "/intake/candidates/*/email": "an address may be taken away",
    "/intake/employers/*/group": "nothing stands for the employer alone",
    "/recognition/editions/*/corrections": "the note is not required",
    "/intake/account/telephone": "emptying it takes the number away",
    "/intake/employers/*/practices": "each button names its practice; without a day it is seen today",
}
"""Forms that mean something when nothing is filled in: sent wrong only."""
TAKES_ANYTHING = {
    "/intake/account/language": "a choice of two",
    "/intake/candidates/*/notice": "a choice of languages",
    "/intake/colleagues/*/roles": "a choice of roles",
    "/placements/people/*/staff-reference": "any words, as many as the field lets in",
}
"""Forms in which nobody can type a mistake: sent empty only, if that is one."""
SECRET = {"code"}
"""A one-time code is typed anew, like a password."""
SHOWCASE = "/demo/components"


LOOKED_AT: set[tuple[str, ...]] = set()
"""Forms whose mistakes axe has seen: several roles meet the same one."""


def kind(form: Form) -> str:
    return re.sub(r"/[0-9a-f-]{36}(?=/|$)", "/*", form.action.partition("?")[0]).replace("/2026-3/", "/*/")


class Asked:
    """One form of one page, and the ways in which it is sent wrong."""

    def __init__(self, path: str, form: Form) -> None:
        self.path, self.form = path, form

    @property
    def key(self) -> tuple[str, ...]:
        return (kind(self.form), *self.form.names)

    def ways(self) -> Iterator[bool]:
        """Whether what is typed is wrong; else everything is empty."""
        if kind(self.form) not in TAKES_ANYTHING:
            yield True
        if kind(self.form) not in (TAKES_NOTHING.keys() | STAFF_REFERENCE) and self.form.names != DAY_ALONE:
            yield False


DAY_ALONE = ["checked_on"]
"""The line of a worklist: without a day its button means today."""
STAFF_REFERENCE = {"/placements/people/*/staff-reference"}
"""Emptying it takes the reference away."""


def asked_for(window: Window, walk: Walk) -> list[Asked]:
    """Each form that this role meets, once. What anybody may send, somebody signed in sends on no other page."""
    found: dict[tuple[str, ...], Asked] = {}
    for path in walk.chosen():
        if path in walk.quiet:
            continue
        if path.startswith(SHOWCASE) or (
            walk.role != "anonymous" and path.startswith(("/intake/reset", "/intake/register"))
        ):
            continue
        for form in forms(window.open(path)):
            asked = Asked(path, form)
            found.setdefault(asked.key, asked)
    return list(found.values())


def wrong_with(window: Window, asked: Asked, wrong: bool, *, by_script: bool = True) -> list[str]:
    """Send it, and name everything the answer lacks."""
    page = window.open(asked.path)
    form = next((one for one in forms(page) if (kind(one), *one.names) == asked.key), None)
    if form is None:
        return ["is not there again"]
    typed = fill(page, form, wrong=wrong)
    status = sent(page, form, swaps=form.swaps and by_script)
    COUNTED["mistakes"] += 1
    if status != 422:
        return [f"answered {status}"]
    said = told(page)
    found = [f"{what}: {said[what]}" for what in ("dead", "unlinked") if said[what] and said["summaries"]]
    found += [f"lost {line}" for line in lost(page, {name: text for name, text in typed.items() if name not in SECRET})]
    if asked.form.swaps and by_script:
        return found if said["alert"] else [*found, "nothing says what is wrong"]
    if said["summaries"] != 1:
        found.append(f"{said['summaries']} summaries")
    if not said["focused"]:
        found.append("the summary has no focus")
    return found + [f"{link} leads to {place}" for link, place in led(page, said["links"])]


@pytest.mark.parametrize("role", ROLES)
def test_every_mistake_is_said_and_nothing_is_lost(
    browser: Browser, filled: Site, walked: dict[str, Walk], role: str
) -> None:
    wrong = []
    with Window(browser, filled, role) as window:
        for asked in asked_for(window, walked[role]):
            for how in asked.ways():
                found = wrong_with(window, asked, how)
                found += window.taken() if asked.key in LOOKED_AT else window.looked_at()
                LOOKED_AT.add(asked.key)
                wrong += [f"{asked.path} {asked.form.action} {'wrong' if how else 'empty'}: {line}" for line in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_every_mistake_is_said_without_script(
    browser: Browser, filled: Site, walked: dict[str, Walk], role: str
) -> None:
    wrong = []
    with Window(browser, filled, role, java_script_enabled=False) as window:
        for asked in asked_for(window, walked[role]):
            for how in asked.ways():
                found = wrong_with(window, asked, how, by_script=False)
                wrong += [f"{asked.path} {asked.form.action} {'wrong' if how else 'empty'}: {line}" for line in found]
    assert not wrong, "\n".join(wrong)
