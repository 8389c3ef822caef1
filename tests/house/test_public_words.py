"""Every text that an employer types and that is public is read as what it names, or this says why it need not be.

Answers and stated figures are not among them: an editor approves the very words (`ApproveAnswer`, `ApproveFigure`).
"""

import msgspec
import pytest
from msgspec import inspect

from services.intake.employers.commands import ChangeEmployer, RegisterEmployer
from services.intake.vacancies.commands import ChangeVacancy, DraftVacancy
from shared.readers import personal, printed
from web.answers import essential

NOT_PUBLIC = "only the team sees it"
KEY = "a reference, with a pattern of its own"
ALLOWED = {
    "website": "an address is what it is; it waits for the second look",
    "description": "the employer's own words under its name, on the vacancy's page alone: asked about, see vacancies",
    "national_id": "brought to the register's form, which has digits and capitals alone",
    "languages": KEY,
    "employer": KEY,
    "vacancy": KEY,
    "contact_name": NOT_PUBLIC,
    "contact_email": NOT_PUBLIC,
    "contact_phone": NOT_PUBLIC,
}
COMMANDS = [RegisterEmployer, ChangeEmployer, DraftVacancy, ChangeVacancy]


def texts(command: type[msgspec.Struct]) -> dict[str, inspect.Type]:
    info = inspect.type_info(command)
    assert isinstance(info, inspect.StructType)
    return {field.encode_name: field.type for field in info.fields if _is_text(field.type)}


def _is_text(kind: inspect.Type) -> bool:
    kind = essential(kind)
    return _is_text(kind.item_type) if isinstance(kind, inspect.VarTupleType) else isinstance(kind, inspect.StrType)


def reader_of(kind: inspect.Type) -> object:
    if isinstance(kind, inspect.UnionType):
        return next((found for each in kind.types if (found := reader_of(each))), None)
    return (kind.extra or {}).get("reader") or reader_of(kind.type) if isinstance(kind, inspect.Metadata) else None


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.__name__))
def test_a_free_text_of_an_employer_is_read_as_what_it_names(command: type[msgspec.Struct]) -> None:
    readers = {printed.company, printed.latin_company, printed.place, printed.trade, personal.vacancy_title}
    free = {name for name, kind in texts(command).items() if reader_of(kind) not in readers}
    assert free <= ALLOWED.keys()
