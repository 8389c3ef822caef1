"""What an edition rests on (D3): a mark for each person, scored again with the facts of today."""

from datetime import date

import msgspec

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0, Settled, snapshot
from tests.recognition.scoring.scoring_log import Log, day, faded_gold


def test_the_basis_has_one_mark_for_each_person_in_the_window() -> None:
    log = Log()
    log.kept(2, proved=1)
    log.lost(1)
    log.lost(1, reason="excused", prefix="excused")
    log.hire("unseen", 0)
    log.hire("new", 199)
    assert scoring.basis(log.facts, "E1", day(200), method=RECOG_1_0_0) == {
        "person of kept0": Settled("R", 3, True),
        "person of kept1": Settled("R", 3, False),
        "person of lost0": Settled("L", 0, False),
        "person of excused0": Settled("E", 0, False),
        "person of unseen": Settled("L", 0, False),
    }


def test_a_basis_survives_json() -> None:
    log = Log()
    log.kept(2, proved=1)
    basis = scoring.basis(log.facts, "E1", day(200), method=RECOG_1_0_0)
    assert msgspec.json.decode(msgspec.json.encode(basis), type=scoring.Basis) == basis


def test_an_edition_scores_an_older_basis_with_the_facts_of_today() -> None:
    log = faded_gold()
    then, now = date(2024, 9, 30), date(2024, 12, 31)
    basis = scoring.basis(log.facts, "E1", then, method=RECOG_1_0_0)
    today = snapshot(log.facts, "E1", now, method=RECOG_1_0_0)
    edition = scoring.standing_from(
        basis,
        today.headcount,
        today.practices,
        group="E1",
        as_of=now,
        memory=[3],
        suspended=today.suspended,
        method=RECOG_1_0_0,
    )
    assert (edition.total, edition.raw_tier, edition.tier) == (today.total, 2, "gold")
    without = scoring.standing_from(basis, today.headcount, today.practices, group="E1", as_of=now, method=RECOG_1_0_0)
    assert without.tier == "silver"


def test_every_group_a_fact_could_touch_is_named() -> None:
    log = Log()
    log.hire(entity="E2")
    log.group(10, "G")
    log.group(20, "H")
    log.seen("p", 90)
    assert scoring.groups_of(log.facts) == {"E1": {"E1", "G", "H"}, "E2": {"E2"}}
