"""A mailed link answers one question, once, for whoever it was made for, and its page names nobody."""

import asyncio
import datetime
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import msgspec
import pytest

from services.placements.hires import commands
from services.placements.hires.handlers import hiring as handlers
from services.placements.hires.handlers import mailed_answers as mailed_answers_handlers
from services.placements.hires.queries import hires
from services.placements.hires.queries import mailed_answers as one_tap
from shared.auth import Keys
from shared.clock import machine_now
from shared.events import intake as heard
from shared.events.placements import FollowUpAnswered, FollowUpSettled, PlacementEnded, PlacementRetained
from shared.links import Link, Links
from shared.sessions import end_sessions
from shared.transaction import Missing, Refused
from tests.placements.conftest import BAKERY, TODAY, Office, days
from tests.visitor import Visitor, site_of

pytestmark = pytest.mark.one_database


def link(office: Office, hire: str, party: str = "person", milestone: int = 90, lang: str = "bg") -> str:
    return office.runtime.tools.links.make(hire, milestone, party, lang)[0]


def asked_hire(office: Office, **facts: Any) -> str:
    """A hire whose day-90 question is open."""
    return office.hire(start=TODAY - days(90), **facts)


def say(office: Office, token: str, answer: str, **more: Any) -> None:
    command = commands.AnswerByLink(token=token, answer=answer, **more)  # type: ignore[arg-type]
    office.runtime.perform(lambda tx: mailed_answers_handlers.answer_by_link(command, tx))


def check(office: Office, hire: str, milestone: int = 90) -> hires.Check:
    return office.look(hires.check, office.officer, hire, milestone)


def said(office: Office, hire: str) -> list[tuple[str, str, int, bool]]:
    rows = office.look(hires.answers, office.officer, hire, office.runtime.tools.sealer)
    return [(row.party, row.answer, row.evidence, row.applied) for row in rows]


# -- what the words count --------------------------------------------------------------------------------------------


def test_the_persons_word_counts_and_settles_the_question(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire), "at_work")
    assert office.told(PlacementRetained) == [
        PlacementRetained(placement=hire, milestone=90, checked_on=TODAY, evidence=1)
    ]
    assert [event.milestone for event in office.told(FollowUpSettled)] == [90]
    assert said(office, hire) == [("person", "at_work", 1, True)]


def test_the_employers_word_is_kept_and_does_not_settle(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire, "employer"), "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [0]
    assert office.told(FollowUpSettled) == []


def test_the_officers_link_speaks_for_the_service(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire, "officer"), "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [1]


def test_the_persons_word_counts_where_the_service_is_a_relative_of_the_employer(office: Office):
    office.hear(heard.OrganisationChanged(organisation="plovdiv", name="Фондация", town="Пловдив", group=BAKERY))
    hire = asked_hire(office, related_party=True)
    say(office, link(office, hire, "officer"), "at_work")
    say(office, link(office, hire), "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [0, 1]


def test_left_needs_a_day_and_a_reason_and_ends_the_placement(office: Office):
    hire = asked_hire(office)
    token = link(office, hire)
    for missing in ({"reason": "moved"}, {"last_day": TODAY}):
        with pytest.raises(Refused):
            say(office, token, "left", **missing)
    say(office, token, "left", last_day=TODAY - days(5), reason="moved")
    assert office.told(PlacementEnded) == [
        PlacementEnded(placement=hire, last_day=TODAY - days(5), reason="excused", evidence=1)
    ]


def test_somebody_who_would_rather_be_called_rises_in_the_list_and_nothing_is_counted(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire), "call_me")
    assert office.told(PlacementRetained, PlacementEnded, FollowUpSettled) == []
    assert [one.party for one in office.told(FollowUpAnswered)] == ["person"], "so nobody asks the person again by mail"
    found = check(office, hire)
    assert (found.state, found.asks_for_call, found.urgency) == ("asked", True, found.due)


