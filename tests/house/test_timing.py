"""No test fails because the machine is slow: clocks are compared in `tests/benchmarks` alone, as ratios of one run."""

import ast
from collections.abc import Iterator

from tests.house.code import place, sources, tree

CLOCKS = {"monotonic", "perf_counter", "process_time", "time", "time_ns", "monotonic_ns", "perf_counter_ns"}


def _reads_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in CLOCKS and not node.args


def _spans(node: ast.AST) -> Iterator[ast.AST]:
    """Seconds measured: what a clock reads, less something."""
    for each in ast.walk(node):
        if isinstance(each, ast.BinOp) and isinstance(each.op, ast.Sub) and _reads_clock(each.left):
            yield each


def _asserted(function: ast.AST) -> Iterator[ast.AST]:
    """Assertions that compare a span, directly or by a name or list that took it."""
    taken = {
        name.id
        for each in ast.walk(function)
        if isinstance(each, ast.Assign) and any(_spans(each.value))
        for target in each.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    } | {
        each.func.value.id
        for each in ast.walk(function)
        if isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and isinstance(each.func.value, ast.Name)
        and any(span for argument in each.args for span in _spans(argument))
    }
    for each in ast.walk(function):
        if isinstance(each, ast.Assert) and (
            any(_spans(each.test))
            or any(
                isinstance(part, ast.Compare)
                and any(isinstance(name, ast.Name) and name.id in taken for name in ast.walk(part))
                for part in ast.walk(each.test)
            )
        ):
            yield each


def test_no_assertion_compares_seconds() -> None:
    found = [
        place(file, each)
        for file in sources("tests")
        if "benchmarks" not in file.parts
        for function in ast.walk(tree(file))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for each in _asserted(function)
    ]
    assert not found, "measure it in tests/benchmarks, as a ratio"


def test_seconds_compared_are_found() -> None:
    wrong = ast.parse("def a():\n t = []\n t.append(time.monotonic() - b)\n assert t[1] < 8 * t[0]")
    short = ast.parse("def a():\n assert time.monotonic() - b < 5")
    right = ast.parse("def a():\n while time.monotonic() < end: pass\n assert c < 5")
    assert [len(list(_asserted(each.body[0]))) for each in (wrong, short, right)] == [1, 1, 0]
