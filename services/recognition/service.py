"""Recognition's table of contents."""

from services.recognition import handlers
from services.recognition.cli import COMMANDS
from services.recognition.pages import PAGES
from services.recognition.queries.revision import keeps, public_revision
from services.recognition.tables import metadata
from services.recognition.timers import MORNING
from shared.events import intake, placements, recognition
from shared.service import Service

SERVICE = Service(
    name="recognition",
    prefixes=(
        "/recognition",
        "/bg/employers",
        "/en/employers",
        "/bg/editions",
        "/en/editions",
        "/bg/method",
        "/en/method",
        "/data",
    ),
    metadata=metadata,
    pages=PAGES,
    projections={
        intake.EmployerRegistered: handlers.keep_employers,
        intake.EmployerChanged: handlers.keep_employers,
        intake.EmployerVerified: handlers.keep_marks,
        intake.EmployerJoined: handlers.keep_marks,
        intake.EmployerLeft: handlers.keep_marks,
        intake.EmployerClosed: handlers.keep_marks,
        intake.EmployerSuspended: handlers.keep_suspensions,
        intake.EmployerHeadcount: handlers.keep_facts,
        intake.EmployerGroup: handlers.keep_memberships,
        intake.OrganisationRegistered: handlers.keep_organisations,
        intake.OrganisationChanged: handlers.keep_organisations,
        intake.PracticeConfirmed: handlers.keep_practices,
        intake.PracticeWithdrawn: handlers.keep_practices,
        intake.VacancyPublished: handlers.keep_vacancies,
        intake.VacancyChanged: handlers.keep_vacancies,
        intake.VacancyClosed: handlers.keep_vacancies,
        placements.EmployerHired: handlers.keep_facts,
        placements.PlacementRetained: handlers.keep_facts,
        placements.PlacementEnded: handlers.keep_facts,
        placements.PlacementVoided: handlers.keep_facts,
    },
    reactions={
        intake.EmployerRegistered: handlers.hear_employers,
        intake.EmployerChanged: handlers.hear_employers,
        intake.EmployerVerified: handlers.hear_employers,
        intake.EmployerJoined: handlers.hear_employers,
        intake.EmployerLeft: handlers.hear_employers,
        intake.EmployerClosed: handlers.hear_employers,
        intake.EmployerSuspended: handlers.hear_employers,
        intake.EmployerGroup: handlers.hear_employers,
        intake.VacancyPublished: handlers.hear_vacancies,
        intake.VacancyChanged: handlers.hear_vacancies,
        intake.VacancyClosed: handlers.hear_vacancies,
        placements.EmployerHired: handlers.note_late_facts,
        placements.PlacementRetained: handlers.note_late_facts,
        placements.PlacementEnded: handlers.note_late_facts,
        placements.PlacementVoided: handlers.note_late_facts,
        intake.EmployerHeadcount: handlers.note_late_facts,
        intake.PracticeConfirmed: handlers.note_late_facts,
        intake.PracticeWithdrawn: handlers.note_late_facts,
    },
    timers=MORNING,
    publishes=(
        recognition.EditionPublished,
        recognition.ProfilePublished,
        recognition.ProfileWithdrawn,
        recognition.StatementReturned,
    ),
    commands=COMMANDS,
    keeps=keeps,
    revision=public_revision,
)
