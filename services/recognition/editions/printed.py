"""Editions as lines of text, for the command line."""

from collections.abc import Iterator

from services.recognition.editions.model import Publication
from services.recognition.editions.queries.editions import Verified
from services.recognition.editions.queries.published import Published
from services.recognition.editions.rules.rows import FIRST_PEOPLE
from shared.tiers import tier_name

WHY = {
    "waiting": "nothing is published of it: {settled} of {first} people are settled",
    "first": "counted for the first time, {settled} people",
    "changed": "five or more people changed, so all are counted anew",
    "renewed": "four editions rested on the old basis, so all are counted anew",
    "held": "fewer than five people changed since ({held}): held back, counted in {renewed_in} at the latest",
    "same": "nobody has changed since",
}


def progress(at: Publication) -> str:
    """How far an edition is, as a line that is written over; nothing once its rows are made."""
    if at.stage == "rows":
        return f"\r  {at.done} of {at.of} employers"
    return "\r  all rows are made; what follows from them is written\n" if at.stage == "out" else ""


def reasons(found: Published) -> Iterator[str]:
    """Why an edition says of an employer what it says, line by line."""
    one, state = found.standing, "" if found.published_on else ", not published yet"
    yield f"{found.number}{state}: {found.name}: {found.tier or 'no mark'}"
    yield f"  basis of {found.taken_in} ({found.taken_as_of}): {one.R} kept, {one.L} lost, {one.E} excused, {one.K} proved"
    given = {"settled": found.settled, "first": FIRST_PEOPLE, "held": found.held, "renewed_in": found.renewed_in}
    yield f"  {WHY[found.why].format(**given)}"
    memory = ", ".join(_word(raw) for raw in found.memory) or "no earlier edition"
    yield f"  by these numbers: {_word(one.raw_tier)}, {one.total / 100:.2f} points; remembered: {memory}"
    if found.on_memory:
        yield "  the mark lives on the memory of an earlier quarter"
    if found.late:
        yield f"  {found.late} late facts left out"
    if found.corrects:
        yield f"  corrects {found.corrects}: {found.note or 'nothing of this employer'}"


def _word(level: int) -> str:
    return tier_name(level).replace("_", " ")


def verdict(one: Verified) -> str:
    """Whether an edition comes out the same when it is computed again."""
    word = "agrees" if one.agrees else "DIFFERS"
    late = f"  {one.late} late facts left out" if one.late else ""
    other = "" if one.known_method else f"  published under {one.method}: verify it with the version of that time"
    return f"{one.number:10} {word}  published {one.published[:16]}, recomputed {one.recomputed[:16]}{late}{other}"
