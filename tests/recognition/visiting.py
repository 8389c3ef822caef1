"""Who visits recognition's pages, and what is approved there."""

from typing import Any

import pytest

from tests.markup import Element
from tests.recognition.conftest import Reader

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
"""For what does not depend on the database."""


def number(text: str) -> float:
    return float(text.replace(",", "."))


def to_read(editor: Reader) -> list[Element]:
    """Each answer that waits, on the page where an editor reads it in its article; the oldest first."""
    links = editor.page("/recognition/desk").select("a[href^='/recognition/answers/']")
    return [editor.page(link["href"]) for link in links]


def waiting(editor: Reader) -> list[Element]:
    """The desk, and each answer that waits there."""
    return [editor.page("/recognition/desk"), *to_read(editor)]


def approve(owner: Reader, editor: Reader, question: Any, text: str) -> Any:
    fields = {"text": text, "language": "bg", "speaker": "manager", "send": "on"}
    assert owner.post(f"/recognition/interview/{question}", **fields).status_code == 303
    form = to_read(editor)[0].select_one("form[action$='/approval']")
    hidden = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "_csrf"}
    return editor.post(form["action"], **hidden)
