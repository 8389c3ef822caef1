"""The public address of a group."""

import datetime
from dataclasses import dataclass

from shared.events.recognition import ProfilePublished, ProfileWithdrawn


@dataclass(eq=False, kw_only=True)
class Listing:
    """The public address of a group: fixed when it is first listed, kept for ever."""

    group: str
    slug: str
    name_latin: str
    listed_on: datetime.date
    withdrawn_on: datetime.date | None = None
    """Since when the address answers *gone*; None while somebody may read it."""

    def publish(self, edition: str | None = None) -> ProfilePublished | None:
        """In an edition always told; otherwise only when the page was gone."""
        if edition is None and self.withdrawn_on is None:
            return None
        self.withdrawn_on = None
        return ProfilePublished(group=self.group, edition=edition)

    def first_published(self) -> ProfilePublished:
        return ProfilePublished(group=self.group)

    def withdraw(self, today: datetime.date) -> ProfileWithdrawn | None:
        if self.withdrawn_on is not None:
            return None
        self.withdrawn_on = today
        return ProfileWithdrawn(group=self.group, on=today)
