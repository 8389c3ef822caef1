"""What employers say in public and editors publish, told as it was done."""

import datetime
from contextlib import suppress
from functools import partial

import msgspec

from services.recognition import scoring
from services.recognition.board.handlers.inviting import invite
from services.recognition.desk import commands as desk_commands
from services.recognition.desk.handlers import publishing as recognition_work
from services.recognition.editions.model import EMBARGO, number_of
from services.recognition.series import commands as series_commands
from services.recognition.series.handlers import series as series_work
from services.recognition.statements import commands as recognition_commands
from services.recognition.statements.handlers import answers as answers_handlers
from services.recognition.statements.handlers import figures as figures_handlers
from services.recognition.statements.model.interview import Answer
from services.recognition.statements.model.stated import StatedFigure
from services.sample import awarding, plan
from services.sample.diary import Diary
from services.sample.firms import FIRMS
from services.sample.in_series import SERIES
from services.sample.interviews import INTERVIEWS, STATED, UNREAD, Interview
from services.sample.translations import TRANSLATIONS
from services.sample.voices import IN_ENGLISH, MORE
from shared.transaction import Refused, Transaction

READ_EVERY, AT_ONCE = 14, 6
"""Days after which an editor reads what has come in, and how many interviews those are: one transaction for all."""


def of_recognition(numbers: set[int], today: datetime.date, editions: int) -> Diary:
    """What these firms say, and that many editions."""
    diary, ends = Diary(), plan.quarters(today)
    spoke = [one for one in (*MORE, *INTERVIEWS) if one.firm in numbers]
    for index, interview in enumerate(spoke):
        _talk(diary, interview, ends[0] - datetime.timedelta(days=READ_EVERY * (1 + (len(spoke) - index) // AT_ONCE)))
    if {one.firm for one in spoke} >= set(SERIES.issues):
        diary.note(ends[0] + datetime.timedelta(days=20), "editor", _in_a_series, 11)
    if UNREAD.firm in numbers:
        _talk(diary, UNREAD, today - datetime.timedelta(days=2), approve=False)
    for firm, figures in STATED.items():
        if firm in numbers:
            _figures(diary, firm, figures, ends[0] - datetime.timedelta(days=40))
    diary.note(ends[0] + EMBARGO + datetime.timedelta(days=1), "system", lambda tx: invite(tx.today, tx))
    for index, quarter in reversed(list(enumerate(ends[:editions]))):
        command = desk_commands.PublishEdition(number=number_of(quarter))
        method = scoring.PREVIOUS if index else scoring.CURRENT  # both are shown, as after a change of the standard
        publish = partial(recognition_work.publish_whole, command, method=method)
        diary.note(quarter + EMBARGO, "editor", publish, 10)
        if index == 1:
            mended = desk_commands.CorrectEdition(
                number=number_of(quarter), note="Пет наемания са били записани по два пъти."
            )
            day = quarter + EMBARGO + datetime.timedelta(days=16)
            diary.note(day, "editor", partial(_put_right, mended), 9)
            awarding.awards(diary, quarter + EMBARGO + datetime.timedelta(days=20))
    return diary


def _talk(diary: Diary, interview: Interview, day: datetime.date, *, approve: bool = True) -> None:
    """Written by the employer; read and approved by an editor two days later."""
    written: list[str] = []

    def write(tx: Transaction) -> None:
        written.clear()  # where several hours are committed together, one that lost a race is told again
        for question, text in interview.answers:
            other = "en" if interview.language == "bg" else "bg"
            facts = {
                "question": question,
                "text": text,
                "language": interview.language,
                "speaker": interview.speaker,
                f"translation_{other}": (TRANSLATIONS | IN_ENGLISH).get((interview.firm, question), ""),
                "translated_by": "service",
            }
            said = msgspec.convert({**facts, "send": True}, recognition_commands.WriteAnswer)
            written.append(answers_handlers.write_answer(said, tx))

    def read(tx: Transaction) -> None:
        for answer in written:
            words = tx.get(Answer, answer).as_read
            answers_handlers.approve_answer(recognition_commands.ApproveAnswer(answer=answer, **words), tx)

    diary.note(day, f"employer-{interview.firm}", write)
    if approve:
        diary.note(day + datetime.timedelta(days=2), "editor", read, 15)


def _in_a_series(tx: Transaction) -> None:
    """Interviews that are public already, one after another."""
    made = series_work.keep_series(series_commands.KeepSeries(**SERIES.words), tx)
    for firm in SERIES.issues:
        found = next(one for one in FIRMS if one.number == firm)
        series_work.add_issue(series_commands.AddIssue(series=made, page=found.latin), tx)


def _figures(diary: Diary, firm: int, figures: tuple[dict[str, object], ...], day: datetime.date) -> None:
    made: list[str] = []

    def state(tx: Transaction) -> None:
        made.clear()
        for figure in figures:
            made.append(figures_handlers.state_figure(recognition_commands.StateFigure(**figure), tx))  # type: ignore[arg-type]

    def read(tx: Transaction) -> None:
        for figure in made:
            words = tx.get(StatedFigure, figure).words
            figures_handlers.approve_figure(recognition_commands.ApproveFigure(figure=figure, words=words), tx)

    diary.note(day, f"employer-{firm}", state)
    diary.note(day + datetime.timedelta(days=2), "editor", read, 15)


def _put_right(mended: desk_commands.CorrectEdition, tx: Transaction) -> None:
    """On some days of the year the hire taken back was not counted yet: then there is nothing to correct, and nothing begun."""
    with suppress(Refused), tx.session.begin_nested():
        recognition_work.correct_whole(mended, tx)
