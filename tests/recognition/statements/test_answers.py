"""What employers say: public in the words an editor read, gone at once when taken back (R-5, R-6, R-9, R-10)."""

import datetime
from dataclasses import replace

import pytest
import sqlalchemy as sa

from services.recognition import articles
from services.recognition.board import handlers as board_handlers
from services.recognition.board.queries.board import Wanted, board
from services.recognition.board.queries.profiles import Formerly, profile
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.handlers import figures as figures_handlers
from services.recognition.statements.model.interview import Answer
from services.recognition.statements.model.reachable import reachable
from services.recognition.statements.model.stated import StatedFigure
from services.recognition.statements.queries import statements as told
from services.recognition.statements.tables import answer, figure, hold
from shared.events.recognition import StatementReturned
from shared.identity import employer_id
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.conftest import told as told_by
from tests.recognition.arrivals import doing, rows
from tests.recognition.opened import EDITOR, HOTEL, JANUARY, OVENS, heard, ovens, publish
from tests.recognition.telling import employer

pytestmark = pytest.mark.one_database

__all__ = ["heard", "ovens"]

GROUP = employer_id("BG", OVENS)
OWNER = actor("employer", account="owner-1", employer=GROUP)
STRANGER = actor("employer", account="owner-2", employer=employer_id("BG", HOTEL))
FIGURE = {"value": "12", "scope_bg": "участници в обучения", "as_of": "2025-06"}


def do(runtime, handler, command, by=OWNER):
    return runtime.perform(doing(handler, command), by)


def write(runtime, text, send=True, question="activity", **more):
    command = commands.WriteAnswer(question=question, text=text, send=send, **more)
    return do(runtime, handlers.write_answer, command)


def approve(runtime, answer, text, **more):
    return do(runtime, handlers.approve_answer, commands.ApproveAnswer(answer=answer, text=text, **more), EDITOR)


def state(runtime, **more):
    return do(runtime, figures_handlers.state_figure, commands.StateFigure(**{**FIGURE, **more}))


def approve_figure(runtime, figure, words=None):
    words = words if words is not None else runtime.database.look(lambda s: s.get(StatedFigure, figure).words)
    return do(runtime, figures_handlers.approve_figure, commands.ApproveFigure(figure=figure, words=words), EDITOR)


def contest(runtime, subject, reason="Бяха повече", by=OWNER):
    return do(runtime, board_handlers.dispute_figure, commands.DisputeFigure(subject=subject, reason=reason), by)


def take_down(runtime, subject):
    command = commands.PlaceHold(group=GROUP, subject=subject, kind="withdrawn", reason="помолиха ни")
    return do(runtime, handlers.place_hold, command, EDITOR)


def page(runtime):
    """The facts of the public page, holds applied as the article applies them."""
    facts = runtime.database.look(lambda s: profile(s, "sedemte-peshti", runtime.clock.today()))
    return articles.compose(facts).facts


def words(runtime):
    return [one.text for one in page(runtime).answers]


# -- the interview --------------------------------------------------------------------------------------------------


def test_an_answer_is_public_when_its_very_words_are_approved(ovens):
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, "Печем хляб.")
    assert words(ovens.runtime) == []
    write(ovens.runtime, "Печем хляб и кифли.")
    with pytest.raises(Refused, match="changed since"):
        approve(ovens.runtime, one, "Печем хляб.")
    approve(ovens.runtime, one, "Печем хляб и кифли.")
    assert words(ovens.runtime) == ["Печем хляб и кифли."]
    approve(ovens.runtime, one, "Печем хляб и кифли.")


def test_a_draft_is_never_approved(ovens):
    one = write(ovens.runtime, "Печем хляб.", send=False)
    with pytest.raises(Refused):
        approve(ovens.runtime, one, "Печем хляб.")
    with pytest.raises(Refused) as refused:
        write(ovens.runtime, "  ")
    assert refused.value.field == "text"


@pytest.mark.both_databases
def test_a_new_draft_changes_nothing_public_neither_words_nor_language_nor_speaker(ovens):
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


