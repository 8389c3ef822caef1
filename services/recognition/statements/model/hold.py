"""What is contested or taken down."""

import datetime
from dataclasses import dataclass

from shared.transaction import Refused


@dataclass(eq=False, kw_only=True)
class Hold:
    """Marks (`contested`) or removes (`withdrawn`) one subject of a profile at once; never adds anything.

    `taken_back`: the employer's own words, which are gone already; open until an editor approves new ones.
    Who said so, why, and how it was resolved stay on record.
    """

    id: str
    group: str
    subject: str
    kind: str
    since: datetime.date
    until: datetime.date | None = None
    reason: str = ""
    placed_by: str = ""
    lifted_by: str | None = None
    resolution: str = ""

    def lift(self, by: str, resolution: str, today: datetime.date) -> None:
        if self.until is not None:
            raise Refused("", "This is resolved already")
        self.until, self.lifted_by, self.resolution = today, by, resolution
