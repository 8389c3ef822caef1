"""What a log line may hold: kinds and places, and nothing that may be somebody's."""

import json
import logging
from collections.abc import Callable

import pytest
import structlog

SECRET = "Оксана Коваленко"


def _fails() -> None:
    try:
        int(SECRET)
    except ValueError as error:
        raise RuntimeError(f"cannot read {SECRET}") from error


@pytest.mark.parametrize("logger", [structlog.get_logger, logging.getLogger])
def test_an_error_is_logged_with_its_causes_and_places_and_without_its_message(
    written: Callable[[], list[dict[str, str]]], logger: Callable[[str], logging.Logger]
) -> None:
    try:
        _fails()
    except RuntimeError:
        logger("any").exception("fault")
    (line,) = written()
    assert SECRET not in json.dumps(line, ensure_ascii=False)
    assert line["event"] == "fault"
    assert line["exception"].index("ValueError") < line["exception"].index("RuntimeError")
    assert "_fails" in line["exception"]


def test_a_librarys_line_ends_before_it_quotes_the_error(written: Callable[[], list[dict[str, str]]]) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: ValueError(%r)", SECRET)
    assert [line["event"] for line in written()] == ["Task exception was never retrieved"]


def test_a_key_that_is_not_on_the_list_is_not_written(written: Callable[[], list[dict[str, str]]]) -> None:
    structlog.get_logger("ours").warning("a letter waits", address=SECRET, service="intake")
    logging.getLogger("theirs").warning("a letter waits", extra={"address": SECRET, "service": "intake"})
    assert [set(line) - {"timestamp"} for line in written()] == [{"event", "level", "service"}] * 2
