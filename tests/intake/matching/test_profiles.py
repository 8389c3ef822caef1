"""What an employer reads of somebody whose application it was sent, from when on, until when, and that it is noted."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access.commands import NoteOwnTelephone
from services.intake.access.handlers import sessions
from services.intake.candidates import commands as ask
from services.intake.candidates import tables as candidates
from services.intake.candidates.handlers import candidates as files
from services.intake.candidates.handlers import merging, permissions
from services.intake.candidates.tables import candidate as files_of
from services.intake.employers.commands import CloseEmployer
from services.intake.rights.handlers import erasure
from services.intake.rights.queries.own_data import own_data
from services.intake.vacancies import handlers as vacancies
from shared.auth import Actor
from shared.events.placements import ReferralClosed, ReferralMoved, ReferralSent
from tests.conftest import actor
from tests.intake.browsing import Browser
from tests.intake.conftest import TODAY, Intake, described

pytestmark = pytest.mark.both_databases

OTHER = "131071587"
NAME, PHONE = "Олена Коваль", "+359 88 123 4567"
HERE = "/intake/profiles/r-1"


class Sent:
    """An application on its way: who may read what of the person."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.employer = intake.verified()
        self.person = intake.ready()
        self.allow("apply")
        self.tell(ReferralSent, "sent")

    def allow(self, scope: Any, **more: Any) -> str:
        given = ask.GivePermission(candidate=self.person, scope=scope, **more)
        return str(self.intake.do(permissions.give_permission, given, self.intake.officer))

    def withdraw(self, permission: str) -> None:
        command = ask.WithdrawPermission(candidate=self.person, permission=permission)
        self.intake.do(permissions.withdraw_permission, command, self.intake.officer)

    def tell(self, kind: type, state: str, until: datetime.date | None = None) -> None:
        whose = {"referral": "r-1", "employer": self.employer, "candidate": self.person}
        event = kind(**whose, state=state, until=until)
        self.intake.runtime.perform(lambda tx: vacancies.note_referrals([event], tx))

    def describe(self, **more: Any) -> None:
        self.intake.do(files.describe_candidate, described(self.person, **more), self.intake.officer)

    def reader(self, *, second: bool = True, **who: Any) -> Browser:
        given = {"lang": "en", "roles": ("employer",), "employer": self.employer, "account": "owner", **who}
        return Browser(self.intake, second=second, **given)

    def text(self, **who: Any) -> str:
        return " ".join(self.reader(**who).page(HERE).get_text(" ").split())

    def status(self, **who: Any) -> int:
        return self.reader(**who).get(HERE).status_code

    def noted(self) -> list[str]:
        read = candidates.read_audit.c
        query = sa.select(read.purpose).where(read.account == "owner").order_by(read.position)
        return list(self.intake.runtime.database.look(lambda s: s.scalars(query)))


@pytest.fixture
def sent(intake: Intake) -> Sent:
    return Sent(intake)


def test_the_employer_reads_a_profile_without_a_name_and_it_is_noted_first(sent: Sent) -> None:
    sent.describe(skills=("cooking",), courses=("food-hygiene",), availability=("full-time", "nights"))
    text = sent.text()
    for words in ("Bulgarian – A2", "cooking and baking", "food hygiene", "full time; nights", "Plovdiv"):
        assert words in text
    assert NAME not in text
    assert "123" not in text
    assert sent.noted() == ["profile"]


def test_the_employer_reads_until_when_somebody_may_work_and_which_papers_to_keep(sent: Sent) -> None:
    until = TODAY + datetime.timedelta(days=42)
    for more, words in (
        ({"right": "until", "right_date": until}, "until 13 April 2026"),
        ({"right": "from", "right_date": until}, "from 13 April 2026"),
        ({"right": "permit"}, "with a permit that you ask for"),
        ({"right": "unrestricted"}, "without limit"),
    ):
        sent.describe(**more)
        text = sent.text()
        assert f"May work {words}" in text
        assert "Papers to keep A copy of the identity document" in text


def test_the_employer_reads_who_of_the_centre_helps_and_where_to_call(intake: Intake, sent: Sent) -> None:
    sealer, table = intake.runtime.tools.sealer, access.account
    facts = {"id": "officer-1", "email_index": "x", "password": "", "roles": ("officer",), "lang": "bg"}
    sealed = {
        name: sealer.seal(text, f"account.{name}.officer-1")
        for name, text in (("name", "Рада Колева"), ("email", "rada@c.example"))
    }
    row = {**facts, **sealed, "organisation": intake.organisation, "active": True, "confirmed": True}
    intake.runtime.database.transact(lambda s: s.execute(sa.insert(table).values(**row)))
    assert "Рада Колева" in sent.text()
    intake.do(sessions.note_own_telephone, NoteOwnTelephone(phone="032 123 456"), intake.officer)
    text = sent.text()
    for words in ("Център Пловдив", "+359 32 123 456", "rada@c.example"):
        assert words in text


def test_name_and_telephone_are_read_from_the_interview_on_where_the_person_allows_it(sent: Sent) -> None:
    show = sent.allow("show")
    assert NAME not in sent.text()
    sent.tell(ReferralMoved, "interview")
    text = sent.text()
    assert NAME in text
    assert PHONE in text
    assert sent.noted() == ["profile", "shown"]
    sent.tell(ReferralMoved, "offered")
    assert NAME in sent.text()
    sent.withdraw(show)
    assert NAME not in sent.text()
    assert "has not allowed us" in sent.text()


