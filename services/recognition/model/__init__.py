"""What recognition owns: editions, listings, what an employer says, holds."""

from services.recognition.model.edition import (
    EMBARGO,
    Edition,
    Listing,
    latest_quarter_end,
    name_of,
    next_number,
    number_of,
    quarter_end,
)
from services.recognition.model.hold import Hold
from services.recognition.model.interview import QUESTIONS, Answer
from services.recognition.model.partial import first_day, partial_date
from services.recognition.model.stated import SINGLE, StatedFigure
from services.recognition.model.turns import Turn, spoken_turns

__all__ = [
    "EMBARGO",
    "QUESTIONS",
    "SINGLE",
    "Answer",
    "Edition",
    "Hold",
    "Listing",
    "StatedFigure",
    "Turn",
    "first_day",
    "latest_quarter_end",
    "name_of",
    "next_number",
    "number_of",
    "partial_date",
    "quarter_end",
    "spoken_turns",
]
