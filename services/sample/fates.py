"""The fates: what a letter in the plan stands for."""

from collections.abc import Callable

from services.placements.hires import commands
from services.placements.hires.handlers import hiring as work
from services.sample.lives import EXCUSED, GONE_BY_THEMSELVES, GOOD, LESSER, Life, Lives, pressed_twice
from shared.transaction import Transaction


def tell(lives: Lives, life: Life) -> None:
    """Write this life into the diary."""
    FATES[life.fate](lives, life)


def kept(lives: Lives, life: Life) -> None:
    lives.hire(life)
    lives.stay(life)


def kept_in_a_lesser_job(lives: Lives, life: Life) -> None:
    lives.hire(life, **life.dice.choice(LESSER))
    lives.stay(life)


def confirmed_late(lives: Lives, life: Life) -> None:
    lives.hire(life)
    lives.check(life, 30)
    lives.check(life, 90, "not_reachable")
    lives.check(life, 90, late=45)
    lives.check(life, 180)
    lives.check(life, 365)


def confirmed_after_the_employer(lives: Lives, life: Life) -> None:
    lives.hire(life)
    lives.check(life, 30)
    lives.check(life, 90, by=f"employer-{life.firm.number}")
    lives.check(life, 90, late=12)
    lives.check(life, 180)
    lives.check(life, 365)


def left(lives: Lives, life: Life) -> None:
    lives.hire(life, **(life.dice.choice(LESSER) if life.dice.random() < 0.4 else {}))
    last = life.dice.randrange(9, 84)
    if last > 40:
        lives.check(life, 30)
    lives.end(life, last, life.dice.choice(GONE_BY_THEMSELVES))


def dismissed(lives: Lives, life: Life) -> None:
    lives.hire(life)
    lives.end(life, life.dice.randrange(20, 80), "dismissed")


def excused(lives: Lives, life: Life) -> None:
    lives.hire(life)
    lives.check(life, 30)
    lives.end(life, life.dice.randrange(45, 85), life.dice.choice(EXCUSED))


def dismissed_after_the_check(lives: Lives, life: Life) -> None:
    lives.hire(life)
    lives.check(life, 30)
    lives.check(life, 90)
    lives.end(life, 131, "dismissed")


def unconfirmed(lives: Lives, life: Life) -> None:
    """Nobody could be reached; long after, somebody heard that the job had ended early."""
    lives.hire(life)
    lives.check(life, 30)
    lives.check(life, 90, "not_reachable")
    lives.check(life, 90, "not_reachable", late=10)
    lives.end(life, 71, "unknown", noted_after=84)


def hired_again_soon(lives: Lives, life: Life) -> None:
    """A fixed term, three weeks at home, then a permanent contract: one spell."""
    lives.hire(life, contract="fixed_term", planned_last_day=life.day(95))
    lives.check(life, 30)
    lives.end(life, 95, "not_renewed")
    lives.hire(life, 116)
    lives.stay(life, after=116)


def hired_again_later(lives: Lives, life: Life) -> None:
    lives.hire(life)
    lives.end(life, 40, "health", noted_after=3)
    lives.hire(life, 111)
    lives.stay(life, after=111)


def transferred(lives: Lives, life: Life) -> None:
    """To the other company of the group, from one day to the next."""
    lives.hire(life, firm=15)
    lives.check(life, 30)
    lives.end(life, 70, "not_renewed", noted_after=2)
    lives.hire(life, 71)
    lives.stay(life, after=71)


def said_otherwise(lives: Lives, life: Life) -> None:
    """The employer says at work, the service says left: both words are kept, the service's counts."""
    lives.hire(life)
    lives.check(life, 30)
    lives.check(life, 90, by=f"employer-{life.firm.number}")
    lives.end(life, 78, "quit", noted_after=20)


def ended_by_mistake(lives: Lives, life: Life) -> None:
    """The employer reports an ending; the person turns out to be at work."""
    lives.hire(life)
    lives.check(life, 30)
    lives.end(life, 52, "quit", by=f"employer-{life.firm.number}")
    lives.check(life, 90)
    lives.check(life, 180)
    lives.check(life, 365)


