"""A browser straight into an open site, without a network: keeps its cookies and follows no redirect by itself."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

import httpx
from litestar.types import ASGIApp

from services.site_map import ENTRANCES
from shared.auth import Actor, Keys
from shared.service import Runtime
from tests.markup import Element, parsed
from web.site import create_site

BASE = "http://127.0.0.1:8000"


def site_of(runtime: Runtime) -> ASGIApp:
    """One service's pages as a site, without a menu."""
    return create_site({runtime.service.name: runtime}, _no_menu, ENTRANCES)


def _no_menu(actor: Actor | None, lang: str) -> Sequence[Any]:
    return ()


def without_keys(text: str) -> str:
    """A page without what is new each time it is drawn: the keys of its forms."""
    return re.sub(r'name="_key" value="[^"]*"', "", text)


class Visitor:
    """Somebody in front of a site; `who` are the facts of a session, none = nobody is signed in."""

    def __init__(self, site: ASGIApp, keys: Keys, **who: Any) -> None:
        self.site, self.keys = site, keys
        self.cookies: dict[str, str] = {}
        self.actor: Actor | None = None
        if who:
            token, self.actor = keys.sign_in(**{"second": True, **who})
            self.cookies |= {"session": token, "seen": keys.seen(self.actor.session)}

    @property
    def signed_in(self) -> Actor:
        assert self.actor, "nobody is signed in"
        return self.actor

    def read_again(self) -> Actor:
        """The session as its cookie says it now."""
        found = self.keys.actor(self.cookies["session"])
        assert found
        return found

    @property
    def token(self) -> str:
        """What a form of this session carries; nothing without one."""
        return self.keys.form_token(self.actor.session) if self.actor else ""

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, headers=headers)

    def page(self, path: str, status: int = 200) -> Element:
        response = self.get(path)
        assert response.status_code == status, f"{path}: {response.status_code} {response.text[-3000:]}"
        return parsed(response.text)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._send(method, path, **more))

    async def _send(self, method: str, path: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.site)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=self.cookies) as client:
            answer = await client.request(method, path, **more)
            for each in answer.headers.get_list("set-cookie"):
                name, _, value = each.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer
