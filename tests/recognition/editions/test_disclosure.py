"""What readers of all editions together can learn: nothing about fewer than five people (D1-D4, D9)."""

from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from random import Random

import msgspec
import pytest

from services.recognition import scoring
from services.recognition.editions.people import changed_people
from services.recognition.editions.rules.canonical import canonical
from services.recognition.editions.rules.corrections import Knew
from services.recognition.editions.rules.entries import corrected, entry
from services.recognition.scoring import CURRENT
from tests.recognition.publication import (
    QUARTERS,
    Edition,
    Firm,
    group_of,
    line_of,
    not_personal,
    pending,
    prior_of,
)
from tests.recognition.scoring.scoring_log import Log

LOGS = 2000


@lru_cache(maxsize=400)
def five_years_of(seed: int) -> list[Edition]:
    """What twenty editions said of one firm: some tests look at the same first few hundred."""
    return list(line_of(Firm(Random(seed)).facts, QUARTERS[:20]))


def causes(before: Edition, now: Edition, line: list[Edition]) -> set[str]:
    """Everything that may make a row differ from the one in the edition before (D3, D4; DESIGN 6)."""
    found = set()
    if changed_people(before.entry.basis, now.entry.basis) >= 5:
        found.add("five people")
    if not_personal(before.entry) != not_personal(now.entry):
        found.add("not personal")
    taken = next(one.as_of for one in line if one.number == before.entry.taken_in)
    if sum(taken <= one.as_of < now.as_of for one in line) >= 4:
        found.add("basis four editions old")
    if before.entry.standing.on_memory or now.entry.standing.on_memory:
        found.add("memory")
    return found


def test_no_row_differs_from_the_edition_before_without_five_people_or_a_public_reason() -> None:
    differing = 0
    seen: set[str] = set()
    for seed in reversed(range(LOGS)):
        line: list[Edition] = []
        for now in five_years_of(seed):
            line.append(now)
            if len(line) < 2 or line[-2].entry.row == now.entry.row:
                continue
            differing += 1
            why = causes(line[-2], now, line)
            assert why, f"seed {seed}: {now.number} differs from {line[-2].number} for no allowed reason"
            seen |= why
    assert differing > LOGS
    assert seen == {"five people", "not personal", "basis four editions old", "memory"}


def test_between_two_bases_nothing_that_rests_on_people_moves() -> None:
    """Held back means held: with the same basis and the same public facts only memory can move a tier."""
    for seed in range(300):
        for before, now in pairwise(five_years_of(seed)):
            if before.entry.taken_in == now.entry.taken_in and not_personal(before.entry) == not_personal(now.entry):
                assert now.entry.basis == before.entry.basis
                assert now.entry.standing.points == before.entry.standing.points
                assert now.entry.standing.raw_tier == before.entry.standing.raw_tier


def test_a_first_row_rests_on_five_settled_people_and_so_does_every_other() -> None:
    first = 0
    for seed in range(400):
        line = five_years_of(seed)
        for one in line:
            if one.entry.row:
                assert one.entry.standing.settled_people >= 5
                assert len(one.entry.basis) >= 5
        first += any(one.entry.row for one in line)
    assert first > 100


def document(lines: list[list[Edition]], which: int) -> bytes:
    return canonical([row for line in lines if (row := line[which].entry.row)], "")


@pytest.mark.parametrize("back", [0, 1, 60, 89, 90, 119])
def test_a_pending_person_leaves_the_edition_the_same_to_the_byte(back: int) -> None:
    """Hired less than 120 days before T: rows, order, size and digest are those of a board without this person."""
    which = 11
    as_of = QUARTERS[which]
    lines, more = [], []
    for seed in range(40):
        facts = Firm(Random(seed), years=3).facts
        lines.append(list(line_of(facts, QUARTERS[: which + 1])))
        more.append(list(line_of([*facts, *pending("new", as_of, back)], QUARTERS[: which + 1])))
    assert document(lines, which) == document(more, which)
    assert document(lines, which)


def test_the_person_counts_on_day_120_and_not_before() -> None:
    """The same test must be able to fail: one day older, and the basis has one person more."""
    as_of = QUARTERS[11]
    facts = Firm(Random(1)).facts
    with_119 = scoring.basis([*facts, *pending("new", as_of, 119)], "E1", as_of, method=CURRENT)
    with_120 = scoring.basis([*facts, *pending("new", as_of, 120)], "E1", as_of, method=CURRENT)
    assert "person of new" not in with_119
    assert "person of new" in with_120


def test_a_row_has_no_number_finer_than_its_floors() -> None:
    """Nothing in a row but names, tier, floors and practices; floors are multiples, never below their step."""
    fields = {"group", "name", "name_latin", "sector", "town", "tier", "kept_floor", "points_floor", "practices"}
    floors = 0
    for seed in range(300):
        for one in line_of(Firm(Random(seed), hires=80).facts, QUARTERS[8:16]):
            if row := one.entry.row:
                assert set(msgspec.to_builtins(row)) <= fields
                assert row.kept_floor is None or (row.kept_floor >= 10 and row.kept_floor % 10 == 0)
                if row.points_floor is not None:
                    floors += 1
                    assert row.points_floor % 5 == 0
                    assert one.entry.standing.settled_people >= 50
    assert floors


def test_points_are_shown_only_from_fifty_people_who_settled_and_only_if_agreed() -> None:
    def shown(people: int, agreed: bool) -> int | None:
        log = Log(25)
        log.kept(people, 0)
        stood = entry(group_of(log.facts, agreed), None, "2024-3", date(2024, 9, 30), date(2024, 9, 30), CURRENT)
        assert stood.row is not None
        return stood.row.points_floor

    assert shown(50, True) is not None
    assert shown(49, True) is None
    assert shown(50, False) is None


def test_a_pending_person_changes_nothing_in_a_correction_either() -> None:
    as_of = QUARTERS[11]
    for seed in range(40):
        facts = Firm(Random(seed), years=3).facts
        for all_facts in (facts, [*facts, *pending("new", as_of, 60)]):
            line = list(line_of(all_facts, QUARTERS[:12]))
            knew = {one.number: Knew(as_of=one.as_of, method=CURRENT) for one in line}
            prior = prior_of(line)
            assert prior is not None
            before = prior_of(line[:-1])
            prior = msgspec.structs.replace(prior, raw_tiers=before.raw_tiers if before else ())
            known = as_of + timedelta(40)
            right = corrected(group_of(all_facts), prior, knew[prior.taken_in], knew[line[-1].number], known)
            assert right.row == line[-1].entry.row, f"seed {seed}: a correction without anything corrected"
