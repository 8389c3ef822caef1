"""Sends the letters that wait: to the mail server, or without one into files that anybody running this can read."""

import asyncio
import datetime
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import structlog

from services.intake.letters.handlers import NotTaken, note_refusal, note_sent_letters, put_off_letters, take_letters
from services.intake.letters.queries import WaitingLetter, letters_wait
from shared import faultpoints
from shared.service import Runtime
from shared.settings import Settings
from web.text import render

log = structlog.get_logger(__name__)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Linked(NamedTuple):
    """One link of a letter, whole, with what tells it from the others."""

    link: str
    about: str
    milestone: int
    since: datetime.date | None
    until: datetime.date | None


class Answer(NamedTuple):
    """What a mail server said: the code (RFC 5321) and, where it gives one, the enhanced status (RFC 3463)."""

    code: int
    subject: int
    """1 = the address, 2 = the mailbox, 7 = a policy, which is about the sender; 0 = not said."""
    detail: int

    @classmethod
    def read(cls, code: int, text: bytes | str) -> "Answer":
        said = re.match(rb"[245]\.(\d{1,3})\.(\d{1,3})\b", text.encode() if isinstance(text, str) else text)
        return cls(code, *(int(part) for part in said.groups())) if said else cls(code, 0, 0)

    @property
    def is_about_the_letter(self) -> bool:
        """No such mailbox, or one that is closed or full; not what a wrong relay, login, sender or quota is answered."""
        if self.code < 500 or (self.subject, self.detail) in SENDERS:
            return False
        return self.subject in (ADDRESS, MAILBOX) or (self.subject == 0 and self.code in NO_SUCH_MAILBOX)

    @property
    def is_for_now(self) -> bool:
        """Greylisting, a full mailbox: it goes by in three days, or does not."""
        return self.code < 500 and self.subject != POLICY


class Broken(OSError):
    """The connection ended while a letter was on its way: that one rests, so that it cannot hold up the others."""


REFUSED = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
    ValueError,
)
"""This letter cannot be sent; the next one can."""
ADDRESS, MAILBOX, POLICY = 1, 2, 7
SENDERS = ((ADDRESS, 7), (ADDRESS, 8))
"""Of the addresses the one it comes from."""
NO_SUCH_MAILBOX = (550, 551, 553)
GOES = 421
"""The mail server closes the connection: nothing is wrong with this letter."""
Post = Callable[[WaitingLetter], NotTaken | None]


async def deliver_letters(runtime: Runtime) -> None:
    """Send what waits, one letter after the other, each noted as soon as it is out; the others wait for a later round."""
    if not await runtime.read(letters_wait):
        return
    taken = await runtime.do(take_letters, 1)
    if not taken:
        return
    open_ = ExitStack()
    try:
        post = await asyncio.to_thread(open_.enter_context, _post(runtime.settings))
        while taken:
            with faultpoints.around("mail", "intake", taken[0].kind):
                refused = await asyncio.to_thread(post, taken[0])
            if refused is None:
                await runtime.do(note_sent_letters, (taken[0].id,))
            else:
                await runtime.do(note_refusal, refused)
            taken = await runtime.do(take_letters, 1)
    except Broken as broken:
        log.warning("letters wait", service="intake", error=str(broken))
        await runtime.do(note_refusal, NotTaken(taken[0].id, for_good=False, ends=False))
        await runtime.do(put_off_letters, None)
    except OSError as error:
        log.warning("letters wait", service="intake", error=type(error).__name__)
        await runtime.do(put_off_letters, None)
    finally:
        await asyncio.to_thread(open_.close)


@contextmanager
def _post(settings: Settings) -> Iterator[Post]:
    """What sends one letter and says if it was refused. Raises OSError where the mail server is away."""
    if not settings.mail_url:
        yield lambda letter: _passed(letter, settings, partial(_write, settings.data / "mail", letter.id))
        return
    with _server(settings.mail_url) as server:
        yield lambda letter: _passed(letter, settings, server.send_message)


