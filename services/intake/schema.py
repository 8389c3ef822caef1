"""The metadata of intake's database, with the plumbing every service has."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import registry

from shared.tables import plumbing

metadata = sa.MetaData()
plumbing(metadata)
mapping = registry(metadata=metadata)


class Words(sa.types.TypeDecorator[Any]):
    """A tuple of short texts."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        return None if value is None else tuple(value)


def reference(to: str, *, nullable: bool = False, index: bool = True) -> sa.Column[str]:
    """A column named after its table that must find its row by the end of the transaction."""
    key = sa.ForeignKey(f"{to}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(to, sa.String(64), key, nullable=nullable, index=index)
