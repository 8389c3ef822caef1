"""The interview: any language, a translation shown as one, a conversation with its speakers, gone at once (R-6)."""

import pytest
import sqlalchemy as sa

from services.recognition.articles.speakers import turns_of
from services.recognition.board.queries.profiles import Formerly, profile
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.model.interview import QUESTIONS, Answer
from services.recognition.statements.model.partial import partial_date
from services.recognition.statements.queries import statements as told
from services.recognition.statements.tables import hold
from shared.identity import employer_id
from shared.transaction import Refused
from tests.conftest import actor
from tests.recognition.arrivals import doing, rows
from tests.recognition.articles.cast import BAKERY, answer, change_answers
from tests.recognition.articles.reading import page as printed_page
from tests.recognition.articles.reading import plain
from tests.recognition.opened import EDITOR, JANUARY, OVENS, heard, ovens, publish
from tests.recognition.telling import employer

pytestmark = pytest.mark.one_database

__all__ = ["heard", "ovens"]

GROUP = employer_id("BG", OVENS)
OWNER = actor("employer", account="owner-1", employer=GROUP)
TALK = "Въпрос: Чия беше идеята?\nУправителят: На всички ни.\nИ на пекарите.\n\nВъпрос: А после?\nПекар: Учихме."
TALK_EN = "Question: Whose idea was it?\nThe manager: Everybody's.\nQuestion: And then?\nA baker: We learned."


def do(runtime, handler, command, by=OWNER):
    return runtime.perform(doing(handler, command), by)


def write(runtime, text="Печем хляб.", question="activity", send=True, **more):
    return do(runtime, handlers.write_answer, commands.WriteAnswer(question=question, text=text, send=send, **more))


def read_by_editor(runtime, one):
    return runtime.database.look(lambda s: dict(s.get(Answer, one).as_read))


def approve(runtime, one, **other):
    command = commands.ApproveAnswer(answer=one, **(read_by_editor(runtime, one) | other))
    return do(runtime, handlers.approve_answer, command, EDITOR)


def translate(runtime, one, by="editors", **texts):
    given = {"text": runtime.database.look(lambda s: s.get(Answer, one).text), **texts}
    return do(
        runtime, handlers.translate_answer, commands.TranslateAnswer(answer=one, translated_by=by, **given), EDITOR
    )


def facts(runtime):
    return runtime.database.look(lambda s: profile(s, "sedemte-peshti", runtime.clock.today()))


def text(runtime, lang):
    return plain(printed_page(facts(runtime), lang)).replace("\xa0", " ")


# -- languages --------------------------------------------------------------------------------------------------------


def test_an_answer_in_any_language_is_shown_as_said_and_its_translation_as_a_translation(ovens):
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, "نخبز الخبز", language="ar", translation_bg="Печем хляб.", translated_by="translator")
    approve(ovens.runtime, one)
    assert "(в професионален превод от арабски)\nЗа работата: „Печем хляб.“" in text(ovens.runtime, "bg")
    assert "(in Arabic)" in text(ovens.runtime, "en")
    markup = printed_page(facts(ovens.runtime), "en")
    assert '<span class="quote" lang="ar" dir="rtl">“نخبز الخبز”</span>' in markup


def test_a_language_without_a_name_of_its_own_here_is_another_language(ovens):
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
def test_who_translated_is_said_beside_the_words(by, bulgarian, english):
    of_english = change_answers(
        BAKERY, answer("advice", "Pay.", "en", translations={"bg": "Плащайте."}, translated_by=by)
    )
    of_bulgarian = change_answers(BAKERY, answer("advice", "Плащайте.", translations={"en": "Pay."}, translated_by=by))
    assert f"({bulgarian})" in plain(printed_page(of_english, "bg"))
    assert english in plain(printed_page(of_bulgarian, "en"))


def test_an_approval_covers_the_words_and_every_translation(ovens):
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


def test_a_changed_translation_waits_for_an_editor_like_changed_words(ovens):
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, translation_en="We bake bread.")
    approve(ovens.runtime, one)
    write(ovens.runtime, translation_en="We bake loaves.")
    assert facts(ovens.runtime).answers[0].translations == {"en": "We bake bread."}
    changes = ovens.runtime.database.look(lambda s: told.changes_of(s.get(Answer, one)))
    assert (changes["bg"].before, changes["bg"].after) == ("Печем хляб.", "Печем хляб.")
    assert ("gone", "bread.") in changes["en"].parts
    approve(ovens.runtime, one)
    assert facts(ovens.runtime).answers[0].translations == {"en": "We bake loaves."}


def test_an_editor_adds_a_translation_and_approves_it_with_the_words(ovens):
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime)
    approve(ovens.runtime, one)
    translate(ovens.runtime, one, translation_en="We bake bread.", translation_bg="нещо друго")
    assert facts(ovens.runtime).answers[0].translations == {}, "nobody has approved it yet"
    assert facts(ovens.runtime).answers[0].text == "Печем хляб.", "and the words stay public meanwhile"
    approve(ovens.runtime, one)
    assert facts(ovens.runtime).answers[0].translations == {"en": "We bake bread."}
    assert "(translated from Bulgarian by the editors)" in text(ovens.runtime, "en")


