"""Employers known by what they state: two hybrids with figures and targets, and a centre."""

from datetime import date

from services.recognition.articles import (
    Claim,
    Commitment,
    Context,
    Delivery,
    Entity,
    Figure,
    Link,
    Names,
    ProfileFacts,
    Target,
    When,
)
from tests.recognition.articles.voices import SERIES, THIRD, TRAINING, answer

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
