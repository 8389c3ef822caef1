"""Public addresses, the board as it is read, and the number that says when kept pages are old."""

import sqlalchemy as sa

from services.recognition.board.model import Listing
from services.recognition.schema import Ref, mappers, metadata
from shared.database import DERIVED, READ_MODEL, bytewise

listing = sa.Table(
    "listing",
    metadata,
    sa.Column("group", Ref, primary_key=True),
    sa.Column("slug", sa.String(120), nullable=False, unique=True),
    sa.Column("name_latin", sa.String(300), nullable=False),
    sa.Column("listed_on", sa.Date, nullable=False),
    sa.Column("withdrawn_on", sa.Date),
)
turn = sa.Table(
    "turn",
    metadata,
    sa.Column("what", sa.String(10), primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    comment="counts up whenever something public may have changed; and the day whose pages were looked over last",
)
board_line = sa.Table(
    "board_line",
    metadata,
    sa.Column("group", Ref, primary_key=True),
    sa.Column("key_bg", bytewise(400), nullable=False, unique=True),
    sa.Column("key_latin", bytewise(400), nullable=False, unique=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
    schema=DERIVED,
    info=READ_MODEL,
    comment="who stands on the board now, as it is shown",
)
board_place = sa.Table(
    "board_place",
    metadata,
    sa.Column("script", sa.String(5), primary_key=True),
    sa.Column("shelf", bytewise(210), primary_key=True),
    sa.Column("key", bytewise(400), primary_key=True),
    schema=DERIVED,
    info=READ_MODEL,
    sqlite_with_rowid=False,
    comment="for each condition and each word, the lines it picks out, in the order of the board",
)
board_total = sa.Table(
    "board_total",
    metadata,
    sa.Column("shelf", bytewise(400), primary_key=True),
    sa.Column("level", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, nullable=False),
    schema=DERIVED,
    info=READ_MODEL,
    sqlite_with_rowid=False,
    comment="how many lines of each mark conditions pick out",
)
board_part = sa.Table(
    "board_part",
    metadata,
    sa.Column("part", bytewise(210), primary_key=True),
    sa.Column("shelf", bytewise(210), primary_key=True),
    schema=DERIVED,
    info=READ_MODEL,
    sqlite_with_rowid=False,
    comment="by which words and parts of words a shelf is asked for",
)
FORM = "floors"
"""What the head of the board says of the form it was made in; another word, or none, has it made anew."""
board_head = sa.Table(
    "board_head",
    metadata,
    sa.Column("what", sa.String(10), primary_key=True),
    sa.Column("published", sa.Integer, nullable=False),
    sa.Column("together", sa.Integer),
    schema=DERIVED,
    info=READ_MODEL,
    comment="what is said of all lines of the board together",
)
board_town = sa.Table(
    "board_town",
    metadata,
    sa.Column("town", sa.String(200), primary_key=True),
    sa.Column("marked", sa.Integer, nullable=False),
    sa.Column("together", sa.Integer),
    sa.Column("small", sa.Integer, nullable=False),
    sa.Column("small_together", sa.Integer),
    schema=DERIVED,
    info=READ_MODEL,
    comment="what is said of the lines of a town together",
)
mappers.map_imperatively(Listing, listing)
