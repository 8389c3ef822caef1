"""What tells the front which public pages are as they were."""

import hashlib
import re

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.tables import turn
from shared.languages import FRAME

OWED = "about|privacy|accessibility|open-data|for-employers|press"
KEPT = re.compile(
    rf"/({'|'.join(FRAME)})(/(employers(/[a-z0-9-]+(/share\.png|/header\.svg|/press)?|\?tier=(gold|silver|bronze|none))?|editions(/[0-9.-]+(/(changes|towns))?)?|method|awards(/[0-9]{4})?|feed\.xml|series(/[a-z0-9-]+(/feed\.xml)?)?))?"
    rf"|/({'|'.join(FRAME)})/({OWED}|interview|certificates(/[0-9.-]+/[a-z0-9-]+(\.pdf)?)?)"
    rf"|/badge/(({'|'.join(FRAME)})/(large|small)/(light|dark)/)?[a-z0-9-]+\.svg"
    r"|/(sitemap\.xml|robots\.txt)"
    r"|/data/(board\.(json|csv)|datapackage\.json|editions/[0-9.-]+?(\.(json|csv))?|recog-[0-9.]+\.json)"
)
LANGUAGE = re.compile(rf"/({'|'.join(FRAME)})(?=/|$)")
OF_ONE = re.compile(
    r"/(?:employers|certificates/[0-9.-]+|badge(?:/[a-z]+){0,3})/([a-z0-9-]+)(?:\.pdf|\.svg|/share\.png|/header\.svg|/press)?"
)
"""What tells of one profile."""
STILL = re.compile(rf"/(method|{OWED}|interview|certificates|robots\.txt|data/(recog-[0-9.]+|datapackage)\.json)")
"""Pages that follow from the program and its settings alone."""
WHOLE = ("", "/feed.xml", "/sitemap.xml")
"""Pages that tell of profiles as well as of lists."""
EVERYTHING, BOARD, PROFILES = "public", "board", "profiles"
"""What counts: any change; one of what lists employers say; one of all profiles."""
DOWN = "!"
"""The same of changes that took something down."""
DRAWERS = 1024


def keeps(path: str) -> bool:
    """The public pages without filters, and the first page of each mark."""
    return KEPT.fullmatch(path) is not None


def drawer(slug: str) -> str:
    """Where the changes of one profile are counted. Few share it: who does is rendered once too often."""
    return f"p{int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4]) % DRAWERS}"


def counted_under(path: str) -> tuple[str, ...]:
    """What this page follows."""
    rest = LANGUAGE.sub("", path, count=1)
    if STILL.fullmatch(rest):
        return ()
    if (one := OF_ONE.fullmatch(rest)) is not None:
        return PROFILES, drawer(one[1])
    return (EVERYTHING,) if rest in WHOLE or rest.startswith("/series") else (BOARD,)


class Turns(msgspec.Struct, frozen=True):
    """The number of the last change of each thing that counts."""

    numbers: dict[str, int]

    def __call__(self, path: str) -> tuple[int, int]:
        """Of this page: the last change that took something down, and the last."""
        under = counted_under(path)
        down = max((self.numbers.get(one + DOWN, 0) for one in under), default=0)
        return down, max((self.numbers.get(one, 0) for one in under), default=0)


def public_revision(session: Session) -> Turns:
    """Equal in every process; a table of bounded size, however many employers there are."""
    rows = session.execute(sa.select(turn.c.what, turn.c.number))
    return Turns({row.what: row.number for row in rows})
