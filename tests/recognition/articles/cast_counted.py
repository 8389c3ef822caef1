"""Employers with a mark, of every tier and several legal forms."""

from datetime import date

from services.recognition.articles import (
    Counted,
    Entity,
    Frequency,
    Link,
    Names,
    Practice,
    ProfileFacts,
    SizeClass,
    TradeWord,
    Vacancies,
    When,
)
from tests.recognition.articles.voices import SECOND, THIRD, answer

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
