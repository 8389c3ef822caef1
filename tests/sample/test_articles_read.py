"""The articles of the whole sample, measured as DESIGN 17 counts them: their own words, and headlines of their own."""

from collections import defaultdict

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.app import App
from services.recognition.articles import ProfileFacts, compose
from services.recognition.board.queries import profiles
from services.recognition.board.tables import listing
from services.recognition.series.queries.series import issues_read, public_series
from services.recognition.statements.model.reachable import reachable
from shared.languages import FRAME
from tests.recognition.articles.own_words import measured

pytestmark = pytest.mark.xdist_group("whole sample")


@pytest.fixture(scope="module")
def everybody(whole: App) -> list[ProfileFacts]:
    runtime = whole.runtimes["recognition"]

    def look(session: Session) -> list[ProfileFacts]:
        found = []
        for slug in session.scalars(sa.select(listing.c.slug).order_by(listing.c.slug)):
            try:
                found.append(profiles.profile(session, slug, runtime.clock.today()))
            except profiles.Formerly:
                continue
        return found

    return runtime.database.look(look)


@pytest.mark.parametrize("lang", FRAME)
def test_most_words_are_an_articles_own(everybody: list[ProfileFacts], lang: str) -> None:
    found = measured(everybody, lang)
    assert found.median >= 0.55, found
    assert found.decile >= 0.2, found
    assert found.shared_by <= 1 / 3, found


def test_no_two_employers_of_an_edition_are_announced_in_one_form_in_one_town(everybody: list[ProfileFacts]) -> None:
    forms = defaultdict(list)
    for facts in everybody:
        if facts.counted:
            forms[facts.town].append(compose(facts).headline.key)
    assert {town: found for town, found in forms.items() if len(found) != len(set(found))} == {}


def test_thirty_employers_with_a_mark_speak_and_in_both_languages(everybody: list[ProfileFacts]) -> None:
    speaking = [facts for facts in everybody if facts.answers and facts.counted and facts.counted.tier]
    assert len(speaking) >= 30, len(speaking)
    for facts in speaking:
        assert sum(len(one.text) for one in facts.answers) > 200, facts.slug
        for lang in ("bg", "en"):
            assert all(one.reading(lang).language == lang for one in facts.answers), facts.slug


def test_no_word_of_an_interview_tells_how_to_reach_somebody(everybody: list[ProfileFacts]) -> None:
    texts = [text for facts in everybody for one in facts.answers for text in (one.text, *one.translations.values())]
    assert [text for text in texts if reachable(text)] == []


def test_one_series_has_four_issues_in_both_languages(whole: App) -> None:
    runtime = whole.runtimes["recognition"]
    (found,) = runtime.database.look(public_series)
    read = runtime.database.look(lambda session: issues_read(session, found.id, runtime.clock.today()))
    assert [one.number for one in read] == [1, 2, 3, 4]
    assert len({one.facts.town for one in read}) == 4
    assert found.said("aim", "bg") != found.said("aim", "en")
