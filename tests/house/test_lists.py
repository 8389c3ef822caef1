"""No list ends silently: a query of many lines takes its pages from `web.lists`, or says here why it may stop."""

import ast

from tests.house.code import ROOT, sources, tree

STOPS = {
    "services/intake/candidates/queries/candidates.py:_lines": "its page leads on, and a search says that more fit",
    "services/placements/hires/queries/hires.py:hires": "its page asks for one more and leads on",
    "services/placements/referrals/queries.py:referrals": "its page asks for one more and leads on",
    "services/placements/referrals/queries.py:waiting": "the soonest, above a link to all",
    "services/placements/hires/queries/worklist.py:_answered": "some of today's, above a page that leads on",
    "services/placements/hires/queries/worklist.py:_waiting": "its page says how many stand behind and leads on",
    "services/recognition/board/queries/finding.py:before": "the board's page, which leads on",
    "services/recognition/board/queries/finding.py:behind": "the board's page, which leads back",
    "services/recognition/board/queries/profiles.py:latest_interviews": "a glance on the front page, above a link to all",
    "services/recognition/editions/queries/rows.py:_bytes_of": "it goes on until the last",
    "services/recognition/editions/queries/under_way.py:groups_after": "a slice; the next one follows until none is left",
    "services/recognition/oversight/queries/patterns.py:groups_after": "a slice; the next one follows until none is left",
    "services/recognition/oversight/queries/samples.py:_kept": "a slice; the next one follows until none is left",
    "services/recognition/desk/queries/holds.py:pages_named": "its page says how many it shows at most",
}


def test_no_query_of_a_list_has_a_silent_limit() -> None:
    found = set()
    for file in sources("services"):
        for function in [node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef)]:
            if "queries" in str(file) and any(map(_cuts, ast.walk(function))):
                found.add(f"{file.relative_to(ROOT)}:{function.name}")
    assert sorted(found - STOPS.keys()) == [], "take the page from web.lists"
    assert sorted(STOPS.keys() - found) == [], "strike it out here"


def _cuts(node: ast.AST) -> bool:
    """`.limit(...)` of more than one line."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "limit"):
        return False
    return not (isinstance(node.args[0], ast.Constant) and node.args[0].value == 1)
