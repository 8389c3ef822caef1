"""A mailed link answers once, and only as it was made."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from services.placements.hires.queries import history as recorded
from services.placements.hires.queries import mailed_answers as one_tap
from shared.auth import Keys
from shared.clock import machine_now
from shared.events import intake as heard
from shared.links import Link, Links
from shared.sessions import end_sessions
from shared.transaction import Missing, Refused
from tests.placements.conftest import TODAY, Office
from tests.placements.hires.mailed import Reader, asked_hire, link, said, say

pytestmark = pytest.mark.one_database


def test_a_link_answers_once(office: Office) -> None:
    hire = asked_hire(office)
    token = link(office, hire, "employer")
    say(office, token, "at_work")
    with pytest.raises(Refused):
        say(office, token, "left", last_day=TODAY, reason="quit")
    assert said(office, hire) == [("employer", "at_work", 0, True)]


@pytest.mark.both_databases
def test_a_link_pressed_many_times_at_once_answers_once(office: Office) -> None:
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


def test_another_spelling_of_a_used_link_is_the_same_link(office: Office) -> None:
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


def test_a_settled_question_takes_its_links_out_of_use(office: Office) -> None:
    hire = asked_hire(office)
    token = link(office, hire)
    office.answer(hire, 90, "at_work")
    assert office.look(one_tap.question, one_tap.link_of(office.runtime.tools.links, token)).state == one_tap.SETTLED
    with pytest.raises(Refused):
        say(office, token, "left", last_day=TODAY, reason="quit")


def test_a_link_runs_out(office: Office) -> None:
    hire = asked_hire(office)
    read = one_tap.link_of(office.runtime.tools.links, link(office, hire))
    assert office.look(one_tap.question, read).state == one_tap.OPEN
    over = Link(read.placement, read.milestone, read.party, read.lang, read.expires - 31 * 86400, read.nonce)
    assert office.look(one_tap.question, over).state == one_tap.OVER


def test_a_link_of_an_erased_person_leads_nowhere(office: Office) -> None:
    hire = asked_hire(office)
    token = link(office, hire)
    office.hear(heard.CandidateErased(candidate="candidate-1"))
    with pytest.raises(Missing):
        say(office, token, "at_work")


def test_a_link_is_bound_to_hire_milestone_and_who_answers(office: Office, tmp_path: Path) -> None:
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


def test_a_token_carries_references_and_nothing_personal(office: Office) -> None:
    hire = asked_hire(office)
    read = one_tap.link_of(office.runtime.tools.links, link(office, hire))
    assert (read.placement, read.milestone, read.party, read.lang) == (hire, 90, "person", "bg")
    assert set(Link.__struct_fields__) == {"placement", "milestone", "party", "lang", "expires", "nonce", "account"}


def test_a_link_does_not_outlive_the_account_it_was_mailed_to(office: Office) -> None:
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
def test_a_link_mailed_after_the_account_was_opened_again_is_good(office: Office) -> None:
    hire = asked_hire(office)
    before = machine_now() - datetime.timedelta(minutes=5)
    closed = heard.SessionRevoked(session="all-maria", account="maria", before=before)
    office.runtime.perform(lambda tx: end_sessions([closed], tx))
    say(office, office.runtime.tools.links.make(hire, 90, "officer", "bg", "maria")[0], "at_work")
    assert said(office, hire) == [("officer", "at_work", 1, True)]


def test_a_persons_answer_is_not_signed_by_whoever_is_signed_in_on_that_browser(office: Office) -> None:
    hire = asked_hire(office)
    path, reader = f"/placements/answers/{link(office, hire)}", Reader(office)
    token, who = office.runtime.keys.sign_in(
        account="maria", name="Мария", roles=("officer",), organisation="plovdiv", lang="bg", second=True
    )
    reader.cookies |= {"session": token, "seen": office.runtime.keys.seen(who.session)}
    assert reader.post(path, answer="left", last_day=str(TODAY), reason="moved").status_code == 303
    sealer = office.runtime.tools.sealer
    assert [row.by_name for row in office.look(recorded.answers, office.officer, hire, sealer)] == [""]
    history = {row.kind: row.by_name for row in office.look(recorded.history, office.officer, hire, sealer)}
    assert history == {"recorded": "Мария", "ended": ""}


def _b64(raw: bytes) -> str:
    import base64

    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
