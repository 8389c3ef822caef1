"""What counts as a correction and what as news, and how the rule of five counts it: pure functions (DESIGN 6)."""

import datetime
from typing import Any

import pytest

from services.recognition.editions.rules import corrections
from services.recognition.scoring import CURRENT, Ended, Hired, Settled

KEPT, LOST = Settled("R", 3, True), Settled("L", 0, False)
NEWS = datetime.date(2026, 2, 1)


def test_a_hire_told_anew_in_the_same_words_puts_nobody_right() -> None:
    day, later = datetime.date(2025, 1, 1), datetime.date(2025, 8, 1)
    knew = corrections.Knew(as_of=datetime.date(2025, 6, 30), method=CURRENT)

    def told(rev: int, who: str, **more: Any) -> Hired:
        facts = {"placement": "p", "entity": "e", "candidate": who, "start": day, "rev": rev, **more}
        return Hired(id=f"h-{rev}", recorded=later if rev else day, **facts)

    assert corrections.corrected_people([told(0, "a"), told(1, "b")], knew) == set()
    assert corrections.corrected_people([told(0, "a"), told(1, "b", hours=40)], knew) == {"a", "b"}
    back = [told(0, "a"), told(1, "a", hours=40), told(2, "a")]
    assert corrections.corrected_people(back, knew) == {"a"}, "put right and back again is put right"


@pytest.mark.parametrize(
    ("days", "more", "right"),
    [
        (61, {"permanent": True}, False),
        (61, {"planned_days": 120}, False),
        (61, {"planned_days": 120, "hours": 40}, True),
        (61, {"planned_days": 50}, True),
        (20, {"permanent": True}, True),
    ],
)
def test_a_term_that_still_ran_and_was_prolonged_later_is_news(days: int, more: dict[str, Any], right: bool) -> None:
    """One that had ended by T, a shorter one and one with anything else told anew are put right."""
    day, as_of = datetime.date(2025, 5, 15), datetime.date(2025, 6, 30)
    knew = corrections.Knew(as_of=as_of, method=CURRENT)
    facts: dict[str, Any] = {"placement": "p", "entity": "e", "candidate": "a", "start": day, "planned_days": days}
    first = Hired(id="h-0", recorded=day, **facts)
    after = Hired(id="h-1", recorded=NEWS, **{**facts, "rev": 1, **more})
    assert corrections.corrections_only([first, after], knew) == ([first, after] if right else [first])


def test_an_ending_told_otherwise_puts_its_person_right() -> None:
    day = datetime.date(2025, 1, 1)
    knew = corrections.Knew(as_of=datetime.date(2025, 6, 30), method=CURRENT)
    hire = Hired(id="h", recorded=day, placement="p", entity="e", candidate="a", start=day)
    first = Ended(id="e-0", recorded=day, placement="p", last_day=day, reason="employer", evidence=1)
    other = Ended(id="e-1", recorded=NEWS, placement="p", rev=1)
    assert corrections.corrected_people([hire, first], knew) == set()
    assert corrections.corrected_people([hire, first, other], knew) == {"a"}


def test_five_is_counted_in_people_and_by_whoever_they_are_now() -> None:
    published = {f"p{n}": KEPT for n in range(6)}
    now = {f"p{n}": f"q{n}" for n in range(6)}
    right = {f"q{n}": KEPT for n in range(6)} | {"q0": LOST}
    assert corrections.obeying_five(published, right, now, asked=False, enough=5) == (published, 1)
    assert corrections.obeying_five(published, right, now, asked=True, enough=5) == (right, 0)
    all_lost = {f"q{n}": LOST for n in range(5)} | {"q5": KEPT}
    assert corrections.obeying_five(published, all_lost, now, asked=False, enough=5) == (all_lost, 0)
