"""Every text people read has its Bulgarian."""

import ast
import importlib
import pkgutil
from ast import Call
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2.ext import babel_extract

from shared.languages import FRAME, SITE
from tests.catalogues import catalogue
from tests.house.code import NAMES, ROOT, place, sources, tree
from tests.house.public_texts import OPTIONS, texts

TEMPLATES = ROOT / "web" / "templates"
BULGARIAN = ROOT / "web" / "locale" / "bg"
# Calls that carry a text, and at which place.
AT = {"Refused": 1, "Message": 0, "Flash": 0, "see_other": 1, "Link": 1, "Mistake": 0}


def of_template(file: Path) -> Iterator[tuple[str, str]]:
    with file.open("rb") as source:
        for line, _, text, _ in babel_extract(source, ("_", "gettext", "ngettext"), (), OPTIONS):
            for one in (text,) if isinstance(text, str) else text or ():
                if one:
                    yield one, f"{file.relative_to(ROOT)}:{line}"


def of_python(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            for one in texts_of_call(node):
                yield one, place(file, node)


def texts_of_call(call: Call) -> Iterator[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name in AT and len(call.args) > AT[name]:
        yield from constants(call.args[AT[name]])
    for keyword in call.keywords:
        if keyword.arg == "flash":
            yield from constants(keyword.value)
        if keyword.arg == "extra" and isinstance(keyword.value, ast.Dict):
            for value in keyword.value.values:
                yield from constants(value)


def constants(node: Any) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if " " in node.value.strip() or node.value[:1].isupper():
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def of_forms() -> Iterator[tuple[str, str]]:
    """The mistakes that web/form.py names, as its constants."""
    from web import form

    for name, value in vars(form).items():
        if name.isupper() and isinstance(value, str) and " " in value and name != "SEEN":
            yield value, "web/form.py"


def of_readers() -> Iterator[tuple[str, str]]:
    """What the readers of typed text say, as the constants of their modules."""
    from shared import readers

    for found in pkgutil.iter_modules(readers.__path__):
        module = importlib.import_module(f"shared.readers.{found.name}")
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, str) and "%(" in value:
                yield value, f"shared/readers/{found.name}.py"


@cache
def used() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]):
        found.update(of_template(file))
    for file in sources("services", "shared", "web"):
        found.update(of_python(file))
    found.update(of_forms())
    found.update(of_readers())
    return found


@cache
def translated() -> dict[str, str]:
    known = {}
    for file in sorted(BULGARIAN.glob("*.po")):
        for message in catalogue(file, "bg"):
            if message.id:
                ids = (message.id,) if isinstance(message.id, str) else message.id
                texts = (message.string,) if isinstance(message.string, str) else message.string
                if texts and all(texts) and not message.fuzzy:
                    known.update(dict.fromkeys(ids, file.name))
    return known


@pytest.mark.parametrize("lang", [lang for lang in FRAME if lang not in SITE])
def test_every_text_of_a_public_page_is_in_each_language_that_anybody_reads(lang: str) -> None:
    known = {
        (message.context or "", (message.id if isinstance(message.id, tuple) else (message.id,))[:1])
        for file in (ROOT / "web" / "locale" / lang).glob("*.po")
        for message in catalogue(file, lang)
        if message.id and message.string and not message.fuzzy
    }
    missing = [
        f"{where}: {text[0]!r}" for (context, text), where in texts().items() if (context, text[:1]) not in known
    ]
    assert not missing, "\n" + "\n".join(sorted(missing))


def room(where: str) -> str:
    parts = where.split("/")
    return next((name for name in NAMES if name in parts[:3]), "site")


def test_texts_are_found_in_templates_rules_and_forms() -> None:
    places = {where.split(":")[0].rpartition(".")[2] for where in used().values()}
    assert places == {"html", "txt", "py"}
    assert len(used()) > 100


@pytest.mark.parametrize("name", [*NAMES, "site"])
def test_every_text_has_its_bulgarian(name: str) -> None:
    known = translated()
    missing = [f"{where}: {text!r}" for text, where in used().items() if room(where) == name and text not in known]
    assert not missing, "\n" + "\n".join(sorted(missing))


@pytest.mark.parametrize("name", [*NAMES, "site"])
def test_a_catalogue_has_nothing_half_done(name: str) -> None:
    rest = catalogue(BULGARIAN / f"{name}.po", "bg")
    empty = [message.id for message in rest if message.id and (message.fuzzy or not message.string)]
    assert empty == []
