"""What a browser is asked to do with a passkey, and whether it did, as webauthn reads and writes it.

webauthn and its certificates are loaded when the first passkey is used: most processes never see one.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from services.intake.tools import Site

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

TIMEOUT = 300_000
"""How long a browser waits for the passkey, in milliseconds."""


def to_add(site: str, account: str, name: str, challenge: bytes, known: Sequence[str]) -> dict[str, Any]:
    """Make a new passkey, on no device that holds one of those `known` by their credential ids."""
    import webauthn
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

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
            user_verification=UserVerificationRequirement.PREFERRED, resident_key=ResidentKeyRequirement.DISCOURAGED
        ),
    )
    return options_to_json_dict(options)


def to_pass(site: str, challenge: bytes, known: Sequence[str]) -> dict[str, Any]:
    """Sign the challenge with one of these passkeys."""
    import webauthn
    from webauthn.helpers import options_to_json_dict
    from webauthn.helpers.structs import UserVerificationRequirement

    options = webauthn.generate_authentication_options(
        rp_id=site,
        challenge=challenge,
        timeout=TIMEOUT,
        allow_credentials=_described(known),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return options_to_json_dict(options)


def _described(known: Sequence[str]) -> "list[PublicKeyCredentialDescriptor]":
    from webauthn.helpers import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]


def added(credential: Mapping[str, object], challenge: bytes, site: Site) -> tuple[str, str, int]:
    """Credential id, public key (hex) and counter of a new passkey. Raises ValueError where anything is wrong with it."""
    import webauthn
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = webauthn.verify_registration_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
        )
    except WebAuthnException as wrong:
        raise ValueError(str(wrong)) from wrong
    return bytes_to_base64url(found.credential_id), found.credential_public_key.hex(), found.sign_count


def passed(credential: Mapping[str, object], challenge: bytes, site: Site, key: str) -> int:
    """The counter of a passkey that signed the challenge with this `key`. Raises ValueError where it did not."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = webauthn.verify_authentication_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=bytes.fromhex(key),
            credential_current_sign_count=0,
        )
    except WebAuthnException as wrong:
        raise ValueError(str(wrong)) from wrong
    return int(found.new_sign_count)
