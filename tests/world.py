"""A world that speaks the domain: people who use the site's pages and forms, and days that pass."""

import datetime
import email
import email.policy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from shared import identity
from shared.clock import Clock
from tests.arrangements import Running
from tests.markup import Element
from tests.patience import Glances
from tests.person import PASSWORD, Person

__all__ = ["Person", "World"]

T = TypeVar("T")


class World:
    """The site of one arrangement, its clock, and what can happen in it."""

    def __init__(self, running: Running, clock: Clock) -> None:
        self.running, self.clock = running, clock
        self.people: list[Person] = []
        self.reader = Person(self)

    def __enter__(self) -> "World":
        return self

    def __exit__(self, *_: object) -> None:
        for person in self.people:
            person.client.close()

    @property
    def today(self) -> datetime.date:
        return self.clock.today()

    def pass_days(self, days: int) -> None:
        self.clock.turn_to(self.today + datetime.timedelta(days=days))

    def pass_until(self, day: datetime.date) -> None:
        self.clock.turn_to(day, 10)

    def eventually(self, what: Callable[[], T]) -> T:
        """Try until it holds: events are on their way. Raises the last failure when patience is over."""
        glances = Glances(0.05)
        while True:
            try:
                return what()
            except (AssertionError, KeyError, StopIteration):
                if glances.over:
                    raise
                glances.pause()

    def all_is_heard(self) -> None:
        """Wait until recognition has heard whatever anybody has told up to now: an edition is made of what was heard."""

        def heard() -> None:
            assert not self.running.unheard("recognition")

        self.eventually(heard)

    # -- accounts -------------------------------------------------------------------------------------------------

    def staff(self, email: str, role: str, organisation: str = "", town: str = "Пловдив") -> Person:
        """Invited from the command line, accepted on the page with a second factor, signed in by a printed code."""
        words = ["invite", email, "--role", role]
        words += ["--organisation", organisation, "--town", town] if organisation else []
        printed = self.running.command(*words)
        path = re.search(r"/intake/invitations/\S+", printed)
        assert path is not None, printed
        person = Person(self, email)
        person.get(path.group())
        person.post(path.group(), name="Рада Колева", password=PASSWORD)
        person.set_up_second_factor()
        again = Person(self, email)
        again.codes = person.codes
        return again.sign_in()

    def letter(self, about: str, to: str) -> str:
        """The local path in the newest letter to somebody that has one beginning with `about`."""

        def newest() -> str:
            for file in sorted(Path(self.running.data, "mail").glob("*.eml"), reverse=True):
                addressed, text = _letter(file)
                if to in addressed and (found := re.search(about + r"/[\w-]+", text)):
                    return found.group()
            raise AssertionError(f"no letter to {to} with {about}")

        return self.eventually(newest)

    # -- employers ------------------------------------------------------------------------------------------------

    def register_employer(self, email: str, number: str, **facts: Any) -> Person:
        """Registers itself, follows the mailed link, and is signed in; private until verified."""
        employer = Person(self, email)
        employer.get("/intake/register")
        given = {
            "country": "BG", "national_id": number, "name": "Седемте пещи", "name_en": "Sedemte Peshti",
            "legal_form": "ood", "sector": "C", "town": "Асеновград", "headcount": 25, "contact_name": "Ана Илиева",
            "contact_email": email, **facts,
        }  # fmt: skip
        employer.post("/intake/register", **given)
        path = self.letter("/intake/confirm", email)
        employer.get(path)
        employer.post(path, password=PASSWORD)
        own = f"/intake/employers/{identity.employer_id('BG', number)}"
        public = {name: given[name] for name in ("name", "name_en", "legal_form", "sector", "town")}
        employer.get(f"{own}/facts")
        employer.post(f"{own}/facts", **public, founded=2004, trade_word="хлебозавод")
        employer.post(f"{own}/listing")
        employer.get("/intake/employer")
        return employer

    def employer_id(self, officer: Person, name: str) -> str:
        def found() -> str:
            link = officer.get("/intake/employers").find("a", string=re.compile(name))
            assert link is not None, name
            return str(link["href"]).rsplit("/", 1)[1]

        return self.eventually(found)

    def verify(self, officer: Person, employer: str) -> None:
        officer.get(f"/intake/employers/{employer}")
        officer.post(f"/intake/employers/{employer}/verification")

    def confirm_practice(self, officer: Person, employer: str, practice: str) -> None:
        officer.post(f"/intake/employers/{employer}/practices", practice=practice)

    def publish_vacancy(self, employer: Person, **facts: Any) -> str:
        employer.get("/intake/vacancies/new")
        given = {
            "kind": "job", "title": "Пекар, втора смяна", "contract": "permanent", "hours": 40, "town": "Асеновград",
            "description": "Месене и печене на хляб във втора смяна. Обучаваме на място.", "openings": 6, "place": "on-site",
        }  # fmt: skip
        path = employer.post("/intake/vacancies", **{**given, **facts})
        vacancy = path.rsplit("/", 1)[1]
        employer.get(path)
        employer.post(f"/intake/vacancies/{vacancy}/publication")
        return vacancy

    # -- candidates -----------------------------------------------------------------------------------------------

    def ready_candidate(self, officer: Person, name: str, born: str = "1999-05-17") -> str:
        """Quick start, notice, permission to apply, right to work, ready. Returns the candidate's reference."""
        officer.ready_to_send("/intake/candidates/new")
        path = officer.post("/intake/candidates", name=name, born=born, no_phone="true", town="Пловдив", language="bg")
        officer.post(f"{path}/notice", language="bg")
        officer.post(
            f"{path}/description", languages="bg:B1", right="unrestricted", right_seen_on=self.today.isoformat()
        )
        officer.post(f"{path}/permissions", scope="apply", reach="all")
        officer.post(f"{path}/readiness")
        return path.rsplit("/", 1)[1]

    # -- hires ----------------------------------------------------------------------------------------------------

    def refer(self, officer: Person, candidate: str, vacancy: str) -> str:
        officer.ready_to_send("/placements/referrals")
        path = self.eventually(lambda: officer.post("/placements/referrals", candidate=candidate, vacancy=vacancy))
        return path.rsplit("/", 1)[1]

    def hire(self, officer: Person, **facts: Any) -> str:
        officer.ready_to_send("/placements/hires/new")
        given = {"start": self.today.isoformat(), "contract": "permanent", "hours": 40, "pay": "yes"}
        path = self.eventually(lambda: officer.post("/placements/hires", **{**given, **facts}))
        return path.rsplit("/", 1)[1]

    def answer(self, officer: Person, placement: str, milestone: int, answer: str = "at_work", **more: Any) -> None:
        officer.ready_to_send(f"/placements/hires/{placement}")
        officer.post(f"/placements/hires/{placement}/follow-ups/{milestone}", answer=answer, **more)

    def correct_hire(self, officer: Person, placement: str, **terms: Any) -> None:
        """The form as it stands, with these terms put right."""
        path = f"/placements/hires/{placement}/correction"
        form = officer.get(path).find("form", action=path)
        assert form is not None
        officer.post(path, **{**filled_in(form), **terms})

    def void_hire(self, officer: Person, placement: str, reason: str = "recorded_twice") -> None:
        officer.send(f"/placements/hires/{placement}/void", "/void$", reason=reason)

    # -- recognition ----------------------------------------------------------------------------------------------

    def standing(self, employer: Person) -> str:
        return employer.get("/recognition/standing").get_text(" ", strip=True)

    def numbers(self, officer: Person, employer: str, as_of: datetime.date) -> dict[str, int]:
        """R, L, E, M, K of a day, as the standing page says them to those inside."""
        text = officer.text(f"/recognition/standings/{employer}?as_of={as_of}&known_at={as_of}")
        return {letter: int(number) for letter, number in re.findall(r"\b([RLEMK]) (\d+)\b", text)}

    def interview(self, employer: Person, editor: Person, words: str) -> None:
        """The employer answers one question and sends it; an editor approves the words that stand on the runtime."""
        path = "/recognition/interview/activity"
        employer.get(path)
        employer.post(path, text=words, language="bg", speaker="owner", send="true")
        desk = editor.get("/recognition/desk")
        editor.send(desk.select_one("a[href^='/recognition/answers/']")["href"], "/recognition/answers/.*/approval")

    def publish_edition(self, editor: Person, number: str) -> None:
        editor.get("/recognition/desk")
        editor.post("/recognition/editions", number=number)

    def board(self, number: str = "") -> dict[str, Any]:
        """The board as data; with a number, once that edition is the one served."""
        answer = self.reader.client.get("/data/board.json")
        assert answer.status_code == 200, answer.text
        board: dict[str, Any] = answer.json()
        assert not number or board["edition"]["number"] == number, board["edition"]["number"]
        return board


def filled_in(form: Element) -> dict[str, str]:
    """What a browser would send if nobody typed anything."""
    found: dict[str, str] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        kind, name = str(field.get("type", "")), str(field["name"])
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            found[name] = str(chosen["value"]) if chosen is not None else ""
        elif kind not in ("checkbox", "radio") or field.has_attr("checked"):
            found[name] = field.get_text() if field.name == "textarea" else str(field.get("value", "true"))
    return found


def _letter(file: Path) -> tuple[str, str]:
    """To whom, and the text."""
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    return str(message["To"]), body.get_content() if body else ""