def recorded_anew(lives: Lives, life: Life) -> None:
    """A check was noted for the wrong person: the hire is taken back and recorded again."""
    lives.hire(life)
    lives.check(life, 30)
    lives.void(life, 55, "wrong_check")
    number = len(life.placements)
    life.placements.append("")

    def again(tx: Transaction) -> None:
        command = commands.RecordHire(
            candidate=life.candidate, start=life.start, **lives.where(life.firm.number, life.firm), **GOOD
        )
        life.placements[number] = pressed_twice(work.record_hire, command, tx)

    if (day := lives.desk_day(life.day(55))) <= lives.yesterday:
        lives.diary.note(day, life.officer, again)
        lives.stay(life, (90, 180, 365))


def corrected(lives: Lives, life: Life) -> None:
    """Recorded with half the hours; put right three weeks later."""
    lives.hire(life, hours=20, pay="not_told")
    if (day := lives.desk_day(life.day(21))) <= lives.yesterday:
        lives.diary.note(day, life.officer, lambda tx: _put_right(lives, life, tx))
    lives.stay(life)


def _put_right(lives: Lives, life: Life, tx: Transaction) -> None:
    command = commands.CorrectHire(placement=life.placements[0], role="старши смяна", start=life.start, **GOOD)
    pressed_twice(work.correct_hire, command, tx)


def internship(lives: Lives, life: Life) -> None:
    lives.hire(life, contract="internship", hours=30, pay="not_told")
    lives.end(life, 88, "study")


def civil_contract(lives: Lives, life: Life) -> None:
    lives.hire(life, contract="civil", hours=20, pay="not_told")
    lives.end(life, life.dice.randrange(60, 200), "not_renewed")


def seasonal(lives: Lives, life: Life) -> None:
    """Planned for less than ninety days: not counted for anybody."""
    lives.hire(life, contract="fixed_term", planned_last_day=life.day(58))
    lives.check(life, 30)
    lives.end(life, 58, "not_renewed", noted_after=1)


def paid_by_a_programme(lives: Lives, life: Life) -> None:
    lives.hire(life, funded_percent=100, contract="fixed_term", planned_last_day=life.day(181))
    lives.check(life, 30)
    lives.check(life, 90)
    lives.end(life, 181, "not_renewed", noted_after=1)


def taken_back_late(lives: Lives, life: Life) -> None:
    """Found long after to be the same hire as another one: the edition that counted it is corrected."""
    lives.hire(life)
    lives.check(life, 30)
    lives.check(life, 90)


def open_question(lives: Lives, life: Life) -> None:
    """Asked, tried twice, not reached yet."""
    lives.hire(life)
    lives.check(life, 30)
    lives.check(life, 90, "not_reachable")


def employer_says_so(lives: Lives, life: Life) -> None:
    """The employer says still here; the service has not asked yet."""
    lives.hire(life)
    lives.check(life, 30)
    lives.check(life, 90, by=f"employer-{life.firm.number}")


def own_word(lives: Lives, life: Life) -> None:
    """Answered by a service of the employer's own group: kept, and not enough by itself."""
    lives.hire(life)
    lives.check(life, 30)
    lives.check(life, 90)


def young(lives: Lives, life: Life) -> None:
    """Under eighteen: seven hours a day, and the permit of the labour inspectorate was seen."""
    seen = life.day(-4)
    lives.hire(life, contract="permanent", hours=35, permit_seen_on=seen)


def term_over(lives: Lives, life: Life) -> None:
    """For a season that ends today: does the job go on?"""
    lives.hire(life, contract="fixed_term", planned_last_day=lives.today)
    lives.check(life, 30)


def paper_ends(lives: Lives, life: Life) -> None:
    """The contract has no end, and the paper has."""
    lives.hire(life)
    lives.check(life, 30)


FATES: dict[str, Callable[[Lives, Life], None]] = {
    "k": kept, "g": kept_in_a_lesser_job, "b": confirmed_late,
    "w": confirmed_after_the_employer,
    "l": left, "d": dismissed, "e": excused, "c": dismissed_after_the_check,
    "u": unconfirmed,
    "r": hired_again_soon, "a": hired_again_later, "t": transferred, "y": said_otherwise,
    "z": ended_by_mistake, "v": recorded_anew, "x": corrected, "i": internship,
    "j": civil_contract, "s": seasonal, "f": paid_by_a_programme,
    "o": open_question, "w?": employer_says_so, "q": own_word,
    "m": young, "n": term_over, "p": paper_ends,
}  # fmt: skip
"""Kept: k g b w r a t z v x. Lost: l d c u y. Excused: e. Not counted: i j s f."""
