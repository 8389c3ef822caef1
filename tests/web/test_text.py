"""Templates, translations and static names."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from jinja2 import UndefinedError

from shared.languages import BY_CODE, FRAME
from tests.catalogues import catalogue
from web import answers, form
from web.assets import asset, assets, served
from web.text import (
    CATALOGUES,
    TEMPLATES,
    alternates,
    environment,
    render,
    translate,
)

SHARED = ["_components.html", "_demo_words.html", "layout.html", "errors/*.html"]
STATUSES = [400, 403, 404, 405, 410, 413, 422, 429, 500, 503]


def messages_of(patterns: Any) -> Any:
    methods = [("components.html", "ignore"), *((pattern, "jinja2") for pattern in patterns)]
    options = {pattern: {"trim_blocks": "true", "extensions": "jinja2.ext.do"} for pattern in patterns}
    found = extract_from_dir(str(TEMPLATES), methods, options, keywords={"_": None, "ngettext": (1, 2)})
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def mistakes() -> Any:
    texts = {value for name, value in vars(answers).items() if name.isupper() and isinstance(value, str)}
    return {text for text in texts if " " in text and text.isprintable()} | {form.UNKNOWN_FIELD}


def translated(lang: str) -> set[Any]:
    messages = catalogue(CATALOGUES / lang / "site.po", lang)
    return {message.id for message in messages if message.string and not message.fuzzy}


@pytest.mark.parametrize("lang", [lang for lang in FRAME if lang != "en"])
def test_every_text_of_the_frame_is_translated(lang: str) -> None:
    assert messages_of(SHARED) | mistakes() <= translated(lang)


@pytest.mark.parametrize("lang", [lang for lang in FRAME if lang != "en"])
def test_a_translation_has_the_placeholders_of_its_text(lang: str) -> None:
    for file in (CATALOGUES / lang).glob("*.po"):
        for message in catalogue(file, lang):
            for string in message.string if isinstance(message.string, tuple | list) else [message.string]:
                if message.id and string and isinstance(message.id, str):
                    assert set(re.findall(r"%\(\w+\)s", string)) == set(re.findall(r"%\(\w+\)s", message.id)), string


def test_the_catalogues_of_a_language_do_not_contradict_each_other() -> None:
    for lang in BY_CODE:
        environment(lang)


def test_latvian_takes_the_plural_rule_of_cldr() -> None:
    rule = catalogue(CATALOGUES / "lv" / "site.po", "lv")
    assert rule.num_plurals == 3
    assert "n%100>=11" in str(rule.plural_expr)


def test_parameters_of_a_message_are_escaped_in_a_template() -> None:
    page = render("errors/error.html", "bg", status=500, reference="<b>")
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_a_fact_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("components.html", "bg")


@pytest.mark.parametrize("lang", sorted(BY_CODE))
@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_exists_in_every_language(lang: str, status: Any) -> None:
    page = render("errors/error.html", lang, status=status)
    assert f'<html lang="{lang}"' in page
    assert ('dir="rtl"' in page) == (lang in ("ar", "fa"))


def test_the_title_of_a_page_with_mistakes_says_so_first() -> None:
    errors = form.Errors(name="Fill this in")
    page = render("components.html", "bg", day_one=datetime.date(2026, 1, 21), errors=errors)
    assert "<title>Грешка: Components" in page
    assert '<a href="#name">Name: Попълнете това поле</a>' in page
    assert 'aria-describedby="name-error" aria-invalid="true"' in page


def test_a_public_page_is_offered_in_each_language() -> None:
    assert alternates("/bg/employers/niva") == tuple((lang, f"/{lang}/employers/niva") for lang in FRAME)
    assert alternates("/lv") == tuple((lang, f"/{lang}") for lang in FRAME)
    assert alternates("/intake/today") == ()


def test_a_message_can_be_translated_outside_a_template() -> None:
    assert translate(answers.AT_LEAST, "bg", limit=3) == "Въведете 3 или повече"
    assert translate("Nobody translated this", "bg") == "Nobody translated this"


def test_a_static_name_changes_with_the_content_and_leads_to_it() -> None:
    address = asset("css/app.css")
    assert re.fullmatch(r"/static/css/app\.[0-9a-f]{12}\.css", address)
    assert served()[address].media_type == "text/css"
    with pytest.raises(KeyError):
        asset("css/nothing.css")


def test_the_sheet_stands_alone_and_every_file_it_names_is_served() -> None:
    sheet = assets()["css/app.css"].body.decode()
    assert "@import" not in sheet
    assert "@charset" not in sheet
    named = re.findall(r'url\("?(/[^")]+)', sheet)
    assert len(named) == 3
    assert set(named) <= served().keys()


FORBIDDEN = re.compile(
    r"\sstyle=|<style|<script(?![^>]*\bsrc=)(?![^>]*ld\+json)|\son\w+=|hx-on|hx-vals=.js:|hx-delete|hx-boost", re.I
)


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: file.name)
def test_a_template_needs_nothing_that_the_content_policy_forbids(file: Path) -> None:
    markup = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not FORBIDDEN.search(markup)
