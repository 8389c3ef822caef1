"""Worked examples recomputed through the code that the product runs (DESIGN 6, `steadfast vectors FILE`)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from services.recognition.scoring.facts import Fact
from services.recognition.scoring.parameters import METHOD
from services.recognition.scoring.standing import Standing, snapshot
from services.recognition.scoring.uncertainty import Statistics, statistics

TOLERANCE = 1e-6
NOT_COMPUTED = "not computed"
EXAMPLES = Path(__file__).with_name("examples.json")


@cache
def worked_examples() -> bytes:
    """The worked examples of the method (CC0), as they are handed out."""
    return EXAMPLES.read_bytes()


class Check(msgspec.Struct, frozen=True):
    group: str
    as_of: date
    expect: dict[str, Any]
    known_at: date | None = None


class Vector(msgspec.Struct, frozen=True):
    name: str
    events: list[Fact]
    checks: list[Check]


class Vectors(msgspec.Struct, frozen=True):
    methodology: str
    vectors: list[Vector]


class Difference(msgspec.Struct, frozen=True):
    """One number that came out otherwise; `check` counts from 1, `field` is a path such as points.reach."""

    vector: str
    check: int
    field: str
    expected: Any
    got: Any


class Report(msgspec.Struct, frozen=True):
    """How much was compared, and every difference."""

    methodology: str
    vectors: int
    checks: int
    fields: int
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        return not self.differences


def check_vectors(data: bytes) -> Report:
    """Recompute a file of the form of `vectors/scoring.json`.

    Whole numbers and words must be equal, floats within 1e-6. A field that is not computed here is a difference, and
    so is another method. Raises msgspec.DecodeError (or its ValidationError) for a file of another form.
    """
    file = msgspec.json.decode(data, type=Vectors)
    fields, differences = 0, []
    if file.methodology != METHOD:
        differences.append(Difference("", 0, "methodology", file.methodology, METHOD))
    for vector in file.vectors:
        for number, check in enumerate(vector.checks, start=1):
            wanted, got = _flat(check.expect), computed(vector.events, check)
            fields += len(wanted)
            differences += [
                Difference(vector.name, number, field, expected, got.get(field, NOT_COMPUTED))
                for field, expected in wanted.items()
                if field not in got or not _same(expected, got[field])
            ]
    checks = sum(len(vector.checks) for vector in file.vectors)
    return Report(file.methodology, len(file.vectors), checks, fields, tuple(differences))


def computed(facts: list[Fact], check: Check) -> dict[str, Any]:
    """Everything a check may expect, by path."""
    standing = snapshot(facts, check.group, check.as_of, check.known_at)
    private = statistics(facts, check.group, check.as_of, check.known_at)
    return _flat(expectation(standing, private))


def expectation(standing: Standing, private: Statistics) -> dict[str, Any]:
    """A standing in the words of the worked examples."""
    numbers = msgspec.to_builtins(standing)
    numbers["adjusted_retention_bp"] = standing.adjusted_bp
    numbers["stats"] = msgspec.to_builtins(private)
    return numbers


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = list(value) if isinstance(value, tuple) else value
    return flat


def _same(expected: Any, got: Any) -> bool:
    if isinstance(expected, bool) or isinstance(got, bool) or expected is None or got is None:
        return expected is got
    if isinstance(expected, int | float) and isinstance(got, float):
        return abs(expected - got) <= TOLERANCE
    return bool(expected == got)
