"""whose question it is and by when it matters, and the indexes of the lists that show them

Revision ID: 0008
Revises: 0007
"""

import datetime

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

AT_ONCE = 10_000
QUESTION = sa.table("follow_up", *(sa.column(name) for name in ("id", "placement", "milestone", "organisation", "employer")),
                    sa.column("due", sa.Date), sa.column("urgent_on", sa.Date))  # fmt: skip
HIRE = sa.table("placement", *(sa.column(name) for name in ("id", "organisation", "employer")))


def upgrade() -> None:
    with op.batch_alter_table("follow_up") as batch:
        batch.add_column(sa.Column("organisation", sa.String(64), nullable=False, server_default=""))
        batch.add_column(sa.Column("employer", sa.String(64), nullable=False, server_default=""))
        batch.add_column(sa.Column("urgent_on", sa.Date(), nullable=True))
    _fill(op.get_bind())
    op.drop_index("ix_follow_up_placement", "follow_up")
    op.create_index("follow_up_waiting", "follow_up", ["organisation", "state", "urgent_on", "due", "id", "milestone"])
    op.create_index("follow_up_of_employer", "follow_up", ["employer", "state", "urgent_on", "due", "id"])
    op.create_index("follow_up_settled", "follow_up", ["organisation", "settled_on", "urgent_on"])
    op.create_index("follow_up_coming", "follow_up", ["organisation", "state", "due"])
    op.create_index("ix_known_candidate_merged_into", "known_candidate", ["merged_into"])
    op.drop_index("ix_placement_employer", "placement")
    op.create_index("placement_of_employer", "placement", ["employer", "state", "start", "id"])


def _fill(connection: sa.Connection) -> None:
    """Page by page of questions, so that a large table does not have to fit into memory."""
    box, hire = QUESTION.c, HIRE.c
    rows = sa.select(box.id, box.milestone, box.due, hire.organisation, hire.employer)
    rows = rows.join(HIRE, hire.id == box.placement).order_by(box.id).limit(AT_ONCE)
    change = sa.update(QUESTION).where(box.id == sa.bindparam("key"))
    change = change.values({name: sa.bindparam(name) for name in ("organisation", "employer", "urgent_on")})
    called, last = _called(connection), ""
    while some := connection.execute(rows.where(box.id > last)).all():
        connection.execute(change, [_filled(row, row.id in called) for row in some])
        last = some[-1].id


def _called(connection: sa.Connection) -> set[str]:
    """The questions at which the person would rather be called."""
    answers = sa.text("SELECT follow_up FROM follow_up_answer WHERE answer = 'call_me' AND party = 'person'")
    return set(connection.scalars(answers))


def _filled(row: sa.Row, is_called: bool) -> dict[str, object]:
    wait = 0 if is_called else 30 if row.milestone == 90 else 60
    day = row.due + datetime.timedelta(days=wait)
    return {"key": row.id, "organisation": row.organisation, "employer": row.employer, "urgent_on": day}
