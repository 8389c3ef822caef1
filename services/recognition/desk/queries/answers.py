"""Words that wait for an editor: what of them says who somebody is, and what may."""

from typing import NamedTuple

from services.recognition import articles
from services.recognition.statements.model.interview import Answer
from services.recognition.statements.model.stated import StatedFigure

WORDS = ("scope_bg", "scope_en", "who_bg", "who_en", "source", "source_en", "definition_bg", "definition_en")
"""The free words of a stated figure."""


class Telling(NamedTuple):
    """Words that say who somebody is (a name, a telephone, an address, a date), and words that may; each once."""

    who: tuple[str, ...]
    perhaps: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.who or self.perhaps)


def telling(answer: Answer, employer: str) -> Telling:
    """Of an answer and its translations."""
    return _telling(employer, answer.text, answer.translation_bg, answer.translation_en)


def telling_of_figure(one: StatedFigure, employer: str) -> Telling:
    """Of the words around its number. Numbers and dates are what it states."""
    found = _telling(employer, *(getattr(one, name) for name in WORDS))
    return Telling(tuple(word for word in found.who if not any(map(str.isdigit, word))), ())


def _telling(employer: str, *texts: str) -> Telling:
    found = {text[one.start : one.end]: one.tell for text in texts for one in articles.revealing(text, employer)}
    who = tuple(word for word, tell in found.items() if tell in articles.WHO)
    return Telling(who, tuple(word for word in found if word not in who))
