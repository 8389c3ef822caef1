"""One candidate's file, opened: who it is, what was answered, permissions, applications."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as people
from services.intake.candidates import tables as candidates
from services.intake.candidates.model.readiness import missing_from
from services.intake.candidates.model.status import FOUR_WEEKS, Entry, age_band, age_on, is_neet, labour_status
from services.intake.candidates.queries.candidates import CandidateLine
from services.intake.employers import tables as employers
from services.intake.keyring import KeyRing
from services.intake.vacancies import tables as vacancies_tables
from shared.auth import Actor
from shared.readers.telephones import shown
from shared.transaction import Missing
from shared.validity import is_live, still_lasts


class PermissionLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    scope: str
    reach: str
    employer_name: str
    employer_name_en: str
    words: str
    begins: datetime.date
    ends: datetime.date | None
    guardian: str
    folder: str
    asked: str
    withdrawn_on: datetime.date | None

    def is_live(self, day: datetime.date) -> bool:
        return is_live(self.begins, self.ends, self.withdrawn_on, day)

    def is_over(self, day: datetime.date) -> bool:
        """Whether there is nothing left to take back; what begins later is not over."""
        return self.withdrawn_on is not None or not still_lasts(self.ends, day)


class ReferralLine(msgspec.Struct, frozen=True, kw_only=True):
    referral: str
    employer_name: str
    employer_name_en: str
    vacancy_title: str
    state: str
    until: datetime.date | None
    open: bool


class CandidateFile(CandidateLine, frozen=True, kw_only=True):
    """One person's file, opened."""

    born: datetime.date
    phone: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    courses: tuple[str, ...]
    availability: tuple[str, ...]
    wishes: str
    right: str
    right_date: datetime.date | None
    right_seen_on: datetime.date | None
    education: str
    works_now: bool
    last_worked_on: datetime.date | None
    in_education_until: datetime.date | None
    seeking_since: datetime.date | None
    answered: tuple[str, ...]
    notice_language: str
    notice_version: str
    notice_on: datetime.date | None
    withdrawn_on: datetime.date | None
    organisation_name: str
    permissions: tuple[PermissionLine, ...]
    referrals: tuple[ReferralLine, ...]

    @property
    def entry(self) -> Entry:
        """What was answered; a question nobody asked stays open."""
        return Entry(
            born=self.born,
            works_now=self.works_now if "work" in self.answered else None,
            last_worked_on=self.last_worked_on,
            studied=self._studied if "study" in self.answered else None,
            in_education_until=self.in_education_until,
            seeks=self.seeking_since is not None if "search" in self.answered else None,
            seeking_since=self.seeking_since,
        )

    @property
    def _studied(self) -> bool:
        return self.in_education_until is not None and self.in_education_until > self.registered_on - FOUR_WEEKS

    def missing(self, day: datetime.date) -> tuple[str, ...]:
        """What has to be known before the person can be declared ready."""
        return missing_from(self, day)

    def status(self, day: datetime.date) -> dict[str, Any]:
        """What programmes ask, derived at a day."""
        age = age_on(self.born, day)
        labour = labour_status(self.entry, day)
        return {"age": age, "band": age_band(age), "labour": labour, "neet": is_neet(self.entry, day)}


OPENED = ("name", "born", "phone", "wishes")
PLAIN = [
    name for name in CandidateFile.__struct_fields__ if name in candidates.candidate.c and name not in OPENED
]  # the sealed ones are opened one by one


def candidate_file(session: Session, keys: KeyRing, actor: Actor, key: str) -> CandidateFile:
    """Raises Missing for anybody else's, and for an erased one."""
    row, work, place = candidates.candidate.c, candidates.at_work.c, people.organisation
    joined = candidates.candidate.outerjoin(candidates.at_work, work.candidate == row.id)
    joined = joined.join(place, place.c.id == row.organisation)
    columns: list[Any] = [
        candidates.candidate,
        work.since.label("at_work_since"),
        place.c.name.label("organisation_name"),
    ]
    query = sa.select(*columns).select_from(joined)
    found = session.execute(query.where(row.id == key, row.organisation == actor.organisation)).first()
    sealer = keys.sealers([key]).get(key)
    if found is None or sealer is None:
        raise Missing(f"Candidate {key}")
    kept: dict[str, Any] = {name: found._mapping[name] for name in PLAIN}
    opened = {
        name: sealer.open(found._mapping[name], f"candidate.{name}.{key}") if found._mapping[name] else ""
        for name in OPENED
    }
    return CandidateFile(
        **kept,
        name=opened["name"],
        born=datetime.date.fromisoformat(opened["born"]),
        phone=shown(opened["phone"]),
        wishes=opened["wishes"],
        at_work_since=found.at_work_since,
        organisation_name=found.organisation_name,
        permissions=_permissions(session, sealer, key),
        referrals=_referrals(session, key),
    )


def _permissions(session: Session, sealer: Any, key: str) -> tuple[PermissionLine, ...]:
    row, by = candidates.permission.c, employers.employer
    joined = candidates.permission.outerjoin(by, by.c.id == row.employer)
    query = sa.select(candidates.permission, by.c.name.label("employer_name"), by.c.name_en).select_from(joined)
    rows = session.execute(query.where(row.candidate == key).order_by(row.id.desc()))
    return tuple(
        PermissionLine(
            id=each.id,
            scope=each.scope,
            reach=each.reach,
            employer_name=each.employer_name or "",
            employer_name_en=each.name_en or "",
            words=sealer.open(each.words, f"permission.words.{each.id}") if each.words else "",
            begins=each.begins,
            ends=each.ends,
            guardian=sealer.open(each.guardian, f"permission.guardian.{each.id}") if each.guardian else "",
            folder=sealer.open(each.folder, f"permission.folder.{each.id}") if each.folder else "",
            asked=each.asked,
            withdrawn_on=each.withdrawn_on,
        )
        for each in rows
    )


def _referrals(session: Session, key: str) -> tuple[ReferralLine, ...]:
    row, by, offer = vacancies_tables.known_referral.c, employers.employer, vacancies_tables.vacancy
    joined = vacancies_tables.known_referral.outerjoin(by, by.c.id == row.employer)
    joined = joined.outerjoin(offer, offer.c.id == row.vacancy)
    columns = [row.referral, row.state, row.until, row.open, by.c.name, by.c.name_en, offer.c.title]
    rows = session.execute(sa.select(*columns).select_from(joined).where(row.candidate == key).order_by(row.referral))
    return tuple(
        ReferralLine(
            referral=each.referral,
            employer_name=each.name or "",
            employer_name_en=each.name_en or "",
            vacancy_title=each.title or "",
            state=each.state,
            until=each.until,
            open=each.open,
        )
        for each in rows
    )
