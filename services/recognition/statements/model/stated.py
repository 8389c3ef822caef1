"""What an employer states about itself: a number, or words without one; shown as stated, worth no points."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.recognition.statements.model.partial import partial_date
from services.recognition.statements.model.reachable import reachable
from shared.events.recognition import StatementReturned
from shared.transaction import Refused, refusals

PEOPLE_UNITS = ("people", "participants", "women", "visitors", "mentors", "employees")
IN_PARTS = ("percent", "eur", "bgn", "hours", "days", "months")
PEOPLE_MEASURES = ("received", "completed", "trained", "hired", "consulted", "reactivated")
SINGLE = ("delivery", "family", "partners")
"""Kinds that are stated once: a second one has to replace the first. `role` is stated once for each entity."""


@dataclass(eq=False, kw_only=True)
class StatedFigure:
    """A statement of an employer about itself, with its scope, day and source.

    `kind`: a figure (a number with its unit), a commitment, a claim, a context statistic, who does the work abroad
    (`delivery`), what an entity of the group does (`role`), that it is a family firm, which partners it looks for.
    The words of all but figures are in `scope`. It is never changed: a new one may replace it, and does so when an
    editor approves the new one.
    """

    id: str
    group: str
    kind: str = "figure"
    value: str = ""
    unit: str = "people"
    measure: str = "other"
    qualifier: str = "exact"
    scope_bg: str = ""
    scope_en: str = ""
    who_bg: str = ""
    who_en: str = ""
    composite: bool = False
    from_year: int | None = None
    as_of: str = ""
    source: str = ""
    source_en: str = ""
    definition_bg: str = ""
    definition_en: str = ""
    target_value: str | None = None
    target_unit: str | None = None
    target_date: str | None = None
    outcome_value: str | None = None
    outcome_date: str | None = None
    about: str | None = None
    """The entity whose role this is."""
    details: str = ""
    """Codes: `own-BG autonomous` (delivery), `joins-groups without-base` (context), `companies` (partners)."""
    replaces: str | None = None
    approved_on: datetime.date | None = None
    approved_by: str | None = None
    withdrawn_on: datetime.date | None = None
    returned: str = ""
    """Why an editor gave it back; it waits for its employer then, who puts it right or takes it back."""

    @property
    def subject(self) -> str:
        """What a hold on it is placed on, and its anchor in the article."""
        return f"{self.kind}-{self.id[-8:]}"

    def check(self) -> None:
        """Refuse what could not be written as a sentence without inventing something."""
        for mistake in self.mistakes():
            raise mistake

    def mistakes(self) -> Iterator[Refused]:
        """All that is to be refused."""
        for check in CHECKS[self.kind]:
            yield from refusals(check, self)

    def _check_value(self) -> None:
        if not self.value:
            raise Refused("value", "Enter the number")
        self._check_whole("value", self.unit)

    def _check_what(self) -> None:
        self._check_scope("Say what this figure counts")

    def _check_unit(self) -> None:
        if self.measure in PEOPLE_MEASURES and self.unit not in PEOPLE_UNITS:
            raise Refused("unit", "This counts people; choose a unit that does")

    def _check_whole(self, field: str, unit: str) -> None:
        """Money, time and shares may come in parts; people and things are counted."""
        number = getattr(self, field)
        if number and "." in number and unit not in IN_PARTS:
            raise Refused(field, "“{read}” is not a whole number, and this is counted in whole ones", read=number)

    def _check_target(self) -> None:
        for field in ("target_value", "outcome_value"):
            self._check_whole(field, self.target_unit or self.unit)
        if bool(self.target_value) != bool(self.target_date):
            missing = "target_date" if self.target_value else "target_value"
            raise Refused(missing, "A target needs a number and a date")
        if self.outcome_value and not self.target_value:
            raise Refused("target_value", "A result needs the target it belongs to")

    def _check_dates(self) -> None:
        for field in ("as_of", "target_date", "outcome_date"):
            day = getattr(self, field)
            if day and partial_date(day) != day:
                raise Refused(field, "There is no such date")

    def _check_words(self) -> None:
        self._check_scope("Write it in one sentence, in Bulgarian or in English")

    def _check_scope(self, nothing: str) -> None:
        """Words in one language at least; a mark without a letter says nothing in either."""
        for field in ("scope_bg", "scope_en"):
            typed = getattr(self, field)
            if typed and not any(sign.isalnum() for sign in typed):
                raise Refused(field, nothing)
        if not (self.scope_bg or self.scope_en):
            raise Refused("scope_bg", nothing)

    def _check_source(self) -> None:
        if not (self.source or self.source_en):
            raise Refused("source", "Say where the statistic is from")

    def _check_details(self) -> None:
        if not self.details:
            raise Refused({"delivery": "countries"}.get(self.kind, self.kind), "Choose at least one")

    def _check_role(self) -> None:
        if not self.about:
            raise Refused("about", "Choose which part of the group this is")
        if not (self.scope_bg or self.scope_en or self.who_bg or self.who_en):
            raise Refused("scope_bg", "Say what it does, or for whom")

    @property
    def words(self) -> str:
        """Everything it says, on one line: what an editor approves."""
        if self.kind == "figure":
            return "; ".join(self._of_figure())
        parts = [self.kind, _both(self.scope_bg, self.scope_en), _both(self.who_bg, self.who_en)]
        parts += [self.about or "", self.details]
        parts += [f"source: {_both(self.source, self.source_en)}"] if self.source or self.source_en else []
        return "; ".join(part for part in parts if part)

    def _of_figure(self) -> list[str]:
        parts = [self.qualifier, self.value, self.unit, self.measure, _both(self.scope_bg, self.scope_en)]
        parts += [_both(self.who_bg, self.who_en)] if self.who_bg or self.who_en else []
        parts += ["composite"] if self.composite else []
        parts += [f"from {self.from_year}"] if self.from_year else []
        parts += [f"as of {self.as_of or 'no date'}", f"source: {_both(self.source, self.source_en) or 'own record'}"]
        if self.definition_bg or self.definition_en:
            parts.append(f"means: {_both(self.definition_bg, self.definition_en)}")
        if self.target_value:
            parts.append(f"target {self.target_value} {self.target_unit or self.unit} by {self.target_date}")
        if self.outcome_value:
            parts.append(f"result {self.outcome_value} on {self.outcome_date or 'no date'}")
        return parts

    @property
    def reachable(self) -> tuple[str, ...]:
        """The addresses and telephone numbers that an approval would make public."""
        return reachable(self.words)

    def give_back(self, words: str, reason: str) -> StatementReturned:
        """An editor returns it to the employer, with a reason. It was not public, and is not."""
        if self.withdrawn_on or self.approved_on or self.returned or words != self.words:
            raise Refused("", "This figure was changed since it was read; read it again")
        self.returned = reason
        return StatementReturned(statement=self.id, group=self.group, kind="figure")

    def approve(self, words: str, by: str, today: datetime.date) -> None:
        if self.withdrawn_on is not None or self.returned or words != self.words:
            raise Refused("", "This figure was changed since it was read; read it again")
        if self.approved_on is None:
            self.approved_on, self.approved_by = today, by

    def withdraw(self, today: datetime.date) -> None:
        if self.withdrawn_on is not None:
            raise Refused("", "This figure is withdrawn already")
        self.withdrawn_on = today


def _both(bulgarian: str, english: str) -> str:
    return " / ".join(text for text in (bulgarian, english) if text)


Stated = StatedFigure
CHECKS: dict[str, tuple[Callable[[StatedFigure], None], ...]] = {
    "figure": (Stated._check_value, Stated._check_what, Stated._check_unit, Stated._check_target, Stated._check_dates),
    "commitment": (Stated._check_words,),
    "claim": (Stated._check_words,),
    "context": (Stated._check_words, Stated._check_source),
    "delivery": (Stated._check_details,),
    "partners": (Stated._check_details,),
    "role": (Stated._check_role,),
    "family": (),
}
