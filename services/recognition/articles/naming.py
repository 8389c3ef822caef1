"""Names that say their legal form or trade themselves, so that an article never says either twice."""

import itertools
import re

import msgspec

from shared.readers.companies import split_name

from .facts import Names, ProfileFacts

WRITTEN = ("ood", "eood", "ad", "ead", "kd", "sd", "et")
"""Forms that an article writes after the name."""


ARTICLE = re.compile(r"(?<=[а-я]{3})(?:ът|ят|та|то|те)$")


def bare_name(name: str, legal_form: str) -> str:
    """`„Ателие Здравец“ ЕООД` of an `eood` is Ателие Здравец; a name that is nothing but its form stays."""
    return split_name(name).name if legal_form in WRITTEN else name


def says(name: str, phrase: str) -> bool:
    """Whether the name has a word of the phrase in it, with an article or parted too: „Автосервизът Маяк“ says *автосервиз*."""
    words = re.findall(r"\w+", name.casefold())
    said = {*words, *map("".join, itertools.pairwise(words)), *(ARTICLE.sub("", word) for word in words)}
    return any(word in said or ARTICLE.sub("", word) in said for word in re.findall(r"\w{4,}", phrase.casefold()))


def barely_named(facts: ProfileFacts) -> ProfileFacts:
    """The facts with every name as it is without its legal form."""
    entities = tuple(msgspec.structs.replace(each, names=_bare(each.names, each.legal_form)) for each in facts.entities)
    return msgspec.structs.replace(facts, names=_bare(facts.names, facts.legal_form), entities=entities)


def _bare(names: Names, form: str) -> Names:
    return Names(original=bare_name(names.original, form), latin=bare_name(names.latin, form))
