"""What an officer meets these weeks: somebody of seventeen, papers that end, a term that is over, one person twice."""

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from services.intake.employers import commands as employers
from services.intake.employers.handlers import employers as employer_work
from services.sample.diary import Diary
from services.sample.employers import Firm
from services.sample.joining import key_of
from services.sample.lives import Life
from services.sample.people import Person, person
from services.sample.plan import OFFICERS, life
from services.sample.searching import Seeker

YOUNG_AGO, TERM_AGO, PAPER_AGO = 24, 62, 40
"""How many days ago somebody of seventeen, somebody for a season and somebody with a paper that ends were hired."""
PAPER_LEFT = 25
"""Days left of that paper."""
FELL: Mapping[int, int] = {3: 18, 18: 82, 59: 195}
"""Firms whose staff fell by a quarter, hires or not, and to how many: each an alert that somebody looks into."""
FELL_AGO = 4


def hires(firms: Sequence[Firm], today: datetime.date, seed: int) -> list[Life]:
    """In Plovdiv, in the bakery, the hotel and the small bakery; none of them is in an edition yet."""
    there = {firm.number: firm for firm in firms}
    some = (("m", 1, YOUNG_AGO), ("n", 3, TERM_AGO), ("p", 11, PAPER_AGO))
    made = [_hire(fate, there[number], today - datetime.timedelta(days=ago), seed) for fate, number, ago in some]
    young, season, paper = made
    return [
        replace(young, person=of_seventeen(young)),
        season,
        replace(paper, person=ending_paper(paper.person, today)),
    ]


def _hire(fate: str, firm: Firm, start: datetime.date, seed: int) -> Life:
    dice = random.Random(f"{seed}/lately/{fate}")  # noqa: S311 - the same at every start
    return replace(life(firm, fate, start, dice), officer=OFFICERS[0][0])


def of_seventeen(young: Life) -> Person:
    """A pupil from here, who turns eighteen within the year."""
    born = young.start.replace(year=young.start.year - 17, day=1) - datetime.timedelta(days=45)
    quick = msgspec.structs.replace(young.person.quick, name="Калоян Недев", born=born, language="bg")
    more = {**young.person.more, "languages": ("bg:native",), "right": "unrestricted", "right_date": None}
    return replace(young.person, quick=quick, more=more, origin="bg")


def ending_paper(who: Person, today: datetime.date) -> Person:
    """The same person, with a paper that ends soon."""
    until = today + datetime.timedelta(days=PAPER_LEFT)
    return replace(who, more={**who.more, "right": "until", "right_date": until})


def seekers(today: datetime.date, seed: int) -> list[Seeker]:
    """One who is ready and whose paper ends; and one person who came to Plovdiv and, a month later, to Sofia."""
    dice = random.Random(f"{seed}/lately")  # noqa: S311 - the same at every start
    came = today - datetime.timedelta(days=47)
    ending = ending_paper(person(dice, came, "Пловдив", "I"), today)
    twice = person(dice, came, "Пловдив", "C")
    again = today - datetime.timedelta(days=9)
    return [
        Seeker(ending, 0, OFFICERS[0][0], "ready", came),
        Seeker(twice, 0, OFFICERS[0][0], "ready", came),
        Seeker(twice, 1, OFFICERS[1][0], "described", again),
    ]


def count_fewer(diary: Diary, firms: Sequence[Firm], today: datetime.date) -> None:
    """Employers count their staff again, and it is fewer people than they said before."""
    day = today - datetime.timedelta(days=FELL_AGO)
    for firm in firms:
        if firm.number in FELL:
            command = employers.CountStaff(employer=key_of(firm.number), headcount=FELL[firm.number])
            diary.note(day, f"employer-{firm.number}", lambda tx, said=command: employer_work.count_staff(said, tx), 9)  # type: ignore[misc]
