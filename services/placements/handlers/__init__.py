"""What placements does: referring, hiring, following up, ending, and knowing what others tell."""

from services.placements.handlers.correcting import correct_answer
from services.placements.handlers.ending import end_placement, void_placement
from services.placements.handlers.following_up import answer_follow_up, ask_follow_ups, remind_service
from services.placements.handlers.hiring import correct_hire, record_hire, set_staff_reference
from services.placements.handlers.one_tap import answer_by_link, answer_own
from services.placements.handlers.referring import lapse_referrals, move_referral, refer_candidate

__all__ = [
    "answer_by_link",
    "answer_follow_up",
    "answer_own",
    "ask_follow_ups",
    "correct_answer",
    "correct_hire",
    "end_placement",
    "lapse_referrals",
    "move_referral",
    "record_hire",
    "refer_candidate",
    "remind_service",
    "set_staff_reference",
    "void_placement",
]
