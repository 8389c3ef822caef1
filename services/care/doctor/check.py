"""One thing the doctor looked at, and how it is said."""

import msgspec

FINE, LOOK, FAILS, NOT_NOW = "ok", "look", "FAIL", "-"
WAITS = 60.0
"""Seconds after which something that waits is late."""


class Check(msgspec.Struct, frozen=True):
    """One thing looked at: `ok`, `look`, `FAIL` or `-` (could not be looked at now), what was seen, what to do."""

    name: str
    state: str
    say: str
    do: str = ""


def closed(name: str, lost: str) -> Check:
    """A service that serves nobody: what was lost, and the commands."""
    say, _, do = lost.partition(f". {name} ")
    return Check(
        f"records of {name}", FAILS, say, f"{name} {do}" if do else "end the program that holds it, or see to the disk"
    )


def check(name: str, good: bool, say: str, do: str, bad: str = FAILS) -> Check:
    return Check(name, FINE if good else bad, say, "" if good else do)
