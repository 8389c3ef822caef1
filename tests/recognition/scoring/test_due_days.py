"""The days on which time alone changes a standing (§2.4)."""

import msgspec

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0
from tests.recognition.scoring.scoring_log import Log, day, score


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
