"""A year's awards: who may do what when, votes that nobody sees before they are opened, winners on their pages."""

import datetime
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from services.recognition.awards import commands
from services.recognition.awards.handlers import years
from services.recognition.awards.model import leading, may_vote
from services.recognition.awards.tables import (
    award_conflict,
    ballot,
    nomination_reason,
)
from services.recognition.board.handlers.listing import look_over
from shared.events.intake import EmployerLeft
from shared.events.recognition import AwardGiven
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Missing, Transaction
from tests.conftest import told as told_by
from tests.recognition.awards.awarding import ANNA, BORIS, EDITOR, Awards, refused
from tests.recognition.conftest import HOTEL, JANUARY, Reader
from tests.recognition.telling import tell

pytestmark = pytest.mark.one_database

BOTH = pytest.mark.both_databases


@pytest.fixture
def awards(published: Runtime) -> Awards:
    return Awards(published)


@BOTH
def test_the_nominee_with_most_votes_wins_with_a_citation_and_everybody_is_told(awards: Awards) -> None:
    ovens, hotel = awards.both_in_mentoring()
    awards.go_on()
    for who, choice in ((EDITOR, hotel), (ANNA, ovens), (BORIS, ovens)):
        awards.vote(choice, who)
    awards.vote(ovens, EDITOR)  # changed before the end
    awards.go_on()
    assert refused(lambda: awards.give(hotel)) == "Another nomination has more votes"
    awards.give(ovens)
    assert refused(lambda: awards.give(ovens)) == "The award of this category is given already"
    winner = awards.seen().categories[0].winner
    assert winner is not None
    assert winner.line is not None
    assert (winner.line.name, winner.citation_en) == ("Седемте пещи", "For patience.")
    told = [event for event in told_by(awards.runtime) if isinstance(event, AwardGiven)]
    assert [(event.award, event.year) for event in told] == [(awards.category["Mentoring"], 2025)]


@BOTH
def test_who_declares_a_conflict_does_not_vote_where_that_employer_stands_and_a_vote_given_is_taken_back(
    awards: Awards,
) -> None:
    ovens, hotel = awards.both_in_mentoring()
    beginning = awards.nominate("Седемте пещи", "A beginning")
    awards.go_on()
    awards.vote(hotel, ANNA)
    awards.vote(hotel, BORIS)
    awards.do(years.declare_conflict, commands.DeclareConflict(nomination=ovens, reason="family"), ANNA)
    for choice, category in ((hotel, "Mentoring"), (beginning, "A beginning")):
        assert "conflict" in refused(lambda c=choice, k=category: awards.vote(c, ANNA, k))  # type: ignore[misc]
    awards.go_on()
    counted = {one.id: one.votes for one in awards.seen().categories[0].nominees}
    assert counted == {ovens: 0, hotel: 1}
    assert not may_vote({"a", "b"}, {"b"})


@BOTH
def test_a_conflict_takes_back_the_vote_in_every_category_of_that_employer(awards: Awards) -> None:
    ovens, hotel = awards.both_in_mentoring()
    beginning = awards.nominate("Седемте пещи", "A beginning")
    awards.go_on()
    awards.vote(beginning, ANNA, "A beginning")
    awards.vote(hotel, BORIS)
    awards.do(years.declare_conflict, commands.DeclareConflict(nomination=ovens, reason="family"), ANNA)
    awards.go_on()
    assert {one.votes for category in awards.seen().categories for one in category.nominees} == {0, 1}
    assert {one.id: one.votes for one in awards.seen().categories[1].nominees} == {beginning: 0}


def test_a_page_of_the_nominations_does_not_close_the_voting(awards: Awards) -> None:
    ovens, _ = awards.both_in_mentoring()
    awards.go_on()
    awards.vote(ovens, ANNA)
    stale = commands.GoOn(year=2025, seen="nominations")
    assert "meanwhile" in refused(lambda: awards.do(years.go_on, stale))
    assert awards.seen().state == "voting"


def test_the_award_goes_to_the_next_where_the_first_has_no_page_any_more(awards: Awards) -> None:
    ovens, hotel = awards.both_in_mentoring()
    awards.go_on()
    for who, choice in ((ANNA, hotel), (BORIS, hotel), (EDITOR, ovens)):
        awards.vote(choice, who)
    awards.go_on()
    tell(awards.runtime, [(EmployerLeft(employer=employer_id("BG", HOTEL), on=JANUARY), JANUARY)])
    awards.runtime.perform(look_over)
    assert refused(lambda: awards.give(hotel)) == "Another nomination has more votes"
    awards.give(ovens)


@BOTH
def test_nobody_sees_a_vote_of_another_before_the_voting_is_closed(awards: Awards) -> None:
    ovens, _ = awards.both_in_mentoring()
    awards.go_on()
    awards.vote(ovens, ANNA)
    mine, others = awards.seen(ANNA).categories[0], awards.seen(BORIS).categories[0]
    assert (mine.voted, others.voted) == (ovens, "")
    assert {(one.votes, one.leads) for one in (*mine.nominees, *others.nominees)} == {(0, False)}
    assert "sealed" in refused(lambda: awards.give(ovens))


