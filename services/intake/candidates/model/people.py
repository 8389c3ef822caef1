"""Who is one person: files with the same name and birth date, until somebody decides; and the cases about it."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from shared.events.intake import CandidateMerged, CandidateParted

ONE, DIFFERENT, OPEN = "one", "different", ""
"""What an owner says, and what both words come to; nothing said and nothing decided are alike."""


class File(msgspec.Struct, frozen=True):
    """As much of a file as tells whose it is; `person` is the reference it has now, or none."""

    id: str
    index: str
    person: str


@dataclass(eq=False, kw_only=True)
class MergeCase:
    """Two files that may be one person's. Each owner says what it knows; `first` is the older file."""

    id: str
    first: str
    second: str
    opened_on: datetime.date
    first_says: str = OPEN
    second_says: str = OPEN
    first_by: str = ""
    second_by: str = ""
    outcome: str = OPEN
    settled_on: datetime.date | None = None
    similar: bool = False
    """Found by names that are alike and not the same, or by the telephone: two people until both say *one person*."""
    told_on: datetime.date | None = None

    def say(self, file: str, word: str, by: str) -> None:
        """The owner of `file` says so, or takes its word back."""
        if file == self.first:
            self.first_says, self.first_by = word, by
        else:
            self.second_says, self.second_by = word, by

    def settle(self, today: datetime.date) -> CandidateMerged | CandidateParted | None:
        """What both words come to now, and what that tells the others."""
        before, self.outcome = self.outcome, outcome_of(self.first_says, self.second_says)
        if before != self.outcome:
            self.settled_on = today if self.outcome else None
        if before == self.outcome or ONE not in (before, self.outcome):
            return None
        kind = CandidateMerged if self.outcome == ONE else CandidateParted
        return kind(candidate=self.second, into=self.first)


def outcome_of(first: str, second: str) -> str:
    """Both must say *one person*; one is enough for *different people*, unless the other says they are one."""
    if DIFFERENT in (first, second) and ONE not in (first, second):
        return DIFFERENT
    return ONE if first == second == ONE else OPEN


def people_of(
    files: Iterable[File], verdicts: dict[frozenset[str], str], make: Callable[[File], str]
) -> dict[str, str]:
    """The person reference of each file, oldest file first; a group keeps its oldest reference, no two groups share one.

    A file joins the first group in which somebody said *one person*, or else all of whose name and birth date it has
    and of whom it is *different* from nobody.
    """
    groups: list[list[File]] = []
    for file in sorted(files, key=lambda each: each.id):
        _join(groups, file, verdicts)
    found: dict[str, str] = {}
    for group in groups:
        person = next((each.person for each in group if each.person and each.person not in found.values()), "")
        person = person or make(group[0])
        found.update((each.id, person) for each in group)
    return found


def _join(groups: list[list[File]], file: File, verdicts: dict[frozenset[str], str]) -> None:
    said = [{verdicts.get(frozenset((file.id, each.id)), OPEN) for each in group} for group in groups]
    agreed = [group for group, words in zip(groups, said, strict=True) if ONE in words and DIFFERENT not in words]
    alike = [
        group
        for group, words in zip(groups, said, strict=True)
        if DIFFERENT not in words and any(each.index == file.index for each in group)
    ]
    for group in (agreed + alike)[:1]:
        group.append(file)
        return
    groups.append([file])
