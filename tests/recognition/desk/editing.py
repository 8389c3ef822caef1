"""What the tests of the editors' desk look at."""

import datetime

import pytest

from services.recognition.desk.queries.preview import Preview, preview
from shared.service import Runtime
from tests.markup import Element
from tests.recognition.conftest import EDITION

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)


HERE = f"/recognition/editions/{EDITION}"


MARCH = datetime.date(2026, 3, 1)


def seen(runtime: Runtime, number: str = EDITION) -> Preview:
    return runtime.database.look(lambda session: preview(session, number, runtime.clock.now()))


def parts(page: Element, heading: str) -> list[str]:
    """The lines under a heading, up to the next one."""
    found = next(one for one in page.select("main h2, main h3") if heading in one.get_text())
    lines = []
    for one in found.find_next_siblings():
        if one.name in ("h2", "h3"):
            break
        own = [one] if one.name == "p" else one.find_all("li", recursive=False)
        lines += [" ".join(line.get_text(" ").split()) for line in own]
    return lines
