"""The rules of intake: plain dataclasses whose methods return the event they cause."""
