# ruff: noqa: E501
"""A seeded corpus of requests nobody of good will would send: every route, as somebody who may use it, with harm in every place."""

import json
import random
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec import inspect

from services.routes import Route
from tests.doors.browser import encoded
from tests.doors.harm import DATES, HEADERS, JSON_VALUES, KINDS, MARK, MARKUP, NUMBERS, QUERY, STRINGS, VALUES
from tests.doors.places import asked_for, routes
from tests.doors.town import START, Town

PARAMETERS = {"milestone": ("90", "30", "0", "-90", "9" * 30, "91", "999999999999999999999999999999")}
SLOW = ("/intake/sign-in", "/intake/register", "/intake/invitations/", "/intake/confirm/")
"""Pages behind which a password is hashed, slow by intent: fewer of these."""
ENDS_THE_SESSION = (
    "/intake/sign-out", "/intake/my-data/sign-out", "/intake/colleagues/{account:str}/closing", "/intake/colleagues/{account:str}/roles", "/intake/account",
    "/intake/second-factor",
)  # fmt: skip
"""Pages after which the sender may be signed out: sent by somebody whose session nobody needs afterwards."""


@dataclass
class Hostile:
    """One request and who sends it."""

    route: Route
    who: str
    method: str
    path: str
    body: bytes = b""
    kind: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.who}: {self.method} {self.path[:300]} {self.kind[:60]} {self.headers!r:.200} {self.body[:400]!r}"


