"""The ways into the site, named by whoever keeps the accounts: the look and the guard only know that there are some."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entrances:
    """Where people come in, change their session and leave: the addresses and templates of whoever keeps accounts."""

    sign_in: str
    second_factor: str
    unlock: str
    sign_out: str
    account: str
    language: str
    persons: tuple[str, ...]
    """Below these are pages of people looking for work: they have no password and ask for another code."""
    person_sign_in: str
    person_sign_out: str
    person_language: str
    sign_in_page: str
    unlock_page: str
    go_on_page: str
    owed: tuple[tuple[str, str], ...] = ()
    """What stands at the foot of every page: (address with `{lang}` in it, English text)."""
