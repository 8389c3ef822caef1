"""The first minute of a demonstration, with the real program: nobody meets a closed door or an empty board."""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from services.sample.progress import Progress
from shared.nats_server import free_port
from tests.arrangements import NO_TLS
from tests.patience import PATIENCE

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("the first minute")]

STEADFAST = Path(sys.executable).parent / "steadfast"
STARTING = 60.0
LOADING = 280.0
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TITLES = {
    "bg": "Примерните данни се зареждат",
    "en": "Sample data is loading",
    "lv": "Tiek ielādēti paraugdati",
    "pl": "Trwa ładowanie danych przykładowych",
}


@dataclass
class Program:
    """`steadfast up --demo` in a folder that nobody has used."""

    url: str
    log: Path
    process: "subprocess.Popen[bytes]"

    def said(self) -> str:
        assert self.process.poll() is None, self.log.read_text()
        return self.log.read_text()

    def until_it_says(self, words: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while words not in self.said():
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.05)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(self.url + path, headers={**BROWSER, **headers}, timeout=PATIENCE, verify=NO_TLS)


@contextlib.contextmanager
def first_start(folder: Path) -> Iterator[Program]:
    port, log = free_port(), folder / "log"
    words = ["up", "--demo", "--port", str(port), "--data", str(folder / "var")]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STEADFAST_")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [STEADFAST, *words], env={**kept, "STEADFAST_SAMPLE": "small"}, stdout=output, stderr=output
        )
    try:
        yield Program(f"http://127.0.0.1:{port}", log, process)
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Just opened, its sample on the way; the last test waits for the end of it."""
    with first_start(tmp_path_factory.mktemp("first")) as program:
        program.until_it_says("Open http://127.0.0.1", STARTING)
        yield program


@pytest.mark.parametrize("lang", TITLES)
def test_a_page_of_each_language_says_in_it_that_the_sample_is_loading(program: Program, lang: str) -> None:
    answer = program.get(f"/{lang}/employers")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert f'<html lang="{lang}"' in answer.text
    assert f"<h1>{TITLES[lang]}</h1>" in answer.text


@pytest.mark.parametrize("path", ["/", "/placements/today", "/intake/sign-in", "/demo/mail", "/no/such/page"])
def test_every_address_says_so_and_renews_itself_without_a_script(program: Program, path: str) -> None:
    answer = program.get(path, **{"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["cache-control"]) == (503, "no-store")
    assert TITLES["en"] in answer.text
    assert '<meta http-equiv="refresh" content="2">' in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_head_has_the_same_headers_and_troubles_nobody(program: Program) -> None:
    answer = httpx.head(f"{program.url}/bg/employers", headers=BROWSER, timeout=PATIENCE)
    assert (answer.status_code, answer.headers["retry-after"], answer.content) == (503, "2", b"")
    assert "Exception" not in program.said()


def test_a_form_sent_meanwhile_and_a_program_are_told_when_to_try_again(program: Program) -> None:
    sent = {"email": "a@b.example"}
    form = httpx.post(f"{program.url}/intake/sign-in", data=sent, headers=BROWSER, timeout=PATIENCE)
    assert (form.status_code, TITLES["bg"] in form.text) == (503, True)
    asked = program.get("/data/board.json", Accept="application/json")
    assert (asked.status_code, asked.headers["retry-after"]) == (503, "2")
    assert asked.headers["content-type"] == "application/problem+json"


def test_it_is_alive_and_not_ready_and_has_its_look(program: Program) -> None:
    assert program.get("/healthz").status_code == 200
    assert program.get("/readyz").status_code == 503
    sheet = re.search(r'href="(/static/css/app[^"]+)"', program.get("/bg").text)
    assert sheet is not None
    assert program.get(sheet.group(1)).status_code == 200


def test_the_last_page_that_waits_is_followed_by_a_full_board(program: Program) -> None:
    counted, deadline = set[str](), time.monotonic() + LOADING
    while (page := program.get("/en/employers")).status_code == 503:
        counted |= set(re.findall(r"[\d,]+ of [\d,]+", page.text))
        assert time.monotonic() < deadline, program.said()
        time.sleep(0.2)
    assert page.status_code == 200
    assert page.text.count('href="/en/employers/') >= 5
    assert len(counted) > 1, "the page shows how far it is"
    program.until_it_says("Ready after", STARTING)
    assert program.get("/readyz").status_code == 200
    assert "Exception" not in program.said()


def test_a_first_start_that_was_stopped_says_how_to_begin_again(tmp_path: Path) -> None:
    with first_start(tmp_path) as program:
        program.until_it_says("sample:", STARTING)
    again = subprocess.run(
        [STEADFAST, "up", "--demo", "--port", str(free_port()), "--data", str(tmp_path / "var")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert again.returncode == 1
    assert f"delete {tmp_path / 'var'} and start again" in again.stderr
    assert "Traceback" not in again.stderr


def test_what_comes_later_in_the_sample_waits_until_it_is_its_turn() -> None:
    progress = Progress(loading=True)
    people, hires, editions = progress.stages
    progress.expect("people", 2)
    progress.step()
    assert (people.done, people.total, people.finished, hires.total) == (1, 2, False, 0)
    progress.expect("hires", 5)
    progress.expect("hires", 1)
    progress.step()
    assert (people.finished, hires.done, hires.total, editions.finished) == (True, 1, 6, False)
    progress.finish()
    assert (editions.finished, progress.loading) == (True, False)
