"""The rules that every version of the standard shares, and those of recog-1.0.0, one test each."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0, Settled, Standing, check_vectors, decode_facts, snapshot
from services.recognition.scoring.parameters import Method
from tests.recognition.scoring.scoring_log import Log, day

FOLDER = Path(__file__).parents[2] / "vectors"
VECTORS = FOLDER / "scoring.json"


def score(log: Log, at: int, known: int | None = None, group: str = "E1") -> Standing:
    return snapshot(log.facts, group, day(at), None if known is None else day(known), method=RECOG_1_0_0)


def outcomes(log: Log, at: int, known: int | None = None, group: str = "E1") -> str:
    standing = score(log, at, known, group)
    return "R" * standing.R + "L" * standing.L + "E" * standing.E


# The worked examples


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


# 2.1 outcomes


@pytest.mark.parametrize(
    ("last_day", "reason", "evidence", "outcome"),
    [
        (89, "employer", 1, "L"),
        (89, "candidate", 1, "L"),
        (89, "excused", 1, "E"),
        (89, "excused", 2, "E"),
        (89, "excused", 0, "L"),
        (90, "excused", 1, "R"),
        (90, "candidate", 1, "R"),
        (90, "candidate", 0, "L"),
        (0, "excused", 1, "E"),
    ],
)
def test_a_person_who_left_before_day_90_is_lost_unless_excused_and_confirmed(
    last_day: int, reason: Any, evidence: int, outcome: str
) -> None:
    log = Log()
    log.end(log.hire(), last_day, reason, evidence)
    assert outcomes(log, 120) == outcome


def test_an_end_date_beats_a_claim_that_the_person_was_kept() -> None:
    log = Log()
    log.seen(log.hire(), 95)
    log.end("p", 89, evidence=0)
    assert outcomes(log, 120) == "L"


@pytest.mark.parametrize(
    ("checked_on", "evidence", "outcome"), [(89, 1, "L"), (90, 1, "R"), (90, 0, "L"), (90, 2, "R")]
)
def test_a_person_is_kept_when_somebody_else_saw_them_on_day_90(checked_on: int, evidence: int, outcome: str) -> None:
    log = Log()
    log.seen(log.hire(), checked_on, evidence)
    assert outcomes(log, 120) == outcome


def test_late_evidence_turns_unconfirmed_into_kept() -> None:
    log = Log()
    log.seen(log.hire(), 100, recorded=130)
    assert outcomes(log, 129) == "L"
    assert outcomes(log, 130) == "R"


def test_confirmations_accumulate_and_an_earlier_one_takes_nothing_back() -> None:
    log = Log()
    log.seen(log.hire(), 95, recorded=95)
    log.seen("p", 40, recorded=110)
    assert outcomes(log, 120) == "R"


@pytest.mark.parametrize(
    ("last_day", "reason", "evidence", "outcome"),
    [
        (90, "employer", 1, "L"),
        (179, "employer", 1, "L"),
        (179, "employer", 0, "L"),
        (180, "employer", 1, "R"),
        (179, "candidate", 1, "R"),
        (179, "excused", 1, "R"),
    ],
)
def test_a_job_the_employer_ends_before_day_180_is_clawed_back(
    last_day: int, reason: Any, evidence: int, outcome: str
) -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.end("p", last_day, reason, evidence)
    assert outcomes(log, 300) == outcome


def test_a_claw_back_waits_for_the_last_day() -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.end("p", 150, "employer", recorded=121)
    assert outcomes(log, 149) == "R"
    assert outcomes(log, 150) == "L"


def test_a_placement_counts_from_day_120_for_1095_days() -> None:
    log = Log()
    log.seen(log.hire(), 90)
    standings = [score(log, at) for at in (-1, 0, 119, 120, 1214, 1215)]
    assert [(s.R, s.pending) for s in standings] == [(0, 0), (0, 1), (0, 1), (1, 0), (1, 0), (0, 0)]


def test_an_early_loss_waits_for_day_120_too() -> None:
    log = Log()
    log.end(log.hire(), 5)
    assert (outcomes(log, 119), outcomes(log, 120)) == ("", "L")


def test_short_contracts_and_fully_funded_ones_do_not_count() -> None:
    log = Log()
    log.lost(0)
    log.end(log.hire("short", planned_days=89), 5)
    log.end(log.hire("funded", funding="full"), 5)
    assert outcomes(log, 120) == ""
    assert score(log, 10).pending == 0
    log.end(log.hire("season", planned_days=90), 5)
    log.end(log.hire("part", funding="part"), 5)
    assert outcomes(log, 120) == "LL"


# 2.3 excused


@pytest.mark.parametrize(
    ("kept", "excused", "settled"), [(3, 1, 4), (4, 1, 4), (7, 2, 8), (8, 2, 8), (8, 3, 9), (0, 2, 2)]
)
def test_one_excused_person_is_free_for_every_four_kept(kept: int, excused: int, settled: int) -> None:
    log = Log()
    log.kept(kept)
    log.lost(excused, reason="excused")
    assert settled == score(log, 120).M


# 3.2 corrections


def test_the_highest_revision_wins_whatever_comes_last() -> None:
    log = Log()
    log.hire(start=0, rev=2)
    log.hire(start=50, rev=1)
    log.seen("p", 90)
    assert outcomes(log, 120) == "R"


def test_of_equal_revisions_the_higher_id_wins() -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.end("p", 60)
    log.end("p", 95)
    assert outcomes(log, 120) == "R"
    assert snapshot(log.facts[::-1], "E1", day(120), method=RECOG_1_0_0).R == 1


def test_a_later_revision_without_last_day_takes_an_ending_back() -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.end("p", 60, rev=0)
    log.end("p", None, reason=None, rev=1, recorded=125)
    assert outcomes(log, 124) == "L"
    assert outcomes(log, 125) == "R"


def test_a_void_removes_the_placement() -> None:
    log = Log()
    log.end(log.hire(), 5)
    log.void("p", recorded=130)
    assert outcomes(log, 129) == "L"
    assert outcomes(log, 130) == ""


# 3.3 two times


def test_what_was_recorded_after_k_is_not_known() -> None:
    log = Log()
    log.seen(log.hire(), 90, recorded=90)
    log.end("p", 80, recorded=140)
    assert outcomes(log, 130, known=139) == "R"
    assert outcomes(log, 130, known=140) == "L"


def test_corrected_history_looks_back_with_what_is_known_now() -> None:
    log = Log()
    log.seen(log.hire(), 90, recorded=200)
    assert outcomes(log, 120) == "L"
    assert outcomes(log, 120, known=200) == "R"


def test_known_at_is_as_of_unless_told() -> None:
    log = Log()
    log.kept(3, proved=1)
    assert score(log, 200) == score(log, 200, known=200)


# 3.4 groups


def test_a_placement_stays_with_the_group_of_its_start() -> None:
    log = Log(entity="E1")
    log.kept(1, start=10, prefix="before")
    log.group(20, "G")
    log.kept(2, start=20, prefix="after")
    assert (outcomes(log, 200), outcomes(log, 200, group="G")) == ("R", "RR")


def test_a_group_that_is_told_later_moves_the_placements_only_when_it_is_known() -> None:
    log = Log()
    log.kept(1, start=10)
    log.group(0, "G", recorded=150)
    assert (outcomes(log, 149), outcomes(log, 149, group="G")) == ("R", "")
    assert (outcomes(log, 150), outcomes(log, 150, group="G")) == ("", "R")


def test_headcount_is_the_sum_of_the_latest_of_the_entities_of_the_day() -> None:
    log = Log(None)
    log.group(-900, "G", "E1")
    log.group(-900, "G", "E2")
    log.headcount(-500, 10, "E1")
    log.headcount(-100, 20, "E1")
    log.headcount(-500, 5, "E2")
    log.headcount(50, 400, "E1")
    log.group(10, "H", "E2")
    headcounts = [score(log, at, group="G").headcount for at in (-200, 0, 10, 50)]
    assert headcounts == [15, 25, 20, 400]
    assert score(log, 10, group="H").headcount == 5
    assert score(log, 50, group="G").entities == ("E1",)


def test_of_two_headcounts_of_one_day_the_one_recorded_later_holds() -> None:
    log = Log(None)
    log.headcount(0, 100, recorded=5)
    log.headcount(0, 10, recorded=1)
    assert score(log, 10).headcount == 100
    assert score(log, 4).headcount == 10


def test_an_unknown_headcount_gives_no_reach_and_no_quality() -> None:
    log = Log(None)
    log.kept(5)
    standing = score(log, 120)
    assert (standing.target, standing.points) == (0, scoring.Points(2000, 0, 0, 0))


def test_one_person_in_two_entities_of_a_group_counts_once() -> None:
    log = Log()
    for entity in ("E1", "E2"):
        log.group(-900, "G", entity)
        log.seen(log.hire(f"in {entity}", 0, entity=entity, candidate="c"), 90)
    assert outcomes(log, 120, group="G") == "R"


# 3.5 spells


@pytest.mark.parametrize(("gap", "outcome"), [(1, "R"), (30, "R"), (31, "L")])
def test_a_placement_within_30_days_of_the_last_joins_it(gap: int, outcome: str) -> None:
    log = Log()
    log.end(log.hire("first", 0, candidate="c"), 60)
    log.hire("second", 60 + gap, candidate="c")
    log.seen("second", 95)
    assert outcomes(log, 120) == outcome


def test_a_placement_that_begins_while_another_is_open_joins_it() -> None:
    log = Log()
    log.hire("first", 0, candidate="c")
    log.seen(log.hire("second", 110, candidate="c"), 115)
    standing = score(log, 120)
    assert (standing.R, standing.pending) == (1, 0)


def test_a_placement_joins_by_the_latest_end_so_far_not_by_the_last_one_begun() -> None:
    log = Log()
    log.end(log.hire("long", 0, candidate="c"), 100)
    log.end(log.hire("short", 5, candidate="c"), 10)
    log.end(log.hire("next", 130, candidate="c"), 140)
    standing = score(log, 240)
    assert (standing.R, standing.L, standing.pending) == (1, 0, 0)


def test_a_placement_that_begins_after_t_joins_nothing_yet() -> None:
    log = Log()
    log.end(log.hire("first", 0, candidate="c"), 80, "employer", recorded=80)
    log.seen(log.hire("second", 125, candidate="c", recorded=81), 95, recorded=95)
    log.seen(log.hire("third", 105, candidate="d", recorded=81), 95, recorded=95)
    assert outcomes(log, 120) == "L"


def test_a_spell_takes_its_reason_from_the_last_end_and_of_equal_ends_from_the_earlier() -> None:
    log = Log()
    log.end(log.hire("a", 0, candidate="c"), 50, "excused")
    log.end(log.hire("b", 10, candidate="c"), 50, "employer")
    assert outcomes(log, 120) == "E"
    log.end(log.hire("c", 20, candidate="c"), 51, "employer")
    assert outcomes(log, 120) == "L"


def test_a_spell_has_the_best_quality_and_the_latest_evidence_of_its_placements() -> None:
    log = Log()
    log.end(log.hire("trial", 0, candidate="c", permanent=False, hours=10, wage_bp=0), 30)
    log.seen(log.hire("proper", 31, candidate="c"), 90)
    assert score(log, 120).q_hist == (1, 0, 0, 0)


def test_a_second_chance_that_works_wins() -> None:
    log = Log()
    log.end(log.hire("first", 0, candidate="c"), 20)
    log.seen(log.hire("second", 100, candidate="c"), 190)
    assert (outcomes(log, 219), outcomes(log, 220)) == ("L", "R")
    assert score(log, 219).pending == 1


def test_lost_comes_before_excused() -> None:
    log = Log()
    log.end(log.hire("first", 0, candidate="c"), 20, "excused")
    log.end(log.hire("second", 100, candidate="c"), 120, "candidate")
    assert outcomes(log, 400) == "L"


@pytest.mark.parametrize(
    ("about", "quality"),
    [
        ({"permanent": False, "hours": 29, "wage_bp": 11999}, 0),
        ({"permanent": True, "hours": 29, "wage_bp": 11999}, 1),
        ({"permanent": False, "planned_days": 365, "hours": 29, "wage_bp": 11999}, 1),
        ({"permanent": False, "planned_days": 364, "hours": 30, "wage_bp": 11999}, 1),
        ({"permanent": False, "hours": 10, "hours_choice": True, "wage_bp": 12000}, 2),
        ({"permanent": True, "hours": 30, "wage_bp": 12000}, 3),
    ],
)
def test_quality_is_one_third_each_for_contract_hours_and_pay(about: dict[str, Any], quality: int) -> None:
    log = Log()
    log.seen(log.hire(**about), 90)
    assert score(log, 120).q_hist[3 - quality] == 1


@pytest.mark.parametrize(("seen", "at", "proved"), [(179, 300, 0), (180, 179, 0), (180, 180, 1)])
def test_k_counts_those_seen_on_day_180_or_later(seen: int, at: int, proved: int) -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.seen("p", seen, recorded=100)
    assert proved == score(log, at).K


def test_an_evidenced_last_day_proves_work_until_then_and_an_unproved_one_does_not() -> None:
    log = Log()
    log.end(log.hire("told by the person"), 200, evidence=1)
    log.end(log.hire("told by the employer"), 200, evidence=0)
    standing = score(log, 300)
    assert (standing.R, standing.L, standing.K) == (1, 1, 1)


# 3.6 formula


@pytest.mark.parametrize(
    ("headcount", "target"),
    [
        (0, 0),
        (1, 5),
        (25, 5),
        (26, 6),
        (36, 6),
        (37, 7),
        (100, 10),
        (400, 20),
        (401, 21),
        (5000, 71),
        (10**12 + 1, 10**6 + 1),
    ],
)
def test_the_target_is_the_root_of_the_staff_rounded_up_and_at_least_five(headcount: int, target: int) -> None:
    assert scoring.target_of(headcount) == target


def test_the_best_jobs_up_to_the_target_make_the_quality() -> None:
    counts = scoring.Counts(9, 0, 0, 0, (2, 2, 2, 3))
    assert scoring.points_of(counts, 5, 0) == scoring.Points(4000 * 0 + 2571, 2500, 2000 * (6 + 4 + 1) // 15, 0)


@pytest.mark.parametrize(("at", "counts"), [(-1, False), (0, True), (729, True), (730, False)])
def test_a_practice_counts_for_730_days(at: int, counts: bool) -> None:
    log = Log()
    log.practice(0)
    standing = score(log, at, known=800)
    assert standing.practices == (("mentor",) if counts else ())
    assert standing.points.support == (300 if counts else 0)


def test_a_practice_needs_somebody_elses_word_and_a_place_in_the_method() -> None:
    log = Log()
    log.practice(0, "mentor", evidence=0)
    log.practice(0, "housing")
    log.practice(0, "skills", evidence=2)
    assert score(log, 10).practices == ("skills",)


def test_a_withdrawal_on_the_same_day_wins_and_a_later_confirmation_counts_again() -> None:
    log = Log()
    log.practice(0)
    log.withdraw(0)
    assert score(log, 5).practices == ()
    log.practice(10)
    log.withdraw(20)
    assert [score(log, at).practices for at in (9, 10, 19, 20)] == [(), ("mentor",), ("mentor",), ()]


def test_one_entity_cannot_withdraw_the_practice_of_another() -> None:
    log = Log()
    for entity in ("E1", "E2"):
        log.group(-900, "G", entity)
        log.practice(0, entity=entity)
    log.withdraw(5, entity="E1")
    assert score(log, 10, group="G").practices == ("mentor",)


# 3.7 tier


def test_nobody_is_rated_before_three_people_are_kept() -> None:
    log = Log(5)
    log.kept(2, proved=2)
    assert (score(log, 200).raw_tier, score(log, 200).tier) == (-1, "not_rated")


def test_silver_and_gold_need_a_quarter_of_the_target_proved_at_day_180() -> None:
    log = Log(5)
    log.kept(20, proved=1)
    assert score(log, 200).tier == "bronze"
    log.seen("kept1", 180)
    assert score(log, 200).tier == "gold"


@pytest.mark.parametrize(
    ("total", "adjusted", "raw"),
    [
        (3999, 9000, 0),
        (4000, 6000, 1),
        (9000, 5999, 0),
        (6000, 6500, 2),
        (6000, 6499, 1),
        (7500, 7500, 3),
        (7499, 7500, 2),
        (7500, 7499, 2),
    ],
)
def test_the_gates_of_a_tier_are_points_and_adjusted_retention(total: int, adjusted: int, raw: int) -> None:
    result = scoring.formula.Result(R=3, K=5, target=20, total=total, adjusted_bp=adjusted)
    assert scoring.formula.raw_tier(result) == raw


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({}, 2),
        ({"total": 5500}, 2),
        ({"total": 5499}, 1),
        ({"adjusted_bp": 6000}, 2),
        ({"adjusted_bp": 5999}, 1),
        ({"K": 4}, 1),
        ({"R": 2}, -1),
    ],
)
def test_a_tier_is_remembered_within_five_points_while_the_proof_holds(change: dict[str, Any], level: Any) -> None:
    given = {"R": 3, "K": 5, "target": 20, "total": 5999, "adjusted_bp": 6499} | change
    result = scoring.formula.Result(**given)
    assert scoring.formula.tier_level(result, scoring.formula.raw_tier(result), [0, 2, -1]) == level


def test_memory_is_the_last_three_quarter_ends_before_t() -> None:
    assert list(scoring.quarter_ends(date(2024, 3, 31))) == [date(2023, 12, 31), date(2023, 9, 30), date(2023, 6, 30)]
    assert list(scoring.quarter_ends(date(2024, 4, 1))) == [date(2024, 3, 31), date(2023, 12, 31), date(2023, 9, 30)]
    assert next(scoring.quarter_ends(date(2024, 12, 31))) == date(2024, 9, 30)


def faded_gold() -> Log:
    """Gold until a practice runs out on 2024-10-10: 76.92 points, then 73.92."""
    log = Log(5)
    log.kept(7, start=-100, proved=2)
    log.lost(1, start=-100)
    log.practice(-447)
    for code in ("language", "skills", "shared", "adjustments"):
        log.practice(-100, code)
    return log


def test_a_tier_stays_for_three_quarters_and_no_longer() -> None:
    log = faded_gold()
    tiers = [
        snapshot(log.facts, "E1", on, method=RECOG_1_0_0)
        for on in (date(2024, 10, 9), date(2024, 10, 10), date(2025, 6, 30), date(2025, 7, 1))
    ]
    assert [s.tier for s in tiers] == ["gold", "gold", "gold", "silver"]
    assert [s.raw_tier for s in tiers] == [3, 2, 2, 2]
    assert [s.on_memory for s in tiers] == [False, True, True, False]
    assert tiers[1].next_due == date(2025, 1, 1)


def test_memory_knows_each_quarter_by_its_own_k_when_k_is_t() -> None:
    log = faded_gold()
    log.end("kept3", -50, rev=1, recorded=333)
    log.end("kept4", -50, rev=1, recorded=333)
    own = scoring.memory(log.facts, "E1", day(333), method=RECOG_1_0_0)
    assert own == ((date(2024, 9, 30), 3), (date(2024, 6, 30), 3), (date(2024, 3, 31), 3))
    given = scoring.memory(log.facts, "E1", day(333), known_at=day(334), method=RECOG_1_0_0)
    assert [raw for _, raw in given] == [1, 1, 1]


def test_memory_of_things_voided_since_still_holds_when_k_is_t() -> None:
    log = faded_gold()
    for ref in ("kept0", "kept1", "kept2"):
        log.void(ref, recorded=330)
    log.kept(3, start=-100, proved=2, prefix="found late", recorded=332)
    assert (score(log, 332).raw_tier, score(log, 332).tier) == (2, "gold")


def test_a_suspended_group_has_no_other_tier_from_the_first_day_until_before_the_last() -> None:
    log = Log(5)
    log.kept(5, proved=5)
    log.suspend(300, 310)
    assert [score(log, at).tier for at in (299, 300, 309, 310)] == [
        "silver",
        "suspended",
        "suspended",
        "silver",
    ]
    assert [score(log, at).suspended for at in (299, 300, 309, 310)] == [False, True, True, False]
    assert score(log, 300).tier == "suspended"
    assert score(log, 300).raw_tier == score(log, 299).raw_tier


def test_any_suspended_entity_suspends_its_group_of_the_day() -> None:
    log = Log()
    log.group(-900, "G", "E1")
    log.group(-900, "G", "E2")
    log.suspend(0, entity="E2")
    assert score(log, 500, group="G").suspended
    log.group(100, "H", "E2")
    assert not score(log, 500, group="G").suspended
    assert score(log, 500, group="H").suspended


def test_a_revised_suspension_replaces_the_first() -> None:
    log = Log()
    log.suspend(0, reference="s", rev=0)
    log.suspend(0, 50, reference="s", rev=1)
    log.suspend(80, 90, reference="t")
    assert [score(log, at).suspended for at in (49, 60, 85)] == [True, False, True]


def test_a_group_is_closed_when_all_its_entities_are() -> None:
    log = Log()
    for entity in ("E1", "E2"):
        log.group(-900, "G", entity)
    log.close(10, "E1")
    log.close(20, "E2")
    assert [score(log, at, group="G").closed for at in (10, 19, 20)] == [False, False, True]
    assert not score(Log(None), 10).closed


# D3, editions


def test_the_basis_has_one_mark_for_each_person_in_the_window() -> None:
    log = Log()
    log.kept(2, proved=1)
    log.lost(1)
    log.lost(1, reason="excused", prefix="excused")
    log.hire("unseen", 0)
    log.hire("new", 199)
    assert scoring.basis(log.facts, "E1", day(200), method=RECOG_1_0_0) == {
        "person of kept0": Settled("R", 3, True),
        "person of kept1": Settled("R", 3, False),
        "person of lost0": Settled("L", 0, False),
        "person of excused0": Settled("E", 0, False),
        "person of unseen": Settled("L", 0, False),
    }


def test_a_basis_survives_json() -> None:
    log = Log()
    log.kept(2, proved=1)
    basis = scoring.basis(log.facts, "E1", day(200), method=RECOG_1_0_0)
    assert msgspec.json.decode(msgspec.json.encode(basis), type=scoring.Basis) == basis


def test_an_edition_scores_an_older_basis_with_the_facts_of_today() -> None:
    log = faded_gold()
    then, now = date(2024, 9, 30), date(2024, 12, 31)
    basis = scoring.basis(log.facts, "E1", then, method=RECOG_1_0_0)
    today = snapshot(log.facts, "E1", now, method=RECOG_1_0_0)
    edition = scoring.standing_from(
        basis,
        today.headcount,
        today.practices,
        group="E1",
        as_of=now,
        memory=[3],
        suspended=today.suspended,
        method=RECOG_1_0_0,
    )
    assert (edition.total, edition.raw_tier, edition.tier) == (today.total, 2, "gold")
    without = scoring.standing_from(basis, today.headcount, today.practices, group="E1", as_of=now, method=RECOG_1_0_0)
    assert without.tier == "silver"


def test_every_group_a_fact_could_touch_is_named() -> None:
    log = Log()
    log.hire(entity="E2")
    log.group(10, "G")
    log.group(20, "H")
    log.seen("p", 90)
    assert scoring.groups_of(log.facts) == {"E1": {"E1", "G", "H"}, "E2": {"E2"}}


# Due days


def test_the_next_due_day_is_the_next_on_which_time_alone_matters() -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.seen("p", 185, recorded=101)
    log.practice(-600)
    due = [(on - day(0)).days for on in scoring.due_days(log.facts, "E1", day(101), method=RECOG_1_0_0)]
    assert due == [120, 130, 180, 1215]
    assert score(log, 101).next_due == day(120)


def test_a_hire_told_beforehand_is_due_on_its_first_day() -> None:
    log = Log()
    log.hire(start=20, recorded=5)
    assert score(log, 10).next_due == day(20)
    assert [score(log, at).pending for at in (19, 20)] == [0, 1]


def test_a_notice_and_a_planned_change_are_due_on_their_day() -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.end("p", 170, "employer", recorded=121)
    log.headcount(140, 900, recorded=121)
    log.suspend(150, 160)
    log.facts[-1] = msgspec.structs.replace(log.facts[-1], recorded=day(121))
    due = [(on - day(0)).days for on in scoring.due_days(log.facts, "E1", day(121), method=RECOG_1_0_0)]
    assert due == [140, 150, 160, 170, 1215]


def test_a_group_for_which_nothing_can_change_is_never_due() -> None:
    assert score(Log(), 0).next_due is None
    assert scoring.due_days(Log().facts, "E1", day(0), method=RECOG_1_0_0) == []


# Private statistics


def test_km_sees_pending_people_and_excused_exits_compete() -> None:
    log = Log()
    log.kept(2)
    log.end(log.hire("early", 0), 30, "candidate")
    log.end(log.hire("study", 0), 30, "excused")
    log.hire("unseen", 0)
    stats = scoring.statistics(log.facts, "E1", day(120), method=RECOG_1_0_0)
    # at risk: 5, the unseen one leaves on day 0, the excused one on day 30, the loss comes on day 31 among 3
    assert stats.km90 == pytest.approx(2 / 3)
    assert stats.aj_excused == pytest.approx(1 / 4)
    assert stats.aj_lost == pytest.approx(3 / 4 / 3)
    assert stats.aj_employed == pytest.approx(1 / 2)


def test_an_excused_exit_weighs_what_those_still_employed_weigh() -> None:
    log = Log()
    log.kept(2)
    log.end(log.hire("early", 0), 29, "candidate")
    log.end(log.hire("study", 0), 50, "excused")
    stats = scoring.statistics(log.facts, "E1", day(120), method=RECOG_1_0_0)
    assert (stats.aj_lost, stats.aj_excused, stats.aj_employed) == pytest.approx((1 / 4, 1 / 4, 1 / 2))
    assert stats.km90 == pytest.approx(3 / 4)


def test_statistics_of_nobody_are_null_not_perfect() -> None:
    stats = scoring.statistics([], "E1", day(0), method=RECOG_1_0_0)
    assert (stats.settled_ratio, stats.km90, stats.aj_lost, stats.aj_excused, stats.aj_employed) == (None,) * 5
    assert (stats.wilson90_lo, stats.wilson90_hi) == (0.0, 1.0)
    assert stats.eb_mean == 0.6


@pytest.mark.parametrize(
    ("share", "a", "b", "quantile"),
    [(0.5, 1, 1, 0.5), (0.1, 1, 2, 1 - 0.9**0.5), (0.9, 3, 1, 0.9 ** (1 / 3)), (0.5, 4000, 4000, 0.5)],
)
def test_beta_quantiles_agree_with_closed_forms(share: Any, a: Any, b: Any, quantile: Any) -> None:
    assert scoring.uncertainty.beta_quantile(share, a, b) == pytest.approx(quantile, abs=1e-11)


@pytest.mark.parametrize("settled", [1, 2, 7, 40, 299, 1000, 5000])
def test_the_displayed_wilson_interval_is_whole_and_rounded_outwards(settled: int) -> None:
    for kept in range(0, settled + 1, max(1, settled // 50)):
        low, high = scoring.wilson90(kept, settled)
        low_bp, high_bp = scoring.wilson90_bp(kept, settled)
        assert -0.02 <= low * 10_000 - low_bp <= 1.02
        assert -0.02 <= high_bp - high * 10_000 <= 1.02
        assert 0 <= low_bp <= high_bp <= 10_000
    assert scoring.wilson90_bp(0, 0) == (0, 10_000)


def test_the_displayed_interval_goes_through_the_retention_rule() -> None:
    low, high = scoring.wilson90_bp(50, 60)
    assert scoring.retention_points_between(50, 60) == (low - 6000, high - 6000)
    assert scoring.retention_points_between(1, 10)[0] == 0


# 4 explained


def test_every_placement_is_explained_by_its_outcome_and_reason() -> None:
    log = Log()
    log.kept(1, proved=1)
    log.lost(1)
    log.lost(1, reason="excused", prefix="excused")
    log.end(log.hire("claimed", 0), 10, "excused", evidence=0)
    log.hire("unseen", 0)
    log.seen(log.hire("seen early", 0), 80)
    log.seen(log.hire("dismissed", 0), 185)
    log.end("dismissed", 150, "employer")
    log.hire("short", 0, planned_days=30)
    log.hire("funded", 0, funding="full")
    log.void(log.hire("mistake", 0))
    log.hire("old", -1100)
    log.hire("new", 190)
    log.hire("tomorrow", 201, recorded=200)
    explained = scoring.explain(log.facts, "E1", day(200), method=RECOG_1_0_0)
    assert {line.placement: (line.outcome, line.why, line.person_counts) for line in explained.lines} == {
        "kept0": ("kept", "", "R"),
        "lost0": ("lost", "left_early", "L"),
        "excused0": ("excused", "", "E"),
        "claimed": ("lost", "excuse_unconfirmed", "L"),
        "unseen": ("unconfirmed", "no_evidence", "L"),
        "seen early": ("unconfirmed", "seen_too_early", "L"),
        "dismissed": ("clawed_back", "", "L"),
        "short": ("not_counted", "short_planned", None),
        "funded": ("not_counted", "fully_funded", None),
        "mistake": ("not_counted", "voided", None),
        "old": ("not_counted", "left_window", None),
        "new": ("pending", "", None),
        "tomorrow": ("not_counted", "not_begun", None),
    }
    assert explained.standing == score(log, 200)
    by_ref = {line.placement: line for line in explained.lines}
    assert (by_ref["new"].settles_on, by_ref["new"].so_far) == (day(310), "unconfirmed")
    assert (by_ref["kept0"].quality, by_ref["kept0"].parts, by_ref["kept0"].proved) == (3, (True, True, True), True)
    assert (by_ref["dismissed"].last_day, by_ref["dismissed"].proved) == (day(150), False)
    assert explained.staff == (scoring.Staff("E1", 25),)


def test_a_placement_that_left_the_window_says_so() -> None:
    log = Log()
    log.hire()
    (line,) = scoring.explain(log.facts, "E1", day(1215), method=RECOG_1_0_0).lines
    assert (line.outcome, line.why, line.leaves_on) == ("not_counted", "left_window", day(1215))


def test_a_practice_is_explained_with_the_day_it_runs_out() -> None:
    log = Log()
    log.practice(0)
    log.practice(100)
    assert scoring.explain(log.facts, "E1", day(200), method=RECOG_1_0_0).practices == (
        scoring.Offer("mentor", day(830)),
    )


def test_one_more_of_anything_is_what_a_recomputation_gives() -> None:
    log = Log(50)
    log.kept(4, proved=3)
    log.lost(1)
    standing = score(log, 200)
    options = {(o.what, o.quality): o for o in scoring.what_if(standing).options}
    for quality, about in enumerate(
        ({"permanent": False, "hours": 1, "wage_bp": 0}, {"hours": 1, "wage_bp": 0}, {"hours": 1}, {})
    ):
        more = Log(50)
        more.facts = list(log.facts)
        more.seen(more.hire("more", 0, **about), 90)
        assert options["kept", quality].total == score(more, 200).total
        assert options["kept", quality].change == score(more, 200).total - standing.total
    log.lost(1, prefix="more")
    assert options["lost", None].total == score(log, 200).total
    assert options["practice", None].change == 300


def test_with_all_five_practices_no_sixth_is_offered() -> None:
    log = Log()
    for code in scoring.PRACTICES:
        log.practice(0, code)
    assert "practice" not in {option.what for option in scoring.what_if(score(log, 10)).options}


def test_the_gates_that_block_the_next_tier_are_named() -> None:
    log = Log(5)
    log.kept(20)
    ahead = scoring.what_if(score(log, 200))
    assert ahead.next_tier == "silver"
    assert ahead.blocked_by == (scoring.Gate("proved", 0, 2),)
    log.seen("kept0", 180)
    log.seen("kept1", 180)
    top = scoring.what_if(score(log, 200))
    assert (top.next_tier, top.gates) == (None, ())
    first = scoring.what_if(score(Log(), 200))
    assert (first.next_tier, [gate.name for gate in first.blocked_by]) == ("bronze", ["kept", "points"])


def test_a_change_is_told_in_steps_that_add_up() -> None:
    log = Log(30)
    log.kept(4, proved=1)
    log.kept(1, start=-1000, prefix="old")
    log.hire("late", 0)
    log.seen("late", 95, recorded=140)
    log.seen("kept2", 181, recorded=185)
    log.practice(-600, "skills")
    log.practice(170)
    log.end("kept3", 170, "employer")
    log.headcount(210, 40)
    log.lost(1, start=50, prefix="young")
    log.hire("mistake", 0)
    log.void("mistake", recorded=150)
    found = scoring.steps(log.facts, "E1", day(125), day(220), method=RECOG_1_0_0)
    assert [(step.cause, (step.on - day(0)).days) for step in found] == [
        ("practice_expired", 130),
        ("confirmed", 140),
        ("corrected", 150),
        ("clawed_back", 170),
        ("entered", 170),
        ("practice_confirmed", 170),
        ("proved", 180),
        ("proved", 180),
        ("headcount", 210),
        ("left_window", 215),
    ]
    before, after = score(log, 125), score(log, 220)
    assert (found[0].before, found[-1].after) == (before.points, after.points)
    assert before.total + sum(step.change for step in found) == after.total


def test_nothing_changed_is_no_step() -> None:
    log = Log()
    log.kept(3)
    assert scoring.steps(log.facts, "E1", day(121), day(122), method=RECOG_1_0_0) == ()
