"""Invitations, confirmations, sessions: how people come in and leave."""

import secrets

import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access import tables as people
from services.intake.access.commands import (
    AcceptInvitation,
    ChangeOrganisation,
    ChangeRoles,
    DeactivateAccount,
    InviteColleague,
    RegisterOrganisation,
)
from services.intake.access.handlers.sessions import end_all_sessions
from services.intake.access.model.accounts import (
    INVITATION_LASTS,
    Account,
    Invitation,
    Organisation,
    check_password,
    hash_password,
    token_hash,
)
from services.intake.letters.handlers import take_back_letters, write_letter
from services.intake.tools import tools_of
from shared.clock import machine_now
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction

ANYWHERE = ("editor", "administrator", "auditor")
"""Roles that need no organisation."""


def account_of(email: str, tx: Transaction) -> Account | None:
    """The account with this address, found by its blind index."""
    index = tools_of(tx).sealer.index(email, "account")
    return tx.session.scalars(sa.select(Account).where(people.account.c.email_index == index)).first()


def register_organisation(command: RegisterOrganisation, tx: Transaction) -> str:
    """Returns the organisation's id."""
    made = Organisation(id=new_id(), name=command.name, town=command.town, group=command.group)
    made.be_reached(command.phone, command.hours)
    tx.add(made)
    tx.publish(made.registered())
    return made.id


def change_organisation(command: ChangeOrganisation, tx: Transaction) -> None:
    organisation = tx.get(Organisation, command.organisation)
    organisation.be_reached(command.phone, command.hours)
    tx.publish(organisation.change(command.name, command.town, command.group))


def invite_colleague(command: InviteColleague, tx: Transaction) -> str:
    """Returns the one-time token; the letter with its link waits to be sent."""
    known = account_of(command.email, tx)
    if known is not None and known.active and known.confirmed:
        raise Refused("email", "This person has an account already")
    sealer, token = tools_of(tx).sealer, secrets.token_urlsafe(32)
    hashed = token_hash(token)
    tx.add(
        Invitation(
            token_hash=hashed,
            email=sealer.seal(command.email, f"invitation.email.{hashed}"),
            email_index=sealer.index(command.email, "account"),
            roles=tuple(command.roles),
            organisation=_organisation(command, tx),
            lang=command.lang,
            expires=machine_now() + INVITATION_LASTS,
        )
    )
    write_letter(tx, "invitation", command.email, f"/intake/invitations/{token}", command.lang)
    return token


def _organisation(command: InviteColleague, tx: Transaction) -> str | None:
    if command.organisation:
        return tx.get(Organisation, command.organisation).id
    if command.new_organisation:
        if not command.town:
            raise Refused("town", "Enter the town of the organisation")
        made = RegisterOrganisation(name=command.new_organisation, town=command.town)
        return register_organisation(made, tx)
    if not set(command.roles) <= set(ANYWHERE):
        raise Refused("organisation", "Choose the organisation this colleague works for")
    return None


def accept_invitation(command: AcceptInvitation, tx: Transaction) -> str:
    """Make the account, or open a closed one again, without its old second factors. Returns its id."""
    sealer = tools_of(tx).sealer
    invitation = tx.get(Invitation, token_hash(command.token))
    invitation.use(machine_now())
    email = sealer.open(invitation.email, f"invitation.email.{invitation.token_hash}")
    check_password(command.password, email)
    account = account_of(email, tx)
    if account is None:
        key = new_id()
        sealed = sealer.seal(email, f"account.email.{key}")
        account = tx.add(Account(id=key, email=sealed, email_index=invitation.email_index, name=""))
    elif account.active and account.confirmed:
        raise Refused("", "This invitation has been used or has run out. Ask for a new one")
    else:
        tx.session.execute(sa.delete(access.factor).where(access.factor.c.account == account.id))
    account.name = sealer.seal(command.name, f"account.name.{account.id}")
    account.password = hash_password(command.password)
    account.roles, account.organisation, account.lang = invitation.roles, invitation.organisation, command.lang
    account.employer = None
    account.active, account.confirmed, account.closed_on = True, True, None
    return account.id


def deactivate_account(command: DeactivateAccount, tx: Transaction) -> None:
    """Close an account and end all its sessions."""
    account = tx.get(Account, command.account)
    if account.employer is not None:
        raise Missing(f"Account {command.account}")
    if account.id == tx.actor.account:
        raise Refused("", "You cannot close your own account")
    if account.active:
        account.active, account.closed_on = False, tx.today
        take_back_letters(account.id, tx)
        end_all_sessions(account.id, tx, forget_devices=True)


def change_roles(command: ChangeRoles, tx: Transaction) -> None:
    """From the next sign-in on; the sessions with the old roles are over."""
    account = tx.get(Account, command.account)
    if account.employer is not None:
        raise Missing(f"Account {command.account}")
    if account.id == tx.actor.account:
        raise Refused("", "You cannot change your own roles")
    if account.organisation is None and not set(command.roles) <= set(ANYWHERE):
        raise Refused("roles", "This colleague belongs to no organisation, so only roles without one are possible")
    if account.roles != tuple(command.roles):
        account.roles = tuple(command.roles)
        end_all_sessions(account.id, tx)
