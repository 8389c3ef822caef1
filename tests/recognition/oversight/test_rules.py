"""Each alert on a made example, and not on its neighbours."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recognition.oversight.rules.employers import RULES, last_start, mass_hires, short_jobs, staff_fell
from services.recognition.oversight.rules.services import ServiceResult, above_funnel, spread
from services.recognition.oversight.rules.shells import Company, shells
from services.recognition.oversight.rules.view import Fall, Firm, Job, firm
from services.recognition.scoring import Ended, Fact, Headcount, Hired, Voided

TODAY = date(2026, 6, 1)
DAY = timedelta(1)


def jobs(*spans: tuple[int, int | None], group: str = "g") -> Firm:
    """Jobs by the day they began, counted back from today, and how many days they lasted."""
    found = [
        Job(
            f"{group}-{n}", f"{group}-person-{n}", start := TODAY - back * DAY, start + lasted * DAY if lasted else None
        )
        for n, (back, lasted) in enumerate(spans)
    ]
    return Firm(group=group, jobs=tuple(sorted(found, key=lambda job: job.start)))


# -- jobs that end just after they count ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lasted", "ended", "fires"),
    [(91, 5, True), (120, 5, True), (90, 5, False), (121, 5, False), (95, 4, False), (95, 9, True)],
)
def test_a_median_job_of_91_to_120_days_is_told_from_five_jobs_on(lasted: int, ended: int, fires: bool) -> None:
    found = short_jobs(jobs(*[(lasted + 10, lasted)] * ended), TODAY)
    assert (found is not None) is fires
    if found:
        assert found.numbers == {"ended": ended, "median": lasted}
        assert (found.size, found.period, found.subject) == (ended, "2026-2", "g")


def test_it_is_the_median_and_not_a_few_short_jobs() -> None:
    assert short_jobs(jobs(*[(110, 95)] * 2, *[(300, 280)] * 3), TODAY) is None
    assert short_jobs(jobs(*[(110, 95)] * 3, *[(300, 280)] * 2), TODAY) is not None


def test_jobs_that_ended_more_than_a_year_ago_or_go_on_are_no_part_of_it() -> None:
    assert short_jobs(jobs(*[(365 + 95, 95)] * 5), TODAY) is None
    assert short_jobs(jobs(*[(364 + 95, 95)] * 5), TODAY) is not None
    assert short_jobs(jobs(*[(100, None)] * 9), TODAY) is None


# -- hires before a cut-off ---------------------------------------------------------------------------------------------
CUT_OFF = last_start(date(2026, 9, 30))


def hires(on: date, many: int, earlier: int = 0) -> Firm:
    some = [Job(f"p{n}", f"w{n}", on, None) for n in range(many)]
    before = [Job(f"q{n}", f"v{n}", CUT_OFF - 14 * DAY - n % 300 * DAY, None) for n in range(earlier)]
    return Firm(group="g", jobs=tuple(before + some))


def test_the_last_start_that_counts_lies_120_days_before_the_quarters_end() -> None:
    assert date(2026, 6, 2) == CUT_OFF


@pytest.mark.parametrize(
    ("on", "many", "earlier", "fires"),
    [
        (CUT_OFF, 5, 0, True), (CUT_OFF, 4, 0, False), (CUT_OFF - 13 * DAY, 5, 0, True), (CUT_OFF - 14 * DAY, 5, 0, False),
        (CUT_OFF + DAY, 5, 0, False), (CUT_OFF, 5, 32, True), (CUT_OFF, 5, 33, False),
    ],
)  # fmt: skip
def test_five_hires_in_the_last_fortnight_at_four_times_the_pace_are_told(
    on: date, many: int, earlier: int, fires: bool
) -> None:
    found = mass_hires(hires(on, many, earlier), CUT_OFF + 3 * DAY)
    assert (found is not None) is fires
    if found:
        assert found.numbers == {"hires": many, "before": earlier, "until": "2026-06-02"}
        assert found.period == "2026-3"


def test_before_the_cut_off_the_one_before_is_looked_at() -> None:
    earlier = last_start(date(2026, 6, 30))
    found = mass_hires(hires(earlier, 5), CUT_OFF - DAY)
    assert found is not None
    assert found.period == "2026-2"


# -- staff ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "after", "many", "back", "fires"),
    [
        (40, 32, 3, 180, True), (40, 33, 3, 180, False), (40, 32, 2, 180, False), (40, 32, 3, 181, False),
        (10, 8, 3, 10, False), (10, 7, 3, 10, True), (40, 50, 3, 10, False),
    ],
)  # fmt: skip
def test_staff_that_fell_by_a_fifth_after_three_hires_is_told(
    before: int, after: int, many: int, back: int, fires: bool
) -> None:
    fell = TODAY - 10 * DAY
    some = tuple(Job(f"p{n}", f"w{n}", fell - back * DAY, None) for n in range(many))
    falls = (Fall(fell, before, after),) if after < before else ()
    found = staff_fell(Firm(group="g", jobs=some, falls=falls), TODAY)
    assert (found is not None) is fires
    if found:
        assert found.numbers == {"before": before, "after": after, "hires": many, "on": fell.isoformat()}
        assert found.size == before - after


def test_a_fall_of_more_than_a_year_ago_is_past() -> None:
    some = tuple(Job(f"p{n}", f"w{n}", TODAY - 365 * DAY, None) for n in range(3))
    assert staff_fell(Firm(group="g", jobs=some, falls=(Fall(TODAY - 364 * DAY, 40, 20),)), TODAY) is not None
    assert staff_fell(Firm(group="g", jobs=some, falls=(Fall(TODAY - 365 * DAY, 40, 20),)), TODAY) is None


def test_a_firm_is_read_from_its_facts() -> None:
    told: dict[str, Any] = {"recorded": date(2026, 1, 1)}
    facts: list[Fact] = [
        Headcount(id="1", entity="g", date=date(2025, 1, 1), headcount=40, **told),
        Headcount(id="2", entity="g", date=date(2025, 6, 1), headcount=30, **told),
        Hired(id="3", placement="p", entity="g", candidate="w", start=date(2025, 5, 1), **told),
        Hired(id="4", placement="q", entity="g", candidate="v", start=date(2025, 5, 2), **told),
        Voided(id="5", placement="q", **told),
        Ended(id="6", placement="p", last_day=date(2025, 8, 1), reason="employer", evidence=1, **told),
        Hired(id="7", placement="r", entity="other", candidate="u", start=date(2025, 5, 2), **told),
    ]
    assert firm(facts, "g", TODAY) == Firm(
        group="g",
        jobs=(Job("p", "w", date(2025, 5, 1), date(2025, 8, 1)),),
        falls=(Fall(date(2025, 6, 1), 40, 30),),
    )


# -- services -------------------------------------------------------------------------------------------------------------
def results(*shares: tuple[int, int]) -> list[ServiceResult]:
    return [ServiceResult(organisation=f"o{n}", kept=kept, settled=settled) for n, (kept, settled) in enumerate(shares)]


ORDINARY = ((60, 100), (55, 100), (65, 100), (58, 100))


@pytest.mark.parametrize(
    ("kept", "settled", "fires"), [(95, 100, True), (68, 100, False), (70, 100, True), (19, 19, False), (20, 20, True)]
)
def test_a_service_more_than_two_tau_above_the_funnel_is_told(kept: int, settled: int, fires: bool) -> None:
    found = above_funnel(results((kept, settled), *ORDINARY), "2026-2")
    assert [one.subject for one in found] == (["o0"] if fires else [])
    if fires:
        assert found[0].numbers["kept"] == kept
        assert found[0].numbers["common_bp"] == 5950


def test_services_that_differ_among_themselves_widen_the_funnel() -> None:
    apart = ((30, 100), (90, 100), (50, 100), (75, 100))
    assert spread(results(*apart)) > spread(results(*ORDINARY)) == 0
    assert above_funnel(results((95, 100), *apart), "2026-2") == []


def test_with_fewer_than_three_other_services_nobody_can_stand_out() -> None:
    assert above_funnel(results((95, 100), *ORDINARY[:2]), "2026-2") == []
    assert len(above_funnel(results((95, 100), *ORDINARY[:3]), "2026-2")) == 1


# -- whatever the facts ---------------------------------------------------------------------------------------------------
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
any_job = st.builds(Job, st.text(max_size=3), st.text(max_size=3), days, st.none() | days)
any_firm = st.builds(
    Firm,
    group=st.sampled_from("ab"),
    jobs=st.lists(any_job, max_size=12).map(lambda some: tuple(sorted(some, key=lambda one: one.start))),
    falls=st.lists(st.builds(Fall, days, st.integers(0, 500), st.integers(0, 500)), max_size=3).map(tuple),
)
any_company = st.builds(
    Company, entity=st.text(max_size=3), group=st.sampled_from("ab"), name=st.text(max_size=12), town=st.text(max_size=3),
    links=st.lists(st.text(max_size=20), max_size=2).map(tuple),
)  # fmt: skip


@given(any_firm, days)
def test_rules_of_one_employer_take_any_facts(one: Firm, today: date) -> None:
    for rule in RULES:
        found = rule(one, today)
        assert found is None or (found.subject == one.group and found.size > 0)


@given(st.lists(any_company, max_size=5), any_firm, any_firm)
def test_the_rule_of_pairs_takes_any_names_and_links(some: list[Company], one: Firm, other: Firm) -> None:
    firms = {"a": one, "b": other}
    assert all(found.subject == "a|b" for found in shells(some, firms, "2026"))


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=8))
def test_the_rule_of_services_takes_any_results(some: list[tuple[int, int]]) -> None:
    given_ = results(*((min(pair), max(pair)) for pair in some))
    assert len(above_funnel(given_, "2026-2")) <= len(given_)
