"""How long tests wait for what must come. Only a test that fails waits so long: a loaded machine is no fault of ours."""

import os

PATIENCE = float(os.environ.get("STEADFAST_TEST_DEADLINE", "60"))
"""Seconds."""
