"""Letters that wait, are sent, put off or given up."""

import sqlalchemy as sa

from services.intake.letters.model import Letter
from services.intake.schema import mapping, metadata
from shared.database import Instant

letter = sa.Table(
    "letter",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("lang", sa.String(2), nullable=False),
    sa.Column("made", Instant, nullable=False, index=True),
    sa.Column("to", sa.String(32), nullable=False, server_default=""),
    sa.Column("network", sa.String(32), nullable=False, server_default=""),
    sa.Column("taken", Instant),
    sa.Column("sent", Instant),
    sa.Column("refused", Instant),
    sa.Column("not_before", Instant),
    sa.Column("given_up", Instant),
)
"""`to` and `network` = keyed hashes of the address and of the network that caused it, for the budgets of letters.

`taken` = somebody is sending it since; two who send at once must not send it twice.

`refused` = not taken by the mail server since then, and tried again `not_before`; `given_up` = not tried any more.
"""


mapping.map_imperatively(Letter, letter)


asked_link = sa.Table(
    "asked_link",
    metadata,
    sa.Column("mark", sa.String(32), primary_key=True),
    sa.Column("letter", sa.String(64), nullable=False),
    sa.Column("placement", sa.String(64), nullable=False),
    sa.Column("milestone", sa.Integer, nullable=False),
    sa.Column("party", sa.String(10), nullable=False),
    sa.Column("account", sa.String(64)),
    sa.Column("expires", Instant, nullable=False),
    sa.Index("asked_link_question", "placement", "milestone"),
)
"""Which links are on their way about which question; `account` = to whose account, none = to the person."""
