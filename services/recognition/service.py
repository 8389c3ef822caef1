"""Recognition's table of contents."""

from services.recognition import cli
from services.recognition.about import commands as readers
from services.recognition.about.handlers import mistakes
from services.recognition.about.model import TITLES
from services.recognition.about.pages import about as about_pages
from services.recognition.about.pages import mistakes as mistakes_pages
from services.recognition.awards.handlers import correcting
from services.recognition.awards.handlers import years as awarding
from services.recognition.awards.pages import correcting as award_corrections
from services.recognition.awards.pages import jury as jury_pages
from services.recognition.awards.queries.honours import honour_names, honours
from services.recognition.badges.pages import badges as badges_pages
from services.recognition.badges.pages import certificates as certificates_pages
from services.recognition.badges.pages import own as own_badge_pages
from services.recognition.board.handlers import inviting
from services.recognition.board.handlers import listing as board
from services.recognition.board.pages import archive as archive_pages
from services.recognition.board.pages import disputes as disputes_pages
from services.recognition.board.pages import figures as figures_pages
from services.recognition.board.pages import method as method_pages
from services.recognition.board.pages import public as public_pages
from services.recognition.board.pages import standing as standing_pages
from services.recognition.board.printed import sector_words
from services.recognition.board.queries.revision import keeps, public_revision
from services.recognition.desk import commands as editions
from services.recognition.desk.handlers import publishing
from services.recognition.desk.pages import answers as answers_pages
from services.recognition.desk.pages import desk as desk_pages
from services.recognition.desk.pages import holds as holds_pages
from services.recognition.desk.worker import go_on_publishing
from services.recognition.editions import commands as corrections
from services.recognition.editions.handlers import note_correction_request, note_late_facts
from services.recognition.feeds.pages import feeds as feeds_pages
from services.recognition.oversight import commands as oversight
from services.recognition.oversight.handlers import alerts, audits, heard
from services.recognition.oversight.pages import alerts as alerts_pages
from services.recognition.oversight.pages import audits as audits_pages
from services.recognition.oversight.pages import counting as counting_pages
from services.recognition.schema import metadata
from services.recognition.series import commands as in_series
from services.recognition.series.handlers import series as series_work
from services.recognition.series.pages import editing as series_editing
from services.recognition.series.pages import public as series_pages
from services.recognition.series.queries.series import places_of
from services.recognition.sharing.pages import sharing as sharing_pages
from services.recognition.standing.handlers import facts
from services.recognition.standing.handlers.standings import recompute_due
from services.recognition.statements import commands as statements
from services.recognition.statements.handlers import answers, figures, telephone
from services.recognition.statements.pages import interview as interview_pages
from services.recognition.statements.pages import sheet as sheet_pages
from services.recognition.statements.pages import telephone as telephone_pages
from services.recognition.statements.pages import translations as translations_pages
from services.recognition.tools import Tools
from shared.events import intake, placements, recognition
from shared.languages import addresses
from shared.service import Runtime, Service, Subject
from shared.tokens import Purpose


def prepare(runtime: Runtime) -> Tools:
    def network_mark(network: str) -> str:
        return runtime.keys.tokens.mark(Purpose.NETWORK, network)

    return Tools(look_over=board.look_over, sector_words=sector_words, honours=honours,
        honour_names=honour_names, places_of=places_of, network_mark=network_mark)  # fmt: skip


