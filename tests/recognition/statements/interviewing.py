"""An interview as the tests hold it: written, translated, approved, read."""

from typing import Any

from services.recognition.board.queries.profiles import profile
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.model.interview import Answer
from shared.identity import employer_id
from shared.service import Runtime
from tests.conftest import actor
from tests.recognition.arrivals import doing
from tests.recognition.articles.reading import page as printed_page
from tests.recognition.articles.reading import plain
from tests.recognition.opened import EDITOR, OVENS

GROUP = employer_id("BG", OVENS)


OWNER = actor("employer", account="owner-1", employer=GROUP)


TALK = "Въпрос: Чия беше идеята?\nУправителят: На всички ни.\nИ на пекарите.\n\nВъпрос: А после?\nПекар: Учихме."


def do(runtime: Runtime, handler: Any, command: Any, by: Any = OWNER) -> Any:
    return runtime.perform(doing(handler, command), by)


def write(
    runtime: Runtime, text: str = "Печем хляб.", question: Any = "activity", send: Any = True, **more: Any
) -> Any:
    return do(runtime, handlers.write_answer, commands.WriteAnswer(question=question, text=text, send=send, **more))


def translate(runtime: Runtime, one: str, by: Any = "editors", **texts: Any) -> Any:
    given = {"text": runtime.database.look(lambda s: s.get_one(Answer, one).text), **texts}
    return do(
        runtime, handlers.translate_answer, commands.TranslateAnswer(answer=one, translated_by=by, **given), EDITOR
    )


def facts(runtime: Runtime) -> Any:
    return runtime.database.look(lambda s: profile(s, "sedemte-peshti", runtime.clock.today()))


def text(runtime: Runtime, lang: str) -> Any:
    return plain(printed_page(facts(runtime), lang)).replace("\xa0", " ")
