"""Requests by wrk, and the CPU of the servers that answer them."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measured import Rate

TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 32


def requests(url: str, process: int, seconds: float, headers: dict[str, str]) -> Rate:
    """Requests a second that wrk has answered with 2xx or 3xx, and the server's CPU for each.

    Raises RuntimeError where wrk is missing or anything else was answered.
    """
    if (wrk := shutil.which("wrk")) is None:
        raise RuntimeError("the load generator wrk is missing: apt-get install wrk")
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    before = cpu_of(process)
    asked = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", *given, url]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    spent = cpu_of(process) - before
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{url}: {said}")
    count = re.search(r"(\d+) requests in", said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if count is None or rate is None:
        raise RuntimeError(said)
    return Rate(float(rate[1]), spent / int(count[1]) * 1e6)


def cpu_of(process: int) -> float:
    """Seconds of CPU of a process and all its children, finished or not."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    own = sum(int(field) for field in fields[11:15]) / TICKS
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return own + sum(cpu_of(int(child)) for child in children)


def wait_for(process: "subprocess.Popen[bytes]", seconds: float, is_there: Callable[[], bool]) -> None:
    """Until it is there. Raises RuntimeError when the process ends or the time is over."""
    until = time.monotonic() + seconds
    while not is_there():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"{process.args!r} has not answered")
        time.sleep(0.2)
