"""What a route must declare, or the program does not start."""

from typing import Any

import msgspec
import pytest
from litestar import Response, post

from shared.auth import ANYBODY
from web.site import Routed, routed


class Hire(msgspec.Struct, frozen=True):
    name: str


class Praise(msgspec.Struct, frozen=True):
    words: str


def starts(**declared: Any) -> None:
    @post("/hires", policy=ANYBODY, **declared)
    async def hire() -> Response[str]:
        return Response("")

    routed((Routed("office", (hire,), frozenset({Hire})),), ())


def test_a_route_asks_a_command_of_its_services_table() -> None:
    starts(asks=Hire)
    with pytest.raises(LookupError, match="no table of their service: hire"):
        starts(asks=Praise)


def test_a_route_that_changes_something_says_what_it_asks_or_reads() -> None:
    starts(reads=Praise)
    starts(reads=None)
    with pytest.raises(LookupError, match="says what it asks; these do not: hire"):
        starts()
