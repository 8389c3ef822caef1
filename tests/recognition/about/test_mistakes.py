"""A reader tells of a mistake without a name; the desk answers; nothing of it stays longer than it says."""

import datetime
from collections.abc import Callable

import httpx
import pytest
import sqlalchemy as sa

from services.recognition.about.commands import CloseMistake, ReportMistake
from services.recognition.about.handlers import mistakes
from services.recognition.about.queries.mistakes import open_mistakes
from services.recognition.about.tables import mistake
from services.recognition.service import SERVICE
from shared.auth import NETWORK
from shared.clock import machine_now
from shared.languages import FRAME
from shared.retention import carry_out
from shared.service import Runtime
from shared.transaction import Missing, Refused, Transaction
from tests.conftest import actor
from tests.recognition.conftest import Reader

EDITOR = actor("editor", account="editor-1")
TOLD = ReportMistake(what="number", words="The firm has forty people, not four.", page="/en/employers/x", lang="en")
Open = Callable[..., Reader]


def report(visitor: Reader, lang: str, **fields: str) -> httpx.Response:
    """The form as an anonymous browser sends it."""
    token = visitor.page(f"/{lang}/contact").select_one('input[name="_csrf"]')["value"]
    return visitor.post(f"/{lang}/contact", _csrf=token, **fields)


@pytest.fixture
def desk(open_runtime: Callable[..., Runtime]) -> Runtime:
    return open_runtime(SERVICE)


def tell(desk: Runtime, told: ReportMistake = TOLD) -> str:
    return desk.perform(lambda tx: mistakes.report_mistake(told, tx))


def rows(desk: Runtime) -> int:
    return len(desk.database.look(lambda session: session.execute(sa.select(mistake)).all()))


def test_what_a_reader_tells_waits_on_the_desk_until_it_is_answered(desk: Runtime) -> None:
    reference = tell(desk)
    (one,) = desk.database.look(open_mistakes)
    assert (one.id, one.words, one.page) == (reference, TOLD.words, TOLD.page)
    closing = CloseMistake(mistake=reference, answer="You are right; it is put right.")
    desk.perform(lambda tx: mistakes.close_mistake(closing, tx), EDITOR)
    assert desk.database.look(open_mistakes) == []
    with pytest.raises(Refused):
        desk.perform(lambda tx: mistakes.close_mistake(closing, tx), EDITOR)


def test_it_is_answered_in_words_or_not_at_all(desk: Runtime) -> None:
    reference = tell(desk)
    with pytest.raises(Refused):
        desk.perform(lambda tx: mistakes.close_mistake(CloseMistake(mistake=reference, answer=" "), tx), EDITOR)
    with pytest.raises(Missing):
        desk.perform(lambda tx: mistakes.close_mistake(CloseMistake(mistake="x", answer="y"), tx), EDITOR)


def test_one_network_cannot_flood_the_desk_and_others_are_still_heard(
    desk: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mistakes, "FROM_ONE_NETWORK", 2)

    def from_network(network: str) -> str:
        def ask(tx: Transaction) -> str:
            tx.network = network
            return mistakes.report_mistake(TOLD, tx)

        return desk.perform(ask)

    for _ in range(2):
        from_network("192.0.2.0")
    with pytest.raises(Refused):
        from_network("192.0.2.0")
    assert from_network("198.51.100.0")
    kept = desk.database.look(lambda session: session.scalars(sa.select(mistake.c.network)).all())
    assert not any("192.0.2" in mark or "198.51" in mark for mark in kept)
    assert NETWORK.get() == ""


def test_the_desk_is_full_one_day_and_open_the_next(desk: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mistakes, "FROM_ALL", 1)
    tell(desk)
    with pytest.raises(Refused):
        tell(desk)
    _age(desk, datetime.timedelta(hours=25))
    assert tell(desk)


def _age(desk: Runtime, by: datetime.timedelta) -> None:
    row = {"sent": machine_now() - by}
    desk.database.transact(lambda session: session.execute(sa.update(mistake).values(**row)))


def test_the_mark_of_a_network_goes_after_a_day_and_the_rest_a_year_after_the_answer(desk: Runtime) -> None:
    reference = tell(desk)
    desk.database.transact(lambda session: session.execute(sa.update(mistake).values(network="mark")))
    _age(desk, datetime.timedelta(hours=25))
    desk.perform(lambda tx: carry_out(mistakes.PERIODS, tx))
    assert desk.database.look(lambda session: session.scalar(sa.select(mistake.c.network))) == ""
    desk.perform(lambda tx: mistakes.close_mistake(CloseMistake(mistake=reference, answer="Thanks."), tx), EDITOR)
    desk.perform(lambda tx: carry_out(mistakes.PERIODS, tx))
    assert rows(desk) == 1
    long_ago = machine_now() - datetime.timedelta(days=366)
    desk.database.transact(lambda session: session.execute(sa.update(mistake).values(closed=long_ago)))
    desk.perform(lambda tx: carry_out(mistakes.PERIODS, tx))
    assert rows(desk) == 0


@pytest.mark.one_database
@pytest.mark.parametrize("page", ["//evil.example", "javascript:alert(1)", "/en/x\n", "https://evil.example/"])
def test_the_desk_is_led_to_no_address_but_a_public_page(page: str, desk: Runtime) -> None:
    tell(desk, ReportMistake(what="page", words="It does not open here.", page=page, lang="xx"))
    (one,) = desk.database.look(open_mistakes)
    assert (one.page, one.lang) == ("", "en")


@pytest.mark.both_databases
@pytest.mark.one_database
def test_from_the_article_to_the_answer_without_a_script(published: Runtime, reader: Open, editor: Reader) -> None:
    visitor, here = reader(), "/en/employers/sedemte-peshti"
    seen = visitor.page(here).select_one("form.seen")
    assert (seen["action"], seen["method"]) == ("/en/contact", "get")
    form = visitor.page(f"/en/contact?page={here}&what=number")
    assert form.select_one('input[name="page"]')["value"] == here
    assert form.select_one('input[value="number"]').has_attr("checked")
    short = report(visitor, "en", what="number", words="no", page=here)
    assert short.status_code == 422
    assert here in short.text
    sent = report(visitor, "en", what="number", words="Forty people, <b>not</b> four.", page=here)
    assert sent.status_code == 303
    receipt = sent.headers["location"]
    assert visitor.get(receipt).headers["cache-control"] == "no-store"
    assert "The editors have it" in visitor.text(receipt)
    assert "1 грешка" in editor.text("/recognition/desk")
    number = receipt.rpartition("/")[2]
    assert "Forty people, <b>not</b> four." in editor.text(f"/recognition/mistakes/{number}")
    assert editor.post(f"/recognition/mistakes/{number}/closing", answer="Put right.").status_code == 303
    assert "Put right." in visitor.text(receipt)
    assert visitor.get("/recognition/mistakes").status_code != 200


@pytest.mark.one_database
@pytest.mark.parametrize("lang", FRAME)
def test_the_form_and_its_mistakes_speak_the_language_of_the_page(lang: str, board: Runtime, reader: Open) -> None:
    visitor = reader()
    assert visitor.page(f"/{lang}/contact").html["lang"] == lang
    answer = report(visitor, lang, words="")
    assert answer.status_code == 422
    assert ("Choose what is wrong" in answer.text) == (lang == "en")
