"""Browsers of the people who use intake, the letters they read, and the text of what they see."""

import asyncio
import re
from email import message_from_bytes
from email.policy import default
from typing import Any

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.employers import tables as employers_tables
from services.intake.letters.worker import deliver_letters
from shared.readers.searching import searched
from tests.intake.conftest import NUMBER, Intake
from tests.markup import Element
from tests.visitor import Visitor, site_of


class Browser(Visitor):
    """Somebody in front of intake, who also reads the letters it sends."""

    def __init__(self, intake: Intake, lang: str = "bg", **who: Any) -> None:
        self.runtime = intake.runtime
        known = {"account": "somebody", "name": "Рада", "lang": lang, **who} if who else {}
        super().__init__(site_of(self.runtime), self.runtime.keys, **known)
        self.cookies["lang"] = lang

    def post(self, path: str, **form: Any) -> httpx.Response:
        """Fills the form with the token of the page that was last looked at."""
        if "_csrf" not in form:
            form["_csrf"] = self.page("/intake/register").find("input", attrs={"name": "_csrf"})["value"]
        return self.ask("POST", path, data=form)

    def letters(self) -> list[str]:
        """With what the background sends within a second."""
        asyncio.run(deliver_letters(self.runtime))
        found = sorted((self.runtime.settings.data / "mail").glob("*.eml"))
        return [message_from_bytes(each.read_bytes(), policy=default).get_content() for each in found]


def officer(intake: Intake, **more: Any) -> Browser:
    return Browser(intake, roles=("officer",), organisation=intake.organisation, **more)


def link_in(letter: str, folder: str) -> str:
    found = re.search(rf"/intake/{folder}/[\w-]+", letter)
    assert found, letter
    return found.group()


def says(page: Element) -> str:
    return " ".join(page.get_text(" ").split())


REGISTRATION = {
    "country": "BG", "national_id": NUMBER, "name": "Хлебна къща", "name_en": "", "legal_form": "ood", "sector": "C",
    "town": "Пловдив", "headcount": "42", "contact_name": "Мария Илиева", "contact_email": "maria@hlebna.example",
}  # fmt: skip


def many_employers(intake: Intake, count: int) -> None:
    """As if so many had been registered and checked."""
    table, first = employers_tables.employer, intake.verified()

    def copied(session: Session) -> None:
        known = dict(session.execute(sa.select(table).where(table.c.id == first)).mappings().one())
        for number in range(count):
            facts = {"name": f"Фурна № {number:03d}", "name_en": f"Bakery {number:03d}", "national_id": f"n{number}"}
            more = {"id": f"e-{number:03d}", "town": "Русе", "search": searched(*facts.values(), "Русе")}
            session.execute(sa.insert(table).values(**{**known, **facts, **more}))

    intake.runtime.database.transact(copied)


def listed(page: Element) -> set[str]:
    return {str(row["id"]) for row in page.select("tr[id^=employer-]")}
