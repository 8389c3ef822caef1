"""Practice and detail go together: every pair the office's form offers has its own words, and no other pair has any."""

import itertools
from functools import cache
from typing import get_args

import msgspec
import pytest

from services.intake.codes import Detail
from services.recognition.articles import Counted, Practice, ProfileFacts
from services.recognition.articles.codes import PracticeCode
from services.recognition.board.queries.counted import _practice
from shared.languages import FRAME
from shared.practices import DETAILS
from tests.recognition.articles.cast import BAKERY
from tests.recognition.articles.reading import read, title

change = msgspec.structs.replace

FOUND = {
    "bg": {
        "frequency-weekly-1": "веднъж седмично", "frequency-weekly-2": "два пъти седмично",
        "frequency-weekly-3": "три пъти седмично", "frequency-monthly-1": "веднъж месечно",
        "in-paid-time": "в платено време", "on-site": "на работното място", "off-site": "извън работното място",
        "online": "онлайн", "bonus": "наставниците получават добавка", "rent": "плаща част от наема",
        "deposit": "дава назаем депозита за жилище", "shift-bus": "превозва хората за смените",
        "tickets": "плаща билетите за път до работа",
    },
    "en": {
        "frequency-weekly-1": "once a week", "frequency-weekly-2": "twice a week",
        "frequency-weekly-3": "three times a week", "frequency-monthly-1": "once a month",
        "in-paid-time": "in paid time", "on-site": "at the workplace", "off-site": "away from the workplace",
        "online": "online", "bonus": "mentors are paid a bonus", "rent": "pays part of the rent",
        "deposit": "lends the deposit for a home", "shift-bus": "lays on a bus for the shifts",
        "tickets": "pays for tickets to work",
    },
    "lv": {
        "frequency-weekly-1": "reizi nedēļā", "frequency-weekly-2": "divreiz nedēļā",
        "frequency-weekly-3": "trīsreiz nedēļā", "frequency-monthly-1": "reizi mēnesī",
        "in-paid-time": "apmaksātā darba laikā", "on-site": " darbavietā", "off-site": "ārpus darbavietas",
        "online": "tiešsaistē", "bonus": "mentori par to saņem piemaksu", "rent": "sedz daļu no īres maksas",
        "deposit": "aizdod drošības naudu par mājokli", "shift-bus": "ved cilvēkus uz maiņām",
        "tickets": "apmaksā biļetes ceļam uz darbu",
    },
    "pl": {
        "frequency-weekly-1": "raz w tygodniu", "frequency-weekly-2": "dwa razy w tygodniu",
        "frequency-weekly-3": "trzy razy w tygodniu", "frequency-monthly-1": "raz w miesiącu",
        "in-paid-time": "w płatnych godzinach pracy", "on-site": "w miejscu pracy", "off-site": "poza miejscem pracy",
        "online": "przez internet", "bonus": "opiekunowie dostają za to dodatek", "rent": "dopłaca do czynszu",
        "deposit": "pożycza na kaucję za mieszkanie", "shift-bus": "dowozi ludzi na zmiany",
        "tickets": "płaci za bilety do pracy",
    },
}  # fmt: skip
FEES = {
    "bg": {"childcare": "таксите за детска градина", "paperwork": "таксите за документите",
           "recognition": "таксите за признаването на дипломи"},
    "en": {"childcare": "nursery fees", "paperwork": "the fees for papers",
           "recognition": "the fees for the recognition of diplomas"},
    "lv": {"childcare": "maksā par bērnudārzu", "paperwork": "sedz nodevas par dokumentiem",
           "recognition": "sedz izdevumus par diplomu atzīšanu"},
    "pl": {"childcare": "płaci za przedszkole", "paperwork": "pokrywa opłaty za dokumenty",
           "recognition": "pokrywa koszty uznania dyplomów"},
}  # fmt: skip
PAIRS = list(itertools.product(get_args(PracticeCode), get_args(Detail)))


def offering(*practices: Practice) -> ProfileFacts:
    return change(BAKERY, counted=Counted(tier="bronze", practices=practices))


@cache
def told(lang: str, *practices: Practice) -> str:
    facts = offering(*practices)
    return f"{title(facts, lang)}\n{read(facts, lang)}".casefold().replace("\xa0", " ")


def words_of(practice: str, detail: str, lang: str) -> str:
    return FEES[lang][practice] if detail == "fees" else FOUND[lang][detail]


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize(("practice", "detail"), PAIRS)
def test_a_pair_that_the_form_offers_is_said_and_of_any_other_the_practice_alone(
    practice: str, detail: str, lang: str
) -> None:
    pair, bare = told(lang, _practice(practice, 1, [detail])), told(lang, _practice(practice, 1, []))
    if detail in DETAILS[practice]:
        assert words_of(practice, detail, lang) in pair
    else:
        assert pair == bare


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(get_args(PracticeCode), 2)))
def test_no_neighbour_changes_what_a_pair_means(one: str, other: str, lang: str) -> None:
    for first, second in itertools.product(DETAILS[one] or [""], DETAILS[other] or [""]):
        text = told(lang, _practice(one, 1, [first]), _practice(other, 1, [second]))
        for practice, detail in ((one, first), (other, second)):
            assert not detail or words_of(practice, detail, lang) in text, f"{practice} {detail}"
        others = [fees for of, fees in FEES[lang].items() if of not in (one, other)]
        assert not any(fees in text for fees in others)


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize("practice", get_args(PracticeCode))
def test_all_that_may_be_said_of_one_practice_is_said_together(practice: str, lang: str) -> None:
    details = [detail for detail in DETAILS[practice] if not detail.startswith(("frequency-", "o"))]
    text = told(lang, _practice(practice, 1, details))
    for detail in details:
        assert words_of(practice, detail, lang) in text


@pytest.mark.parametrize("lang", FRAME)
def test_a_detail_of_another_practice_has_no_words_even_where_the_facts_hold_it(lang: str) -> None:
    wrong = [Practice(code=code, covers=("fees", "rent", "bonus")) for code in ("transport", "adjustments", "shared")]
    bare = [Practice(code=code) for code in ("transport", "adjustments", "shared")]
    assert told(lang, *wrong) == told(lang, *bare)


def test_of_two_answers_to_how_often_or_where_none_is_said() -> None:
    two = ["frequency-weekly-1", "frequency-weekly-2", "on-site", "online", "in-paid-time"]
    assert _practice("skills", 1, two) == _practice("skills", 1, ["in-paid-time"])
