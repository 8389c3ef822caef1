"""One word, one thing: a class name stands once in a service, and the house's old private words do not come back."""

import ast
import io
import re
import tokenize
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from tests.house.code import NAMES, place, sources, tree

# The old word as a whole name, and what is said instead (CONTRIBUTING, "Words").
GONE = {
    "Desk": "Runtime (`desk` is the editors' subject)",
    "Outer": "security middleware",
    "Front": "page cache",
    "admit": "guard",
    "know_[a-z_]+": "project_",
    "hear_[a-z_]+": "project_",
    "MORNING": "DAILY",
    "errands?": "worker",
    "tray": "mail queue",
    "stones?": "tombstone",
    "turn_over": "invalidate",
    "Afresh": "shadow projection",
    "Beside": "shadow runtime",
    "Stopped": "fixed clock",
    r"extra\[": "tools",
    "one_tap": "followups",
    "beside": "cross-field rules",
}
OF_A_MODULE = {
    "as asked": "command, or the tables of a subject by their name",
    "def asked": "question, or what it reads",
    "as told": "statements",
    "def told": "what it gives: published, facts, the event",
    "as wish": "data-subject request",
}
"""Old only as an alias or a function; `wish` is a published operation and the field of its command, and stays there."""
OLD = re.compile("|".join(f"(?:_?{word})" for word in GONE))


@pytest.mark.parametrize("name", NAMES)
def test_a_class_name_stands_once_in_a_service(name: str) -> None:
    found = defaultdict(list)
    for file in sources(f"services/{name}"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(place(file, node))
    assert len(found) > 10
    assert {each: places for each, places in found.items() if len(places) > 1} == {}, (
        "name the less central by its role"
    )


def test_words_that_only_this_house_understood_do_not_come_back() -> None:
    found = [each for file in sources("services", "shared", "web") for each in old_words(file)]
    assert found == [], "say the word of the field: see GONE"


@pytest.mark.parametrize(
    "line",
    [
        "class Desk: ...",
        "def know_hires(): ...",
        "sealer = tx.extra['sealer']",
        "MORNING = ()",
        "_turn_over()",
        "import answers as one_tap",
        "def _told(): ...",
        "import tables as asked",
        "def _asked(): ...",
        "import requests as wish",
    ],
)
def test_an_old_word_is_seen(line: str, tmp_path: Path) -> None:
    (tmp_path / "file.py").write_text(line)
    assert len(old_words(tmp_path / "file.py")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "from services.recognition import desk",
        "unknown_people = 1",
        "'Desk, admit'",
        "Desks = 1",
        "asked_on = 1",
        "command.wish",
    ],
)
def test_what_only_resembles_an_old_word_may_stay(line: str, tmp_path: Path) -> None:
    (tmp_path / "file.py").write_text(line)
    assert old_words(tmp_path / "file.py") == []


def old_words(file: Path) -> list[str]:
    """The names of this file that are old words, texts and comments left out, each with its place."""
    tokens = list(tokenize.generate_tokens(io.StringIO(file.read_text()).readline))
    found = []
    for one, after in pairwise(tokens):
        word = one.string + ("[" if after.string == "[" and one.string == "extra" else "")
        named = f"{one.string} {after.string.lstrip('_')}"
        if one.type == tokenize.NAME and (OLD.fullmatch(word) or named in OF_A_MODULE):
            found.append(f"{file}:{one.start[0]} {word}")
    return found
