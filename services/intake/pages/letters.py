"""Sends the letters that wait: to the mail server, or without one into files that anybody running this can read."""

import asyncio
import datetime
import smtplib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import structlog

from services.intake.handlers.letters import AT_ONCE, note_sent_letters, take_letters
from services.intake.queries.accounts import WaitingLetter, letters_wait
from shared.service import Desk
from shared.settings import Settings
from web.text import render

log = structlog.get_logger(__name__)


class Linked(NamedTuple):
    """One link of a letter, whole, with what tells it from the others."""

    link: str
    about: str
    milestone: int
    since: datetime.date | None


async def deliver_letters(desk: Desk) -> None:
    """Send what waits and note it; what could not be sent waits for a later round."""
    while await desk.read(letters_wait):
        taken = await desk.do(take_letters, AT_ONCE)
        if not taken:
            return
        sent = await asyncio.to_thread(_send, desk.settings, taken)
        await desk.do(note_sent_letters, sent)


def _send(settings: Settings, waiting: Sequence[WaitingLetter]) -> tuple[str, ...]:
    if not settings.mail_url:
        for letter in waiting:
            _write(settings.data / "mail", letter.id, written(letter, settings.base_url))
        return tuple(letter.id for letter in waiting)
    sent = []
    try:
        with _server(settings.mail_url) as server:
            for letter in waiting:
                with suppress(smtplib.SMTPRecipientsRefused):  # one bad address must not hold up the others
                    server.send_message(written(letter, settings.base_url))
                    sent.append(letter.id)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("letters wait", service="intake", error=type(error).__name__, count=len(waiting) - len(sent))
    return tuple(sent)


def written(letter: WaitingLetter, base_url: str) -> EmailMessage:
    """The letter in its language: the template's first line is the subject."""
    lines = [_linked(line, base_url) for line in letter.path.split("\n")]
    text = render(f"intake/letters/{letter.kind}.txt", letter.lang, link=lines[0].link, lines=lines)
    subject, _, body = text.partition("\n")
    message = EmailMessage()
    message["From"] = f"Steadfast <no-reply@{urlsplit(base_url).hostname or 'localhost'}>"
    message["To"] = letter.address
    message["Subject"] = subject.strip()
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body.strip() + "\n", cte="8bit")
    return message


def _linked(line: str, base_url: str) -> Linked:
    path, about, milestone = (*line.split("\t"), "", "")[:3]
    try:
        since = datetime.date.fromisoformat(about)
    except ValueError:
        since = None
    return Linked(base_url + path, about, int(milestone or 0), since)


def _write(folder: Path, name: str, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.eml").write_bytes(bytes(message))


@contextmanager
def _server(url: str) -> Iterator[smtplib.SMTP]:
    """`smtp://user:password@host:587` (STARTTLS where offered) or `smtps://`."""
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "localhost", parts.port or 0, timeout=15) as server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server
