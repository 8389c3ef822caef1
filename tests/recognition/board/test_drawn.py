"""What a page of the board costs to draw: texts are looked up once for all lines, and no line calls a macro."""

from typing import Any

import msgspec
import pytest
from jinja2.runtime import Macro

from services.recognition.board.queries.board import Board, Participant, Shown, Wanted
from services.recognition.board.queries.paging import page_of
from services.recognition.editions.rules.rows import Row
from web.kept_parts import KeptParts
from web.text import environment, render, translations

HERE = "/bg/employers"
SUBJECTS = ("tier", "kept", "points", "practice-mentor", "practice-housing")


class Counted(dict[Any, Any]):
    """A catalogue that notes how often it is asked."""

    asked = 0

    def get(self, *named: Any) -> Any:
        self.asked += 1
        return super().get(*named)

    def __getitem__(self, name: Any) -> Any:
        self.asked += 1
        return super().__getitem__(name)


def line(which: int) -> Shown:
    """One line on which everything is said and contested."""
    row = Row(
        group=f"g-{which}",
        name=f"Фирма <{which}>",
        name_latin=f"Firm <{which}>",
        sector="C",
        town="Русе",
        tier="gold",
        kept_floor=10 if which % 2 else None,
        points_floor=50,
        practices=("mentor", "housing"),
    )
    return Shown(row=row, slug=f"firm-{which}", contested=SUBJECTS)


def other(which: int) -> Participant:
    return Participant(slug=f"p-{which}", name=f"Друга {which}", name_latin=f"Other {which}", sector="I", town="Видин")


def drawn(lines: int, others: int) -> str:
    board = Board(
        edition=None,
        rated=tuple(map(line, range(lines))),
        participants=tuple(map(other, range(others))),
        sectors=("C", "I"),
        towns=("Видин", "Русе"),
        practices=("housing", "mentor"),
    )
    context = {"page": page_of(board, Wanted(), HERE, "bg"), "wanted": Wanted(), "place": str, "path": HERE}
    return render("recognition/board/board.html", "bg", board=board, here=HERE, earlier=False, **context)


def kept_parts(lang: str) -> dict[Any, str]:
    """What the pages of this language keep of what was drawn."""
    return next(one for one in environment(lang).extensions.values() if isinstance(one, KeptParts)).parts


def cost(monkeypatch: pytest.MonkeyPatch, lines: int, others: int) -> tuple[int, int]:
    """Macro calls and look-ups in the catalogue."""
    drawn(lines, others)
    kept_parts("bg").clear()
    calls: list[str] = []
    catalogue = Counted(translations("bg")._catalog)
    invoke = Macro._invoke

    def noted(macro: Macro, *given: Any) -> str:
        if macro.name:  # the body of a kept part is one without a name, and is drawn
            calls.append(macro.name)
        return invoke(macro, *given)

    with monkeypatch.context() as patched:
        patched.setattr(Macro, "_invoke", noted)
        patched.setattr(translations("bg"), "_catalog", catalogue)
        drawn(lines, others)
    return len(calls), catalogue.asked


def test_more_lines_call_no_more_macros_and_look_up_no_more_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = cost(monkeypatch, 2, 2), cost(monkeypatch, 24, 12)
    assert many == few
    assert 10 < few[0] < 100
    assert few[1] < 10


def test_a_line_says_everything_in_its_place() -> None:
    page = drawn(2, 1)
    tag = ' <span class="tag wait">оспорено</span>'
    assert (
        f'<th scope="row" role="rowheader"><a href="/bg/employers/firm-1">Фирма &lt;1&gt;</a>{tag}</th>\n'
        f'<td role="cell" data-label="Останали на работа">поне 10 души{tag}'
        f'<span class="quiet">, поне 50 точки</span>{tag}</td>'
        '<td role="cell" data-label="Населено място">Русе</td><td role="cell" data-label="Дейност">Производство</td>'
        f'<td role="cell" data-label="Предлага">наставник{tag}, жилище{tag}</td></tr>'
    ) in page
    assert f'<span class="quiet unsaid">под десет не се показва</span>{tag}' in page


def test_a_page_that_was_drawn_before_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = drawn(3, 2)
    calls: list[str | None] = []
    with monkeypatch.context() as patched:
        patched.setattr(Macro, "_invoke", lambda macro, *_: calls.append(macro.name))
        drawn(3, 2)
    assert {None, "form", "table"}.isdisjoint(calls)
    kept_parts("bg").clear()
    assert drawn(3, 2) == first


@pytest.mark.parametrize(
    "gone",
    [
        {"points_floor": None},
        {"kept_floor": None},
        {"practices": ()},
        {"name": "Друго име"},
        {"town": "Видин"},
        {"sector": "I"},
    ],
)
def test_what_is_taken_from_a_line_is_gone_with_the_next_drawing(gone: dict[str, Any]) -> None:
    def page(one: Shown) -> str:
        board = Board(edition=None, rated=(one,), participants=(), sectors=("C",), towns=("Русе",), practices=())
        context = {"page": page_of(board, Wanted(), HERE, "bg"), "wanted": Wanted(), "place": str, "path": HERE}
        return render("recognition/board/board.html", "bg", board=board, here=HERE, earlier=False, **context)

    before = line(1)
    after = msgspec.structs.replace(before, row=msgspec.structs.replace(before.row, **gone))
    said = page(before)
    found = page(after)
    kept_parts("bg").clear()
    assert found == page(after) != said
