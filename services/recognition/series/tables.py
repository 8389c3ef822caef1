"""Series and their issues."""

import sqlalchemy as sa

from services.recognition.schema import Ref, mappers, metadata
from services.recognition.series.model import Issue, Series

series = sa.Table(
    "series",
    metadata,
    sa.Column("id", Ref, primary_key=True),
    sa.Column("slug", sa.String(120), nullable=False, unique=True),
    sa.Column("title_bg", sa.String(200), nullable=False),
    sa.Column("title_en", sa.String(200), nullable=False),
    sa.Column("aim_bg", sa.String(1000), nullable=False),
    sa.Column("aim_en", sa.String(1000), nullable=False),
    sa.Column("implementer", sa.String(200), nullable=False),
    sa.Column("project_bg", sa.String(200), nullable=False),
    sa.Column("project_en", sa.String(200), nullable=False),
    sa.Column("funder_bg", sa.String(200), nullable=False),
    sa.Column("funder_en", sa.String(200), nullable=False),
    sa.Column("site", sa.String(300), nullable=False),
    sa.Column("is_public", sa.Boolean, nullable=False),
    sa.Column("is_continued", sa.Boolean, nullable=False),
    sa.Column("changed_on", sa.Date, nullable=False),
    *(
        sa.Column(f"{what}_{lang}", sa.String(1000 if what == "aim" else 200), nullable=False, server_default="")
        for what in ("title", "aim", "project", "funder")
        for lang in ("lv", "pl")
    ),
    comment="an initiative that presents employers one after another",
)
issue = sa.Table(
    "issue",
    metadata,
    sa.Column("series", Ref, primary_key=True),
    sa.Column("group", Ref, primary_key=True, index=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("added_on", sa.Date, nullable=False),
    comment="whose interview stands at which place of a series",
)
mappers.map_imperatively(Series, series)
mappers.map_imperatively(Issue, issue)
