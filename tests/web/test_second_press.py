"""A day whose year is probably wrong is asked about once, read out in words, and taken when it is sent again."""

import datetime
from collections.abc import Iterator

import msgspec
import pytest

from services.intake.candidates.commands import CorrectCandidate
from services.placements.hires.commands import RecordHire
from services.routes import SERVICES
from shared.readers import likely
from shared.readers.misread import Doubtful, Misread
from web import forms, second_press
from web.form import Errors, Message, likely_days

TODAY = datetime.date(2026, 11, 29)


def date_fields() -> Iterator[tuple[type[msgspec.Struct], str]]:
    """Every day that a form or a JSON body of any service may hold."""
    for service in SERVICES:
        for command in service.commands:
            yield from ((command, name) for name in likely_days(command))


def named(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


@pytest.mark.parametrize(("command", "field"), sorted(date_fields(), key=str), ids=named)
def test_every_day_of_a_command_says_what_it_stands_for(command: type[msgspec.Struct], field: str) -> None:
    assert likely_days(command)[field] is not None


@pytest.mark.parametrize(("command", "field"), sorted(date_fields(), key=str), ids=named)
def test_a_wrong_century_is_never_taken_without_a_word(command: type[msgspec.Struct], field: str) -> None:
    """What is still to come, or before its own beginning, its handler refuses with the day of its organisation."""
    kind, others = likely_days(command)[field], {"start": TODAY, "begins": TODAY}
    for year in (1906, 2126):
        handled = isinstance(kind, likely.Until) if year < TODAY.year else getattr(kind, "ahead", 0) is None
        if not handled:
            with pytest.raises(Misread):
                kind.check(TODAY.replace(year=year), TODAY, others)


def asked(typed: str, *sure: str, lang: str = "en") -> Errors:
    form = {"start": typed, "contract": "permanent", "hours": "40", "_sure": list(sure)}
    found = forms._checked(RecordHire, form, forms._Rules(None, TODAY, lang))
    return found if isinstance(found, Errors) else Errors()


def test_the_day_is_read_out_in_words_and_carries_what_the_next_press_says() -> None:
    message = asked("20.11.2025")["start"]
    assert message.params["read"] == "Thursday, 20 November 2025"
    assert message.sure == "start=2025-11-20"
    bulgarian = asked("20.11.2025", lang="bg")["start"]
    assert bulgarian.params["read"] == "четвъртък, 20 ноември 2025\u202fг."


def test_the_second_press_is_bound_to_the_field_and_to_the_day() -> None:
    assert asked("20.11.2025", "start=2025-11-20") == {}
    assert "start" in asked("21.11.2025", "start=2025-11-20")
    assert "start" in asked("20.11.2025", "last_day=2025-11-20")
    assert "start" in asked("20.11.2025", "start", "", "start=")


def test_what_is_impossible_is_refused_however_often_it_is_sent() -> None:
    with pytest.raises(Misread) as refused:
        likely.BORN.check(datetime.date(2026, 12, 1), TODAY, {})
    assert not isinstance(refused.value, Doubtful)
    with pytest.raises(Misread) as refused:
        likely.ONCE.check(datetime.date(2026, 12, 1), TODAY, {})
    assert not isinstance(refused.value, Doubtful)


@pytest.mark.parametrize("sure", ["", "born=", "born=2126-12-01"])
def test_a_mark_of_nothing_lets_no_impossible_day_through(sure: str) -> None:
    form = {"candidate": "c-1", "name": "Ana Petrova", "born": "2126-12-01", "town": "Varna", "_sure": sure}
    found = forms._checked(CorrectCandidate, form, forms._Rules(None, TODAY, "en"))
    assert isinstance(found, Errors)
    assert "born" in found


@pytest.mark.parametrize("born", ["1920-01-01", "2011-01-01", "2016-01-01"])
def test_somebody_over_a_hundred_or_under_age_is_asked_about(born: str) -> None:
    with pytest.raises(Doubtful, match="Is the year right"):
        likely.BORN.check(datetime.date.fromisoformat(born), TODAY, {})


def test_json_gets_what_to_send_back() -> None:
    errors = {"start": Message("asked", sure="start=2025-11-20"), "hours": Message("wrong")}
    confirm = second_press.confirmation(errors)
    assert confirm == {"start": "2025-11-20"}
    assert second_press.marks(confirm) == ["start=2025-11-20"]
    assert second_press.marks("start=2025-11-20") == second_press.marks([1]) == []
