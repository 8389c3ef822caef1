"""What employers state and editors approve, as the tests say it."""

from services.recognition import articles
from services.recognition.board.queries.profiles import profile
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.handlers import figures as figures_handlers
from shared.identity import employer_id
from tests.conftest import actor
from tests.recognition.arrivals import doing
from tests.recognition.opened import EDITOR, OVENS

GROUP = employer_id("BG", OVENS)


OWNER = actor("employer", account="owner-1", employer=GROUP)


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


def page(runtime):
    """The facts of the public page, holds applied as the article applies them."""
    facts = runtime.database.look(lambda s: profile(s, "sedemte-peshti", runtime.clock.today()))
    return articles.compose(facts).facts


def words(runtime):
    return [one.text for one in page(runtime).answers]
