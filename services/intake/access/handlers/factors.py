"""Second factors: added, passed once, renewed, removed. Every change ends the account's sessions."""

import datetime
import json
import secrets

import sqlalchemy as sa

from services.intake.access import passkeys
from services.intake.access import tables as access
from services.intake.access.commands import (
    AddPasskey,
    AddTotp,
    AskChallenge,
    PassPasskey,
    PassSecondFactor,
    RemoveFactor,
    RenewCodes,
)
from services.intake.access.handlers.sessions import end_all_sessions
from services.intake.access.model.accounts import Account, password_fits
from services.intake.access.model.sign_in import (
    CHALLENGE_LASTS,
    WRONG_CODE,
    WRONG_PASSWORD,
    Challenge,
    Factor,
    check_removable,
    code_hash,
    new_codes,
    normal_code,
)
from services.intake.tools import tools_of
from shared.auth import Actor
from shared.clock import machine_now
from shared.message import new_id
from shared.sealing import Gone
from shared.transaction import Missing, Refused, Transaction


def factors_of(account: str, tx: Transaction, kind: str = "") -> list[Factor]:
    row = access.factor.c
    query = sa.select(Factor).where(row.account == account).order_by(row.id)
    return list(tx.session.scalars(query.where(row.kind == kind) if kind else query))


def _may_add(tx: Transaction) -> None:
    """Only the first factor is added without one: a password alone changes no factor."""
    if tx.actor.owes_second and any(each.kind != "code" for each in factors_of(tx.actor.account, tx)):
        raise Missing("Factor")


def _check_adding(password: str, tx: Transaction) -> None:
    """A screen left open is not enough to add a factor: the password is asked for, unless it was given just now."""
    _may_add(tx)
    if not tx.actor.owes_second:
        check_own_password(password, tx)


def setup_place(actor: Actor) -> str:
    """A secret that a page shows is good for this session only."""
    return f"totp.setup.{actor.account}.{actor.reference}"


def add_totp(command: AddTotp, tx: Transaction) -> tuple[str, ...]:
    """Returns printed codes where the account had none, to be shown once."""
    _check_adding(command.current_password, tx)
    sealer, now, key = tools_of(tx).sealer, machine_now(), new_id()
    try:
        secret = sealer.open(command.sealed, setup_place(tx.actor))
    except Gone:
        raise Refused("", "This page is too old. Begin again") from None
    made = Factor(id=key, account=tx.actor.account, kind="totp", secret="", made=now)
    if not made.pass_totp(secret, normal_code(command.code), now):
        raise Refused("code", "This code does not fit. Check the time on your telephone and try the next code")
    made.secret = sealer.seal(secret, f"factor.secret.{key}")
    return _added(made, tx)


def _added(factor: Factor, tx: Transaction) -> tuple[str, ...]:
    account = factor.account
    tx.add(factor)
    had_codes = bool(factors_of(account, tx, "code"))
    end_all_sessions(account, tx)
    return () if had_codes else _print(account, factor.made, tx)


def _print(account: str, now: datetime.datetime, tx: Transaction) -> tuple[str, ...]:
    row = access.factor.c
    tx.session.execute(sa.delete(access.factor).where(row.account == account, row.kind == "code"))
    codes = new_codes()
    for code in codes:
        tx.add(Factor(id=new_id(), account=account, kind="code", secret=code_hash(account, code), made=now))
    return tuple(codes)


def renew_codes(command: RenewCodes, tx: Transaction) -> tuple[str, ...]:
    """Ten new printed codes; the old ones are worth nothing."""
    check_own_password(command.current_password, tx)
    end_all_sessions(tx.actor.account, tx)
    return _print(tx.actor.account, machine_now(), tx)


def remove_factor(command: RemoveFactor, tx: Transaction) -> None:
    check_own_password(command.current_password, tx)
    factor = tx.get(Factor, command.factor)
    if factor.account != tx.actor.account or factor.kind == "code":
        raise Missing(f"Factor {command.factor}")
    check_removable(factor, factors_of(factor.account, tx), staff=tx.actor.is_staff)
    tx.session.delete(factor)
    end_all_sessions(factor.account, tx, forget_devices=True)


