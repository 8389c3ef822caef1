"""the candidates of an organisation in the order of their list

Revision ID: 0019
Revises: 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_index("candidate_of_organisation", "candidate", ["organisation", "id"])
    op.create_index("ix_candidate_names_form", "candidate", ["names_form"])
    op.drop_index("ix_candidate_organisation", "candidate")