def test_an_editor_sees_what_changed_word_by_word(ovens):
    one = write(ovens.runtime, "Печем хляб всеки ден.")
    approve(ovens.runtime, one, "Печем хляб всеки ден.")
    write(ovens.runtime, "Печем хляб и кифли.")
    change = ovens.runtime.database.look(lambda s: told.change_of(s.get(Answer, one)))
    assert (change.before, change.after) == ("Печем хляб всеки ден.", "Печем хляб и кифли.")
    assert change.parts == (("same", "Печем хляб "), ("gone", "всеки ден."), ("new", "и кифли."))


@pytest.mark.parametrize(("before", "after"), [("", "a b"), ("a b", ""), ("a  b\nc", "a b\nc d"), ("same", "same")])
def test_the_parts_of_a_difference_give_both_texts_again(before, after):
    change = told.difference(before, after)
    assert "".join(text for kind, text in change.parts if kind != "new") == before
    assert "".join(text for kind, text in change.parts if kind != "gone") == after


@pytest.mark.both_databases
def test_an_employer_takes_its_answer_back_and_it_is_gone_at_once(heard):
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


# -- stated figures -------------------------------------------------------------------------------------------------


def test_a_figure_is_public_with_its_scope_once_its_words_are_approved(ovens):
    publish(ovens.runtime, "2025-4")
    one = state(ovens.runtime, value="1100", composite=True, scope_en="people in training or work", target_value="1500",
                target_date="2027", source="Годишен отчет")  # fmt: skip
    assert page(ovens.runtime).figures == ()
    with pytest.raises(Refused, match="changed since"):
        approve_figure(ovens.runtime, one, "1100 people hired")
    approve_figure(ovens.runtime, one)
    found = page(ovens.runtime).figures[0]
    assert (found.value, found.composite, found.scope["en"]) == (1100, True, "people in training or work")
    assert (found.target.value, found.target.date.year) == (1500, 2027)


def test_a_new_figure_takes_the_place_of_the_old_one_only_when_it_is_approved(ovens):
    publish(ovens.runtime, "2025-4")
    first = state(ovens.runtime)
    approve_figure(ovens.runtime, first)
    second = state(ovens.runtime, value="15", as_of="2025-12", replaces=first)
    assert [one.value for one in page(ovens.runtime).figures] == [12]
    approve_figure(ovens.runtime, second)
    assert [one.value for one in page(ovens.runtime).figures] == [15]


def test_figures_that_disagree_are_both_shown(ovens):
    publish(ovens.runtime, "2025-4")
    for value in ("86", "150"):
        approve_figure(ovens.runtime, state(ovens.runtime, value=value))
    assert [one.value for one in page(ovens.runtime).figures] == [86, 150]


def test_a_withdrawn_figure_is_gone_at_once_and_cannot_be_approved(ovens):
    publish(ovens.runtime, "2025-4")
    one = state(ovens.runtime)
    approve_figure(ovens.runtime, one)
    do(ovens.runtime, figures_handlers.withdraw_figure, commands.WithdrawFigure(figure=one))
    assert page(ovens.runtime).figures == ()
    with pytest.raises(Refused):
        approve_figure(ovens.runtime, one)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scope_bg": ""}, "scope_bg"),
        ({"unit": "countries", "measure": "trained"}, "unit"),
        ({"target_value": "9"}, "target_date"),
        ({"target_date": "2027"}, "target_value"),
        ({"as_of": "2025-13"}, "as_of"),
        ({"target_value": "9", "target_date": "2027-02-30"}, "target_date"),
    ],
)
def test_a_figure_without_its_meaning_is_refused_at_its_field(wrong, field):
    given = {"value": "1", "unit": "people", "measure": "received", "qualifier": "exact", "scope_bg": "x",
             "scope_en": "", "composite": False, "from_year": None, "as_of": "2025", "source": ""}  # fmt: skip
    StatedFigure(id="f", group="g", **given).check()
    with pytest.raises(Refused) as refused:
        StatedFigure(id="f", group="g", **{**given, **wrong}).check()
    assert refused.value.field == field


