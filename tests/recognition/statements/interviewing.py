"""An interview as the tests hold it: written, translated, approved, read."""

from services.recognition.board.queries.profiles import profile
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.model.interview import Answer
from shared.identity import employer_id
from tests.conftest import actor
from tests.recognition.arrivals import doing
from tests.recognition.articles.reading import page as printed_page
from tests.recognition.articles.reading import plain
from tests.recognition.opened import EDITOR, OVENS

GROUP = employer_id("BG", OVENS)


OWNER = actor("employer", account="owner-1", employer=GROUP)


TALK = "Въпрос: Чия беше идеята?\nУправителят: На всички ни.\nИ на пекарите.\n\nВъпрос: А после?\nПекар: Учихме."


def do(runtime, handler, command, by=OWNER):
    return runtime.perform(doing(handler, command), by)


def write(runtime, text="Печем хляб.", question="activity", send=True, **more):
    return do(runtime, handlers.write_answer, commands.WriteAnswer(question=question, text=text, send=send, **more))


def translate(runtime, one, by="editors", **texts):
    given = {"text": runtime.database.look(lambda s: s.get(Answer, one).text), **texts}
    return do(
        runtime, handlers.translate_answer, commands.TranslateAnswer(answer=one, translated_by=by, **given), EDITOR
    )


def facts(runtime):
    return runtime.database.look(lambda s: profile(s, "sedemte-peshti", runtime.clock.today()))


def text(runtime, lang):
    return plain(printed_page(facts(runtime), lang)).replace("\xa0", " ")
