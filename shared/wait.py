"""Something that waits says so: at once, again and louder as it lasts, and to whoever asks whether all is well."""

import logging

from shared.clock import machine_monotonic

log = logging.getLogger(__name__)

LOUD, AGAIN = 10.0, 60.0
"""Seconds after which a wait is a warning, and until it is said again."""


class Wait:
    """One worker's reasons to wait. The same reason is said once in a while, not at every try."""

    def __init__(self, who: str) -> None:
        self.who = who
        self.what = self.why = ""
        self._since = self._said = 0.0

    def because(self, what: str, why: str) -> None:
        """It waits, still or now: `what` is a constant text for the log, `why` names nobody."""
        now = machine_monotonic()
        if not self.what:
            self._since, self._said = now, 0.0
        fresh = (what, why) != (self.what, self.why)
        self.what, self.why = what, why
        loud = now - self._since >= LOUD
        if fresh or (loud and now - self._said >= AGAIN):
            self._said = now if loud else 0.0
            facts = {"consumer": self.who, "why": why, "seconds": round(now - self._since)}
            log.log(logging.WARNING if loud else logging.INFO, what, extra=facts)

    def over(self) -> None:
        if self.what and self.seconds >= LOUD:
            log.warning("it goes on", extra={"consumer": self.who, "seconds": round(self.seconds)})
        self.what = self.why = ""

    @property
    def seconds(self) -> float:
        """How long it has waited; 0 if it does not."""
        return machine_monotonic() - self._since if self.what else 0.0
