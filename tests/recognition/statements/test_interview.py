"""The interview: any language, a translation shown as one, a conversation with its speakers, gone at once (R-6)."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.articles.speakers import turns_of
from services.recognition.board.queries.profiles import Formerly
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.model.interview import Answer
from services.recognition.statements.model.partial import partial_date
from services.recognition.statements.queries import statements as told
from services.recognition.statements.tables import hold
from shared.service import Runtime
from shared.transaction import Refused
from tests.recognition.arrivals import Arrivals, rows
from tests.recognition.articles.cast import BAKERY
from tests.recognition.articles.reading import page as printed_page
from tests.recognition.articles.reading import plain
from tests.recognition.articles.voices import answer, change_answers
from tests.recognition.opened import EDITOR, JANUARY, OVENS, heard, ovens, publish
from tests.recognition.statements.interviewing import TALK, do, facts, text, translate, write
from tests.recognition.telling import employer

pytestmark = pytest.mark.one_database

__all__ = ["heard", "ovens"]

TALK_EN = "Question: Whose idea was it?\nThe manager: Everybody's.\nQuestion: And then?\nA baker: We learned."


def read_by_editor(runtime: Runtime, one: str) -> Any:
    return runtime.database.look(lambda s: dict(s.get_one(Answer, one).as_read))


def approve(runtime: Runtime, one: str, **other: Any) -> Any:
    command = commands.ApproveAnswer(answer=one, **(read_by_editor(runtime, one) | other))
    return do(runtime, handlers.approve_answer, command, EDITOR)


# -- languages --------------------------------------------------------------------------------------------------------
def test_an_answer_in_any_language_is_shown_as_said_and_its_translation_as_a_translation(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, "نخبز الخبز", language="ar", translation_bg="Печем хляб.", translated_by="translator")
    approve(ovens.runtime, one)
    assert (
        "(в професионален превод от арабски)\nС какво се занимава организацията ви и с кого работите?\n„Печем хляб.“"
        in text(ovens.runtime, "bg")
    )
    assert "(in Arabic)" in text(ovens.runtime, "en")
    markup = printed_page(facts(ovens.runtime), "en")
    assert '<span class="quote" lang="ar" dir="rtl">“نخبز الخبز”</span>' in markup


def test_a_language_without_a_name_of_its_own_here_is_another_language(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    approve(ovens.runtime, write(ovens.runtime, "Mek nan çêdikin.", language="other", translation_en="We bake."))
    assert "(на друг език)" in text(ovens.runtime, "bg")
    assert "(translated by the employer)" in text(ovens.runtime, "en")


@pytest.mark.parametrize(
    ("by", "bulgarian", "english"),
    [
        ("employer", "в превод на работодателя от английски", "translated from Bulgarian by the employer"),
        ("editors", "в превод на редакторите от английски", "translated from Bulgarian by the editors"),
        ("service", "в превод на служба партньор от английски", "translated from Bulgarian by a partner service"),
        ("translator", "в професионален превод от английски", "translated from Bulgarian by a translator"),
        ("machine", "в машинен превод от английски, прегледан от редактор", "by a machine, read through by an editor"),
    ],
)
def test_who_translated_is_said_beside_the_words(by: Any, bulgarian: str, english: str) -> None:
    of_english = change_answers(
        BAKERY, answer("advice", "Pay.", "en", translations={"bg": "Плащайте."}, translated_by=by)
    )
    of_bulgarian = change_answers(BAKERY, answer("advice", "Плащайте.", translations={"en": "Pay."}, translated_by=by))
    assert f"({bulgarian})" in plain(printed_page(of_english, "bg"))
    assert english in plain(printed_page(of_bulgarian, "en"))


def test_an_approval_covers_the_words_and_every_translation(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, translation_en="We bake bread.")
    with pytest.raises(Refused, match="changed since"):
        approve(ovens.runtime, one, translation_en="")
    with pytest.raises(Refused, match="changed since"):
        approve(ovens.runtime, one, translation_en="We bake buns.")
    with pytest.raises(Refused, match="changed since"):
        approve(ovens.runtime, one, translated_by="machine")
    approve(ovens.runtime, one)
    approve(ovens.runtime, one)
    assert facts(ovens.runtime).answers[0].translations == {"en": "We bake bread."}


def test_a_changed_translation_waits_for_an_editor_like_changed_words(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, translation_en="We bake bread.")
    approve(ovens.runtime, one)
    write(ovens.runtime, translation_en="We bake loaves.")
    assert facts(ovens.runtime).answers[0].translations == {"en": "We bake bread."}
    changes = ovens.runtime.database.look(lambda s: told.changes_of(s.get_one(Answer, one)))
    assert (changes["bg"].before, changes["bg"].after) == ("Печем хляб.", "Печем хляб.")
    assert ("gone", "bread.") in changes["en"].parts
    approve(ovens.runtime, one)
    assert facts(ovens.runtime).answers[0].translations == {"en": "We bake loaves."}


def test_an_editor_adds_a_translation_and_approves_it_with_the_words(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime)
    approve(ovens.runtime, one)
    translate(ovens.runtime, one, translation_en="We bake bread.", translation_bg="нещо друго")
    assert facts(ovens.runtime).answers[0].translations == {}, "nobody has approved it yet"
    assert facts(ovens.runtime).answers[0].text == "Печем хляб.", "and the words stay public meanwhile"
    approve(ovens.runtime, one)
    assert facts(ovens.runtime).answers[0].translations == {"en": "We bake bread."}
    assert "(translated from Bulgarian by the editors)" in text(ovens.runtime, "en")


def test_an_editors_translation_has_words(ovens: Arrivals) -> None:
    one = write(ovens.runtime)
    with pytest.raises(Refused) as refused:
        translate(ovens.runtime, one, translation_bg="друго")
    assert refused.value.field == "translation_en"


def test_a_draft_is_not_an_editors_to_translate(ovens: Arrivals) -> None:
    one = write(ovens.runtime, send=False)
    with pytest.raises(Refused, match="not sent"):
        translate(ovens.runtime, one, translation_en="We bake bread.")
    assert ovens.runtime.database.look(lambda s: told.sent_answer(s, one)) is None


# -- a conversation ---------------------------------------------------------------------------------------------------
def test_a_conversation_is_divided_by_the_labels_of_its_speakers() -> None:
    assert [(turn.speaker, turn.words) for turn in turns_of(TALK)] == [
        ("Въпрос", "Чия беше идеята?"),
        ("Управителят", "На всички ни. И на пекарите."),
        ("Въпрос", "А после?"),
        ("Пекар", "Учихме."),
    ]
    assert [turn.speaker for turn in turns_of("Ние печем.\nСъвет: Печете и вие.")] == [""]
    assert [turn.speaker for turn in turns_of("10:30 започваме.")] == [""]
    assert turns_of("")[0].words == ""


def test_each_turn_stands_in_its_own_paragraph_under_its_speaker_in_both_languages(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    approve(ovens.runtime, write(ovens.runtime, TALK, "free", translation_en=TALK_EN))
    said = text(ovens.runtime, "bg")
    assert "Въпрос: „Чия беше идеята?“\nУправителят: „На всички ни. И на пекарите.“\nВъпрос: „А после?“" in said
    said = text(ovens.runtime, "en")
    assert "Question: “Whose idea was it?”\nThe manager: “Everybody's.”\nQuestion: “And then?”\nA baker:" in said
    assert "The words in the original\nВъпрос: “Чия беше идеята?”" in said


def test_a_translated_conversation_has_as_many_turns_as_the_original(ovens: Arrivals) -> None:
    with pytest.raises(Refused) as refused:
        write(ovens.runtime, TALK, "free", translation_en="Question: Whose idea was it?\nThe manager: Ours.")
    assert refused.value.field == "translation_en"
    write(ovens.runtime, TALK, "free", translation_en="Question: Whose?", send=False)


# -- taken back -------------------------------------------------------------------------------------------------------
def test_words_taken_back_are_gone_at_once_and_it_stays_on_record_until_new_ones_are_approved(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime)
    approve(ovens.runtime, one)
    taken = commands.WithdrawAnswer(question="activity", reason="Служителят напусна.")
    do(ovens.runtime, handlers.withdraw_answer, taken)
    assert facts(ovens.runtime).answers == ()
    (kept,) = rows(ovens.runtime, sa.select(hold))
    assert (kept.subject, kept.kind, kept.reason, kept.until) == (
        "answer-activity", "taken_back", "Служителят напусна.", None,
    )  # fmt: skip
    assert ovens.runtime.database.look(told.waiting_disputes) == [], "nobody has to resolve it"
    write(ovens.runtime, "Печем кифли.")
    approve(ovens.runtime, one)
    assert [each.text for each in facts(ovens.runtime).answers] == ["Печем кифли."]
    (kept,) = rows(ovens.runtime, sa.select(hold))
    assert kept.until is not None


@pytest.mark.both_databases
def test_an_answer_that_was_only_sent_is_taken_back_without_a_record(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY))
    write(heard.runtime)
    do(heard.runtime, handlers.withdraw_answer, commands.WithdrawAnswer(question="activity"))
    assert rows(heard.runtime, sa.select(hold)) == []
    assert heard.runtime.database.look(told.waiting_answers) == []
    with pytest.raises(Exception, match="sedemte-peshti") as gone:
        facts(heard.runtime)
    assert not isinstance(gone.value, Formerly), "it never had a page"


# -- dates as exact as their source -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2024", "2024"), ("06.2024", "2024-06"), ("6.2024 г.", "2024-06"), ("2024-06", "2024-06"),
        ("23.06.2024", "2024-06-23"), ("23.6.2024 г.", "2024-06-23"), ("23/06/2024", "2024-06-23"),
        ("2024-06-23", "2024-06-23"), ("23. 06", "--06-23"), ("23.06", "--06-23"), ("--06-23", "--06-23"),
        ("юни", "--06"), ("юни 2024", "2024-06"), ("23 юни 2024 г.", "2024-06-23"), ("23 June", "--06-23"),
        ("29.02", "--02-29"), ("31.12.2025", "2025-12-31"),
    ],
)  # fmt: skip
def test_a_typed_date_keeps_its_precision_and_nothing_is_added(typed: str, kept: str) -> None:
    assert partial_date(typed) == kept
    assert partial_date(kept) == kept


ZEROS = ("2024-00-12", "0000-05", "0000", "2024-05-00", "00.05.2024", "--00-12")


@pytest.mark.parametrize(
    "typed", ["2024-13", "31.02.2024", "32.01", "00.2024", "вчера", "1.2.3.2024", "23.06.24", "-", *ZEROS]
)
def test_what_is_no_date_is_none(typed: str) -> None:
    assert partial_date(typed) is None
