"""Alert on employers of different groups that look like one: what the events say of them, without any person. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from urllib.parse import urlsplit

import msgspec

from services.recognition.oversight.rules.view import Firm, Found, Numbers
from web.grammar.latin import transliterate

MOST_SHARING = 8
"""What more groups than that share says nothing of any two of them."""
PEOPLE = 2
"""So many people who worked for both: references tell it of groups that once were declared as one."""
HANDOVERS, HANDOVER_DAYS, HANDOVER_TIMES = 5, 3, 3
"""Jobs that ended with one and began with the other within so many days: so many, at least half of those that ended, and
so many times what chance alone would give."""
NETWORKS = ("facebook.com", "instagram.com", "linkedin.com", "x.com", "twitter.com", "youtube.com", "youtu.be")
YEAR = 365
FORMS = frozenset(("ood", "eood", "ad", "ead", "et", "sd", "kd", "ltd", "group", "grup", "bg", "balgaria", "bulgaria"))


class Company(msgspec.Struct, frozen=True, kw_only=True):
    """What is public about one employer, and the group it is in today."""

    entity: str
    group: str
    name: str
    town: str
    links: tuple[str, ...] = ()


def shells(companies: Iterable[Company], firms: Mapping[str, Firm], period: str) -> list[Found]:
    """Pairs of groups that both hire and share an own website, a name in one town, or people who went from one to the other."""
    companies, shared = list(companies), defaultdict[tuple[str, str], Numbers](dict)
    for what, groups in _signs(companies):
        for pair in combinations(sorted(groups), 2):
            shared[pair][what] = 1
    for pair, people in _common_people(firms.values()).items():
        shared[pair]["people"] = people
    for pair in _neighbours(companies, firms):
        if moved := handovers(firms[pair[0]], firms[pair[1]]):
            shared[pair]["moved"] = moved
    return [_found(pair, signs, firms, period) for pair, signs in sorted(shared.items()) if _both_hire(pair, firms)]


def _common_people(firms: Iterable[Firm]) -> dict[tuple[str, str], int]:
    where: dict[str, set[str]] = defaultdict(set)
    for one in firms:
        for job in one.jobs:
            where[job.person].add(one.group)
    pairs = Counter(pair for groups in where.values() for pair in combinations(sorted(groups), 2))
    return {pair: people for pair, people in pairs.items() if people >= PEOPLE}


def _neighbours(companies: Iterable[Company], firms: Mapping[str, Firm]) -> Iterator[tuple[str, str]]:
    """Pairs in one town of which the one began jobs, often enough, just after jobs with the other had ended."""
    towns: dict[str, set[str]] = defaultdict(set)
    for one in companies:
        if one.group in firms and len(firms[one.group].jobs) >= HANDOVERS:
            towns[one.town.casefold()].add(one.group)
    yield from sorted({pair for groups in towns.values() for pair in _often([firms[group] for group in groups])})


def _often(firms: Sequence[Firm]) -> Iterator[tuple[str, str]]:
    """Day by day: a large town has too many employers to compare each with each."""
    begun: dict[date, set[str]] = defaultdict(set)
    for one in firms:
        for job in one.jobs:
            begun[job.start].add(one.group)
    followed: Counter[tuple[str, str]] = Counter()
    for one in firms:
        for end in (job.end for job in one.jobs if job.end):
            days = (end + timedelta(after) for after in range(1, HANDOVER_DAYS + 1))
            others = set().union(*(begun.get(day, set()) for day in days))
            followed.update((one.group, other) for other in others - {one.group})
    for (group, other), times in followed.items():
        if times >= HANDOVERS:
            yield min(group, other), max(group, other)


def _signs(companies: Iterable[Company]) -> Iterator[tuple[str, set[str]]]:
    """Everything that employers of two groups or more share."""
    sites, names = defaultdict[str, set[str]](set), defaultdict[tuple[str, str], set[str]](set)
    for one in companies:
        for site in own_sites(one.links):
            sites[site].add(one.group)
        if stem := name_stem(one.name):
            names[stem, one.town.casefold()].add(one.group)
    for what, some in (("site", sites.values()), ("name", names.values())):
        yield from ((what, groups) for groups in some if 1 < len(groups) <= MOST_SHARING)


def _both_hire(pair: tuple[str, str], firms: Mapping[str, Firm]) -> bool:
    return all(group in firms and firms[group].jobs for group in pair)


def _found(pair: tuple[str, str], signs: Numbers, firms: Mapping[str, Firm], period: str) -> Found:
    hires = sum(len(firms[group].jobs) for group in pair)
    numbers: Numbers = {"site": 0, "name": 0, "people": 0, "moved": 0, **signs, "hires": hires}
    return Found(rule="shells", subject="|".join(pair), period=period, size=hires, numbers=numbers)


def own_sites(links: Iterable[str]) -> set[str]:
    """The hosts of an employer's own pages; a page on a network is not the network."""
    hosts = set()
    for link in links:
        host, path = _parts(link)
        if host and any(host == one or host.endswith(f".{one}") for one in NETWORKS):
            host = f"{host}{path.rstrip('/')}" if path.strip("/") else ""
        hosts.add(host)
    return hosts - {""}


def _parts(link: str) -> tuple[str, str]:
    try:
        found = urlsplit(link)
        return (found.hostname or "").removeprefix("www.").removeprefix("m."), found.path
    except ValueError:
        return "", ""


def name_stem(name: str) -> str:
    """A name in Latin letters without its legal form, numbers and signs: what two shells of one owner tend to share."""
    words = "".join(sign if sign.isalnum() else " " for sign in transliterate(name).casefold()).split()
    return " ".join(word for word in words if word not in FORMS and not word.isdecimal())


def handovers(one: Firm, other: Firm) -> int:
    """How many jobs that ended with one of the two began anew with the other; 0 if few, or no more than by chance."""
    return max(_followed(one, other), _followed(other, one))


def _followed(one: Firm, other: Firm) -> int:
    ends = sorted(job.end for job in one.jobs if job.end)
    starts = [job.start for job in other.jobs]
    if len(ends) < HANDOVERS or len(starts) < HANDOVERS:
        return 0
    moved = _matched(ends, starts)
    days = (max(*starts, *ends) - min(*starts, *ends)).days + 1
    by_chance = len(ends) * min(len(starts) * HANDOVER_DAYS / max(days, YEAR), 1)
    return moved if moved >= max(HANDOVERS, len(ends) / 2, HANDOVER_TIMES * by_chance) else 0


def _matched(ends: Sequence[date], starts: Sequence[date]) -> int:
    """Ends paired with later starts, each start once; both ascending."""
    count, which = 0, 0
    for end in ends:
        while which < len(starts) and starts[which] <= end:
            which += 1
        if which < len(starts) and starts[which] <= end + timedelta(HANDOVER_DAYS):
            count, which = count + 1, which + 1
    return count
