"""Every GET address of the application with real references in it, as each role finds them by following links."""

import os
import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag

import httpx
from litestar import Litestar

from shared.auth import Actor, Policy
from tests.browser.site import ROLES, Site
from tests.patience import PATIENCE
from web.site import handlers

WHOLE = os.environ.get("STEADFAST_BROWSER") == "whole"
"""Look at three pages of each kind, not at one."""
EACH = 3 if WHOLE else 1
FOLLOWED = 12
"""Of each kind of address, how many are asked for while links are followed."""
ASKS = re.compile(r"""<form\b[^>]*method="?post|hx-trigger="[^"]*(?:load|revealed|every)""", re.IGNORECASE)
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]+)"')
NOT_PAGES = ("/static/", "/badge/", "/data/", "/healthz", "/readyz", "/sitemap", "/feed", "/robots")
PARTS = {
    "/placements/hires/pay",
    "/placements/people/waiting",
    "/recognition/standing/brief",
    "/recognition/interview/invitation",
    "/recognition/audit-requests/brief",
    "/recognition/counting",
    "/intake/names",
    "/intake/same-person/waiting",
    "/intake/cases/due",
    *(f"/{service}/all-right/brief" for service in ("intake", "placements", "recognition")),
}
"""Fragments: they are only ever seen inside a page."""
ONCE = ("/intake/invitations/", "/intake/confirm/", "/intake/reset/", "/placements/answers/")
"""Links in letters that the demonstration still shows after they were used."""
BY_HAND = {
    "/bg/vacancies?q=%D1%85%D0%BB%D1%8F%D0%B1": "anonymous",
    "/bg/employers?tier=gold": "anonymous",
    "/bg/employers?search=zzzz": "anonymous",
    "/placements/referrals?state=closed": "officer",
    "/placements/hires?state=voided": "officer",
    "/recognition/standing?more=3": "employer",
    "/recognition/editions/2026-4/preview": "editor",
}


def routes(site: Site) -> dict[str, Policy]:
    """Path template -> policy of everything that answers GET with a page."""
    inner = site.app.site
    while not isinstance(inner, Litestar):
        inner = inner.app  # type: ignore[attr-defined]
    found = {}
    for handler in handlers(inner):
        if "GET" in handler.http_methods:
            found.update(dict.fromkeys(handler.paths, handler.opt["policy"]))
    return {path: policy for path, policy in found.items() if not path.startswith(NOT_PAGES) and path not in PARTS}


def pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template)))


class Walk:
    """What one role can reach: `pages` by kind of address, `files` to take away, `dead` links that lead nowhere."""

    def __init__(self, site: Site, role: str) -> None:
        self.site, self.role = site, role
        actor: Actor | None = site.actors.get(role)
        known = routes(site)
        self.allowed = {path: pattern(path) for path, policy in known.items() if policy.allows(actor)}
        self.public = {path for path, policy in known.items() if policy.public}
        self.pages: dict[str, list[str]] = {}
        self.dead: list[str] = []
        self.files: set[str] = set()
        self.ask: set[str] = set()
        """Of its pages those with a form that is sent, or with a part that comes later and may hold one."""
        self._follow()

    def _follow(self) -> None:
        starts = [path for path in self.allowed if "{" not in path]
        waiting, seen = deque(starts), set(starts)
        with httpx.Client(
            base_url=self.site.url,
            cookies=self.site.cookies(self.role),
            headers={"Accept": "text/html"},
            timeout=PATIENCE,
        ) as client:
            while waiting:
                path = waiting.popleft()
                kind = self.kind(path)
                if kind is None or len(self.pages.get(kind, ())) >= (FOLLOWED if self.is_own(kind) else 1):
                    continue
                answer = client.get(path)
                if answer.is_redirect:
                    continue
                if answer.status_code == 410 and path.startswith(ONCE):
                    continue
                if answer.status_code != 200:
                    self.dead += [f"{self.role} {path}: {answer.status_code}"] if path not in starts else []
                    continue
                taken_away = answer.headers.get("content-disposition", "").startswith("attachment")
                if taken_away or not answer.headers["content-type"].startswith("text/html"):
                    self.files.add(kind)
                    continue
                self.pages.setdefault(kind, []).append(path)
                if ASKS.search(answer.text.partition("<main")[2].partition("</main>")[0]):
                    self.ask.add(path)
                for link in _links(answer.text):
                    if link not in seen:
                        seen.add(link)
                        waiting.append(link)

    def kind(self, path: str) -> str | None:
        """The most exact template that fits."""
        bare = path.partition("?")[0]
        fitting = [template for template, one in self.allowed.items() if one.fullmatch(bare)]
        return min(fitting, key=lambda template: template.count("{"), default=None)

    def chosen(self) -> list[str]:
        """The pages to look at; those that never ask who reads them, once."""
        by_hand = [path for path, role in BY_HAND.items() if role == self.role]
        own = [kind for kind in self.pages if self.is_own(kind)]
        return [path for kind in own for path in self.pages[kind][:EACH]] + by_hand

    @property
    def quiet(self) -> set[str]:
        """The pages that ask nothing."""
        return {path for paths in self.pages.values() for path in paths} - self.ask

    def is_own(self, kind: str) -> bool:
        """Pages that never ask who reads them are the anonymous reader's."""
        return self.role == "anonymous" or not (kind in self.public or kind.startswith("/demo/"))


def _links(html: str) -> Iterator[str]:
    for link in LINK.findall(html):
        path = urldefrag(unescape(link)).url
        if path.startswith("/") and not path.startswith(NOT_PAGES):
            yield path


def walks(site: Site) -> list[Walk]:
    return [Walk(site, role) for role in ROLES if role == "anonymous" or role in site.actors]
