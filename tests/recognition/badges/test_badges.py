"""A badge says what stands at the moment, on other people's pages too, and certificates say when they no longer do."""

import datetime
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest

from services.recognition.badges.model import read_number, valid_until
from services.recognition.badges.printed import SCHEMES, SIZES
from services.recognition.board.handlers import listing
from services.recognition.board.queries.revision import counted_under, keeps
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers
from shared.events import intake
from shared.identity import employer_id
from shared.languages import FRAME
from shared.service import Runtime
from tests.conftest import actor
from tests.markup import parsed
from tests.recognition.conftest import OVENS, Reader, publish
from tests.recognition.telling import tell

pytestmark = pytest.mark.one_database

Open = Callable[..., Reader]
BADGE, CERTIFICATE = "/badge/en/large/light/sedemte-peshti.svg", "/en/certificates/2025-4/sedemte-peshti"
CONTESTED, DOWN = "contested", "withdrawn"
MARKED, NONE = "Gold mark", "No valid mark at present"


def hold(runtime: Runtime, kind: Any) -> str:
    command = commands.PlaceHold(group=employer_id("BG", OVENS), subject="tier", kind=kind, reason="looked into")
    return runtime.perform(lambda tx: answers.place_hold(command, tx), actor("editor"))


def suspend(runtime: Runtime) -> None:
    today = runtime.clock.today()
    tell(
        runtime, [(intake.EmployerSuspended(employer=employer_id("BG", OVENS), suspension="s-1", begins=today), today)]
    )


def leave(runtime: Runtime) -> None:
    today = runtime.clock.today()
    tell(runtime, [(intake.EmployerLeft(employer=employer_id("BG", OVENS), on=today), today)])


