"""A series: who presents employers, why, and who pays; and its issues in order."""

import datetime
from dataclasses import dataclass


@dataclass(eq=False, kw_only=True)
class Series:
    """An initiative as its first lines say it. Its address is given once and stays."""

    id: str
    slug: str
    title_bg: str
    title_en: str
    aim_bg: str = ""
    aim_en: str = ""
    implementer: str = ""
    project_bg: str = ""
    project_en: str = ""
    funder_bg: str = ""
    funder_en: str = ""
    site: str = ""
    is_public: bool = False
    is_continued: bool = True
    """More issues follow."""
    title_lv: str = ""
    title_pl: str = ""
    aim_lv: str = ""
    aim_pl: str = ""
    project_lv: str = ""
    project_pl: str = ""
    funder_lv: str = ""
    funder_pl: str = ""
    changed_on: datetime.date

    def said(self, what: str, lang: str) -> str:
        """`title`, `aim`, `project` or `funder` for a reader of `lang`: in English where it is not written in it."""
        return str(getattr(self, f"{what}_{self.tongue(what, lang)}"))

    def tongue(self, what: str, lang: str) -> str:
        """The language in which a reader of `lang` is told `what`."""
        return next((one for one in (lang, "en", "bg") if getattr(self, f"{what}_{one}", "")), lang)


@dataclass(eq=False, kw_only=True)
class Issue:
    """The interview of one employer, at its place in a series."""

    series: str
    group: str
    number: int
    added_on: datetime.date
