"""Proof that these tests can fail: each guard is taken out of a copy of the code, and its test must turn red.

python -m tests.faults.breaks [WORD]    (some minutes; not part of the normal run)
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
KILLS, LOST, TWO = "tests/faults/test_kills.py", "tests/faults/test_broker_lost.py", "tests/faults/test_instances.py"
POISON, RELAY, CONSUMER = "tests/shared/test_poison.py", "tests/shared/test_relay.py", "tests/shared/test_consumer.py"
REBUILD, DATABASE = "tests/shared/test_rebuild.py", "tests/shared/test_database.py"

BREAKS: list[tuple[str, str, str, str, str, str]] = [
    (
        "the inbox is not asked",
        "shared/inbox.py",
        "seen = set(session.scalars(",
        "seen = set() and set(session.scalars(",
        LOST,
        "twice and sqlite",
    ),
    (
        "the consumer has no fence",
        "shared/inbox.py",
        "if row is None or row.epoch != self.epoch:",
        "if row is None:",
        CONSUMER,
        "taken_over and sqlite",
    ),
    (
        "the consumer has no fence, with processes",
        "shared/inbox.py",
        "if row is None or row.epoch != self.epoch:",
        "if row is None:",
        TWO,
        "batch_in_hand and sqlite",
    ),
    (
        "a page that is there already is not looked at again",
        "shared/relay.py",
        "            await self._publish_one_by_one(page)\n",
        "            return\n",
        KILLS,
        "producer and sqlite and publishing",
    ),
    (
        "rows that were published once count as published for ever",
        "shared/relay.py",
        "            await self.reconcile()\n",
        "            await self.broker.present()\n            self._connection = self.broker.connection\n",
        LOST,
        "(destroyed or tail) and sqlite",
    ),
    (
        "the relay goes by position and not by what is not yet published",
        "shared/relay.py",
        "return sa.and_(box.stream_seq.is_(None), ",
        "top = sa.select(sa.func.coalesce(sa.func.max(box.position), 0)).where(box.stream_seq.is_not(None))\n"
        "        return sa.and_(box.position > top.scalar_subquery(), ",
        RELAY,
        "late and postgresql",
    ),
    (
        "pages go out backwards",
        "shared/relay.py",
        "columns.where(self._ready()).order_by(box.position)",
        "columns.where(self._ready()).order_by(box.position.desc())",
        LOST,
        "away and sqlite",
    ),
    (
        "the checkpoint is proved by id and place alone",
        "shared/consumer.py",
        "found.stored == row.stored",
        "found.event_id == row.event_id",
        LOST,
        "proves_nothing and sqlite",
    ),
    (
        "the checkpoint is not proved",
        "shared/consumer.py",
        "if after == 0 or (found is not None and found.stored == row.stored):",
        "if True:",
        LOST,
        "proves_nothing and sqlite",
    ),
    (
        "the checkpoint moves before the batch is taken",
        "shared/consumer.py",
        "        fresh = await self.database.write(",
        "        at = {'stream_seq': deliveries[-1].seq, 'stored': deliveries[-1].stored}\n"
        "        await self.database.write(lambda s: s.execute(sa.update(self.projection.checkpoint).values(**at)))\n"
        "        fresh = await self.database.write(",
        KILLS,
        "consumer_killed and sqlite",
    ),
    (
        "a relay that lost its turn marks",
        "shared/relay.py",
        "if self.lease.held(session):",
        "if True:",
        RELAY,
        "lost_its_turn and sqlite",
    ),
    (
        "a full stream counts as a refusal",
        "shared/broker/stream.py",
        '        if ack.error.get("err_code") == TOO_LARGE:',
        "        if True:",
        RELAY,
        "full and sqlite",
    ),
    (
        "a payload that is too large is sent",
        "shared/broker/stream.py",
        "    if len(payload) > MAX_MESSAGE - HEADROOM:",
        "    if False:",
        RELAY,
        "too_large and sqlite",
    ),
    (
        "pages are not bounded in bytes",
        "shared/relay.py",
        "if size <= PAGE_BYTES or",
        "if True or",
        RELAY,
        "bounded and sqlite",
    ),
    (
        "gaps are not looked for",
        "shared/broker/subscription.py",
        "if consumer_sequence != self._expected:",
        "if False:",
        CONSUMER,
        "dropped and sqlite",
    ),
    (
        "heartbeats are not read",
        "shared/broker/subscription.py",
        "if sent >= self._expected:",
        "if False:",
        CONSUMER,
        "dropped and sqlite",
    ),
    (
        "a new connection does not wake the consumer",
        "shared/broker/connection.py",
        "            interrupt()",
        "            pass",
        CONSUMER,
        "quiet and sqlite",
    ),
    (
        "what is behind a parked event is applied",
        "shared/inbox.py",
        '            elif arrival.message.subject in parked:\n                self._bury(session, arrival, "its aggregate is parked", "parked")\n            elif arrival.fault:',
        "            elif arrival.fault:",
        POISON,
        "in_order and sqlite",
    ),
    (
        "nothing stops a bad deploy",
        "shared/inbox.py",
        "if bad >= POISON_LEAST and",
        "if False and",
        POISON,
        "deploy and sqlite",
    ),
    (
        "letters of an old stream keep their numbers",
        "shared/inbox.py",
        ".values(stream_seq=seq - (newest or 0) - 1)",
        ".values(stream_seq=seq + 0 * (newest or 0))",
        POISON,
        "made_anew and sqlite",
    ),
    (
        "whoever says it is believed",
        "shared/arrivals.py",
        "if why := _forged(message, delivery.subject):",
        "if why := '':",
        "tests/shared/test_who_speaks.py",
        "own_service",
    ),
    (
        "an envelope that fits no column is believed",
        "shared/arrivals.py",
        "if not _is_sound(message):",
        "if False:",
        POISON,
        "unreadable and postgresql",
    ),
    (
        "a rebuild stops short of the live checkpoint",
        "shared/rebuild.py",
        "goal = await self.runtime.database.write(lambda session: self.live.begin(session, created))",
        "goal = await self.runtime.database.write(lambda session: self.live.begin(session, created)) - 1",
        REBUILD,
        "very_same and sqlite",
    ),
    (
        "a rebuild does not look whether the live consumer went on",
        "shared/rebuild.py",
        "if self.live.position(session).epoch != self.live.epoch:",
        "if False:",
        REBUILD,
        "goes_on and sqlite",
    ),
    (
        "a rebuild runs reactions",
        "shared/rebuild.py",
        "live=False",
        "live=True",
        REBUILD,
        "very_same",
    ),
    (
        "a rebuild takes what the live one has set aside",
        "shared/rebuild.py",
        "if arrival.message.id not in waiting",
        "if True",
        REBUILD,
        "set_aside and sqlite",
    ),
    (
        "a commit whose answer is lost is run again",
        "shared/database.py",
        "(committing and is_lost(error))",
        "False",
        DATABASE,
        "answer and postgresql",
    ),
    (
        "transactions are not serializable",
        "shared/database.py",
        'isolation_level="SERIALIZABLE"',
        'isolation_level="READ COMMITTED"',
        DATABASE,
        "check_then_write and postgresql",
    ),
    (
        "two servers may share a store",
        "shared/nats_server.py",
        "fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "pass",
        "tests/shared/test_nats_server.py",
        "parent",
    ),
]


def main() -> int:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    green = 0
    with tempfile.TemporaryDirectory(prefix="breaks-") as folder:
        copy = Path(folder) / "copy"
        leave = shutil.ignore_patterns(".venv", ".git", "var", "*_cache", ".hypothesis", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=leave)
        for what, file, guard, instead, tests, which in BREAKS:
            if word and word not in what:
                continue
            path = copy / file
            whole = path.read_text()
            if whole.count(guard) < 1:
                print(f"GONE   {what}: {file} no longer says {guard.strip()[:60]!r}")
                green += 1
                continue
            path.write_text(whole.replace(guard, instead, 1))
            ended = run(copy, tests, which)
            path.write_text(whole)
            green += ended != 1
            print({1: "red   ", 0: "GREEN ", 5: "NO TEST"}.get(ended, f"ended {ended}"), what, flush=True)
    return 1 if green else 0


def run(copy: Path, tests: str, which: str) -> int:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", tests, "-k", which]
    env = {**os.environ, "STEADFAST_TEST_DEADLINE": "12", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=copy, env=env, capture_output=True, timeout=300).returncode


if __name__ == "__main__":
    sys.exit(main())
