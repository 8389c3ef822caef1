"""A catalogue as Babel reads it, to look at what a translator wrote."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from shared import languages


def catalogue(file: Path, lang: str) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=languages.BY_CODE[lang].locale, abort_invalid=True)
