"""Whether an employer was asked for its interview, and whether it said no."""

import datetime
from dataclasses import dataclass

QUARTER = datetime.timedelta(days=91)
"""Between two letters."""


@dataclass(eq=False, kw_only=True)
class Invitation:
    """Of one group: the last letter, and since when it wants none."""

    group: str
    invited_on: datetime.date | None = None
    declined_on: datetime.date | None = None

    def is_due(self, today: datetime.date) -> bool:
        """Once a quarter, and never again after a no."""
        return self.declined_on is None and (self.invited_on is None or today - self.invited_on >= QUARTER)

    def decline(self, today: datetime.date) -> None:
        self.declined_on = self.declined_on or today
