"""What is asked when an employer looks at somebody whose application it was sent."""

import msgspec

from services.intake.codes import Id


class OpenProfile(msgspec.Struct, frozen=True, kw_only=True):
    """An employer is about to read a profile, and the name where it may: noted first."""

    referral: Id
