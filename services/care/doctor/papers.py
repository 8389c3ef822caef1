"""The doctor compares what is kept with what the inventory says is kept."""

from services.care import inventory
from services.care.doctor.check import FAILS, NOT_NOW, Check, check


def look_at_inventory() -> Check:
    if not inventory.FILE.is_file():
        return Check("inventory", NOT_NOW, "docs/inventory.toml is not installed here")
    try:
        written = set(inventory.inventory())
    except ValueError as error:
        return Check("inventory", FAILS, str(error), "complete docs/inventory.toml")
    differ = sorted(written ^ inventory.columns())
    say = f"differs: {', '.join(differ[:5])}" if differ else f"{len(written)} columns"
    return check("inventory", not differ, say, "write down in docs/inventory.toml what is kept and why")
