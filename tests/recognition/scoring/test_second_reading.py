"""A second reading of the standard, written apart, comes to the same score on logs written by chance."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from services.recognition import scoring
from services.recognition.scoring import snapshot
from services.recognition.scoring.parameters import Method
from tests.recognition.scoring import scoring_oracle as oracle
from tests.recognition.scoring.scoring_chance import GROUPS, Told, a_telling_day, by_both, numbers


@by_both
def test_the_score_agrees_with_a_second_reading_of_the_standard_on_random_logs(method: Method) -> None:
    random = Random(20261121)
    met: Counter[Any] = Counter()
    for _ in range(1200):
        facts = Told(random).facts
        events = oracle.plain(facts)
        for _ in range(2):
            group, t = random.choice(("E1", *GROUPS)), a_telling_day(random, facts)
            k = t if random.random() < 0.7 else t + timedelta(random.randint(-100, 300))
            standing = snapshot(facts, group, t, k, method=method)
            expected = oracle.score(events, group, t, k, method.name)
            km = scoring.statistics(facts, group, t, k, method=method).km90
            assert km == pytest.approx(None if expected["km"] is None else float(expected.pop("km")), abs=1e-9)
            expected.pop("km", None)
            assert numbers(standing) == expected
            met[standing.tier, standing.on_memory] += 1
    # The sample has something of everything, or it would prove little.
    assert {tier for tier, _ in met} == {"not_rated", "none", "bronze", "silver", "gold", "suspended"}
    assert sum(count for (_, on_memory), count in met.items() if on_memory) >= 10
