"""The worked examples of each version, and the words in which facts are read; the methods by their fingerprint."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0, check_vectors, decode_facts, snapshot
from services.recognition.scoring.parameters import Method
from tests.recognition.scoring.scoring_log import Log, day, score

FOLDER = Path(__file__).parents[2] / "vectors"


VECTORS = FOLDER / "scoring.json"


@pytest.mark.parametrize(
    ("file", "method", "compared"),
    [
        ("scoring.json", scoring.RECOG_1_0_0, (6, 12, 300)),
        ("scoring-1.1.0.json", scoring.RECOG_1_1_0, (8, 17, 425)),
    ],
)
def test_the_worked_examples_come_out_to_the_last_digit(
    file: str, method: Method, compared: tuple[int, int, int]
) -> None:
    report = check_vectors((FOLDER / file).read_bytes())
    assert report.differences == ()
    assert (report.methodology, report.vectors, report.checks, report.fields) == (method.name, *compared)
    assert scoring.worked_examples(method) == (FOLDER / file).read_bytes()


def test_the_examples_of_one_version_do_not_come_out_by_another() -> None:
    """The six that both share agree by either; the two of 1.1.0 differ in what it mends."""
    file = (FOLDER / "scoring-1.1.0.json").read_bytes().replace(b'"recog-1.1.0"', b'"recog-1.0.0"')
    differences = check_vectors(file).differences
    assert {d.vector for d in differences} == {"a-quit-that-only-the-employer-tells", "four-days-are-not-ninety"}
    assert ("total", 1800, 3600) in [(d.field, d.expected, d.got) for d in differences]


def altered(change: Callable[..., Any]) -> scoring.Report:
    file = json.loads(VECTORS.read_bytes())
    change(file)
    return check_vectors(json.dumps(file).encode())


@pytest.mark.parametrize(
    ("path", "value", "got"),
    [
        ("R", 4, 5),
        ("points.reach", 2499, 2500),
        ("stats.km90", 0.99999, 1.0),
        ("stats.settled_ratio", None, 1.0),
        ("practices", [], ["adjustments", "language", "mentor", "shared", "skills"]),
        ("suspended", 0, False),
        ("tier", "gold", "bronze"),
        ("invented", 1, "not computed"),
    ],
)
def test_every_difference_from_a_worked_example_is_named(path: str, value: object, got: object) -> None:
    def change(file: dict[str, Any]) -> None:
        expect = file["vectors"][0]["checks"][0]["expect"]
        *inner, last = path.split(".")
        for key in inner:
            expect = expect[key]
        expect[last] = value

    (difference,) = altered(change).differences
    assert difference == scoring.Difference("micro-perfect", 1, path, value, got)


def test_worked_examples_of_another_method_are_a_difference() -> None:
    report = altered(lambda file: file.update(methodology="recog-2.0.0"))
    assert [(d.field, d.expected) for d in report.differences] == [("methodology", "recog-2.0.0")]
    assert report.fields == 0
    assert not report.agrees


def test_a_file_of_another_form_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        check_vectors(b'{"methodology": "recog-1.0.0"}')
    with pytest.raises(msgspec.DecodeError):
        check_vectors(b"not json")


def test_facts_are_read_in_the_words_of_the_worked_examples() -> None:
    facts = decode_facts(b"""[
        {"id": "1", "recorded": "2024-01-01", "type": "employer.hired", "placement": "p", "entity": "E1",
         "candidate": "c", "start": "2024-01-01"},
        {"id": "2", "recorded": "2024-01-01", "type": "placement.started", "placement": "q", "entity": "E1",
         "candidate": "c", "start": "2024-01-01"},
        {"id": "3", "recorded": "2024-01-01", "type": "employer.suspended", "entity": "E1", "from": "2024-01-02"},
        {"id": "4", "recorded": "2024-01-01", "type": "placement.ended", "placement": "p", "last_day": null}
    ]""")
    assert isinstance(facts[0], scoring.Hired)
    assert isinstance(facts[1], scoring.Hired)
    assert (facts[0].rev, facts[0].wage_bp, facts[0].permanent, facts[0].planned_days) == (0, 0, False, None)
    assert isinstance(facts[2], scoring.Suspended)
    assert (facts[2].since, facts[2].until) == (date(2024, 1, 2), None)
    with pytest.raises(msgspec.ValidationError):
        decode_facts(b'[{"id": "1", "recorded": "2024-01-01", "type": "employer.praised"}]')


def test_a_hire_and_a_started_placement_are_the_same_fact() -> None:
    log = Log()
    log.kept(3)
    started = [
        scoring.Started(**msgspec.structs.asdict(fact)) if isinstance(fact, scoring.Hired) else fact
        for fact in log.facts
    ]
    assert snapshot(started, "E1", day(200), method=RECOG_1_0_0) == score(log, 200)


def test_the_fingerprint_is_the_hash_of_the_canonical_parameters() -> None:
    for method in scoring.METHODS.values():
        canonical = method.canonical_parameters()
        assert hashlib.sha256(canonical).hexdigest() == method.fingerprint
        assert json.loads(canonical)["tiers"] == [[4000, 6000], [6000, 6500], [7500, 7500]]
    # A parameter changed: that is a new version of the method (§3.9).
    fingerprints = {name: method.fingerprint for name, method in scoring.METHODS.items()}
    assert fingerprints == {
        "recog-1.0.0": "e83f77803aa2b047e7f74a24bcd5b2a0f6af47dd4bb7e5e712cea366721b6659",
        "recog-1.1.0": "ce96496d1e2c9b83684b123749eb79f29717264d247a22953fdada015ea8fbb6",
    }
