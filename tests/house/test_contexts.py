"""What a page is drawn with never takes the place of what the layout reads of the request."""

import ast
from collections.abc import Iterator

from tests.house.code import ROOT
from web.respond import FRAME_ONLY

OF_THE_LAYOUT = FRAME_ONLY | {"flash"}
DRAWN_BY = {"page", "again", "public_page", "FormPage"}


def taken() -> Iterator[str]:
    """Each place in which a page gives a name of the layout another meaning."""
    for file in (ROOT / "services").rglob("*.py"):
        for call in filter(lambda node: isinstance(node, ast.Call), ast.walk(ast.parse(file.read_text()))):
            assert isinstance(call, ast.Call)
            if ast.unparse(call.func).rpartition(".")[2] in DRAWN_BY:
                given = {one.arg for one in call.keywords} | set(named(call))
                yield from (f"{file.name}:{call.lineno} {name}" for name in sorted(given & OF_THE_LAYOUT, key=str))


def named(call: ast.Call) -> Iterator[str]:
    for one in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(one, ast.Dict):
            yield from (key.value for key in one.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))


def test_no_page_gives_a_name_of_the_layout_another_meaning() -> None:
    assert list(taken()) == []
