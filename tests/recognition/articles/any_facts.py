"""Any fact set the structs allow, from one seed: the machine's grammar meets every combination."""

from datetime import date
from random import Random
from typing import Any, get_args

from services.recognition.articles import (
    ArticleEdition,
    Claim,
    Commitment,
    Context,
    Counted,
    Delivery,
    Entity,
    Figure,
    Frequency,
    HeldSubject,
    History,
    Link,
    Outcome,
    Practice,
    ProfileFacts,
    Revision,
    SizeClass,
    SpokenAnswer,
    Target,
    Vacancies,
    When,
    codes,
)
from tests.recognition.articles.dice import NAMES, NUMBERS, QUOTES, SCOPES, SPEAKERS, TOWNS, TRADES, Dice


def any_facts(seed: int) -> ProfileFacts:
    dice = Dice(Random(seed))
    edition = dice.maybe(
        ArticleEdition(
            year=2026, ordinal=dice.any((1, 2, 3, 4, 12)), as_of=date(2026, 6, 30), correction=dice.any((0, 0, 1))
        ),
        0.9,
    )
    return ProfileFacts(
        slug="any",
        names=dice.any(NAMES),
        legal_form=dice.any(get_args(codes.LegalForm)),
        town=dice.any(TOWNS),
        told_on=dice.day(),
        sector=dice.any(("", "C10.71", "F", "Q", "?")),
        trade_word=dice.maybe(dice.any(TRADES)),
        family_firm=dice.random.random() < 0.2,
        founded=dice.maybe(1996),
        headcount=dice.maybe(SizeClass.of(dice.any(NUMBERS), dice.when())),
        links=dice.some((Link(kind="site", url="https://a.example"), Link(kind="x", url="https://b.example"))),
        entities=any_entities(dice),
        edition=edition,
        counted=dice.maybe(any_counted(dice), 0.7) if edition else None,
        answers=tuple(any_answer(dice, n) for n in range(dice.any((0, 1, 2, 4)))),
        figures=tuple(any_figure(dice, n) for n in range(dice.any((0, 0, 1, 2, 3)))),
        commitments=dice.some((Commitment(id="a", text={"bg": "поне 50% жени", "en": "at least 50% women"}),)),
        claims=dice.some((Claim(id="a", text={"bg": "първи сме", "en": "we are the first"}),)),
        seeks_partners=dice.flag(),
        partners=dice.some(get_args(codes.Partner)),
        delivery=dice.maybe(any_delivery(dice), 0.2),
        contexts=dice.some((any_context(dice),)),
        vacancies=dice.maybe(any_vacancies(dice)),
        holds=any_holds(dice),
        revisions=dice.some(any_revisions(dice)),
    )


def any_vacancies(dice: Dice) -> Vacancies:
    titles = dice.some(("Пекар, втора смяна", "Шофьор на хлебовоз.", "Junior tester"), most=3)
    link = "/vacancies?employer=any"
    return Vacancies(openings=dice.any(NUMBERS), adverts=dice.any((1, 2, 5)), link=link, titles=titles)


def any_entities(dice: Dice) -> tuple[Entity, ...]:
    return tuple(
        Entity(
            names=dice.any(NAMES),
            kind=dice.any(get_args(codes.Kind)),
            legal_form=dice.any(get_args(codes.LegalForm)),
            role=dice.maybe(dice.any(get_args(codes.Role)), 0.8),
            what=dice.any(({}, {"bg": "дигитални умения", "en": "digital skills"})),
            for_whom=dice.any(({}, {"bg": "хора, търсещи закрила", "en": "people seeking protection"})),
            named=dice.flag(),
            related_party=dice.random.random() < 0.3,
        )
        for _ in range(dice.any((0, 0, 2, 3)))
    )


def any_counted(dice: Dice) -> Counted:
    return Counted(
        tier=dice.any(("bronze", "silver", "gold", None)),
        kept_floor10=dice.maybe(dice.any((10, 20, 70, 1100))),
        points_floor5=dice.maybe(dice.any((40, 70, 75, 100))),
        practices=tuple(any_practice(dice, code) for code in dice.some(get_args(codes.PracticeCode), most=10)),
        first_listed=dice.flag(),
        raised=dice.flag(),
        history=any_history(dice),
        form=dice.any((None, None, "")),
    )