STANDING = Subject(
    name="standing",
    projections={
        intake.EmployerRegistered: facts.project_employers,
        intake.EmployerChanged: facts.project_employers,
        intake.EmployerVerified: facts.project_marks,
        intake.EmployerJoined: facts.project_marks,
        intake.EmployerLeft: facts.project_marks,
        intake.EmployerClosed: facts.project_marks,
        intake.EmployerSuspended: facts.project_suspensions,
        intake.EmployerHeadcount: facts.project_facts,
        intake.EmployerGroup: facts.project_memberships,
        intake.OrganisationRegistered: facts.project_organisations,
        intake.OrganisationChanged: facts.project_organisations,
        intake.PracticeConfirmed: facts.project_practices,
        intake.PracticeWithdrawn: facts.project_practices,
        intake.VacancyPublished: facts.project_vacancies,
        intake.VacancyChanged: facts.project_vacancies,
        intake.VacancyClosed: facts.project_vacancies,
        placements.VacancyFilled: facts.project_filled_vacancies,
        placements.VacancyReopened: facts.project_filled_vacancies,
        placements.EmployerHired: facts.project_facts,
        placements.PlacementRetained: facts.project_facts,
        placements.PlacementEnded: facts.project_facts,
        placements.PlacementVoided: facts.project_facts,
    },
    daily=(recompute_due,),
)
STATEMENTS = Subject(
    name="statements",
    pages=(*interview_pages.PAGES, *telephone_pages.PAGES, *sheet_pages.PAGES, *translations_pages.PAGES),
    commands={
        statements.WriteAnswer: answers.write_answer,
        statements.TranslateAnswer: answers.translate_answer,
        statements.ApproveAnswer: answers.approve_answer,
        statements.ReturnAnswer: answers.return_answer,
        statements.WithdrawAnswer: answers.withdraw_answer,
        statements.TakeInterview: telephone.take_interview,
        statements.ConfirmAnswer: telephone.confirm_answer,
        statements.DeclineInterview: answers.decline_interview,
        statements.StateFigure: figures.state_figure,
        statements.ApproveFigure: figures.approve_figure,
        statements.ReturnFigure: figures.return_figure,
        statements.WithdrawFigure: figures.withdraw_figure,
        statements.PlaceHold: answers.place_hold,
        statements.LiftHold: answers.lift_hold,
    },
    edits=telephone.EDITS,
    publishes=(recognition.StatementReturned, recognition.InterviewTaken),
)
EDITIONS = Subject(
    name="editions",
    commands={corrections.NoteCorrectionRequest: note_correction_request},
    reactions={
        intake.EmployerRegistered: note_late_facts,
        intake.EmployerChanged: note_late_facts,
        intake.EmployerVerified: note_late_facts,
        intake.EmployerJoined: note_late_facts,
        intake.EmployerLeft: note_late_facts,
        intake.EmployerClosed: note_late_facts,
        intake.EmployerSuspended: note_late_facts,
        intake.EmployerGroup: note_late_facts,
        intake.EmployerHeadcount: note_late_facts,
        intake.PracticeConfirmed: note_late_facts,
        intake.PracticeWithdrawn: note_late_facts,
        placements.EmployerHired: note_late_facts,
        placements.PlacementRetained: note_late_facts,
        placements.PlacementEnded: note_late_facts,
        placements.PlacementVoided: note_late_facts,
    },
)
BOARD = Subject(
    name="board",
    pages=(
        *public_pages.PAGES,
        *archive_pages.PAGES,
        *method_pages.PAGES,
        *standing_pages.PAGES,
        *figures_pages.PAGES,
        *disputes_pages.PAGES,
    ),
    commands={statements.DisputeFigure: board.dispute_figure},
    reactions={
        intake.EmployerRegistered: board.look_at_news,
        intake.EmployerChanged: board.look_at_employers,
        intake.EmployerVerified: board.look_at_news,
        intake.EmployerJoined: board.look_at_employers,
        intake.EmployerLeft: board.look_at_employers,
        intake.EmployerClosed: board.look_at_employers,
        intake.EmployerSuspended: board.look_at_employers,
        intake.EmployerGroup: board.look_at_employers,
        intake.EmployerHeadcount: board.look_at_news,
        intake.VacancyPublished: board.look_at_news,
        intake.VacancyChanged: board.look_at_news,
        intake.VacancyClosed: board.look_at_news,
        placements.VacancyFilled: board.look_at_news,
        placements.VacancyReopened: board.look_at_news,
    },
    daily=(board.list_anew, inviting.invite),
    publishes=(recognition.InterviewWanted, recognition.ProfilePublished, recognition.ProfileWithdrawn),
)
OVERSIGHT = Subject(
    name="oversight",
    pages=(*audits_pages.PAGES, *alerts_pages.PAGES, *counting_pages.PAGES),
    commands={
        oversight.RecordFinding: audits.record_finding,
        oversight.CloseAlert: alerts.close_alert,
    },
    projections={placements.EmployerHired: heard.project_recorders},
    reactions={
        intake.EmployerRegistered: heard.watch,
        intake.EmployerChanged: heard.watch,
        intake.EmployerHeadcount: heard.watch,
        intake.EmployerGroup: heard.watch,
        placements.EmployerHired: heard.watch,
        placements.PlacementRetained: heard.watch,
        placements.PlacementEnded: heard.watch,
        placements.PlacementVoided: heard.watch,
    },
    daily=(alerts.look_each_night,),
)
ABOUT = Subject(
    name="about",
    pages=(*about_pages.PAGES, *mistakes_pages.PAGES),
    commands={
        readers.ReportMistake: mistakes.report_mistake,
        readers.CloseMistake: mistakes.close_mistake,
    },
    daily=tuple(mistakes.DAILY),
)
AWARDS = Subject(
    name="awards", pages=(*jury_pages.PAGES, *award_corrections.PAGES), commands=awarding.COMMANDS | correcting.COMMANDS,
    edits=correcting.EDITS, daily=awarding.DAILY, publishes=(recognition.AwardGiven, recognition.AwardTakenBack),
)  # fmt: skip
SERIES = Subject(
    name="series",
    pages=(*series_pages.PAGES, *series_editing.PAGES),
    commands={
        in_series.KeepSeries: series_work.keep_series,
        in_series.AddIssue: series_work.add_issue,
        in_series.MoveIssue: series_work.move_issue,
        in_series.RemoveIssue: series_work.remove_issue,
    },
    edits={in_series.KeepSeries: series_work.present_series},
)
BADGES = Subject(name="badges", pages=(*badges_pages.PAGES, *certificates_pages.PAGES, *own_badge_pages.PAGES))
SHARING = Subject(name="sharing", pages=sharing_pages.PAGES)
FEEDS = Subject(name="feeds", pages=feeds_pages.PAGES)
DESK = Subject(
    name="desk",
    pages=(*desk_pages.PAGES, *answers_pages.PAGES, *holds_pages.PAGES),
    commands={editions.PublishEdition: publishing.publish_edition, editions.CorrectEdition: publishing.correct_edition},
    workers=(go_on_publishing,),
    publishes=(recognition.EditionPublished,),
)

LISTS = ("employers", "editions", "method", "awards", "feed.xml", "series")
DESK_DOORS = ("contact", "mistakes", "certificates")
SERVICE = Service(
    name="recognition",
    prefixes=(
        "/recognition",
        *(path for name in (*LISTS, *TITLES, *DESK_DOORS) for path in addresses(f"/{name}")),
        *addresses("/interview"),
        "/badge",
        "/sitemap.xml",
        "/robots.txt",
        "/data",
    ),
    metadata=metadata,
    subjects=(STANDING, STATEMENTS, EDITIONS, BOARD, ABOUT, OVERSIGHT, SERIES, AWARDS, BADGES, SHARING, FEEDS, DESK),
    cli=cli.COMMANDS,
    gathers=True,
    keeps=keeps,
    revision=public_revision,
    make_anew=board.make_anew,
    prepare=prepare,
)