def test_an_editors_translation_has_words(ovens):
    one = write(ovens.runtime)
    with pytest.raises(Refused) as refused:
        translate(ovens.runtime, one, translation_bg="друго")
    assert refused.value.field == "translation_en"


def test_a_draft_is_not_an_editors_to_translate(ovens):
    one = write(ovens.runtime, send=False)
    with pytest.raises(Refused, match="not sent"):
        translate(ovens.runtime, one, translation_en="We bake bread.")
    assert ovens.runtime.database.look(lambda s: told.sent_answer(s, one)) is None


# -- a conversation ---------------------------------------------------------------------------------------------------


def test_a_conversation_is_divided_by_the_labels_of_its_speakers():
    assert [(turn.speaker, turn.words) for turn in turns_of(TALK)] == [
        ("Въпрос", "Чия беше идеята?"),
        ("Управителят", "На всички ни. И на пекарите."),
        ("Въпрос", "А после?"),
        ("Пекар", "Учихме."),
    ]
    assert [turn.speaker for turn in turns_of("Ние печем.\nСъвет: Печете и вие.")] == [""]
    assert [turn.speaker for turn in turns_of("10:30 започваме.")] == [""]
    assert turns_of("")[0].words == ""


def test_each_turn_stands_in_its_own_paragraph_under_its_speaker_in_both_languages(ovens):
    publish(ovens.runtime, "2025-4")
    approve(ovens.runtime, write(ovens.runtime, TALK, "free", translation_en=TALK_EN))
    said = text(ovens.runtime, "bg")
    assert "Въпрос: „Чия беше идеята?“\nУправителят: „На всички ни. И на пекарите.“\nВъпрос: „А после?“" in said
    said = text(ovens.runtime, "en")
    assert "Question: “Whose idea was it?”\nThe manager: “Everybody's.”\nQuestion: “And then?”\nA baker:" in said
    assert "The words in the original\nВъпрос: “Чия беше идеята?”" in said


def test_a_translated_conversation_has_as_many_turns_as_the_original(ovens):
    with pytest.raises(Refused) as refused:
        write(ovens.runtime, TALK, "free", translation_en="Question: Whose idea was it?\nThe manager: Ours.")
    assert refused.value.field == "translation_en"
    write(ovens.runtime, TALK, "free", translation_en="Question: Whose?", send=False)


# -- taken back -------------------------------------------------------------------------------------------------------


def test_words_taken_back_are_gone_at_once_and_it_stays_on_record_until_new_ones_are_approved(ovens):
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
def test_an_answer_that_was_only_sent_is_taken_back_without_a_record(heard):
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
def test_a_typed_date_keeps_its_precision_and_nothing_is_added(typed, kept):
    assert partial_date(typed) == kept
    assert partial_date(kept) == kept


ZEROS = ("2024-00-12", "0000-05", "0000", "2024-05-00", "00.05.2024", "--00-12")


@pytest.mark.parametrize(
    "typed", ["2024-13", "31.02.2024", "32.01", "00.2024", "вчера", "1.2.3.2024", "23.06.24", "-", *ZEROS]
)
def test_what_is_no_date_is_none(typed):
    assert partial_date(typed) is None


# -- the pages --------------------------------------------------------------------------------------------------------

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)


@pytest.mark.both_databases
def test_an_employer_answers_in_its_own_language_and_an_editor_translates_at_the_desk(published, owner, editor, reader):
    typed = {"text": "Ми печемо хліб.", "language": "uk", "speaker": "team_lead", "translated_by": "employer"}
    assert owner.post("/recognition/interview/activity", send="on", **typed).status_code == 303
    field = owner.page("/recognition/interview/activity").select_one("textarea#text")
    assert (field["lang"], field.get_text().strip()) == ("uk", "Ми печемо хліб.")
    form = editor.page("/recognition/desk").select_one("form[action*='/answers/'][action$='/approval']")
    address = form["action"].replace("/approval", "/translation")
    assert "Ми печемо хліб." in editor.text(address)
    text = editor.page(address).find("input", attrs={"name": "text"})["value"]
    typed = {"translation_bg": "Печем хляб.", "translation_en": "We bake bread.", "translated_by": "editors"}
    refused = editor.post(address, text="Ми печемо.", **typed)
    assert refused.status_code == 422
    assert "We bake bread." in refused.text, "what was typed is not lost"
    assert editor.post(address, text=text, **typed).status_code == 303
    said = editor.text("/recognition/desk")
    assert "украински" in said
    assert "превел: редакторите" in said
    form = editor.page("/recognition/desk").select_one("form[action*='/answers/'][action$='/approval']")
    given = {one["name"]: one["value"] for one in form.select("input[type=hidden]") if one["name"] != "_csrf"}
    assert editor.post(form["action"], **given).status_code == 303
    shown = reader().page("/bg/employers/sedemte-peshti")
    assert "в превод на редакторите от украински" in shown.get_text()
    assert shown.select_one("details.original .quote")["lang"] == "uk"


