"""what is told of a day is found by it

Revision ID: 0012
Revises: 0011
"""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_index("membership_since", "membership", ["since", "entity"])
    op.create_index("employer_mark_on", "employer_mark", ["on", "entity"])
    op.create_index("suspension_begins", "suspension", ["begins", "entity"])
    op.create_index("suspension_ends", "suspension", ["ends", "entity"])
