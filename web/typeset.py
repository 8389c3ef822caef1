"""Turns a typst template and its facts into a PDF or a picture: the same bytes for the same facts, on any machine.

Facts come as data, never as markup; fonts are those that come with the program; nothing is fetched.
"""

import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from web.text import TEMPLATES

FONTS = Path(__file__).parent / "static" / "vendor" / "source-sans-3-static"
ARCHIVED = ["a-2a", "ua-1"]
"""PDF/A-2a (ISO 19005-2), which libraries keep, and PDF/UA-1, which screen readers read."""


def pdf(template: str, facts: dict[str, Any], at: datetime.datetime) -> bytes:
    """The template as a PDF that says it was made `at`, to the second."""
    made_at = at.replace(microsecond=0)
    try:
        return _typeset(template, facts, format="pdf", pdf_standards=ARCHIVED, timestamp=made_at)
    except typst.TypstError:  # a letter that the font does not have: the archive's standard takes no blank for it
        return _typeset(template, facts, format="pdf", timestamp=made_at)


def png(template: str, facts: dict[str, Any]) -> bytes:
    """The one page of the template as a picture, a pixel for each of its points."""
    return _typeset(template, facts, format="png", ppi=72.0)


def _typeset(template: str, facts: dict[str, Any], **how: Any) -> bytes:
    """Raises typst.TypstError for a template that cannot be set."""
    made = typst.Compiler(
        TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(), sys_inputs={"facts": json.dumps(facts)}
    ).compile(**how)
    return bytes(made)  # type: ignore[arg-type]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
