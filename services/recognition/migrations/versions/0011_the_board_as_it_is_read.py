"""the board as it is read

The first morning after it fills the tables from what is there; until then pages are computed as before.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

from shared.database import bytewise

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "board_line",
        sa.Column("group", sa.String(64), primary_key=True),
        sa.Column("key_bg", bytewise(400), nullable=False, unique=True),
        sa.Column("key_latin", bytewise(400), nullable=False, unique=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "board_place",
        sa.Column("script", sa.String(5), primary_key=True),
        sa.Column("shelf", bytewise(210), primary_key=True),
        sa.Column("key", bytewise(400), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "board_total",
        sa.Column("shelf", bytewise(400), primary_key=True),
        sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "board_part",
        sa.Column("part", bytewise(210), primary_key=True),
        sa.Column("shelf", bytewise(210), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "board_head",
        sa.Column("what", sa.String(10), primary_key=True),
        sa.Column("published", sa.Integer, nullable=False),
        sa.Column("together", sa.Integer),
    )
