"""The ninety days in ninety seconds: a story through the pages of a running demonstration, its clock turned."""

import datetime
import email
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email import policy
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from services.sample import PASSWORD
from shared.clock import Clock
from shared.settings import Settings

Say = Callable[[str], None]
SECONDS = 90.0
PATIENCE = 20.0
OFFICER = "officer1@steadfast.example"
NUMBERS = range(500, 2000)
"""Company numbers of the story: a new employer each time it is played."""


class StoryStopped(Exception):
    """A step could not be done; the message says which and why."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Shows where a form led instead of going there."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Visitor:
    """Somebody with a browser: keeps cookies and sends each form with its token."""

    def __init__(self, url: str) -> None:
        self.url, self.token = url, ""
        self.browser = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor())
        self.browser.addheaders = [("Accept", "text/html"), ("Origin", url)]

    def get(self, path: str) -> str:
        status, _, text = self._ask(path, None)
        if status != 200:
            raise StoryStopped(f"{path} answered {status}")
        return text

    def post(self, path: str, **fields: str) -> str:
        """Send a form; returns where it led. Raises StoryStopped with what the page says is wrong."""
        status, led, text = self._ask(path, urlencode({"_csrf": self.token, **fields}).encode())
        if status != 303:
            summary = re.search(r"data-error-summary.*?</ul>", text, re.DOTALL)
            said = " ".join(re.sub(r"<[^>]+>", " ", summary.group()).split()) if summary else ""
            raise StoryStopped(f"{path} answered {status}: {said}")
        return led

    def sign_in(self, mailbox: str, password: str = PASSWORD) -> "Visitor":
        """Nothing happens where somebody is signed in already."""
        if self._ask("/intake/sign-in", None)[0] == 200:
            self.post("/intake/sign-in", email=mailbox, password=password)
        return self

    def _ask(self, path: str, body: bytes | None) -> tuple[int, str, str]:
        try:
            with self.browser.open(self.url + path, body, timeout=30) as answer:
                status, headers, raw = answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as answered:
            with answered:
                status, headers, raw = answered.code, answered.headers, answered.read()
        except OSError as error:
            raise StoryStopped(f"no demonstration answers at {self.url}: {error}") from None
        text = raw.decode()
        if found := re.search(r'name="_csrf" value="([^"]+)"', text):
            self.token = found.group(1)
        return status, headers.get("Location", ""), text


class Story:
    """Told day by day; `pause` seconds for each."""

    def __init__(self, settings: Settings, url: str, say: Say, *, fast: bool) -> None:
        self.url, self.say, self.data = url, say, settings.data
        self.clock = Clock(settings.clock_file or settings.data / "clock")
        self.pause = 0.0 if fast else SECONDS / 100
        self.first = self.clock.today()

    def tell(self) -> None:
        self.say(f"Day 0 is {self.first}. An employer comes in and registers itself.")
        officer = Visitor(self.url).sign_in(OFFICER)
        employer, vacancy = self._employer_comes(officer)
        candidate = self._person_comes(officer)
        hire = self._hired(officer, candidate, vacancy)
        for milestone in (30, 90):
            self._still_at_work(hire, milestone)
        employer.sign_in(self.mailbox)
        employer.get("/recognition/standing")
        self._look("the employer's standing, and what is still open", "/recognition/standing", self.mailbox)
        self.say(
            "The hire is settled thirty days later; one hire alone gives no mark. The board: "
            + f"{self.url}/bg/employers"
        )

    def _employer_comes(self, officer: Visitor) -> tuple[Visitor, str]:
        """The employer, verified, and its public vacancy."""
        employer, key = self._register()
        officer.get(f"/intake/employers/{key}")
        officer.post(f"/intake/employers/{key}/verification")
        self._look("an officer has verified it", f"/intake/employers/{key}", OFFICER)
        vacancy = self._publish(employer)
        self._look("its vacancy is public", f"/bg/vacancies/{vacancy}")
        return employer, vacancy

    def _person_comes(self, officer: Visitor) -> str:
        candidate = self._candidate(officer)
        self._look("a person is registered, permits, and is ready", f"/intake/candidates/{candidate}", OFFICER)
        return candidate

    def _hired(self, officer: Visitor, candidate: str, vacancy: str) -> str:
        """Referred on day 0, hired on day 3; the address of the hire."""
        referral = self._patiently(lambda: officer.post("/placements/referrals", candidate=candidate, vacancy=vacancy))
        self.pass_until(3)
        start, own = self.clock.today().isoformat(), referral.rsplit("/", 1)[1]
        officer.get("/placements/hires/new")
        facts = {"referral": own, "start": start, "contract": "permanent", "hours": "40", "pay": "yes"}
        hire = self._patiently(lambda: officer.post("/placements/hires", **facts))
        self._look("day 3: referred and hired", hire, OFFICER)
        self._look("how the hire travels between the services", "/demo/events")
        return hire

    def _still_at_work(self, hire: str, milestone: int) -> None:
        self.pass_until(3 + milestone)
        officer = Visitor(self.url).sign_in(OFFICER)
        officer.get(hire)
        officer.post(f"{hire}/follow-ups/{milestone}", answer="at_work")
        self._look(f"day {milestone} of the job: still at work, says the officer", "/placements/today", OFFICER)

    def pass_until(self, day: int) -> None:
        """Turn the clock day by day."""
        while (today := self.clock.today()) < self.first + datetime.timedelta(days=day):
            self.clock.turn_to(today + datetime.timedelta(days=1))
            time.sleep(self.pause)
        time.sleep(1.0)  # the timers of the new day look at the clock four times a second

    def _look(self, what: str, path: str, who: str = "") -> None:
        self.say(f"  {self.clock.today()}  {what}: {self.url}{path}" + (f"  (as {who})" if who else ""))

    def _register(self) -> tuple[Visitor, str]:
        employer = Visitor(self.url)
        for number in NUMBERS:
            self.mailbox = f"story{number}@steadfast.example"
            employer.get("/intake/register")
            try:
                employer.post("/intake/register", **self._facts(number))
                break
            except StoryStopped as stopped:
                if "422" not in str(stopped):
                    raise
        path = self._letter(self.mailbox)
        employer.get(path)
        employer.post(path, password=PASSWORD)
        employer.sign_in(self.mailbox)
        officer = Visitor(self.url).sign_in(OFFICER)
        page = officer.get("/intake/employers")
        names = rf"(?:Фурна №|Bakery No) {number}\b"
        found = re.search(rf'/intake/employers/([0-9a-f-]{{36}})"[^>]*>\s*{names}', page)
        if found is None:
            raise StoryStopped("the new employer is not in the officer's list")
        self._look("it waits to be verified", f"/intake/employers/{found.group(1)}", OFFICER)
        return employer, found.group(1)

    def _facts(self, number: int) -> dict[str, str]:
        from services.sample.employers import company_number

        return {
            "country": "BG", "national_id": company_number(number), "name": f"Фурна № {number}",
            "name_en": f"Bakery No {number}",
            "legal_form": "ood", "sector": "C", "town": "Пловдив", "founded": "2020", "trade_word": "фурна",
            "trade_gender": "f",
            "headcount": "12", "contact_name": "Ана Илиева", "contact_email": self.mailbox,
            "joined": "true",
        }  # fmt: skip

    def _letter(self, mailbox: str) -> str:
        """The link of the newest letter to this address."""

        def newest() -> str:
            folder: Path = self.data / "mail"
            for file in sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns, reverse=True):
                message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
                body = message.get_body(("plain",))
                found = (
                    re.search(r"/intake/confirm/[\w-]+", body.get_content())
                    if body and message["To"] == mailbox
                    else None
                )
                if found:
                    return found.group()
            raise StoryStopped(f"no letter to {mailbox} in {folder}")

        return self._patiently(newest)

    def _publish(self, employer: Visitor) -> str:
        employer.get("/intake/vacancies/new")
        path = employer.post(
            "/intake/vacancies", kind="job", title="Пекар", contract="permanent", hours="40", town="Пловдив",
            openings="1",
            place="on-site", description="Месене и печене на хляб в дневна смяна. Обучаваме на място.",
        )  # fmt: skip
        employer.get(path)
        employer.post(f"{path}/publication")
        return path.rsplit("/", 1)[1]

    def _candidate(self, officer: Visitor) -> str:
        officer.get("/intake/candidates/new")
        path = officer.post(
            "/intake/candidates", name="Амина Карими", born="1999-05-17", no_phone="true", town="Пловдив",
            language="fa",
            another="true",
        )  # fmt: skip
        officer.get(path)
        officer.post(f"{path}/notice", language="fa")
        today = self.clock.today().isoformat()
        officer.post(f"{path}/description", languages="bg:A2", right="unrestricted", right_seen_on=today)
        officer.post(f"{path}/permissions", scope="apply", reach="all")
        officer.post(f"{path}/readiness")
        officer.get("/placements/referrals")
        return path.rsplit("/", 1)[1]

    def _patiently(self, step: Callable[[], str]) -> str:
        """Events are on their way: try again for a while."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return step()
            except StoryStopped:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)


def play_story(settings: Settings, url: str, say: Say, *, fast: bool = False) -> None:
    """Play it in a running demonstration, printing what to look at. Raises StoryStopped."""
    Story(settings, url.rstrip("/"), say, fast=fast).tell()
