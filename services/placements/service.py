"""The table of contents of placements."""

import hashlib

from services.placements.hires import commands as hires
from services.placements.hires.handlers import (
    correcting,
    ending,
    filling,
    following_up,
    forgetting,
    hiring,
    mailed_answers,
    present,
    regrouping,
    renewing,
)
from services.placements.hires.handlers.retention import PERIODS
from services.placements.hires.pages import answers as answers_pages
from services.placements.hires.pages import hires as hires_pages
from services.placements.hires.pages import mailed_answers as mailed_answers_pages
from services.placements.hires.pages import own as own_pages
from services.placements.hires.pages import people as people_pages
from services.placements.hires.pages import renewal as renewal_pages
from services.placements.hires.pages import today as today_pages
from services.placements.known import handlers as known
from services.placements.referrals import commands as referrals
from services.placements.referrals import handlers as referrals_handlers
from services.placements.referrals import pages as referrals_pages
from services.placements.schema import metadata
from services.placements.tools import Tools
from shared.events import intake, placements
from shared.links import Links
from shared.migrations import is_new
from shared.retention import timers_of
from shared.sealing import Sealer, master_key
from shared.service import Runtime, Service, Subject
from shared.settings import BadSetting


def prepare(runtime: Runtime) -> Tools:
    """The secret behind person references, and the sealer of free text. Raises BadSetting where it was lost.

    Made only for a new database: with another one, people told before would come back as strangers and count again.
    """
    try:
        secret = master_key(runtime.key_folder, "placements", create=is_new(runtime.database))
    except FileNotFoundError as lost:
        raise BadSetting(f"{lost.filename} is gone: put it back from the backup of the keys") from lost
    sealer = Sealer(hashlib.sha256(secret + b"text").digest())
    return Tools(sealer=sealer, links=Links(runtime.keys), person_secret=secret)


KNOWN = Subject(
    name="known",
    projections={
        intake.EmployerRegistered: known.project_employers,
        intake.EmployerChanged: known.project_employers,
        intake.EmployerVerified: known.project_verified_employers,
        intake.EmployerClosed: known.project_closed_employers,
        intake.EmployerGroup: known.project_groups,
        intake.OrganisationRegistered: known.project_organisations,
        intake.OrganisationChanged: known.project_organisations,
        intake.VacancyPublished: known.project_vacancies,
        intake.VacancyChanged: known.project_vacancies,
        intake.VacancyClosed: known.project_closed_vacancies,
        intake.CandidateRegistered: known.project_registered_candidates,
        intake.CandidateReady: known.project_candidates,
        intake.CandidateWithdrawn: known.project_withdrawn_candidates,
        intake.CandidateMerged: known.project_merged_candidates,
        intake.CandidateParted: known.project_parted_candidates,
        intake.CandidateErased: known.forget_candidates,
        intake.PermissionGiven: known.project_permissions,
        intake.PermissionWithdrawn: known.project_withdrawn_permissions,
    },
)
REFERRALS = Subject(
    name="referrals",
    pages=referrals_pages.PAGES,
    commands={
        referrals.ReferCandidate: referrals_handlers.refer_candidate,
        referrals.MoveReferral: referrals_handlers.move_referral,
    },
    daily=(referrals_handlers.lapse_referrals, referrals_handlers.tell_steps),
    publishes=(placements.ReferralSent, placements.ReferralMoved, placements.ReferralClosed),
)
HIRES = Subject(
    name="hires",
    pages=(
        *today_pages.PAGES,
        *hires_pages.PAGES,
        *answers_pages.PAGES,
        *renewal_pages.PAGES,
        *people_pages.PAGES,
        *mailed_answers_pages.PAGES,
        *own_pages.PAGES,
    ),
    commands={
        hires.RecordHire: hiring.record_hire,
        hires.CorrectHire: hiring.correct_hire,
        hires.SetStaffReference: hiring.set_staff_reference,
        hires.AnswerFollowUp: following_up.answer_follow_up,
        hires.AnswerRenewal: renewing.answer_renewal,
        hires.RemindService: following_up.remind_service,
        hires.AnswerByLink: mailed_answers.answer_by_link,
        hires.AnswerOwn: mailed_answers.answer_own,
        hires.CorrectAnswer: correcting.correct_answer,
        hires.EndPlacement: ending.end_placement,
        hires.VoidPlacement: ending.void_placement,
    },
    edits=present.EDITS,
    reactions={
        intake.VacancyPublished: filling.count_openings,
        intake.VacancyChanged: filling.count_openings,
        intake.EmployerGroup: regrouping.regroup_hires,
        intake.CandidateRegistered: regrouping.follow_people,
        intake.CandidateReady: regrouping.follow_people,
        intake.CandidateMerged: regrouping.merge_people,
        intake.CandidateErased: forgetting.unlink_hires,
    },
    daily=(
        following_up.ask_follow_ups,
        renewing.ask_renewals,
        filling.count_all_openings,
        *timers_of(PERIODS),
    ),
    publishes=(
        placements.VacancyFilled,
        placements.VacancyReopened,
        placements.CandidatePlaced,
        placements.CandidateFree,
        placements.FollowUpDue,
        placements.FollowUpAnswered,
        placements.FollowUpSettled,
        placements.FixedTermOver,
        placements.EmployerHired,
        placements.PlacementRetained,
        placements.PlacementEnded,
        placements.PlacementVoided,
    ),
)

SERVICE = Service(
    name="placements",
    prefixes=("/placements",),
    metadata=metadata,
    subjects=(KNOWN, REFERRALS, HIRES),
    prepare=prepare,
)
