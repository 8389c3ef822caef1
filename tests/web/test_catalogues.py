"""Catalogues are read as gettext's own tools read them."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.support import Translations

from shared.languages import BY_CODE
from tests.catalogues import catalogue
from web.catalogues import Words
from web.text import CATALOGUES

WRITTEN = r"""
# a remark
msgid ""
msgstr ""
"Language: bg\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

msgctxt "door"
msgid "Open \"it\""
msgstr ""
"Отвори\n"
"\\ \t"

msgid "%(n)s day"
msgid_plural "%(n)s days"
msgstr[0] "%(n)s ден"
msgstr[1] "%(n)s дни"

msgid "nobody translated this"
msgstr ""
"""


@pytest.mark.parametrize("lang", [lang for lang in BY_CODE if list((CATALOGUES / lang).glob("*.po"))])
def test_every_catalogue_says_what_babel_reads_in_it(lang: str) -> None:
    for file in sorted((CATALOGUES / lang).glob("*.po")):
        compiled = BytesIO()
        write_mo(compiled, catalogue(file, lang))
        compiled.seek(0)
        theirs, ours = Translations(compiled), Words([file])
        texts = {key: text for key, text in theirs._catalog.items() if key != ""}
        assert ours._catalog == texts
        assert [ours.plural(n) for n in range(200)] == [theirs.plural(n) for n in range(200)]


def test_contexts_escapes_and_numbers_are_read(tmp_path: Path) -> None:
    file = tmp_path / "one.po"
    file.write_text(WRITTEN)
    words = Words([file])
    assert words.pgettext("door", 'Open "it"') == "Отвори\n\\ \t"
    assert [words.ngettext("%(n)s day", "%(n)s days", n) for n in (0, 1, 2)] == ["%(n)s ден", "%(n)s ден", "%(n)s дни"]
    assert words.gettext("nobody translated this") == "nobody translated this"


def test_a_text_that_two_translate_differently_is_an_error_even_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "one.po"
    file.write_text('msgid "a"\nmsgstr "б"\n\nmsgid "a"\nmsgstr "в"\n')
    with pytest.raises(ValueError, match="is translated as"):
        Words([file])
