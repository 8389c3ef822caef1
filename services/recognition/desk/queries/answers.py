"""An answer before its approval: what of it may show who somebody is."""

from services.recognition import articles
from services.recognition.statements.model.interview import Answer


def telling(answer: Answer, employer: str) -> tuple[str, ...]:
    """Words of an answer and its translations that may show who somebody is, each once."""
    texts = (answer.text, answer.translation_bg, answer.translation_en)
    return tuple(
        dict.fromkeys(text[one.start : one.end] for text in texts for one in articles.revealing(text, employer))
    )
