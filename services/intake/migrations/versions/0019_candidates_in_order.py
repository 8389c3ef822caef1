"""the candidates of an organisation in the order of their list

Revision ID: 0019
Revises: 0017
"""

from alembic import op

revision = "0019"
down_revision = "0017"


def upgrade() -> None:
    op.create_index("candidate_of_organisation", "candidate", ["organisation", "id"])
    op.drop_index("ix_candidate_organisation", "candidate")
