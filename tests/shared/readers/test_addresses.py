"""Addresses of letters and pages are brought to one form, or refused with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.readers.addresses import ask_email, ask_web, email, email_key, shown_domain, web
from shared.readers.misread import Doubtful, Misread


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("info@пример.бг", "info@xn--e1afmkfd.xn--90ae"),
        ("info@ПРИМЕР.БГ", "info@xn--e1afmkfd.xn--90ae"),
        (" Ana@Example.ORG ", "Ana@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("ana\u200b@example.org", "ana@example.org"),
        ("Ana Marinova <ana@example.org>", "ana@example.org"),
        ("<ana@example.org>;", "ana@example.org"),
        ("ana@example.org,", "ana@example.org"),
        ("ana@example.org.", "ana@example.org"),
        ("o'hara+job@example.org", "o'hara+job@example.org"),
    ],
)
def test_an_email_address_has_one_form(typed: str, form: str) -> None:
    assert email(typed) == form
    assert email(form) == form
    assert email_key(typed) == form.lower()


@pytest.mark.parametrize(
    "typed",
    [
        "", "ana", "ana@", "@x.bg", "ana..b@x.bg", ".ana@x.bg", "ana.@x.bg", "ana@x..bg", "ana@x", "ana b@x.bg", "ana@x.b",
        "ana@-x.bg", "ana@x_y.bg", "ана@x.bg", "a@b@c.bg", "ana@127.0.0.1", "ana@x.bg,b@x.bg", "a" * 65 + "@x.bg",
    ],
)  # fmt: skip
def test_what_reaches_nobody_is_refused(typed: str) -> None:
    with pytest.raises(Misread) as refused:
        email(typed)
    assert refused.value.params["read"] == typed


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("www.firma.bg", "https://www.firma.bg"),
        ("firma.bg/about", "https://firma.bg/about"),
        ("HTTPS://Firma.BG/Path", "https://firma.bg/Path"),
        ("http://firma.bg", "http://firma.bg"),
        ("//firma.bg", "https://firma.bg"),
        ("https://пример.бг/за нас".replace(" ", "-"), "https://xn--e1afmkfd.xn--90ae/%D0%B7%D0%B0-%D0%BD%D0%B0%D1%81"),
        ("firma.bg:8443/x", "https://firma.bg:8443/x"),
        ("https://firma.bg:443/?a=б", "https://firma.bg/?a=%D0%B1"),
        (" https://firma.bg ", "https://firma.bg"),
    ],
)
def test_the_address_of_a_page_has_one_form(typed: str, form: str) -> None:
    assert web(typed) == form
    assert web(form) == form


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "JaVaScRiPt://x.bg/%0aalert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://firma.bg",
        "vbscript:x", "http://", "https://localhost", "https://127.0.0.1/", "https://[::1]/", "firma", "", "няма сайт",
        "https://user:pw@firma.bg", "https://firma.bg@evil.example", "https://firma.bg\\@evil.example", "https://fir ma.bg",
        "https://firma.bg/\"onclick=x", "https://firma.bg:99999", "java\nscript:alert(1)",
    ],
)  # fmt: skip
def test_a_hostile_address_is_refused(typed: str) -> None:
    with pytest.raises(Misread):
        web(typed)


@given(st.text(max_size=40))
def test_the_forms_of_addresses_are_idempotent(typed: str) -> None:
    for reader in (email, web):
        try:
            once = reader(typed)
        except Misread:
            continue
        assert reader(once) == once


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("ana@gmial.com", "ana@gmail.com"), ("ana@gmail.con", "ana@gmail.com"), ("ana@gmail.co", "ana@gmail.com"),
        ("ana@abv.gb", "ana@abv.bg"), ("ana@avb.bg", "ana@abv.bg"), ("ana@yahooo.com", "ana@yahoo.com"),
        ("ana@hotmial.com", "ana@hotmail.com"), ("ana@outlok.com", "ana@outlook.com"),
    ],
)  # fmt: skip
def test_a_letter_that_would_go_to_a_stranger_by_a_slip_is_asked_about(typed: str, near: str) -> None:
    with pytest.raises(Doubtful, match=f"Did you mean {near}") as asked:
        ask_email(typed)
    assert asked.value.value == typed
    assert ask_email(near) == near


@pytest.mark.parametrize("typed", ["ana@abc.bg", "ana@mall.bg", "ana@example.org", "ana@пример.бг", "ana@gmx.com"])
def test_other_domains_are_taken_at_once(typed: str) -> None:
    assert ask_email(typed) == email(typed)


@pytest.mark.parametrize("host", ["fіrma.com", "соса.bg", "mаil.bg"])
def test_a_domain_that_prints_as_another_is_asked_about(host: str) -> None:
    with pytest.raises(Doubtful, match="look like Latin"):
        ask_web(f"https://{host}")
    with pytest.raises(Doubtful, match="look like Latin"):
        ask_email(f"ana@{host}")
    assert ask_web("https://фирма.bg") == web("https://фирма.bg")


def test_a_domain_is_shown_as_people_read_it() -> None:
    assert shown_domain("xn--e1afmkfd.xn--90ae") == "пример.бг"
