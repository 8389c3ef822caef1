"""What can be asked about letters."""

import msgspec


class TryLettersAgain(msgspec.Struct, frozen=True):
    """Of the command line alone: the mail setting is right now."""
