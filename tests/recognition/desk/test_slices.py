"""An edition is made slice by slice: nobody waits for it, nobody sees half of it, and a crash costs one slice."""

import asyncio
import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from jinja2 import Environment

from services.recognition.board.printed import sector_words
from services.recognition.board.queries.board import Wanted
from services.recognition.board.queries.reading import read_board
from services.recognition.desk.handlers import stages
from services.recognition.desk.handlers.publishing import publish_edition, publish_whole
from services.recognition.desk.worker import go_on_publishing, learn_words, publish_now
from services.recognition.editions.model import Publication
from services.recognition.editions.queries import under_way
from services.recognition.editions.queries.editions import latest_edition, verify
from services.recognition.editions.tables import edition_basis
from services.recognition.service import SERVICE
from shared.auth import Keys
from shared.events.recognition import EditionPublished, ProfilePublished, ProfileWithdrawn
from shared.identity import employer_id
from shared.service import Runtime
from shared.settings import Settings
from shared.transaction import Refused, Transaction
from tests.conftest import make_tables, told
from tests.recognition.arrivals import Arrivals, doing
from tests.recognition.desk.sliced import ASKED, NUMBER, begin, everything, on_the_board, said, step, town
from tests.recognition.opened import (
    BOOKS,
    EDITOR,
    HOTEL,
    OVENS,
    correct,
    heard,
    ovens,
    publish,
    taken_back,
    wished,
)
from tests.recognition.telling import hired
from web.text import environment

__all__ = ["heard", "ovens", "town"]


@pytest.fixture
def other(settings: Settings, tmp_path: Path) -> Iterator[Arrivals]:
    """Another installation, empty."""
    elsewhere = msgspec.structs.replace(settings, database=f"sqlite:///{tmp_path}/other-{{service}}.db")
    runtime = Runtime(SERVICE, elsewhere, Keys(elsewhere.data / "keys", create=True))
    make_tables(runtime)
    yield Arrivals(runtime)
    runtime.close()


@pytest.mark.one_database
def test_made_in_slices_it_is_what_it_is_made_at_once(
    town: Arrivals, other: Arrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda size: "ab" * size)
    assert publish(town.runtime, NUMBER) == ""
    publish_now(town.runtime)
    sliced = everything(town.runtime), said(town.runtime)
    assert [name for name, _ in sliced[0][2]] == ["Седемте пещи", "Книжарница Перо", "Хотел Орфей"]
    assert sliced[0][3]
    other.arrive(town.sent)
    other.runtime.perform(doing(publish_whole, ASKED), EDITOR)
    assert (everything(other.runtime), said(other.runtime)) == sliced


@pytest.mark.both_databases
def test_readers_see_nothing_of_it_and_then_all_of_it(town: Arrivals) -> None:
    runtime = town.runtime
    begin(runtime)
    stage = "rows"
    while stage in ("rows", "out"):
        assert on_the_board(runtime) == []
        assert runtime.database.look(latest_edition) is None
        assert [one for one in told(runtime) if isinstance(one, ProfilePublished | EditionPublished)] == []
        stage = step(runtime)
    whole = on_the_board(runtime)
    assert len(whole) == 3
    while stage:
        assert on_the_board(runtime) == whole
        stage = step(runtime)
    kept_ = runtime.database.look(lambda session: read_board(session, Wanted(), "/en/employers", "en"))
    assert kept_ is not None
    assert [(one.row.name, one.slug) for one in kept_.page.rated] == whole
    assert [one for one in told(runtime) if isinstance(one, ProfileWithdrawn)] == []
    assert runtime.database.look(under_way.last_asked) is None


def test_a_command_has_its_turn_between_two_slices(town: Arrivals, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    writing = stages.write

    def noted(looked: stages.Looked, tx: Transaction) -> Publication | None:
        order.append(looked.stage)
        return writing(looked, tx)

    monkeypatch.setattr(stages, "write", noted)
    begin(town.runtime)

    async def both() -> None:
        edition = asyncio.create_task(go_on_publishing(town.runtime))
        while "rows" not in order:
            await asyncio.sleep(0)
        await town.runtime.do(lambda _, tx: order.append("command"), None)
        await edition

    asyncio.run(both())
    assert "rows" in order[: order.index("command")]
    assert "out" in order[order.index("command") :]


@pytest.mark.both_databases
def test_what_arrives_while_it_is_made_is_late_for_all_of_it(town: Arrivals) -> None:
    """Whether its employer's slice was made before or not."""
    begin(town.runtime)
    step(town.runtime)
    last = sorted(employer_id("BG", one) for one in (OVENS, HOTEL, BOOKS))[-1]
    number = next(one for one in (OVENS, HOTEL, BOOKS) if employer_id("BG", one) == last)
    town.tell((hired(number, "late", datetime.date(2025, 3, 1)), datetime.date(2025, 12, 1)))
    publish_now(town.runtime)
    found = town.runtime.database.look(lambda session: verify(session, NUMBER))
    assert found.agrees
    assert found.late


def test_only_one_edition_is_made_at_a_time(town: Arrivals) -> None:
    begin(town.runtime)
    with pytest.raises(Refused, match="is being published"):
        town.runtime.perform(doing(publish_edition, ASKED), EDITOR)


@pytest.mark.both_databases
def test_a_correction_that_changes_nothing_comes_to_nothing_and_says_why(town: Arrivals) -> None:
    publish(town.runtime, NUMBER)
    publish_now(town.runtime)
    correct(town.runtime, NUMBER)
    with pytest.raises(Refused, match="nothing to correct"):
        publish_now(town.runtime)
    publish_now(town.runtime)
    at = town.runtime.database.look(under_way.last_asked)
    assert at is not None
    assert "nothing to correct" in at.refused
    kept_ = sa.select(sa.func.count()).where(edition_basis.c.edition == at.number)
    assert town.runtime.database.look(lambda session: session.scalar(kept_)) == 0


def test_a_correction_in_slices_carries_out_what_was_asked_for(town: Arrivals) -> None:
    publish(town.runtime, NUMBER)
    publish_now(town.runtime)
    town.tell(*(taken_back(which) for which in range(8)))
    wished(town.runtime, NUMBER)
    correct(town.runtime, NUMBER)
    publish_now(town.runtime)
    found = town.runtime.database.look(latest_edition)
    assert found is not None
    assert (found.number, found.asked) == ("2025-4.1", 1)
    assert town.runtime.database.look(lambda session: verify(session, found.number)).agrees


def test_no_template_is_compiled_for_words_while_a_slice_is_written(
    town: Arrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.cache_clear()
    sector_words.cache_clear()
    learn_words(town.runtime)
    compiled: list[object] = []
    monkeypatch.setattr(Environment, "compile", lambda _, source, *rest: compiled.append(rest))
    assert all(len(sector_words(sector)) > 1 for sector in "ABCDEFGHIJKLMNOPQRS")
    assert compiled == []