def check_own_password(password: str, tx: Transaction) -> Account:
    account = tx.get(Account, tx.actor.account)
    if not password_fits(account.password, password):
        raise Refused("current_password", WRONG_PASSWORD)
    return account


def pass_second_factor(command: PassSecondFactor, tx: Transaction) -> None:
    """Raises Refused for a wrong code and for one that was used before."""
    account, code, now = tx.actor.account, normal_code(command.code), machine_now()
    if code.isdecimal() and len(code) == 6:
        if any(_fits(factor, code, now, tx) for factor in factors_of(account, tx, "totp")):
            return
    else:
        row = access.factor.c
        mine = sa.select(Factor).where(row.account == account, row.secret == code_hash(account, code))
        printed = tx.session.scalars(mine.where(row.kind == "code")).first()
        if printed is not None and printed.pass_code(now):
            return
    raise Refused("code", WRONG_CODE)


def _fits(factor: Factor, code: str, now: datetime.datetime, tx: Transaction) -> bool:
    secret = tools_of(tx).sealer.open(factor.secret, f"factor.secret.{factor.id}")
    return factor.pass_totp(secret, code, now)


# -- passkeys ---------------------------------------------------------------------------------------------------------


def ask_challenge(command: AskChallenge, tx: Transaction) -> dict[str, object]:
    """What the browser hands to the passkey, as JSON; the challenge is kept here."""
    if command.adding:
        _may_add(tx)
    account, now = tx.actor.account, machine_now()
    tx.session.execute(sa.delete(access.challenge).where(access.challenge.c.expires < now))
    text, key = secrets.token_bytes(32), new_id()
    purpose = "add" if command.adding else "pass"
    tx.add(Challenge(id=key, account=account, purpose=purpose, text=text.hex(), expires=now + CHALLENGE_LASTS))
    known = [each.label for each in factors_of(account, tx, "passkey")]
    name, site = tx.actor.name or account, tools_of(tx).site.name
    options = (
        passkeys.to_add(site, account, name, text, known) if command.adding else passkeys.to_pass(site, text, known)
    )
    return {"id": key, "options": options}


def add_passkey(command: AddPasskey, tx: Transaction) -> tuple[str, ...]:
    """Returns printed codes where the account had none, to be shown once."""
    _check_adding(command.current_password, tx)
    now, site = machine_now(), tools_of(tx).site
    text = tx.get(Challenge, command.challenge).use(tx.actor.account, "add", now)
    try:
        label, key, counter = passkeys.added(_read(command.credential), text, site)
    except ValueError:
        raise Refused("", "The passkey could not be checked. Try again") from None
    made = Factor(
        id=new_id(),
        account=tx.actor.account,
        kind="passkey",
        secret=key,
        label=label,
        counter=counter,
        made=now,
    )
    return _added(made, tx)


def pass_passkey(command: PassPasskey, tx: Transaction) -> None:
    now, site = machine_now(), tools_of(tx).site
    text = tx.get(Challenge, command.challenge).use(tx.actor.account, "pass", now)
    credential = _read(command.credential)
    row = access.factor.c
    own = sa.select(Factor).where(row.account == tx.actor.account, row.kind == "passkey")
    factor = tx.session.scalars(own.where(row.label == str(credential.get("id", "")))).first()
    try:
        if factor is None:
            raise ValueError("a passkey of nobody here")
        counter = passkeys.passed(credential, text, site, factor.secret)
    except ValueError:
        raise Refused("", "The passkey could not be checked. Try again") from None
    if not factor.pass_passkey(counter, now):
        raise Refused("", "The passkey could not be checked. Try again")


def _read(credential: str) -> dict[str, object]:
    try:
        found = json.loads(credential)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused("", "The passkey could not be checked. Try again")
    return found
