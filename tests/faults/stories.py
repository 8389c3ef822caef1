"""What an office does all day, as orders: each story waits for what one order led to before it gives the next."""

import datetime
import random
from collections.abc import Generator
from decimal import Decimal
from typing import Any

import msgspec

from services.intake.access import commands as access
from services.intake.candidates import commands as candidates
from services.intake.employers import commands as employers
from services.intake.followups.commands import NoteAddress
from services.intake.vacancies import commands as vacancies
from services.placements.hires import commands as hires
from services.placements.referrals import commands as referrals
from services.recognition.about import commands as readers
from services.recognition.statements import commands as statements
from services.sample.employers import company_number
from services.sample.people import person
from shared.auth import SYSTEM, Actor
from shared.identity import employer_id

PASSWORD = "a long pass phrase of ours"
Story = Generator[tuple[str, msgspec.Struct, Actor], str, None]
"""Gives (service, command, who asks) and is sent what that led to."""
TOWN = "Пловдив"
VISITOR = msgspec.structs.replace(SYSTEM, account="visitor", roles=())
ADMIN = msgspec.structs.replace(SYSTEM, account="admin", roles=("administrator",))
EDITOR = msgspec.structs.replace(SYSTEM, account="editor", roles=("editor",))


def office(number: int) -> Generator[tuple[str, msgspec.Struct, Actor], str, Actor]:
    """An organisation and its officer, who is returned."""
    made = access.RegisterOrganisation(name=f"Център {number}", town=TOWN)
    organisation = yield "intake", made, ADMIN
    mailbox = f"officer{number}@steadfast.example"
    token = yield "intake", access.InviteColleague(email=mailbox, roles=("officer",), organisation=organisation), ADMIN
    accepted = access.AcceptInvitation(token=token, name="Рада Колева", password=PASSWORD)
    account = yield "intake", accepted, VISITOR
    officer = msgspec.structs.replace(SYSTEM, account=account, roles=("officer",), organisation=organisation)
    yield "intake", access.NoteOwnTelephone(phone="+359 32 100 101"), officer
    return officer


def whole_story(number: int, today: datetime.date, dice: random.Random) -> Story:
    """One employer, one person, one hire, and what is said about it in public."""
    officer = yield from office(number)
    employer = yield from joins(number, officer)
    vacancy = yield from offers(employer)
    candidate = yield from comes_in(number, today, dice, officer)
    yield from is_hired(number, candidate, vacancy, today, officer, employer)
    yield from speaks(employer)
    yield from goes(number, candidate, officer, employer)


def joins(number: int, officer: Actor) -> Generator[tuple[str, msgspec.Struct, Actor], str, Actor]:
    """Registered, confirmed, verified, listed; the account that signs in for it is returned."""
    facts: dict[str, Any] = {
        "name": f"Хлебозавод {number}", "name_en": f"Bakery {number}", "legal_form": "ood", "sector": "C",
        "town": TOWN, "founded": 2004, "trade_word": "хлебозавод", "trade_gender": "m",
    }  # fmt: skip
    contact = {"contact_name": "Ана Илиева", "contact_email": f"employer{number}@steadfast.example"}
    told = {"national_id": company_number(number), "headcount": 25, **facts, **contact}
    token = yield "intake", employers.RegisterEmployer(**told), VISITOR
    account = yield "intake", employers.ConfirmRegistration(token=token, password=PASSWORD), VISITOR
    key = employer_id("BG", company_number(number))
    employer = msgspec.structs.replace(SYSTEM, account=account, roles=("employer",), employer=key)
    yield "intake", employers.VerifyEmployer(employer=key), officer
    yield "intake", employers.JoinListing(employer=key, points=True), employer
    yield "intake", employers.CountStaff(employer=key, headcount=30 + number % 20), employer
    yield "intake", employers.ConfirmPractice(employer=key, practice="mentor"), officer
    yield "intake", employers.ChangeEmployer(employer=key, **{**facts, "founded": 2005}), employer
    return employer


