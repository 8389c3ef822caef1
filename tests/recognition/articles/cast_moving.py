"""Employers whose standing is new or moves: without a mark yet, contested, raised, first listed and corrected."""

from datetime import date

from services.recognition.articles import (
    ArticleEdition,
    Counted,
    Figure,
    HeldSubject,
    Names,
    Outcome,
    Practice,
    ProfileFacts,
    Revision,
    SizeClass,
    Target,
    TradeWord,
    Vacancies,
    When,
)
from tests.recognition.articles.voices import THIRD, answer

NEWCOMER = ProfileFacts(
    slug="bobovo-zarno",
    names=Names(original="Бобово зърно", latin="Bobovo Zarno"),
    legal_form="eood",
    town="Враца",
    told_on=date(2026, 8, 3),
    sector="I",
    edition=THIRD,
    vacancies=Vacancies(openings=1, link="/vacancies?employer=bobovo-zarno"),
)

CONTESTED = ProfileFacts(
    slug="vinkeli",
    names=Names(original="Винкели", latin="Vinkeli"),
    legal_form="eood",
    town="Хасково",
    told_on=date(2026, 7, 1),
    trade_word=TradeWord(word="цех за метални изделия", gender="m"),
    founded=2015,
    headcount=SizeClass.of(22, When(year=2025)),
    edition=THIRD,
    counted=Counted(tier="bronze", kept_floor10=10, practices=(Practice(code="mentor"), Practice(code="housing"))),
    figures=(Figure(id="hired", value=22, unit="people", measure="hired", as_of=When(year=2026, month=6)),),
    holds=(
        HeldSubject(subject="kept", kind="contested"),
        HeldSubject(subject="practice-housing", kind="contested"),
        HeldSubject(subject="figure-hired", kind="contested"),
        HeldSubject(subject="answer-advice", kind="withdrawn"),
    ),
    answers=(answer("advice", "Това вече не искам да стои тук."),),
)

RAISED = ProfileFacts(
    slug="severen-vyatar",
    names=Names(original="Северен вятър", latin="Severen Vyatar"),
    legal_form="ead",
    town="София",
    told_on=date(2026, 7, 1),
    trade_word=TradeWord(word="софтуерна компания", gender="f"),
    founded=2013,
    headcount=SizeClass.of(12400, When.of(date(2026, 6, 30))),
    edition=THIRD,
    counted=Counted(
        tier="silver",
        kept_floor10=30,
        raised=True,
        practices=(
            Practice(code="language", language="en", place="online"),
            Practice(code="skills", place="online"),
        ),
    ),
    figures=(
        Figure(
            id="internships",
            value=48,
            unit="people",
            measure="completed",
            scope={"bg": "тримесечен стаж", "en": "a three-month internship"},
            from_=When(year=2022),
            as_of=When(year=2026, month=6),
            target=Target(
                value=50,
                unit="people",
                date=When(year=2025),
                outcome=Outcome(value=41, as_of=When(year=2025, month=12)),
            ),
        ),
    ),
    answers=(
        answer(
            "decision",
            "We had mentors and no juniors. The service had juniors and no mentors.",
            language="en",
            speaker={"bg": "ръководителят на развойния екип", "en": "the head of development"},
            translations={
                "bg": "Имахме наставници, а нямахме начинаещи. Службата имаше начинаещи, а нямаше наставници."
            },
        ),
        answer(
            "advice", "Pay interns.", language="en", speaker={"bg": "наставник в екипа", "en": "a mentor in the team"}
        ),
    ),
)

FIRST = ProfileFacts(
    slug="fasada-plyus",
    names=Names(original="Фасада плюс", latin="Fasada Plus"),
    legal_form="ood",
    town="Стара Загора",
    told_on=date(2026, 7, 1),
    trade_word=TradeWord(word="строителна фирма", gender="f"),
    founded=2008,
    headcount=SizeClass.of(101, When.of(date(2026, 6, 30))),
    edition=ArticleEdition(year=2026, ordinal=2, as_of=date(2026, 3, 31), correction=1),
    counted=Counted(tier="bronze", kept_floor10=10, first_listed=True, practices=(Practice(code="adjustments"),)),
    answers=(
        answer(
            "activity", "Санираме блокове. Всяко утро един от нас обяснява задачата на езика, който човекът разбира."
        ),
        answer("hiring", "«Липсваше ни общ език», казва бригадирът, «затова сложихме снимки на стената»."),
    ),
    revisions=(
        Revision(
            on=date(2026, 7, 20),
            note={"bg": "едно наемане беше записано два пъти", "en": "one hire had been recorded twice"},
        ),
    ),
)
