"""Profile articles: pure, facts in, article out; the words of each language live in the web's templates."""

from .article import Article, Known, Paragraph, Section, Sentence
from .codes import Text
from .compose import compose
from .excerpt import Excerpt, excerpt
from .facts import (
    Counted,
    Edition,
    Entity,
    Frequency,
    Headcount,
    Hold,
    Link,
    Names,
    Practice,
    ProfileFacts,
    Revision,
    TradeWord,
    Vacancies,
)
from .naming import bare_name
from .record import When
from .said import (
    Answer,
    Claim,
    Commitment,
    Context,
    Delivery,
    Figure,
    Outcome,
    Reading,
    Target,
)

__all__ = [
    "Answer",
    "Article",
    "Claim",
    "Commitment",
    "Context",
    "Counted",
    "Delivery",
    "Edition",
    "Entity",
    "Excerpt",
    "Figure",
    "Frequency",
    "Headcount",
    "Hold",
    "Known",
    "Link",
    "Names",
    "Outcome",
    "Paragraph",
    "Practice",
    "ProfileFacts",
    "Reading",
    "Revision",
    "Section",
    "Sentence",
    "Target",
    "Text",
    "TradeWord",
    "Vacancies",
    "When",
    "bare_name",
    "compose",
    "excerpt",
]
