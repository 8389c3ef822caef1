"""The tables of several subjects as the one of their service."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from shared.events import Event
from shared.transaction import Transaction

K = TypeVar("K")
V = TypeVar("V")
Hearing = Callable[[list[Any], Transaction], None]


def each_once(name: str, tables: Iterable[Mapping[K, V]]) -> dict[K, V]:
    """All tables as one. Raises ValueError where a key stands twice."""
    found: dict[K, V] = {}
    for table in tables:
        if twice := found.keys() & table.keys():
            raise ValueError(f"{name} lists twice: {twice}")
        found.update(table)
    return found


def in_turn(tables: Iterable[Mapping[type[Event], Hearing]]) -> dict[type[Event], Hearing]:
    """All tables as one; what several subjects hear, each hears in the order of the list."""
    listeners: dict[type[Event], list[Hearing]] = defaultdict(list)
    for table in tables:
        for event, hearing in table.items():
            listeners[event].append(hearing)
    return {event: each[0] if len(each) == 1 else _all_of(each) for event, each in listeners.items()}


def _all_of(several: Sequence[Hearing]) -> Hearing:
    def hear(events: list[Any], tx: Transaction) -> None:
        for hearing in several:
            hearing(events, tx)

    return hear
