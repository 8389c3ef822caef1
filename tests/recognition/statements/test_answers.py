"""What employers say: public in the words an editor read, gone at once when taken back (R-5, R-6, R-9, R-10)."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.board.queries.profiles import Formerly
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.model.interview import Answer
from services.recognition.statements.queries import statements as told
from services.recognition.statements.tables import answer
from shared.transaction import Refused
from tests.recognition.arrivals import Arrivals, rows
from tests.recognition.opened import EDITOR, JANUARY, OVENS, heard, ovens, publish
from tests.recognition.statements.stating import approve, do, page, words, write
from tests.recognition.telling import employer

pytestmark = pytest.mark.one_database

__all__ = ["heard", "ovens"]


# -- the interview --------------------------------------------------------------------------------------------------
def test_an_answer_is_public_when_its_very_words_are_approved(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, "Печем хляб.")
    assert words(ovens.runtime) == []
    write(ovens.runtime, "Печем хляб и кифли.")
    with pytest.raises(Refused, match="changed since"):
        approve(ovens.runtime, one, "Печем хляб.")
    approve(ovens.runtime, one, "Печем хляб и кифли.")
    assert words(ovens.runtime) == ["Печем хляб и кифли."]
    approve(ovens.runtime, one, "Печем хляб и кифли.")


def test_a_draft_is_never_approved(ovens: Arrivals) -> None:
    one = write(ovens.runtime, "Печем хляб.", send=False)
    with pytest.raises(Refused):
        approve(ovens.runtime, one, "Печем хляб.")
    with pytest.raises(Refused) as refused:
        write(ovens.runtime, "  ")
    assert refused.value.field == "text"


@pytest.mark.both_databases
def test_a_new_draft_changes_nothing_public_neither_words_nor_language_nor_speaker(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, "Печем хляб.", speaker="owner")
    approve(ovens.runtime, one, "Печем хляб.")
    before = page(ovens.runtime).answers
    write(ovens.runtime, "We bake bread.", language="en", speaker="hr")
    assert page(ovens.runtime).answers == before
    with pytest.raises(Refused):
        approve(ovens.runtime, one, "We bake bread.", language="bg")
    with pytest.raises(Refused):
        approve(ovens.runtime, one, "We bake bread.", speaker="owner")
    approve(ovens.runtime, one, "We bake bread.", language="en", speaker="hr")
    now = page(ovens.runtime).answers[0]
    assert (now.language, now.speaker["en"]) == ("en", "the head of staff")


def test_an_editor_sees_what_changed_word_by_word(ovens: Arrivals) -> None:
    one = write(ovens.runtime, "Печем хляб всеки ден.")
    approve(ovens.runtime, one, "Печем хляб всеки ден.")
    write(ovens.runtime, "Печем хляб и кифли.")
    change = ovens.runtime.database.look(lambda s: told.change_of(s.get_one(Answer, one)))
    assert (change.before, change.after) == ("Печем хляб всеки ден.", "Печем хляб и кифли.")
    assert change.parts == (("same", "Печем хляб "), ("gone", "всеки ден."), ("new", "и кифли."))


@pytest.mark.parametrize(("before", "after"), [("", "a b"), ("a b", ""), ("a  b\nc", "a b\nc d"), ("same", "same")])
def test_the_parts_of_a_difference_give_both_texts_again(before: Any, after: str) -> None:
    change = told.difference(before, after)
    assert "".join(text for kind, text in change.parts if kind != "new") == before
    assert "".join(text for kind, text in change.parts if kind != "gone") == after


@pytest.mark.both_databases
def test_an_employer_takes_its_answer_back_and_it_is_gone_at_once(heard: Arrivals) -> None:
    """With it goes the page, if nothing else made the group a participant."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY))
    one = write(heard.runtime, "Печем хляб.")
    approve(heard.runtime, one, "Печем хляб.")
    assert words(heard.runtime) == ["Печем хляб."]
    do(heard.runtime, handlers.withdraw_answer, commands.WithdrawAnswer(question="activity"))
    with pytest.raises(Formerly):
        page(heard.runtime)
    kept = rows(heard.runtime, sa.select(answer))[0]
    assert (kept.text, kept.approved_text, kept.approved_on) == ("Печем хляб.", "", None)


# -- given back by an editor ------------------------------------------------------------------------------------------
def test_an_answer_given_back_is_the_employers_draft_with_the_reason_and_what_is_public_stays(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, "Печем хляб.")
    approve(ovens.runtime, one, "Печем хляб.")
    write(ovens.runtime, "Пишете на Мария: maria@hlebna.example.")
    stale = commands.ReturnAnswer(answer=one, text="Печем хляб.", reason="Без адрес")
    with pytest.raises(Refused, match="read it again"):
        do(ovens.runtime, handlers.return_answer, stale, EDITOR)
    given = commands.ReturnAnswer(answer=one, text="Пишете на Мария: maria@hlebna.example.", reason="Без адрес")
    do(ovens.runtime, handlers.return_answer, given, EDITOR)
    kept = ovens.runtime.database.look(lambda s: s.get_one(Answer, one))
    assert (kept.state, kept.returned, words(ovens.runtime)) == ("draft", "Без адрес", ["Печем хляб."])
    assert ovens.runtime.database.look(told.waiting_answers) == []
    write(ovens.runtime, "Пишете ни.")
    kept = ovens.runtime.database.look(lambda s: s.get_one(Answer, one))
    assert (kept.state, kept.returned) == ("sent", "")
