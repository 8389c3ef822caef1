"""The centres that somebody can speak to from a town: those of the town, else of its region, else the others."""

from typing import Literal

import msgspec
from sqlalchemy.orm import Session

from services.intake.access.queries.accounts import OrganisationLine, organisations
from shared.readers.towns import region_of, same_town

MOST_CENTRES = 5


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """How near these centres are: of the `town` itself, of its `region`, or `other` ones; those with a telephone first."""

    where: Literal["town", "region", "other"]
    centres: tuple[OrganisationLine, ...]


def nearest(session: Session, town: str) -> Near | None:
    """No distances are known: of one town and of one region all are equally near. None where there is no centre at all."""
    every = sorted(organisations(session), key=lambda one: not one.phone)
    region = region_of(town)
    here = [one for one in every if same_town(one.town, town)]
    around = [one for one in every if region and region_of(one.town) == region]
    found: tuple[tuple[Literal["town", "region", "other"], list[OrganisationLine]], ...]
    found = (("town", here), ("region", around), ("other", every))
    return next((Near(where=where, centres=tuple(some[:MOST_CENTRES])) for where, some in found if some), None)
