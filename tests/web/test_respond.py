"""Forms into commands, and the ways a page answers."""

import datetime
import enum
import string
import uuid
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Annotated, Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar, Request, get, post
from litestar.datastructures import FormMultiDict
from litestar.testing import TestClient
from msgspec import Meta

from services.site_map import ENTRANCES
from shared.auth import Keys
from shared.languages import BY_CODE
from shared.readers import numbers
from web import answers, formats
from web.answers import CHOOSE, CHOOSE_LISTED, DATE, MISSING, NO_SUCH_DATE, NOT_TEXT, ONE_ONLY, WHOLE_NUMBER, YEAR
from web.form import UNKNOWN_FIELD
from web.respond import Errors, Flash, Message, again, audience, page, read, see_other, typed


class Contract(enum.Enum):
    PERMANENT = "permanent"
    FIXED = "fixed"


class Hire(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(max_length=60, extra={"missing": "Enter the name"})]
    start: datetime.date
    contract: Contract
    hours: Annotated[int, Meta(ge=1, le=60)]
    kind: Literal["job", "internship"] = "job"
    pay: Decimal | None = None
    by_wish: bool = False
    paid: bool | None = None
    languages: list[Literal["bg", "en", "uk"]] = []
    note: str = ""
    staff: Annotated[str, Meta(pattern="^[A-Z]+$", extra={"invalid": "Use capital letters"})] | None = None
    at: datetime.time | None = None
    vacancy: uuid.UUID | None = None
    share: float | None = None
    codes: Annotated[tuple[str, ...], Meta(max_length=2)] = ()
    level: Literal[1, 2, 3] | None = None


FULL = {"name": "Мария", "start": "2026-01-21", "contract": "fixed", "hours": "40"}


class Some(msgspec.Struct, frozen=True):
    value: str


def hire(lang: str = "bg", **more: Any) -> Any:
    return read(Hire, {**FULL, **more}, lang)


def mistakes_in(form: dict[str, str]) -> Errors:
    found = read(Hire, form)
    assert isinstance(found, Errors)
    return found


def mistake(field: str, **more: Any) -> Any:
    found = hire(**more)
    assert isinstance(found, Errors)
    assert list(found) == [field]
    return found[field].text


def test_a_form_becomes_its_command() -> None:
    assert hire(pay="1 250,50", by_wish="on", paid="no", languages=["bg", "uk"], level="2", at="9:05") == Hire(
        name="Мария",
        start=datetime.date(2026, 1, 21),
        contract=Contract.FIXED,
        hours=40,
        pay=Decimal("1250.50"),
        by_wish=True,
        paid=False,
        languages=["bg", "uk"],
        level=2,
        at=datetime.time(9, 5),
    )


def test_empty_answers_take_the_default_or_none() -> None:
    empty = dict.fromkeys(Hire.__struct_fields__, "")
    assert read(Hire, {**empty, **FULL}) == read(Hire, FULL)


def test_every_mistake_is_named_at_once() -> None:
    found = mistakes_in({"name": " ", "start": "yesterday", "contract": "", "hours": "many", "kind": "hobby", "x": "1"})
    assert {field: message.text for field, message in found.items()} == {
        "": UNKNOWN_FIELD,
        "name": "Enter the name",
        "start": DATE,
        "contract": CHOOSE,
        "hours": WHOLE_NUMBER,
        "kind": CHOOSE_LISTED,
    }


def test_only_a_field_with_its_own_words_stands_alone_in_the_summary() -> None:
    found = mistakes_in({"hours": "1"})
    assert found["name"].alone
    assert found["start"] == Message(MISSING)
    assert hire(staff="abc")["staff"] == Message("Use capital letters", {}, True)


def test_fields_of_the_framework_are_passed_over() -> None:
    assert hire(_csrf="token", _anything="x") == hire()


@pytest.mark.parametrize(
    "written", ["2026-01-21", "21.1.2026", "21.01.2026 г.", "21/1/2026", " 21. 1. 2026 ", "21-01-2026", "٢١.١.٢٠٢٦"]
)
def test_a_date_is_read_as_people_write_it(written: Any) -> None:
    assert hire(start=written).start == datetime.date(2026, 1, 21)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("", MISSING),
        ("31.2.2026", NO_SUCH_DATE),
        ("2026-02-30", NO_SUCH_DATE),
        ("1.1.26", DATE),
        ("1.2026", DATE),
        ("01.01.0026", YEAR),
        ("1.1.3026", YEAR),
        ("21 януари", DATE),
    ],
)
def test_a_date_that_is_none_is_told_apart(written: Any, text: str) -> None:
    assert mistake("start", start=written) == text


@pytest.mark.parametrize("written", ["40", " 40 ", "+40", "40\u00a0", "\u202a40\u202c", "٤٠", "40,00"])
def test_a_whole_number_is_read_with_the_spaces_people_put(written: Any) -> None:
    assert hire(hours=written).hours == 40


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0", answers.AT_LEAST),
        ("61", answers.AT_MOST),
        ("40.5", WHOLE_NUMBER),
        ("1_0", WHOLE_NUMBER),
        ("½", WHOLE_NUMBER),
        ("1,1", WHOLE_NUMBER),
        ("4 0", WHOLE_NUMBER),
        ("1 100", answers.AT_MOST),
        ("12,000", answers.AT_MOST),
        ("1" * 500, WHOLE_NUMBER),
        ("1" * 30, answers.TOO_LARGE),
        ("\u22121", answers.AT_LEAST),
    ],
)
def test_a_number_out_of_its_limits_is_told_them(written: Any, text: str) -> None:
    assert mistake("hours", hours=written) == text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1250.50", "1250.50"),
        ("1250,5", "1250.5"),
        ("12 400", "12400"),
        ("1.250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1.300", "1300"),
    ],
)
def test_an_amount_takes_a_comma_or_a_point(written: Any, value: int) -> None:
    assert hire(pay=written).pay == Decimal(value)


