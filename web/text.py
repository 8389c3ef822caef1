"""Turns a template and its facts into text in one language; knows nothing of HTTP."""

import json
import re
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from shared import languages
from shared.tiers import BEST_FIRST, TAKES, tier_name
from web.assets import asset
from web.catalogues import Words
from web.fixed_texts import OneLanguage
from web.formats import formats
from web.kept_parts import KeptParts

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
CATALOGUES = HERE / "locale"

# What the layout and the components read; a page or `web.respond` gives the rest.
DEFAULTS: dict[str, Any] = {
    "actor": None,
    "audience": "public",
    "csrf": "",
    "demo": None,
    "entrances": None,
    "errors": {},
    "flash": None,
    "footer": (),
    "gap": None,
    "here": "",
    "home": "",
    "linked": (),
    "nav": (),
    "path": "",
    "share_image": "",
    "shut": (),
    "site_url": "",
    "status": 200,
    "values": {},
}


def render(template: str, lang: str, **context: Any) -> str:
    """The template's text. Raises jinja2.UndefinedError for a fact the template names and nobody gave."""
    common = DEFAULTS | {"alternates": alternates(context.get("path", ""))}
    return environment(lang).get_template(template).render(common | context)


def alternates(path: str) -> tuple[tuple[str, str], ...]:
    """The same public page in each language it is written in, (lang, address); nothing for an address without a language."""
    first, _, rest = path.removeprefix("/").partition("/")
    if first not in languages.FRAME:
        return ()
    return tuple((lang, f"/{lang}/{rest}".rstrip("/")) for lang in languages.FRAME)


ESCAPED = re.compile(r"\\.")
"""A backslash of JSON with what it escapes: the quotation mark behind an escaped backslash ends the text."""


def _json(value: object, **how: Any) -> str:
    """JSON for a data block of a page: no quotation mark in it closes anything, whoever reads the page as HTML."""
    return ESCAPED.sub(lambda found: "\\u0022" if found[0] == '\\"' else found[0], json.dumps(value, **how))


def as_sent(value: object) -> str | list[str]:
    """A field as a browser sends it."""
    if isinstance(value, list | tuple | set | frozenset):
        return [str(one) for one in value]
    return "" if value is None or value is False else "on" if value is True else str(value)


def as_json(value: object) -> str:
    """An object for the value of a field."""
    return json.dumps(value, ensure_ascii=False)


@cache
def environment(lang: str) -> Environment:
    """One environment per language: its translations, its formats. Text files (`.txt`) are not escaped."""
    env = OneLanguage(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols", KeptParts],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.policies["json.dumps_function"] = _json
    env.translated_by(translations(lang))
    env.filters.update(formats(lang), as_sent=as_sent, as_json=as_json)
    env.globals.update(formats(lang))
    bar = languages.of_the_public(lang)
    env.globals.update(
        asset=asset,
        marks_best_first=BEST_FIRST,
        tier_name=tier_name,
        mark_takes={mark: takes.total for mark, takes in TAKES.items()},
        new_key=new_key,
        lang=lang,
        direction="rtl" if languages.BY_CODE[lang].right_to_left else "ltr",
        public_lang=languages.of_the_public(lang),
        unread=lang in languages.UNCHECKED,
        open_graph=languages.BY_CODE[lang].open_graph,
        language_names={one.code: one.name for one in languages.LANGUAGES},
        site_languages=languages.SITE,
        person_languages=languages.PERSON,
        bar_lang=bar,
        bar_day=formats(bar)["day"],
    )
    return env


@cache
def translations(lang: str) -> Words:
    """Every catalogue of the language, merged; a text nobody translated stays English. Raises ValueError, see Words."""
    return Words(sorted((CATALOGUES / lang).glob("*.po")))


def new_key() -> str:
    """The random mark by which one drawing of a form is carried out once, however often it is sent."""
    return secrets.token_urlsafe(16)


def translate(text: str, lang: str, **params: object) -> str:
    """One message outside a template: `%(name)s` is filled in, nothing is escaped."""
    translated = translations(lang).gettext(text)
    return translated % params if params else translated
