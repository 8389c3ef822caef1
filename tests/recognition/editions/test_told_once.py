"""What was published and is lost here is never published a second time, and no address is given to somebody else."""

import datetime

import pytest
import sqlalchemy as sa

from services.recognition.board.handlers.listing import look_over
from services.recognition.board.tables import listing
from services.recognition.desk import commands
from services.recognition.desk.handlers import publishing as handlers
from services.recognition.editions.queries.gone import is_lost, lost_editions
from shared.identity import employer_id
from shared.loss import ADOPTED
from shared.service import Runtime
from shared.transaction import Refused
from tests.conftest import actor
from tests.recognition.arrivals import start_at
from tests.recognition.conftest import BOOKS, EDITION, JANUARY, Reader, publish
from tests.recognition.desk.editing import seen
from tests.recognition.telling import employer, tell, vacancy

pytestmark = pytest.mark.both_databases


def lose_what_was_published(runtime: Runtime) -> None:
    """As after `loss adopt`: the events are in the outbox again, what they tell of is not."""

    def forget(session: sa.orm.Session) -> None:
        for table in reversed(runtime.service.metadata.sorted_tables):
            if table.schema is None and table.name not in ("outbox", "lease"):
                session.execute(sa.delete(table))
        now = runtime.clock.now()
        row = {"event_id": "lost", "since": now, "events": 1, "decision": ADOPTED, "reason": "", "at": now}
        session.execute(sa.insert(runtime.service.metadata.tables["loss"]).values(**row))

    runtime.database.transact(forget)


def correct(runtime: Runtime, number: str) -> None:
    asked = commands.CorrectEdition(number=number, note="a hire was recorded by mistake")
    runtime.perform(lambda tx: handlers.correct_edition(asked, tx), actor("editor"))


def test_a_number_that_was_published_and_lost_is_not_published_again(published: Runtime) -> None:
    lose_what_was_published(published)
    assert published.database.look(lost_editions) == {EDITION}
    assert published.database.look(lambda session: is_lost(session, EDITION))
    with pytest.raises(Refused, match=r"published before .*steadfast restore") as refused:
        publish(published)
    assert refused.value.params == {"lost": "4/2025"}
    with pytest.raises(Refused, match="editions go forward only"):
        publish(published, "2025-3")


def test_a_lost_edition_is_not_corrected(published: Runtime) -> None:
    lose_what_was_published(published)
    with pytest.raises(Refused, match=r"published before .*steadfast restore"):
        correct(published, EDITION)


def test_a_correction_that_was_published_and_lost_is_not_numbered_again(published: Runtime) -> None:
    box = published.service.metadata.tables["outbox"]

    def told_a_correction(session: sa.orm.Session) -> None:
        row = dict(session.execute(sa.select(box).where(box.c.aggregate_id == EDITION)).one()._mapping)
        row |= {"event_id": "lost", "aggregate_id": f"{EDITION}-1", "position": None}
        session.execute(sa.insert(box).values({name: value for name, value in row.items() if name != "position"}))

    published.database.transact(told_a_correction)
    assert published.database.look(lost_editions) == {f"{EDITION}.1"}
    with pytest.raises(Refused, match=r"published before"):
        correct(published, EDITION)


def test_the_next_edition_waits_until_it_needs_nothing_of_the_lost_one(published: Runtime) -> None:
    """By D4 a basis is taken anew after four editions whatever changed; before, five must stand behind a change (D3)."""
    lose_what_was_published(published)
    start_at(published.clock, datetime.date(2026, 4, 16))
    with pytest.raises(Refused, match="five people stand behind") as refused:
        publish(published, "2026-1")
    assert refused.value.params["following"] == "4/2026"
    start_at(published.clock, datetime.date(2027, 1, 16))
    publish(published, "2026-4")


def test_the_desk_says_why_an_edition_cannot_be_published(published: Runtime, editor: Reader) -> None:
    lose_what_was_published(published)
    check = seen(published, EDITION).check
    assert (check.lost, check.may) == (True, False)
    page = editor.page(f"/recognition/editions/{EDITION}/preview")
    assert "Липсват записи на издание, което е излязло" in page.find("main").get_text()
    assert not page.select("form[action='/recognition/editions']")


def test_an_address_that_was_lost_is_not_given_to_somebody_else(published: Runtime) -> None:
    """A newcomer of a name that was listed, and two that were, get the reference of their group into the address."""
    tell(published, employer("121000021", "Хотел Орфей", "Hotel Orpheus", JANUARY, staff=10))
    tell(published, [vacancy("121000021", "Готвач", datetime.date(2026, 2, 1))])
    lose_what_was_published(published)
    published.perform(look_over)
    given = published.database.look(lambda s: {one.group: one.slug for one in s.execute(sa.select(listing))})
    newcomer, before = employer_id("BG", "121000021"), employer_id("BG", BOOKS)
    assert given == {newcomer: f"hotel-orpheus-{newcomer}", before: "bookshop-pero"}
