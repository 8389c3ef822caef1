"""Whatever must not be done by halves has a fault point on both sides, so that `make faults` can kill a process there."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.house.code import ROOT, sources

Act = Callable[[ast.AST], bool]
SCRATCH = {"shared/rebuild.py", "shared/migrations.py"}
"""What is made there is thrown away when a process dies, or is a schema under the guard of its own tests."""


def called(node: ast.AST, *names: str) -> bool:
    """Whether this calls a method of one of these names."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names


def handed(node: ast.AST, name: str) -> bool:
    """Whether this is a call that is handed something of this name, or calls it."""
    if not isinstance(node, ast.Call):
        return False
    return any(ast.unparse(one) == name for one in (node.func, *node.args))


ACTS: dict[str, Act] = {
    "publish": lambda node: called(node, "publish_page", "publish_one"),
    "take": lambda node: called(node, "write") and handed(node, "'take'"),
    "acknowledge": lambda node: called(node, "update") and handed(node, "self.checkpoint"),
    "mail": lambda node: handed(node, "asyncio.to_thread") and handed(node, "post"),
    "slice": lambda node: handed(node, "stages.write"),
}
OPENED = ("session", "engine", "connection")
ELSEWHERE = {"begin", "rewind"}
"""Functions that move the checkpoint when nothing is taken: each in a transaction of its own, whose commit has its points."""


def uncovered(text: str, step: str) -> Iterator[str]:
    """Acts of this kind in a file that stand outside `with faultpoints.around(step, ...)`."""
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name not in ELSEWHERE:
            covered = {id(inner) for node in ast.walk(function) if around(node, step) for inner in ast.walk(node)}
            yield from (
                f"{function.name}: {ast.unparse(node)[:60]}"
                for node in ast.walk(function)
                if ACTS[step](node) and id(node) not in covered
            )


def around(node: ast.AST, step: str) -> bool:
    if not isinstance(node, ast.With | ast.AsyncWith):
        return False
    return any(ast.unparse(one.context_expr).startswith(f"faultpoints.around('{step}'") for one in node.items)


def acts(step: str) -> dict[str, str]:
    """The files in which something of this kind is done."""
    found = {}
    for file in sources("shared", "services"):
        text = file.read_text()
        if any(ACTS[step](node) for node in ast.walk(ast.parse(text))):
            found[file.relative_to(ROOT).as_posix()] = text
    return found


@pytest.mark.parametrize("step", ACTS)
def test_every_step_has_a_point_on_both_sides(step: str) -> None:
    files = acts(step)
    assert files, f"nothing does this any more: {step}"
    assert {name: found for name, text in files.items() if (found := list(uncovered(text, step)))} == {}


@pytest.mark.parametrize("step", ACTS)
def test_a_missing_point_is_found(step: str) -> None:
    texts = [text.replace(f'faultpoints.around("{step}"', 'nothing(""') for text in acts(step).values()]
    assert any(list(uncovered(text, step)) for text in texts)


def test_every_commit_goes_through_the_one_that_has_its_points() -> None:
    begun = {
        file.relative_to(ROOT).as_posix()
        for file in sources("shared", "services")
        for node in ast.walk(ast.parse(file.read_text()))
        if called(node, "begin", "commit") and ast.unparse(node).split("(")[0].split(".")[-2] in OPENED
    }
    assert begun - SCRATCH == {"shared/database.py"}
    text = (ROOT / "shared" / "database.py").read_text()
    body = text[text.index("with session.begin():") : text.index("def transact")]
    assert body.index("yield session") < body.index('before("commit"') < body.index('after("commit"')


def test_each_fault_between_processes_names_a_test_that_is_there() -> None:
    text = (ROOT / "docs" / "measured" / "between-processes.md").read_text()
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+)", text)
    assert len(named) >= 16
    assert [name for file, name in named if f"def {name}(" not in (ROOT / file).read_text()] == []
