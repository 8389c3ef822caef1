"""What a browser is asked to do with a passkey, as webauthn writes it."""

from collections.abc import Sequence
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

TIMEOUT = 300_000
"""How long a browser waits for the passkey, in milliseconds."""
PREFERRED = UserVerificationRequirement.PREFERRED


def to_add(site: str, account: str, name: str, challenge: bytes, known: Sequence[str]) -> dict[str, Any]:
    """Make a new passkey, on no device that holds one of those `known` by their credential ids."""
    options = webauthn.generate_registration_options(
        rp_id=site,
        rp_name="Steadfast",
        user_id=account.encode(),
        user_name=name,
        user_display_name=name,
        challenge=challenge,
        timeout=TIMEOUT,
        exclude_credentials=_described(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            user_verification=PREFERRED, resident_key=ResidentKeyRequirement.DISCOURAGED
        ),
    )
    return options_to_json_dict(options)


def to_pass(site: str, challenge: bytes, known: Sequence[str]) -> dict[str, Any]:
    """Sign the challenge with one of these passkeys."""
    options = webauthn.generate_authentication_options(
        rp_id=site,
        challenge=challenge,
        timeout=TIMEOUT,
        allow_credentials=_described(known),
        user_verification=PREFERRED,
    )
    return options_to_json_dict(options)


def _described(known: Sequence[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]
