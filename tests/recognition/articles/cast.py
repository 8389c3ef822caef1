"""Employers the articles are tried on: invented, but for one modelled on published figures and marked as a sample."""

from datetime import date

from services.recognition.articles import (
    Answer,
    Claim,
    Commitment,
    Counted,
    Delivery,
    Edition,
    Entity,
    Figure,
    Frequency,
    Headcount,
    Link,
    Names,
    Practice,
    ProfileFacts,
    Target,
    TradeWord,
    Vacancies,
    When,
)

THIRD = Edition(year=2026, ordinal=3, as_of=date(2026, 6, 30))
SECOND = Edition(year=2026, ordinal=2, as_of=date(2026, 3, 31))
MANAGER = {"bg": "управителят", "en": "the manager"}
TRAINING = {"bg": "ръководителят на обученията", "en": "the head of training"}


def answer(question: str, text: str, language: str = "bg", speaker: dict | None = None, **more) -> Answer:
    words = {"bg": {}, "en": {}}.get(language, {})
    return Answer(
        id=question,
        question=question,
        text=text,
        language=language,
        approved_on=date(2026, 7, 2),
        speaker=MANAGER if speaker is None else speaker,
        **{**words, **more},
    )


BAKERY = ProfileFacts(
    slug="sedemte-peshti",
    names=Names(original="Седемте пещи", latin="Sedemte Peshti"),
    legal_form="ood",
    town="Асеновград",
    town_latin="Asenovgrad",
    told_on=date(2026, 7, 10),
    sector="C10.71",
    trade_word=TradeWord(word="хлебозавод", gender="m", english="bakery"),
    founded=2004,
    headcount=Headcount(number=140, as_of=When.of(date(2026, 6, 30)), source="register"),
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
    vacancies=Vacancies(openings=3, link="/bg/vacancies?employer=sedemte-peshti"),
    report_link="/bg/employers/sedemte-peshti/report",
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
    seeks_partners=("companies", "organisations"),
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
        ),
        Figure(
            id="courses",
            value=265,
            unit="people",
            measure="completed",
            scope={"bg": "специализирано обучение", "en": "specialised training"},
            target=Target(value=500, unit="people", date=When(year=2024)),
        ),
        Figure(
            id="reach",
            value=9,
            unit="countries",
            measure="operates",
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
    delivery=Delivery(own_countries=("BG",)),
    seeks_partners=("companies", "organisations"),
)