@pytest.mark.parametrize(
    ("party", "answer"), [("employer", "call_me"), ("officer", "call_me"), ("person", "not_reachable")]
)
def test_each_party_has_its_own_answers(office: Office, party, answer):
    hire = asked_hire(office)
    with pytest.raises(Refused) as refused:
        say(office, link(office, hire, party), answer)
    assert refused.value.field == "answer"


# -- disagreement ----------------------------------------------------------------------------------------------------


def test_disagreement_is_kept_and_shown(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire, "employer"), "left", last_day=TODAY - days(30), reason="quit")
    assert not check(office, hire).contradicted
    say(office, link(office, hire), "at_work")
    assert sorted(said(office, hire)) == [("employer", "left", 0, True), ("person", "at_work", 1, True)]
    assert check(office, hire).contradicted
    assert office.look(hires.hire, office.officer, hire).state == "active", "the person's word is the stronger one"


def test_an_ending_after_the_other_ones_day_is_no_disagreement(office: Office):
    hire = asked_hire(office)
    office.answer(hire, 90, "at_work", office.employer, checked_on=TODAY - days(3))
    say(office, link(office, hire), "left", last_day=TODAY, reason="moved")
    assert not check(office, hire).contradicted


# -- once, and only as made ------------------------------------------------------------------------------------------


def test_a_link_answers_once(office: Office):
    hire = asked_hire(office)
    token = link(office, hire, "employer")
    say(office, token, "at_work")
    with pytest.raises(Refused):
        say(office, token, "left", last_day=TODAY, reason="quit")
    assert said(office, hire) == [("employer", "at_work", 0, True)]


@pytest.mark.both_databases
def test_a_link_pressed_many_times_at_once_answers_once(office: Office):
    hire = asked_hire(office)
    token = link(office, hire)

    def press(_: int) -> bool:
        try:
            say(office, token, "call_me")
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as many:
        assert sum(many.map(press, range(8))) == 1
    assert len(said(office, hire)) == 1


def test_another_spelling_of_a_used_link_is_the_same_link(office: Office):
    """The last sign of a part carries spare bits that decoding drops."""
    hire = asked_hire(office)
    token = link(office, hire, "employer")
    say(office, token, "at_work")
    body, mark = token.split(".")
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        for spelt in (f"{body}.{mark[:-1]}{other}", f"{body[:-1]}{other}.{mark}", f"{body}==.{mark}"):
            with pytest.raises((Refused, Missing)):
                say(office, spelt, "left", last_day=TODAY, reason="quit")
    assert len(said(office, hire)) == 1


def test_a_settled_question_takes_its_links_out_of_use(office: Office):
    hire = asked_hire(office)
    token = link(office, hire)
    office.answer(hire, 90, "at_work")
    assert office.look(one_tap.asked, one_tap.link_of(office.runtime.tools.links, token)).state == one_tap.SETTLED
    with pytest.raises(Refused):
        say(office, token, "left", last_day=TODAY, reason="quit")


def test_a_link_runs_out(office: Office):
    hire = asked_hire(office)
    read = one_tap.link_of(office.runtime.tools.links, link(office, hire))
    assert office.look(one_tap.asked, read).state == one_tap.OPEN
    over = Link(read.placement, read.milestone, read.party, read.lang, read.expires - 31 * 86400, read.nonce)
    assert office.look(one_tap.asked, over).state == one_tap.OVER


def test_a_link_of_an_erased_person_leads_nowhere(office: Office):
    hire = asked_hire(office)
    token = link(office, hire)
    office.hear(heard.CandidateErased(candidate="candidate-1"))
    with pytest.raises(Missing):
        say(office, token, "at_work")


def test_a_link_is_bound_to_hire_milestone_and_who_answers(office: Office, tmp_path):
    hire = asked_hire(office)
    links: Links = office.runtime.tools.links
    token, made = links.make(hire, 90, "employer", "bg")
    strangers = Links(Keys(tmp_path / "elsewhere", create=True))
    signature = token.split(".")[1]
    session, _ = office.runtime.keys.sign_in(account="a", roles=("officer",))
    changed = [msgspec.structs.replace(made, party="person"), msgspec.structs.replace(made, milestone=30)]
    forged = [f"{_b64(msgspec.json.encode(one))}.{signature}" for one in changed]
    for bad in [*forged, strangers.make(hire, 90, "person", "bg")[0], session, "", ".", "a.b", "é.é", "x" * 5000]:
        with pytest.raises(Missing):
            say(office, bad[:600], "at_work")
    assert office.runtime.keys.signed(token) is None, "a link is no session"
    assert said(office, hire) == []