def _passed(letter: WaitingLetter, settings: Settings, send: Callable[[EmailMessage], Any]) -> NotTaken | None:
    """One letter that cannot be written or is refused must not hold up the others. Raises Broken."""
    try:
        message = written(letter, settings.base_url)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one letter, the others go out
        log.error("a letter cannot be written", service="intake", type=letter.kind, error=type(error).__name__)
        return NotTaken(letter.id, for_good=False)
    try:
        send(message)
    except REFUSED as error:
        answers = _answers(error)
        if any(answer.code == GOES for answer in answers):
            raise Broken(type(error).__name__) from error
        return _refused(letter, error, answers)
    except OSError as error:
        raise Broken(type(error).__name__) from error
    return None


def _refused(letter: WaitingLetter, error: Exception, answers: list[Answer]) -> NotTaken:
    """For good, where the mail server says so of the mailbox or the letter; else for now.

    What it has against this sender is a setting that somebody puts right, however late, and then the letters go out.
    """
    ours = isinstance(error, smtplib.SMTPSenderRefused)
    for_good = not ours and all(answer.is_about_the_letter for answer in answers)
    ends = not ours and all(answer.is_for_now for answer in answers)
    why = "for good" if for_good else "for now"
    kind, code = type(error).__name__, max((answer.code for answer in answers), default=None)
    log.warning("a letter was refused", service="intake", type=letter.kind, error=kind, code=code, why=why)
    return NotTaken(letter.id, for_good=for_good, ends=ends)


def _answers(error: Exception) -> list[Answer]:
    """What the mail server answered; nothing where the letter never got there."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [Answer.read(*answer) for answer in error.recipients.values()]
    return [Answer.read(error.smtp_code, error.smtp_error)] if isinstance(error, smtplib.SMTPResponseException) else []


def written(letter: WaitingLetter, base_url: str) -> EmailMessage:
    """The letter in its language: the template's first line is the subject."""
    lines = [_linked(line, base_url) for line in letter.path.split("\n")]
    text = render(f"intake/letters/{letter.kind}.txt", letter.lang, link=lines[0].link, lines=lines)
    subject, _, body = text.partition("\n")
    message = EmailMessage(policy=WHOLE_SUBJECTS)
    message["From"] = f"Steadfast <no-reply@{urlsplit(base_url).hostname or 'localhost'}>"
    message["To"] = letter.address
    message["Subject"] = subject.strip()
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body.strip() + "\n", cte="8bit")
    return message


class _WholeSubjects(EmailPolicy):
    """Python before 3.12.5 loses a space of a long subject that is not in Latin letters (gh-92081); `Header` does not."""

    def fold(self, name: str, value: Any) -> str:
        if name != "Subject":
            return str(super().fold(name, value))
        return f"{name}: {Header(value, header_name=name).encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii") if name == "Subject" else super().fold_binary(name, value)


WHOLE_SUBJECTS = _WholeSubjects()


def _linked(line: str, base_url: str) -> Linked:
    path, about, milestone, until = (*line.split("\t"), "", "", "")[:4]
    return Linked(base_url + path, about, int(milestone or 0), _day(about), _day(until))


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _write(folder: Path, name: str, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.eml").write_bytes(bytes(message))


@contextmanager
def _server(url: str) -> Iterator[smtplib.SMTP]:
    """`smtp://user:password@host:587`, which must offer STARTTLS, or `smtps://`; only this machine's own is spoken to
    in the clear. Whoever cannot prove to be that host gets neither the password nor a letter: they hold links.
    """
    parts, proof = urlsplit(url), ssl.create_default_context()
    host = parts.hostname or "localhost"
    with ExitStack() as stack:
        if parts.scheme == "smtps":
            server: smtplib.SMTP = stack.enter_context(
                smtplib.SMTP_SSL(host, parts.port or 0, timeout=15, context=proof)
            )
        else:
            server = stack.enter_context(smtplib.SMTP(host, parts.port or 0, timeout=15))
        server.ehlo()
        if parts.scheme == "smtp" and host not in LOOPBACK:
            server.starttls(context=proof)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server