class Corpus:
    """The same requests for the same seed and the same routes."""

    def __init__(self, town: Town, seed: int, each: int) -> None:
        self.town, self.random, self.each = town, random.Random(seed), each
        self.routes = [route for route in routes() if "/static/" not in route.path]

    def __iter__(self) -> Iterator[Hostile]:
        for number in range(self.each):
            for route in self.routes:
                if number >= 6 and route.method == "POST" and route.path.startswith(SLOW):
                    continue
                yield self._one(route)

    def _one(self, route: Route) -> Hostile:
        who = self._who(route)
        made = Hostile(route, who, route.method, self._path(route, who))
        if route.method in ("POST", "PUT", "PATCH", "DELETE"):
            self._fill(made)
        if self._chance(0.5 if route.method == "GET" else 0.15):
            made.path += "?" + self._query()
        for name in self.random.sample(HEADERS, self.random.choice((0, 0, 1, 3))):
            made.headers[name] = "".join(sign for sign in self._value() if sign not in "\r\n\0")[:2000]
        if self._chance(0.03):
            made.method = self.random.choice(("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get"))
        return made

    def _who(self, route: Route) -> str:
        if route.path.startswith(ENDS_THE_SESSION):
            return "passer-by"
        by_role = {
            "officer": "officer",
            "lead": "lead",
            "employer": "owner",
            "editor": "editor",
            "administrator": "administrator",
            "auditor": "auditor",
            "candidate": "person",
        }
        able = [by_role[role] for role in route.policy.roles if role in by_role] or ["visitor", "officer", "owner"]
        return self.random.choice(able)

    def _path(self, route: Route, who: str) -> str:
        return "/".join(self._part(part, route, who) for part in route.path.split("/"))

    def _part(self, part: str, route: Route, who: str) -> str:
        if not part.startswith("{"):
            return part
        name = part[1:-1].partition(":")[0]
        if name in PARAMETERS and self._chance(0.9):
            return self.random.choice(PARAMETERS[name]) if self._chance(0.5) else PARAMETERS[name][0]
        if self._chance(0.25):
            return self._value().replace("/", "").replace("?", "")[:1500] or "-"
        return self._reference(name, route)

    def _reference(self, name: str, route: Route) -> str:
        refs = self.town.refs
        if name == "employer" and route.path.endswith(("/closing", "/suspensions", "/refusal")):
            return refs["hidden"]
        known = {
            "candidate": ("person 1", "person 8", "minor", "their person 1"), "employer": ("owner", "rival", "hidden"), "entity": ("owner", "rival"), "group": ("owner", "rival"),
            "vacancy": ("vacancy of owner", "vacancy of rival", "vacancy of hidden"), "placement": ("hire 1", "hire 2", "hire 6", "their hire"),
            "referral": ("open referral", "refused", "their open referral"), "permission": ("permission", "their permission"),
            "answer": ("answer",), "series": ("series",), "category": ("category",), "nomination": ("nomination",), "prize": ("prize",), "initiative": ("initiative",), "figure": ("figure",), "slug": ("slug",), "code": ("code of person 8", "code of their person 2"), "note": ("note", "their note"), "stand_in": ("stand-in", "their stand-in"), "token": ("invitation", "confirmation", "reset"),
        }  # fmt: skip
        plain = {
            "number": ("2026-2", "2026-3", "2026-2.1", "2026-2.json"),
            "question": ("hiring", "decision"),
            "kind": ("figure", "commitment"),
            "practice": ("mentor", "skills"),
            "edition": ("2026-2", "2026-3"),
            "file": tuple(
                refs["slug"] + end for end in ((".svg",) if route.path.startswith("/badge") else ("", ".pdf"))
            ),
            "lang": ("bg", "lv"),
            "size": ("large", "small"),
            "year": ("2026",),
            "scheme": ("light", "dark"),
        }
        if route.path.startswith("/placements/answers/"):
            return refs["answer link"]
        if name in known:
            return refs[self.random.choice(known[name])]
        return self.random.choice(plain.get(name, ("x", "y")))

    def _query(self) -> str:
        names = self.random.sample(QUERY, self.random.choice((1, 1, 2, 5)))
        query = "&".join(f"{urllib.parse.quote(name)}={self._quoted(self._value())}" for name in names)
        return query[:3900] if self._chance(0.97) else query + "&x" * 300

    def _quoted(self, text: str) -> str:
        return (
            urllib.parse.quote(text, errors="surrogatepass")
            if self._chance(0.95)
            else urllib.parse.quote_from_bytes(bytes(self.random.randbytes(9)))
        )

    # -- bodies -------------------------------------------------------------------------------------------------------

    def _fill(self, made: Hostile) -> None:
        browser = self.browser(made.who)
        made.headers["x-form-token"] = browser.token
        fields = self._fields(made.route)
        harm = (
            self.random.randrange(1, max(2, len(fields) + 1)) if self._chance(0.3) else self.random.choice((0, 1, 1, 2))
        )
        for name in self.random.sample(sorted(fields), min(harm, len(fields))):
            fields[name] = self._value()
        if self._chance(0.1):
            fields[self._value()[:60]] = self._value()
        kind = self.random.random()
        if kind < 0.55:
            made.body, made.kind = encoded({"_csrf": browser.token, **fields}), "application/x-www-form-urlencoded"
        elif kind < 0.8:
            made.body, made.kind = self._json(made.route, fields), "application/json"
        elif kind < 0.9:
            made.body, made.kind = self._multipart(fields), "multipart/form-data; boundary=b"
        else:
            made.body, made.kind = (
                self.random.choice((encoded(fields), self._json(made.route, fields), self.random.randbytes(200))),
                self.random.choice(KINDS),
            )

    def _json(self, route: Route, fields: dict[str, Any]) -> bytes:
        for name in fields:
            if self._chance(0.2):
                fields[name] = self.random.choice(JSON_VALUES)
        body = json.dumps(fields).encode()
        return (
            body
            if self._chance(0.9)
            else self.random.choice(
                (body[:-1], body + b"x", b"[" * 3000, b"\xff" + body, body.replace(b'"', b"'"), b"null", b"")
            )
        )

    def _multipart(self, fields: dict[str, Any]) -> bytes:
        parts = []
        for name, value in fields.items():
            texts = value if isinstance(value, list) else [value]
            for text in texts:
                file = f'; filename="{MARK}.svg"' if self._chance(0.05) else ""
                kind = self.random.choice(
                    (
                        "",
                        "",
                        "\r\nContent-Type: text/plain; charset=klingon",
                        "\r\nContent-Type: text/plain; charset=utf-16",
                    )
                )
                head = f'--b\r\nContent-Disposition: form-data; name="{name}"{file}{kind if self._chance(0.1) else ""}\r\n\r\n'
                parts.append(
                    head.encode("utf-8", "surrogatepass") + str(text).encode("utf-8", "surrogatepass") + b"\r\n"
                )
        return b"".join(parts) + (b"--b--\r\n" if self._chance(0.9) else b"")

    def _fields(self, route: Route) -> dict[str, Any]:
        """A body that would do, as far as the types tell."""
        found: dict[str, Any] = {}
        for one in asked_for(route.method, route.path):
            if one.required or self._chance(0.4):
                found[one.name] = self._fitting(one.type, one.name)
        return found

    def _fitting(self, kind: Any, name: str) -> Any:
        while isinstance(kind, inspect.Metadata):
            kind = kind.type
        if isinstance(kind, inspect.UnionType):
            return self._fitting(next(one for one in kind.types if not isinstance(one, inspect.NoneType)), name)
        if isinstance(kind, inspect.LiteralType):
            return str(self.random.choice(kind.values))
        if isinstance(kind, inspect.ListType | inspect.VarTupleType | inspect.SetType | inspect.FrozenSetType):
            return [self._fitting(kind.item_type, name)]
        if isinstance(kind, inspect.BoolType):
            return self.random.choice(("true", "false"))
        if isinstance(kind, inspect.DateType):
            return START.isoformat()
        if isinstance(kind, inspect.IntType | inspect.DecimalType | inspect.FloatType):
            return str(kind.ge or 40) if isinstance(kind, inspect.IntType) else "1200"
        return self._text(name)

    def _text(self, name: str) -> str:
        refs = self.town.refs
        known = {
            "email": "somebody@place.example", "contact_email": "somebody@place.example", "contact_phone": "+359 88 123 4567", "phone": "+359 88 123 4567",
            "national_id": "131071587", "company_number": "131071587", "country": "BG", "name_en": "Some Firm", "website": "https://example.org", "number": "2026-2",
            "candidate": refs["person 8"], "vacancy": refs["vacancy of owner"], "employer": refs["owner"], "referral": refs["open referral"],
            "organisation": refs["organisation"], "cases": refs["person 8"], "to": refs["account of lead"], "of": refs["account of officer"], "stands_in": refs["account of lead"], "description": "Работа в пекарна на две смени, обучаваме.", "group": refs["owner"],
        }  # fmt: skip
        return known.get(name, "Някакъв текст от хора")

    def browser(self, who: str) -> Any:
        return self.town.people[who]

    def _value(self) -> str:
        return self.random.choice(self.random.choice((MARKUP, STRINGS, VALUES, NUMBERS, DATES)))

    def _chance(self, part: float) -> bool:
        return self.random.random() < part
