"""What a hire may have become, and what one may no longer do to one that never was."""

from typing import TYPE_CHECKING

from shared.transaction import Refused

if TYPE_CHECKING:
    from services.placements.hires.model.placement import Placement

ACTIVE, ENDED, VOIDED = "active", "ended", "voided"


def refuse_if_void(placement: "Placement") -> None:
    if placement.state == VOIDED:
        raise Refused("", "This hire was taken back as a mistake. Record it anew if there was one after all.")
