"""A mailed question: its link, its page, what is said on it and what is kept."""

import re
from typing import Any

import httpx

from services.placements.hires import commands
from services.placements.hires.handlers import mailed_answers as mailed_answers_handlers
from services.placements.hires.queries import history as recorded
from tests.placements.conftest import TODAY, Office, days
from tests.visitor import Visitor, site_of


def link(office: Office, hire: str, party: str = "person", milestone: int = 90, lang: str = "bg") -> str:
    return str(office.runtime.tools.links.make(hire, milestone, party, lang)[0])


def asked_hire(office: Office, **facts: Any) -> str:
    """A hire whose day-90 question is open."""
    return office.hire(start=TODAY - days(90), **facts)


def say(office: Office, token: str, answer: Any, **more: Any) -> None:
    command = commands.AnswerByLink(token=token, answer=answer, **more)
    office.runtime.perform(lambda tx: mailed_answers_handlers.answer_by_link(command, tx))


def said(office: Office, hire: str) -> list[tuple[str, str, int, bool]]:
    rows = office.look(recorded.answers, office.officer, hire, office.runtime.tools.sealer)
    return [(row.party, row.answer, row.evidence, row.applied) for row in rows]


class Reader(Visitor):
    """Somebody who opens a link, with no session."""

    def __init__(self, office: Office) -> None:
        super().__init__(site_of(office.runtime), office.runtime.keys)

    def post(self, path: str, **form: str) -> httpx.Response:
        found = re.search(r'name="_csrf" value="([^"]+)"', self.get(path).text)
        return self.ask("POST", path, data={"_csrf": found[1] if found else "", **form})
