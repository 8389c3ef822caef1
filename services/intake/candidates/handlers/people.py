"""Whose file it is: found out whenever a name, a birth date or a word of an owner changes, and told."""

import datetime
from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa

from services.intake.candidates.model.candidate import Candidate
from services.intake.candidates.model.people import ONE, OPEN, File, MergeCase, people_of
from services.intake.candidates.model.status import ADULT, WORKING_AGES, working_age
from services.intake.candidates.tables import candidate as files
from services.intake.candidates.tables import merge_case as cases
from services.intake.tools import tools_of
from shared.events.intake import CandidateRegistered
from shared.message import new_id
from shared.transaction import Transaction


def random_reference(file: File) -> str:
    """Says nothing about the person, and leads to nothing once the file is erased."""
    return new_id()


def settle_people(
    indexes: set[str],
    tx: Transaction,
    published: CandidateRegistered | None = None,
    make: Callable[[File], str] = random_reference,
) -> None:
    """Give the files of these names and birth dates, and those merged with them, the persons they are; open cases.

    `told` is what the others knew of a file that was changed already; `make` gives a person its first reference.
    """
    tx.session.flush()
    found = _cluster(indexes, tx)
    before = [published if published and published.candidate == each.id else each.registered() for each in found]
    known = _cases([each.id for each in found], tx)
    verdicts = {frozenset((case.first, case.second)): case.outcome for case in known}
    alike = [File(each.id, each.person_index, each.person) for each in found]
    persons = people_of(alike, verdicts, make)
    for each in found:
        each.person = persons[each.id]
    _open_cases(found, known, tx)
    tell_changes(found, before, tx)


def tell_changes(found: Sequence[Candidate], before: Iterable[CandidateRegistered | None], tx: Transaction) -> None:
    """Tell of each file what is not as it was told."""
    for candidate, published in zip(found, before, strict=True):
        now = candidate.registered()
        if now != published:
            tx.publish(now)


def _cluster(indexes: set[str], tx: Transaction) -> list[Candidate]:
    """Files with these indexes, and with those of files that are one person with them; the oldest first."""
    found: dict[str, Candidate] = {}
    wanted, linked = set(indexes) - {""}, set[str]()
    while True:
        row = files.c
        which = sa.or_(row.person_index.in_(wanted), row.id.in_(linked))
        some = tx.session.scalars(sa.select(Candidate).where(which, row.name != "").order_by(row.id)).all()
        if all(each.id in found for each in some):
            return [found[key] for key in sorted(found)]
        found.update((each.id, each) for each in some)
        wanted |= {each.person_index for each in some}
        joined = [case for case in _cases(found, tx) if case.outcome == ONE]
        linked |= {key for case in joined for key in (case.first, case.second)}


def _cases(of: Iterable[str], tx: Transaction) -> list[MergeCase]:
    keys = list(of)
    about = sa.or_(cases.c.first.in_(keys), cases.c.second.in_(keys))
    return list(tx.session.scalars(sa.select(MergeCase).where(about).order_by(cases.c.id)))


def _open_cases(found: Sequence[Candidate], known: Sequence[MergeCase], tx: Transaction) -> None:
    """A case for each file that came to an older one; one nobody spoke of goes where the names differ by now.

    Whether names that are not the same are alike still is known where a file is indexed (`alike.note_similar`).
    """
    now = {each.id: each for each in found}
    for case in known:
        first, second = now.get(case.first), now.get(case.second)
        if first is not None and second is not None and first.person_index == second.person_index:
            case.similar = False
        elif not case.similar and (case.first_says, case.second_says) == (OPEN, OPEN):
            tx.session.delete(case)
    there = {frozenset((case.first, case.second)) for case in known}
    oldest: dict[str, str] = {}
    for each in found:
        first_of = oldest.setdefault(f"{each.person}/{each.person_index}", each.id)
        if first_of != each.id and frozenset((first_of, each.id)) not in there:
            tx.add(MergeCase(id=new_id(), first=first_of, second=each.id, opened_on=tx.today))


def decided(two: tuple[str, str], word: str, tx: Transaction) -> MergeCase:
    """The case of two files of one centre, which speaks for both; made where there is none."""
    first, second = sorted(two)
    there = sa.select(MergeCase).where(cases.c.first == first, cases.c.second == second)
    case = tx.session.scalars(there).first()
    if case is None:
        case = tx.add(MergeCase(id=new_id(), first=first, second=second, opened_on=tx.today))
    for file in (first, second):
        case.say(file, word, tx.actor.account)
    tx.publish(case.settle(tx.today))
    return case


def forget_cases(candidate: str, tx: Transaction) -> None:
    tx.session.execute(sa.delete(cases).where(sa.or_(cases.c.first == candidate, cases.c.second == candidate)))


def settle_again(day: datetime.date, tx: Transaction) -> None:
    """Files that two centres registered in the same moment: neither saw the other's. Done again it changes nothing."""
    row = files.c
    several = sa.select(row.person_index).where(row.person_index != "", row.person != "")
    several = several.group_by(row.person_index).having(sa.func.count(sa.distinct(row.person)) > 1)
    for index in list(tx.session.scalars(several.order_by(row.person_index))):
        settle_people({index}, tx)


def tell_ages(day: datetime.date, tx: Transaction) -> None:
    """Who has come of age to work, told as of the first of a month, so that no birthday can be read off the day."""
    row = files.c
    young = sa.select(Candidate).where(row.age_band.in_(set(WORKING_AGES) - {ADULT}), row.name != "")
    found = list(tx.session.scalars(young.order_by(row.id)))
    sealers = tools_of(tx).keys.sealers([each.id for each in found])
    for each in (each for each in found if each.id in sealers):
        born = datetime.date.fromisoformat(sealers[each.id].open(each.born, f"candidate.born.{each.id}"))
        band, before = working_age(born, day.replace(day=1)), each.registered()
        if WORKING_AGES.index(band) > WORKING_AGES.index(each.age_band):
            each.age_band = band
            tell_changes([each], [before], tx)
