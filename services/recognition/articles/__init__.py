"""Profile articles: pure, facts in, article out; the words of each language live in the web's templates."""

from shared.readers.revealing import WHO, Revealing, revealing

from .article import Article, Paragraph, Section, Sentence, Source
from .codes import Text
from .compose import compose
from .excerpt import Excerpt, excerpt
from .facts import (
    SIZE_CODES,
    SMALL,
    ArticleEdition,
    Counted,
    Entity,
    Frequency,
    HeldSubject,
    Link,
    Names,
    Practice,
    ProfileFacts,
    Revision,
    SizeClass,
    TradeWord,
    Vacancies,
)
from .headline import dealt
from .history import Circle, History
from .holds import contested_subjects, without_withdrawn
from .naming import bare_name
from .record import When
from .said import (
    Claim,
    Commitment,
    Context,
    Delivery,
    Figure,
    Outcome,
    Reading,
    SpokenAnswer,
    Target,
)
from .sentences import ends_of

__all__ = [
    "SIZE_CODES",
    "SMALL",
    "WHO",
    "Article",
    "ArticleEdition",
    "Circle",
    "Claim",
    "Commitment",
    "Context",
    "Counted",
    "Delivery",
    "Entity",
    "Excerpt",
    "Figure",
    "Frequency",
    "HeldSubject",
    "History",
    "Link",
    "Names",
    "Outcome",
    "Paragraph",
    "Practice",
    "ProfileFacts",
    "Reading",
    "Revealing",
    "Revision",
    "Section",
    "Sentence",
    "SizeClass",
    "Source",
    "SpokenAnswer",
    "Target",
    "Text",
    "TradeWord",
    "Vacancies",
    "When",
    "bare_name",
    "compose",
    "contested_subjects",
    "dealt",
    "ends_of",
    "excerpt",
    "revealing",
    "without_withdrawn",
]
