"""What editors ask about series."""

from typing import Annotated, Literal

import msgspec

from services.recognition.codes import Short
from shared.readers.addresses import web

Title = Annotated[str, msgspec.Meta(min_length=3, max_length=200, extra={"missing": "Say what the series is called"})]
Lines = Annotated[str, msgspec.Meta(max_length=1000, extra={"lines": True})]
Address = Annotated[str, msgspec.Meta(max_length=300, extra={"reader": web})]


class KeepSeries(msgspec.Struct, frozen=True, kw_only=True):
    """Begin a series, or change what it says of itself; without `is_public` nobody but editors reads it."""

    series: Short = ""
    title_bg: Title
    title_en: Title
    title_lv: Short = ""
    title_pl: Short = ""
    aim_bg: Lines = ""
    aim_en: Lines = ""
    aim_lv: Lines = ""
    aim_pl: Lines = ""
    implementer: Short = ""
    project_bg: Short = ""
    project_en: Short = ""
    project_lv: Short = ""
    project_pl: Short = ""
    funder_bg: Short = ""
    funder_en: Short = ""
    funder_lv: Short = ""
    funder_pl: Short = ""
    site: Address | None = None
    is_public: bool = False
    is_continued: bool = False
    """More issues follow: it says so under the last one."""


class AddIssue(msgspec.Struct, frozen=True, kw_only=True):
    """Put an employer's interview at the end of a series, found by name or by the address of its page."""

    series: Short
    page: Annotated[str, msgspec.Meta(min_length=2, max_length=200, extra={"missing": "Say whose interview it is"})]


class MoveIssue(msgspec.Struct, frozen=True, kw_only=True):
    """Change places with the issue before, or the one after."""

    series: Short
    group: Short
    where: Literal["earlier", "later"]


class RemoveIssue(msgspec.Struct, frozen=True, kw_only=True):
    """Take an issue out of a series; the interview stays where it is."""

    series: Short
    group: Short
