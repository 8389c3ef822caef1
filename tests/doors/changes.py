# ruff: noqa: E501
"""Forms that would change something, were they sent by the owner, and whether anything was changed."""

import hashlib
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.routes import Route
from tests.doors.town import Town


def valid_forms(town: Town, route: Route) -> list[dict[str, str]]:
    """Forms that would act, were they sent by the owner."""
    day = "2026-07-20"
    forms_ = {
        "identity": [{"name": "Друго Име", "born": "1990-01-01", "no_phone": "true", "town": "Русе"}], "description": [{"languages": "bg:B2"}],
        "notice": [{"language": "bg"}], "permissions": [{"scope": "apply", "reach": "all"}], "steps": [{"state": "interview"}, {"state": "withdrawn"}, {"state": "seen"}],
        "ending": [{"last_day": "2026-07-10", "reason": "quit"}], "void": [{"reason": "other"}], "180": [{"answer": "at_work"}, {"answer": "not_reachable"}],
        "correction": [{"start": "2026-03-03", "contract": "permanent", "hours": "30"}], "staff-reference": [{"staff_reference": "X1"}],
        "headcounts": [{"headcount": "77"}], "suspensions": [{"begins": day, "reason": "Проверка"}], "practices": [{"practice": "skills"}],
        "refusal": [{"reason": "Не е вярно"}], "facts": [{"name": "Чуждо име", "name_en": "Foreign", "legal_form": "ood", "sector": "C", "town": "Русе"}],
        "step": [{"step": "Чужда стъпка", "due": day, "seen": ""}], "finished": [{"seen": ""}], "notes": [{"text": "Чужда бележка"}],
        "owner": [{"to": town.refs["account of lead"]}, {"to": town.refs["account of stranger"]}],
        "text": [{"title": "Друг текст", "description": "Някаква работа на смени, обучаваме.", "contract": "permanent", "town": "Русе"}],
    }  # fmt: skip
    return forms_.get(route.template.replace("{milestone}", "180").rpartition("/")[2], [{}])


def _lines(table: sa.Table, session: Session) -> list[str]:
    return [repr(tuple(row)) for row in session.execute(sa.select(table))]


def digest(town: Town) -> dict[str, str]:
    """Every owned row of every service except what is written when somebody reads."""
    found = {}
    for name, runtime in town.app.runtimes.items():
        for table in runtime.service.metadata.sorted_tables:
            if table.name in ("lease", "checkpoint", "inbox", "reading", "outbox_mark") or table.schema:
                continue
            rows = runtime.database.look(partial(_lines, table))
            if table.name == "outbox":
                rows = [row.partition("2026")[0][:60] for row in rows]
            found[f"{name}.{table.name}"] = hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:12]
    return found
