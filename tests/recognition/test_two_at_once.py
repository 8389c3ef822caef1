"""Two people of an employer, or two editors, change one text at once: nothing that somebody wrote is wiped out."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.identity import employer_id
from shared.service import Runtime
from tests.markup import as_sent, parsed
from tests.recognition.conftest import OVENS, Reader
from tests.recognition.visiting import to_read

pytestmark = pytest.mark.one_database
CALL = f"/recognition/interviews/{employer_id('BG', OVENS)}"
QUESTION = "/recognition/interview/advice"
Open = Callable[..., Reader]


def sent(reader: Reader, path: str, form: dict[str, Any], **more: str) -> Any:
    return reader.post(path, **{name: value for name, value in form.items() if name != "_csrf"} | more)


def test_an_answer_of_a_colleague_is_shown_before_it_is_written_over(published: Runtime, owner: Reader) -> None:
    first = second = as_sent(owner.page(QUESTION), QUESTION)
    assert sent(owner, QUESTION, first, text="Започнете с един човек.", speaker="owner", _key="one").status_code == 303
    refused = sent(owner, QUESTION, second, text="Не бързайте.", _key="two")
    assert refused.status_code == 422
    page = parsed(refused.text)
    assert "Започнете с един човек." in page.select_one("#text-error").text
    again = as_sent(page, QUESTION)
    assert (again["text"], again["speaker"]) == ("Не бързайте.", "manager")
    assert sent(owner, QUESTION, again).status_code == 303
    kept = as_sent(owner.page(QUESTION), QUESTION)
    assert (kept["text"], kept["speaker"]) == ("Не бързайте.", "owner")


def test_two_translations_of_two_editors_are_both_kept(published: Runtime, owner: Reader, editor: Reader) -> None:
    words = {"text": "Ми печемо хліб.", "language": "uk", "send": "on"}
    assert owner.post("/recognition/interview/activity", **words).status_code == 303
    form = to_read(editor)[0].select_one("form[action$='/approval']")
    address = form["action"].replace("/approval", "/translation")
    first = second = as_sent(editor.page(address), address)
    assert sent(editor, address, first, translation_bg="Печем хляб.", _key="one").status_code == 303
    assert sent(editor, address, second, translation_en="We bake bread.", _key="two").status_code == 303
    kept = as_sent(editor.page(address), address)
    assert (kept["translation_bg"], kept["translation_en"]) == ("Печем хляб.", "We bake bread.")


def test_two_officers_on_the_telephone_do_not_wipe_out_each_other(published: Runtime, reader: Open) -> None:
    officer = reader(roles=("officer",), organisation="centre")
    first = second = as_sent(officer.page(CALL), CALL)
    assert sent(officer, CALL, first, advice="Започнете с един човек.", _key="one").status_code == 303
    refused = sent(officer, CALL, second, advice="Не бързайте.", _key="two")
    assert refused.status_code == 422
    assert "Започнете с един човек." in parsed(refused.text).select_one("#advice-error").text


def test_a_series_keeps_what_two_editors_changed(published: Runtime, editor: Reader) -> None:
    words = {"title_bg": "Хора на работа", "title_en": "People at work"}
    here = str(editor.post("/recognition/series", **words, is_public="on").headers["location"])
    first = second = as_sent(editor.page(here), here)
    assert sent(editor, here, first, aim_en="To hear.", _key="one").status_code == 303
    hidden = {name: value for name, value in second.items() if name != "is_public"}
    assert sent(editor, here, hidden, _key="two").status_code == 303
    kept = as_sent(editor.page(here), here)
    assert kept["aim_en"] == "To hear."
    assert "is_public" not in kept
