"""The contracts: what one service may tell the others, and the only types such a sentence may be made of."""

import datetime
from typing import Annotated, ClassVar

import msgspec

Ref = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9-]{1,64}$", description="an opaque reference")]
Code = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$", description="a word of a closed list")]
PublicText = Annotated[str, msgspec.Meta(max_length=4000, description="text that is public anyway")]
Int = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Date = datetime.date
Instant = datetime.datetime
Flag = bool


class Event(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A fact that one service tells the others; its fields are the `data` of the envelope.

    `TYPE` is the NATS subject, `VERSION` the number in `dataschema`, `SUBJECT` the field naming the aggregate it is about.
    An older version that still lies in the log keeps its struct and gets a method `upcast() -> Event`.
    """

    TYPE: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1
    SUBJECT: ClassVar[str] = ""
    FOR_PARTNERS: ClassVar[bool] = False
    """Told for other organisations' programs: here nobody needs to listen."""
    FOR_EVER: ClassVar[bool] = False
    """What it told holds for ever, such as the number of an edition: kept even where somebody goes on without what was lost."""

    @property
    def subject(self) -> str:
        return str(getattr(self, self.SUBJECT))
