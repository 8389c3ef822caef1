"""What an employer states without a number, its size, its parts, and what was put right (R-5, R-10, traps 8, 11-13)."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from services.recognition import articles
from services.recognition.board.queries.profiles import profile, subjects_of
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as answers_handlers
from services.recognition.statements.handlers import figures as handlers
from services.recognition.statements.model.stated import StatedFigure
from shared.events.intake import EmployerGroup, EmployerHeadcount
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.recognition.arrivals import Arrivals, doing
from tests.recognition.opened import (
    AUTUMN,
    EDITOR,
    HOTEL,
    JANUARY,
    OVENS,
    correct,
    heard,
    ovens,
    publish,
    taken_back,
    wished,
)  # fmt: skip
from tests.recognition.telling import employer, kept

__all__ = ["heard", "ovens"]

GROUP = employer_id("BG", OVENS)
OWNER = actor("employer", account="owner-1", employer=GROUP)


def do(runtime: Runtime, handler: Any, command: Any, by: Any = OWNER) -> Any:
    return runtime.perform(doing(handler, command), by)


def state(runtime: Runtime, **told: Any) -> Any:
    """Stated by the employer and approved by an editor."""
    one = do(runtime, handlers.state_figure, commands.StateFigure(**told))
    words = runtime.database.look(lambda s: s.get_one(StatedFigure, one).words)
    do(runtime, handlers.approve_figure, commands.ApproveFigure(figure=one, words=words), EDITOR)
    return one


def facts(runtime: Runtime, slug: Any = "sedemte-peshti") -> Any:
    return runtime.database.look(lambda s: profile(s, slug, runtime.clock.today()))


def subject_of(runtime: Runtime, one: str) -> Any:
    return runtime.database.look(lambda s: s.get_one(StatedFigure, one).subject)


def hold(runtime: Runtime, subject: str, kind: Any) -> None:
    command = commands.PlaceHold(group=GROUP, subject=subject, kind=kind, reason="помолиха ни")
    do(runtime, answers_handlers.place_hold, command, EDITOR)


STATEMENTS: tuple[tuple[dict[str, Any], Callable[[Any], object]], ...] = (
    ({"kind": "commitment", "scope_bg": "поне 50% жени"}, lambda f: f.commitments[0].text),
    ({"kind": "claim", "scope_bg": "първи сме"}, lambda f: f.claims[0].text),
    ({"kind": "context", "scope_bg": "рискът е 73%", "source": "доклад"}, lambda f: f.contexts[0].source),
    ({"kind": "delivery", "countries": ("BG",), "autonomous": True}, lambda f: f.delivery.own_countries),
    ({"kind": "family"}, lambda f: f.family_firm),
    ({"kind": "partners", "partners": ("schools",)}, lambda f: f.partners),
)


def test_every_kind_of_statement_reaches_the_article_and_leaves_it_when_taken_back(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    stated = {told["kind"]: state(ovens.runtime, **told) for told, _ in STATEMENTS}
    now = facts(ovens.runtime)
    for told, shown in STATEMENTS:
        assert shown(now), told
    for one in stated.values():
        do(ovens.runtime, handlers.withdraw_figure, commands.WithdrawFigure(figure=one))
    now = facts(ovens.runtime)
    assert (now.commitments, now.claims, now.contexts, now.delivery) == ((), (), (), None)
    assert (now.family_firm, now.partners) == (False, ())


@pytest.mark.parametrize("told", [told for told, _ in STATEMENTS], ids=lambda told: told["kind"])
def test_an_editor_takes_any_statement_down_at_once(heard: Arrivals, told: dict[str, Any]) -> None:
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY))
    state(heard.runtime, value="3", measure="trained", scope_bg="курс", as_of="2025")
    answer = commands.WriteAnswer(question="advice", text="Започнете.", send=True)
    one = do(heard.runtime, answers_handlers.write_answer, answer)
    do(heard.runtime, answers_handlers.approve_answer, commands.ApproveAnswer(answer=one, text="Започнете."), EDITOR)
    before = articles.compose(facts(heard.runtime))
    stated = state(heard.runtime, **told)
    hold(heard.runtime, subject_of(heard.runtime, stated), "withdrawn")
    after = articles.compose(facts(heard.runtime))
    assert [each.key for section in after.sections for each in section.sentences] == [
        each.key for section in before.sections for each in section.sentences
    ]


def test_what_is_said_once_is_replaced_and_not_said_twice(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    first = state(ovens.runtime, kind="delivery", countries=("BG",))
    with pytest.raises(Refused, match="already"):
        state(ovens.runtime, kind="delivery", countries=("BG", "RO"))
    state(ovens.runtime, kind="delivery", countries=("BG", "RO"), replaces=first)
    assert facts(ovens.runtime).delivery.own_countries == ("BG", "RO")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "figure", "scope_bg": "курс"}, "value"),
        ({"kind": "figure", "scope_bg": "курс", "value": "3", "as_of": "вчера"}, "as_of"),
        ({"kind": "figure", "scope_bg": "курс", "value": "3", "outcome_value": "2"}, "target_value"),
        ({"kind": "commitment"}, "scope_bg"),
        ({"kind": "claim"}, "scope_bg"),
        ({"kind": "context", "scope_bg": "рискът е 73%"}, "source"),
        ({"kind": "delivery"}, "countries"),
        ({"kind": "partners"}, "partners"),
        ({"kind": "role", "scope_bg": "обучава"}, "about"),
    ],
)
def test_a_statement_without_its_essential_part_is_refused_at_its_field(
    heard: Arrivals, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        do(heard.runtime, handlers.state_figure, commands.StateFigure(**told))
    assert refused.value.field == field


def test_a_role_is_stated_of_a_part_of_ones_own_group_only(ovens: Arrivals) -> None:
    with pytest.raises(Refused) as refused:
        state(ovens.runtime, kind="role", about=employer_id("BG", HOTEL), scope_bg="курсове")
    assert refused.value.field == "about"


def test_every_part_of_a_statement_is_in_the_words_an_editor_approves() -> None:
    plain = StatedFigure(id="f", group="g", kind="figure", value="1", scope_bg="x")
    parts = {"who_bg": "а", "who_en": "b", "source": "в", "source_en": "d", "definition_bg": "г", "definition_en": "e"}
    target = {"target_value": "9", "target_date": "2027"}
    both = {"outcome_value": "8", "outcome_date": "2026", **target}
    changed: list[dict[str, Any]] = [{name: value} for name, value in parts.items()] + [target, both]
    words = {
        StatedFigure(id="f", group="g", kind="figure", value="1", **{"scope_bg": "x", **one}).words for one in changed
    }
    assert len(words | {plain.words}) == 9
    kinds: list[dict[str, Any]] = [
        {"kind": "role", "about": "a"},
        {"kind": "role", "about": "b"},
        {"kind": "delivery", "details": "own-BG"},
    ]
    assert len({StatedFigure(id="f", group="g", **one).words for one in kinds}) == 3


def test_the_size_of_a_rated_employer_is_that_of_the_editions_day(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    assert (facts(ovens.runtime).headcount.least, facts(ovens.runtime).headcount.most) == (10, 49)
    later = ovens.runtime.clock.today()
    ovens.tell((EmployerHeadcount(employer=GROUP, headcount=400, on=later), later))
    assert facts(ovens.runtime).headcount.most == 49


def test_a_group_with_a_part_that_told_no_number_has_no_size(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY, staff=40, seeks_partners=True))
    heard.tell(*employer(HOTEL, "Орфей", "Orpheus", JANUARY, staff=0))
    for entity, lead in ((GROUP, True), (employer_id("BG", HOTEL), False)):
        heard.tell((EmployerGroup(employer=entity, group=GROUP, on=JANUARY, lead=lead), JANUARY))
    one = do(
        heard.runtime, answers_handlers.write_answer, commands.WriteAnswer(question="advice", text="Да.", send=True)
    )
    do(heard.runtime, answers_handlers.approve_answer, commands.ApproveAnswer(answer=one, text="Да."), EDITOR)
    assert facts(heard.runtime).headcount is None
    assert facts(heard.runtime).seeks_partners
    assert [entity.named for entity in facts(heard.runtime).entities] == [True, True]


def test_a_correction_is_noted_on_the_page_it_changed_and_only_there(ovens: Arrivals) -> None:
    ovens.tell(*employer(HOTEL, "Орфей", "Orpheus", JANUARY, staff=20), *kept(HOTEL, 11, AUTUMN))
    publish(ovens.runtime, "2025-4")
    ovens.tell(*(taken_back(which) for which in range(3)))
    wished(ovens.runtime, "2025-4")
    correct(ovens.runtime, "2025-4", "Три наемания бяха записани два пъти.")
    assert facts(ovens.runtime).edition.correction == 1
    ovens.tell(*(taken_back(which, HOTEL) for which in range(3)))
    wished(ovens.runtime, "2025-4", HOTEL)
    correct(ovens.runtime, "2025-4", "NOTE-TWO")
    (mine,), (theirs,) = facts(ovens.runtime).revisions, facts(ovens.runtime, "orpheus").revisions
    assert mine.note == {"bg": "Три наемания бяха записани два пъти."}, "not the reason of somebody else's correction"
    assert theirs.note == {"en": "NOTE-TWO"}
    ovens.tell(*(taken_back(which) for which in range(3, 8)))
    correct(ovens.runtime, "2025-4", "NOTE-THREE")
    assert [one.note for one in facts(ovens.runtime, "orpheus").revisions] == [{"en": "NOTE-TWO"}]


def test_nothing_but_what_the_page_says_can_be_contested(ovens: Arrivals) -> None:
    today = ovens.runtime.clock.today()
    assert ovens.runtime.database.look(lambda s: subjects_of(s, GROUP, today)) == []
    publish(ovens.runtime, "2025-4")
    claim = state(ovens.runtime, kind="claim", scope_bg="първи сме")
    given = ovens.runtime.database.look(lambda s: subjects_of(s, GROUP, today))
    assert {"tier", "kept", "headcount", "practice-mentor", subject_of(ovens.runtime, claim)} <= set(given)
    assert not any(one.startswith(("day90", "answer", "vacancies")) for one in given)


def test_nobody_replaces_what_another_employer_stated(ovens: Arrivals) -> None:
    one = state(ovens.runtime, kind="claim", scope_bg="първи сме")
    stranger = actor("employer", account="owner-2", employer=employer_id("BG", HOTEL))
    with pytest.raises(Missing):
        do(
            ovens.runtime,
            handlers.state_figure,
            commands.StateFigure(kind="claim", scope_bg="x", replaces=one),
            stranger,
        )


def test_a_figure_put_right_keeps_what_it_was_as_a_note(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    first = state(ovens.runtime, value="12", measure="trained", scope_bg="курс", as_of="2025")
    state(ovens.runtime, value="15", measure="trained", scope_bg="курс", as_of="2025", replaces=first)
    (note,) = facts(ovens.runtime).revisions
    assert (note.before.value, note.after.value, note.on) == (12, 15, ovens.runtime.clock.today())
    assert isinstance(note.on, datetime.date)
