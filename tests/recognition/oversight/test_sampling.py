"""Which kept people an audit draws: a twentieth, one of every employer with twenty, and the same again from the same seed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recognition.oversight.rules.sampling import Drawn, lot, sample


def kept(**groups: int) -> dict[str, list[str]]:
    return {group: [f"{group}-{which}" for which in range(people)] for group, people in groups.items()}


@pytest.mark.parametrize(("people", "drawn"), [(0, 0), (1, 1), (19, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_one_of_twenty_is_drawn_rounded_up(people: int, drawn: int) -> None:
    assert len(sample(kept(a=people), "seed")) == drawn


def test_an_employer_with_twenty_is_in_every_sample_and_one_with_nineteen_need_not_be() -> None:
    for number in range(60):
        groups = {one.group for one in sample(kept(large=1000, small=20), f"seed {number}")}
        assert "small" in groups
    seen = [{one.group for one in sample(kept(large=1000, small=19), f"seed {number}")} for number in range(60)]
    assert any("small" not in groups for groups in seen)


def test_the_lot_is_the_published_sum() -> None:
    assert lot("abc", "p-1") == hashlib.sha256(b"abc\np-1").hexdigest()
    (one,) = sample(kept(a=19), "abc")
    assert one == Drawn("a", min(kept(a=19)["a"], key=lambda ref: lot("abc", ref)))


def test_another_seed_draws_others() -> None:
    assert sample(kept(a=400), "one") != sample(kept(a=400), "two")


groups = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 60), max_size=6)


@given(groups, st.text(max_size=20))
def test_a_sample_is_of_the_kept_once_each_and_does_not_hang_on_their_order(people: dict[str, int], seed: str) -> None:
    some = kept(**people)
    drawn = sample(some, seed)
    assert {one.placement for one in drawn} <= {ref for refs in some.values() for ref in refs}
    assert len(drawn) == len(set(drawn)) >= -(-sum(people.values()) // 20)
    assert {group for group, number in people.items() if number >= 20} <= {one.group for one in drawn}
    turned = {group: refs[::-1] for group, refs in reversed(some.items())}
    assert sample(turned, seed) == drawn
