"""The system's Chromium, and windows that note whatever a browser complains about."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.browser.site import Site
from tests.patience import PATIENCE

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DEPENDS = ("color-contrast", "target-size", "link-in-text-block")
"""The rules whose answer is another in the dark or on a narrow page."""
SEEN: set[str] = set()
"""Skeletons of pages that axe has looked at in this process: several roles, and an empty site, share many."""
COUNTED: Counter[str] = Counter()
"""What was done in this process, for the line at the end of the run."""
REPORTS = """() => {
  window.cspReports = [];
  const note = (one) => window.cspReports.push(`${one.effectiveDirective}: ${one.blockedURI}`);
  document.addEventListener("securitypolicyviolation", note);
}"""


@contextmanager
def running() -> Iterator[Browser]:
    """Skips the tests that need it where there is no Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium: install chromium (apt-get install chromium) or set CHROMIUM")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Window:
    """Somebody's browser window on a site. `complaints` are console errors, blocked content and foreign requests."""

    def __init__(self, browser: Browser, site: Site, role: str = "anonymous", **options: Any) -> None:
        self.site, self.role, self.complaints = site, role, list[str]()
        given = {"locale": "bg-BG", "timezone_id": "Europe/Sofia", "base_url": site.url, "reduced_motion": "reduce"}
        self.context: BrowserContext = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, **given, **options}
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.add_cookies(
            [{"name": name, "value": value, "url": site.url} for name, value in site.cookies(role).items()]
        )
        self.context.on("request", self._asked)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        if options.get("java_script_enabled", True):
            self.context.add_init_script(f"({REPORTS})()")
        self.page: Page = self.context.new_page()

    def __enter__(self) -> "Window":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, path: str, expect: int = 200) -> Page:
        """Go to a path of the site."""
        answer = self.page.goto(path, wait_until="load")
        assert answer is not None
        assert answer.status == expect, f"{self.role} GET {path}: {answer.status}"
        return self.page

    def taken(self) -> list[str]:
        """What was complained about since last asked."""
        blocked = self.page.evaluate("window.cspReports || []") if self.page.url.startswith("http") else []
        found, self.complaints = [*self.complaints, *(f"CSP {one}" for one in blocked)], []
        return found

    def axe(self, *rules: str) -> list[str]:
        """Violations on this page as lines; every rule of the standards, or only those named."""
        only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": STANDARDS}
        COUNTED["runs of axe"] += 1
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            "(only) => axe.run(document, {runOnly: only, resultTypes: ['violations'], elementRef: false})", only
        )
        return [_line(violation) for violation in found["violations"]]

    def looked_at(self) -> list[str]:
        """What is wrong with this page: everything in light on a desk, then what depends on it in the dark on a phone."""
        skeleton = self.page.evaluate(SKELETON)
        is_new = skeleton not in SEEN
        SEEN.add(skeleton)
        found = self.axe() if is_new else []
        found += [f"by keyboard: {line}" for line in self.page.evaluate(UNSEEN)]
        self.page.emulate_media(color_scheme="dark")
        self.page.set_viewport_size({"width": 320, "height": 800})
        found += [f"dark, 320 px: {line}" for line in self.axe(*DEPENDS)] if is_new else []
        found += [f"sideways: {line}" for line in self.sideways()]
        found += self.taken()
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        return found

    def sideways(self) -> list[str]:
        """What sticks out at the right, if the page scrolls sideways."""
        found: list[str] = self.page.evaluate(OUTSIDE)
        return found

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.url + "/", "data:", "about:")):
            self.complaints.append(f"request to {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        expected = "Failed to load resource: the server responded with a status of 4"
        if message.type in ("error", "warning") and not message.text.startswith(expected):
            self.complaints.append(f"console {message.type}: {message.text}")


OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1);
  return out.slice(-3).map((one) => one.outerHTML.slice(0, 160));
}"""


SKELETON = """() => {
  const told = ["href", "action", "value", "content", "title", "datetime", "aria-current", "hx-get", "hx-post", "src", "nonce", "alt"];
  const plain = (text) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+/g, "#");
  const one = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? "text" : "";
    if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE"].includes(node.tagName)) return "";
    const marks = [...node.attributes].map((a) => told.includes(a.name) ? `${a.name}:${!!a.value}` : `${a.name}=${plain(a.value)}`);
    const inner = [...node.childNodes].map(one).filter((text, nth, all) => text && text !== all[nth - 1]);
    return `<${node.tagName} ${marks.sort().join(" ")} ${getComputedStyle(node).color}>${inner.join("")}</>`;
  };
  return one(document.documentElement);
}"""
"""A page without its words: what stands in what, with every attribute; neighbours that are alike once."""


UNSEEN = """() => {
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [hx-get], [hx-post]")];
  const shown = all.filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled && !one.closest("dialog"));
  const found = [];
  for (const one of shown) {
    if (one.tabIndex > 0) found.push(`out of order: ${one.outerHTML.slice(0, 120)}`);
    const acts = one.matches("[hx-get], [hx-post]");
    if (acts && !one.matches("form[action], a[href], button, input, select") && !/load|from:|every/.test(one.getAttribute("hx-trigger")))
      found.push(`not a control: ${one.outerHTML.slice(0, 120)}`);
    if (one.tabIndex < 0 || acts && one.matches("form")) continue;
    one.focus({preventScroll: true});
    if (document.activeElement !== one) found.push(`not reached: ${one.outerHTML.slice(0, 120)}`);
  }
  return found;
}"""


def _line(violation: dict[str, Any]) -> str:
    nodes = "; ".join(f"{node['target'][0]} {node['html'][:120]}" for node in violation["nodes"][:3])
    return f"{violation['id']} ({len(violation['nodes'])}): {nodes}"
