"""The standard a second time, slowly and otherwise: day sets, fractions and sorting, from plain dictionaries.

Shares nothing with the product but the form of the facts, so that a slip has to be made twice to go unseen.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import msgspec

Event = dict[str, Any]
FAR = date(2999, 1, 1)


def plain(facts: Iterable[Any]) -> list[Event]:
    return [msgspec.to_builtins(fact, builtin_types=(date,)) for fact in facts]


def score(events: list[Event], group: str, t: date, k: date, version: str) -> dict[str, Any]:
    """The numbers of a group at T, K, with tier, by `recog-1.0.0` or `recog-1.1.0`."""
    amended = {"recog-1.0.0": False, "recog-1.1.0": True}[version]
    now = raw(events, group, t, k, amended)
    level = now["raw"]
    if now["R"] >= 3:
        past = [raw(events, group, q, q if k == t else k, amended)["raw"] for q in last_three_quarter_ends(t)]
        for tier in (1, 2, 3):
            if tier > level and any(p >= tier for p in past) and opens(tier, now, Fraction(5)):
                level = tier
    name = "suspended" if now["suspended"] else ["not_rated", "none", "bronze", "silver", "gold"][level + 1]
    return now | {"tier": name}


def last_three_quarter_ends(t: date) -> list[date]:
    ends: list[date] = []
    one = t
    while len(ends) < 3:
        one -= timedelta(1)
        if (one + timedelta(1)).day == 1 and one.month % 3 == 0:
            ends.append(one)
    return ends


def opens(tier: int, numbers: dict[str, Any], slack: Fraction) -> bool:
    points, share = {1: (40, 60), 2: (60, 65), 3: (75, 75)}[tier]
    enough = Fraction(numbers["total"], 100) >= points - slack
    sound = Fraction(numbers["adjusted_bp"], 100) >= share - slack
    return enough and sound and (tier == 1 or Fraction(numbers["K"]) >= Fraction(numbers["target"], 4))


def raw(events: list[Event], group: str, t: date, k: date, amended: bool) -> dict[str, Any]:
    seen = {e["id"]: e for e in events if e["recorded"] <= k}.values()
    spells = [s for s in all_spells(seen, group, t, amended) if s["s"] <= t]
    r, lost, e, q, proof = people(spells, t, amended)
    h = sum(headcount(seen, entity, t) for entity in members(seen, group, t))
    target = 0
    if h:
        target = 5
        while target * target < h:
            target += 1
    m = r + lost + max(0, e - r // 4)
    a = int(Fraction(10_000 * (r + 3), m + 5))
    practices = offered(seen, group, t)
    points = {
        "retention": min(max(a - 6000, 0), 4000),
        "reach": int(Fraction(2500 * min(r, target), target)) if target else 0,
        "quality": int(Fraction(2000 * sum(sorted(q, reverse=True)[:target]), 3 * target)) if target else 0,
        "support": 300 * len(practices),
    }
    numbers = {
        "R": r,
        "L": lost,
        "E": e,
        "M": m,
        "K": proof,
        "pending": sum(t < s["s"] + timedelta(120) for s in spells),
        "headcount": h,
        "target": target,
        "q_hist": tuple(q.count(i) for i in (3, 2, 1, 0)),
        "practices": tuple(sorted(practices)),
        "adjusted_bp": a,
        "points": points,
        "total": sum(points.values()),
        "suspended": suspended(seen, group, t),
        "km": kaplan_meier([s for s in spells if t < s["s"] + timedelta(1215)], t),
    }
    passed = [tier for tier in (1, 2, 3) if opens(tier, numbers, Fraction(0))]
    return numbers | {"raw": -1 if r < 3 else max(passed, default=0)}


def of(seen: Iterable[Event], kind: str, **about: Any) -> list[Event]:
    return [e for e in seen if e["type"] == kind and all(e[key] == value for key, value in about.items())]


def group_of(seen: Iterable[Event], entity: str, on: date) -> str:
    said = [e for e in of(seen, "employer.group", entity=entity) if e["date"] <= on]
    return sorted(said, key=lambda e: (e["date"], e["recorded"], e["id"]))[-1]["group"] if said else entity


def members(seen: Iterable[Event], group: str, on: date) -> set[str]:
    return {e["entity"] for e in seen if "entity" in e and group_of(seen, e["entity"], on) == group}


def headcount(seen: Iterable[Event], entity: str, on: date) -> int:
    said = [e for e in of(seen, "employer.headcount", entity=entity) if e["date"] <= on]
    return sorted(said, key=lambda e: (e["date"], e["recorded"], e["id"]))[-1]["headcount"] if said else 0


def offered(seen: Iterable[Event], group: str, on: date) -> set[str]:
    found = set()
    for entity in members(seen, group, on):
        for code in ("mentor", "language", "skills", "adjustments", "shared"):
            yes = [e for e in of(seen, "practice.confirmed", entity=entity, practice=code) if e["evidence"]]
            no = of(seen, "practice.withdrawn", entity=entity, practice=code)
            last_yes = max((e["date"] for e in yes if e["date"] <= on), default=None)
            last_no = max((e["date"] for e in no if e["date"] <= on), default=None)
            if last_yes and (on - last_yes).days < 730 and not (last_no and last_no >= last_yes):
                found.add(code)
    return found


def suspended(seen: Iterable[Event], group: str, on: date) -> bool:
    return any(
        e["from"] <= on < (e["to"] or FAR)
        for entity in members(seen, group, on)
        for e in of(seen, "employer.suspended", entity=entity)
    )


def all_spells(seen: Iterable[Event], group: str, t: date, amended: bool) -> list[Event]:
    """Spells as chains of placements: a new one begins where nobody was employed for more than 30 days."""
    placements = []
    for ref in sorted({e["placement"] for e in seen if "placement" in e}):
        hires = of(seen, "employer.hired", placement=ref) + of(seen, "placement.started", placement=ref)
        if not hires or of(seen, "placement.voided", placement=ref):
            continue
        hire = sorted(hires, key=lambda e: (e["rev"], e["id"]))[-1]
        if hire["funding"] == "full" or (hire["planned_days"] is not None and hire["planned_days"] < 90):
            continue
        if group_of(seen, hire["entity"], hire["start"]) == group and hire["start"] <= t:
            placements.append(one_placement(seen, hire))
    chains: list[list[Event]] = []
    for person in {p["person"] for p in placements}:
        own = sorted((p for p in placements if p["person"] == person), key=lambda p: (p["s"], p["ref"]))
        chains.append([own[0]])
        for _, following in pairwise(own):
            reach = max(p["e"] for p in chains[-1])
            near = following["s"] - reach <= timedelta(30)
            if near and not (amended and len(idle_days(chains[-1], following)) > 14):
                chains[-1].append(following)
            else:
                chains.append([following])
    return [one_spell(chain) for chain in chains]


def idle_days(chain: list[Event], following: Event) -> set[date]:
    """Of the first ninety days of a chain those before `following` on which nobody was employed."""
    first = [chain[0]["s"] + timedelta(days) for days in range(90)]
    return {on for on in first if on < following["s"] and not any(p["s"] <= on <= p["e"] for p in chain)}


def one_placement(seen: Iterable[Event], hire: Event) -> Event:
    ref = hire["placement"]
    checks = [e["checked_on"] for e in of(seen, "placement.retained", placement=ref) if e["evidence"]]
    endings = sorted(of(seen, "placement.ended", placement=ref), key=lambda e: (e["rev"], e["id"]))
    end = endings[-1] if endings and endings[-1]["last_day"] else None
    if end and end["evidence"]:
        checks.append(end["last_day"])
    good = [hire["permanent"] or (hire["planned_days"] or 0) >= 365]
    good += [hire["hours_choice"] or hire["hours"] >= 30, hire["wage_bp"] >= 12000]
    return {
        "ref": ref,
        "person": hire["candidate"],
        "s": hire["start"],
        "e": end["last_day"] if end else FAR,
        "why": (end["reason"], end["evidence"]) if end else (None, 0),
        "v": max(checks, default=date.min),
        "q": good.count(True),
    }


def one_spell(chain: list[Event]) -> Event:
    end = max(p["e"] for p in chain)
    return {
        "person": chain[0]["person"],
        "s": min(p["s"] for p in chain),
        "e": end,
        "why": next(p["why"] for p in chain if p["e"] == end),
        "v": max(p["v"] for p in chain),
        "q": max(p["q"] for p in chain),
    }


def outcome(spell: Event, t: date, amended: bool) -> str:
    s, e, v = spell["s"], spell["e"], spell["v"]
    reason, evidence = spell["why"]
    if e < s + timedelta(90):
        return "E" if reason == "excused" and evidence >= 1 else "L"
    pushed = reason == "employer" or (amended and not evidence) or (amended and reason is None)
    if v >= s + timedelta(90) and pushed and e <= t and e < s + timedelta(180):
        return "L"
    return "R" if v >= s + timedelta(90) else "L"


def people(spells: list[Event], t: date, amended: bool) -> tuple[int, int, int, list[int], int]:
    states: dict[str, list[tuple[str, Event]]] = {}
    for spell in spells:
        if 120 <= (t - spell["s"]).days < 1215:
            states.setdefault(spell["person"], []).append((outcome(spell, t, amended), spell))
    best = {person: max((o for o, _ in marks), key="ELR".index) for person, marks in states.items()}
    kept = {person: [s for o, s in marks if o == "R"] for person, marks in states.items() if best[person] == "R"}
    proof = sum(any(s["v"] >= s["s"] + timedelta(180) <= t for s in own) for own in kept.values())
    counts = [list(best.values()).count(o) for o in "RLE"]
    return counts[0], counts[1], counts[2], [max(s["q"] for s in own) for own in kept.values()], proof


def kaplan_meier(spells: list[Event], t: date) -> Fraction | None:
    """S(90), walking through the ninety days one by one."""
    rows = [row(spell, t) for spell in spells]
    survival = Fraction(1)
    for days in range(91):
        at_risk = sum(time >= days for time, _ in rows)
        lost = sum(time == days and gone for time, gone in rows)
        if lost:
            survival *= 1 - Fraction(lost, at_risk)
    return survival if rows else None


def row(spell: Event, t: date) -> tuple[int, bool]:
    lasted = max((spell["e"] - spell["s"]).days, 0)  # an ending before the first day is one on it
    reason, evidence = spell["why"]
    if spell["e"] <= t and lasted < 90:
        excused = reason == "excused" and evidence >= 1
        return (lasted, False) if excused else (lasted + 1, True)
    if spell["e"] <= t:
        return min(lasted, 91), False
    age = (t - spell["s"]).days
    if age < 120:
        return min(age, 91), False
    if spell["v"] >= spell["s"] + timedelta(90):
        return 91, False
    return max((spell["v"] - spell["s"]).days, 0), False
