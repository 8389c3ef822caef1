"""Whoever confirms an address chooses the password; several may claim a number until one of them is verified."""

import msgspec
import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access.handlers.accounts import account_of
from services.intake.access.handlers.sessions import end_all_sessions
from services.intake.access.model.accounts import Account, check_password, hash_password, token_hash
from services.intake.employers import tables as employers
from services.intake.employers.claim import Registration
from services.intake.employers.commands import ConfirmRegistration, RegisterEmployer
from services.intake.employers.handlers.registration import employer_with, public_facts, seal_contact
from services.intake.employers.model import Employer, national_number
from services.intake.letters.handlers import write_letter
from services.intake.tools import tools_of
from shared.clock import machine_now
from shared.identity import employer_id
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction

TAKEN = "This company number is registered and checked already. Ask the colleague who did it, or write to us"


def prove_address(command: ConfirmRegistration, tx: Transaction) -> Account:
    """The account behind the address. Beside an earlier registration of the number it has no employer until the office decides."""
    pending = tx.get(Registration, token_hash(command.token))
    pending.use(machine_now())
    facts = facts_of(pending, tx)
    check_password(command.password, facts.contact_email)
    number = national_number(facts.country, facts.national_id)
    known = employer_with(facts.country, number, tx)
    key = known.id if known else employer_id(facts.country, number)
    if known is not None and (known.verified_on or known.closed_on):
        raise Refused("", TAKEN)
    account = _open_account(facts, command.password, tx)
    if known is None or known.refused_on is not None:
        employer = _employer(facts, key, number, known, tx)
        account.employer, employer.registered_by = employer.id, pending.by
    else:
        pending.account, pending.employer = account.id, key
    return account


def facts_of(pending: Registration, tx: Transaction) -> RegisterEmployer:
    text = tools_of(tx).sealer.open(pending.facts, f"registration.facts.{pending.token_hash}")
    return msgspec.json.decode(text, type=RegisterEmployer)


def _open_account(facts: RegisterEmployer, password: str, tx: Transaction) -> Account:
    """A new one, or a closed one again, without its old second factors: nobody is locked out for having been wrong once.

    Raises Refused where the address came to an account by another letter meanwhile.
    """
    sealer, account = tools_of(tx).sealer, account_of(facts.contact_email, tx)
    if account is None:
        key, index = new_id(), sealer.index(facts.contact_email, "account")
        sealed = sealer.seal(facts.contact_email, f"account.email.{key}")
        account = tx.add(Account(id=key, email=sealed, email_index=index, name=""))
    elif account.confirmed and account.active:
        raise Refused("", "This address has an account already. Sign in with it")
    else:
        tx.session.execute(sa.delete(access.factor).where(access.factor.c.account == account.id))
    account.name = sealer.seal(facts.contact_name, f"account.name.{account.id}")
    account.password, account.confirmed = hash_password(password), True
    account.active, account.closed_on = True, None
    account.roles, account.employer, account.lang = ("employer",), None, facts.lang
    account.organisation = None
    tx.session.flush()
    return account


def _employer(facts: RegisterEmployer, key: str, number: str, known: Employer | None, tx: Transaction) -> Employer:
    """A new one, or a refused one anew: then whoever was refused is out."""
    public = public_facts(facts)
    if known is None:
        employer = tx.add(Employer(id=key, country=facts.country, national_id=number, registered_on=tx.today, **public))
        tx.publish(employer.register())
    else:
        employer = known
        tx.publish(employer.change(**public))
        employer.registered_on, employer.refused_on, employer.refusal = tx.today, None, ""
        close_accounts(key, tx)
    employer.contact = seal_contact(facts, key, tx)
    tx.publish(employer.count_staff(facts.headcount, facts.headcount_on or tx.today, tx.today))
    _agree(employer, facts, tx)
    return employer


def _agree(employer: Employer, facts: RegisterEmployer, tx: Transaction) -> None:
    """Listed or not as this registrant says, from today: what another one agreed to before is not its own agreement."""
    if facts.joined:
        employer.joined_on = None
        tx.publish(employer.join(tx.today))
    else:
        tx.publish(employer.leave(tx.today))


def close_accounts(employer: str, tx: Transaction) -> None:
    """Those who acted for this employer until now do not any more."""
    for account in tx.session.scalars(sa.select(Account).filter_by(employer=employer, active=True)):
        _close(account, tx)


def _close(account: Account, tx: Transaction) -> None:
    account.active, account.closed_on = False, tx.today
    end_all_sessions(account.id, tx, forget_devices=True)
    tx.note("account closed", account.id)


def claims_to(employer: str, tx: Transaction) -> list[Registration]:
    """Later registrations of its number, the oldest first."""
    row = employers.registration.c
    waiting = sa.select(Registration).where(row.employer == employer)
    return list(tx.session.scalars(waiting.order_by(row.used, row.token_hash)))


def settle_claims(employer: Employer, chosen: str | None, tx: Transaction, letter: str = "taken") -> bool:
    """The number is somebody's or nobody's now: the other claims are told and closed. True where a later one was right."""
    waiting = claims_to(employer.id, tx)
    right = next((one for one in waiting if chosen and one.account == chosen), None)
    if chosen and right is None:
        raise Missing(f"Claim {chosen}")
    if right is not None:
        _hand_over(employer, right, tx)
    for one in waiting:
        if one is not right:
            _turn_away(one, letter, tx)
        tx.session.delete(one)
    return right is not None


def move_up(employer: Employer, claim: Registration, tx: Transaction) -> None:
    """Whoever had the number was refused: the next in line waits to be checked in its place."""
    _hand_over(employer, claim, tx)
    employer.registered_on, employer.refused_on, employer.refusal = tx.today, None, ""
    tx.session.delete(claim)


def _hand_over(employer: Employer, right: Registration, tx: Transaction) -> None:
    facts, account = facts_of(right, tx), tx.get(Account, str(right.account))
    close_accounts(employer.id, tx)
    tx.publish(employer.change(**public_facts(facts)))
    tx.publish(employer.count_staff(facts.headcount, facts.headcount_on or tx.today, tx.today))
    employer.contact, account.employer = seal_contact(facts, employer.id, tx), employer.id
    employer.registered_by = right.by
    _agree(employer, facts, tx)


def _turn_away(claim: Registration, letter: str, tx: Transaction) -> None:
    account, facts = tx.get(Account, str(claim.account)), facts_of(claim, tx)
    _close(account, tx)
    write_letter(tx, letter, facts.contact_email, "/intake/sign-in", facts.lang)
