"""Where the project's own code lies, and its three services, for rules that look at all of it."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from services.routes import SERVICES

ROOT = Path(__file__).parents[2]
NAMES = [service.name for service in SERVICES]


def tracked() -> list[Path]:
    """Every file that is or is about to be in the repository and is still there."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def sources(*folders: str) -> list[Path]:
    """The Python files below these folders, database revisions left out."""
    found = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return [file for file in found if "migrations" not in file.parts]


def subjects(service: str) -> list[Path]:
    """The folders of a service's subjects."""
    folder = ROOT / "services" / service
    return sorted(one for one in folder.iterdir() if one.is_dir() and one.name not in ("migrations", "__pycache__"))


def rooms(service: str, *names: str) -> list[Path]:
    """The Python files of these rooms of every subject, whether a room is a file or a folder."""
    found = sources(f"services/{service}")
    places = {file: file.relative_to(ROOT / "services" / service).parts for file in found}
    return [file for file in found if len(places[file]) > 1 and places[file][1].split(".")[0] in names]


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), str(file))


def module(file: Path) -> ModuleType:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


def values(file: Path) -> Iterator[tuple[ast.AST, Any]]:
    """Each name the file uses, annotations left out, with the thing it stands for at the top of the module."""
    told = set()
    for node in ast.walk(tree(file)):
        for place in ("annotation", "returns"):
            if isinstance(getattr(node, place, None), ast.AST):
                told |= set(ast.walk(getattr(node, place)))
    names = vars(module(file))
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Name | ast.Attribute) and node not in told:
            yield node, _thing(node, names)


def _thing(node: ast.AST, names: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = _thing(node.value, names)
        return getattr(owner, node.attr, None) if isinstance(owner, ModuleType) else None
    return None


def place(file: Path, node: Any) -> str:
    return f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