def test_each_step_allows_its_own_acts_and_leads_on_only(awards: Awards) -> None:
    assert refused(awards.go_on) == "Nobody is nominated yet"
    ovens, _ = awards.both_in_mentoring()
    assert "does not vote" in refused(lambda: awards.vote(ovens, ANNA))
    awards.go_on()
    assert "over" in refused(lambda: awards.nominate("Книжарница Перо"))
    assert refused(awards.go_on) == "Nobody has voted yet"
    awards.vote(ovens, ANNA)
    awards.go_on()
    assert "closed" in refused(awards.go_on)
    assert "opened before" in refused(lambda: awards.do(years.open_awards, commands.OpenAwards(year=2025)))
    with pytest.raises(Missing):
        awards.do(years.go_on, commands.GoOn(year=2031, seen="voting"))


@pytest.mark.parametrize("typed", ["sedemte-peshti", "https://x.example/bg/employers/sedemte-peshti", "Sedemte peshti"])
def test_an_employer_is_named_by_its_page_or_its_name(awards: Awards, typed: str) -> None:
    awards.nominate(typed)
    assert [one.line.slug for one in awards.seen().categories[0].nominees] == ["sedemte-peshti"]


@pytest.mark.parametrize("typed", ["Никой", "~", "nobody-at-all", "а"])
def test_who_is_not_on_the_board_is_not_nominated(awards: Awards, typed: str) -> None:
    assert refused(lambda: awards.nominate(typed))


def test_several_with_equally_many_votes_all_lead() -> None:
    assert leading(["a", "b", "b", "a", "c"]) == ("a", "b")
    assert leading([]) == ()


@BOTH
def test_from_nomination_to_ceremony_by_the_pages_alone(published: Runtime, reader: Callable[..., Reader]) -> None:
    editor = reader(roles=("editor",), account="e-1")
    assert editor.post("/recognition/awards", year="2025").status_code == 303
    here = "/recognition/awards/2025"
    assert editor.post(f"{here}/categories", name="Начало", name_en="A beginning").status_code == 303
    officer = reader(roles=("officer",), account="o-1", organisation="centre")
    page = officer.page(f"{here}?employer=Седемте пещи")
    assert "Златен знак" in page.select_one(".record").get_text()
    category = page.select_one("input[name=category]")["value"]
    empty = officer.post(f"{here}/nominations", category=category, employer="Никой такъв", reasons="Търпение")
    assert empty.status_code == 422
    assert "Търпение" in empty.text
    fine = officer.post(f"{here}/nominations", category=category, employer="sedemte-peshti", reasons="Търпение")
    assert fine.status_code == 303
    assert "Търпение" not in reader(roles=("officer",), account="o-2", organisation="centre").text(here)
    assert editor.post(f"{here}/steps", seen="nominations").status_code == 303
    assert officer.post(f"{here}/ballots/{category}", nomination="x").status_code == 404
    choice = editor.page(here).select_one("input[name=nomination]")["value"]
    assert editor.post(f"{here}/ballots/{category}", nomination=choice).status_code == 303
    assert "Журито гласува" in reader().text("/bg/awards/2025")
    assert editor.post(f"{here}/steps", seen="voting").status_code == 303
    words = {"nomination": choice, "citation": "За търпението.", "citation_en": "For patience."}
    assert editor.post(f"{here}/winners/{category}", **words).status_code == 303
    for path, said in (("/bg/awards/2025", "За търпението."), ("/en/awards/2025", "For patience.")):
        assert said in reader().text(path)
    assert "A beginning, 2025" in reader().text("/en/employers/sedemte-peshti")
    assert "2025" in reader().text("/en/awards")


def test_a_prize_of_others_stands_on_the_page_with_giver_year_and_what_it_was_used_for(
    published: Runtime, reader: Callable[..., Reader]
) -> None:
    editor = reader(roles=("editor",), account="e-1")
    prize = {"employer": "sedemte-peshti", "name": "DUO", "giver": "Фондация", "year": "2024", "used_for": "Нова пещ"}
    assert editor.post("/recognition/prizes", **prize, source="javascript:alert(1)").status_code == 422
    assert editor.post("/recognition/prizes", **prize, source="https://duo.example").status_code == 303
    assert "DUO, Фондация, 2024 – Нова пещ" in reader().text("/bg/employers/sedemte-peshti").replace(" ,", ",")


@pytest.mark.parametrize("year", ["x", "20255", "²025", "1999", "0000"])
def test_a_year_without_awards_is_not_there(published: Runtime, reader: Callable[..., Reader], year: str) -> None:
    assert reader().get(f"/bg/awards/{year}").status_code == 404
    assert reader(roles=("editor",), account="e").get(f"/recognition/awards/{year}").status_code == 404


def test_what_people_said_and_how_they_voted_goes_after_two_years(awards: Awards) -> None:
    ovens, _ = awards.both_in_mentoring()
    awards.go_on()
    awards.do(years.declare_conflict, commands.DeclareConflict(nomination=ovens, reason="work"), BORIS)
    awards.vote(ovens, ANNA)
    tables = (ballot, award_conflict, nomination_reason)

    def kept() -> list[int]:
        counts = (sa.select(sa.func.count()).select_from(table) for table in tables)
        return awards.runtime.database.look(lambda s: [s.scalar(one) or 0 for one in counts])

    def mornings(tx: Transaction) -> None:
        for timer in years.DAILY:
            timer(tx.today, tx)

    for days, left in ((729, [1, 1, 2]), (731, [0, 0, 0])):
        for table in tables:
            then = sa.update(table).values(at=awards.runtime.clock.now() - datetime.timedelta(days=days))
            awards.runtime.database.transact(lambda s, one=then: s.execute(one))  # type: ignore[misc]
        awards.runtime.perform(mornings)
        assert kept() == left
