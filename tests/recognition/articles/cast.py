"""Employers the articles are tried on: invented, but for one modelled on published figures and marked as a sample."""

from datetime import date
from typing import Any

import msgspec

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
    Link,
    Names,
    Outcome,
    Practice,
    ProfileFacts,
    Revision,
    SizeClass,
    SpokenAnswer,
    Target,
    TradeWord,
    Vacancies,
    When,
)

THIRD = ArticleEdition(year=2026, ordinal=3, as_of=date(2026, 6, 30))
SECOND = ArticleEdition(year=2026, ordinal=2, as_of=date(2026, 3, 31))
MANAGER = {"bg": "управителят", "en": "the manager"}
TRAINING = {"bg": "ръководителят на обученията", "en": "the head of training"}

SERIES = {
    "bg": "интервю за поредицата „Социално отговорни за интеграция“",
    "en": "an interview for the series “Socially responsible for integration”",
}


def answer(
    question: Any, text: str, language: str = "bg", speaker: dict[str, Any] | None = None, **more: Any
) -> SpokenAnswer:
    return SpokenAnswer(
        id=question,
        question=question,
        text=text,
        language=language,
        approved_on=date(2026, 7, 2),
        speaker=MANAGER if speaker is None else speaker,
        **more,
    )


def change_answers(facts: ProfileFacts, *answers: SpokenAnswer) -> ProfileFacts:
    return msgspec.structs.replace(facts, answers=answers)


BAKERY = ProfileFacts(
    slug="sedemte-peshti",
    names=Names(original="Седемте пещи", latin="Sedemte Peshti"),
    legal_form="ood",
    town="Асеновград",
    town_latin="Asenovgrad",
    told_on=date(2026, 7, 10),
    sector="C10.71",
    trade_word=TradeWord(word="хлебозавод", gender="m"),
    founded=2004,
    headcount=SizeClass.of(140, When.of(date(2026, 6, 30))),
    links=(Link(kind="site", url="https://sedemte-peshti.example"),),
    edition=THIRD,
    counted=Counted(
        tier="silver",
        kept_floor10=20,
        points_floor5=70,
        practices=(
            Practice(code="mentor"),
            Practice(code="skills", place="on_site"),
            Practice(code="language", frequency=Frequency(times=2, per="week"), in_paid_time=True),
        ),
    ),
    answers=(
        answer(
            "hiring",
            "Смяната започва в четири, а автобус по това време няма. Осигурихме превоз.",
            translations={"en": "The shift starts at four, and there is no bus at that hour. We arranged transport."},
        ),
        answer(
            "advice",
            "Започнете с един човек и с един добър наставник.",
            translations={"en": "Start with one person and one good mentor."},
        ),
    ),
    vacancies=Vacancies(openings=3, adverts=3, link="/vacancies?employer=sedemte-peshti"),
)

HYBRID = ProfileFacts(
    slug="nishka-i-kod",
    names=Names(original="Нишка и код", latin="Nishka i Kod"),
    legal_form="hybrid",
    town="Русе",
    town_latin="Ruse",
    told_on=date(2026, 7, 10),
    entities=(
        Entity(
            names=Names(original="Нишка и код", latin="Nishka i Kod"),
            kind="foundation",
            role="trains",
            what={"bg": "дигитални умения", "en": "digital skills"},
            for_whom={"bg": "хора, търсещи закрила", "en": "people seeking protection"},
            named=True,
            related_party=True,
        ),
        Entity(
            names=Names(original="Нишка и код", latin="Nishka i Kod"),
            kind="company",
            legal_form="ood",
            role="gives_work",
            what={"bg": "дистанционна работа с данни", "en": "remote work with data"},
            named=True,
        ),
    ),
    edition=THIRD,
    answers=(
        answer(
            "free",
            "Ясното задание помага повече от дългото обучение.",
            speaker=TRAINING,
            translations={"en": "A clear brief helps more than a long course."},
        ),
    ),
    figures=(
        Figure(
            id="reached",
            value=1240,
            unit="people",
            measure="received",
            scope={"bg": "обучение и/или работа", "en": "training and/or work"},
            composite=True,
            from_=When(year=2018),
            as_of=When(year=2025, month=5),
        ),
        Figure(
            id="courses",
            value=310,
            unit="people",
            measure="completed",
            scope={"bg": "специализирано обучение", "en": "specialised training"},
            target=Target(value=600, unit="people", date=When(year=2025, month=12, day=31)),
        ),
    ),
    seeks_partners=True,
    partners=("companies", "organisations"),
)