def close(runtime: Runtime) -> None:
    today = runtime.clock.today()
    tell(runtime, [(intake.EmployerClosed(employer=employer_id("BG", OVENS), on=today), today)])


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_a_badge_is_svg_in_each_language_size_and_scheme_and_names_its_edition(
    lang: str, size: str, scheme: str, published: Runtime, reader: Open
) -> None:
    answer = reader().get(f"/badge/{lang}/{size}/{scheme}/sedemte-peshti.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    picture = ET.fromstring(answer.text)
    title = picture.findtext("{http://www.w3.org/2000/svg}title", "")
    assert "4/2025" in title
    assert ("Седемте пещи" if lang == "bg" else "Sedemte peshti") in title
    assert "4/2025" in "".join(picture.itertext()).replace(title, "")


def test_a_badge_may_stand_on_other_sites_runs_nothing_and_is_asked_for_anew_within_a_minute(
    published: Runtime, reader: Open
) -> None:
    answer = reader().get(BADGE)
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cache-control"] == "public, max-age=30"
    assert "set-cookie" not in answer.headers
    assert reader().get(BADGE, **{"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("happens", [suspend, leave, close, lambda runtime: hold(runtime, DOWN)])
def test_whatever_takes_the_mark_the_badge_is_the_one_that_every_employer_without_a_mark_has(
    happens: Callable[[Runtime], object], published: Runtime, reader: Open
) -> None:
    reading = reader()
    assert MARKED in reading.get(BADGE).text
    happens(published)
    answer = reading.get(BADGE)
    assert answer.status_code == 200
    assert answer.text == reading.get("/badge/en/large/light/bookshop-pero.svg").text
    assert NONE in answer.text


def test_a_contested_mark_is_shown_with_that_word(published: Runtime, reader: Open) -> None:
    hold(published, CONTESTED)
    text = reader().get(BADGE).text
    assert MARKED in text
    assert "being checked" in text
    assert "Valid, being checked" in reader().text(CERTIFICATE)


@pytest.mark.parametrize(
    "path",
    [
        "/badge/en/large/light/nobody.svg", "/badge/en/huge/light/sedemte-peshti.svg", "/badge/tr/large/light/sedemte-peshti.svg",
        "/badge/en/large/pink/sedemte-peshti.svg", "/badge/en/large/light/sedemte-peshti.png", "/badge/sedemte-peshti",
        "/en/certificates/2025-4/nobody", "/en/certificates/2025-4/bookshop-pero", "/en/certificates/2025-3/sedemte-peshti",
        "/en/certificates/9/sedemte-peshti", "/en/certificates/2025-4/bookshop-pero.pdf", "/en/certificates/2025-4/.pdf",
    ],
)  # fmt: skip
def test_what_never_was_is_missing(path: str, published: Runtime, reader: Open) -> None:
    assert reader().get(path).status_code == 404


@pytest.mark.parametrize("lang", FRAME)
def test_the_check_page_says_valid_until_when_and_of_which_edition(lang: str, published: Runtime, reader: Open) -> None:
    text = reader().text(CERTIFICATE.replace("/en/", f"/{lang}/"))
    words = {"en": "Valid", "bg": "Валидно", "lv": "Derīgs", "pl": "Ważny"}
    assert words[lang] in text
    assert "4/2025" in text
    assert "2026" in text
    assert valid_until("2025-4") == datetime.date(2026, 6, 30)


@pytest.mark.parametrize("happens", [suspend, leave, close])
def test_of_an_employer_not_listed_now_the_check_page_says_the_same_whatever_the_reason(
    happens: Callable[[Runtime], object], published: Runtime, reader: Open
) -> None:
    happens(published)
    for path in (CERTIFICATE, f"{CERTIFICATE}.pdf"):
        answer = reader().get(path)
        assert answer.status_code == 410
        assert "no longer stands" in answer.text
        assert "Sedemte" not in answer.text


@pytest.mark.both_databases
def test_a_mark_taken_down_is_said_to_be_withdrawn_and_its_sheet_is_gone(published: Runtime, reader: Open) -> None:
    assert reader().get(f"{CERTIFICATE}.pdf").status_code == 200
    hold(published, DOWN)
    assert "Withdrawn" in reader().text(CERTIFICATE)
    assert reader().get(f"{CERTIFICATE}.pdf").status_code == 410


def test_a_later_edition_takes_the_place_of_a_certificate(published: Runtime, reader: Open) -> None:
    published.clock.turn_to(datetime.date(2026, 4, 20))
    publish(published, "2026-1")
    text = reader().text(CERTIFICATE)
    assert "Replaced" in text
    assert "1/2026" in text
    assert "Valid until" in reader().text("/en/certificates/2026-1/sedemte-peshti")


def test_without_a_later_edition_a_certificate_ends_by_itself(published: Runtime, reader: Open) -> None:
    published.clock.turn_to(datetime.date(2026, 7, 1))
    published.perform(lambda tx: listing.list_anew(tx.today, tx), actor("editor"))
    assert "Expired" in reader().text(CERTIFICATE)
    assert NONE in reader().get(BADGE).text


@pytest.mark.parametrize(
    "typed",
    [
        "2025-4/sedemte-peshti", " 2025–4 / SEDEMTE-PESHTI ", "2025-4/ѕеdеmtе-реѕhti", "2025-4\\sedemte-peshti",
        "https://example.org/bg/certificates/2025-4/sedemte-peshti.pdf?x=1", "/lv/certificates/2025-4/sedemte-peshti/",
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_type_it(typed: str, published: Runtime, reader: Open) -> None:
    assert read_number(typed) == ("2025-4", "sedemte-peshti")
    answer = reader().ask("GET", "/en/certificates", params={"number": typed})
    assert (answer.status_code, answer.headers["location"]) == (303, CERTIFICATE)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sedemte", "no number of a certificate: “sedemte”"), ("<b>\u202e", "no number"),
        ("2031-1/sedemte-peshti", "has the number 2031-1/sedemte-peshti"),
        ("x" * 3000, f"no number of a certificate: “{'x' * 60}”"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_named_beside_the_field_and_kept(
    typed: str, said: str, published: Runtime, reader: Open
) -> None:
    answer = reader().ask("GET", "/en/certificates", params={"number": typed}, headers={"Accept": "text/html"})
    assert answer.status_code == 422
    assert said in answer.text
    assert "<b>" not in answer.text


@pytest.mark.parametrize("lang", ["bg", "en", "lv", "pl"])
def test_a_check_without_a_number_says_what_to_type(lang: str, published: Runtime, reader: Open) -> None:
    assert reader().get(f"/{lang}/certificates").status_code == 200
    for typed in ("", "%20"):
        answer = reader().get(f"/{lang}/certificates?number={typed}")
        assert answer.status_code == 422
        error = parsed(answer.text).select_one("#number-error")
        assert error is not None
        assert "2026-4/name-of-the-employer" in error.text


def test_badges_and_certificates_are_kept_and_follow_their_own_employer() -> None:
    for path in (
        BADGE,
        "/badge/sedemte-peshti.svg",
        CERTIFICATE,
        f"{CERTIFICATE}.pdf",
        "/pl/certificates/2025-4.1/sedemte-peshti",
    ):
        assert keeps(path)
        assert counted_under(path) == counted_under("/en/employers/sedemte-peshti"), path
    assert keeps("/lv/certificates")
    assert not keeps("/badge/en/large/light/a.svg?x=1")


def test_the_code_to_embed_is_a_link_and_a_picture_of_ours_and_nothing_else(published: Runtime, reader: Open) -> None:
    page = reader().page(CERTIFICATE)
    for size in SIZES:
        code = page.select_one(f"#code-{size}").get_text()
        assert "<script" not in code
        for address in {part.split('"')[0] for part in code.split(published.settings.base_url)[1:]}:
            assert reader().get(address).status_code == 200, address


def test_its_page_leads_to_the_certificate_of_today(published: Runtime, reader: Open) -> None:
    reading = reader()
    (link,) = reading.page("/en/employers/sedemte-peshti").select('a[href*="/certificates/"]')
    assert link["href"] == CERTIFICATE
    assert reading.page("/en/employers/bookshop-pero").select('a[href*="/certificates/"]') == []


@pytest.mark.both_databases
def test_an_employer_is_led_to_its_own_certificate_or_told_why_there_is_none(published: Runtime, owner: Reader) -> None:
    answer = owner.get("/recognition/badge")
    assert answer.headers["location"].endswith("/certificates/2025-4/sedemte-peshti")
    hold(published, DOWN)
    assert owner.get("/recognition/badge").status_code == 200
