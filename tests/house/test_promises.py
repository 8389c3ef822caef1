"""A sentence on a page that promises an act is bound to a test of the act."""

import ast
import re

from tests.house.code import ROOT, sources
from tests.house.promises import NOTHING_PROMISED, PROMISES
from tests.house.test_words import TEMPLATES, of_python, of_template

SOUNDS = re.compile(
    r"\b(will|shall|(?:is|are) (?:told|asked|reminded)|within|reminds?|reminded|we ask|at once|as soon as|tomorrow"
    r"|every (?:morning|quarter|day)|on the morning|then they are)\b",
    re.IGNORECASE,
)
"""Words by which a promise is found; articles and the demonstration speak of what was."""
OTHERS = ("/articles/", "/demo/", "components.html", "_demo", "/sample/")


def of_prose() -> dict[str, str]:
    """The sentences of the pages that are written natively: the English ones, which the others follow."""
    found: dict[str, str] = {}
    for file in sorted((TEMPLATES / "recognition" / "about" / "en").glob("*.html")):
        plain = re.sub(r"\{%.*?%\}|</?(?:p|li|h2)>", "\n\n", file.read_text(), flags=re.DOTALL)
        for part in re.split(r"\n\n|(?<=[.!?]) ", re.sub(r"<[^>]+>", "", plain)):
            if text := " ".join(part.split()):
                found[text] = str(file.relative_to(ROOT))
    return found


def promised() -> dict[str, str]:
    """Texts for people in which somebody may read a promise, each with one of its places."""
    found: dict[str, str] = {}
    for file in sorted(TEMPLATES.rglob("*.html")):
        found.update(of_template(file))
    for file in sources("services"):
        found.update(of_python(file))
    found.update(of_prose())
    return {
        text: where
        for text, where in found.items()
        if SOUNDS.search(text) and not any(other in f"/{where}" for other in OTHERS)
    }


def test_every_sentence_that_sounds_like_a_promise_is_bound_to_a_test_or_known_to_promise_nothing() -> None:
    unbound = {text: where for text, where in promised().items() if text not in PROMISES.keys() | NOTHING_PROMISED}
    assert unbound == {}


def test_no_promise_is_listed_that_no_page_makes() -> None:
    texts = {text for file in TEMPLATES.rglob("*.html") for text, _ in of_template(file)}
    texts |= of_prose().keys()
    texts |= {text for file in sources("services") for text, _ in of_python(file)}
    assert (PROMISES.keys() | NOTHING_PROMISED) - texts == set()


def test_the_tests_of_the_acts_are_there() -> None:
    named = {tuple(test.split("::")) for test in PROMISES.values()}
    missing = []
    for file in sorted({file for file, _ in named}):
        tree = ast.parse((ROOT / file).read_text())
        there = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        missing += [f"{file}::{name}" for at, name in named if at == file and name not in there]
    assert missing == []
