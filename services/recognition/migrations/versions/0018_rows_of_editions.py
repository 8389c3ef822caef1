"""rows of editions, one by one, and editions that are being made

What stands in `edition.rows` is carried over and left there: a version before this one still reads it. Of an edition
that is published from now on it says nothing.

Revision ID: 0018
Revises: 0017
"""

import json

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "edition_row",
        sa.Column("edition", sa.String(12), primary_key=True),
        sa.Column("group", sa.String(64), primary_key=True),
        sa.Column("town", sa.String(200), nullable=False),
        sa.Column("sector", sa.String(1), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    for name, columns in (
        ("edition_row_group", ["group", "edition"]),
        ("edition_row_town", ["edition", "town", "group"]),
        ("edition_row_sector", ["edition", "sector", "group"]),
    ):
        op.create_index(name, "edition_row", columns)
    _carry_over()
    op.create_table(
        "publication",
        sa.Column("number", sa.String(12), primary_key=True),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", sa.String(64), nullable=False),
        sa.Column("method", sa.String(40), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("corrects", sa.String(12)),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.Column("read", sa.String(64), nullable=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("reached", sa.String(64), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("of", sa.Integer, nullable=False),
        sa.Column("refused", sa.String(400), nullable=False),
    )
    op.create_table(
        "edition_address",
        sa.Column("group", sa.String(64), primary_key=True),
        sa.Column("slug", sa.String(120), nullable=False, unique=True),
        sa.Column("name_latin", sa.String(300), nullable=False),
    )


def _carry_over() -> None:
    """Each row with the bytes it was published with; one edition in memory at a time."""
    connection = op.get_bind()
    edition = sa.table("edition", sa.column("number"), sa.column("rows", sa.LargeBinary))
    row = sa.table("edition_row", *[sa.column(name) for name in ("edition", "group", "town", "sector", "data")])
    for number in connection.execute(sa.select(edition.c.number)).scalars().all():
        body = connection.scalar(sa.select(edition.c.rows).where(edition.c.number == number))
        rows = [_kept(number, bytes(one)) for one in _raw(bytes(body))]
        if rows:
            connection.execute(sa.insert(row), rows)


def _raw(body: bytes) -> list[msgspec.Raw]:
    try:
        return msgspec.json.decode(body, type=list[msgspec.Raw])
    except msgspec.DecodeError:
        return []


def _kept(number: str, data: bytes) -> dict[str, object]:
    told = json.loads(data)
    return {
        "edition": number,
        "group": told["group"],
        "town": told["town"],
        "sector": told["sector"][:1],
        "data": data,
    }
