"""Named points on both sides of whatever must not be done by halves: `make faults` kills a process at each of them.

A name says where: `intake before commit RegisterEmployer`. In use nobody hears, and a point asks one empty list.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

STEPS = ("commit", "publish", "take", "acknowledge", "mail", "slice", "backup")
About = Callable[[], Iterable[str]]
"""What a step is about, asked only where somebody hears: the types of a page of a thousand events."""

HEARERS: list[Callable[[str], None]] = []
"""Whoever is told each name that is come by. Empty, but in a process of `make faults`."""


def before(step: str, service: str, about: str | About = "") -> None:
    if HEARERS:
        _say("before", step, service, about)


def after(step: str, service: str, about: str | About = "") -> None:
    if HEARERS:
        _say("after", step, service, about)


@contextmanager
def around(step: str, service: str, about: str | About = "") -> Iterator[None]:
    """Both sides of what is done within; what fails within is not done, and has no other side."""
    before(step, service, about)
    yield
    after(step, service, about)


def named(work: Callable[..., Any], command: object = None) -> str:
    """What a transaction is for: the command that it carries out, or the function that has it done."""
    if isinstance(command, msgspec.Struct):
        return type(command).__name__
    name: str = getattr(work, "__qualname__", type(work).__name__)
    return name.partition(".<locals>")[0]


def _say(side: str, step: str, service: str, about: str | About) -> None:
    for each in sorted({about} if isinstance(about, str) else set(about())):
        for hear in HEARERS:
            hear(" ".join(filter(None, (service, side, step, each))))
