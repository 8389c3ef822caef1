"""who looks after an employer, who registered it on its behalf, and what waits for a second look

A verified employer belongs to the organisation of its town where there is exactly one; the others are anybody's until an
editor or a later verification says more.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registration", sa.Column("by", sa.String(length=64), nullable=False, server_default=""))
    # Said in SQL, which both databases read alike: a batch would make the table anew, and SQLite then drops the one that
    # accounts and practices refer to.
    op.execute(
        "ALTER TABLE employer ADD COLUMN organisation VARCHAR(64)"
        " REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED"
    )
    with op.batch_alter_table("employer") as employer:
        employer.add_column(sa.Column("registered_by", sa.String(length=64), nullable=False, server_default=""))
        employer.add_column(sa.Column("proposed", sa.JSON()))
        employer.add_column(sa.Column("proposed_by", sa.String(length=64), nullable=False, server_default=""))
        employer.add_column(sa.Column("proposed_on", sa.Date()))
        employer.create_index("ix_employer_organisation", ["organisation"])
    give_to_the_only_one_in_town()


def give_to_the_only_one_in_town() -> None:
    place = sa.table("organisation", sa.column("id"), sa.column("town"))
    firm = sa.table("employer", sa.column("town"), sa.column("verified_on"), sa.column("organisation"))
    one = sa.select(place.c.town, sa.func.min(place.c.id)).group_by(place.c.town).having(sa.func.count() == 1)
    for town, only in op.get_bind().execute(one).all():
        mine = firm.c.verified_on.is_not(None) & (firm.c.town == town)
        op.execute(sa.update(firm).where(mine).values(organisation=only))
