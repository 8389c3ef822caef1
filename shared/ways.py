"""What somebody can do about a database that is not whole: the commands as they are typed."""

import shlex
from collections.abc import Sequence

from shared.settings import Settings

RESTORE, SHOW, ADOPT, WITHOUT = "restore", "show", "adopt", "go-on-without"
DECIDE = (SHOW, ADOPT, WITHOUT)


def ways(name: str, settings: Settings, also: Sequence[str] = DECIDE) -> str:
    """Lines to go behind the sentence that says what is wrong: first a backup, then what (`also`) can be decided."""
    program = f"steadfast --data {shlex.quote(str(settings.data.resolve()))}"
    restore = f"{program} restore BACKUPFOLDER --data NEWFOLDER"
    if settings.database.startswith("postgresql"):
        restore = "restore its dump with pg_restore: deploy/README.md"
    lines = {
        RESTORE: (restore, "a backup that has what is missing: the only way to have the records again"),
        SHOW: (f"{program} loss show {name}", "what is missing, since when"),
        ADOPT: (f'{program} loss adopt {name} --reason "..."', "the events count as told; the records stay lost"),
        WITHOUT: (f'{program} loss go-on-without {name} --reason "..."', "neither: others keep what they heard"),
    }
    chosen = [lines[way] for way in (RESTORE, *also)]
    said = "".join(f"\n    {command}\n        {what}" for command, what in chosen)
    return f"{name} serves nobody until somebody decides: stop the program, then one of{said}"
