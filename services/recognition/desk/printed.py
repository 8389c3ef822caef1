"""Standings as lines of text, for the command line."""

from collections.abc import Iterator

from services.recognition import scoring
from services.recognition.board.queries.standings import StandingPage


def standing_lines(found: StandingPage) -> Iterator[str]:
    """The standing of a group with its sum, line by line."""
    one = found.standing
    yield f"{found.name}: {one.total / 100:.2f} points, {one.tier}, as of {one.as_of} known at {one.known_at}"
    yield f"  retention {one.points.retention / 100:6.2f} of 40   {one.R} kept of {one.M} settled"
    reach = f"{one.R} kept, target {one.target} ({one.headcount} staff)"
    yield f"  reach     {one.points.reach / 100:6.2f} of 25   {reach}"
    yield f"  quality   {one.points.quality / 100:6.2f} of 20   jobs with 3, 2, 1, 0 parts: {one.q_hist}"
    yield f"  support   {one.points.support / 100:6.2f} of 15   {', '.join(one.practices) or 'none'}"
    yield f"  waiting: {one.pending}; proved on day 180: {one.K}; next change by time: {one.next_due or 'none'}"
    for then in found.waiting[:1]:
        yield f"  if nothing else is told: {then.total / 100:.2f} points on {then.on}"
    if found.both:
        old = found.both.old
        yield f"  by {old.method}: {old.total / 100:.2f} points, {old.tier}"
    yield f"  method {one.method}, fingerprint {scoring.METHODS[one.method].fingerprint[:16]}"
