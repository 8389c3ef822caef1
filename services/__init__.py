"""Three self-contained services: intake, placements and recognition."""

import gc

gc.set_threshold(5_000, 10, 10)
"""So many objects more are made than go before garbage is looked for: modules make thousands that stay, and a page or a
batch of events thousands that go by themselves."""
