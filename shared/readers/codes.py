"""Codes that people copy, read aloud or type: case codes, one-time codes, printed codes."""

import re
import unicodedata

from shared.readers.misread import Misread

LOOK_ALIKE = str.maketrans(
    {
        "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "У": "Y",
        "Х": "X", "Ѕ": "S", "І": "I", "Ї": "I", "Ј": "J", "Ё": "E", "Ԛ": "Q", "Ԝ": "W", "Ґ": "G", "З": "3", "Ч": "4",
        "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T",
        "Υ": "Y", "Χ": "X", "Ι": "I",
    }
)  # fmt: skip
"""Capitals of the Cyrillic and Greek alphabets that look like a Latin one, and Cyrillic ones that look like a digit."""
AS_DIGITS = str.maketrans({"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "|": "1", "S": "5", "B": "8", "Z": "2"})
LABELLED = re.compile(r"^(?:.*\s)?(?=[CcСс](?:[-_\u2010-\u2015]\w{4,8}|(?=\w*\d)\w{4,8})\W*$)", re.DOTALL)
"""What somebody copied with the code: `код C-8P2S`, `case code: C8P2S`. A family name is none: no hyphen, no digit."""
CASE_CODE = re.compile(r"C([2-9ABCDEFGHJKMNPQRSTVWXYZ]{4,8})")

NO_CASE_CODE = "“%(read)s” is not a case code: write it as C-7F3K, C and four signs or more"


def normal_code(text: str) -> str:
    """Capitals and digits alone: spaces, every hyphen and other signs dropped, look-alikes as Latin; idempotent."""
    return "".join(sign for sign in _capitals(text) if sign.isalnum())


def case_code(text: str) -> str:
    """`С-8p2s` with a Cyrillic С, `C8P2S`, `c 8P2S` as `C-8P2S`. Raises Misread. Store, search and link by this."""
    if not (found := _case_code(text)):
        raise Misread(NO_CASE_CODE, read=text.strip()[:40])
    return f"C-{found[1]}"


def sought_case_code(text: str) -> str:
    """The form to look a case code up by: its own, or the text in capitals where it is none (then nobody has it)."""
    return case_code(text) if _case_code(text) else text.strip().upper()


def _case_code(text: str) -> re.Match[str] | None:
    """The code in a text, without the words before it: the signs after its first letter are never only letters and blanks."""
    return CASE_CODE.fullmatch(normal_code(LABELLED.sub("", text[:200]))) or CASE_CODE.fullmatch(normal_code(text))


def typed_code(text: str, digits: int = 6) -> str:
    """A code from an application (`digits` digits: О is 0) or a longer printed one, as it is compared."""
    code = normal_code(text)
    return code.translate(AS_DIGITS) if len(code) == digits else code


def _capitals(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:200]).upper().translate(LOOK_ALIKE)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)
