"""Our board as a page of other frameworks: their template made from our page, their table filled from our rows.

Both template languages that the peers use understand what is written here.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

SHOWN = 24
TIERS = ("gold", "silver", "bronze")
ROW = """{% for one in LINES %}
<tr role="row">
<th scope="row" role="rowheader"><a href="/en/employers/{{ one.slug }}">{{ one.name }}</a></th>
<td role="cell" data-label="Kept at work">{% if one.people %}at least {{ one.people }} people{% else -%}
<span class="quiet unsaid">not shown below ten</span>{% endif %}{% if one.points -%}
<span class="quiet">, at least {{ one.points }} points</span>{% endif %}</td>
<td role="cell" data-label="Town">{{ one.town }}</td>
<td role="cell" data-label="Sector">{{ one.sector }}</td>
<td role="cell" data-label="Offers">{{ one.offers }}</td></tr>
{% endfor %}""".replace(" -%}\n", " %}")
OPTION = '{% for one in CHOICES %}<option value="{{ one.code }}">{{ one.word }}</option>{% endfor %}'
CHOICES = ("town", "sector", "practice")


def template_of(page: str) -> str:
    """The page with loops in place of its lines and choices, and a place for every number that is counted."""
    for tier in TIERS:
        page = re.sub(
            rf'(id="{tier}".*?<tbody role="rowgroup">).*?(</tbody>)',
            _around(ROW.replace("LINES", tier)),
            page,
            flags=re.S,
        )
        page = re.sub(rf'(<h2 id="{tier}">.*?count-of">)\d+', rf"\g<1>{{{{ counts.{tier} }}}}", page, flags=re.S)
    for name in CHOICES:
        loop = OPTION.replace("CHOICES", name + "s")
        page = re.sub(rf'(<select id="{name}".*?</option>).*?(</select>)', _around(loop), page, flags=re.S)
    page = re.sub(r'(<p role="status">)\d+', r"\g<1>{{ marked }}", page)
    page = re.sub(r'(tier=none">)\d+', r"\g<1>{{ counts.none }}", page)
    return re.sub(r"(Shown: 1–24 of )\d+", r"\g<1>{{ marked }}", page)


def _around(inside: str) -> Any:
    return lambda found: found[1] + inside + found[2]


def text_of(page: str) -> str:
    """What a reader reads, without the white space between."""
    return re.sub(r"\s+", "", BeautifulSoup(page, "html.parser").get_text())


def next_of(page: str) -> str:
    """The address of the page behind this one, or nothing."""
    link = BeautifulSoup(page, "html.parser").select_one('link[rel="next"]')
    return str(link["href"]) if link else ""


def rows_in(page: str) -> Iterator[tuple[Any, ...]]:
    """Of every line of one of our pages: its slug, name, mark, people, points, town, sector and offers."""
    soup = BeautifulSoup(page, "html.parser")
    for level, tier in enumerate(TIERS):
        for row in soup.select(f'section[aria-labelledby="{tier}"] tbody tr'):
            cells = row.find_all("td")
            people, points = (
                re.search(rf"at least (\d+) {what}", cells[0].get_text()) for what in ("people", "points")
            )
            link = row.find("a")
            assert isinstance(link, Tag)
            yield (str(link["href"]).rpartition("/")[2], link.get_text(), tier, level, people and int(people[1]),
                   points and int(points[1]), *(cell.get_text() for cell in cells[1:]))  # fmt: skip


def participants_in(page: str) -> Iterator[tuple[Any, ...]]:
    """Of everybody without a mark the same."""
    for one in BeautifulSoup(page, "html.parser").select("ul.names > li"):
        link, where = one.find("a"), one.find("span")
        assert isinstance(link, Tag)
        assert isinstance(where, Tag)
        town, _, sector = where.get_text().partition(" · ")
        yield str(link["href"]).rpartition("/")[2], link.get_text(), "none", 3, None, None, town, sector, ""


def choices_in(page: str) -> Iterator[tuple[str, str, str]]:
    """Each choice of the filters: of what, its code and its word."""
    soup = BeautifulSoup(page, "html.parser")
    for name in CHOICES:
        for option in soup.select(f"select#{name} option")[1:]:
            yield name, str(option["value"]), option.get_text()


def fill(file: Path, pages: list[str], others: list[str]) -> None:
    """The peers' database: the lines and choices that our pages show."""
    with sqlite3.connect(file) as database:
        database.executescript(
            "create table line (id integer primary key, slug text, name text, tier text, level int, people int, points int,"
            " town text, sector text, offers text); create index of_board on line (level, name);"
            " create table choice (id integer primary key, kind text, code text, word text)"
        )
        lines = [row for page in pages for row in rows_in(page)] + [
            row for page in others for row in participants_in(page)
        ]
        database.executemany(
            "insert into line (slug, name, tier, level, people, points, town, sector, offers) values (?,?,?,?,?,?,?,?,?)",
            lines,
        )
        choices = choices_in(pages[0])
        database.executemany("insert into choice (kind, code, word) values (?,?,?)", choices)
    database.close()