def test_a_token_carries_references_and_nothing_personal(office: Office):
    hire = asked_hire(office)
    read = one_tap.link_of(office.runtime.tools.links, link(office, hire))
    assert (read.placement, read.milestone, read.party, read.lang) == (hire, 90, "person", "bg")
    assert set(Link.__struct_fields__) == {"placement", "milestone", "party", "lang", "expires", "nonce", "account"}


def test_a_link_does_not_outlive_the_account_it_was_mailed_to(office: Office):
    hire = asked_hire(office)
    make = office.runtime.tools.links.make
    (token, _), (other, _) = make(hire, 90, "officer", "bg", "maria"), make(hire, 90, "officer", "bg", "ivan")
    closed = heard.SessionRevoked(session="all-maria", account="maria", before=machine_now())
    office.runtime.perform(lambda tx: end_sessions([closed], tx))
    with pytest.raises(Refused):
        say(office, token, "at_work")
    assert Reader(office).get(f"/placements/answers/{token}").status_code == 410
    say(office, other, "at_work")
    assert said(office, hire) == [("officer", "at_work", 1, True)]


@pytest.mark.both_databases
def test_a_link_mailed_after_the_account_was_opened_again_is_good(office: Office):
    hire = asked_hire(office)
    before = machine_now() - datetime.timedelta(minutes=5)
    closed = heard.SessionRevoked(session="all-maria", account="maria", before=before)
    office.runtime.perform(lambda tx: end_sessions([closed], tx))
    say(office, office.runtime.tools.links.make(hire, 90, "officer", "bg", "maria")[0], "at_work")
    assert said(office, hire) == [("officer", "at_work", 1, True)]


def test_a_persons_answer_is_not_signed_by_whoever_is_signed_in_on_that_browser(office: Office):
    hire = asked_hire(office)
    path, reader = f"/placements/answers/{link(office, hire)}", Reader(office)
    token, who = office.runtime.keys.sign_in(
        account="maria", name="Мария", roles=("officer",), organisation="plovdiv", lang="bg", second=True
    )
    reader.cookies |= {"session": token, "seen": office.runtime.keys.seen(who.session)}
    assert reader.post(path, answer="left", last_day=str(TODAY), reason="moved").status_code == 303
    sealer = office.runtime.tools.sealer
    assert [row.by_name for row in office.look(hires.answers, office.officer, hire, sealer)] == [""]
    history = {row.kind: row.by_name for row in office.look(hires.history, office.officer, hire, sealer)}
    assert history == {"recorded": "Мария", "ended": ""}


def _b64(raw: bytes) -> str:
    import base64

    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


# -- the page --------------------------------------------------------------------------------------------------------


class Reader(Visitor):
    """Somebody who opens a link, with no session."""

    def __init__(self, office: Office) -> None:
        super().__init__(site_of(office.runtime), office.runtime.keys)

    def post(self, path: str, **form: str) -> httpx.Response:
        found = re.search(r'name="_csrf" value="([^"]+)"', self.get(path).text)
        return self.ask("POST", path, data={"_csrf": found[1] if found else "", **form})


def test_looking_answers_nothing_and_pressing_answers_once(office: Office):
    hire = asked_hire(office)
    reader, path = Reader(office), f"/placements/answers/{link(office, hire)}"
    for _ in range(3):
        assert reader.get(path).status_code == 200
    assert said(office, hire) == []
    answer = reader.post(path, answer="at_work")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?lang=bg")
    assert "Отговорът ви е получен" in reader.get(path).text
    assert reader.post(path, answer="at_work").status_code in (303, 403), "no form is shown any more"
    assert len(said(office, hire)) == 1