def test_without_the_permission_to_show_no_name_is_read(sent: Sent) -> None:
    other = sent.intake.verified(national_id=OTHER, contact_email="b@b.example")
    sent.allow("show", reach="employer", employer=other)
    sent.tell(ReferralMoved, "interview")
    assert NAME not in sent.text()


def test_what_was_allowed_in_the_earlier_words_shows_no_name(sent: Sent) -> None:
    """They were: my profile, without my name until I agree."""
    sent.allow("show")
    sent.tell(ReferralMoved, "interview")
    before = sa.update(candidates.permission).values(asked="")
    sent.intake.runtime.database.transact(lambda s: s.execute(before))
    assert NAME not in sent.text()


def test_a_name_is_read_behind_a_second_factor_only(sent: Sent) -> None:
    sent.allow("show")
    sent.tell(ReferralMoved, "interview")
    page = sent.reader(second=False).page(HERE)
    assert NAME not in page.get_text()
    assert page.find("a", href="/intake/second-factor/new") is not None
    assert sent.noted() == ["profile"]


def test_another_employers_application_looks_like_none(sent: Sent) -> None:
    other = sent.intake.verified(national_id=OTHER, contact_email="b@b.example")
    sent.allow("show")
    sent.tell(ReferralMoved, "interview")
    stranger = sent.reader(employer=other, account="stranger")
    there, nowhere = stranger.get(HERE), stranger.get("/intake/profiles/nothing")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert NAME not in there.text
    for roles in (("editor",), ("administrator",), ("officer",)):
        assert sent.status(roles=roles, employer=None, organisation=sent.intake.organisation) == 404
    read = candidates.read_audit.c
    query = sa.select(read.account).where(read.purpose.in_(("profile", "shown")))
    assert list(sent.intake.runtime.database.look(lambda s: s.scalars(query))) == []


def test_nothing_is_read_without_the_permission_to_apply(sent: Sent) -> None:
    assert sent.status() == 200
    row = candidates.permission.c
    given = sent.intake.runtime.database.look(lambda s: s.scalar(sa.select(row.id).where(row.candidate == sent.person)))
    sent.withdraw(str(given))
    assert sent.status() == 404


def test_what_one_file_allows_holds_for_the_other_file_of_the_same_person_and_centre(intake: Intake) -> None:
    """Placements sends the application by it, so the employer must be able to read whom it is about."""
    sent = Sent(intake)
    other = intake.ready(name="Olena Kowal", another=True)
    given = ask.GivePermission(candidate=other, scope="show")
    intake.do(permissions.give_permission, given, intake.officer)
    sent.tell(ReferralMoved, "interview")
    assert NAME not in sent.text()
    code = intake.runtime.database.look(
        lambda s: s.scalar(sa.select(files_of.c.case_code).where(files_of.c.id == other))
    )
    intake.do(merging.join_files, ask.JoinFiles(candidate=sent.person, code=str(code)), intake.officer)
    assert NAME in sent.text()


def test_an_employer_that_has_closed_reads_nobody_any_more(sent: Sent) -> None:
    sent.allow("show")
    sent.tell(ReferralMoved, "interview")
    assert NAME in sent.text()
    sent.intake.do(vacancies.close_employer, CloseEmployer(employer=sent.employer), sent.intake.editor)
    assert sent.status() == 404
    assert sent.noted() == ["shown"]


def test_whoever_was_not_hired_is_seen_for_six_months_and_without_a_name(sent: Sent) -> None:
    sent.allow("show")
    last = TODAY.replace(month=9)
    sent.tell(ReferralClosed, "declined", last)
    assert NAME not in sent.text()
    sent.intake.runtime.clock.turn_to(last)
    assert sent.status() == 200
    sent.intake.runtime.clock.turn_to(last + datetime.timedelta(days=1))
    assert sent.status() == 404


def test_of_a_hire_and_of_an_erased_person_nothing_is_read(intake: Intake) -> None:
    hired = Sent(intake)
    hired.tell(ReferralClosed, "hired")
    assert hired.status() == 404
    hired.tell(ReferralSent, "sent")
    assert hired.status() == 200
    intake.do(erasure.erase_candidate, ask.EraseCandidate(candidate=hired.person, sure=True), intake.officer)
    assert hired.status() == 404


def test_the_person_reads_which_employer_looked(sent: Sent) -> None:
    intake = sent.intake
    row = access.account
    facts = {"id": "owner", "email_index": "x", "email": "", "name": "", "password": "", "roles": ("employer",)}
    own = {**facts, "lang": "bg", "active": True, "confirmed": True, "employer": sent.employer}
    intake.runtime.database.transact(lambda s: s.execute(sa.insert(row).values(**own)))
    sent.text()
    person: Actor = actor("officer", account="officer-1", organisation=intake.organisation)
    kept = intake.runtime.database.look(lambda s: own_data(s, intake.runtime.tools.keys, person, sent.person))
    assert [(each["by"], each["purpose"]) for each in kept["read_by"]] == [("Хлебна къща ООД", "profile")]


def test_htmx_gets_the_part_and_a_browser_without_it_the_page(sent: Sent) -> None:
    part = sent.reader().get(HERE, **{"HX-Request": "true"})
    assert part.text.lstrip().startswith('<section id="profile-r-1"')
    assert part.headers["cache-control"] == "no-store"
    assert sent.reader().page(HERE).find("a", href="/placements/referrals/r-1") is not None
