"""Which editions the cast of the articles stands in, and how its people speak."""

from datetime import date
from typing import Any

import msgspec

from services.recognition.articles import (
    ArticleEdition,
    ProfileFacts,
    SpokenAnswer,
)

THIRD = ArticleEdition(year=2026, ordinal=3, as_of=date(2026, 6, 30))
SECOND = ArticleEdition(year=2026, ordinal=2, as_of=date(2026, 3, 31))
MANAGER = {"bg": "управителят", "en": "the manager", "lv": "vadītājs", "pl": "kierownik"}
TRAINING = {
    "bg": "ръководителят на обученията", "en": "the head of training", "lv": "apmācības vadītājs",
    "pl": "szef działu szkoleń",
}  # fmt: skip

SERIES = {
    "bg": "интервю за поредицата „Социално отговорни за интеграция“",
    "en": "an interview for the series “Socially responsible for integration”",
}


def answer(
    question: Any, text: str, language: str = "bg", speaker: dict[str, Any] | None = None, **more: Any
) -> SpokenAnswer:
    return SpokenAnswer(
        id=question,
        question=question,
        text=text,
        language=language,
        approved_on=date(2026, 7, 2),
        speaker=MANAGER if speaker is None else speaker,
        **more,
    )


def change_answers(facts: ProfileFacts, *answers: SpokenAnswer) -> ProfileFacts:
    return msgspec.structs.replace(facts, answers=answers)
