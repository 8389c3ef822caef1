"""A certificate: the mark that one edition gave one employer, and whether it still stands."""

import datetime
import re
from typing import Literal
from urllib.parse import unquote

import msgspec

from services.recognition.editions.model import next_number, quarter_end
from shared.readers.codes import LOOK_ALIKE
from shared.tiers import Mark

State = Literal["valid", "contested", "replaced", "expired", "withdrawn"]
"""`contested` is valid and being checked; `replaced` by a later edition; `expired` where no later edition came in time."""
STANDING: tuple[State, ...] = ("valid", "contested")
NUMBER = re.compile(r"(2[0-9]{3}-[1-4](?:\.[0-9]{1,3})?)/([a-z0-9-]{1,120})")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\\": "/"})
MOST_TYPED = 300


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """One employer's mark of one edition. There is one for each of both, in any language."""

    edition: str
    slug: str
    name: str
    name_latin: str
    town: str
    tier: Mark
    as_of: datetime.date
    published_at: datetime.datetime
    method: str
    state: State
    latest: str
    """The newest edition."""
    now: Mark | None = None
    """The mark that the newest edition shows of the employer today."""

    @property
    def number(self) -> str:
        return f"{self.edition}/{self.slug}"

    @property
    def until(self) -> datetime.date:
        return valid_until(self.edition)

    @property
    def stands(self) -> bool:
        return self.state in STANDING

    def named(self, lang: str) -> str:
        """The employer's name in the alphabet of the page; never inflected."""
        return self.name if lang == "bg" else self.name_latin


def valid_until(edition: str) -> datetime.date:
    """The last day on which a mark stands if no later edition replaces it: two quarters after the day it counts.

    `2025-4` counts 31 December 2025 and stands until 30 June 2026 at the latest; the next edition is out from 15 April.
    """
    return quarter_end(next_number(next_number(edition.partition(".")[0])))


def read_number(typed: str) -> tuple[str, str] | None:
    """Edition and employer of a certificate's number as people type it: also as the address of its page, with any
    hyphen, in capitals, with Cyrillic look-alikes. None for what is no number.
    """
    text = unquote(typed[:MOST_TYPED]).translate(DASHES).upper().translate(LOOK_ALIKE).lower()
    text = re.sub(r"\s+", "", text).partition("?")[0].removesuffix(".pdf").rstrip("/")
    found = NUMBER.fullmatch("/".join(text.split("/")[-2:]))
    return (found[1], found[2]) if found else None
