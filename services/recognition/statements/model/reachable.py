"""An e-mail address or a telephone number within words that are to be public: whoever reads them is shown it first."""

import re

ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(r"(?<![\w.,/-])(?:\+|0)(?:[  ()/-]{0,2}\d){8,13}(?![\w])")
"""A telephone number begins with + or 0 and has nine digits at least; dates and amounts are none."""


def reachable(*texts: str) -> tuple[str, ...]:
    """Every address and number in these texts, once, as written."""
    found = (match.group() for text in texts for sort in (ADDRESS, NUMBER) for match in sort.finditer(text))
    return tuple(dict.fromkeys(found))
