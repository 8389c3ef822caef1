"""Two employers that look like one: told on a made example, and not on its neighbours."""

import random
from datetime import timedelta
from itertools import combinations

import pytest

from services.recognition.oversight.rules.shells import Company, _neighbours, handovers, name_stem, own_sites, shells
from services.recognition.oversight.rules.view import Firm, Job
from tests.recognition.oversight.test_rules import TODAY, jobs


def company(group: str, name: str = "", town: str = "Русе", link: str = "") -> Company:
    return Company(entity=group, group=group, name=name or group, town=town, links=(link,) if link else ())


def pair() -> dict[str, Firm]:
    return {group: jobs((100, None), group=group) for group in ("a", "b")}


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        (company("a", link="https://www.mebel.bg/x"), company("b", link="https://mebel.bg"), "site"),
        (company("a", link="https://facebook.com/mebel"), company("b", link="https://m.facebook.com/mebel/"), "site"),
        (company("a", "Мебел Арт 1 ЕООД"), company("b", "„Mebel Art“ OOD"), "name"),
    ],
)
def test_two_groups_with_one_site_or_one_name_in_one_town_are_told(one: Company, other: Company, sign: str) -> None:
    (found,) = shells([one, other], pair(), "2026")
    assert (found.subject, found.numbers[sign], found.size) == ("a|b", 1, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (company("a", link="https://facebook.com/a"), company("b", link="https://facebook.com/b")),
        (company("a", link="https://facebook.com"), company("b", link="https://facebook.com")),
        (company("a", "Мебел ЕООД"), company("b", "Мебел ООД", town="Варна")),
        (company("a", "Мебел"), company("b", "Пекарна")),
        (company("a", "1 ЕООД"), company("b", "2 ООД")),
    ],
)
def test_neighbours_with_nothing_of_their_own_in_common_are_not(one: Company, other: Company) -> None:
    assert shells([one, other], pair(), "2026") == []


def test_who_hires_nobody_is_no_shell_and_a_group_is_no_pair_with_itself() -> None:
    some = [company("a", "Мебел"), company("b", "Мебел")]
    assert shells(some, {"a": jobs((100, None), group="a"), "b": Firm(group="b")}, "2026") == []
    same = [company("a", "Мебел"), Company(entity="a2", group="a", name="Мебел", town="Русе")]
    assert shells(same, pair(), "2026") == []


def test_what_many_share_says_nothing() -> None:
    many = {f"g{n}": jobs((100, None), group=f"g{n}") for n in range(9)}
    assert shells([company(group, "Хотел") for group in many], many, "2026") == []


def shared(people: int) -> dict[str, Firm]:
    """Two employers for which the same people worked."""
    return {
        group: Firm(group=group, jobs=tuple(Job(f"{group}{n}", f"w{n}", TODAY, None) for n in range(people)))
        for group in ("a", "b")
    }


@pytest.mark.parametrize(("people", "fires"), [(2, True), (1, False)])
def test_two_people_who_worked_for_both_are_told(people: int, fires: bool) -> None:
    found = shells([company("a", "Едно"), company("b", "Друго")], shared(people), "2026")
    assert [one.numbers["people"] for one in found] == ([people] if fires else [])


@pytest.mark.parametrize(("many", "gap", "told"), [(5, 1, 5), (5, 3, 5), (5, 4, 0), (4, 1, 0)])
def test_five_jobs_that_begin_with_the_other_within_three_days_are_told(many: int, gap: int, told: int) -> None:
    first = jobs(*[(400 - 30 * n, 20) for n in range(many)], group="a")
    then = jobs(*[(400 - 30 * n - 20 - gap, None) for n in range(many)], group="b")
    assert handovers(first, then) == handovers(then, first) == told


def test_two_busy_employers_hand_nobody_over_by_chance() -> None:
    first = jobs(*[(700 - 7 * n, 60) for n in range(80)], group="a")
    then = jobs(*[(700 - 5 * n, None) for n in range(120)], group="b")
    assert handovers(first, then) == 0


def test_a_name_is_compared_without_form_number_and_alphabet() -> None:
    assert name_stem("„Мебел-Арт 2“ ЕООД") == name_stem("MEBEL ART ood") == "mebel art"
    assert name_stem("ЕООД 12") == ""
    assert own_sites(["", "http://[x", "https://instagram.com/", "https://www.a.bg/b"]) == {"a.bg"}


def by_chance(seed: int, groups: int) -> dict[str, Firm]:
    """Employers of one town whose jobs begin and end by chance, and one that takes over all of another's."""
    chance, firms = random.Random(seed), {}
    for n in range(groups):
        starts = [TODAY - timedelta(chance.randrange(100, 1200)) for _ in range(12)]
        some = [
            Job(f"{n}-{m}", f"w{n}-{m}", day, day + timedelta(chance.randrange(5, 90))) for m, day in enumerate(starts)
        ]
        firms[f"g{n:02}"] = Firm(group=f"g{n:02}", jobs=tuple(sorted(some, key=lambda job: job.start)))
    ends = sorted(job.end for job in firms["g00"].jobs if job.end)
    after = tuple(Job(f"x{m}", f"x{m}", day + timedelta(1), None) for m, day in enumerate(ends))
    return {**firms, "x": Firm(group="x", jobs=after)}


@pytest.mark.parametrize("seed", range(5))
def test_handovers_are_found_without_comparing_each_employer_of_a_town_with_each(seed: int) -> None:
    firms = by_chance(seed, 40)
    some = [company(group, f"Фирма {chr(1072 + n % 30) * (n + 1)}") for n, group in enumerate(firms)]
    told = {one.subject: one.numbers["moved"] for one in shells(some, firms, "2026")}
    every = {f"{a}|{b}": handovers(firms[a], firms[b]) for a, b in combinations(sorted(firms), 2)}
    assert told == {pair: moved for pair, moved in every.items() if moved}
    assert told["g00|x"] == 12
    assert len(list(_neighbours(some, firms))) < 10
