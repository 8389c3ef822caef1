"""Browsers of the people who use placements, and the text of what they see."""

from typing import Any

import httpx
import pytest

from tests.markup import Element
from tests.placements.conftest import Office
from tests.visitor import Visitor, site_of


class Browser(Visitor):
    """Somebody with a session, in front of placements."""

    def __init__(self, office: Office, **who: Any) -> None:
        super().__init__(site_of(office.runtime), office.runtime.keys, **who)

    def post(self, path: str, *, htmx: bool = False, **form: Any) -> httpx.Response:
        headers = {"HX-Request": "true"} if htmx else {}
        return self.ask("POST", path, data={**form, "_csrf": self.token}, headers=headers)

    def post_json(self, path: str, body: Any) -> httpx.Response:
        return self.ask("POST", path, json=body, headers={"x-form-token": self.token})


def text(page: Element) -> str:
    return " ".join(page.get_text(" ").split())


@pytest.fixture
def officer(office: Office) -> Browser:
    return Browser(office, account="maria", name="Мария", roles=("officer",), organisation="plovdiv", lang="en")


@pytest.fixture
def stranger(office: Office) -> Browser:
    return Browser(office, account="ivan", name="Иван", roles=("officer",), organisation="varna", lang="en")
