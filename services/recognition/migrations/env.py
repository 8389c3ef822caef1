"""Alembic's way in: the plumbing knows how."""

from alembic import context

from shared.migrations import run

run(context)
