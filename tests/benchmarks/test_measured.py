"""The regression guard of the benchmarks: pure arithmetic on what was measured."""

from tests.benchmarks.measured import Found, Goal, Rate, Ratio, fallen, lines, measured

FOUND = Found(
    title="Bread", unit="loaves/s", rates={"ours": [10, 20], "theirs": [5, 4]}, cpus={"ours": [2, 2], "theirs": [8, 6]}
)


def test_a_ratio_is_taken_within_a_round() -> None:
    assert FOUND.ratio("theirs") == Ratio(3.5, 2.0, 5.0)
    assert FOUND.ratio("theirs", of_cpu=True) == Ratio(3.5, 3.0, 4.0)


def test_legs_run_in_turn_and_the_first_round_counts_for_nothing() -> None:
    order: list[str] = []

    def leg(name: str) -> Rate:
        order.append(name)
        return Rate(len(order), 1)

    found = measured("Bread", "loaves/s", {"a": lambda: leg("a"), "b": lambda: leg("b")}, 2, lambda said: None)
    assert order == ["a", "b"] * 3
    assert found.rates == {"a": [3, 5], "b": [4, 6]}


def test_a_goal_that_is_missed_is_called_missed() -> None:
    met, missed = (list(lines(FOUND, {"theirs": Goal(least)}))[-1] for least in (3, 4))
    assert met.endswith("| >= 3 | met |")
    assert missed.endswith("| >= 4 | missed |")


def test_only_a_ratio_that_fell_in_every_round_is_a_regression() -> None:
    before = {"Bread": {"theirs": Ratio(5.0, 4.9, 5.1)}}
    assert fallen({"Bread": {"theirs": Ratio(3.0, 2.0, 4.1)}}, before) == []
    assert fallen({"Bread": {"theirs": Ratio(3.0, 2.0, 3.9)}}, before) == [
        "Bread: 3.00 times theirs, where 5.00 is committed"
    ]
    assert fallen({"Bread": {"new": Ratio(0.1, 0.1, 0.1)}, "Milk": {"theirs": Ratio(0.1, 0.1, 0.1)}}, before) == []
