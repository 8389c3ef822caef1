"""Whoever changes a thing from a prefilled form is told what others changed meanwhile: every such form says what it saw."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from services.routes import SERVICES, routes
from tests.house.code import ROOT

TEMPLATES = ROOT / "web/templates"
FORM = re.compile(r"\{% call ui\.form\((.*?)\) %\}(.*?)\{% endcall %\}", re.S)
VALUE = re.compile(r"value=([^,)\n]+)")
FOLD = re.compile(r"\{%-? call ui\.(?:details|notice)\(.*?\) -?%\}(.*?)\{%-? endcall %\}", re.S)
PLAIN = re.compile(r'"[^"]*"|[\d.]+|\[[^\]]*\]|none|true|false|today \| iso|this_year|values\b.*')
NOT_AN_EDIT = {
    '"/intake/account/telephone"': "one's own, and nobody else's",
    '"/intake/account/language"': "one's own, and nobody else's",
    '"/intake/invitations/" ~ token': "an account begins, in the language of its letter",
    '"/intake/candidates/" ~ candidate.id ~ "/notice"': "what happened today, in a likely language",
    'here ~ "/renewal"': "an answer, begun with the employer's; a second one is refused in words",
    'here ~ "/ballots/" ~ one.id': "one's own vote",
    'here ~ "/winners/" ~ one.id': "decided once: a second one is refused in words",
    'here ~ "/nominations"': "begins something",
    '"/intake/register"': "begins something",
    '"/intake/cases/load/handover"': "whose cases was chosen on the way here; nothing is filled in of what is on file",
    '"/intake/cases/stand-ins"': "begins something, today by default",
    'here ~ "/step"': "carries its own mark of the next step that was seen: another's is shown, and nothing typed is lost",
    '"/intake/candidates" ~ ("?then=hire" if then else "")': "begins something",
    'here ~ "/readiness" ~ ("?then=hire" if then else "")': "adds what is missing, and asks for nothing that is there",
}
"""Forms with something in them that change nothing which somebody else may be changing."""


class Drawn(NamedTuple):
    """A form as its template writes it."""

    where: str
    action: str
    says: bool
    """Whether it carries what it said when it was opened."""
    filled: bool


def forms() -> Iterator[Drawn]:
    for file in sorted(TEMPLATES.rglob("*.html")):
        if file.name in ("components.html", "_components.html"):
            continue
        text = FOLD.sub(lambda found: found[1] if "ui.field" in found[1] else "", file.read_text())
        for about, inside in FORM.findall(text):
            if 'method="get"' not in about:
                action = re.split(r", (?:summary|edits|target|id|kind|swap)=", about)[0].strip()
                yield Drawn(file.relative_to(TEMPLATES).as_posix(), action, "edits=" in about, is_filled(inside, file))


def is_filled(inside: str, file: Path) -> bool:
    """Whether a field, here or in a part or a macro that it draws, has a value from what is on file."""
    for name in re.findall(r'include "([^"]+)"', inside):
        inside += (TEMPLATES / name).read_text()
    for name in re.findall(r"\{\{ (\w+)\(", inside):
        inside += "".join(re.findall(rf"\{{% macro {name}\(.*?endmacro %\}}", file.read_text(), re.S))
    inside = re.sub(r"<(?:input|button|option)\b[^>]*>", "", inside)
    return any(not PLAIN.fullmatch(value.strip()) for value in VALUE.findall(inside))


def addresses(action: str) -> re.Pattern[str]:
    """What the action of a template may be: what it puts together of words that are not known is anything."""
    first = action.partition(" if ")[0]
    parts = [part.strip() for part in first.split("~")]
    known = [re.escape(part[1:-1]) if part.startswith('"') else "[^?]*" for part in parts]
    return re.compile("".join(known))


FORMS = list(forms())
EDITS = {command for service in SERVICES for command in service.edits}
ASKING = {route.path: route.command for route in routes() if route.method == "POST"}


def test_every_form_that_is_filled_with_what_is_on_file_says_what_it_saw() -> None:
    assert len(FORMS) > 60
    silent = {one.action: one.where for one in FORMS if one.filled and not one.says}
    assert {action: where for action, where in silent.items() if action not in NOT_AN_EDIT} == {}
    assert NOT_AN_EDIT.keys() - silent.keys() == set(), "strike it out: it is no exception any more"


@pytest.mark.parametrize("form", [one for one in FORMS if one.says], ids=lambda one: one.action)
def test_a_form_that_says_what_it_saw_asks_a_command_that_compares(form: Drawn) -> None:
    fits = [
        command for path, command in ASKING.items() if addresses(form.action).fullmatch(re.sub(r"\{.*?\}", "x", path))
    ]
    assert EDITS & set(fits), form


@pytest.mark.parametrize("command", sorted(EDITS, key=str), ids=lambda each: each.__name__)
def test_a_command_that_compares_is_asked_by_a_form_that_says_what_it_saw(command: type) -> None:
    own = [re.sub(r"\{.*?\}", "x", path) for path, each in ASKING.items() if each is command]
    assert [one for one in FORMS if one.says and any(addresses(one.action).fullmatch(path) for path in own)]
