"""Who visits recognition's pages, and what is approved there."""

from typing import Any

import pytest

from tests.recognition.conftest import Reader

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
"""For what does not depend on the database."""


def number(text: str) -> float:
    return float(text.replace(",", "."))


def approve(owner: Reader, editor: Reader, question: Any, text: str) -> Any:
    fields = {"text": text, "language": "bg", "speaker": "manager", "send": "on"}
    assert owner.post(f"/recognition/interview/{question}", **fields).status_code == 303
    form = editor.page("/recognition/desk").select_one("form[action$='/approval']")
    hidden = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "_csrf"}
    return editor.post(form["action"], **hidden)
