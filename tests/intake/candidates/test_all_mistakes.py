"""What a form of a person names at once: everything misread, contradicting and missing, each beside its field."""

import httpx

from tests.intake.browsing import officer
from tests.intake.conftest import Intake
from tests.markup import parsed


def wrong_with(answer: httpx.Response) -> set[str]:
    """The fields that a refused form names, each beside itself; the summary leads to all of them, in their order."""
    assert answer.status_code == 422
    page = parsed(answer.text)
    named = [str(each["id"]).removesuffix("-error") for each in page.select(".field-error[id]")]
    assert [str(link["href"]).removeprefix("#") for link in page.select("[data-error-summary] a")] == named
    assert len(page.select("[data-error-summary] li")) == len(named)
    return set(named)


def test_readiness_names_at_once_what_is_misread_what_contradicts_and_what_is_missing(intake: Intake) -> None:
    web, here = officer(intake), f"/intake/candidates/{intake.candidate()}"
    assert wrong_with(web.post(f"{here}/readiness")) == {"notice", "right", "languages"}
    given = {"right": "until", "right_date": "", "right_seen_on": "31.2.2026", "notice": "uk"}
    assert wrong_with(web.post(f"{here}/readiness", **given)) == {"right_date", "right_seen_on", "languages"}
    given = {"right": "until", "right_date": "1.1.2026", "right_seen_on": "2.3.2026", "languages": "bg:A2"}
    assert wrong_with(web.post(f"{here}/readiness", **given)) == {"notice", "right_date"}


def test_a_description_names_all_its_contradictions_at_once(intake: Intake) -> None:
    web, here = officer(intake), f"/intake/candidates/{intake.candidate()}"
    said = {"right": "until", "right_seen_on": "31.2.2026", "languages": ["bg:A2", "bg:B1"], "seeks": "yes"}
    named = wrong_with(web.post(f"{here}/description", **said))
    assert named == {"right_date", "right_seen_on", "languages", "seeking_since"}
