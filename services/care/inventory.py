"""What is kept, column by column: docs/inventory.toml, and how it differs from the tables."""

from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from services.care import SERVICES
from services.intake import keyring

FILE = Path(__file__).parent.parent.parent / "docs" / "inventory.toml"
CLASSES = ("none", "pseudonymous", "personal", "special", "secret")
FORMS = ("plain", "sealed", "hashed", "wrapped")
OF_THE_TABLE = ("PURPOSE", "KEPT", "THEN", "BY")


class Entry(msgspec.Struct, frozen=True):
    """One column: its class, its form, what it is, and how long it is kept for what."""

    kind: str
    form: str
    what: str
    purpose: str
    kept: str
    then: str


def _read(file: Path) -> dict[str, Any]:
    from tomllib import loads

    return loads(file.read_text())


def inventory(file: Path = FILE) -> dict[str, Entry]:
    """`service.table.column` and its entry. Raises ValueError for an entry that says too little."""
    written = _read(file)
    plumbing = written.pop("every")
    found = {}
    for service, tables in written.items():
        both = tables if service == "keys" else {**plumbing, **tables}
        for table, lines in both.items():
            for column, said in lines.items():
                if column not in OF_THE_TABLE:
                    found[f"{service}.{table}.{column}"] = _entry(f"{service}.{table}.{column}", lines, said)
    return found


def carried_out_by(file: Path = FILE) -> dict[str, tuple[str, list[str]]]:
    """Of each `service.table` (`every.table` for the plumbing): how long it is kept, and what carries that out."""
    written = _read(file)
    return {
        f"{service}.{table}": (lines["KEPT"], lines.get("BY", []))
        for service, tables in written.items()
        for table, lines in tables.items()
    }


def columns() -> set[str]:
    """`service.table.column` of everything that is really there."""
    kept = {**{service.name: service.metadata for service in SERVICES}, "keys": keyring.metadata}
    return {
        f"{name}.{table.name}.{column.name}"
        for name, metadata in kept.items()
        for table in metadata.sorted_tables
        for column in table.columns
    }


def table_of(name: str) -> sa.Table:
    """The table of `service.table.column`."""
    service, table, _ = name.split(".")
    metadata = {**{one.name: one.metadata for one in SERVICES}, "keys": keyring.metadata}[service]
    return next(one for one in metadata.sorted_tables if one.name == table)


def _entry(name: str, lines: dict[str, str], said: list[str]) -> Entry:
    kind, form, what, *own = said
    kept, then = own or (lines["KEPT"], lines["THEN"])
    if kind not in CLASSES or form not in FORMS or not all((what, lines["PURPOSE"], kept, then)):
        raise ValueError(f"the inventory says too little of {name}")
    return Entry(kind, form, what, lines["PURPOSE"], kept, then)