def offers(employer: Actor) -> Generator[tuple[str, msgspec.Struct, Actor], str, str]:
    facts: dict[str, Any] = {
        "title": "Пекар, втора смяна", "description": "Месене и печене на хляб във втора смяна. Обучаваме на място.",
        "contract": "permanent", "hours": 40, "town": TOWN, "openings": 2, "wage_from": Decimal(1000),
    }  # fmt: skip
    vacancy = yield "intake", vacancies.DraftVacancy(**facts), employer
    yield "intake", vacancies.PublishVacancy(vacancy=vacancy), employer
    yield "intake", vacancies.ChangeVacancy(vacancy=vacancy, **{**facts, "openings": 3}), employer
    yield "intake", vacancies.CloseVacancy(vacancy=vacancy), employer
    yield "intake", vacancies.PublishVacancy(vacancy=vacancy), employer
    return vacancy


def comes_in(
    number: int, today: datetime.date, dice: random.Random, officer: Actor
) -> Generator[tuple[str, msgspec.Struct, Actor], str, str]:
    """From the quick start to ready; the reference of the file is returned."""
    who = person(dice, today, TOWN, "C")
    while who.more["right"] != "unrestricted":  # a paper that ends is asked about
        who = person(dice, today, TOWN, "C")
    candidate = yield "intake", who.quick, officer
    yield "intake", candidates.ReadNotice(candidate=candidate, language="bg"), officer
    yield "intake", NoteAddress(candidate=candidate, email=f"person{number}@steadfast.example"), officer
    yield "intake", who.described(candidate, today), officer
    guardian = "Милена Недева" if (today - who.quick.born).days < 19 * 366 else ""
    for scope in ("apply", "show"):
        yield "intake", candidates.GivePermission(candidate=candidate, scope=scope, guardian=guardian), officer
    yield "intake", candidates.DeclareReady(candidate=candidate), officer
    return candidate


def is_hired(number: int, who: str, where: str, today: datetime.date, officer: Actor, employer: Actor) -> Story:
    """Referred, seen, offered, hired; asked on day 30; put right, ended."""
    referral = yield "placements", referrals.ReferCandidate(candidate=who, vacancy=where), officer
    yield "placements", referrals.MoveReferral(referral=referral, state="seen"), employer
    yield "placements", referrals.MoveReferral(referral=referral, state="offered"), officer
    start = today - datetime.timedelta(days=35)
    terms: dict[str, Any] = {"start": start, "contract": "permanent", "hours": 40, "pay": "yes"}
    placement = yield "placements", hires.RecordHire(referral=referral, **terms), officer
    yield "placements", hires.SetStaffReference(placement=placement, staff_reference="77"), employer
    yield "placements", hires.CorrectHire(placement=placement, **{**terms, "hours": 38}), officer
    if number % 2:
        yield "placements", hires.EndPlacement(placement=placement, last_day=today, reason="quit"), officer
    else:
        yield "placements", hires.AnswerFollowUp(placement=placement, milestone=30, answer="at_work"), officer
    if number % 5 == 0:
        yield "placements", hires.VoidPlacement(placement=placement, reason="recorded_twice"), officer


def speaks(employer: Actor) -> Story:
    """An interview that an editor approves, something contested, a reader's mistake."""
    words = "Печем хляб от трийсет години и учим всеки нов човек сами."
    written = statements.WriteAnswer(question="activity", text=words, speaker="owner", send=True)
    answer = yield "recognition", written, employer
    yield "recognition", statements.ApproveAnswer(answer=answer, text=words), EDITOR
    about, why = f"answer-{answer}", "Не е вярно така"
    placed = statements.PlaceHold(group=str(employer.employer), subject=about, reason=why)
    hold = yield "recognition", placed, EDITOR
    yield "recognition", statements.LiftHold(hold=hold, resolution="Разгледано"), EDITOR
    mistake = yield "recognition", readers.ReportMistake(what="number", words="Числото е друго"), VISITOR
    yield "recognition", readers.CloseMistake(mistake=mistake, answer="Поправено"), EDITOR


def goes(number: int, candidate: str, officer: Actor, employer: Actor) -> Story:
    """What is taken back again."""
    key = str(employer.employer)
    yield "recognition", statements.WithdrawAnswer(question="activity"), employer
    yield "intake", employers.WithdrawPractice(employer=key, practice="mentor"), officer
    yield "intake", access.ForgetPassword(email=f"officer{number}@steadfast.example"), VISITOR
    yield "intake", candidates.WithdrawCandidate(candidate=candidate), officer
    if number % 2:
        yield "intake", candidates.EraseCandidate(candidate=candidate, sure=True), officer
    if number % 3 == 0:
        yield "intake", employers.LeaveListing(employer=key), employer
