"""Writes the golden file of each new event version; never one that is there already."""

from shared.message import encode
from tests.contracts.test_events import GOLDEN
from tests.examples import events, message

for kind in events():
    file = GOLDEN / f"{kind.TYPE}.{kind.VERSION}.json"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(encode(message(kind)) + b"\n")
