"""Employers that say little themselves: what edition, archive and adverts tell of them is all there is."""

from datetime import date

from services.recognition.articles import (
    Counted,
    Entity,
    Frequency,
    History,
    Names,
    Practice,
    ProfileFacts,
    SizeClass,
    TradeWord,
    Vacancies,
    When,
)
from tests.recognition.articles.voices import THIRD, answer

REGAINED = ProfileFacts(
    slug="ptitsa",
    names=Names(original="Птица", latin="Ptitsa"),
    legal_form="eood",
    town="Русе",
    told_on=date(2026, 7, 1),
    sector="C",
    trade_word=TradeWord(word="печатница", gender="f"),
    founded=1998,
    headcount=SizeClass.of(30, When(year=2023, month=6)),
    edition=THIRD,
    counted=Counted(
        tier="bronze",
        kept_floor10=10,
        history=History(regained=True, only_in=("town",)),
        practices=(Practice(code="transport", covers=("tickets",)),),
    ),
    vacancies=Vacancies(openings=2, adverts=2, link="/vacancies", titles=("Книговезец", "Печатар, втора смяна")),
)

STEADY = ProfileFacts(
    slug="lastovitsa",
    names=Names(original="Ластовица", latin="Lastovitsa"),
    legal_form="ood",
    town="Бургас",
    told_on=date(2026, 7, 1),
    trade_word=TradeWord(word="пералня", gender="f"),
    headcount=SizeClass.of(80, When.of(date(2026, 5, 12))),
    edition=THIRD,
    counted=Counted(
        tier="gold",
        kept_floor10=50,
        history=History(in_a_row=5, first_in=("town",)),
        practices=(
            Practice(code="language", since=2025, frequency=Frequency(times=3, per="week"), in_paid_time=True),
            Practice(code="adjustments"),
            Practice(code="housing", covers=("deposit",)),
        ),
    ),
)

VILLAGE = ProfileFacts(
    slug="obshtina-ferdinandovo",
    names=Names(original="Домове Фердинандово", latin="Domove Ferdinandovo"),
    legal_form="public",
    town="Фердинандово",
    told_on=date(2026, 7, 1),
    sector="Q",
    founded=1971,
    headcount=SizeClass.of(9, When(year=2026)),
    edition=THIRD,
    counted=Counted(
        tier="silver",
        history=History(first_in=("sector",)),
        first_listed=True,
        practices=(Practice(code="recognition"),),
    ),
    vacancies=Vacancies(openings=5, adverts=1, link="/vacancies", titles=("Болногледач",)),
)

TALK = ProfileFacts(
    slug="tri-morski-zvezdi",
    names=Names(original="Три морски звезди", latin="Tri Morski Zvezdi"),
    legal_form="ad",
    town="Варна",
    told_on=date(2026, 7, 1),
    sector="I",
    trade_word=TradeWord(word="хотел", gender="m"),
    founded=1985,
    entities=(
        Entity(names=Names(original="Три морски звезди", latin="Tri Morski Zvezdi"), kind="company", legal_form="ad"),
        Entity(names=Names(original="Школа „Фар“", latin="Shkola Far"), kind="association", related_party=True),
    ),
    edition=THIRD,
    answers=(
        answer(
            "free",
            "Въпрос: Кой започна?\nУправителката: Готвачката ни. Тя попита защо търсим хора по обяви, а не в центъра.\n"
            "Въпрос: А после?\nУправителката: После написахме менюто на два езика.",
            speaker={},
            translations={
                "en": "Question: Who began it?\nThe manager: Our cook. She asked why we looked for people in adverts and not "
                "at the centre.\nQuestion: And then?\nThe manager: Then we wrote the menu in two languages."
            },
            translated_by="machine",
        ),
    ),
    vacancies=Vacancies(openings=1, adverts=1, link="/vacancies", titles=("Камериерка",)),
)
