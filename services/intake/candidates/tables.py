"""Candidates and their permissions (owned), and what placements told of them (derived)."""

import sqlalchemy as sa

from services.intake.candidates.model.candidate import Candidate, Permission
from services.intake.candidates.model.people import MergeCase
from services.intake.schema import Words, mapping, metadata, reference
from shared.database import DERIVED, BigKey, Instant

candidate = sa.Table(
    "candidate",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("organisation", index=False),
    sa.Column("case_code", sa.String(10), nullable=False, unique=True),
    sa.Column("person_index", sa.String(32), nullable=False, index=True),
    sa.Column("person", sa.String(64), nullable=False, index=True, server_default=""),
    sa.Column("age_band", sa.String(10), nullable=False, server_default=""),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("born", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("town", sa.String(100), nullable=False),
    sa.Column("language", sa.String(3), nullable=False),
    sa.Column("registered_on", sa.Date, nullable=False),
    sa.Column("registered_by", sa.String(64), nullable=False),
    sa.Column("languages", Words, nullable=False),
    sa.Column("skills", Words, nullable=False),
    sa.Column("courses", Words, nullable=False, server_default="[]"),
    sa.Column("availability", Words, nullable=False),
    sa.Column("wishes", sa.Text, nullable=False),
    sa.Column("right", sa.String(12), nullable=False),
    sa.Column("right_date", sa.Date),
    sa.Column("right_seen_on", sa.Date),
    sa.Column("reminded_paper", sa.String(14), nullable=False, server_default=""),
    sa.Column("education", sa.String(1), nullable=False),
    sa.Column("last_worked_on", sa.Date),
    sa.Column("works_now", sa.Boolean, nullable=False),
    sa.Column("in_education_until", sa.Date),
    sa.Column("seeking_since", sa.Date),
    sa.Column("answered", Words, nullable=False, server_default="[]"),
    sa.Column("notice_language", sa.String(2), nullable=False),
    sa.Column("notice_version", sa.String(10), nullable=False),
    sa.Column("notice_on", sa.Date),
    sa.Column("notice_by", sa.String(64), nullable=False),
    sa.Column("ready_on", sa.Date),
    sa.Column("withdrawn_on", sa.Date),
    sa.Column("names_form", sa.Integer, nullable=False, index=True, server_default="0"),
    sa.Index("candidate_of_organisation", "organisation", "id"),
)
"""`names_form` = the version of the normal form by which name and telephone are indexed; 0 = by none of today's."""


def _of_candidate() -> sa.ForeignKey:
    return sa.ForeignKey("candidate.id", deferrable=True, initially="DEFERRED")


permission = sa.Table(
    "permission",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    reference("candidate"),
    sa.Column("scope", sa.String(12), nullable=False),
    sa.Column("reach", sa.String(12), nullable=False),
    sa.Column("employer", sa.String(64)),
    sa.Column("text", sa.String(64)),
    sa.Column("text_digest", sa.String(40)),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("begins", sa.Date, nullable=False),
    sa.Column("ends", sa.Date),
    sa.Column("guardian", sa.Text, nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("given_by", sa.String(64), nullable=False),
    sa.Column("asked", sa.String(10), nullable=False, server_default=""),
    sa.Column("withdrawn_on", sa.Date),
)

candidate_token = sa.Table(
    "candidate_token",
    metadata,
    sa.Column("candidate", sa.String(64), _of_candidate(), primary_key=True),
    sa.Column("token", sa.String(32), primary_key=True, index=True),
)
"""Keyed hashes of the words of a name, of their beginnings and of a telephone, by which a file is found in its centre."""

candidate_mark = sa.Table(
    "candidate_mark",
    metadata,
    sa.Column("candidate", sa.String(64), _of_candidate(), primary_key=True),
    sa.Column("mark", sa.String(32), primary_key=True, index=True),
)
"""Keyed hashes of each spelling of a whole name, and of the telephone, with the birth date: alike in the whole programme."""

merge_case = sa.Table(
    "merge_case",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("first", sa.String(64), _of_candidate(), nullable=False, index=True),
    sa.Column("second", sa.String(64), _of_candidate(), nullable=False, index=True),
    sa.Column("opened_on", sa.Date, nullable=False),
    sa.Column("first_says", sa.String(10), nullable=False),
    sa.Column("second_says", sa.String(10), nullable=False),
    sa.Column("first_by", sa.String(64), nullable=False),
    sa.Column("second_by", sa.String(64), nullable=False),
    sa.Column("outcome", sa.String(10), nullable=False),
    sa.Column("settled_on", sa.Date),
    sa.Column("similar", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("told_on", sa.Date, index=True),
    sa.UniqueConstraint("first", "second", name="one_case_of_two_files"),
)
"""Two files that may be one person's, and what their owners say.

`similar` = their names are alike and not the same, so that they count as two people until both owners say otherwise.
"""


at_work = sa.Table(
    "at_work",
    metadata,
    sa.Column("candidate", sa.String(64), primary_key=True),
    sa.Column("since", sa.Date, nullable=False),
    schema=DERIVED,
)
"""Who has work now, since when; where is not told."""

mapping.map_imperatively(Candidate, candidate)
mapping.map_imperatively(Permission, permission)
mapping.map_imperatively(MergeCase, merge_case)


read_audit = sa.Table(
    "read_audit",
    metadata,
    sa.Column("position", BigKey, primary_key=True, autoincrement=True),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("organisation", sa.String(64), nullable=False),
    sa.Column("candidate", sa.String(64), nullable=False, index=True),
    sa.Column("purpose", sa.String(20), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
"""Who read whose sealed name, what for and when: written before it is read."""
