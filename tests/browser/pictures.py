"""`make pictures`: docs/pictures anew, from a demonstration of their own that is gone afterwards."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from services.sample import PASSWORD
from shared.nats_server import free_port
from tests.browser.chromium import running

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
STEADFAST = Path(sys.executable).parent / "steadfast"
STARTING = 600.0
MOST_BYTES = 250_000
OFFICER = "officer1@steadfast.example"


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration with the whole sample; stopped by its own id, its data deleted."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"http://127.0.0.1:{(port := free_port())}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STEADFAST_")}
        words: list[str | Path] = [STEADFAST, "up", "--demo", "--port", str(port), "--data", f"{folder}/var"]
        process = subprocess.Popen(words, env=kept)
        try:
            until_ready(url, process)
            yield url
        finally:
            process.terminate()
            process.wait(30)


def until_ready(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Raises TimeoutError, and RuntimeError where the demonstration ended by itself."""
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("the demonstration ended before it was ready")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/readyz", timeout=10):
            return
        time.sleep(0.5)
    raise TimeoutError(url)


def take(page: Page, url: str) -> None:
    """The board, an article about an employer with a gold mark, and Today as an officer sees it."""
    page.goto(f"{url}/en/employers")
    keep(page, "board")
    page.locator('main a[href^="/en/employers/"]').first.click()
    page.wait_for_load_state()
    keep(page, "article")
    page.goto(f"{url}/intake/sign-in")
    page.fill("input[name=email]", OFFICER)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/placements/today")
    if (english := page.locator("form.languages button[lang=en]")).count():
        english.click()
        page.wait_for_selector("html[lang=en]")
    keep(page, "today")


def keep(page: Page, name: str) -> None:
    """Raises RuntimeError for a picture that is too large to keep."""
    PICTURES.mkdir(exist_ok=True)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise RuntimeError(f"{file.name} has {size} bytes; more than {MOST_BYTES} is too much for the repository")
    print(f"docs/pictures/{file.name}: {size / 1000:.0f} kB")


def main() -> None:
    with demonstration() as url, running() as browser:
        take(browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-GB", color_scheme="light"), url)


if __name__ == "__main__":
    main()
