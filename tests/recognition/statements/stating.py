"""What employers state and editors approve, as the tests say it."""

from typing import Any

from services.recognition import articles
from services.recognition.board.queries.profiles import profile
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.handlers import figures as figures_handlers
from shared.identity import employer_id
from shared.service import Runtime
from tests.conftest import actor
from tests.recognition.arrivals import doing
from tests.recognition.opened import EDITOR, OVENS

GROUP = employer_id("BG", OVENS)


OWNER = actor("employer", account="owner-1", employer=GROUP)


FIGURE: dict[str, Any] = {"value": "12", "scope_bg": "участници в обучения", "as_of": "2025-06"}


def do(runtime: Runtime, handler: Any, command: Any, by: Any = OWNER) -> Any:
    return runtime.perform(doing(handler, command), by)


def write(runtime: Runtime, text: str, send: Any = True, question: Any = "activity", **more: Any) -> Any:
    command = commands.WriteAnswer(question=question, text=text, send=send, **more)
    return do(runtime, handlers.write_answer, command)


def approve(runtime: Runtime, answer: str, text: str, **more: Any) -> Any:
    return do(runtime, handlers.approve_answer, commands.ApproveAnswer(answer=answer, text=text, **more), EDITOR)


def state(runtime: Runtime, **more: Any) -> Any:
    return do(runtime, figures_handlers.state_figure, commands.StateFigure(**{**FIGURE, **more}))


def page(runtime: Runtime) -> Any:
    """The facts of the public page, holds applied as the article applies them."""
    facts = runtime.database.look(lambda s: profile(s, "sedemte-peshti", runtime.clock.today()))
    return articles.compose(facts).facts


def words(runtime: Runtime) -> Any:
    return [one.text for one in page(runtime).answers]
