"""The amount that the question about pay names, for what was typed into a form of terms."""

from typing import Any

from services.placements.hires.commands import CorrectHire
from services.placements.hires.model.contract import asked_pay
from shared.service import Runtime
from web import respond


def asked_terms(typed: dict[str, Any], runtime: Runtime) -> dict[str, Any]:
    """The pay that is asked about for what was typed; for a whole week from today while that cannot be read."""
    wanted = {name: typed.get(name, "") for name in ("start", "hours")}
    answer = respond.read(CorrectHire, {**wanted, "placement": "-", "contract": "permanent"})
    terms = (answer.start, answer.hours) if isinstance(answer, CorrectHire) else (runtime.clock.today(), 40)
    return {"amount": asked_pay("BG", *terms), "hours": terms[1]}
