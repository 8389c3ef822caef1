"""What recog-1.1.0 changes, rule by rule, beside recog-1.0.0; and that random logs meet every one of the changes."""

from collections import Counter
from random import Random
from typing import Any

import msgspec
import pytest

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0, RECOG_1_1_0, Standing, snapshot
from services.recognition.scoring.parameters import Method
from tests.recognition.scoring.scoring_chance import GROUPS, Told, a_telling_day
from tests.recognition.scoring.scoring_log import Log, day

BOTH = (RECOG_1_0_0, RECOG_1_1_0)


def score(log: Log, at: int, method: scoring.Method) -> Standing:
    return snapshot(log.facts, "E1", day(at), method=method)


def outcomes(log: Log, at: int) -> tuple[str, str]:
    """By recog-1.0.0 and by recog-1.1.0."""
    both = [score(log, at, method) for method in BOTH]
    old, new = ("R" * one.R + "L" * one.L + "E" * one.E for one in both)
    return old, new


# (a) An ending on day 90-179 is the employer's unless somebody else says otherwise


def test_a_firm_that_dismisses_everybody_on_day_95_gains_nothing_by_saying_they_quit() -> None:
    honest, sly = Log(), Log()
    for log, reason in ((honest, "employer"), (sly, "candidate")):
        for i in range(8):
            log.seen(log.hire(f"p{i}"), 90)
            log.end(f"p{i}", 95, reason, evidence=0)
    by_old = [score(log, 200, RECOG_1_0_0).total for log in (honest, sly)]
    by_new = [score(log, 200, RECOG_1_1_0).total for log in (honest, sly)]
    assert by_old == [0, 6961]
    assert by_new == [0, 0]


@pytest.mark.parametrize(
    ("last_day", "reason", "evidence", "old", "new"),
    [
        (89, "candidate", 1, "L", "L"),
        (90, "candidate", 0, "R", "L"),
        (179, "candidate", 0, "R", "L"),
        (180, "candidate", 0, "R", "R"),
        (95, "candidate", 1, "R", "R"),
        (95, "candidate", 2, "R", "R"),
        (95, "excused", 0, "R", "L"),
        (95, "excused", 1, "R", "R"),
        (95, None, 0, "R", "L"),
        (95, None, 1, "R", "L"),
        (95, "employer", 0, "L", "L"),
        (95, "employer", 2, "L", "L"),
        (180, "employer", 2, "R", "R"),
    ],
)
def test_an_ending_on_day_90_to_179_is_the_employers_unless_somebody_else_says_otherwise(
    last_day: int, reason: Any, evidence: int, old: str, new: str
) -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.end("p", last_day, reason, evidence)
    assert outcomes(log, 400) == (old, new)


def test_an_ending_that_only_the_employer_tells_waits_for_its_day_and_is_due_on_it() -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.end("p", 150, "candidate", evidence=0, recorded=100)
    assert outcomes(log, 149) == ("R", "R")
    assert outcomes(log, 150) == ("R", "L")
    assert score(log, 130, RECOG_1_0_0).next_due == day(1215)
    assert score(log, 130, RECOG_1_1_0).next_due == day(150)


def test_a_confirmation_that_comes_later_makes_the_job_kept_again() -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.end("p", 95, "candidate", evidence=0)
    log.end("p", 95, "candidate", evidence=1, rev=1, recorded=210)
    assert outcomes(log, 200) == ("R", "L")
    assert outcomes(log, 210) == ("R", "R")


def test_the_line_says_that_nobody_else_told_the_ending() -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.end("p", 95, "candidate", evidence=0)
    (line,) = scoring.explain(log.facts, "E1", day(200), method=RECOG_1_1_0).lines
    assert (line.outcome, line.why) == ("clawed_back", "ending_unconfirmed")


# (b) Continuous means at work


def worked(*days: tuple[int, int | None], seen: int = 90) -> Log:
    """One person with a placement for each first and last day, seen on day `seen`."""
    log = Log()
    for number, (first, last) in enumerate(days):
        log.hire(f"p{number}", first, candidate="Dora")
        if last is not None:
            log.end(f"p{number}", last)
    log.seen(f"p{len(days) - 1}", seen)
    return log


