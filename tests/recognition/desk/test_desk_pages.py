"""The editors' pages: looked through, published once, corrected beside it."""

from collections.abc import Callable

import pytest

from services.recognition.desk.worker import publish_now
from services.recognition.editions.queries import under_way
from shared.service import Runtime
from tests.recognition.conftest import EDITION, Reader
from tests.recognition.opened import taken_back, wished
from tests.recognition.telling import tell
from tests.recognition.visiting import EMBEDDED

pytestmark = pytest.mark.one_database

EDITORIAL = ["/recognition/desk", f"/recognition/editions/{EDITION}/preview", "/recognition/profiles/sedemte-peshti"]


@pytest.mark.parametrize("path", EDITORIAL)
@EMBEDDED
def test_the_editors_pages_are_not_there_for_an_employer(
    published: Runtime, owner: Reader, reader: Callable[..., Reader], editor: Reader, path: str
) -> None:
    assert owner.get(path).status_code == 404
    assert reader(roles=("officer",), organisation="centre").get(path).status_code == 404
    assert reader().get(path).status_code == 303
    assert editor.get(path).status_code == 200


def test_an_editor_looks_through_an_edition_and_publishes_it(
    board: Runtime, editor: Reader, owner: Reader, reader: Callable[..., Reader]
) -> None:
    preview = editor.text(f"/recognition/editions/{EDITION}/preview")
    assert "Нови на таблото: 2" in preview
    assert "Седемте пещи , Пловдив: златен знак" in preview
    assert owner.post("/recognition/editions", number=EDITION).status_code == 404
    answer = editor.post("/recognition/editions", number=EDITION)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/bg/editions/{EDITION}")
    assert "Златен знак" in reader().text(f"/bg/editions/{EDITION}")


@EMBEDDED
def test_an_edition_is_not_published_twice_nor_too_early(published: Runtime, editor: Reader) -> None:
    again, early = (editor.post("/recognition/editions", number=number) for number in (EDITION, "2026-1"))
    assert again.status_code == early.status_code == 422
    assert "вече е излязло" in again.text
    assert "може да излезе от" in early.text


@EMBEDDED
def test_a_correction_stands_beside_the_edition_with_its_note(
    published: Runtime, editor: Reader, reader: Callable[..., Reader]
) -> None:
    tell(published, [taken_back(which) for which in range(3)])
    wished(published, EDITION)
    form = editor.page(f"/recognition/editions/{EDITION}.1/preview").select_one("form[action$='/corrections']")
    read = {name: form.find("input", attrs={"name": name})["value"] for name in ("expected", "digest")}
    answer = editor.post(form["action"], **read, note="Един запис беше грешен.")
    assert answer.headers["location"] == f"/bg/editions/{EDITION}.1"
    page = reader().text(f"/bg/editions/{EDITION}.1")
    assert "Издание 4/2025, поправка 1" in page
    assert "Един запис беше грешен." in page
    assert reader().get(f"/bg/editions/{EDITION}").status_code == 200


@EMBEDDED
def test_a_form_without_its_token_does_nothing(board: Runtime, editor: Reader, reader: Callable[..., Reader]) -> None:
    editor.actor = reader(roles=("editor",), organisation="centre").actor
    assert editor.post("/recognition/editions", number=EDITION).status_code == 403
    assert reader().get(f"/bg/editions/{EDITION}").status_code == 404


def test_the_desk_says_how_far_an_edition_is_while_it_is_made_and_offers_no_second_one(
    board: Runtime, editor: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_way, "FEW", 0)
    assert "Прегледайте и публикувайте" in editor.text("/recognition/desk")
    answer = editor.post("/recognition/editions", number=EDITION)
    assert answer.headers["location"] == "/recognition/desk#editions"
    desk = editor.text("/recognition/desk")
    assert "Издание 4/2025 се подготвя за излизане" in desk
    assert "Готови са 0 от 3 работодатели" in desk
    assert "Прегледайте и публикувайте" not in desk
    publish_now(board)
    assert "се подготвя за излизане" not in editor.text("/recognition/desk")
    assert editor.get(f"/bg/editions/{EDITION}").status_code == 200
