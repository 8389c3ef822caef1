"""The awards of a year as an office and its jury go through them."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.awards import commands
from services.recognition.awards.handlers import years
from services.recognition.awards.queries import awards as queries
from services.recognition.awards.queries.awards import Year
from services.recognition.awards.tables import award_category, nomination
from shared.auth import Actor
from shared.service import Runtime
from shared.transaction import Refused
from tests.conftest import actor
from tests.recognition.arrivals import doing

EDITOR, ANNA, BORIS = (actor("editor", account=f"juror-{name}") for name in ("editor", "anna", "boris"))
OFFICER = actor("officer", account="officer-1")


class Awards:
    """The awards of 2025 as the office and the jury go through them."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.do(years.open_awards, commands.OpenAwards(year=2025))
        for name, english in (("Наставничество", "Mentoring"), ("Начало", "A beginning")):
            self.do(years.add_category, commands.AddCategory(year=2025, name=name, name_en=english))
        query = sa.select(award_category.c.name_en, award_category.c.id)
        self.category = dict(tuple(row) for row in runtime.database.look(lambda s: s.execute(query).all()))

    def do(self, handler: Callable[..., Any], command: Any, who: Actor = EDITOR) -> Any:
        return self.runtime.perform(doing(handler, command), who)

    def nominate(self, employer: str, category: str = "Mentoring", who: Actor = OFFICER) -> str:
        asked = commands.Nominate(
            year=2025, category=self.category[category], employer=employer, reasons="Наставник за всеки нов човек."
        )
        self.do(years.nominate, asked, who)
        query = sa.select(nomination.c.id).where(nomination.c.category == asked.category)
        found: list[str] = self.runtime.database.look(lambda s: list(s.scalars(query)))
        return found[-1]

    def both_in_mentoring(self) -> tuple[str, str]:
        self.nominate("Седемте пещи")
        self.nominate("Hotel Orpheus")
        by = {one.line.name_latin: one.id for one in self.seen().categories[0].nominees}
        return by["Sedemte peshti"], by["Hotel Orpheus"]

    def vote(self, nominated: str, who: Actor, category: str = "Mentoring") -> None:
        self.do(years.vote, commands.Vote(category=self.category[category], nomination=nominated), who)

    def go_on(self) -> None:
        state = self.seen().state
        self.do(years.go_on, commands.GoOn(year=2025, seen="voting" if state == "closed" else state))  # type: ignore[arg-type]

    def give(self, nominated: str) -> None:
        words = {"citation": "За търпението.", "citation_en": "For patience."}
        asked = commands.GiveAward(category=self.category["Mentoring"], nomination=nominated, **words)
        self.do(years.give_award, asked)

    def decided(self) -> str:
        """The bakery has won; the nomination it won with."""
        ovens, _ = self.both_in_mentoring()
        self.go_on()
        self.vote(ovens, ANNA)
        self.go_on()
        self.give(ovens)
        return ovens

    def seen(self, who: Actor = EDITOR) -> Year:
        return self.runtime.database.look(lambda session: queries.year_of(session, 2025, who.account))


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        work()
    return str(found.value)
