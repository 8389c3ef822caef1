"""What a program is told that sent JSON: RFC 9457."""

import json
from collections.abc import Mapping
from typing import Any

from litestar import Response

from web import second_press
from web.form import Errors, Message


def of_mistakes(errors: Errors) -> Response[Any]:
    """422 (429 for what comes too early) with each mistake by its field, and what to send back of what was asked about."""
    said = {name: _said(message) for name, message in errors.items()}
    response = problem(429 if errors.wait else 422, errors.title, said, second_press.confirmation(errors))
    if errors.wait:
        response.headers["Retry-After"] = str(errors.wait)
    return response


def _said(message: Message) -> str:
    said = message.text % message.params if message.params else message.text
    return said if message.now is None else f"{said} Now it says: {json.dumps(message.now, ensure_ascii=False)}"


def problem(
    status: int, title: str, errors: Mapping[str, str] | None = None, confirm: Mapping[str, str] | None = None
) -> Response[Any]:
    """RFC 9457. `confirm` goes into the body as `_sure` by whoever means just these days."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    if errors:
        body["errors"] = dict(errors)
    if confirm:
        body["confirm"] = dict(confirm)
    return Response(body, status_code=status, media_type="application/problem+json")
