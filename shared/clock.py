"""The only place that asks what time it is: the machine's clock, or a file that tests and the demo turn forward."""

import datetime
import math
import time
from pathlib import Path
from zoneinfo import ZoneInfo

SOFIA = ZoneInfo("Europe/Sofia")


class Clock:
    """Business time. With a file, an offset in whole seconds is read from it, so that every process sees the same turn."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file

    def offset(self) -> datetime.timedelta:
        if self.file is None or not self.file.exists():
            return datetime.timedelta()
        return datetime.timedelta(seconds=int(self.file.read_text() or "0"))

    def now(self) -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC) + self.offset()

    def today(self, zone: ZoneInfo = SOFIA) -> datetime.date:
        return self.now().astimezone(zone).date()

    def turn(self, by: datetime.timedelta) -> None:
        """Turn the clock forward; never back, since what was recorded stays recorded."""
        if self.file is None:
            raise ValueError("only a clock with a file can be turned: set STEADFAST_CLOCK")
        if by < datetime.timedelta():
            raise ValueError("the clock only goes forward")
        self.file.parent.mkdir(parents=True, exist_ok=True)
        turned = self.file.with_suffix(".new")
        turned.write_text(str(math.ceil((self.offset() + by).total_seconds())))
        turned.replace(self.file)

    def turn_to(self, day: datetime.date, hour: int = 8) -> None:
        """Turn forward to a local morning, never short of it; a day that is already here changes nothing."""
        morning = datetime.datetime.combine(day, datetime.time(hour), SOFIA)
        self.turn(max(morning - self.now(), datetime.timedelta()))


def machine_now() -> datetime.datetime:
    """The machine's own time, for sessions, leases and throttles: never turned."""
    return datetime.datetime.now(datetime.UTC)


def machine_seconds() -> float:
    return time.time()


def machine_monotonic() -> float:
    """Seconds since some moment, for how long something took or waits: no change of the clock moves it."""
    return time.monotonic()


def end_of_day(day: datetime.date, zone: ZoneInfo = SOFIA) -> datetime.datetime:
    """The last microsecond of a local day, as an instant."""
    following = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zone)
    return following.astimezone(datetime.UTC) - datetime.timedelta(microseconds=1)
