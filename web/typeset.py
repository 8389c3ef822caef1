"""Turns a typst template and its facts into a PDF or a picture: the same bytes for the same facts, on any machine.

Facts come as data, never as markup; fonts are those that come with the program; nothing is fetched.
"""

import asyncio
import datetime
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from web.text import TEMPLATES

if TYPE_CHECKING:
    from typst import Fonts

FONTS = Path(__file__).parent / "static" / "vendor" / "source-sans-3-static"
ARCHIVED = ("a-2a", "ua-1")
"""PDF/A-2a (ISO 19005-2), which libraries keep, and PDF/UA-1, which screen readers read."""


KEPT = 64
"""How many sheets are kept: whoever asks for the same once more, by whatever address, has nothing set anew."""
_setting = ThreadPoolExecutor(max_workers=1, thread_name_prefix="typeset")
"""One sheet is set at a time, in a thread that nothing else waits for."""
P = ParamSpec("P")
R = TypeVar("R")


async def aside(work: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
    """Do what sets a sheet where neither readers nor databases wait for it."""
    return await asyncio.get_running_loop().run_in_executor(_setting, partial(work, *given, **named))


def pdf(template: str, facts: dict[str, Any], at: datetime.datetime) -> bytes:
    """The template as a PDF that says it was made `at`, to the second."""
    from typst import TypstError

    made_at = at.replace(microsecond=0)
    try:
        return _typeset(template, facts, ARCHIVED, format="pdf", timestamp=made_at)
    except TypstError:  # a letter that the font does not have: the archive's standard takes no blank for it
        return _typeset(template, facts, format="pdf", timestamp=made_at)


def png(template: str, facts: dict[str, Any]) -> bytes:
    """The one page of the template as a picture, a pixel for each of its points."""
    return _typeset(template, facts, format="png", ppi=72.0)


def _typeset(template: str, facts: dict[str, Any], standards: tuple[str, ...] = (), **how: Any) -> bytes:
    """Raises typst.TypstError for a template that cannot be set."""
    return _set(template, json.dumps(facts), standards, **how)


@lru_cache(maxsize=KEPT)
def _set(template: str, facts: str, standards: tuple[str, ...], **how: Any) -> bytes:
    import typst

    compiler = typst.Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=_fonts(), sys_inputs={"facts": facts})
    return bytes(compiler.compile(pdf_standards=list(standards), **how))  # type: ignore[arg-type]


def forget() -> None:
    """Set everything anew."""
    _set.cache_clear()


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
