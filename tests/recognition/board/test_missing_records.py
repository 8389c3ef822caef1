"""After a loss that was gone on without, pages say what is missing and nothing that is not so."""

import datetime
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from services.recognition.editions.tables import edition, edition_basis
from shared.clock import SOFIA
from shared.gap import Gap, gap_of
from shared.loss import WITHOUT
from shared.service import Runtime
from tests.recognition.conftest import EDITION, Reader

pytestmark = pytest.mark.one_database

AnyReader = Callable[..., Reader]
SINCE, UNTIL = (datetime.datetime(2026, month, 3, 12, tzinfo=SOFIA) for month in (1, 2))


def lose(runtime: Runtime) -> None:
    """Editions are gone; their events are in the outbox, and somebody decided."""
    losses = runtime.service.metadata.tables["loss"]
    row = {"event_id": "lost", "since": SINCE, "events": 9, "decision": WITHOUT, "reason": "", "at": UNTIL}

    def work(session: sa.orm.Session) -> None:
        for table in (edition_basis, edition):
            session.execute(sa.delete(table))
        session.execute(sa.insert(losses).values(**row))

    runtime.database.transact(work)
    runtime.gap = runtime.database.look(lambda session: gap_of(session, losses))


def test_the_gap_reaches_from_the_first_lost_event_to_the_decision(published: Runtime) -> None:
    lose(published)
    assert published.gap == Gap(SINCE, UNTIL)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Records from 3 January 2026 to 3 February 2026 were lost and are missing here."),
        ("bg", "Загубени са записи от 3 януари 2026"),
        ("lv", "Daļa ierakstu ir zudusi, un šeit to nav (2026. gada 3. janvāris – 2026. gada 3. februāris)"),
        ("pl", "Zapisy z okresu od 3 stycznia 2026"),
    ],
)
def test_every_page_says_from_when_to_when_records_are_missing(
    published: Runtime, reader: AnyReader, lang: str, words: str
) -> None:
    lose(published)
    said = " ".join(reader().page(f"/{lang}/about").get_text().split())
    assert words in said


@pytest.mark.parametrize(
    ("path", "untrue"),
    [
        ("/en", "The first edition is on its way"),
        ("/en/editions", "No edition yet"),
    ],
)
def test_a_page_does_not_say_that_nothing_was_published_yet(
    published: Runtime, reader: AnyReader, path: str, untrue: str
) -> None:
    lose(published)
    page = reader().page(path).get_text()
    assert untrue not in page
    assert "were lost and are missing here" in page


@pytest.mark.parametrize("address", ["/en/certificates?number={}/sedemte-peshti", "/en/certificates/{}/sedemte-peshti"])
def test_the_check_of_a_certificate_says_that_it_cannot_tell(
    published: Runtime, reader: AnyReader, address: str
) -> None:
    lose(published)
    for lost in (EDITION, "2024-3"):
        said = reader().get(address.format(lost)).text
        assert "We cannot tell of" in said
        assert "letter by letter" not in said
    assert "We cannot tell of" not in reader().get(address.format("2026-3")).text, "of a later one it can"
