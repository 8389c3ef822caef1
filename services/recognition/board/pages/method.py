"""The method on one page, with a picture of how much is chance. Never touches the session."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import msgspec
from litestar import Response, get

from services.recognition import scoring
from services.recognition.board.printed import public_page
from services.recognition.scoring.funnel import Limits, funnel
from shared.auth import PUBLIC
from shared.languages import addresses
from web.requests import AnyRequest

SHARE = 0.71
"""The share who stay with the invented employers of the picture, all together."""
MOST = 100
FEWEST = 5
DOTS = (
    (5, 5), (6, 3), (7, 6), (8, 4), (9, 8), (10, 7), (11, 10), (12, 6), (14, 12), (15, 9), (17, 14), (18, 11), (20, 17),
    (22, 16), (25, 19), (28, 14), (30, 23), (34, 27), (38, 25), (42, 30), (47, 38), (52, 33), (58, 44), (63, 57),
    (70, 48), (78, 58), (85, 61), (95, 66),
)  # fmt: skip
"""People counted and people who stayed: invented, since real shares are never shown (rule D2)."""
TOLD = (5, 10, 20, 50, 100)
WIDTH, HEIGHT = 640, 340
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 12, 44


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """The picture in its own units; the template draws it."""

    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM
    wide: str
    narrow: str
    centre: float
    dots: tuple[tuple[float, float], ...]
    across: tuple[tuple[float, int], ...]
    up: tuple[tuple[float, int], ...]
    limits: tuple[Limits, ...]
    """For the table beside it."""


@cache
def chart() -> Chart:
    lines = list(funnel(SHARE, range(FEWEST, MOST + 1)))
    return Chart(
        wide=_band(lines, lambda one: (one.lowest, one.highest)),
        narrow=_band(lines, lambda one: (one.low, one.high)),
        centre=_y(SHARE),
        dots=tuple((_x(people), _y(kept / people)) for people, kept in DOTS),
        across=tuple((_x(people), people) for people in (5, 20, 40, 60, 80, 100)),
        up=tuple((_y(share / 100), share) for share in (0, 25, 50, 75, 100)),
        limits=tuple(one for one in lines if one.people in TOLD),
    )


def _band(lines: Iterable[Limits], of: Callable[[Limits], tuple[float, float]]) -> str:
    """The outline of a band as the points of a polygon: along its upper edge and back along its lower."""
    edges = [(_x(one.people), *of(one)) for one in lines]
    upper = [f"{x},{_y(high)}" for x, _, high in edges]
    lower = [f"{x},{_y(low)}" for x, low, _ in reversed(edges)]
    return " ".join([*upper, *lower])


def _x(people: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (people - FEWEST) / (MOST - FEWEST), 1)


def _y(share: float) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - share), 1)


@get(addresses("/method"), policy=PUBLIC, sync_to_thread=False)
def method(request: AnyRequest) -> Response[Any]:
    return public_page(
        request,
        "recognition/board/method.html",
        method=scoring.CURRENT.name,
        fingerprint=scoring.CURRENT.fingerprint,
        chart=chart(),
        share=SHARE,
    )


PAGES = (method,)
