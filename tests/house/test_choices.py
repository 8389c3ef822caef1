"""What a form draws as a choice is closed: a forged value is a mistake of that field and never kept."""

import re

import msgspec
import pytest
from msgspec import inspect

from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.service import SERVICE as RECOGNITION
from tests.house.code import ROOT
from web.answers import MISSING, essential
from web.form import partly

DRAWN = r'ui\.field\("(\w+)"(?:(?!ui\.(?:field|choose))[\s\S])*?kind="(?:select|radios|checkboxes)"'
TEMPLATES = "\n".join(path.read_text() for path in sorted((ROOT / "web/templates").rglob("*.html")))
REFERENCES = {
    "about", "account", "answer", "audit", "category", "employer", "group", "nomination", "number", "of", "organisation",
    "placement", "stands_in", "to", "vacancy",
}  # fmt: skip
"""Rows by their key: whoever carries it out finds the row or says so."""
TYPED_ELSEWHERE = {"reason", "role", "town", "answer"}
"""The same name stands on a line to be written in another form."""
COMPARED = {"language", "speaker", "translated_by"}
"""Of `ApproveAnswer`: what the editor read, compared with what is kept."""
KEPT_AS_OURS = {"lang"}
"""Of `ReportMistake`: any other than a language of the site is kept as English."""
HIDDEN = {"size"}
"""Of `CloseAlert`: what the page showed, compared with what is there."""
COMMANDS = [
    command
    for service in (INTAKE, PLACEMENTS, RECOGNITION)
    for command in service.commands
    if issubclass(command, msgspec.Struct)
]


def open_texts(command: type[msgspec.Struct]) -> set[str]:
    """The fields drawn as choices whose type takes any text, or any of a pattern."""
    info = inspect.type_info(command)
    assert isinstance(info, inspect.StructType)
    names = set(re.findall(DRAWN, TEMPLATES))
    return {field.encode_name for field in info.fields if field.encode_name in names and _is_text(field.type)}


def _is_text(kind: inspect.Type) -> bool:
    kind = essential(kind)
    return _is_text(kind.item_type) if isinstance(kind, inspect.VarTupleType) else isinstance(kind, inspect.StrType)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.__name__))
def test_a_value_outside_the_choices_of_a_form_is_a_mistake(command: type[msgspec.Struct]) -> None:
    taken = {
        name
        for name in open_texts(command) - REFERENCES - TYPED_ELSEWHERE - COMPARED - KEPT_AS_OURS
        for forged in ("XX", "zz", "=cmd")
        if name not in partly(command, {name: forged})[1]
    }
    assert taken == set()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.__name__))
def test_an_empty_number_or_day_says_what_is_wanted(command: type[msgspec.Struct]) -> None:
    """ "Fill this in" tells nobody whether a number or words are meant."""
    bare = {name for name, message in partly(command, {})[1].items() if message.text == MISSING}
    assert bare & (_counted(command) - HIDDEN) == set()


def _counted(command: type[msgspec.Struct]) -> set[str]:
    info = inspect.type_info(command)
    assert isinstance(info, inspect.StructType)
    kinds = (inspect.IntType, inspect.DecimalType, inspect.DateType)
    return {field.encode_name for field in info.fields if isinstance(essential(field.type), kinds)}
