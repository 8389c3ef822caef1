"""Facts in, article out: which sections appear, in which order, with which sentences."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from .article import Article, Paragraph, Section, SectionKey, Sentence
from .codes import PracticeCode
from .evidence import known
from .facts import Counted, Practice, ProfileFacts
from .headline import distinct_roles, headline
from .holds import contested_subjects, without_withdrawn
from .naming import barely_named
from .said import Context, SpokenAnswer
from .stated import stated_paragraphs

Practices = dict[PracticeCode, Practice]
HELP: tuple[PracticeCode, ...] = ("housing", "transport", "childcare", "paperwork", "recognition")


def compose(facts: ProfileFacts) -> Article:
    """Everything a template may say about `facts`, in order; the same facts give the same article."""
    facts = barely_named(without_withdrawn(facts))
    contested = contested_subjects(facts)
    sections = tuple(section for section in _ordered(facts, contested) if section.paragraphs)
    title = headline(facts, contested)
    return Article(facts, title, sections, known(facts, (*_sentences(sections), title), contested), contested)


def _sentences(sections: Iterable[Section]) -> Iterable[Sentence]:
    return (sentence for section in sections for sentence in section.sentences)


def _ordered(facts: ProfileFacts, contested: frozenset[str]) -> list[Section]:
    counted = [_section("confirmed", _confirmed(facts, contested))]
    stated = [_section("stated", stated_paragraphs(facts, contested))]
    middle = stated + counted if _told_weight(facts) > _counted_weight(facts) else counted + stated
    return [
        _section("lead", _lead(facts, contested)),
        *middle,
        _section("interview", _interview(facts)),
        _section("context", _context(facts, contested)),
        _section("next", _next(facts)),
    ]


def _section(key: SectionKey, paragraphs: Iterable[Paragraph]) -> Section:
    return Section(key, tuple(paragraph for paragraph in paragraphs if paragraph))


def _counted_weight(facts: ProfileFacts) -> int:
    return 1 + len(facts.counted.practices) + bool(facts.counted.kept_floor10) if facts.counted else 0


def _told_weight(facts: ProfileFacts) -> int:
    targets = sum(figure.target is not None for figure in facts.figures)
    return len(facts.figures) + targets + len(facts.commitments) + len(facts.claims) + bool(facts.delivery)


def _lead(facts: ProfileFacts, contested: frozenset[str]) -> list[Paragraph]:
    headcount = ("headcount",) if facts.headcount else ()
    kinds = tuple(dict.fromkeys(entity.kind for entity in facts.entities))
    if facts.legal_form == "hybrid" and len(kinds) > 1:
        who = [Sentence("who_hybrid", {"kinds": kinds}, ("structure",))]
        if len(distinct_roles(facts)) == 2:
            who.append(Sentence("roles", {"entities": distinct_roles(facts)}, ("structure", "roles")))
        if facts.founded or facts.headcount:
            who.append(Sentence("since", {}, headcount))
    else:
        who = [Sentence("who", {}, headcount)]
    if headcount and "headcount" in contested:
        who.append(Sentence("contested_headcount"))
    if facts.family_firm:
        who.append(Sentence("family", {}, ("family",)))
    named = tuple(entity for entity in facts.entities if entity.named and entity.names != facts.names)
    if named:
        who.append(Sentence("group_named", {"entities": named}, ("structure",)))
    return [(*who, *_standing(facts, contested))] if facts.counted else [tuple(who), _standing(facts, contested)]


def _standing(facts: ProfileFacts, contested: frozenset[str]) -> Paragraph:
    if facts.publish_state == "participant" or facts.counted is None:
        return (Sentence("participant"), *_related(facts))
    counted = facts.counted
    refs = ("tier", "points") if counted.points_floor5 else ("tier",)
    params = {"edition": facts.edition, "counted": counted}
    standing = Sentence("standing", params, refs)
    return (standing, Sentence("contested_standing")) if contested & set(refs) else (standing,)


def _confirmed(facts: ProfileFacts, contested: frozenset[str]) -> list[Paragraph]:
    """One paragraph: who stayed, and what the employer does that others confirmed."""
    if facts.publish_state == "participant" or facts.counted is None:
        return []
    kept = facts.counted.kept_floor10
    first = (Sentence("kept", {"kept": kept}, ("kept", "day90")),) if kept else ()
    marked = (Sentence("contested_kept"),) if kept and "kept" in contested else ()
    once = (Sentence("counted_once"),) if kept and len(facts.entities) > 1 else ()
    return [(*first, *marked, *_offers(facts.counted, contested), *once, *_related(facts))]


def _related(facts: ProfileFacts) -> Paragraph:
    kinds = tuple(dict.fromkeys(entity.kind for entity in facts.entities if entity.related_party))
    return (Sentence("related_party", {"kinds": kinds}, ("structure",)),) if kinds else ()


def _offers(counted: Counted, contested: frozenset[str]) -> Paragraph:
    held = {practice.code: practice for practice in counted.practices}
    colleagues = _offer("offers_colleagues", held, ("mentor", "skills", "language"))
    sentences = [*_since(held, [*colleagues, *_help(held)])]
    if colleagues:
        sentences[1:1] = _bonus(held)
    disputed = tuple(code for code in held if f"practice-{code}" in contested)
    if disputed:
        sentences.append(Sentence("contested_practices", {"codes": disputed}))
    return tuple(sentences)


def _since(held: Practices, offers: list[Sentence]) -> list[Sentence]:
    """With what it has done in every edition for years, the longest; of equals all.

    Said in the sentence that tells of just that, else in one of its own.
    """
    longest = min((one.since for one in held.values() if one.since), default=None)
    refs = tuple(f"practice-{code}" for code, one in held.items() if longest and one.since == longest)
    told = [msgspec.structs.replace(one, params={**one.params, "year": _year(one, refs, longest)}) for one in offers]
    if not refs or any(one.params["year"] for one in told):
        return told
    codes = tuple(ref.removeprefix("practice-") for ref in refs)
    return [*told, Sentence("offers_since", {"codes": codes, "year": longest}, refs)]


def _year(offer: Sentence, refs: tuple[str, ...], longest: int | None) -> int | None:
    return longest if set(offer.refs) == set(refs) else None


def _offer(key: str, held: Practices, codes: tuple[PracticeCode, ...]) -> list[Sentence]:
    present = {code: held[code] for code in codes if code in held}
    refs = tuple(f"practice-{code}" for code in present)
    return [Sentence(key, {"practices": present}, refs)] if present else []


def _bonus(held: Practices) -> list[Sentence]:
    paid = "mentor" in held and "bonus" in held["mentor"].covers
    return [Sentence("offers_mentor_bonus", {}, ("practice-mentor",))] if paid else []


def _help(held: Practices) -> list[Sentence]:
    """Adapted workplaces, help and shared experience stand in one sentence, so that no two begin alike."""
    alone = [*_offer("offers_adjustments", held, ("adjustments",)), *_offer("offers_shared", held, ("shared",))]
    given = _offer("offers_help", held, HELP)
    if not given and len(alone) < 2:
        return alone
    params = {
        "practices": given[0].params["practices"] if given else {},
        "adjusts": "adjustments" in held,
        "shared": "shared" in held,
    }
    told = tuple(f"practice-{code}" for code in ("adjustments", *HELP, "shared") if code in held)
    return [Sentence("offers_help", params, told)]


def _interview(facts: ProfileFacts) -> list[Paragraph]:
    """Each question as it was put, before its answer; a conversation asks its own."""
    named = any(answer.speaker != facts.answers[0].speaker for answer in facts.answers)
    return [
        (Sentence("answer", {"answer": answer, "named": named, "turn": turn}, (f"answer-{answer.id}",)),)
        for answer in facts.answers
        for turn in range(_turns(answer))
    ]


def _turns(answer: SpokenAnswer) -> int:
    """In how many paragraphs an answer stands: one for each turn of a conversation, alike in every language."""
    counts = {len(answer.reading(language).turns) for language in (answer.language, *answer.translations)}
    return counts.pop() if len(counts) == 1 else 1


def _context(facts: ProfileFacts, contested: frozenset[str]) -> list[Paragraph]:
    return [_statistic(context, contested) for context in facts.contexts]


def _statistic(context: Context, contested: frozenset[str]) -> Paragraph:
    ref = f"context-{context.id}"
    marked = (Sentence("contested_figure"),) if ref in contested else ()
    return (
        Sentence("context", {"context": context, "ref": ref}, (ref,)),
        *marked,
        Sentence("context_note", {"context": context}),
    )


def _next(facts: ProfileFacts) -> list[Paragraph]:
    sentences = []
    if facts.vacancies and facts.vacancies.openings:
        sentences.append(Sentence("vacancies", {"vacancies": facts.vacancies}, ("vacancies",)))
    if facts.seeks_partners or facts.partners:
        sentences.append(Sentence("seeks_partners", {"partners": facts.partners}))
    return [tuple(sentences)]
