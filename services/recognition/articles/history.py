"""What board and archive show of a group's earlier editions: nothing here is said for the first time."""

from __future__ import annotations

from typing import Literal

from .record import Fact

Circle = Literal["town", "sector"]


class History(Fact, frozen=True):
    """One group's marks over the quarterly editions; a quarter with corrections is one edition."""

    in_a_row: int = 1
    """Editions in a row with a mark, the newest included."""
    regained: bool = False
    """Without a mark in the edition before this one, with one at some time before that."""
    first_in: tuple[Circle, ...] = ()
    """Where no other employer had a mark in the edition of its own first mark, nor anybody before it."""
    only_in: tuple[Circle, ...] = ()
    """Where no other employer has a mark in this edition."""
