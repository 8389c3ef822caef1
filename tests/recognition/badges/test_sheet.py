"""The sheet of a certificate: the same bytes for the same facts, readable by machines, with data that stays data."""

import datetime
import io
import re
from typing import Any

import msgspec
import pypdf
import pytest

from services.recognition.badges.model import Certificate
from services.recognition.badges.printed import SCHEMES, SIZES, badge, certificate_pdf
from shared.languages import FRAME
from shared.settings import Operator
from web import typeset

SITE = "https://steadfast.example.org"
PLAIN = Certificate(
    edition="2026-4",
    slug="sedemte-peshti",
    name="Седемте пещи ООД",
    name_latin="Sedemte peshti",
    town="Пловдив",
    tier="gold",
    as_of=datetime.date(2026, 12, 31),
    published_at=datetime.datetime(2027, 1, 15, 9, 30, 1, 234567, tzinfo=datetime.UTC),
    method="recog-1.1.0",
    state="valid",
    latest="2026-4",
    now="gold",
)
MARKUP = '#panic("x") <b>*x*</b> $x$ {{ 1 }} "\\'


def changed(**facts: Any) -> Certificate:
    return msgspec.structs.replace(PLAIN, **facts)


def sheet(certificate: Certificate, lang: str, operator: Operator | None = None) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(certificate_pdf(certificate, SITE, lang, operator or Operator())))


@pytest.mark.parametrize("lang", FRAME)
def test_a_sheet_says_whose_which_edition_until_when_and_where_to_check(lang: str) -> None:
    found = sheet(PLAIN, lang, Operator(name="Fund"))
    (page,) = found.pages
    text = page.extract_text()
    assert PLAIN.named(lang) in text
    assert PLAIN.number in text
    assert "4/2026" in text
    assert re.search(r"30\W+(06|6|Jun)\W+2027", text)
    assert "Fund" in text
    address = f"{SITE}/{lang}/certificates/2026-4/sedemte-peshti"
    assert {link.get_object()["/A"]["/URI"] for link in _listed(page["/Annots"])} == {address}
    assert str(found.root_object["/Lang"]) == lang


def test_the_same_facts_make_the_same_bytes_and_the_day_is_that_of_the_edition() -> None:
    one = certificate_pdf(PLAIN, SITE, "bg", Operator())
    typeset.forget()
    two = certificate_pdf(PLAIN, SITE, "bg", Operator())
    assert one == two
    information = pypdf.PdfReader(io.BytesIO(one)).metadata
    assert information is not None
    assert information.creation_date == PLAIN.published_at.replace(microsecond=0)


def test_a_sheet_is_what_libraries_keep_and_screen_readers_read() -> None:
    said = certificate_pdf(PLAIN, SITE, "bg", Operator())
    assert b"<pdfaid:part>2</pdfaid:part>" in said
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in said
    assert b"<pdfuaid:part>1</pdfuaid:part>" in said
    fonts = {str(font["/BaseFont"]) for page in sheet(PLAIN, "bg").pages for font in _fonts(page)}
    assert {name.split("+")[1].split("-")[0] for name in fonts} == {"SourceSans3"}


def _listed(found: Any) -> list[Any]:
    return list(found)


def _fonts(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


@pytest.mark.parametrize(
    "name", [MARKUP, "Ъ" * 120, "Дружество за " * 14, "Ł", "Ģķļņ ąęł", "A\u202eB\u0301", "株式会社"]
)
def test_a_name_is_never_markup_and_the_sheet_stays_one(name: str) -> None:
    found = sheet(changed(name=name[:300], slug="a-" * 50 + "b", edition="2026-4.12"), "bg", Operator(name=MARKUP))
    assert len(found.pages) == 1
    if name == MARKUP:
        assert '#panic("x") <b>*x*</b>' in found.pages[0].extract_text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_a_name_is_never_markup_in_a_badge(size: str, scheme: str) -> None:
    picture = badge(changed(name="<script>alert(1)</script>" * 9), "bg", size, scheme)
    assert "<script" not in picture
    assert "style=" not in picture
