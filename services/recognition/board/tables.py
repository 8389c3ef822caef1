"""Public addresses, and the number that says when kept pages are old."""

import sqlalchemy as sa

from services.recognition.board.model import Listing
from services.recognition.schema import Ref, mappers, metadata

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
mappers.map_imperatively(Listing, listing)
