"""What placements has heard from intake (derived), and employers that only a hire has named (owned)."""

import sqlalchemy as sa

from services.placements.schema import Key, metadata
from shared.database import DERIVED

known_employer = sa.Table(
    "known_employer",
    metadata,
    sa.Column("employer", Key, primary_key=True),
    sa.Column("country", sa.String(2), nullable=False, default=""),
    sa.Column("national_id", sa.String(64), nullable=False, default=""),
    sa.Column("name", sa.Text, nullable=False, default=""),
    sa.Column("name_en", sa.Text, nullable=False, default=""),
    sa.Column("town", sa.Text, nullable=False, default=""),
    sa.Column("search", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("verified_on", sa.Date),
    sa.Column("closed_on", sa.Date),
    schema=DERIVED,
)
known_group = sa.Table(
    "known_group",
    metadata,
    sa.Column("employer", Key, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("group", Key, nullable=False),
    schema=DERIVED,
)
known_organisation = sa.Table(
    "known_organisation",
    metadata,
    sa.Column("organisation", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("town", sa.Text, nullable=False),
    sa.Column("zone", sa.String(64), nullable=False),
    sa.Column("group", Key),
    schema=DERIVED,
)
known_vacancy = sa.Table(
    "known_vacancy",
    metadata,
    sa.Column("vacancy", Key, primary_key=True),
    sa.Column("employer", Key, nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("openings", sa.Integer, nullable=False),
    sa.Column("town", sa.Text, nullable=False),
    sa.Column("closes", sa.Date),
    sa.Column("closed_on", sa.Date),
    sa.Column("search", sa.Text, nullable=False, default="", server_default=""),
    schema=DERIVED,
)
known_candidate = sa.Table(
    "known_candidate",
    metadata,
    sa.Column("candidate", Key, primary_key=True),
    sa.Column("case_code", sa.String(40), nullable=False, index=True),
    sa.Column("organisation", Key, nullable=False, index=True),
    sa.Column("ready_on", sa.Date, nullable=False),
    sa.Column("withdrawn_on", sa.Date),
    sa.Column("merged_into", Key, index=True),
    schema=DERIVED,
)
known_person = sa.Table(
    "known_person",
    metadata,
    sa.Column("candidate", Key, primary_key=True),
    sa.Column("person", Key, nullable=False, index=True),
    sa.Column("organisation", Key),
    sa.Column("registered_on", sa.Date),
    sa.Column("age_band", sa.String(10)),
    sa.Column("may_work_until", sa.Date),
    schema=DERIVED,
)
"""Whose file it is: files of one person have one reference, whichever organisation keeps them."""
known_permission = sa.Table(
    "known_permission",
    metadata,
    sa.Column("permission", Key, primary_key=True),
    sa.Column("candidate", Key, nullable=False, index=True),
    sa.Column("scope", sa.String(40), nullable=False),
    sa.Column("reach", sa.String(40), nullable=False),
    sa.Column("employer", Key),
    sa.Column("begins", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
    sa.Column("withdrawn_on", sa.Date),
    schema=DERIVED,
)
named_employer = sa.Table(
    "named_employer",
    metadata,
    sa.Column("employer", Key, primary_key=True),
    sa.Column("country", sa.String(2), nullable=False),
    sa.Column("national_id", sa.String(20), nullable=False),
    sa.Column("name", sa.String(120), nullable=False),
)
"""Employers known only from a hire: private until they register."""

hired = sa.table("placement", sa.column("id"), sa.column("vacancy"), sa.column("referral"), sa.column("state"))
"""As much of the hires, which stand above, as an opening and a referral must know: whether somebody works there."""
