"""What the walks asked SQLite is asked PostgreSQL too, with the same values: each statement, not each request.

The walks of `doors` and `browser` send what chance and links lead to, far more of it to SQLite. Whatever else ran there
must have run on PostgreSQL in a test that looks at the answer; of a walk it is enough that PostgreSQL can answer.
"""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from services.intake import keyring
from services.program import SERVICES
from shared.database import Database
from tests.databases import furnish
from tests.statements import SAVEPOINT, WALKED, Asked, fingerprints, texts

METADATA = {**{name: service.metadata for name, service in SERVICES.items()}, "keys": keyring.metadata}


def ask_again(pattern: str) -> set[str]:
    """Ask these empty databases what no other test of this process ran on PostgreSQL; which of it was answered."""
    known, answered = fingerprints("postgresql"), set[str]()
    waiting = defaultdict[str, list[tuple[Any, Asked]]](list)
    for compiled, asked in WALKED.items():
        if not known.issuperset(texts(compiled)):
            waiting[asked.database].append((compiled, asked))
    for name in waiting.keys() & METADATA.keys():
        database = Database(pattern.replace("{service}", name))
        furnish(database, METADATA[name])
        with database.engine.connect() as connection:
            for compiled, asked in waiting[name]:
                if _answers(connection, compiled, asked):
                    answered.update(texts(compiled))
            connection.rollback()
        database.dispose()
    return answered


def _answers(connection: sa.Connection, compiled: Any, asked: Asked) -> bool:
    """Whether the server carries it out; that a row does not fit to empty tables, it finds when it does."""
    if SAVEPOINT.search(str(compiled)):
        return False
    try:
        with connection.begin_nested():
            connection.execute(compiled.statement, _values(compiled, asked)).close()
    except sa.exc.IntegrityError:
        return True
    except sa.exc.SQLAlchemyError:
        return False
    return True


def _values(compiled: Any, asked: Asked) -> dict[str, Any]:
    """The values by column for what changes rows, else by parameter."""
    if not (compiled.isinsert or compiled.isupdate):
        return asked.values
    return {name: asked.values[name] for name in compiled.column_keys or () if name in asked.values}
