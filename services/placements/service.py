"""The table of contents of placements."""

import hashlib

from services.placements import timers
from services.placements.handlers import forgetting, knowing
from services.placements.pages import PAGES
from services.placements.tables import metadata
from shared.events import intake as heard
from shared.events import placements as told
from shared.links import Links
from shared.migrations import current
from shared.sealing import Sealer, master_key
from shared.service import Desk, Service
from shared.settings import BadSetting


def prepare(desk: Desk) -> None:
    """The secret behind person references, and the sealer of free text. Raises BadSetting where it was lost.

    Made only for a new database: with another one, people told before would come back as strangers and count again.
    """
    try:
        secret = master_key(desk.key_folder, "placements", create=not current(desk.database))
    except FileNotFoundError as lost:
        raise BadSetting(f"{lost.filename} is gone: put it back from the backup of the keys") from lost
    desk.extra["person_secret"] = secret
    desk.extra["sealer"] = Sealer(hashlib.sha256(secret + b"text").digest())
    desk.extra["links"] = Links(desk.keys)


SERVICE = Service(
    name="placements",
    prefixes=("/placements",),
    metadata=metadata,
    pages=PAGES,
    projections={
        heard.EmployerRegistered: knowing.know_employers,
        heard.EmployerChanged: knowing.know_employers,
        heard.EmployerVerified: knowing.know_verified_employers,
        heard.EmployerClosed: knowing.know_closed_employers,
        heard.EmployerGroup: knowing.know_groups,
        heard.OrganisationRegistered: knowing.know_organisations,
        heard.OrganisationChanged: knowing.know_organisations,
        heard.VacancyPublished: knowing.know_vacancies,
        heard.VacancyChanged: knowing.know_vacancies,
        heard.VacancyClosed: knowing.know_closed_vacancies,
        heard.CandidateReady: knowing.know_candidates,
        heard.CandidateWithdrawn: knowing.know_withdrawn_candidates,
        heard.CandidateMerged: knowing.know_merged_candidates,
        heard.CandidateErased: forgetting.forget_candidates,
        heard.PermissionGiven: knowing.know_permissions,
        heard.PermissionWithdrawn: knowing.know_withdrawn_permissions,
    },
    reactions={
        heard.EmployerGroup: knowing.regroup_hires,
        heard.CandidateMerged: knowing.merge_people,
        heard.CandidateErased: forgetting.unlink_hires,
    },
    timers=timers.MORNING,
    publishes=(
        told.ReferralSent,
        told.ReferralClosed,
        told.CandidatePlaced,
        told.CandidateFree,
        told.FollowUpDue,
        told.FollowUpAnswered,
        told.FollowUpSettled,
        told.EmployerHired,
        told.PlacementRetained,
        told.PlacementEnded,
        told.PlacementVoided,
    ),
    prepare=prepare,
)
