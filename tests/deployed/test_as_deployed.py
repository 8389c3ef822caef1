"""PostgreSQL, three NATS nodes and the services as compose.yaml starts them: encrypted, each as itself, and each of them well."""

import json
from collections.abc import Iterator

import psycopg
import pytest

from shared.clock import Clock
from tests.arrangements import Running, _router
from tests.deployed.machine import NODES, Machine, deployed
from tests.world import World

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("deployed")]
SERVICES = ("intake", "placements", "recognition")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with deployed(tmp_path_factory.mktemp("machine")) as machine:
        yield machine


def test_every_health_check_of_compose_is_content(machine: Machine) -> None:
    running = ("postgres", *NODES, *(f"{name}-1" for name in SERVICES))
    assert {name: machine.is_unwell(name) for name in running} == dict.fromkeys(running, 0)


def test_what_one_service_tells_the_others_hear_each_under_its_own_identity(machine: Machine) -> None:
    def heard(name: str) -> None:
        assert rows(machine, name, "inbox"), machine.log(f"{name}-1")

    targets = {name: machine.port(f"{name}-1", "8000") for name in SERVICES}
    running = Running(f"http://127.0.0.1:{machine.site}", machine.folder, machine.environment("office"))
    with _router(machine.site, targets), World(running, Clock()) as world:
        officer = world.staff("rada@centre.example", "officer", "Център за работа – Пловдив")
        officer.get("/placements/today")
        assert world.reader.client.get("/bg/employers").status_code == 200
        for name in ("placements", "recognition"):
            world.eventually(lambda name=name: heard(name))  # type: ignore[misc]
    assert "0 not in the stream yet, 0 refused" in machine.run("office", "outbox", "list", "intake")


def test_the_job_backs_up_over_tls_and_the_doctor_sees_it(machine: Machine) -> None:
    assert "done: " in machine.run("backup")
    (made,) = (machine.folder / "volumes/backups").glob("20*")
    assert {file.name for file in made.rglob("*.cms")} == {f"{name}.dump.cms" for name in (*SERVICES, "keys")}
    found = {one["name"]: one["state"] for one in json.loads(machine.run("office", "doctor", "--json", ends=(0, 1)))}
    assert (found["newest backup"], found["backups"]) == ("ok", "ok")
    assert [name for name, state in found.items() if state == "FAIL"] == []


def rows(machine: Machine, name: str, table: str) -> int:
    word = (machine.secrets / name / "pgpass").read_text().splitlines()[-1].split(":")[-1]
    ways = f"sslmode=verify-full sslrootcert={machine.secrets}/office/authority.pem"
    place = f"host=localhost port={machine.port('postgres', '5432')} dbname={name} user={name} password={word}"
    with psycopg.connect(f"{place} {ways}") as connection:
        found = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return int(found[0]) if found else 0
