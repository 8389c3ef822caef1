"""What an editor can ask about editions."""

from typing import Annotated

import msgspec

from services.recognition.codes import Long


class PublishEdition(msgspec.Struct, frozen=True, kw_only=True):
    """Publish the edition of a quarter, for example `2026-4`."""

    number: Annotated[str, msgspec.Meta(max_length=12)]


class CorrectEdition(msgspec.Struct, frozen=True, kw_only=True):
    """Publish a correction of an edition: same T and basis, known at this moment."""

    number: Annotated[str, msgspec.Meta(max_length=12)]
    note: Long = ""
    expected: Annotated[str, msgspec.Meta(max_length=12)] = ""
    """The number that the editor looked at: where it is given, no other is published."""
    digest: Annotated[str, msgspec.Meta(max_length=64)] = ""
    """Of the rows that the editor looked at, compared likewise."""
