"""The table of contents of intake."""

from urllib.parse import urlsplit

from services.intake import tables, timers
from services.intake.cli import COMMANDS
from services.intake.handlers import asking_again, heard, one_tap, returned
from services.intake.handlers.factors import Site
from services.intake.pages import PAGES
from services.intake.pages.letters import deliver_letters
from services.intake.tables.keyring import KeyRing
from shared.database import Database
from shared.events import intake, placements, recognition
from shared.links import Links
from shared.migrations import current
from shared.sealing import Sealer, master_key
from shared.service import Desk, Service
from shared.settings import BadSetting, Settings


def site_of(settings: Settings) -> Site:
    """Passkeys belong to the site's name."""
    return Site(urlsplit(settings.base_url).hostname or "localhost", settings.base_url)


def prepare(desk: Desk) -> None:
    """The master key, and the candidates' keys in a database of their own. Raises BadSetting where one was lost."""
    try:
        sealer = Sealer(master_key(desk.key_folder, "intake", create=not current(desk.database)))
    except FileNotFoundError as lost:
        raise BadSetting(f"{lost.filename} is gone: put it back from the backup of the keys") from lost
    keys = Database(desk.settings.database_url("keys"))
    desk.extra.update(sealer=sealer, keys_database=keys, keys=KeyRing(keys, sealer), site=site_of(desk.settings))
    desk.extra.update(links=Links(desk.keys), mail=desk.settings.data / "mail")


SERVICE = Service(
    name="intake",
    prefixes=("/intake", "/bg/vacancies", "/en/vacancies"),
    metadata=tables.metadata,
    pages=PAGES,
    commands=COMMANDS,
    projections={
        placements.ReferralSent: heard.note_referrals,
        placements.ReferralClosed: heard.note_referrals,
        placements.CandidatePlaced: heard.note_work,
        placements.CandidateFree: heard.note_work,
        intake.CandidateErased: heard.forget_candidates,
    },
    reactions={
        placements.FollowUpDue: one_tap.mail_questions,
        placements.FollowUpAnswered: asking_again.note_answers,
        placements.FollowUpSettled: one_tap.take_back_questions,
        recognition.StatementReturned: returned.tell_contacts,
    },
    errands=(deliver_letters,),
    timers=timers.MORNING,
    publishes=(
        intake.EmployerRegistered,
        intake.EmployerChanged,
        intake.EmployerVerified,
        intake.EmployerJoined,
        intake.EmployerLeft,
        intake.EmployerClosed,
        intake.EmployerSuspended,
        intake.EmployerHeadcount,
        intake.EmployerGroup,
        intake.OrganisationRegistered,
        intake.OrganisationChanged,
        intake.PracticeConfirmed,
        intake.PracticeWithdrawn,
        intake.VacancyPublished,
        intake.VacancyChanged,
        intake.VacancyClosed,
        intake.CandidateReady,
        intake.CandidateWithdrawn,
        intake.CandidateErased,
        intake.PermissionGiven,
        intake.PermissionWithdrawn,
        intake.SessionRevoked,
    ),
    prepare=prepare,
)
