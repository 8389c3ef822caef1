"""An employer registers itself; somebody checks it; until then it is private."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from services.intake.access.handlers.accounts import account_of, send_confirmation
from services.intake.access.model.accounts import Account, check_password, hash_password
from services.intake.employers.commands import EmployerFacts, RefuseEmployer, RegisterEmployer
from services.intake.employers.model import Employer, gender_of, national_number
from services.intake.letters.handlers import Line, write_letter
from services.intake.tools import tools_of
from shared.identity import employer_id
from shared.message import new_id
from shared.transaction import Refused, Transaction, refusals


def register_employer(command: RegisterEmployer, tx: Transaction) -> str:
    """Returns the employer's id. An address that has an account gets a letter; the page shows no difference."""
    for refused in mistakes(structs.asdict(command), tx.today):
        raise refused
    number = national_number(command.country, command.national_id)
    key = employer_id(command.country, number)
    known = tx.session.get(Employer, key)
    if known is not None and known.refused_on is None:
        raise Refused(
            "national_id", "This company number is registered already. Ask the colleague who did it, or write to us"
        )
    account = account_of(command.contact_email, tx)
    hashed = hash_password(command.password)  # here, so that an address that is known takes as long
    if account is not None and account.confirmed:
        write_letter(tx, "known", command.contact_email, "/intake/sign-in", command.lang)
        return key
    employer = _employer(command, key, number, known, tx)
    _open_account(command, hashed, employer, account, tx)
    return key


def mistakes(given: Mapping[str, Any], today: datetime.date) -> Iterator[Refused]:
    """What is wrong with a registration by what was typed alone; `given` holds what could be read."""
    if "national_id" in given and "country" in given:
        yield from refusals(national_number, given["country"], given["national_id"])
    yield from mistaken_facts(given, today)
    if (given.get("headcount_on") or today) > today:
        yield Refused("headcount_on", "The day of the count cannot be in the future")
    if "password" in given:
        yield from refusals(check_password, given["password"], given.get("contact_email", ""))


def mistaken_facts(given: Mapping[str, Any], today: datetime.date) -> Iterator[Refused]:
    """The same of what is public about an employer."""
    if (given.get("founded") or 0) > today.year:
        yield Refused("founded", "The founding year cannot be in the future")
    word = given.get("trade_word") or ""
    if word and given.get("trade_gender", "") is None and gender_of(word) is None:
        yield Refused("trade_gender", "Choose the grammatical gender of the trade word")


def _employer(command: RegisterEmployer, key: str, number: str, known: Employer | None, tx: Transaction) -> Employer:
    facts = public_facts(command)
    if known is None:
        employer = tx.add(
            Employer(id=key, country=command.country, national_id=number, registered_on=tx.today, **facts)
        )
        tx.publish(employer.register())
    else:
        employer = known
        tx.publish(employer.change(**facts))
        employer.registered_on, employer.refused_on, employer.refusal = tx.today, None, ""
    employer.contact = seal_contact(command, key, tx)
    tx.publish(employer.count_staff(command.headcount, command.headcount_on or tx.today, tx.today))
    if command.joined:
        tx.publish(employer.join(tx.today))
    return employer


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


def _open_account(
    command: RegisterEmployer, hashed: str, employer: Employer, account: Account | None, tx: Transaction
) -> None:
    sealer = tools_of(tx).sealer
    if account is None:
        key = new_id()
        sealed = sealer.seal(command.contact_email, f"account.email.{key}")
        index = sealer.index(command.contact_email, "account")
        account = tx.add(Account(id=key, email=sealed, email_index=index, name="", confirmed=False))
    account.name = sealer.seal(command.contact_name, f"account.name.{account.id}")
    account.password = hashed
    account.roles, account.employer, account.lang = ("employer",), employer.id, command.lang
    send_confirmation(account, command.contact_email, tx)


def refuse_employer(command: RefuseEmployer, tx: Transaction) -> None:
    employer = tx.get(Employer, command.employer)
    employer.refuse(command.reason, tx.today)
    tell_contact(employer, "refused", "/intake/employer", tx)


def tell_contact(employer: Employer, kind: str, path: str | Sequence[Line], tx: Transaction) -> None:
    """A letter to the employer's contact, in the language that its account has chosen."""
    if employer.contact:
        lines = tools_of(tx).sealer.open(employer.contact, f"employer.contact.{employer.id}").split("\n")
        write_letter(tx, kind, lines[1], path, _language(employer, lines[1], tx))


def _language(employer: Employer, address: str, tx: Transaction) -> str:
    account = account_of(address, tx)
    return account.lang if account else "bg" if employer.country == "BG" else "en"
