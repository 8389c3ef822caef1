"""The columns of the board as a table, for people and for programs: what each is, its unit, what it may hold."""

from typing import Any

import msgspec

from services.recognition.articles import SIZE_CODES
from services.recognition.board.queries.archive import BoardFile, EditionFile
from services.recognition.editions.rules.rows import KEPT_FLOOR, POINTS_FLOOR
from services.recognition.scoring import PRACTICES
from shared.tiers import BEST_FIRST

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
DICTIONARY = "/data/datapackage.json"


class Column(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    says: str
    kind: str = "string"
    unit: str = ""
    holds: tuple[str, ...] = ()
    """The only values there are, or those a list is made of."""
    step: int | None = None
    is_list: bool = False
    always: bool = True


FIELDS = (
    Column(name="name", says="Name of the group's leading company, as registered"),
    Column(name="name_latin", says="The same in Latin letters"),
    Column(name="sector", says="Section of NACE Rev. 2, a letter, perhaps with the division behind it", always=False),
    Column(name="town", says="Town of its seat, as of the edition's day"),
    Column(name="tier", says="The mark", holds=tuple(BEST_FIRST)),
    Column(
        name="kept_floor", says="At least so many people stayed; empty below ten", kind="integer", unit="people",
        step=KEPT_FLOOR, always=False,
    ),
    Column(
        name="points_floor", says="At least so many points; only where the employer agrees", kind="integer",
        unit="points of 100", step=POINTS_FLOOR, always=False,
    ),
    Column(
        name="practices", says="What it offers, confirmed by others", holds=tuple(PRACTICES), is_list=True,
        always=False,
    ),
    Column(
        name="contested", says="What of this line is contested and not settled: tier, kept, points, practice-<code>",
        is_list=True, always=False,
    ),
    Column(
        name="size", says="The size class it states; empty where it states none", unit="staff", holds=SIZE_CODES,
        always=False,
    ),
)  # fmt: skip
COLUMNS = tuple(one.name for one in FIELDS)


def datapackage(site: str) -> dict[str, Any]:
    """The dictionary in the form of Frictionless Data (Data Package 1.0), which tables are checked by."""
    return {
        "profile": "tabular-data-package",
        "name": "steadfast-board",
        "title": "The board: employers who hire refugees or young people out of work, and keep them",
        "homepage": f"{site}/en/open-data",
        "licenses": [LICENCE],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "board",
                "path": f"{site}/data/board.csv",
                "format": "csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ";"},
                "schema": {"fields": [_field(one) for one in FIELDS], "missingValues": [""]},
            }
        ],
    }


def _field(one: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if one.always else {}
    if one.holds and not one.is_list:
        limits["enum"] = list(one.holds)
    if one.step:
        limits["minimum"] = one.step
    listed = {"separator": " ", "codes": list(one.holds)} if one.is_list else {}
    more = {"unit": one.unit, "step": one.step, **listed}
    kept = {name: value for name, value in more.items() if value}
    return {"name": one.name, "type": one.kind, "description": one.says, "constraints": limits, **kept}


def paths() -> dict[str, Any]:
    """What the OpenAPI document says of the files that anybody may take away."""
    edition = {"name": "number", "in": "path", "required": True, "schema": {"type": "string"}, "example": "2026-4"}
    table = {"text/csv": {"schema": {"type": "string", "description": "Columns: " + ", ".join(COLUMNS)}}}
    return {
        "/data/board.csv": {"get": _read("board_csv", "The newest edition as a table; UTF-8, semicolons", table)},
        "/data/board.json": {"get": _read("board_json", "The newest edition, and who takes part", _json("BoardFile"))},
        "/data/editions/{number}": {
            "get": {
                **_read(
                    "edition", "One edition; as a table with `.csv` behind its number", _json("EditionFile") | table
                ),
                "parameters": [edition],
            }
        },
        DICTIONARY: {"get": _read("datapackage", "The columns, their units and what they may hold", _json())},
    }


def schemas() -> dict[str, Any]:
    _, found = msgspec.json.schema_components([BoardFile, EditionFile], ref_template="#/components/schemas/{name}")
    return dict(found)


def _json(name: str = "") -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"} if name else {"type": "object"}}}


def _read(name: str, summary: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": f"recognition.data.{name}",
        "tags": ["recognition"],
        "summary": summary,
        "description": f"For: anyone. Licence: {LICENCE['name']}.",
        "security": [],
        "responses": {"200": {"description": "As of the newest edition", "content": content}, "404": NOTHING},
    }


NOTHING = {"description": "No edition, or none of this number"}
