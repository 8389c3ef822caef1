"""company numbers of employers that only a hire has named, in their one form; what choices are searched by

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

from shared.readers.companies import normal_number
from shared.readers.searching import searched

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SEARCHED = (
    ("known_employer", "employer", ("name", "name_en", "national_id", "town")),
    ("known_vacancy", "vacancy", ("title",)),
)


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
    for name, key, words in SEARCHED:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.add_column(sa.Column("search", sa.Text(), server_default="", nullable=False))
        _index(sa.table(name, *(sa.column(column) for column in (key, *words, "search"))), key, words)


def _index(table: sa.TableClause, key: str, words: tuple[str, ...]) -> None:
    for row in op.get_bind().execute(sa.select(table)).mappings().all():
        found = searched(*(row[name] for name in words))
        op.execute(sa.update(table).where(table.c[key] == row[key]).values(search=found))


def downgrade() -> None:
    """What was typed is not kept."""
    for name, _, _ in SEARCHED:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column("search")
