"""What is asked about questions by mail."""

import msgspec

from services.intake.codes import Email, Id


class NoteAddress(msgspec.Struct, frozen=True, kw_only=True):
    """The person wants to be asked by e-mail; none = no longer."""

    candidate: Id
    email: Email | None = None
