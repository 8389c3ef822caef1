"""What an editor can ask about corrections."""

import datetime
from typing import Annotated, Literal

import msgspec

from shared.readers import likely

AskedAs = Literal["owner", "manager", "contact", "authorised"]
"""In what position somebody spoke for the employer; a name is not kept."""


class NoteCorrectionRequest(msgspec.Struct, frozen=True, kw_only=True):
    """An employer asked that what an edition says of it be put right, so the rule of five does not hold that back."""

    number: Annotated[str, msgspec.Meta(max_length=12)]
    group: Annotated[str, msgspec.Meta(max_length=64, extra={"missing": "Choose the employer"})]
    asked_on: Annotated[
        datetime.date, msgspec.Meta(extra={"missing": "Enter the day on which it asked", "likely": likely.LATELY})
    ]
    asked_as: Annotated[AskedAs, msgspec.Meta(extra={"missing": "Choose who asked"})]