HUMANS = ProfileFacts(
    slug="humans-in-the-loop",
    names=Names(original="Humans in the Loop", latin="Humans in the Loop"),
    legal_form="hybrid",
    town="София",
    told_on=date(2026, 7, 10),
    sector="J",
    founded=2017,
    links=(Link(kind="site", url="https://humansintheloop.org/"),),
    entities=(
        Entity(
            names=Names(original="Humans in the Loop", latin="Humans in the Loop"),
            kind="foundation",
            role="trains",
            what={"bg": "дигитални умения и английски език", "en": "digital skills and English"},
            for_whom={"bg": "бежанци и хора, търсещи закрила", "en": "refugees and people seeking protection"},
            named=True,
            related_party=True,
        ),
        Entity(
            names=Names(original="Humans in the Loop", latin="Humans in the Loop"),
            kind="company",
            legal_form="eood",
            role="gives_work",
            what={"bg": "дистанционна работа по анотиране", "en": "remote annotation work"},
            named=True,
        ),
    ),
    edition=THIRD,
    figures=(
        Figure(
            id="reached",
            value=1100,
            unit="people",
            measure="received",
            scope={"bg": "повишаване на квалификацията и/или работа", "en": "upskilling and/or work"},
            who={"bg": "засегнати от конфликти", "en": "affected by conflict"},
            composite=True,
            from_=When(year=2017),
            source=SERIES,
        ),
        Figure(
            id="courses",
            value=265,
            unit="people",
            measure="completed",
            scope={"bg": "специализирано обучение", "en": "specialised training"},
            source=SERIES,
            target=Target(value=500, unit="people", date=When(year=2024)),
        ),
        Figure(
            id="reach",
            value=9,
            unit="countries",
            measure="operates",
            source=SERIES,
            target=Target(value=12, unit="partners", date=When(year=2024)),
        ),
    ),
    commitments=(
        Commitment(
            id="women",
            text={
                "bg": "поне 50% жени в обученията и в работата",
                "en": "at least 50% women in the training and in the work",
            },
        ),
    ),
    claims=(
        Claim(
            id="path",
            text={
                "bg": "при нас е целият път от първия урок до платената задача",
                "en": "we offer the whole way from the first lesson to the paid task",
            },
        ),
    ),
    delivery=Delivery(id="abroad", own_countries=("BG",)),
    seeks_partners=True,
    partners=("companies", "organisations"),
)

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

COOPERATIVE = ProfileFacts(
    slug="tsveten-sad",
    names=Names(original="Цветен сад", latin="Tsveten Sad"),
    legal_form="cooperative",
    town="Карлово",
    told_on=date(2026, 7, 1),
    sector="A",
    founded=1996,
    headcount=SizeClass.of(21, When(year=2026, month=5)),
    edition=THIRD,
    counted=Counted(tier="bronze", practices=(Practice(code="mentor"), Practice(code="shared"))),
    answers=(
        answer(
            "decision",
            "Един сезон нямаше кой да бере. Попитахме в службата и на другия ден дойдоха двама.",
            speaker={"bg": "председателката", "en": "the chair"},
            translations={
                "en": "One season there was nobody to pick. We asked at the service, and the next day two people came."
            },
        ),
        answer(
            "activity",
            "Отглеждаме маслодайна роза и лавандула, варим и сладко за магазина „При бабите“.",
            speaker={"bg": "председателката", "en": "the chair"},
            translations={"en": "We grow oil roses and lavender, and make jam for the shop “Pri Babite”."},
        ),
    ),
)

FAMILY = ProfileFacts(
    slug="vodenitsata",
    names=Names(original="Воденицата", latin="Vodenitsata"),
    legal_form="et",
    town="Велинград",
    told_on=date(2026, 7, 1),
    trade_word=TradeWord(word="хотел", gender="m"),
    family_firm=True,
    founded=2011,
    headcount=SizeClass.of(1, When.of(date(2026, 1, 1))),
    edition=THIRD,
    counted=Counted(tier="bronze", practices=(Practice(code="skills"),)),
    answers=(answer("advice", "Кажете веднага колко е заплатата и кога се плаща", speaker={}),),
)

