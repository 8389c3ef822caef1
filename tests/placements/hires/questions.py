"""The questions of a hire, as the tests look at them."""

from services.placements.hires.model.placement import Placement
from tests.placements.conftest import Office


def states(office: Office, placement: str) -> dict[int, str]:
    return office.look(lambda s: {q.milestone: q.state for q in s.get_one(Placement, placement).follow_ups})
