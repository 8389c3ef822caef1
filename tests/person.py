"""Somebody with a browser: keeps cookies, follows no redirect by itself, sends each form with its token."""

import re
from typing import TYPE_CHECKING, Any

import httpx
import pyotp

from tests.arrangements import NO_TLS
from tests.markup import Element, parsed
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from tests.world import World

PASSWORD = "a long pass phrase of ours"


class Person:
    """A browser without a script; signed in once `sign_in` was called."""

    def __init__(self, world: "World", email: str = "") -> None:
        self.world, self.email = world, email
        headers = {"Accept": "text/html", "Origin": world.running.url}
        self.client = httpx.Client(base_url=world.running.url, headers=headers, timeout=PATIENCE, verify=NO_TLS)
        self.token = ""
        self.codes: list[str] = []
        """Printed codes that replace the second factor, one time each."""
        world.people.append(self)

    def get(self, path: str, expect: int = 200) -> Element:
        answer = self.client.get(path)
        assert answer.status_code == expect, f"GET {path}: {answer.status_code}\n{answer.text[:2000]}"
        page = parsed(answer.text)
        if (field := page.find("input", attrs={"name": "_csrf"})) is not None:
            self.token = str(field["value"])
        return page

    def ready_to_send(self, path: str) -> None:
        """Open the page of a form, unless one was opened in this visit: the token is the visit's own."""
        if not self.token:
            self.get(path)

    def text(self, path: str, expect: int = 200) -> str:
        """What stands on a page between its head and its foot."""
        page = self.get(path, expect)
        return " ".join((page.find("main") or page).get_text(" ").split())

    def post(self, path: str, expect: int = 303, **fields: Any) -> str:
        """Send a form; returns where it led."""
        data = {"_csrf": self.token, **{name: value for name, value in fields.items() if value is not None}}
        answer = self.client.post(path, data=data)
        page = parsed(answer.text)
        summary = page.find(attrs={"data-error-summary": True})
        problem = summary.get_text(" ", strip=True) if summary else answer.text[:800]
        assert answer.status_code == expect, f"POST {path}: {answer.status_code}: {problem}"
        return str(answer.headers.get("location", ""))

    def send(self, path: str, action: str, **fields: Any) -> str:
        """Fill in the form of a page whose address fits `action`, as it stands there, and send it."""
        forms = [form for form in self.get(path).select("form[method=post]") if re.search(action, str(form["action"]))]
        assert forms, f"no form for {action} on {path}"
        form = forms[0]
        standing = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[type=hidden]")}
        return self.post(str(form["action"]), **{**standing, **fields})

    def sign_in(self) -> "Person":
        self.get("/intake/sign-in")
        led = self.post("/intake/sign-in", email=self.email, password=PASSWORD)
        if led.startswith("/intake/second-factor"):
            self.get(led)
            self.post("/intake/second-factor", code=self.codes.pop())
        return self

    def set_up_second_factor(self) -> None:
        """With an app, as the page asks a new colleague to, or an employer's contact; keeps the printed codes."""
        page = self.get("/intake/second-factor/new")
        sealed = page.find("input", attrs={"name": "sealed"})
        key = page.find("code")
        assert sealed is not None
        assert key is not None
        code = pyotp.TOTP(key.get_text().replace(" ", "")).now()
        data = {"_csrf": self.token, "sealed": str(sealed["value"]), "code": code, "current_password": PASSWORD}
        answer = self.client.post("/intake/second-factor/new", data=data)
        assert answer.status_code == 200, answer.text[:2000]
        self.codes = [code.get_text() for code in parsed(answer.text).select(".codes code")]
        assert len(self.codes) == 10
