"""A country is one that there is, whoever forged the form."""

import pytest
from babel import Locale

from shared.readers.countries import CODES, country
from shared.readers.misread import Misread


def test_a_country_is_read_by_its_two_letters() -> None:
    assert [country(typed) for typed in ("bg", " LV ", "Pl")] == ["BG", "LV", "PL"]


@pytest.mark.parametrize("typed", ["XX", "ZZ", "EU", "B", "BGR", "България", "<b>"])
def test_what_is_no_country_is_refused(typed: str) -> None:
    with pytest.raises(Misread):
        country(typed)


def test_each_of_the_list_has_a_name() -> None:
    assert len(CODES) == 250
    assert CODES - Locale("en").territories.keys() == set()