@EMBEDDED
def test_an_employer_sees_how_its_conversation_will_be_divided(published, owner):
    owner.post("/recognition/interview/free", text=TALK, language="bg", speaker="manager", translated_by="employer")
    labels = [dt.get_text() for dt in owner.page("/recognition/interview/free").select("dl dt")]
    assert labels == ["Въпрос", "Управителят", "Въпрос", "Пекар"]


@EMBEDDED
def test_an_employer_cannot_translate_as_an_editor_nor_open_anothers_answer(published, owner, editor):
    owner.post("/recognition/interview/activity", send="on", text="Печем.", language="bg", speaker="manager")
    form = editor.page("/recognition/desk").select_one("form[action*='/answers/'][action$='/approval']")
    address = form["action"].replace("/approval", "/translation")
    assert owner.get(address).status_code == 404
    assert editor.get("/recognition/answers/nothing/translation").status_code == 404


@EMBEDDED
def test_agreeing_to_finer_points_says_before_the_button_what_an_outsider_can_infer(published, owner, reader):
    page = owner.page("/recognition/points")
    form = page.select_one("form[action*='/listing']")
    before = "".join(str(part) for part in form.find_all_previous(string=True))
    assert "75 от 100" in before
    assert "88 от 100" in before
    assert form["action"] == f"/intake/employers/{GROUP}/listing"
    assert form.find("input", attrs={"name": "points"})["value"] == "on"
    stranger = reader(roles=("employer",), employer=employer_id("BG", "121000010"))
    assert stranger.get("/recognition/points").status_code == 200


@EMBEDDED
def test_the_choice_of_languages_has_room_for_every_speaker(published, owner):
    choices = [one["value"] for one in owner.page("/recognition/interview/hiring").select("select#language option")]
    assert {"bg", "en", "uk", "ar", "fa", "tr", "other"} <= set(choices)


@EMBEDDED
@pytest.mark.parametrize(
    ("button", "says"), [({"send": "on"}, "изпратен на редакторите"), ({}, "Черновата е запазена")]
)
def test_an_employer_is_told_whether_its_answer_was_sent_or_only_kept(published, owner, button, says):
    owner.post("/recognition/interview/activity", text="Печем.", language="bg", **button)
    said = owner.page("/recognition/interview").get_text(" ")
    assert says in said


@EMBEDDED
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_does_not_belong_in_an_answer_is_said_before_it_is_written(published, owner, question):
    page = owner.page(f"/recognition/interview/{question}")
    field = page.select_one("textarea#text")
    hints = [page.find(id=one).get_text() for one in field["aria-describedby"].split()]
    assert "не пишете имена, телефони и адреси" in " ".join(hints)


def test_a_translation_of_words_that_changed_meanwhile_is_not_kept(ovens):
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime)
    with pytest.raises(Refused, match="changed since"):
        translate(ovens.runtime, one, text="Нещо друго.", translation_en="Something else.")


def credited(runtime, one):
    return runtime.database.look(lambda s: s.get(Answer, one).translated_by)


def test_the_editors_translation_stays_theirs_until_the_employer_changes_it(ovens):
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime)
    translate(ovens.runtime, one, translation_en="We bake bread.")
    write(ovens.runtime, translation_en="We bake bread.", translated_by="employer")
    assert credited(ovens.runtime, one) == "editors"
    write(ovens.runtime, translation_en="We bake buns.", translated_by="editors")
    assert credited(ovens.runtime, one) == "employer", "nobody else is credited to the editors"
    write(ovens.runtime, translation_en="We bake buns.", translated_by="translator")
    assert credited(ovens.runtime, one) == "translator"


@EMBEDDED
def test_the_employer_is_offered_who_translated_as_it_stands(published, owner, editor):
    owner.post("/recognition/interview/activity", text="Печем.", language="bg", send="on")
    form = editor.page("/recognition/desk").select_one("form[action*='/answers/'][action$='/approval']")
    translated = {"text": "Печем.", "translation_en": "We bake.", "translated_by": "editors"}
    assert editor.post(form["action"].replace("/approval", "/translation"), **translated).status_code == 303
    page = owner.page("/recognition/interview/activity")
    assert page.select_one("select[name=translated_by] option[selected]")["value"] == "editors"
    page = owner.page("/recognition/interview/advice")
    assert "editors" not in [one["value"] for one in page.select("select[name=translated_by] option")]


@EMBEDDED
def test_the_desk_names_whose_figure_it_is_and_a_language_without_a_name(published, owner, editor):
    owner.post("/recognition/figures", value="12", measure="completed", scope_bg="курс", as_of="2025")
    owner.post("/recognition/interview/activity", text="Mek nan.", language="other", translation_bg="Хляб.", send="on")
    page = editor.page("/recognition/desk")
    card = page.select_one("form[action*='/figures/']").find_parent(class_="card")
    assert "Седемте пещи" in card.get_text()
    text = " ".join(page.find("main").get_text(" ").split())
    assert "друг език" in text
    assert " other " not in f" {text} "
    assert "превел: работодателят" in text
