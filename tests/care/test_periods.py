"""What the inventory says is what happens: every period has somebody who carries it out, or a reason."""

import importlib
import re

import pytest

from services.care import retention
from services.care.inventory import carried_out_by, inventory
from services.intake.rights.handlers.retention import PERIODS as INTAKE_PERIODS
from services.placements.hires.handlers.retention import PERIODS as PLACEMENTS_PERIODS

DURATION = re.compile(r"\d+ (?:minutes?|hours?|days?|months?|years?)")


WHERE = re.compile(r"(?:(?P<time>.+) by )?(?P<module>[a-z_.]+):(?P<name>\w+)")


BY_TABLE = {
    f"{service}.{period.table.name}": [one.kept for one in periods if one.table is period.table]
    for service, periods in retention.PERIODS.items()
    for period in periods
}


CARRIED = carried_out_by()


@pytest.mark.parametrize("table", sorted(CARRIED))
def test_every_period_is_carried_out_or_says_why_not(table: str) -> None:
    kept, by = CARRIED[table]
    assert by, f"{table}: say in docs/inventory.toml what carries its period out"
    assert ("timer" in by) == (table in BY_TABLE), "a timer is named where there is one, and only there"
    carried = " ".join([*BY_TABLE.get(table, []), *by])
    for entry in by:
        if entry == "timer":
            continue
        if entry.startswith("kept: "):
            assert len(entry) > 25, "a reason, not a word"
        elif entry.startswith("with "):
            assert entry.removeprefix("with ") in CARRIED
        else:
            found = WHERE.fullmatch(entry)
            assert found, entry
            assert hasattr(importlib.import_module(found["module"]), found["name"]), entry
    for duration in DURATION.findall(kept):
        assert duration in carried, f"{table} is kept {duration}, and nothing carries that out"


def test_every_timer_says_what_the_inventory_says() -> None:
    written = {table: kept for table, (kept, _) in CARRIED.items()}
    columns = {name.rpartition(".")[0]: entry.kept for name, entry in inventory().items() if name.endswith(".contact")}
    for table, periods in BY_TABLE.items():
        for kept in periods:
            assert kept in f"{written[table]} {columns.get(table, '')}", f"{table}: {kept}"


def test_a_column_with_a_period_of_its_own_has_a_timer() -> None:
    own = {name: entry.kept for name, entry in inventory().items() if entry.kept != CARRIED.get(_table(name), ("",))[0]}
    plumbing = {name for name in own if f"every.{name.split('.')[1]}" in CARRIED}
    for name in set(own) - plumbing:
        assert own[name] in BY_TABLE[_table(name)], name


def _table(column: str) -> str:
    return column.rpartition(".")[0]


def test_the_log_is_never_pruned() -> None:
    boxes = {"outbox", "inbox", "checkpoint"}
    assert not boxes & {period.table.name for period in (*INTAKE_PERIODS, *PLACEMENTS_PERIODS)}
