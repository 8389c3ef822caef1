"""The ways a page answers."""

import datetime
from collections.abc import Iterator
from functools import partial
from types import SimpleNamespace
from typing import Annotated, Any, cast

import msgspec
import pytest
from litestar import Litestar, Request, get, post
from litestar.testing import TestClient
from msgspec import Meta

from services.site_map import ENTRANCES
from shared.auth import Keys
from web.respond import FRAME_ONLY, Errors, Flash, again, audience, page, read, see_other


class Town(msgspec.Struct, frozen=True):
    town: Annotated[str, Meta(max_length=80)]


AnyRequest = Request[Any, Any, Any]


ACTOR = SimpleNamespace(name="Н. Петрова", roles=("officer",), employer=None, lang="bg", is_person=False)


def state(request: AnyRequest, **values: Any) -> None:
    for name, value in {"lang": "bg", **values}.items():
        setattr(request.state, name, value)


@get("/plain", sync_to_thread=False)
def plain(request: AnyRequest) -> object:
    state(request)
    return page(request, "errors/error.html", status=200)


@get("/bg/open", sync_to_thread=False)
def opened(request: AnyRequest) -> object:
    state(request)
    return page(request, "errors/error.html")


@get("/bg/{name:str}", sync_to_thread=False)
def named(request: AnyRequest, name: str) -> object:
    state(request)
    return page(request, "errors/error.html", status=200)


@get("/inside", sync_to_thread=False)
def inside(request: AnyRequest) -> object:
    state(request, actor=ACTOR, csrf="c-token")
    return page(request, "errors/error.html", fragment="_demo_words.html")


@post("/towns", status_code=200)
async def towns(request: AnyRequest) -> object:
    state(request, actor=ACTOR, csrf="c-token")
    form = await request.form()
    asked = read(Town, form)
    if isinstance(asked, Errors):
        return again(request, "components.html", form, asked, day_one=datetime.date(2026, 1, 21))
    return see_other("/plain", Flash("Gold mark", {"n": 1}))


def _of_site(site: Any, request: AnyRequest) -> None:
    request.state.site = site


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    site = SimpleNamespace(runtimes={"any": SimpleNamespace(keys=Keys(tmp_path_factory.mktemp("keys"), create=True))})
    site.nav, site.entrances = lambda actor, lang: (), ENTRANCES
    app = Litestar([plain, opened, named, inside, towns], openapi_config=None, before_request=partial(_of_site, site))
    with TestClient(app) as client:
        yield client


def test_a_signed_in_page_is_never_kept_and_a_public_one_is_asked_for_again(client: Any) -> None:
    assert client.get("/inside").headers["cache-control"] == "no-store"
    assert client.get("/plain").headers["cache-control"] == "no-cache"


def test_htmx_gets_the_fragment_and_everybody_else_the_page(client: Any) -> None:
    whole = client.get("/inside")
    part = client.get("/inside", headers={"HX-Request": "true"})
    assert whole.headers["vary"] == part.headers["vary"] == "HX-Request"
    assert "<!doctype html>" in whole.text
    assert part.text.strip().startswith("<p>Демонстрация")
    assert "hx-retarget" not in part.headers


def test_htmx_led_to_a_whole_page_shows_it_whole(client: Any) -> None:
    page = client.get("/plain", headers={"HX-Request": "true"})
    assert page.headers["hx-retarget"] == "body"
    assert page.headers["hx-push-url"] == "/plain"


def test_the_address_htmx_is_told_is_a_header_whatever_letters_it_has(client: Any) -> None:
    page = client.get("/bg/шоколад", headers={"HX-Request": "true"})
    assert page.headers["hx-push-url"] == "/bg/%D1%88%D0%BE%D0%BA%D0%BE%D0%BB%D0%B0%D0%B4"


def test_a_public_page_links_to_its_other_languages(client: Any) -> None:
    page = client.get("/bg/open?town=Plovdiv")
    assert 'href="/en/open?town=Plovdiv"' in page.text
    assert 'href="/pl/open?town=Plovdiv"' in page.text
    assert 'hreflang="uk"' not in page.text, "a language in which no page is written"


def test_a_form_with_mistakes_comes_back_with_what_was_typed(client: Any) -> None:
    answer = client.post("/towns", data={"town": "", "name": "<Мария>", "contract": "fixed"})
    assert answer.status_code == 422
    assert answer.headers["cache-control"] == "no-store"
    assert 'value="&lt;Мария&gt;"' in answer.text
    assert 'value="fixed" aria-describedby="contract-2-note" checked' in answer.text
    assert 'name="_csrf" value="c-token"' in answer.text
    assert "Грешка:" in answer.text


def test_a_sentence_is_shown_on_the_next_page_and_only_there(client: Any) -> None:
    led = client.post("/towns", data={"town": "Пловдив"}, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, "/plain")
    assert "httponly" in led.headers["set-cookie"].lower()
    assert '<div class="notice success" role="status"><p>Златен знак</p></div>' in client.get("/plain").text
    assert "Златен знак" not in client.get("/plain").text


@pytest.mark.parametrize(
    "kept", ["rubbish", "eyJ0ZXh0IjoiSGVsbG8ifQ", "e30=", "eyJ0ZXh0Ijo1fQ==", "eyJ0ZXh0IjoiJShuKXMifQ==", "%"]
)
def test_a_broken_or_unsigned_note_of_the_browser_is_passed_over(client: Any, kept: str) -> None:
    client.cookies.set("flash", kept)
    page = client.get("/plain")
    assert page.status_code == 200
    assert 'class="notice success"' not in page.text
    client.cookies.clear()


@pytest.mark.parametrize("url", ["https://example.org", "//example.org", "/\\example.org", "/a\r\nb", "", "a"])
def test_nobody_is_led_off_the_site(url: Any) -> None:
    with pytest.raises(ValueError, match="not a path"):
        see_other(url)


def test_the_look_follows_who_is_signed_in() -> None:
    assert audience(None) == "public"
    assert audience(ACTOR) == "office"
    assert audience(SimpleNamespace(roles=("employer",), employer="e")) == "employer"


@pytest.mark.parametrize("name", sorted(FRAME_ONLY))
def test_a_page_cannot_hide_what_the_frame_goes_by(name: str) -> None:
    request, given = cast("AnyRequest", SimpleNamespace()), dict[str, Any]({name: True})
    with pytest.raises(TypeError, match=f"errors/error.html: .*{name}"):
        page(request, "errors/error.html", **given)
