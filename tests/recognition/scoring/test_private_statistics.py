"""What the office alone sees of few people: curves, intervals and their rounding."""

from typing import Any

import pytest

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0
from tests.recognition.scoring.scoring_log import Log, day


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
