"""Which group a placement belongs to, and how many people work there (§3.4), as in recog-1.0.0."""

from services.recognition import scoring
from tests.recognition.scoring.scoring_log import Log, outcomes, score


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
