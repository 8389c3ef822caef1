"""A colleague with a second factor, the letters about it, and how often somebody tried."""

import datetime
import re
from functools import partial
from typing import Any

import pyotp
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as access
from services.intake.access.commands import (
    AcceptInvitation,
    InviteColleague,
)
from services.intake.access.handlers import accounts
from shared.auth import Actor
from shared.events import intake as events
from shared.sessions import end_sessions
from tests.intake.browsing import Browser
from tests.intake.conftest import PASSWORD, Intake
from tests.markup import parsed

HERE = "127.0.0.0/24"


EMAIL, OTHER = "ana@center.example", "seven green tables outside"


class Person:
    """A colleague who came in by an invitation and set up an app and printed codes."""

    def __init__(self, intake: Intake, email: str = EMAIL, roles: Any = ("officer",)) -> None:
        self.intake, self.email = intake, email
        asked = InviteColleague(email=email, roles=roles, organisation=intake.organisation)
        token = intake.do(accounts.invite_colleague, asked)
        self.account = intake.do(
            accounts.accept_invitation, AcceptInvitation(token=token, name="Ана Петрова", password=PASSWORD)
        )
        self.web = Browser(intake)
        assert self.sign_in(self.web).headers["location"] == "/intake/second-factor"
        page = self.web.page("/intake/second-factor/new")
        self.secret = page.code.get_text().replace(" ", "")
        sealed = page.find("input", attrs={"name": "sealed"})["value"]
        self.first = pyotp.TOTP(self.secret).now()
        answer = self.web.post("/intake/second-factor/new", sealed=sealed, code=self.first)
        self.codes = [each.get_text() for each in parsed(answer.text).select(".codes code")]

    def sign_in(self, web: Browser, password: str = PASSWORD, **more: str) -> Any:
        return web.post("/intake/sign-in", email=self.email, password=password, **more)

    def elsewhere(self) -> Browser:
        """Signed in on another device, whole."""
        web = Browser(self.intake)
        self.sign_in(web)
        assert web.post("/intake/second-factor", code=self.codes.pop()).status_code == 303
        return web


def session_of(web: Browser) -> Actor | None:
    return web.keys.actor(web.cookies.get("session", ""))


def is_in(web: Browser) -> bool:
    return web.get("/intake/candidates").status_code == 200


def hear(intake: Intake) -> None:
    """What intake told of ended sessions comes back to it."""
    over = intake.told(events.SessionRevoked)
    intake.runtime.perform(lambda tx: end_sessions(over, tx))


def letter_path(web: Browser, about: str) -> str:
    found_ = [match.group() for text in web.letters() if (match := re.search(about + r"/[\w-]{20,}", text))]
    return found_[-1]


def buckets(intake: Intake, whose: str, block: str) -> list[str]:
    """The names under which a try is counted."""
    index = intake.runtime.tools.sealer.index
    return [index(f"{whose}\0{block}", "try.sign-in"), index(block, "try.block")]


def age_tries(intake: Intake, by: float) -> None:
    """As if so many seconds had passed since every try."""
    row = access.attempt.c
    tries = intake.runtime.database.look(lambda s: s.execute(sa.select(row.position, row.at)).all())
    for position, at in tries:
        older = sa.update(access.attempt).where(row.position == position).values(at=at - datetime.timedelta(seconds=by))
        intake.runtime.database.transact(partial(Session.execute, statement=older))
