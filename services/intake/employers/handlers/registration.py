"""An employer registers itself; somebody checks it; until then it is private."""

import datetime
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import structs

from services.intake.access.handlers.accounts import account_of
from services.intake.access.model.accounts import token_hash
from services.intake.employers.claim import Registration
from services.intake.employers.commands import EmployerFacts, RegisterEmployer
from services.intake.employers.model import Employer, gender_of, national_number
from services.intake.letters.handlers import Line, write_letter
from services.intake.tools import tools_of
from shared.clock import machine_now
from shared.transaction import Refused, Transaction, refusals

ALREADY = "This is the number of %(name)s, which is registered already. Look for it among the employers"
REGISTRATION_LASTS = datetime.timedelta(hours=72)


def register_employer(command: RegisterEmployer, tx: Transaction) -> str:
    """Returns the one-time token. Only a letter goes out: whoever owns the address goes on behind its link.

    An address that has an open account gets another letter; the answer shows no difference, nor does a known number,
    but to the office, which sees all employers anyway. Raises Refused.
    """
    for refused in mistakes(structs.asdict(command), tx.today):
        raise refused
    by = tx.actor.account if tx.actor.is_("officer", "lead", "editor", "administrator") else ""
    if by:
        _must_be_new(command, tx)
    token = secrets.token_urlsafe(32)
    account = account_of(command.contact_email, tx)
    if account is not None and account.confirmed and account.active:
        write_letter(tx, "known", command.contact_email, "/intake/sign-in", command.lang)
        return token
    key = token_hash(token)
    facts = tools_of(tx).sealer.seal(msgspec.json.encode(command).decode(), f"registration.facts.{key}")
    tx.add(Registration(token_hash=key, facts=facts, expires=machine_now() + REGISTRATION_LASTS, by=by))
    write_letter(tx, "confirm", command.contact_email, f"/intake/confirm/{token}", command.lang)
    return token


def _must_be_new(command: RegisterEmployer, tx: Transaction) -> None:
    """The office is told at once, whatever way the number is written; others by the letter's link. Raises Refused."""
    known = employer_with(command.country, national_number(command.country, command.national_id), tx)
    if known is not None and (known.verified_on or known.closed_on):
        raise Refused("national_id", ALREADY, name=known.name)


def employer_with(country: str, number: str, tx: Transaction) -> Employer | None:
    """By its number: the id of one that registered under another form of it is made of that form for ever."""
    return tx.session.scalar(sa.select(Employer).filter_by(country=country, national_id=number))


def mistakes(given: Mapping[str, Any], today: datetime.date) -> Iterator[Refused]:
    """What is wrong with a registration by what was typed alone; `given` holds what could be read."""
    if "national_id" in given and "country" in given:
        yield from refusals(national_number, given["country"], given["national_id"])
    yield from mistaken_facts(given, today)
    if (given.get("headcount_on") or today) > today:
        yield Refused("headcount_on", "The day of the count cannot be in the future")


def mistaken_facts(given: Mapping[str, Any], today: datetime.date) -> Iterator[Refused]:
    """The same of what is public about an employer."""
    if (given.get("founded") or 0) > today.year:
        yield Refused("founded", "The founding year cannot be in the future")
    word = given.get("trade_word") or ""
    if word and given.get("trade_gender", "") is None and gender_of(word) is None:
        yield Refused("trade_gender", "Choose the grammatical gender of the trade word")


def public_facts(command: EmployerFacts) -> dict[str, Any]:
    return {
        "name": command.name,
        "name_en": command.name_en,
        "legal_form": command.legal_form,
        "sector": command.sector,
        "town": command.town,
        "founded": command.founded,
        "links": (command.website,) if command.website else (),
        "trade_word": command.trade_word,
        "trade_gender": (command.trade_gender or gender_of(command.trade_word)) if command.trade_word else None,
        "seeks_partners": command.seeks_partners,
    }


def seal_contact(command: RegisterEmployer, key: str, tx: Transaction) -> str:
    """Name, address and telephone on a line each."""
    lines = "\n".join((command.contact_name, command.contact_email, command.contact_phone or ""))
    return str(tools_of(tx).sealer.seal(lines, f"employer.contact.{key}"))


def tell_contact(employer: Employer, kind: str, path: str | Sequence[Line], tx: Transaction) -> None:
    """A letter to the employer's contact, in the language that its account has chosen."""
    if employer.contact:
        lines = tools_of(tx).sealer.open(employer.contact, f"employer.contact.{employer.id}").split("\n")
        write_letter(tx, kind, lines[1], path, _language(employer, lines[1], tx))


def _language(employer: Employer, address: str, tx: Transaction) -> str:
    account = account_of(address, tx)
    return account.lang if account else "bg" if employer.country == "BG" else "en"
