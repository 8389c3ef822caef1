"""One answer of the interview: a draft, a version sent, a version in public."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from services.recognition.articles.speakers import turns_of
from services.recognition.statements.model.reachable import reachable
from shared.events.recognition import InterviewTaken, StatementReturned
from shared.transaction import Refused

QUESTIONS = ("activity", "decision", "hiring", "advice", "free")
"""The four of the series, and a conversation in a form of one's own."""
CHANGED = "This answer was changed since it was sent; read it again"


@dataclass(eq=False, kw_only=True)
class Answer:
    """One interview answer. The draft may change; what is public changes only when an editor approves the draft.

    An approval covers the words, their language, who spoke, and every translation.
    """

    id: str
    group: str
    question: str
    text: str
    language: str
    speaker: str
    translation_bg: str = ""
    translation_en: str = ""
    translated_by: str = "employer"
    state: str = "draft"
    sent_on: datetime.date | None = None
    approved_on: datetime.date | None = None
    approved_by: str | None = None
    approved_text: str = ""
    approved_language: str = ""
    approved_speaker: str = ""
    approved_translation_bg: str = ""
    approved_translation_en: str = ""
    approved_translated_by: str = ""
    taken_by: str | None = None
    """The officer who wrote the draft down on the telephone; None where the employer wrote it."""
    taken_for: str | None = None
    """The officer's organisation."""
    taken_on: datetime.date | None = None
    confirmed_on: datetime.date | None = None
    """When the employer said that it is what it said."""
    approved_taken_on: datetime.date | None = None
    """Public words that were taken down and that the employer has not confirmed: the page says so."""
    returned: str = ""
    """Why an editor gave the draft back, until it is sent again; for its employer alone."""

    @property
    def as_read(self) -> dict[str, str]:
        """Everything an approval covers, by the field of its form."""
        return {
            "text": self.text,
            "language": self.language,
            "speaker": self.speaker,
            "translation_bg": self.translation_bg,
            "translation_en": self.translation_en,
            "translated_by": self.translated_by,
        }

    @property
    def reachable(self) -> tuple[str, ...]:
        """The addresses and telephone numbers that an approval would make public."""
        return reachable(self.text, self.translation_bg, self.translation_en)

    @property
    def approved(self) -> dict[str, str]:
        """The same of what is public; empty texts when nothing is."""
        return {name: getattr(self, f"approved_{name}") for name in self.as_read}

    def write(
        self, text: str, language: str, speaker: str, translations: Mapping[str, str], by: str = "employer"
    ) -> None:
        """Keep a draft with words. A translation into the language of the answer itself is none."""
        if not text:
            raise Refused("text", "Write an answer first; an empty one is not kept")
        self.taken_by = self.taken_for = self.taken_on = self.confirmed_on = None
        before = (self.translation_bg, self.translation_en)
        self.text, self.language, self.speaker, self.state = text, language, speaker, "draft"
        self.translation_bg = translations.get("bg", "") if language != "bg" else ""
        self.translation_en = translations.get("en", "") if language != "en" else ""
        self._credit(by, changed=before != (self.translation_bg, self.translation_en))

    def _credit(self, by: str, *, changed: bool) -> None:
        """The editors' translation stays theirs while its words stay; no other is credited to them by an employer."""
        if changed or self.translated_by != "editors":
            self.translated_by = "employer" if by == "editors" else by

    def take(
        self, text: str, language: str, speaker: str, by: tuple[str, str | None], today: datetime.date
    ) -> InterviewTaken:
        """An officer (`by`: account, organisation) writes down what was said on the telephone, and it is sent.

        The employer's own words are not written over, and neither are those it confirmed.
        """
        if self.text and (self.taken_by is None or self.confirmed_on is not None):
            raise Refused(self.question, "The employer has answered this itself; nobody else changes its words")
        self.write(text, language, speaker, {}, "service")
        (self.taken_by, self.taken_for), self.taken_on = by, today
        self.send(today)
        return InterviewTaken(statement=self.id, group=self.group)

    def is_as_taken(self, text: str, language: str, speaker: str) -> bool:
        """Whether it was taken on the telephone as this; what the employer confirmed is not asked for its speaker again."""
        same = self.confirmed_on is not None or (self.language, self.speaker) == (language, speaker)
        return self.taken_by is not None and self.text == text and same

    def confirm(self, text: str, today: datetime.date) -> None:
        """The employer says that this is what it said on the telephone."""
        self.check_read(text)
        if self.taken_on is None:
            raise Refused("", "This answer was not taken on the telephone")
        self.confirmed_on = self.confirmed_on or today
        if self.approved_text == text:
            self.approved_taken_on = None

    def send(self, today: datetime.date) -> None:
        self.check()
        self.state, self.sent_on, self.returned = "sent", today, ""

    def give_back(self, text: str, reason: str) -> StatementReturned:
        """An editor returns what was sent to the employer, with a reason; what is public stays as it is."""
        if self.state != "sent" or text != self.text:
            raise Refused("", CHANGED)
        self.state, self.sent_on, self.returned = "draft", None, reason
        return StatementReturned(statement=self.id, group=self.group, kind="answer")

    def check(self) -> None:
        """A conversation has as many turns in each language, or nobody could tell who is quoted."""
        if self.question != "free":
            return
        turns = len(turns_of(self.text))
        for name, text in (("translation_bg", self.translation_bg), ("translation_en", self.translation_en)):
            if text and len(turns_of(text)) != turns:
                raise Refused(name, "The original has {turns} turns; give the translation as many", turns=turns)

    def check_read(self, text: str) -> None:
        """Refuse what was made of other words than these."""
        if text != self.text:
            raise Refused("", CHANGED)

    def translate(self, translations: Mapping[str, str], by: str, today: datetime.date) -> None:
        """An editor adds or mends a translation of what was sent or is public; it waits to be approved with the words.

        What is public is taken as it stands: a newer draft of the employer's is not sent by this.
        """
        if self.state == "draft":
            raise Refused("", "This answer is not sent")
        if not any(text for name, text in translations.items() if name != self.language):
            raise Refused("translation_bg" if self.language == "en" else "translation_en", "Write the translation")
        for name, text in translations.items():
            if name != self.language:
                setattr(self, f"translation_{name}", text)
        self.translated_by = by
        self.check()
        self.state, self.sent_on = "sent", self.sent_on or today

    def approve(self, read: Mapping[str, str], by: str, today: datetime.date) -> None:
        """Make public the very words that were read; approving them twice changes nothing."""
        wanted = self.as_read | dict(read)
        if self.state == "approved" and wanted == self.approved:
            return
        if self.state != "sent" or wanted != self.as_read:
            raise Refused("", CHANGED)
        self.state, self.approved_by, self.approved_on = "approved", by, today
        self.approved_taken_on = None if self.confirmed_on else self.taken_on
        for name, text in self.as_read.items():
            setattr(self, f"approved_{name}", text)

    def withdraw(self) -> None:
        """Take the public words back; the draft stays with the employer."""
        if self.approved_on is None and self.state != "sent":
            raise Refused("", "This answer is neither public nor sent")
        self.state, self.sent_on, self.approved_on, self.approved_by = "draft", None, None, None
        self.approved_taken_on = None
        for name in self.as_read:
            setattr(self, f"approved_{name}", "")
