"""How long tests wait for what must come. Only a test that fails waits so long: a loaded machine is no fault of ours."""

import os
import time

PATIENCE = float(os.environ.get("STEADFAST_TEST_DEADLINE", "60"))
"""Seconds."""


class Glances:
    """Looks again and again without being what the others wait for: what takes long to look at is looked at less often."""

    def __init__(self, least: float = 0.02, seconds: float = PATIENCE) -> None:
        self.least, self.until, self.looked = least, time.monotonic() + seconds, time.monotonic()

    @property
    def over(self) -> bool:
        """Whether patience is."""
        return time.monotonic() > self.until

    def pause(self) -> None:
        """Three times as long as the last look took, and at least `least` seconds."""
        time.sleep(max(self.least, 3 * (time.monotonic() - self.looked)))
        self.looked = time.monotonic()
