# ruff: noqa: E501
"""Who asks for what, and whose it is: what a policy and the rows say of each route, person and thing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.routes import Route
from tests.doors.browser import Browser
from tests.doors.places import routes
from tests.doors.town import Town

ACTORS = {
    "nobody": (), "officer": ("officer",), "lead": ("lead",), "stranger": ("officer",), "owner": ("employer",), "rival": ("employer",),
    "hidden": ("employer",), "editor": ("editor",), "administrator": ("administrator",), "auditor": ("auditor",), "coordinator": ("coordinator",),
    "person": ("candidate",),
}  # fmt: skip
OFFICES = {
    "officer": "ours",
    "lead": "ours",
    "stranger": "theirs",
    "owner": "owner",
    "rival": "rival",
    "hidden": "hidden",
    "person": "person",
}

# Whose a thing is: the first the first office's or employer's, the second the second's, the third nobody's.
THINGS = {
    "candidate": ("person 8", "their person 2"), "placement": ("hire 1", "their hire"), "referral": ("open referral", "their open referral"),
    "permission": ("permission", "their permission"), "employer": ("owner", "rival"), "vacancy": ("vacancy of owner", "vacancy of rival"),
    "entity": ("owner", "rival"), "given": ("said", "their said"), "answer": ("answer", "answer"), "account": ("account of officer", "account of stranger"), "slug": ("slug", "slug"), "series": ("series", "series"), "category": ("category", "category"), "nomination": ("nomination", "nomination"), "prize": ("prize", "prize"), "initiative": ("initiative", "initiative"), "group": ("owner", "owner"),
    "code": ("code of person 8", "code of their person 2"), "note": ("note", "their note"), "stand_in": ("stand-in", "their stand-in"),
}  # fmt: skip
PLAIN = {
    "milestone": "180",
    "year": "2026",
    "number": "2026-2",
    "question": "activity",
    "practice": "mentor",
    "kind": "figure",
}
PERSON = "person 8"
"""Who looks for work and came in by a one-time code: to the own data and to nothing else."""
NONE = "01a20026-0000-7000-8000-000000000000"

OWN = {
    "candidate": {"ours": 0, "theirs": 1}, "code": {"ours": 0, "theirs": 1}, "permission": {"ours": 0, "theirs": 1, "person": 0}, "note": {"ours": 0, "theirs": 1}, "stand_in": {"ours": 0, "theirs": 1}, "placement": {"ours": 0, "theirs": 1, "owner": 0, "rival": 1},
    "referral": {"ours": 0, "theirs": 1, "owner": 0, "rival": 1}, "employer": {"owner": 0, "rival": 1}, "vacancy": {"owner": 0, "rival": 1},
}  # fmt: skip
"""By the kind of thing: which of the two belongs to whom. What is not here has no owner among those its policy lets in."""
OFFICE_WIDE = {"employer", "vacancy", "entity"}
"""Employers and vacancies are every office's business; an employer sees its own alone."""


class Probe(NamedTuple):
    route: Route
    who: str
    which: int
    """0 the first office's or employer's, 1 the second's, 2 one that is not there."""
    path: str


def path_of(town: Town, route: Route, which: int) -> str:
    path = route.template
    for name in route.parameters:
        known = THINGS.get(name)
        value = PLAIN.get(name) or (NONE if which == 2 or not known else town.refs[known[which]])
        path = path.replace(f"{{{name}}}", value)
    return path


def probes(town: Town) -> Iterator[Probe]:
    for route in routes():
        if "/static/" in route.path or route.path.startswith("/demo/"):
            continue
        owned = [name for name in route.parameters if name in THINGS]
        for which in (0, 1, 2) if owned else (0,):
            for who in ACTORS:
                yield Probe(route, who, which, path_of(town, route, which))


def may(route: Route, who: str) -> bool:
    policy = route.policy
    if policy.roles:
        return bool(set(policy.roles) & set(ACTORS[who]))
    return not policy.signed_in or who not in ("nobody", "person")


def is_own(probe: Probe) -> bool | None:
    """Whether the thing is this actor's; None where nobody owns it."""
    if probe.route.policy.public:
        return None
    owner = OFFICES.get(probe.who)
    answers = []
    for name in probe.route.parameters:
        if name not in OWN:
            continue
        if name in OFFICE_WIDE and not set(ACTORS[probe.who]) & {"employer"}:
            continue
        answers.append(OWN[name].get(owner or "") == probe.which)
    return all(answers) if answers else None


def window(town: Town, who: str) -> Browser:
    if who != "nobody":
        return town.again(who)
    if who not in town.people:
        town.people[who] = town.visitor()
    return town.again(who)


CHANGES_WITHOUT_A_WORD = re.compile(
    r"/(closing|end|removal|publication|prolongation|verification|readiness|withdrawal|reminder|listing|sign-out|language|staff-reference|group|text)$"
)
"""Forms with nothing to fill in: sent by their owner they act, so the owner's own probe is left to the other tests."""


def harmless(people: Town) -> Iterator[Probe]:
    for probe in probes(people):
        acts = may(probe.route, probe.who) and is_own(probe) is not False and probe.which != 2
        if not (acts and probe.route.method != "GET" and CHANGES_WITHOUT_A_WORD.search(probe.path)):
            yield probe


def expected(probe: Probe, permitted: bool, own: bool | None) -> set[int]:
    if not permitted:
        return {303} if probe.who == "nobody" else {404}
    if own is False:
        return {404, 422} if _is_asked_first(probe) else {404}
    if probe.which == 2 and any(name in THINGS for name in probe.route.parameters):
        return {404, 422} if probe.route.method != "GET" else {404}
    return (
        {200, 201, 204, 302, 303, 304, 422, 410, 404} if probe.route.policy.public or own is None else {200, 303, 422}
    )


def _is_asked_first(probe: Probe) -> bool:
    """An empty answer of an employer or of the person is told what is missing, whichever hire the address names."""
    asked = set(ACTORS[probe.who]) & {"employer", "candidate"}
    return probe.route.path.endswith("/follow-ups/{milestone:int}") and bool(asked)
