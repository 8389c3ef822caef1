"""The story of the town, from the first sign-in to the first edition."""

import datetime
import itertools
import re

from tests.doors.deeds import (
    answer,
    answer_of,
    code_of,
    hire,
    open_file,
    permission_of,
    publish_vacancy,
    refer,
    register_employer,
)
from tests.doors.town import START, Town


def build(town: Town) -> Town:
    """The story from the first sign-in to the first edition."""
    _open_offices(town)
    _bring_employers(town)
    _bring_people(town)
    _hire(town)
    _let_the_employer_speak(town)
    _pass_ninety_days(town)
    _begin_a_second_round(town)
    _look_after(town)
    return town


def _open_offices(town: Town) -> None:
    first = town.join("officer", "officer", new="Център за работа – Пловдив")
    town.refs["organisation"] = town.actor(first).organisation
    other = town.join("stranger", "officer", new="Сдружение „Нов праг“")
    town.refs["other organisation"] = town.actor(other).organisation
    town.join("lead", "lead", town.refs["organisation"])
    town.join("second lead", "lead", town.refs["other organisation"])
    for role in ("editor", "administrator", "auditor"):
        town.join(role, role)
    town.settle()


def _bring_employers(town: Town) -> None:
    register_employer(town, "owner", "206432104", "Седемте пещи", "Sedemte Peshti", 25)
    register_employer(town, "rival", "175074752", "Малка Роса", "Malka Rosa", 6)
    register_employer(town, "hidden", "121362929", "Тъмен двор", "Tamen Dvor", 9)
    for name in ("owner", "rival"):
        town.post(town.people["officer"], f"/intake/employers/{town.refs[name]}/verification")
    publish_vacancy(town, "owner", 7)
    publish_vacancy(town, "rival", 3, "Продавач в пекарна")
    publish_vacancy(town, "hidden", 2, "Нощна смяна")
    path = f"/intake/employers/{town.refs['owner']}/practices"
    town.post(town.people["officer"], path, practice="mentor")
    town.settle()


def _bring_people(town: Town) -> None:
    days = (datetime.date(1951, 1, 7) + datetime.timedelta(days=411 * n) for n in itertools.count())
    for number in range(1, 9):
        open_file(town, f"person {number}", "officer", next(days))
    young = datetime.date(2010, 8, 9)
    open_file(town, "minor", "officer", young, guardian=town.secret("guardian", "{} Назари"))
    text = town.secret("words to publish", "Казвам {}")
    path = f"/intake/candidates/{town.refs['person 1']}/permissions"
    town.post(town.people["officer"], path, scope="publish", reach="all", words=text)
    for number in (1, 2):
        open_file(town, f"their person {number}", "stranger", next(days))
    town.settle()


def _hire(town: Town) -> None:
    for number in range(1, 7):
        referral = refer(town, f"referral {number}", f"person {number}", town.refs["vacancy of owner"], "officer")
        hire(town, f"hire {number}", "officer", referral=referral)
    refused = refer(town, "refused", "person 7", town.refs["vacancy of owner"], "officer")
    text = town.secret("words of refusal", "Не можахме {}")
    town.post(
        town.people["owner"], f"/placements/referrals/{refused}/steps", state="declined", reason="skills", text=text
    )
    theirs = refer(town, "their referral", "their person 1", town.refs["vacancy of rival"], "stranger")
    hire(town, "their hire", "stranger", referral=theirs)
    path = f"/placements/people/{town.refs['hire 1']}/staff-reference"
    town.post(town.people["owner"], path, staff_reference=town.secret("staff reference", "N{}"))
    town.settle()


def _let_the_employer_speak(town: Town) -> None:
    owner, editor = town.people["owner"], town.people["editor"]
    said = "Печем хляб за магазините в Асеновград и Пловдив."
    town.post(owner, "/recognition/interview/activity", text=said, language="bg", speaker="owner", send="true")
    draft = town.secret("draft of an answer", "Още мислим {}")
    town.post(owner, "/recognition/interview/advice", text=draft, language="bg", speaker="owner")
    found = re.search(r"/recognition/answers/([\w-]+)", town.get(editor, "/recognition/desk").text)
    assert found, "the editor sees the answer that waits"
    town.refs["answer"] = found[1]
    visitor = town.visitor()
    town.post(visitor, "/intake/reset", email=town.private["address of hidden"])
    town.refs["reset"] = town.letter("/intake/reset").rpartition("/")[2]
    town.post(editor, f"/recognition/answers/{found[1]}/approval", text=said)
    _put_into_a_series(town)
    _open_the_awards(town)
    more = {"value": "40", "scope_bg": "Кандидатури през годината", "scope_en": "Applications in the year"}
    town.post(owner, "/recognition/figures", kind="figure", as_of=START.isoformat(), source="Наши записи", **more)
    found = re.search(r"/recognition/figures/([\w-]+)/withdrawal", town.get(owner, "/recognition/figures").text)
    assert found, "the employer sees the figure it stated"
    town.refs["figure"] = found[1]


