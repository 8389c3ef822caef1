"""Each placement with its reason, what one more would change, and a change in steps that add up (§4)."""

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0
from tests.recognition.scoring.scoring_log import Log, day, score


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