def test_a_replay_reads_kindly(office: Office):
    hire = asked_hire(office)
    reader, path = Reader(office), f"/placements/answers/{link(office, hire)}"
    token = re.search(r'name="_csrf" value="([^"]+)"', reader.get(path).text)[1]  # type: ignore[index]
    office.answer(hire, 90, "at_work")
    replay = asyncio.run(reader._send("POST", path, data={"_csrf": token, "answer": "at_work"}))
    assert replay.status_code == 303
    assert "вече е отговорено" in reader.get(replay.headers["location"]).text


@pytest.mark.parametrize("party", ["person", "employer", "officer"])
def test_the_page_names_nobody(office: Office, party):
    hire = asked_hire(office, role="Пекар")
    office.do(
        handlers.set_staff_reference,
        commands.SetStaffReference(placement=hire, staff_reference="Олена К."),
        office.employer,
    )
    page = Reader(office).get(f"/placements/answers/{link(office, hire, party)}").text
    for hidden in ("Седемте пещи", "Център Пловдив", "Олена", "candidate-1", "Мария"):
        assert hidden not in page
    assert ("C-7F3K" in page) == (party == "officer")
    assert ("Пекар" in page) == (party == "employer")


@pytest.mark.parametrize(("lang", "direction"), [("uk", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("tr", "ltr")])
def test_the_person_reads_it_in_the_own_language_marked_until_a_native_has_checked(office: Office, lang, direction):
    hire = asked_hire(office)
    page = Reader(office).get(f"/placements/answers/{link(office, hire, lang=lang)}").text
    assert f'<html lang="{lang}" dir="{direction}">' in page
    assert "Machine-assisted translation, not yet checked by a native speaker." in page
    assert "Do you still have this job?" not in page
    assert "Machine-assisted" not in Reader(office).get(f"/placements/answers/{link(office, hire)}?lang=en").text


def test_what_was_typed_comes_back_with_what_is_missing(office: Office):
    hire = asked_hire(office)
    answer = Reader(office).post(
        f"/placements/answers/{link(office, hire)}", answer="left", reason="moved", last_day=""
    )
    assert answer.status_code == 422
    assert 'value="moved" selected' in answer.text


def test_what_nobody_made_is_not_there(office: Office):
    reader = Reader(office)
    for bad in ("x", "a.b", "%C3%A9.%C3%A9", "x" * 700):
        assert reader.get(f"/placements/answers/{bad}").status_code == 404


@pytest.mark.parametrize(
    ("lang", "words"), [("bg", "попитайте в центъра"), ("en", "ask your centre"), ("ar", "اسأل مركزك")]
)
def test_a_damaged_link_says_where_to_turn(office: Office, lang, words):
    damaged = link(office, asked_hire(office))[:-20]
    answer = Reader(office).get(f"/placements/answers/{damaged}?lang={lang}")
    assert answer.status_code == 404
    assert words in answer.text


def test_the_officer_reads_the_disagreement_and_the_wish(office: Office):
    hire = asked_hire(office)
    say(office, link(office, hire, "employer"), "left", last_day=TODAY - days(30), reason="quit")
    say(office, link(office, hire), "call_me")
    office.answer(hire, 90, "at_work")
    reader = Reader(office)
    token, who = office.runtime.keys.sign_in(
        account="maria", name="Мария", roles=("officer",), organisation="plovdiv", lang="bg", second=True
    )
    reader.cookies |= {"session": token, "seen": office.runtime.keys.seen(who.session)}
    page = reader.get(f"/placements/hires/{hire}").text
    assert "Казват различни неща" in page
    assert "да му се обадят" in page


def test_in_time_means_by_the_machines_clock(office: Office):
    """A demonstration that turns the days on does not use up links."""
    hire = asked_hire(office)
    token = link(office, hire)
    office.runtime.clock.turn(datetime.timedelta(days=40))
    assert office.look(one_tap.asked, one_tap.link_of(office.runtime.tools.links, token)).state == one_tap.OPEN