def test_the_words_of_a_figure_name_every_part_of_it():
    plain = StatedFigure(
        id="f", group="g", value="1", unit="people", measure="received", qualifier="exact", scope_bg="x", scope_en="",
        composite=False, from_year=None, as_of="2025", source="",
    )  # fmt: skip
    changes = {"value": "2", "unit": "women", "measure": "other", "qualifier": "about", "scope_bg": "y"}
    changes |= {"scope_en": "z", "composite": True, "from_year": 2020, "as_of": "2024", "source": "s"}
    changes |= {"target_value": "9"}
    assert len({plain.words, *(replace(plain, **{name: value}).words for name, value in changes.items())}) == 12


# -- holds ----------------------------------------------------------------------------------------------------------


def now_on_board(runtime):
    return runtime.database.look(lambda s: board(s, runtime.clock.today(), Wanted()))


def test_an_employer_contests_a_figure_and_it_is_marked_until_an_editor_resolves_it(ovens):
    publish(ovens.runtime, "2025-4")
    mark = contest(ovens.runtime, "kept")
    assert now_on_board(ovens.runtime).rated[0].contested == ("kept",)
    assert now_on_board(ovens.runtime).rated[0].row.kept_floor == 10, "contested is shown, and marked"
    assert [one.subject for one in page(ovens.runtime).holds] == ["kept"]
    assert [name for _, name in ovens.runtime.database.look(told.waiting_disputes)] == ["Седемте пещи"]
    do(ovens.runtime, handlers.lift_hold, commands.LiftHold(hold=mark, resolution="проверено: десет"), EDITOR)
    assert now_on_board(ovens.runtime).rated[0].contested == ()
    found = rows(ovens.runtime, sa.select(hold))[0]
    reasons = (found.reason, found.placed_by, found.resolution, found.lifted_by)
    assert reasons == ("Бяха повече", "owner-1", "проверено: десет", "editor-1")
    with pytest.raises(Refused):
        do(ovens.runtime, handlers.lift_hold, commands.LiftHold(hold=mark, resolution="again"), EDITOR)


def test_the_same_thing_is_contested_once(ovens):
    publish(ovens.runtime, "2025-4")
    contest(ovens.runtime, "tier")
    with pytest.raises(Refused):
        contest(ovens.runtime, "tier")


def test_what_is_taken_down_leaves_board_and_page_at_once_and_nothing_is_added(ovens):
    publish(ovens.runtime, "2025-4")
    before = now_on_board(ovens.runtime).rated[0].row
    take_down(ovens.runtime, "kept")
    take_down(ovens.runtime, "practice-mentor")
    row = now_on_board(ovens.runtime).rated[0].row
    assert (row.kept_floor, row.practices) == (None, ("language",))
    assert (row.tier, row.name) == (before.tier, before.name)
    assert page(ovens.runtime).counted.kept_floor10 is None
    take_down(ovens.runtime, "tier")
    assert now_on_board(ovens.runtime).rated == ()
    with pytest.raises(Formerly):
        page(ovens.runtime)


def test_a_group_whose_tier_is_taken_down_may_still_take_part_without_a_mark(ovens):
    publish(ovens.runtime, "2025-4")
    approve(ovens.runtime, write(ovens.runtime, "Печем хляб."), "Печем хляб.")
    take_down(ovens.runtime, "tier")
    assert page(ovens.runtime).counted is None
    assert [one.slug for one in now_on_board(ovens.runtime).participants] == ["sedemte-peshti"]


def test_a_quote_taken_down_makes_nobody_a_participant(heard):
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY))
    approve(heard.runtime, write(heard.runtime, "Печем хляб."), "Печем хляб.")
    take_down(heard.runtime, "answer-activity")
    with pytest.raises(Formerly):
        page(heard.runtime)


# -- one's own ------------------------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_nobody_speaks_for_another_employer(ovens):
    one = state(ovens.runtime)
    with pytest.raises(Missing):
        do(ovens.runtime, figures_handlers.withdraw_figure, commands.WithdrawFigure(figure=one), STRANGER)
    with pytest.raises(Missing):
        do(ovens.runtime, figures_handlers.state_figure, commands.StateFigure(**FIGURE, replaces=one), STRANGER)
    with pytest.raises(Missing):
        contest(ovens.runtime, "kept", by=EDITOR)
    publish(ovens.runtime, "2025-4")
    with pytest.raises(Refused):
        contest(ovens.runtime, "kept", by=STRANGER)
    assert not rows(ovens.runtime, sa.select(hold.c.group))
    assert [row.group for row in rows(ovens.runtime, sa.select(figure.c.group))] == [GROUP]


