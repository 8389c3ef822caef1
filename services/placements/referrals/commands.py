"""What can be asked of referrals."""

from typing import Literal

import msgspec

from services.placements.codes import DeclineReason, Reference, Text


class ReferCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """Send somebody's application, or keep it as a draft. `candidate` is a reference or a case code."""

    candidate: Reference
    vacancy: Reference | None = None
    employer: Reference | None = None
    draft: bool = False


class MoveReferral(msgspec.Struct, frozen=True, kw_only=True):
    """The next step of a referral; `reason` and `text` belong to a refusal."""

    referral: Reference
    state: Literal["sent", "seen", "interview", "offered", "declined", "withdrawn"]
    reason: DeclineReason | None = None
    text: Text = ""