def test_one_day_of_work_a_month_is_no_kept_job() -> None:
    assert outcomes(worked((0, 0), (30, 30), (60, 60), (90, 90)), 120) == ("R", "L")
    assert outcomes(worked((0, 0), (30, 30), (60, 60), (90, 90)), 400) == ("R", "L")


@pytest.mark.parametrize(
    ("days", "new"),
    [
        (((0, 40), (55, None)), "R"),  # 14 days open
        (((0, 40), (56, None)), "L"),  # 15
        (((0, 20), (28, 50), (58, None)), "R"),  # 7 + 7
        (((0, 20), (28, 50), (59, None)), "L"),  # 7 + 8
        (((0, 79), (109, None)), "R"),  # 29, of which 10 before day 90
        (((0, 74), (104, None)), "L"),  # 29, of which 15 before day 90
        (((0, 75), (105, None)), "R"),  # 29, of which 14 before day 90
        (((0, 95), (126, 130), (160, None)), "R"),  # after day 90 only the 30 days matter
        (((0, 40), (10, 20), (41, None)), "R"),  # the latest end so far is what counts
    ],
)
def test_at_most_14_of_the_first_90_days_lie_open(days: Any, new: str) -> None:
    """Joined, the person is kept; else the first job is lost and the second has not settled."""
    assert outcomes(worked(*days, seen=161), 165) == ("R", new)


def test_what_does_not_join_begins_a_job_of_its_own_that_may_be_kept() -> None:
    log = worked((0, 60), (90, None), seen=185)
    assert score(log, 200, RECOG_1_1_0).pending == 1
    assert outcomes(log, 200) == ("R", "L")
    assert outcomes(log, 210) == ("R", "R")


# (c) Of equal-dated facts the later recorded holds, then the higher id


@pytest.mark.parametrize("method", BOTH, ids=scoring.METHODS)
def test_of_equal_dated_headcounts_and_groups_the_later_recorded_holds_then_the_higher_id(method: Method) -> None:
    log = Log(None)
    log.headcount(0, 100, recorded=5)
    log.headcount(0, 400, recorded=9)
    log.group(0, "G", recorded=5)
    log.group(0, "H", recorded=9)
    for facts in (log.facts, log.facts[::-1]):
        assert snapshot(facts, "H", day(20), method=method).headcount == 400
        assert snapshot(facts, "G", day(20), day(8), method=method).headcount == 100
    same_day = [msgspec.structs.replace(fact, recorded=day(5)) for fact in log.facts]
    for facts in (same_day, same_day[::-1]):
        assert snapshot(facts, "H", day(20), method=method).headcount == 400
        ids = dict(zip(("f0000", "f0001", "f0002", "f0003"), ("9", "8", "7", "6"), strict=True))
        turned = [msgspec.structs.replace(fact, id=ids[fact.id]) for fact in facts]
        assert snapshot(turned, "G", day(20), method=method).headcount == 100


# Together


def test_each_rule_alone_changes_some_of_the_random_logs() -> None:
    """Or their agreement with the second reading of the standard would say nothing about the rule."""
    random = Random(20261129)
    met: Counter[str] = Counter()
    ways = {
        "neither": RECOG_1_0_0,
        "quits": msgspec.structs.replace(RECOG_1_0_0, quit_needs_evidence=True),
        "idle": msgspec.structs.replace(RECOG_1_0_0, uncovered_days=14),
    }
    for _ in range(400):
        facts = Told(random).facts
        group, t = random.choice(("E1", *GROUPS)), a_telling_day(random, facts)
        basis = {way: scoring.basis(facts, group, t, method=method) for way, method in ways.items()}
        met["quits"] += basis["quits"] != basis["neither"]
        met["idle"] += basis["idle"] != basis["neither"]
    assert min(met["quits"], met["idle"]) >= 10
