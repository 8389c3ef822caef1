"""`{% kept a, b %}…{% endkept %}`: a part of a page is drawn once for equal facts and each language, and kept.

A part is found by what it shows and by nothing else, so one that says something else is drawn anew by itself: there is
nothing to take back. What the part reads besides its key must follow from the language alone; else it does not compile.
"""

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import count
from types import FunctionType, NoneType
from typing import Any

import msgspec
from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

MOST = 2 * 2**20
"""Characters that are kept of one language; when there are more, keeping begins anew. A line of the board has about 600."""
VALUES = (str, int, float, Decimal, datetime.date, NoneType, FunctionType, type)
"""What is equal only to what says the same, besides tuples and frozen structs of it."""


class KeptParts(Extension):
    """The tag, and what it keeps for the language of its environment."""

    tags = {"kept"}

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.parts: dict[Any, str] = {}
        self._places, self._size = count(), 0

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        key = parser.parse_tuple()
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        place = nodes.Const(next(self._places))
        return nodes.CallBlock(self.call_method("part", [place, key]), [], [], body, lineno=line)

    def part(self, place: int, key: Any, caller: Callable[[], str]) -> str:
        """The part as it was drawn for this key, or drawn now. Raises TypeError for a key whose parts can change."""
        found = self.parts.get((place, key))
        if found is None:
            if not _is_value(key):
                raise TypeError(f"the key of a kept part is no value: {key!r}")
            found = caller()
            self._size += len(found)
            if self._size > MOST:
                self.parts.clear()
                self._size = len(found)
            self.parts[place, key] = found
        return found


def _is_value(one: Any) -> bool:
    if isinstance(one, tuple):
        return all(map(_is_value, one))
    if isinstance(one, msgspec.Struct):
        return one.__struct_config__.frozen and all(_is_value(getattr(one, name)) for name in one.__struct_fields__)
    return isinstance(one, VALUES)


def check_kept(source: nodes.Template, constant: Callable[[str], bool]) -> None:
    """Raises TemplateSyntaxError for a kept part that reads what its key does not name and a page could change."""
    for block in source.find_all(nodes.CallBlock):
        if isinstance(block.call.node, nodes.ExtensionAttribute) and block.call.node.name == "part":
            key, body = _key(block.call.args[1]), nodes.Template(block.body)
            if next(body.find_all(ELSEWHERE), None) or _changed(body):
                raise TemplateSyntaxError("a kept part neither includes nor changes what is elsewhere", block.lineno)
            follows = _Follows(source, constant, key)
            for name in sorted(_loaded(body, key) | ({"a loop around it"} if _counts_outside(body) else set())):
                if name != "loop" and not follows(name):
                    raise TemplateSyntaxError(f"the key of this kept part does not name {name!r}", block.lineno)


ELSEWHERE: Any = (nodes.Include, nodes.Block)
SETTING: Any = (nodes.Assign, nodes.AssignBlock, nodes.For, nodes.Import, nodes.FromImport)


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    return nodes.Scope([node]).find_all(nodes.Name)


def _key(given: nodes.Expr) -> list[nodes.Node]:
    """What a key names: `one`, or an attribute as in `board.towns`, which says nothing of the board's others."""
    return list(given.items) if isinstance(given, nodes.Tuple) else [given]


def _loaded(node: nodes.Node, key: list[nodes.Node]) -> set[str]:
    """The names that are read in here other than as the key names them."""
    if node in key:
        return set()
    own = {node.name} if isinstance(node, nodes.Name) and node.ctx == "load" else set()
    return own.union(*(_loaded(one, key) for one in node.iter_child_nodes()))


def _changed(body: nodes.Template) -> set[str]:
    """Namespaces that are changed in here and were made outside."""
    own = {one.name for each in body.find_all(nodes.Assign) for one in _names(each.target)}
    return {one.name for one in body.find_all(nodes.NSRef)} - own


def _counts_outside(body: nodes.Template) -> bool:
    """Whether `loop` is read where it is that of no loop in here."""
    inside = {id(one) for each in body.find_all(nodes.For) for part in each.body for one in _names(part)}
    return any(one.name == "loop" and id(one) not in inside for one in _names(body))


class _Follows:
    """Whether a name follows from what is known and from the language: a global, or set in here from nothing else."""

    def __init__(self, source: nodes.Template, constant: Callable[[str], bool], key: list[nodes.Node]) -> None:
        self.source, self.constant, self.key = source, constant, key
        self.given = {one.name for one in _names(source) if one.ctx == "param"}

    def __call__(self, name: str, by_way_of: frozenset[str] = frozenset()) -> bool:
        if name in self.given or name in by_way_of:
            return False
        read = list(self._read(name))
        way = by_way_of | {name}
        return all(self(one, way) for each in read for one in each) if read else self.constant(name)

    def _read(self, name: str) -> Iterator[set[str]]:
        """What each place that sets this name reads; an import with context reads the page."""
        for one in self.source.find_all(SETTING):
            if isinstance(one, nodes.Import | nodes.FromImport):
                if name in _imported(one):
                    yield {"the page"} if one.with_context else set()
            elif any(each.name == name and each.ctx == "store" for each in _names(one.target)):
                yield _loaded(one.iter if isinstance(one, nodes.For) else one, self.key)


def _imported(one: nodes.Import | nodes.FromImport) -> set[str]:
    if isinstance(one, nodes.Import):
        return {one.target}
    return {each if isinstance(each, str) else each[1] for each in one.names}
