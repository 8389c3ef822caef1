"""Plumbing and contracts that the services stand on."""

import sys

sys.modules["rich"] = None  # type: ignore[assignment]  # structlog would draw with it what nobody here asks for: 4 MB
import structlog  # noqa: E402, F401

del sys.modules["rich"]
