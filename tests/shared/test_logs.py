"""What a log line may hold: kinds and places, and nothing that may be somebody's."""

import json
import logging
import threading
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
    assert line["exception"].index("RuntimeError") < line["exception"].index("ValueError")
    assert "_fails" in line["exception"]


@pytest.mark.parametrize(
    ("text", "values", "kept"),
    [
        (f"Task exception was never retrieved\nfuture: ValueError({SECRET})", (), "Task exception was never retrieved"),
        (f"Exception in callback run.<locals>.cb('{SECRET}') at x.py:1", (), "Exception in callback run."),
        ("encountered error: %s", (ValueError(SECRET),), "encountered error:"),
    ],
)
def test_of_a_librarys_line_only_its_own_words_are_kept(
    written: Callable[[], list[dict[str, str]]], text: str, values: tuple[object, ...], kept: str
) -> None:
    logging.getLogger("library").error(text, *values)
    assert [line["event"] for line in written()] == [kept]


def test_a_line_that_cannot_be_written_is_left_out_and_not_printed_with_its_values(
    written: Callable[[], list[dict[str, str]]], capfd: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("library").error("%d of them", SECRET)
    assert written() == []
    assert SECRET not in "".join(capfd.readouterr())


def test_causes_that_go_in_a_circle_and_members_of_a_group_are_each_named_once(
    written: Callable[[], list[dict[str, str]]],
) -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__cause__, second.__cause__ = second, first
    structlog.get_logger("ours").error("fault", exc_info=ExceptionGroup(SECRET, [first, OSError(SECRET)]))
    (line,) = written()
    assert line["exception"].split() == ["ExceptionGroup", "ValueError", "OSError", "KeyError"]


def test_what_nobody_caught_is_logged_like_any_error(written: Callable[[], list[dict[str, str]]]) -> None:
    thread = threading.Thread(target=int, args=(SECRET,))
    thread.start()
    thread.join()
    (line,) = written()
    assert (line["event"], line["level"]) == ("uncaught", "critical")
    assert line["exception"].startswith("ValueError")
    assert SECRET not in json.dumps(line, ensure_ascii=False)


def test_a_key_that_is_not_on_the_list_is_not_written(written: Callable[[], list[dict[str, str]]]) -> None:
    structlog.get_logger("ours").warning("a letter waits", address=SECRET, service="intake")
    logging.getLogger("theirs").warning("a letter waits", extra={"address": SECRET, "service": "intake"})
    assert [set(line) - {"timestamp"} for line in written()] == [{"event", "level", "service"}] * 2
