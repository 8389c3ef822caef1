"""The dashboard and the alerts name figures that are told, and nothing else; the port of the figures is not the world's."""

import json
import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from services.condition.sample import GAUGES
from tests.house.code import ROOT

WATCH = ROOT / "deploy" / "watch"
REQUESTS = {"steadfast_requests_total", "steadfast_request_seconds_bucket"}
OF_ANY_PROGRAM = {"process_resident_memory_bytes", "process_open_fds"}
NAME = re.compile(r"\b(?:steadfast|process)_[a-z_]+")


def dashboard() -> Any:
    return json.loads((WATCH / "dashboard.json").read_text())


def alerts() -> list[Any]:
    (group,) = yaml.safe_load((WATCH / "alerts.yaml").read_text())["groups"]
    rules: list[Any] = group["rules"]
    return rules


def expressions() -> list[str]:
    drawn = [target["expr"] for panel in dashboard()["panels"] for target in panel["targets"]]
    return drawn + [rule["expr"] for rule in alerts()]


def test_every_name_in_dashboard_and_alerts_is_one_that_is_told() -> None:
    used = {name for expression in expressions() for name in NAME.findall(expression)}
    assert used - GAUGES.keys() - REQUESTS - OF_ANY_PROGRAM == set()


def test_every_figure_is_drawn() -> None:
    drawn = " ".join(target["expr"] for panel in dashboard()["panels"] for target in panel["targets"])
    assert {name for name in GAUGES if name not in NAME.findall(drawn)} == set()


def test_every_alert_says_what_is_wrong_what_to_do_and_who_is_woken() -> None:
    names = [rule["alert"] for rule in alerts()]
    assert len(names) == len(set(names)) > 15
    for rule in alerts():
        assert rule["labels"]["severity"] in ("page", "look"), rule["alert"]
        assert rule["annotations"]["summary"], rule["alert"]
        assert rule["annotations"]["do"], rule["alert"]


def test_no_two_panels_lie_on_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in dashboard()["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert place["x"] + place["w"] <= 24
        assert not cells & taken, panel["title"]
        taken |= cells


def test_each_service_is_asked_where_it_tells_and_no_port_of_figures_is_published() -> None:
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
    (job,) = yaml.safe_load((WATCH / "prometheus.yaml").read_text())["scrape_configs"]
    targets = {target for each in job["static_configs"] for target in each["targets"]}
    telling = {name: one for name, one in compose["services"].items() if one.get("command", [""])[:1] == ["serve"]}
    assert len(telling) == 6
    ports = {one["environment"]["STEADFAST_METRICS"].rpartition(":")[2] for one in telling.values()}
    assert targets == {f"{name}:{port}" for name in telling for port in ports}
    assert not any("9464" in str(one.get("ports", "")) for one in compose["services"].values())


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not on this machine")
def test_promtool_takes_rules_and_configuration() -> None:
    for words in (["check", "rules", "alerts.yaml"], ["check", "config", "prometheus.yaml"]):
        subprocess.run([str(shutil.which("promtool")), *words], cwd=WATCH, check=True)
