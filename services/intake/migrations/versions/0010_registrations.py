"""whoever confirms an address chooses the password: a registration is neither account nor employer before

What waits for a confirmation keeps its account without a password: a mailed link from *password forgotten* confirms it.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registration",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.DateTime(timezone=True)),
        sa.Column("account", sa.String(length=64)),
        sa.Column("employer", sa.String(length=64)),
        sa.ForeignKeyConstraint(["account"], ["account.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["employer"], ["employer.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_registration_account", "registration", ["account"])
    op.create_index("ix_registration_employer", "registration", ["employer"])
    account = sa.table("account", sa.column("confirmed", sa.Boolean()), sa.column("password", sa.String()))
    op.execute(sa.update(account).where(sa.not_(account.c.confirmed)).values(password=""))
    op.drop_index("ix_confirmation_account", "confirmation")
    op.drop_table("confirmation")
