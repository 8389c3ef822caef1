"""what a series says of itself in Latvian and Polish

Revision ID: 0030
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0026"


def upgrade() -> None:
    for what in ("title", "aim", "project", "funder"):
        for lang in ("lv", "pl"):
            length = 1000 if what == "aim" else 200
            op.add_column("series", sa.Column(f"{what}_{lang}", sa.String(length), nullable=False, server_default=""))
