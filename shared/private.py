"""What lies in the data folder is its owner's alone, whatever the umask of whoever starts the program."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

OTHERS = 0o077
"""The rights of the group and of everybody else."""


def make_for_owner_alone() -> int:
    """From here on this process makes nothing that others may read; returns the umask there was."""
    return os.umask(OTHERS)


def open_to_others(folder: Path) -> list[Path]:
    """The folder itself, and what is in it, where somebody but the owner may do anything with it; sorted."""
    return sorted(path for path in _within(folder) if _rights(path) & OTHERS)


def close_to_others(folder: Path) -> None:
    """Make the folder if it is not there, and take away the others' rights to what is in it from before."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in open_to_others(folder):
        with contextlib.suppress(FileNotFoundError):
            path.chmod(_rights(path) & ~OTHERS)


def _within(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield folder
        yield from folder.rglob("*")


def _rights(path: Path) -> int:
    """A file that has gone meanwhile is open to nobody."""
    try:
        return path.lstat().st_mode & 0o777 if not path.is_symlink() else 0
    except FileNotFoundError:
        return 0
