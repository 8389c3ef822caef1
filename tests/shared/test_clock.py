"""Business time is turned by tests and the demonstration, forward only."""

import datetime
from pathlib import Path

from shared.clock import SOFIA, Clock


def test_a_clock_turned_to_an_hour_is_never_short_of_it(tmp_path: Path) -> None:
    """What opens at ten is open at once: whole seconds are kept, so a fraction could be missing."""
    clock = Clock(tmp_path / "clock")
    for days in range(1, 40):
        day = datetime.date(2031, 1, 1) + datetime.timedelta(days=days)
        clock.turn_to(day, 10)
        assert clock.now() >= datetime.datetime.combine(day, datetime.time(10), SOFIA)


def test_a_day_that_is_here_already_changes_nothing(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "clock")
    clock.turn_to(datetime.date(2031, 1, 2))
    before = clock.offset()
    clock.turn_to(datetime.date(2031, 1, 1))
    assert clock.offset() == before
