"""The kinds of answer that several commands ask for, with what to say when they do not fit."""

from typing import Annotated

from msgspec import Meta

Id = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9-]{1,64}\Z")]
Email = Annotated[
    str,
    Meta(
        max_length=200,
        pattern=r"\A[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z0-9-]{2,}\Z",
        extra={
            "missing": "Enter the e-mail address",
            "invalid": "Enter an e-mail address, for example ana@example.org",
        },
    ),
]
Password = Annotated[str, Meta(extra={"missing": "Enter a password"})]
PersonName = Annotated[str, Meta(min_length=2, max_length=120, extra={"missing": "Enter the name"})]
Town = Annotated[str, Meta(min_length=2, max_length=100, extra={"missing": "Enter the town"})]
Phone = Annotated[
    str,
    Meta(
        max_length=40,
        pattern=r"\A[+0-9][0-9 ()/.-]{4,38}\Z",
        extra={"invalid": "Enter a telephone number, for example +359 88 123 4567"},
    ),
]
Text = Annotated[str, Meta(max_length=4000)]
Reason = Annotated[str, Meta(min_length=3, max_length=1000, extra={"missing": "Give the reason"})]
Link = Annotated[
    str,
    Meta(
        max_length=200,
        pattern=r"\Ahttps?://[^\s/@]+\.[^\s/@]+(/\S*)?\Z",
        extra={"invalid": "Enter the whole address, for example https://example.org"},
    ),
]
Count = Annotated[int, Meta(ge=1, le=1_000_000)]
