"""The shape of a statement: its text without what the data decide.

A search asks for as many words as somebody typed, beginning with the rarest. As with the values of IN, how often the same
is asked with other values is no other statement, and neither is the order of conditions.
"""

import re
from collections.abc import Iterator

NUMBERED = re.compile(r":\w+?_\d+\b")
"""The second value for a column."""
ALIAS = re.compile(r"(?<= AS )\w+?_\d+\b")
"""The second look at a table."""
CONDITIONS = re.compile(r"(.*? WHERE )(.*?)((?: GROUP BY | HAVING | ORDER BY | LIMIT | RETURNING ).*|$)")


def shape(text: str) -> str:
    """Values and second looks without their number, each part of a union and each condition once and in one order."""
    for name in {*NUMBERED.findall(text), *ALIAS.findall(text)}:
        text = re.sub(rf"(?<!\w){re.escape(name)}\b", name.rpartition("_")[0] + "_#", text)
    return _once(text)


def _once(text: str) -> str:
    outside, inside = _apart(text)
    within = (f"({_once(each)})" for each in inside)
    return " UNION ALL ".join(sorted({_conditions_once(part, within) for part in outside.split(" UNION ALL ")}))


def _conditions_once(part: str, within: Iterator[str]) -> str:
    """`within` is what stands in the parentheses of the part, in turn."""
    found = CONDITIONS.fullmatch(part)
    if found is None:
        return _filled(part, within)
    before = _filled(found[1], within)
    conditions = sorted({_filled(one, within) for one in found[2].split(" AND ")})
    return before + " AND ".join(conditions) + _filled(found[3], within)


def _filled(text: str, within: Iterator[str]) -> str:
    return re.sub(r"\(\)", lambda _: next(within), text)


def _apart(text: str) -> tuple[str, list[str]]:
    """The text with its outermost parentheses empty, and what stood in each."""
    outside, inside, depth = "", list[str](), 0
    for letter in text:
        depth -= letter == ")"
        if depth == 0:
            outside += letter
            inside += [""] if letter == "(" else []
        else:
            inside[-1] += letter
        depth += letter == "("
    return outside, inside
