"""How much work an answer takes, counted: what a stranger with a watch could tell apart, however loaded the machine."""

from collections.abc import Callable
from typing import Any, NamedTuple

import sqlalchemy as sa
from argon2 import PasswordHasher

from services.intake.access.model import accounts


class Toil(NamedTuple):
    hashes: int
    """Passwords hashed or compared: nearly all of the time, where there is one."""
    statements: int
    """What the databases are asked."""


class Counting(PasswordHasher):
    """The hasher in use, which counts."""

    done = 0

    def hash(self, *args: Any, **named: Any) -> str:
        self.done += 1
        return super().hash(*args, **named)

    def verify(self, *args: Any, **named: Any) -> Any:
        self.done += 1
        return super().verify(*args, **named)


def toil_of(act: Callable[[], object]) -> Toil:
    used, statements = accounts.HASHER, list[str]()
    counting = Counting(used.time_cost, used.memory_cost, used.parallelism)

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        statements.append(statement)

    accounts.HASHER = counting
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
        accounts.HASHER = used
    return Toil(counting.done, len(statements))


def alike(one: Toil, other: Toil) -> bool:
    """As many passwords, and no more than two statements between them: a letter is a row more."""
    return one.hashes == other.hashes and abs(one.statements - other.statements) <= 2