def any_history(dice: Dice) -> History:
    circles = ("town", "sector")
    return History(
        in_a_row=dice.any((1, 2, 3, 12, 13, 40)),
        regained=dice.flag(),
        first_in=dice.some(circles),  # type: ignore[arg-type]
        only_in=dice.some(circles),  # type: ignore[arg-type]
    )


def any_practice(dice: Dice, code: Any) -> Practice:
    return Practice(
        code=code,
        evidence=dice.any((1, 2)),
        frequency=dice.maybe(Frequency(times=dice.any((1, 2, 3, 5, 11)), per=dice.any(("week", "month")))),
        in_paid_time=dice.flag(),
        place=dice.any((None, "on_site", "off_site", "online")),
        covers=dice.some(("bonus", "rent", "deposit", "shift_bus", "tickets", "fees", "unheard of")),
        language=dice.any(("bg", "en", "lv")),
        since=dice.maybe(2024),
    )


def any_answer(dice: Dice, n: int) -> SpokenAnswer:
    return SpokenAnswer(
        id=str(n),
        question=dice.any(get_args(codes.Question)),
        text=dice.any(QUOTES),
        language=dice.any(("bg", "en", "uk", "ar", "other")),
        approved_on=dice.day(),
        speaker=dice.any(SPEAKERS),
        translations=dice.any(({}, {"bg": "Преведено е.", "en": "It is translated."}, {"en": "Q: Who?\nThey: We."})),
        translated_by=dice.any(get_args(codes.Translator)),
    )


def any_figure(dice: Dice, n: int) -> Figure:
    measure = dice.any(get_args(codes.Measure))
    people = measure in codes.PEOPLE_MEASURES
    return Figure(
        id=str(n),
        value=dice.any(NUMBERS),
        unit=dice.any(codes.PEOPLE_UNITS if people else get_args(codes.Unit)),
        measure=measure,
        qualifier=dice.any(get_args(codes.Qualifier)),
        scope=dice.any(SCOPES) if measure in ("received", "completed") else dice.any(({}, *SCOPES)),
        who=dice.any(({}, {"bg": "засегнати от конфликти", "en": "affected by conflict"})),
        composite=dice.flag(),
        from_=dice.maybe(When(year=2017)),
        as_of=dice.maybe(dice.when()),
        source=dice.any(({}, {}, {"bg": "годишен отчет", "en": "the annual report"})),
        definition=dice.any(({}, {"bg": "отново записани в училище", "en": "back in school"})),
        target=dice.maybe(any_target(dice)),
    )


def any_target(dice: Dice) -> Target:
    return Target(
        value=dice.any(NUMBERS),
        unit=dice.any(get_args(codes.Unit)),
        date=dice.when(),
        outcome=dice.maybe(Outcome(value=dice.any(NUMBERS), as_of=dice.any((When(), dice.when()))), 0.3),
    )


def any_context(dice: Dice) -> Context:
    return Context(
        id="a",
        text={"bg": "Рискът е 73%.", "en": "The risk is 73%."},
        source={"bg": "доклад", "en": "a report"},
        joins_groups=dice.flag(),
        without_base=dice.flag(),
    )


def any_delivery(dice: Dice) -> Delivery:
    return Delivery(id="a", own_countries=dice.any((("BG",), ("BG", "RO"))), autonomous=dice.flag())


def any_revisions(dice: Dice) -> tuple[Revision, ...]:
    note = dice.any(({}, {"bg": "поправен е градът", "en": "town corrected"}, {"bg": "поправен е градът."}))
    return (
        Revision(on=dice.day(), note=note),
        Revision(on=dice.day(), before=any_figure(dice, 7), after=any_figure(dice, 8)),
    )


def any_holds(dice: Dice) -> tuple[HeldSubject, ...]:
    subjects = (
        "tier",
        "points",
        "kept",
        "headcount",
        "practice-mentor",
        "figure-0",
        "answer-0",
        "claim-a",
        "context-a",
        "delivery-a",
    )
    return tuple(
        HeldSubject(subject=each, kind=dice.any(("contested", "withdrawn"))) for each in dice.some(subjects, most=2)
    )