def _put_into_a_series(town: Town) -> None:
    editor = town.people["editor"]
    words = {"title_bg": "Хора на работа", "title_en": "People at work", "is_public": "on", "is_continued": "on"}
    town.post(editor, "/recognition/series", **words)
    found = re.search(r"/recognition/series/([0-9a-f-]{36})", town.get(editor, "/recognition/series").text)
    assert found, "the editor sees the series that was begun"
    town.refs |= {"series": found[1], "initiative": "people-at-work"}
    town.post(editor, f"/recognition/series/{found[1]}/issues", page="Седемте пещи")


def _open_the_awards(town: Town) -> None:
    editor, here = town.people["editor"], "/recognition/awards/2026"
    town.post(editor, "/recognition/awards", year="2026")
    town.post(editor, f"{here}/categories", name="Наставник", name_en="Mentor")
    found = re.search(r'name="category"[^>]*value="([0-9a-f-]{36})"', town.get(editor, here).text)
    assert found, "the editor sees the category that was added"
    reasons = {"employer": "Седемте пещи", "reasons": "Чака новите хора да се научат."}
    town.post(editor, f"{here}/nominations", category=found[1], **reasons)
    put = re.search(r"/nominations/([0-9a-f-]{36})/removal", town.get(editor, here).text)
    prize = {"employer": "Седемте пещи", "name": "Отличие", "giver": "Фондация", "year": "2025"}
    town.post(editor, "/recognition/prizes", **prize)
    recorded = re.search(r"/recognition/prizes/([0-9a-f-]{36})", town.get(editor, "/recognition/prizes").text)
    assert put, "the editor sees who was put forward"
    assert recorded, "the editor sees the prize"
    town.refs |= {"category": found[1], "nomination": put[1], "prize": recorded[1]}


def _pass_ninety_days(town: Town) -> None:
    day = datetime.timedelta(days=1)
    town.turn_to(START + 40 * day)
    answer(town, "hire 6", 30, "officer", "left", last_day=(START + 35 * day).isoformat(), reason="quit")
    town.turn_to(START + 92 * day)
    town.letter("/placements/answers")  # sent before the answers take back what waits
    for number in range(1, 6):
        answer(town, f"hire {number}", 90, "officer")
    answer(town, "their hire", 90, "stranger")
    town.refs["said"] = answer_of(town, "hire 1", "officer")
    town.refs["their said"] = answer_of(town, "their hire", "stranger")
    town.turn_to(datetime.date(2026, 7, 16))
    town.post(town.people["editor"], "/recognition/editions", number="2026-2")
    town.settle()


def _begin_a_second_round(town: Town) -> None:
    """Something open of each kind, for those who come after."""
    publish_vacancy(town, "owner", 4, "Пекар за неделя")
    publish_vacancy(town, "rival", 2, "Продавач за неделя")
    town.settle()
    refer(town, "open referral", "person 8", town.refs["vacancy of owner"], "officer")
    refer(town, "their open referral", "their person 2", town.refs["vacancy of rival"], "stranger")
    town.refs["permission"] = permission_of(town, "person 8", "officer")
    town.refs["their permission"] = permission_of(town, "their person 2", "stranger")
    board = town.get(town.visitor(), "/bg/employers").text
    for name in ("person 8", "their person 2"):
        town.refs[f"code of {name}"] = code_of(town, name)
    town.refs["answer link"] = town.letter("/placements/answers").rpartition("/")[2]
    town.refs["slug"] = re.findall(r'href="/bg/employers/([a-z0-9-]+)"', board)[0]
    town.settle()


def _look_after(town: Town) -> None:
    """A case in each office with a next step, a note and somebody who stands in."""
    for officer, lead, name, mark in (
        ("officer", "lead", "person 8", ""),
        ("stranger", "second lead", "their person 2", "their "),
    ):
        case = f"/intake/candidates/{town.refs[name]}/case"
        step = town.secret(f"wishes of {mark}person, next step of {name}", "Иска {}")
        town.post(town.people[officer], f"{case}/step", step=step, due="2026-07-21")
        text = town.secret(f"wishes of {mark}person, note of {name}", "Иска {}")
        town.post(town.people[officer], f"{case}/notes", text=text)
        found = re.search(r"/case/notes/([\w-]+)/removal", town.get(town.people[officer], case).text)
        assert found, "who wrote a note can remove it"
        town.refs[f"{mark}note"] = found[1]
        away = {"stands_in": town.refs[f"account of {lead}"], "begins": "2026-08-03", "ends": "2026-08-07"}
        town.post(town.people[officer], "/intake/cases/stand-ins", **away)
        page = town.get(town.people[officer], "/intake/cases/stand-ins").text
        found = re.search(r"/stand-ins/([\w-]+)/end", page)
        assert found, "who is away ends it"
        town.refs[f"{mark}stand-in"] = found[1]
