"""The table of contents of intake."""

import msgspec

from services.intake import cli
from services.intake.access import commands as access
from services.intake.access.handlers import accounts, factors, passwords, sessions
from services.intake.access.handlers import present as access_present
from services.intake.access.hashing import prepare_passwords
from services.intake.access.pages import account as account_pages
from services.intake.access.pages import accounts as accounts_pages
from services.intake.access.pages import factors as factors_pages
from services.intake.access.pages import passwords as passwords_pages
from services.intake.candidates import commands as candidates
from services.intake.candidates.handlers import candidates as files
from services.intake.candidates.handlers import merging, permissions, projections
from services.intake.candidates.handlers import people as sameness
from services.intake.candidates.handlers import present as files_present
from services.intake.candidates.pages import candidates as candidates_pages
from services.intake.candidates.pages import merging as merging_pages
from services.intake.candidates.pages import readiness as readiness_pages
from services.intake.candidates.worker import bring_files_over, normalise_forms
from services.intake.employers import commands as employers
from services.intake.employers.handlers import employers as employers_handlers
from services.intake.employers.handlers import present as employers_present
from services.intake.employers.handlers import registration
from services.intake.employers.pages import colleagues as colleagues_pages
from services.intake.employers.pages import registration as registration_pages
from services.intake.followups import commands as followups
from services.intake.followups import pages as followups_pages
from services.intake.followups.handlers import invited, papers, questions, reminders, returned, same_person, terms
from services.intake.guidance import commands as guidance
from services.intake.guidance.handlers import owners, steps
from services.intake.guidance.pages import case as case_pages
from services.intake.guidance.pages import cases as cases_pages
from services.intake.letters import handlers as letters
from services.intake.letters.commands import TryLettersAgain
from services.intake.letters.worker import deliver_letters
from services.intake.matching import commands as matching
from services.intake.matching import handlers as matching_handlers
from services.intake.matching import pages as matching_pages
from services.intake.rights import commands as rights
from services.intake.rights import timers as rights_timers
from services.intake.rights.handlers import erasure, own
from services.intake.rights.handlers.retention import PERIODS
from services.intake.rights.pages import erasure as erasure_pages
from services.intake.rights.pages import own as own_pages
from services.intake.rights.pages import wishes as wishes_pages
from services.intake.schema import metadata
from services.intake.tools import prepare
from services.intake.vacancies import commands as vacancies
from services.intake.vacancies import handlers as vacancies_handlers
from services.intake.vacancies.pages import employer as employer_pages
from services.intake.vacancies.pages import vacancies as vacancies_pages
from services.intake.vacancies.timers import close_vacancies
from shared.events import intake, placements, recognition
from shared.languages import addresses
from shared.retention import timers_of
from shared.service import Service, Subject

