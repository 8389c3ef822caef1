"""Grammar for articles: what a sentence needs that a translation catalogue cannot give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from . import bulgarian, english, latvian, polish
from .latin import is_cyrillic, slug, transliterate
from .marks import bare, flat, iso, own_words, sentence

TOWNS: dict[str, Callable[[str], str]] = {"bg": str, "lv": latvian.town, "pl": polish.town}
LANGUAGES = {"bg": bulgarian.helpers, "en": english.helpers, "lv": latvian.helpers, "pl": polish.helpers}


def globals_for(lang: str) -> dict[str, Any]:
    """What a template of `lang` finds under the name `grammar`; a language without one gets the common part."""
    own = LANGUAGES[lang]() if lang in LANGUAGES else {}
    common = {"sentence": sentence, "flat": flat, "iso": iso, "own_words": own_words, "bare": bare, "each": each}
    return {
        "grammar": SimpleNamespace(**common, transliterate=transliterate, slug=slug, is_cyrillic=is_cyrillic, **own)
    }


def town_in(lang: str) -> Callable[[str], str]:
    """How a town is called in this language: by its own name, the language's, or in Latin letters."""
    return TOWNS.get(lang, transliterate)


def each(function: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
    """`function` of every item: templates have no comprehension."""
    return [function(item) for item in items]


__all__ = [
    "bulgarian",
    "each",
    "english",
    "flat",
    "globals_for",
    "latvian",
    "polish",
    "sentence",
    "slug",
    "town_in",
    "transliterate",
]
