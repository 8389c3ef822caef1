"""The proof of statements calls two texts one where the difference is no other statement."""

import sqlalchemy as sa

from tests.statements import _neutral

TABLE = sa.Table(
    "thing", sa.MetaData(), sa.Column("id", sa.String), sa.Column("a", sa.String), sa.Column("b", sa.String)
)


def test_the_number_of_a_savepoint_is_no_other_statement() -> None:
    first, second = (_neutral(sa.text(f"SAVEPOINT sa_savepoint_{number}").compile()) for number in (1, 22))
    assert first == second == ["SAVEPOINT sa_savepoint"]
    assert _neutral(sa.text("RELEASE SAVEPOINT sa_savepoint_3").compile()) != first


def test_a_change_is_one_statement_for_each_column() -> None:
    change = sa.update(TABLE).where(TABLE.c.id == "x").values(a="1", b="2")
    assert _neutral(change.compile()) == [
        "UPDATE thing SET a=:a WHERE thing.id = :id_1",
        "UPDATE thing SET b=:b WHERE thing.id = :id_1",
    ]
