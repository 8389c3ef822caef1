"""Which of several facts holds (§3.2), and as known when (§3.3), as in recog-1.0.0."""

from services.recognition.scoring import RECOG_1_0_0, snapshot
from tests.recognition.scoring.scoring_log import Log, day, outcomes, score


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
