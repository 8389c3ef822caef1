"""What readers and editors can ask about mistakes."""

from typing import Annotated, Literal, get_args

import msgspec

from services.recognition.codes import Long, Short

What = Literal["number", "name", "words", "person", "page", "other"]
KINDS = get_args(What)


class ReportMistake(msgspec.Struct, frozen=True, kw_only=True):
    """A reader saw something wrong. No name and no address: the answer waits where the receipt says."""

    what: Annotated[What, msgspec.Meta(extra={"missing": "Choose what is wrong"})]
    words: Annotated[
        str, msgspec.Meta(max_length=2000, extra={"missing": "Say what is wrong, and how you know", "lines": True})
    ]
    page: Short = ""
    lang: Annotated[str, msgspec.Meta(max_length=2)] = ""


class CloseMistake(msgspec.Struct, frozen=True, kw_only=True):
    """An editor looked into it: the answer is read by whoever told of it."""

    mistake: Annotated[str, msgspec.Meta(max_length=64)]
    answer: Long = ""
