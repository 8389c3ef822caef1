"""The choice of tests for PostgreSQL: few, enough, and all of them there."""

import ast
from pathlib import Path

from tests.on_postgresql import SUBJECTS, TIMES, enough, kept, named

ROOT = Path(__file__).parents[2]
EVERY = {"a": {"1", "2"}, "b": {"1"}, "c": {"2"}, "d": {"1", "2", "3"}}


def times(chosen: list[str], statement: str) -> int:
    return sum(statement in EVERY[test] for test in chosen)


def test_each_statement_runs_twice_where_two_tests_run_it() -> None:
    chosen = enough(EVERY, [])
    assert TIMES == 2
    assert [times(chosen, one) for one in "123"] == [2, 2, 1]


def test_no_more_are_chosen_than_it_takes() -> None:
    assert sorted(enough(EVERY, [])) == ["a", "d"]
    assert enough(EVERY, [{"1", "2"}, {"1", "2"}]) == ["d"], "what runs anyway need not be chosen"
    assert enough(EVERY, [{"1", "2", "3"}] * 2) == []


def test_a_test_is_named_without_its_group() -> None:
    assert named("tests/x.py::test_a[postgresql]@rebuild") == "tests/x.py::test_a[postgresql]"
    assert named("tests/x.py::test_a[postgresql-a@b]") == "tests/x.py::test_a[postgresql-a@b]"


def test_every_test_that_runs_on_sqlite_alone_is_there() -> None:
    assert len(kept()) > 50
    gone = [test for test in sorted(kept()) if not _is_there(*test.split("::", 1))]
    assert gone == [], "strike them out; make both ARGS=--renew-postgresql chooses anew"


def _is_there(file: str, name: str) -> bool:
    path = ROOT / file
    if Path(file).parts[1] not in SUBJECTS or not path.exists():
        return False
    return name.partition("[")[0] in {
        one.name for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.FunctionDef)
    }
