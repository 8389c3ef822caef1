"""A registration that waits: first for whoever owns the address, then, beside an earlier one, for the office."""

import datetime
from dataclasses import dataclass

from shared.transaction import Refused


@dataclass(eq=False, kw_only=True)
class Registration:
    """What somebody typed, sealed, until its address is proved; nothing of it is an account or an employer before.

    `account` and `employer` are set while it waits beside an earlier registration of the same number.
    """

    token_hash: str
    facts: str
    expires: datetime.datetime
    used: datetime.datetime | None = None
    account: str | None = None
    employer: str | None = None
    by: str = ""
    """The colleague who registered on the employer's behalf."""

    def use(self, now: datetime.datetime) -> None:
        if self.used is not None or now >= self.expires:
            raise Refused("", "This link has been used or has run out")
        self.used = now
