"""Names that say their legal form or trade themselves, so that an article never says either twice."""

import re

import msgspec

from .facts import Names, ProfileFacts

FORMS = ("ЕООД", "ООД", "ЕАД", "АД", "ЕТ", "КД", "СД", "EOOD", "OOD", "EAD", "AD", "ET", "KD", "SD")
"""Short forms, as they are written beside a name: in capitals, so that `Ad Astra` is a name."""
WRITTEN = ("ood", "eood", "ad", "ead", "kd", "sd", "et")
"""Forms that an article writes after the name."""
QUOTES = '„“”"«»'
AFTER = re.compile(rf"[\s,]+(?:{'|'.join(FORMS)})\.?$")
BEFORE = re.compile(r"^(?:ЕТ|ET|СД|SD)[\s,]+(?=\S)")


def bare_name(name: str, legal_form: str) -> str:
    """`„Ателие Здравец“ ЕООД` of an `eood` is Ателие Здравец; a name that is nothing but its form stays."""
    if legal_form not in WRITTEN:
        return name
    bare = _unquoted(BEFORE.sub("", AFTER.sub("", name.strip())))
    return bare or name


def says(name: str, phrase: str) -> bool:
    """Whether the name has a word of the phrase in it: „Автосервиз Маяк“ says *автосервиз*."""
    words = set(re.findall(r"\w+", name.casefold()))
    return any(word in words for word in re.findall(r"\w{4,}", phrase.casefold()))


def barely_named(facts: ProfileFacts) -> ProfileFacts:
    """The facts with every name as it is without its legal form."""
    entities = tuple(msgspec.structs.replace(each, names=_bare(each.names, each.legal_form)) for each in facts.entities)
    return msgspec.structs.replace(facts, names=_bare(facts.names, facts.legal_form), entities=entities)


def _bare(names: Names, form: str) -> Names:
    return Names(original=bare_name(names.original, form), latin=bare_name(names.latin, form))


def _unquoted(name: str) -> str:
    """Without the quotation marks around the whole of it."""
    inner = name[1:-1]
    whole = len(name) > 2 and name[0] in QUOTES and name[-1] in QUOTES and not any(sign in QUOTES for sign in inner)
    return inner.strip() if whole else name
