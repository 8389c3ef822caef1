"""Passwords are hashed and compared before the transaction begins, in threads of their own."""

from typing import Any

import msgspec

from services.intake.access.model.accounts import LONGEST, SHORTEST, Prepared, hash_password, password_fits, weakness
from services.intake.access.queries.sign_in import own_password
from services.intake.tools import tools_of
from shared.auth import Actor
from shared.service import Runtime


async def prepare_passwords(runtime: Runtime, command: Any, actor: Actor) -> Any:
    """The same command, with its new password hashed and the actor's own one compared. Raises Refused while too many wait."""
    if not isinstance(command, msgspec.Struct):
        return command
    done = {}
    if SHORTEST <= len(new := getattr(command, "password", "")) <= LONGEST:
        done["password"] = await tools_of(runtime).passwords.run(prepared, new)
    if own := getattr(command, "current_password", ""):
        done["current_password"] = await compared(runtime, await runtime.read(own_password, actor.account), own)
    return msgspec.structs.replace(command, **done) if done else command


def prepared(password: str) -> Prepared:
    """Judged and hashed."""
    weak = weakness(password)
    return Prepared(password, hashed="" if weak else hash_password(password), weak=weak)


async def compared(runtime: Runtime, hashed: str, password: str) -> Prepared:
    """The password, compared with this hash. Raises Refused while too many wait."""
    fits = await tools_of(runtime).passwords.run(password_fits, hashed, password)
    return Prepared(password, tried=hashed, fits=fits)
