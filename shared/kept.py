"""What a query found is kept until it may be something else: by a number that counts up with every such change."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")
KEPT = "what queries keep"
"""Of a session that only reads: what was found, by name, with its revision."""


def kept(session: Session, name: str, revision: int | None, query: Callable[[Session], T]) -> T:
    """What the query found when this revision was read in a view of this process before, or finds now.

    `revision` was read in this very view, before, and whatever changes the answer counts it up in its own transaction.
    What is found in a transaction that writes, or without a revision, is not kept.
    """
    before: dict[str, tuple[int, T]] | None = session.info.get(KEPT)
    if before is None or revision is None:
        return query(session)
    found = before.get(name)
    if found is None or found[0] != revision:
        found = before[name] = (revision, query(session))
    return found[1]
