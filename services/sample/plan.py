"""When everything happens: a plan that follows from the seed and the day alone."""

import datetime
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.recognition.editions.model import latest_quarter_end
from services.recognition.scoring import quarter_ends
from services.sample.employers import NAMED, TOWNS, Firm
from services.sample.lives import Life, desk_day
from services.sample.people import person

__all__ = ["desk_day", "life", "lives", "of_named", "of_relatives", "of_today", "quarters"]

QUARTERS = 12
SETTLES = 120
OFFICE_OF = dict(zip(TOWNS, (0, 0, 0, 0, 1, 1, 2, 2), strict=True))
OFFICERS = (("officer-1", "officer-4"), ("officer-2",), ("officer-3",))


def quarters(today: datetime.date, number: int = QUARTERS) -> list[datetime.date]:
    """The newest quarter-end whose edition is out, and those before it, newest first."""
    day = latest_quarter_end(today)
    found = [day]
    while len(found) < number + 1:
        day = next(iter(quarter_ends(day)))
        found.append(day)
    return found


def words(firm: Firm, seed: int) -> list[str]:
    """The firm's fates for each quarter, oldest first: as written, or its mix dealt out evenly."""
    if not re.search(r"\d", firm.past):
        return [word.replace(".", "") for word in firm.past.split()]
    fates = [letter for word in firm.past.split() for letter in word[0] * int(word[1:])]
    dice = random.Random(f"{seed}/{firm.number}/order")  # noqa: S311 - the same at every start
    dice.shuffle(fates)
    dealt = [""] * QUARTERS
    first = 0 if len(fates) > QUARTERS // 2 else QUARTERS - 8
    for index, fate in enumerate(fates):
        dealt[first + index * (QUARTERS - first) // len(fates)] += fate
    return dealt


def lives(firms: Sequence[Firm], today: datetime.date, seed: int) -> list[Life]:
    """Everybody who was ever hired, by start."""
    found = [life for firm in firms for life in _of_firm(firm, today, seed)]
    return sorted(found, key=lambda life: (life.start, life.firm.number))


def _of_firm(firm: Firm, today: datetime.date, seed: int) -> Iterator[Life]:
    dice = random.Random(f"{seed}/{firm.number}")  # noqa: S311 - the same people at every start
    ends = quarters(today)
    for back, word in enumerate(reversed(words(firm, seed))):
        first = ends[back + 1] - datetime.timedelta(days=SETTLES - 1)
        last = ends[back] - datetime.timedelta(days=SETTLES + 6)
        for fate in word:
            yield life(firm, fate, _some_weekday(dice, first, last), dice)
    first, last = ends[0] - datetime.timedelta(days=SETTLES - 1), today - datetime.timedelta(days=6)
    for fate in firm.now:
        yield life(firm, fate, _some_weekday(dice, first, last), dice)


def life(firm: Firm, fate: str, start: datetime.date, dice: random.Random) -> Life:
    """Somebody of the firm's own town, looked after by one of the officers there."""
    office = OFFICE_OF[firm.town]
    officer = dice.choice(OFFICERS[office])
    who = person(dice, start - datetime.timedelta(days=30), firm.town, firm.sector)
    return Life(fate, firm, office, officer, who, start, dice)


def _some_weekday(dice: random.Random, first: datetime.date, last: datetime.date) -> datetime.date:
    day = first + datetime.timedelta(days=dice.randrange(max((last - first).days, 0) + 1))
    return day - datetime.timedelta(days=max(day.weekday() - 4, 0))


def of_today(firms: Sequence[Firm], today: datetime.date, seed: int) -> list[Life]:
    """A working day in each office: a check due now, one that is late, one that only the employer answered."""
    found = []
    for office in range(len(OFFICERS)):
        here = [firm for firm in firms if OFFICE_OF[firm.town] == office and firm.past]
        dice = random.Random(f"{seed}/today/{office}")  # noqa: S311 - the same at every start
        for index, (fate, ago) in enumerate((("o", 108), ("w?", 98), ("k", 90), ("k", 31), ("k", 9))):
            firm = here[(index * 3 + 1) % len(here)]
            found.append(life(firm, fate, today - datetime.timedelta(days=ago), dice))
    return found


def of_relatives(firms: Sequence[Firm], today: datetime.date, seed: int) -> list[Life]:
    """A hire that the employer's own foundation looks after."""
    firm = next(firm for firm in firms if firm.number == 13)
    dice = random.Random(f"{seed}/relatives")  # noqa: S311 - the same at every start
    made = life(firm, "q", today - datetime.timedelta(days=101), dice)
    return [replace(made, office=len(OFFICERS), officer="officer-5")]


def of_named(today: datetime.date, seed: int) -> list[Life]:
    """Hires with employers that never registered: a number and a name."""
    found = []
    for number, name, town, fates in NAMED:
        firm = Firm(number, name, name, "other", "C", town, "", "m", 2000, 0)
        dice = random.Random(f"{seed}/{number}")  # noqa: S311 - the same at every start
        for index, fate in enumerate(fates):
            found.append(life(firm, fate, today - datetime.timedelta(days=210 + 35 * index), dice))
    return found
