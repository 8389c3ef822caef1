"""What the translators wrote, read for pages: gettext's .po files of one language as one table of texts."""

import gettext
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

CONTEXT = "\x04"
"""Between the context of a text and the text, as in gettext's own tables."""
ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr)(?:\[(\d)\])? ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE)
ESCAPED, MEANT = re.compile(r"\\(.)"), {"n": "\n", "t": "\t"}
RULE = re.compile(r"^Plural-Forms:.*\bplural=([^;]+)", re.MULTILINE)
Key = str | tuple[str, int]


class Words(gettext.GNUTranslations):
    """The texts of several catalogues. Raises ValueError where two translate the same text differently."""

    def __init__(self, files: Iterable[Path]) -> None:
        super().__init__()
        self._catalog: dict[Key, str] = {}
        self.plural = gettext.c2py("n != 1")
        for file in files:
            for key, text in _texts(file.read_text()):
                if key == "":
                    self.plural = gettext.c2py(_rule(text))
                elif self._catalog.setdefault(key, text) != text:
                    raise ValueError(f"{key!r} is translated as {self._catalog[key]!r} and as {text!r}")


def _rule(head: str) -> str:
    found = RULE.search(head)
    return found[1] if found else "n != 1"


def _texts(written: str) -> Iterator[tuple[Key, str]]:
    """Each translated text by its message, with its context; those of several numbers by message and form."""
    context, message, several = "", "", False
    for kind, form, lines in ENTRY.findall(written):
        text = _said(lines)
        if kind == "msgctxt":
            context = text + CONTEXT
        elif kind == "msgid":
            message, several = context + text, False
            context = ""
        elif kind == "msgid_plural":
            several = True
        elif text:
            yield ((message, int(form)) if several else message), text


def _said(lines: str) -> str:
    text = lines.strip()[1:-1].replace('"\n"', "")
    return ESCAPED.sub(_meant, text) if "\\" in text else text


def _meant(found: "re.Match[str]") -> Any:
    return MEANT.get(found[1], found[1])
