"""What is read of an edition: by anybody on the board, in articles and in the archive, as one comparable record."""

import subprocess
import sys
from typing import Any

from tests.journeys.quarters import Employer, Quarters
from tests.markup import Element
from tests.person import Person

MARKS = {
    "bg": {"gold": "Златен знак", "silver": "Сребърен знак", "bronze": "Бронзов знак"},
    "en": {"gold": "Gold mark", "silver": "Silver mark", "bronze": "Bronze mark"},
}
NO_MARK = {
    "bg": "Участва, без показана оценка; от това не следва нищо.",
    "en": "Takes part, no rating shown; nothing should be read into that.",
}


def the_public_reads(story: Quarters, number: str, marks: dict[str, str], takes_part: tuple[str, ...]) -> Any:
    """Board, articles and archive agree on who has which mark; who takes part reads like everybody who does.

    Pages are kept for up to a second, each for itself, so all of them are read until they say the same.
    """
    return story.world.eventually(lambda: _read(story, number, marks, takes_part))


def _read(story: Quarters, number: str, marks: dict[str, str], takes_part: tuple[str, ...]) -> Any:
    board = story.world.board(number)
    wanted = {story[short].name: mark for short, mark in marks.items()}
    assert {row["name"]: row["tier"] for row in board["rows"]} == wanted, number
    assert {one["name"] for one in board["participants"]} == {story[short].name for short in takes_part}
    for lang in ("bg", "en"):
        page = story.world.reader.get(f"/{lang}/employers")
        for short, mark in marks.items():
            assert mark_of(page, _name(story[short], lang)).startswith(MARKS[lang][mark]), (number, lang, short)
        _articles(story, page, lang, marks)
    _all_read_the_same(story, takes_part)
    _is_in_the_archive(story, number, marks)
    return {"rows": said_in(board["rows"]), "takes part": board["participants"]}


def said_in(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without their nonces, which are random: alike wherever the same has happened."""
    assert all(row["nonce"] for row in rows)
    return [{name: value for name, value in row.items() if name != "nonce"} for row in rows]


def _name(employer: Employer, lang: str) -> str:
    return employer.name if lang == "bg" else employer.latin


def line(page: Element, name: str, around: str = "tr, li") -> str:
    """The line of a board that an employer's name stands in, or what stands around it."""
    link = page.find("a", string=lambda text: text is not None and text.strip() == name)
    assert link is not None, name
    found = link.find_parent(lambda tag: tag.name in around.split(", "))
    assert found is not None, name
    return found.get_text(" ", strip=True)


def mark_of(page: Element, name: str) -> str:
    """What stands above an employer: a board has a section for each mark, and one for those without."""
    return line(page, name, "section")


def _articles(story: Quarters, board: Element, lang: str, marks: dict[str, str]) -> None:
    for short, mark in marks.items():
        text = article(story.world.reader, board, _name(story[short], lang)).casefold()
        assert MARKS[lang][mark].casefold() in text, (lang, short, text)


def article(reader: Person, board: Element, name: str) -> str:
    """The article that a board leads to."""
    link = board.find("a", string=lambda text: text is not None and text.strip() == name)
    assert link is not None, name
    return reader.text(str(link["href"]))


def _all_read_the_same(story: Quarters, takes_part: tuple[str, ...]) -> None:
    """One kept hire, none at all, or a mark lost: line for line and word for word the same, but for the name."""
    for lang in ("bg", "en"):
        page = story.world.reader.get(f"/{lang}/employers")
        names = [_name(story[short], lang) for short in takes_part]
        assert NO_MARK[lang] in mark_of(page, names[0])
        assert len({line(page, name).replace(name, "…") for name in names}) == 1
        texts = {article(story.world.reader, page, name).replace(name, "…") for name in names}
        assert len(texts) == 1, texts
        assert not any(mark.casefold() in texts.copy().pop().casefold() for mark in MARKS[lang].values())


def _is_in_the_archive(story: Quarters, number: str, marks: dict[str, str]) -> None:
    page = story.world.reader.get(f"/en/editions/{number}")
    for short, mark in marks.items():
        assert mark_of(page, story[short].latin).startswith(MARKS["en"][mark]), (number, short)


def changes(story: Quarters, number: str) -> str:
    """What an edition changed, as anybody reads it."""
    return story.world.reader.text(f"/en/editions/{number}/changes").replace(" ,", ",")


def the_file_still_checks(story: Quarters, number: str) -> str:
    """The file as it can be loaded today, by the very lines that the archive tells a reader to run. Returns its number."""
    folder = story.world.running.data
    code = story.world.reader.get("/en/editions").select_one("pre code")
    assert code is not None
    (folder / "check.py").write_text(code.get_text())
    answer = story.world.reader.client.get(f"/data/editions/{number}.json")
    (folder / "edition.json").write_bytes(answer.content)
    run = [sys.executable, "check.py", "edition.json"]
    assert subprocess.check_output(run, cwd=folder, text=True, timeout=30).strip() == "agrees", number
    return str(answer.json()["edition"]["number"])
