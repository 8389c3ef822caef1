"""One year's awards, told as they were gone through, and a prize that somebody else gave."""

import datetime
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import sqlalchemy as sa

from services.recognition.awards import commands
from services.recognition.awards.handlers import correcting, years
from services.recognition.awards.queries.awards import year_of
from services.recognition.awards.tables import award_category
from services.sample.diary import Diary
from shared.transaction import Refused, Transaction

MENTOR, STEP = ("Наставник на годината", "Mentor of the year"), ("Първа крачка", "A first step")
NOMINATED = (
    (MENTOR, "Седемте пещи", "officer-1", "Всеки нов пекар има наставник за шест седмици, а наставникът получава добавка."),
    (MENTOR, "Бял бор", "officer-4", "Майсторът работи рамо до рамо с чираците, докато сами започнат да приемат поръчки."),
    (STEP, "Орех и мед", "officer-1", "Кооперацията плаща първия наем, за да може човек да започне, преди да има заплата."),
    (STEP, "Тихият двор", "officer-4", "Приема хора без опит и им дава време да научат езика."),
)  # fmt: skip
CITATIONS = {
    MENTOR: (
        "За наставниците, които не бързат: там новият човек се учи от друг човек, а не от табелка на стената.",
        "For mentors who are in no hurry: here somebody new learns from a person, not from a sign on the wall.",
    ),
    STEP: (
        "За крачката, която никой не вижда: покрив над главата, преди да е дошла първата заплата.",
        "For the step that nobody sees: a roof overhead before the first pay has come.",
    ),
}
PRIZE = commands.RecordPrize(
    employer="Бял бор", name="Отличие за достъпна работа (образец)", giver="Фондация „Отворен цех“ (образец)",
    year=2022, used_for="за два верстака с регулируема височина",
)  # fmt: skip


def awards(diary: Diary, begins: datetime.date) -> None:
    """From nominations to winners in six weeks; who has no page on the day is passed over."""
    year = begins.year

    def note(after: int, who: str, work: Callable[[Transaction], object], hour: int = 10) -> None:
        diary.note(begins + datetime.timedelta(days=after), who, partial(_if_it_may_be, work), hour)

    note(0, "editor", lambda tx: years.open_awards(commands.OpenAwards(year=year), tx))
    for name, english in (MENTOR, STEP):
        added = commands.AddCategory(year=year, name=name, name_en=english)
        note(0, "editor", partial(years.add_category, added), 11)
    for category, firm, who, reasons in NOMINATED:
        note(7, who, partial(_nominate, year, category[1], firm, reasons))
    note(21, "editor", partial(years.go_on, commands.GoOn(year=year, seen="nominations")))
    for who in ("editor", "auditor"):
        note(28, who, partial(_vote, year), 14)
    note(35, "editor", partial(years.go_on, commands.GoOn(year=year, seen="voting")))
    note(42, "editor", partial(_give, year))
    note(43, "editor", partial(correcting.record_prize, PRIZE))


def _if_it_may_be(work: Callable[[Transaction], Any], tx: Transaction) -> None:
    with suppress(Refused):
        work(tx)


def _nominate(year: int, category: str, firm: str, reasons: str, tx: Transaction) -> None:
    key = tx.session.scalar(
        sa.select(award_category.c.id).where(award_category.c.year == year, award_category.c.name_en == category)
    )
    years.nominate(commands.Nominate(year=year, category=key or "", employer=firm, reasons=reasons), tx)


def _vote(year: int, tx: Transaction) -> None:
    """In each category for the one whose name comes first in Bulgarian, but for the mentors: there for the last."""
    for one in year_of(tx.session, year, tx.actor.account).categories:
        if one.nominees:
            years.vote(
                commands.Vote(category=one.id, nomination=one.nominees[-1 if one.name_en == MENTOR[1] else 0].id), tx
            )


def _give(year: int, tx: Transaction) -> None:
    for one in year_of(tx.session, year, tx.actor.account).categories:
        citation, english = CITATIONS[(one.name, one.name_en)]
        for ahead in [each for each in one.nominees if each.leads][:1]:
            given = commands.GiveAward(category=one.id, nomination=ahead.id, citation=citation, citation_en=english)
            years.give_award(given, tx)
