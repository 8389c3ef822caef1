"""What one request causes carries one id: its lines in the log, the events it publishes, and what others do because of them."""

from contextvars import ContextVar

CORRELATION: ContextVar[str] = ContextVar("correlation", default="")
"""Of whatever is being done here now; empty where nobody asked for it."""