LETTERS = Subject(
    name="letters",
    commands={TryLettersAgain: letters.try_letters_again},
    workers=(deliver_letters,),
)
ACCESS = Subject(
    name="access",
    pages=(*accounts_pages.PAGES, *account_pages.PAGES, *factors_pages.PAGES, *passwords_pages.PAGES),
    commands={
        access.AcceptInvitation: accounts.accept_invitation,
        access.InviteColleague: accounts.invite_colleague,
        access.DeactivateAccount: accounts.deactivate_account,
        access.ChangeRoles: accounts.change_roles,
        access.ChangeOrganisation: accounts.change_organisation,
        access.RegisterOrganisation: accounts.register_organisation,
        access.EndSession: sessions.end_session,
        access.EndVisit: sessions.end_visit,
        access.EndOtherVisits: sessions.end_other_visits,
        access.ChooseLanguage: sessions.choose_language,
        access.NoteOwnTelephone: sessions.note_own_telephone,
        access.ChangePassword: passwords.change_password,
        access.ForgetPassword: passwords.forget_password,
        access.ResetPassword: passwords.reset_password,
        access.AskChallenge: factors.ask_challenge,
        access.AddPasskey: factors.add_passkey,
        access.AddTotp: factors.add_totp,
        access.PassPasskey: factors.pass_passkey,
        access.PassSecondFactor: factors.pass_second_factor,
        access.RemoveFactor: factors.remove_factor,
        access.RenewCodes: factors.renew_codes,
    },
    edits=access_present.EDITS,
    publishes=(intake.OrganisationRegistered, intake.OrganisationChanged, intake.SessionRevoked),
)
OF_EMPLOYERS = (
    intake.EmployerRegistered, intake.EmployerChanged, intake.EmployerVerified, intake.EmployerJoined,
    intake.EmployerLeft, intake.EmployerClosed, intake.EmployerSuspended, intake.EmployerHeadcount,
    intake.EmployerGroup, intake.PracticeConfirmed, intake.PracticeWithdrawn,
)  # fmt: skip
EMPLOYERS = Subject(
    name="employers",
    pages=(*registration_pages.PAGES, *colleagues_pages.PAGES),
    commands={
        employers.RegisterEmployer: registration.register_employer,
        employers.ChangeEmployer: employers_handlers.change_employer,
        employers.DecideChange: employers_handlers.decide_change,
        employers.ConfirmPractice: employers_handlers.confirm_practice,
        employers.WithdrawPractice: employers_handlers.withdraw_practice,
        employers.CountStaff: employers_handlers.count_staff,
        employers.JoinListing: employers_handlers.join_listing,
        employers.LeaveListing: employers_handlers.leave_listing,
        employers.SuspendEmployer: employers_handlers.suspend_employer,
        employers.CorrectSuspension: employers_handlers.correct_suspension,
        employers.JoinGroup: employers_handlers.join_group,
    },
    edits=employers_present.EDITS,
    publishes=OF_EMPLOYERS,
)
VACANCIES = Subject(
    name="vacancies",
    pages=(*employer_pages.PAGES, *vacancies_pages.PAGES),
    commands={
        employers.ConfirmRegistration: vacancies_handlers.confirm_registration,
        employers.RefuseEmployer: vacancies_handlers.refuse_employer,
        employers.VerifyEmployer: vacancies_handlers.verify_employer,
        employers.CloseEmployer: vacancies_handlers.close_employer,
        vacancies.DraftVacancy: vacancies_handlers.draft_vacancy,
        vacancies.ChangeVacancy: vacancies_handlers.change_vacancy,
        vacancies.PublishVacancy: vacancies_handlers.publish_vacancy,
        vacancies.ProlongVacancy: vacancies_handlers.prolong_vacancy,
        vacancies.CloseVacancy: vacancies_handlers.close_vacancy,
    },
    edits={vacancies.ChangeVacancy: vacancies_handlers.present_text},
    projections={
        placements.ReferralSent: vacancies_handlers.note_referrals,
        placements.ReferralMoved: vacancies_handlers.note_referrals,
        placements.ReferralClosed: vacancies_handlers.note_referrals,
        placements.VacancyFilled: vacancies_handlers.note_filled,
        placements.VacancyReopened: vacancies_handlers.note_filled,
    },
    daily=(close_vacancies,),
    publishes=(intake.VacancyPublished, intake.VacancyChanged, intake.VacancyClosed),
)
OF_CANDIDATES = (
    intake.CandidateRegistered, intake.CandidateMerged, intake.CandidateParted, intake.CandidateReady,
    intake.CandidateWithdrawn, intake.PermissionGiven, intake.PermissionWithdrawn,
)  # fmt: skip
CANDIDATES = Subject(
    name="candidates",
    pages=(*candidates_pages.PAGES, *readiness_pages.PAGES, *merging_pages.PAGES),
    commands={
        candidates.RegisterCandidate: files.register_candidate,
        candidates.CorrectCandidate: files.correct_candidate,
        candidates.DescribeCandidate: files.describe_candidate,
        candidates.ReadNotice: files.read_notice,
        candidates.DeclareReady: files.declare_ready,
        candidates.WithdrawCandidate: files.withdraw_candidate,
        candidates.NoteReading: files.note_reading,
        candidates.SaySamePerson: merging.say_same_person,
        candidates.JoinFiles: merging.join_files,
        candidates.GivePermission: permissions.give_permission,
        candidates.WithdrawPermission: permissions.withdraw_permission,
    },
    edits=files_present.EDITS,
    projections={
        placements.ReferralSent: projections.forget_referrals_of_the_erased,
        placements.ReferralMoved: projections.forget_referrals_of_the_erased,
        placements.ReferralClosed: projections.forget_referrals_of_the_erased,
        placements.CandidatePlaced: projections.note_work,
        placements.CandidateFree: projections.note_work,
        intake.CandidateErased: projections.forget_candidates,
    },
    daily=(sameness.settle_again, sameness.tell_ages, normalise_forms),
    workers=(bring_files_over,),
    publishes=OF_CANDIDATES,
)
GUIDANCE = Subject(
    name="guidance",
    pages=(*cases_pages.PAGES, *case_pages.PAGES),
    commands={
        guidance.HandOver: owners.hand_over, guidance.HandOverAll: owners.hand_over_all,
        guidance.StandIn: owners.arrange_stand_in, guidance.EndStandIn: owners.end_stand_in,
        guidance.SetNextStep: steps.set_next_step, guidance.FinishStep: steps.finish_step,
        guidance.WriteNote: steps.write_note, guidance.RemoveNote: steps.remove_note,
    },
)  # fmt: skip
MATCHING = Subject(
    name="matching", pages=matching_pages.PAGES, commands={matching.OpenProfile: matching_handlers.open_profile}
)
FOLLOWUPS = Subject(
    name="followups",
    pages=followups_pages.PAGES,
    commands={followups.NoteAddress: questions.note_address},
    edits={followups.NoteAddress: questions.present_address},
    reactions={
        placements.FollowUpDue: questions.mail_questions,
        placements.FollowUpAnswered: reminders.note_answers,
        placements.FollowUpSettled: questions.take_back_questions,
        placements.FixedTermOver: terms.ask_renewals,
        recognition.StatementReturned: returned.tell_contacts,
        recognition.AwardGiven: returned.tell_winners,
        recognition.InterviewTaken: invited.ask_whether_it_was_said,
        recognition.InterviewWanted: invited.ask_contacts,
    },
    daily=(reminders.ask_again, reminders.tell_leads, papers.remind_of_papers, same_person.tell_owners),
)
RIGHTS = Subject(
    name="rights",
    pages=(*erasure_pages.PAGES, *own_pages.PAGES, *wishes_pages.PAGES),
    commands={
        candidates.EraseCandidate: erasure.erase_candidate,
        rights.HandCode: own.hand_code,
        rights.MailCode: own.mail_code,
        rights.EnterOwnData: own.enter_own_data,
        rights.WithdrawOwn: own.withdraw_own,
        rights.MakeDataRequest: own.make_data_request,
        rights.AnswerDataRequest: own.answer_data_request,
    },
    daily=(
        rights_timers.finish_what_was_begun, *timers_of(PERIODS), rights_timers.forget_erasures, rights_timers.forget_mail,
    ),
    publishes=(intake.CandidateErased,),
)  # fmt: skip

NOTED: dict[type[msgspec.Struct], str] = {
    access.EndSession: "signed out",
    access.InviteColleague: "invited",
    access.AcceptInvitation: "account opened",
    access.DeactivateAccount: "account closed",
    access.ChangeRoles: "roles changed",
    access.ChangePassword: "password changed",
    access.ResetPassword: "password chosen anew",
    access.AddTotp: "second factor added",
    access.AddPasskey: "second factor added",
    access.RemoveFactor: "second factor removed",
    employers.ConfirmRegistration: "employer's account opened",
    candidates.EraseCandidate: "erased",
}

SERVICE = Service(
    name="intake",
    prefixes=("/intake", *addresses("/vacancies")),
    metadata=metadata,
    subjects=(LETTERS, ACCESS, EMPLOYERS, VACANCIES, CANDIDATES, GUIDANCE, MATCHING, RIGHTS, FOLLOWUPS),
    cli=cli.COMMANDS,
    beforehand=prepare_passwords,
    noted=NOTED,
    prepare=prepare,
)
