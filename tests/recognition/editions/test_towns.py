"""What is said of a town together gives nobody in it away: it follows from what is published of each alone."""

from hypothesis import given
from hypothesis import strategies as st

from services.recognition.articles import SIZE_CODES, SMALL
from services.recognition.editions.rules.rows import KEPT_FLOOR, TOTAL_EMPLOYERS, TOTAL_PEOPLE, Row, floor
from services.recognition.editions.rules.towns import TownTotal, town_totals
from services.recognition.scoring.parameters import MINIMUM_KEPT

TOWNS = ("Пловдив", "гр. Пловдив", "Русе")
Employer = tuple[int, str, str]
"""How many people stayed, where, and the size it states."""
employers = st.lists(
    st.tuples(st.integers(MINIMUM_KEPT, 60), st.sampled_from(TOWNS), st.sampled_from(("", *SIZE_CODES))), max_size=40
)


def row(number: int, employer: Employer) -> tuple[Row, str]:
    kept, town, size = employer
    one = Row(
        group=f"g-{number}", name="n", name_latin="n", sector="C", town=town, tier="bronze",
        kept_floor=floor(kept, KEPT_FLOOR),
    )  # fmt: skip
    return one, size


def totals(some: list[Employer]) -> dict[str, TownTotal]:
    return {one.town: one for one in town_totals(row(number, each) for number, each in enumerate(some))}


@given(employers, st.data())
def test_no_total_and_no_difference_of_totals_depends_on_a_number_that_is_not_published(
    some: list[Employer], data: st.DataObject
) -> None:
    """Whoever takes one total from another learns what the lines say: with other people behind the lines all are alike."""
    hidden = [
        (data.draw(st.integers(max(kept // 10 * 10, MINIMUM_KEPT), kept // 10 * 10 + 9)), town, size)
        for kept, town, size in some
    ]
    assert totals(hidden) == totals(some)


@given(employers)
def test_a_total_is_never_more_than_the_truth_and_never_of_a_few(some: list[Employer]) -> None:
    for town, one in totals(some).items():
        here = [each for each in some if each[1].endswith(town)]
        small = [each for each in here if each[2] in SMALL]
        assert (one.marked, one.small) == (len(here), len(small))
        for said, of in ((one.together, here), (one.small_together, small)):
            if said is not None:
                assert TOTAL_PEOPLE <= said <= sum(kept for kept, _, _ in of)
                assert said % KEPT_FLOOR == 0
                assert len(of) >= TOTAL_EMPLOYERS


def test_fourteen_small_employers_whose_own_numbers_are_not_shown_are_thanked_together() -> None:
    found = totals([(4, "Пловдив", "10-49")] * 14 + [(90, "Пловдив", "250")])["Пловдив"]
    assert (found.small, found.small_together) == (14, 40)
    assert found.together is None, "one employer is more than half"