@pytest.mark.parametrize("written", ["12,3,4", "NaN", "Infinity", "1e9", "12 души"])
def test_what_is_no_amount_is_refused_with_what_was_read(written: Any) -> None:
    found = hire(pay=written)["pay"]
    assert (found.text, found.params["read"]) == (answers.AMOUNT, written)


def test_thousands_in_the_decimal_sign_of_the_page_are_a_question_and_never_one_thirty() -> None:
    assert mistake("pay", pay="1,300") == numbers.THOUSANDS
    assert hire("en", pay="1,300").pay == 1300
    assert hire("en", pay="1.300")["pay"].text == numbers.THOUSANDS
    assert hire(answers.MACHINE, pay="1.300").pay == Decimal("1.3")


@given(st.decimals(0, 10**7, places=2), st.integers(1, 60), st.sampled_from(sorted(BY_CODE)))
def test_a_form_reads_what_it_writes_in_every_language(pay: Decimal, hours: int, lang: str) -> None:
    found = hire(lang, pay=formats.number(pay, lang, 2), hours=formats.number(hours, lang))
    assert (found.pay, found.hours) == (pay, hours)


def test_a_checkbox_that_was_not_sent_is_false() -> None:
    assert hire().by_wish is False
    assert hire(by_wish="on").by_wish is True
    assert hire().paid is None


def test_text_is_cleaned_of_what_nobody_sees() -> None:
    assert hire(name=" Ма\u0000ри\u202eя\r\n Иванова ").name == "Мария Иванова"
    assert hire(name="и\u0306").name == "й"
    assert hire(name="\ud800x").name == "x"
    assert hire(name="می\u200cخواهم").name == "می\u200cخواهم"


def test_a_long_text_keeps_its_lines_and_a_short_one_is_a_line() -> None:
    assert hire(note="one\r\ntwo\n\nthree").note == "one\ntwo\n\nthree"
    assert hire(name="one\ntwo").name == "one two"


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    found = hire(name="я" * 61)
    assert found["name"] == Message(answers.TOO_LONG, {"limit": 60, "length": 61})


def test_two_answers_to_one_question_are_asked_again() -> None:
    assert mistake("name", name=["Мария", "Иван"]) == ONE_ONLY


def test_a_list_takes_several_answers_one_or_none() -> None:
    assert hire(languages="bg").languages == ["bg"]
    assert hire(languages=[]).languages == []
    assert mistake("languages", languages=["bg", "xx"]) == CHOOSE_LISTED
    assert mistake("codes", codes=["a", "b", "c"]) == answers.TOO_MANY


def test_a_file_where_text_is_asked_is_refused() -> None:
    assert mistake("name", name=b"bytes") == NOT_TEXT
    assert mistake("name", name=object()) == NOT_TEXT


def test_the_forms_of_litestar_are_read_with_their_repeated_fields() -> None:
    form = FormMultiDict([*FULL.items(), ("languages", "bg"), ("languages", "en"), ("_csrf", "x")])
    found: Any = read(Hire, form)
    assert found.languages == ["bg", "en"]
    assert typed(form)["languages"] == ["bg", "en"]


def test_a_rule_between_fields_is_a_mistake_of_the_whole_form() -> None:
    class Span(msgspec.Struct, frozen=True):
        first: datetime.date
        last: datetime.date

        def __post_init__(self) -> None:
            if self.last < self.first:
                raise ValueError("The last day is before the first")

    found = read(Span, {"first": "2.1.2026", "last": "1.1.2026"})
    assert found == {"": Message("The last day is before the first")}


anything = st.one_of(
    st.text(st.characters(), max_size=40),
    st.text(string.digits + ".,-/: \u00a0", max_size=12),
    st.lists(st.text(max_size=5), max_size=4),
    st.binary(max_size=5),
    st.none(),
    st.integers(),
)
names = st.one_of(st.sampled_from(Hire.__struct_fields__), st.text(max_size=8), st.integers())


@given(st.dictionaries(names, anything, max_size=20))
def test_no_form_whatsoever_raises(form: dict[Any, Any]) -> None:
    found = read(Hire, form)
    assert isinstance(found, Hire | Errors)
    assert not isinstance(found, Errors) or found
    if isinstance(found, Hire):
        msgspec.json.encode(found)
        assert msgspec.convert(msgspec.to_builtins(found), Hire) == found


@given(st.text(st.characters(), max_size=300))
def test_what_is_read_is_read_the_same_again(text: str) -> None:
    once = read(Some, {"value": text})
    if isinstance(once, Some):
        assert read(Some, {"value": once.value}) == once
        once.value.encode()


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
    assert 'hreflang="lv"' not in page.text, "a language in which no page is written"


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
