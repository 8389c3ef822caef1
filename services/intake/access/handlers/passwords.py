"""Passwords: changed by their owner, or chosen anew by a mailed link that never replaces the second factor."""

import secrets

import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access.commands import ChangePassword, ForgetPassword, ResetPassword
from services.intake.access.handlers.accounts import account_of
from services.intake.access.handlers.factors import check_own_password
from services.intake.access.handlers.sessions import end_all_sessions
from services.intake.access.model.accounts import Account, check_password, hash_password, token_hash
from services.intake.access.model.sign_in import RESET_LASTS, Reset
from services.intake.letters.handlers import write_letter
from services.intake.tools import tools_of
from shared.clock import machine_now
from shared.transaction import Refused, Transaction


def change_password(command: ChangePassword, tx: Transaction) -> None:
    """All sessions of the account end; the page begins a new one."""
    account = check_own_password(command.current_password, tx)
    _choose(account, command.password, tx)


def forget_password(command: ForgetPassword, tx: Transaction) -> None:
    """Mail a link, or that there is no account: the same work, and the same page, for both.

    Where no letter may go out, the link of an earlier one stays good.
    """
    account = account_of(command.email, tx)
    token, now = secrets.token_urlsafe(32), machine_now()
    if account is None or not account.active:
        write_letter(tx, "no-account", command.email, "/intake/sign-in", command.lang)
        return
    if write_letter(tx, "reset", command.email, f"/intake/reset/{token}", account.lang):
        tx.session.execute(sa.delete(access.reset).where(access.reset.c.account == account.id))
        tx.add(Reset(token_hash=token_hash(token), account=account.id, expires=now + RESET_LASTS))


def reset_password(command: ResetPassword, tx: Transaction) -> str:
    """Returns the account's id. The factors stay as they are."""
    reset = tx.get(Reset, token_hash(command.token))
    reset.use(machine_now())
    account = tx.get(Account, reset.account)
    if not account.active:
        raise Refused("", "This account is closed")
    _choose(account, command.password, tx)
    account.confirmed = True
    return account.id


def _choose(account: Account, password: str, tx: Transaction) -> None:
    sealer = tools_of(tx).sealer
    check_password(password, sealer.open(account.email, f"account.email.{account.id}"))
    account.password = hash_password(password)
    end_all_sessions(account.id, tx, forget_devices=True)