TRIO = ProfileFacts(
    slug="balkanski-dom",
    names=Names(original="Балкански дом", latin="Balkanski Dom"),
    legal_form="ad",
    town="Варна",
    told_on=date(2026, 7, 1),
    sector="C",
    trade_word=TradeWord(word="мебелна фабрика", gender="f"),
    founded=1989,
    headcount=SizeClass.of(1100, When.of(date(2026, 3, 31))),
    entities=(
        Entity(
            names=Names(original="Балкански дом", latin="Balkanski Dom"),
            kind="company",
            legal_form="ad",
            role="produces",
            named=True,
        ),
        Entity(
            names=Names(original="Дъб и ясен", latin="Dab i Yasen"),
            kind="company",
            legal_form="ood",
            role="sells",
            named=True,
        ),
        Entity(names=Names(original="Школа „Чук“", latin="Shkola Chuk"), kind="foundation", role="trains", named=True),
    ),
    edition=THIRD,
    counted=Counted(
        tier="silver",
        kept_floor10=40,
        practices=(
            Practice(code="skills", place="off_site"),
            Practice(code="transport", covers=("shift_bus",)),
            Practice(code="paperwork"),
        ),
    ),
    answers=(
        answer(
            "hiring",
            "Първата година половината си тръгнаха заради пътя. Като пуснахме автобус, започнаха да остават.",
            speaker={"bg": "директорката на фабриката", "en": "the factory's director"},
            translations={
                "en": "In the first year half of them left because of the way to work. With a bus, they began to stay."
            },
        ),
    ),
    vacancies=Vacancies(openings=21, adverts=2, link="/vacancies?employer=balkanski-dom"),
)

GOLD = ProfileFacts(
    slug="zelena-loza",
    names=Names(original="Зелена лоза", latin="Zelena Loza"),
    legal_form="ood",
    town="Видин",
    told_on=date(2026, 4, 2),
    trade_word=TradeWord(word="оранжерия", gender="f"),
    founded=2002,
    headcount=SizeClass.of(400, When.of(date(2026, 3, 31))),
    edition=SECOND,
    counted=Counted(
        tier="gold",
        kept_floor10=60,
        points_floor5=85,
        practices=(
            Practice(code="mentor", covers=("bonus",)),
            Practice(code="language", frequency=Frequency(times=1, per="week")),
            Practice(code="skills", place="on_site"),
            Practice(code="adjustments"),
            Practice(code="shared"),
            Practice(code="housing", covers=("rent", "deposit")),
            Practice(code="childcare", covers=("fees",)),
        ),
    ),
    answers=(
        answer(
            "advice",
            "Не търсете благодарност, търсете хора, които искат да работят.",
            translations={"en": "Do not look for gratitude; look for people who want to work."},
        ),
    ),
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

CENTRE = ProfileFacts(
    slug="tsentar-tepe",
    names=Names(original="Център „Тепе“", latin="Tsentar Tepe"),
    legal_form="association",
    town="Пловдив",
    told_on=date(2026, 7, 1),
    sector="Q",
    founded=2019,
    edition=THIRD,
    figures=(
        Figure(
            id="conference",
            value=86,
            unit="people",
            measure="consulted",
            as_of=When(month=6, day=23),
            source={"bg": "доклад пред конференцията", "en": "a report to the conference"},
        ),
        Figure(
            id="open-day",
            value=150,
            unit="people",
            measure="consulted",
            qualifier="almost",
            as_of=When(month=6),
            source={"bg": "съобщение за деня на отворените врати", "en": "a note on the open day"},
        ),
        Figure(
            id="active",
            value=17,
            unit="people",
            measure="reactivated",
            as_of=When(month=6, day=23),
            source={"bg": "доклад пред конференцията", "en": "a report to the conference"},
        ),
    ),
    claims=(
        Claim(
            id="first", text={"bg": "първи сме по рода си в България", "en": "we are the first of our kind in Bulgaria"}
        ),
    ),
    contexts=(
        Context(
            id="risk",
            text={
                "bg": "Рискът да останат без работа и учене сред младите хора от две общности в Пловдив е 73%",
                "en": "The risk of being out of work and school for young people of two communities in Plovdiv is 73%",
            },
            source={"bg": "доклад пред конференцията", "en": "a report to the conference"},
            joins_groups=True,
        ),
    ),
    seeks_partners=True,
    partners=("companies",),
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

EVERYBODY = {name.lower(): facts for name, facts in list(globals().items()) if isinstance(facts, ProfileFacts)}
