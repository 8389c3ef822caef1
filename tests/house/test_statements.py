"""The proof of statements calls two texts one where the difference is no other statement."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.asked_again import METADATA, ask_again
from tests.databases import Server
from tests.statements import Asked, Proof, is_walk, texts

TABLE = sa.Table(
    "thing", sa.MetaData(), sa.Column("id", sa.String), sa.Column("a", sa.String), sa.Column("b", sa.String)
)


def test_the_number_of_a_savepoint_is_no_other_statement() -> None:
    first, second = (texts(sa.text(f"SAVEPOINT sa_savepoint_{number}").compile()) for number in (1, 22))
    assert first == second == ["SAVEPOINT sa_savepoint"]
    assert texts(sa.text("RELEASE SAVEPOINT sa_savepoint_3").compile()) != first


def test_a_change_is_one_statement_for_each_column() -> None:
    change = sa.update(TABLE).where(TABLE.c.id == "x").values(a="1", b="2")
    assert texts(change.compile()) == [
        "UPDATE thing SET a=:a WHERE thing.id = :id_#",
        "UPDATE thing SET b=:b WHERE thing.id = :id_#",
    ]


def asked(*words: tuple[str, ...], town: str = "") -> str:
    """The text of a search for words, each of them in as many forms as given."""
    query = sa.select(TABLE.c.id)
    for forms in words:
        also = TABLE.alias()
        union = sa.union_all(*(sa.select(TABLE.c.b).where(TABLE.c.b >= one, TABLE.c.b < one + "~") for one in forms))
        query = query.where(TABLE.c.id.in_(sa.select(also.c.id).where(also.c.b.in_(union))))
    query = query.where(TABLE.c.a == town) if town else query
    (text,) = texts(query.compile())
    return text


def test_how_many_words_are_asked_for_and_in_which_order_is_no_other_statement() -> None:
    one = asked(("a",))
    assert asked(("a", "b", "c")) == asked(("a",), ("b",)) == asked(("a", "b"), ("c",)) == one
    assert asked(("a",), town="x") == asked(("b", "c"), ("a",), town="x") != one
    assert one.count("UNION ALL") == 0
    assert one.startswith("SELECT thing.id FROM thing WHERE thing.id IN (SELECT thing_#.id FROM thing AS thing_# WHERE")


def test_another_condition_is_another_statement() -> None:
    either: list[sa.Select[Any]] = [
        sa.select(TABLE.c.id).where(TABLE.c.a == "x"),
        sa.select(TABLE.c.id).where(TABLE.c.b == "x"),
        sa.select(TABLE.c.id).where(TABLE.c.a == "x", TABLE.c.b == "x"),
        sa.select(TABLE.c.id).where(sa.or_(TABLE.c.a == "x", TABLE.c.b == "x")),
        sa.select(TABLE.c.id).where(TABLE.c.a == "x").order_by(TABLE.c.b),
        sa.select(TABLE.c.id).where(TABLE.c.a == "x").limit(1),
        sa.select(TABLE.c.id, sa.func.now()),
    ]
    assert len({text for query in either for text in texts(query.compile())}) == len(either)


def test_what_ran_on_sqlite_alone_is_named(pytestconfig: pytest.Config) -> None:
    proof = Proof(pytestconfig)
    proof.ran["sqlite"] = {"on both", "on SQLite"}
    proof.ran["walks"] = {"on both", "asked again", "not answered"}
    proof.ran["again"] = {"asked again"}
    assert proof.alone() == proof.ran["sqlite"] | proof.ran["walks"] - proof.ran["again"]
    proof.ran["postgresql"] = {"on both"}
    assert proof.alone() == {"on SQLite", "not answered"}


def test_what_a_walk_opened_is_the_walks_also_while_another_test_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What works behind a site asks when it is time for it, between two tests or in the next."""
    monkeypatch.setattr("tests.statements.OPENED", {})
    found = {}
    for name, test in (
        ("walk", "tests/doors/test_x.py"),
        ("walk", "tests/intake/test_y.py"),
        ("other", "tests/intake/z"),
    ):
        monkeypatch.setattr("tests.statements.RUNNING", [test])
        engine = sa.create_engine(f"sqlite:///{tmp_path}/{name}.db")
        with engine.connect() as connection:
            connection.execute(sa.select(sa.literal(1)))
            found[name, test] = is_walk(connection)
        engine.dispose()
    assert list(found.values()) == [True, True, False]


@pytest.mark.processes
def test_what_walks_asked_sqlite_is_asked_postgresql_again(lender: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    people = METADATA["intake"].tables["candidate"]
    can, cannot = (
        sa.select(people.c.id).where(people.c.id == "no other test"),
        sa.text("SELECT typeof(id) FROM candidate"),
    )
    walked = {can.compile(): Asked("intake", {"id_1": "x"}), cannot.compile(): Asked("intake", {})}
    monkeypatch.setattr("tests.asked_again.WALKED", walked)
    monkeypatch.setattr("tests.asked_again.fingerprints", lambda _: set())
    with lender.lent() as pattern:
        assert ask_again(pattern) == set(texts(can.compile()))
