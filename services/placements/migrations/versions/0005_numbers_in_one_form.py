"""company numbers of employers that only a hire has named, in their one form

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from shared.readers.companies import normal_number

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The ids stay: hires name them. A number that another row has already stays too; the doctor names the two."""
    named = sa.table("named_employer", sa.column("employer"), sa.column("country"), sa.column("national_id"))
    rows = op.get_bind().execute(sa.select(named).order_by(named.c.employer)).all()
    taken = {(row.country, row.national_id) for row in rows}
    for row in rows:
        number = normal_number(row.country, row.national_id)
        if (row.country, number) not in taken:
            taken.add((row.country, number))
            op.execute(sa.update(named).where(named.c.employer == row.employer).values(national_id=number))


def downgrade() -> None:
    """What was typed is not kept."""
