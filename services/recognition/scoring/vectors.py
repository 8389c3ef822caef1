"""Worked examples recomputed through the code that the product runs (DESIGN 6, `steadfast vectors FILE`)."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from services.recognition.scoring.facts import Fact
from services.recognition.scoring.parameters import METHODS, Method
from services.recognition.scoring.standing import Standing, snapshot
from services.recognition.scoring.uncertainty import Statistics, statistics

TOLERANCE = 1e-6
NOT_COMPUTED = "not computed"
EXAMPLES = Path(__file__).with_name("examples")


@cache
def worked_examples(method: Method) -> bytes:
    """The worked examples of a method (CC0), as they are handed out."""
    return (EXAMPLES / f"{method.name}.json").read_bytes()


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
    """Recompute a file of the form of `vectors/scoring.json` by the method that the file names.

    Whole numbers and words must be equal, floats within 1e-6. A field that is not computed here is a difference, and
    so is a method that is not known here. Raises msgspec.DecodeError (or its ValidationError) for a file of another
    form.
    """
    file = msgspec.json.decode(data, type=Vectors)
    checks = sum(len(vector.checks) for vector in file.vectors)
    method = METHODS.get(file.methodology)
    if method is None:
        unknown = Difference("", 0, "methodology", file.methodology, f"known here: {', '.join(METHODS)}")
        return Report(file.methodology, len(file.vectors), checks, 0, (unknown,))
    fields = sum(len(_flat(check.expect)) for vector in file.vectors for check in vector.checks)
    differences = tuple(one for vector in file.vectors for one in _differences(vector, method))
    return Report(file.methodology, len(file.vectors), checks, fields, differences)


def _differences(vector: Vector, method: Method) -> Iterator[Difference]:
    for number, check in enumerate(vector.checks, start=1):
        got = computed(vector.events, check, method)
        for field, expected in _flat(check.expect).items():
            if field not in got or not _same(expected, got[field]):
                yield Difference(vector.name, number, field, expected, got.get(field, NOT_COMPUTED))


def computed(facts: list[Fact], check: Check, method: Method) -> dict[str, Any]:
    """Everything a check may expect, by path."""
    standing = snapshot(facts, check.group, check.as_of, check.known_at, method=method)
    private = statistics(facts, check.group, check.as_of, check.known_at, method=method)
    return _flat(expectation(standing, private))


def expectation(standing: Standing, private: Statistics) -> dict[str, Any]:
    """A standing in the words of the worked examples."""
    numbers: dict[str, Any] = msgspec.to_builtins(standing)
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
