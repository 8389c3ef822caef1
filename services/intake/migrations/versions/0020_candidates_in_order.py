"""the candidates of an organisation in the order of their list

Revision ID: 0020
Revises: 0019
"""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_index("candidate_of_organisation", "candidate", ["organisation", "id"])
    op.create_index("ix_candidate_names_form", "candidate", ["names_form"])
    op.drop_index("ix_candidate_organisation", "candidate")
