"""What the people of the town do: each by the form that does it, kept in the town under a name."""

import datetime
import re
from typing import Any

import sqlalchemy as sa

from tests.doors.browser import Browser
from tests.doors.town import PASSWORD, START, Town


def register_employer(town: Town, name: str, number: str, title: str, latin: str, headcount: int) -> Browser:
    browser = town.visitor()
    address = f"{name}-hr@{number}.example"
    town.private[f"address of {name}"] = address
    town.post(
        browser, "/intake/register", country="BG", national_id=number, name=title, name_en=latin, legal_form="ood",
        sector="C", town="Асеновград", founded=2004, trade_word="хлебозавод", trade_gender="m", headcount=headcount,
        contact_name=town.secret(f"contact of {name}", "{} Илиева"), contact_email=address,
        contact_phone=_phone(town, f"phone of {name}"), joined="true",
    )  # fmt: skip
    path = town.letter("/intake/confirm", town.confirmed)
    town.confirmed.add(path)
    town.refs["confirmation"] = path.rpartition("/")[2]
    town.get(browser, path)
    town.post(browser, path, password=PASSWORD)
    town.people[name] = town.signed_in(browser)
    town.refs[name] = town.actor(browser).employer
    return browser


def publish_vacancy(town: Town, name: str, openings: int, title: str = "Пекар, втора смяна") -> str:
    browser = town.people[name]
    path = town.post(
        browser, "/intake/vacancies", kind="job", title=title, contract="permanent", hours=40, town="Асеновград",
        description="Месене и печене на хляб във втора смяна. Обучаваме.", openings=openings, place="on-site",
    ).location  # fmt: skip
    town.post(browser, f"{path}/publication")
    town.refs[f"vacancy of {name}"] = path.rpartition("/")[2]
    return town.refs[f"vacancy of {name}"]


def _phone(town: Town, what: str) -> str:
    number = 1000000 + 7919 * len(town.private)
    town.private[what] = f"+359 87 {str(number)[:3]} {str(number)[3:]}"
    return town.private[what]


def open_file(town: Town, name: str, officer: str, born: datetime.date, **more: Any) -> str:
    """Quick start, notice, description, permission, ready. Returns the reference."""
    browser = town.people[officer]
    town.private[f"birth of {name}"] = born.isoformat()
    path = town.post(
        browser, "/intake/candidates", name=town.secret(f"name of {name}", "{} Карими"), born=born.isoformat(),
        phone=_phone(town, f"phone of {name}"), town="Пловдив", language="uk",
    ).location  # fmt: skip
    town.post(browser, f"{path}/notice", language="bg")
    town.post(
        browser, f"{path}/description", languages="bg:B1", right="unrestricted", right_seen_on=START.isoformat(),
        wishes=town.secret(f"wishes of {name}", "Иска {}"),
    )  # fmt: skip
    allowed = town.post(browser, f"{path}/permissions", scope="apply", reach="all", **more)
    assert allowed.location == path
    town.post(browser, f"{path}/readiness")
    town.refs[name] = path.rpartition("/")[2]
    return town.refs[name]


def permission_of(town: Town, name: str, officer: str) -> str:
    page = town.get(town.people[officer], f"/intake/candidates/{town.refs[name]}").text
    found = re.search(r"/permissions/([\w-]+)/withdrawal", page)
    assert found, "a live permission can be withdrawn from the file"
    return found[1]


def code_of(town: Town, name: str) -> str:
    table = town.runtime("intake").service.metadata.tables["candidate"]
    query = sa.select(table.c.case_code).where(table.c.id == town.refs[name])
    return str(town.runtime("intake").database.look(lambda s: s.scalar(query)))


def refer(town: Town, name: str, candidate: str, vacancy: str, officer: str) -> str:
    asked = {"candidate": town.refs[candidate], "vacancy": vacancy}
    path = town.post(town.people[officer], "/placements/referrals", **asked).location
    town.refs[name] = path.rpartition("/")[2]
    return town.refs[name]


def hire(town: Town, name: str, officer: str, start: datetime.date = START, **facts: Any) -> str:
    given = {"start": start.isoformat(), "contract": "permanent", "hours": 40, "pay": "yes", **facts}
    path = town.post(town.people[officer], "/placements/hires", **given).location
    town.refs[name] = path.rpartition("/")[2]
    return town.refs[name]


def answer(town: Town, hire: str, milestone: int, officer: str, answer: str = "at_work", **more: Any) -> None:
    path = f"/placements/hires/{town.refs[hire]}/follow-ups/{milestone}"
    town.post(town.people[officer], path, answer=answer, **more)


def answer_of(town: Town, hire: str, officer: str) -> str:
    page = town.get(town.people[officer], f"/placements/hires/{town.refs[hire]}").text
    found = re.search(r"/answers/([\w-]+)/correction", page)
    assert found, "an answer of the service can be corrected from the hire"
    return found[1]