def test_the_day_of_the_told_part_does_not_move_by_itself(heard):
    """Otherwise a page would change every day with nothing new in it (D9)."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY))
    approve(heard.runtime, write(heard.runtime, "Печем хляб."), "Печем хляб.")
    before = page(heard.runtime)
    heard.runtime.clock.turn(datetime.timedelta(days=3))
    assert page(heard.runtime) == before


# -- given back by an editor ------------------------------------------------------------------------------------------


def test_an_answer_given_back_is_the_employers_draft_with_the_reason_and_what_is_public_stays(ovens):
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime, "Печем хляб.")
    approve(ovens.runtime, one, "Печем хляб.")
    write(ovens.runtime, "Пишете на Мария: maria@hlebna.example.")
    stale = commands.ReturnAnswer(answer=one, text="Печем хляб.", reason="Без адрес")
    with pytest.raises(Refused, match="read it again"):
        do(ovens.runtime, handlers.return_answer, stale, EDITOR)
    given = commands.ReturnAnswer(answer=one, text="Пишете на Мария: maria@hlebna.example.", reason="Без адрес")
    do(ovens.runtime, handlers.return_answer, given, EDITOR)
    kept = ovens.runtime.database.look(lambda s: s.get(Answer, one))
    assert (kept.state, kept.returned, words(ovens.runtime)) == ("draft", "Без адрес", ["Печем хляб."])
    assert ovens.runtime.database.look(told.waiting_answers) == []
    write(ovens.runtime, "Пишете ни.")
    kept = ovens.runtime.database.look(lambda s: s.get(Answer, one))
    assert (kept.state, kept.returned) == ("sent", "")


def test_a_figure_given_back_waits_for_its_employer_and_cannot_be_approved(ovens):
    publish(ovens.runtime, "2025-4")
    one = state(ovens.runtime)
    said = ovens.runtime.database.look(lambda s: s.get(StatedFigure, one).words)
    command = commands.ReturnFigure(figure=one, words=said, reason="Кого броите?")
    do(ovens.runtime, figures_handlers.return_figure, command, EDITOR)
    assert ovens.runtime.database.look(told.waiting_figures) == []
    for again in (
        lambda: approve_figure(ovens.runtime, one),
        lambda: do(ovens.runtime, figures_handlers.return_figure, command),
    ):
        with pytest.raises(Refused):
            again()
    better = state(ovens.runtime, value="11", replaces=one)
    assert [each.id for each in ovens.runtime.database.look(told.waiting_figures)] == [better]


@pytest.mark.both_databases
def test_what_is_given_back_is_told_with_references_alone(ovens):
    """So that intake can write to the contact: neither the words nor the reason leave this service."""
    one, number = write(ovens.runtime, "Пишете на Мария."), state(ovens.runtime)
    said = ovens.runtime.database.look(lambda s: s.get(StatedFigure, number).words)
    back = commands.ReturnAnswer(answer=one, text="Пишете на Мария.", reason="Без имена")
    do(ovens.runtime, handlers.return_answer, back, EDITOR)
    again = commands.ReturnFigure(figure=number, words=said, reason="Кого броите?")
    do(ovens.runtime, figures_handlers.return_figure, again, EDITOR)
    with pytest.raises(Refused):
        do(ovens.runtime, figures_handlers.return_figure, again, EDITOR)
    assert [event for event in told_by(ovens.runtime) if isinstance(event, StatementReturned)] == [
        StatementReturned(statement=one, group=GROUP, kind="answer"),
        StatementReturned(statement=number, group=GROUP, kind="figure"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Пишете на ana.petrova@example.org.", ("ana.petrova@example.org",)),
        ("Тел. 088/123 45 67 или +359 2 987 65 43", ("088/123 45 67", "+359 2 987 65 43")),
        ("От 01.05.2026 до 31.12.2026 г. приехме 1 200 000 души, 2024-2026", ()),
    ],
)
def test_words_that_say_how_to_reach_somebody_are_marked(text, found):
    assert reachable(text) == found
