"""The texts of public pages: of the templates that show them, and of those that they include and import."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2.ext import babel_extract

from tests.house.code import ROOT

TEMPLATES = ROOT / "web" / "templates"
PUBLIC = (
    "recognition/board/home.html", "recognition/board/board.html", "recognition/board/profile.html",
    "recognition/board/editions.html", "recognition/board/edition_changes.html", "recognition/board/method.html",
    "recognition/oversight/public.html", "recognition/sharing/press.html", "recognition/sharing/source.txt",
    "recognition/board/edition_towns.html", "recognition/series/list.html", "recognition/series/series.html",
    "recognition/series/feed.xml", "recognition/feeds/feed.xml",
    "intake/vacancies/public_vacancies.html", "intake/vacancies/public_vacancy.html",
    "recognition/statements/sheet.html", "recognition/badges/certificate.html", "recognition/badges/check.html",
    "recognition/badges/code.html", "recognition/badges/withdrawn.html", "recognition/about/owed.html",
    "recognition/about/contact.html", "recognition/about/receipt.html", "errors/error.html",
    "recognition/awards/years.html", "recognition/awards/ceremony.html",
)  # fmt: skip
LED_TO = re.compile(r"{%-?\s*(?:include|import|from|extends)\s*\"([^\"]+\.(?:html|txt))\"")
BEGINS = re.compile(r"{% (?:set|macro) (\w+)")
IN_CODE = (
    "Edition %(name)s of the board", "Employers who hire, and keep", "Board", "Gold mark", "Silver mark", "Bronze mark",
)  # fmt: skip
"""Of feeds, linked data and pictures."""
OF_INTAKE = ("practices", "vacancy_kinds", "contracts", "places", "languages", "levels", "skills", "courses", "wage")
"""The lists of `intake/_words.html` that an advert is written with; the others are of pages behind the sign-in."""
OPTIONS = {"extensions": "jinja2.ext.do,jinja2.ext.loopcontrols,web.kept_parts.KeptParts", "silent": "false"}
Text = tuple[str, tuple[str, ...]]
"""Context (empty for none) and the text, with its plural where it has one."""


@cache
def texts() -> dict[Text, str]:
    """Each with one place where it stands."""
    found: dict[Text, str] = {("", (text,)): "code" for text in IN_CODE}
    for template in sorted(shown()):
        for text, line in _of(TEMPLATES / template):
            found.setdefault(text, f"{template}:{line}")
    return found


def shown() -> set[str]:
    """Every template of a public page."""
    known: set[str] = set()
    waiting = list(PUBLIC)
    while waiting:
        one = waiting.pop()
        if one not in known:
            known.add(one)
            waiting += LED_TO.findall((TEMPLATES / one).read_text())
    return known


def _of(file: Path) -> Iterator[tuple[Text, int]]:
    for text, line in _all(file):
        if file != TEMPLATES / "intake/_words.html" or _list_of(file, line) in OF_INTAKE:
            yield text, line


def _list_of(file: Path, line: int) -> str:
    """The list or macro that this line belongs to."""
    above = file.read_text().splitlines()[:line]
    return next((found[1] for one in reversed(above) if (found := BEGINS.match(one))), "")


def _all(file: Path) -> Iterator[tuple[Text, int]]:
    with file.open("rb") as source:
        for line, function, text, _ in babel_extract(source, ("_", "gettext", "ngettext", "pgettext"), (), OPTIONS):
            parts = [text] if isinstance(text, str) else [part for part in text or () if isinstance(part, str)]
            if parts and function == "pgettext":
                yield (parts[0], (parts[1],)), line
            elif parts:
                yield ("", tuple(parts)), line
