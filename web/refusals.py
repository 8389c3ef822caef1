"""What a rule said no with, as a form says it."""

import datetime
import re

from shared.transaction import Doubted, Refused, TooOften
from web.form import Errors, Message
from web.formats import day
from web.text import translate

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def mistakes_of(refused: Refused, lang: str) -> Errors:
    """What a rule said no with, as what is wrong with the form."""
    mark = refused.mark if isinstance(refused, Doubted) else ""
    errors = Errors({refused.field: refusal(refused, lang or "en")._replace(sure=mark)})
    errors.wait = refused.seconds if isinstance(refused, TooOften) else 0
    return errors


def refusal(refused: Refused, lang: str) -> Message:
    """What a rule said no with, as a form message. What it names stays apart from the text: the template escapes it."""
    if "{" not in refused.message:
        return Message(refused.message, refused.params)
    text = translate(refused.message, lang).replace("%", "%%")
    dates = {name: day(one, lang) for name, one in refused.params.items() if isinstance(one, datetime.date)}
    return Message(PLACEHOLDER.sub(r"%(\1)s", text), refused.params | dates)
