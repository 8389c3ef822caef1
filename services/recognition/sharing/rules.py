"""An article as plain text of a wanted length: whole sentences, with where they come from. Pure."""

from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

from services.recognition import articles

LENGTHS = (600, 1200, 2400)
"""Characters, spaces and the line of the source included, as newspapers count them."""
APART = frozenset({"aside", "details", "dl", "footer", "form", "nav", "ol", "script", "style", "sup", "table", "ul"})
"""What stands beside the running text of an article."""


class _Paragraphs(HTMLParser):
    """The paragraphs of an article and, before those of each section, whose word they are: of an interview its heading."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._apart: list[str] = []
        self._text: list[str] | None = None
        self._origin = self._tag = ""
        self._heads = "span"

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in APART:
            self._apart.append(tag)
        elif tag == "section":
            self._origin, self._heads = "", "h2" if ("class", "interview") in attrs else "span"
        elif not self._apart and (tag == "p" or (tag == self._heads and (tag == "h2" or ("class", "origin") in attrs))):
            self._text, self._tag = [], tag

    def handle_endtag(self, tag: str) -> None:
        if self._apart and tag == self._apart[-1]:
            self._apart.pop()
        elif self._text is not None and tag == self._tag:
            text, self._text = " ".join("".join(self._text).split()), None
            if tag == self._heads:
                self._origin = f"[{text}] " if text else ""
            elif text:
                self.found.append(self._origin + text)
                self._origin = ""

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._apart:
            self._text.append(data)


def paragraphs(html: str) -> list[str]:
    """The running text of an article's page, without notes, lists and folded parts; `[…]` says whose word it is."""
    reader = _Paragraphs()
    reader.feed(html)
    reader.close()
    return reader.found


def cut(title: str, text: Sequence[str], source: str, most: int) -> str:
    """Title, as many whole sentences from the beginning as fit, and the source: never over `most` characters."""
    left = most - len(title) - len(source) - 4
    kept: list[str] = []
    for paragraph in text:
        fitting = _fitting(paragraph, left)
        if fitting:
            kept.append(fitting)
            left -= len(fitting) + 2
        if fitting != paragraph:
            break
    return "\n\n".join([title, *kept, source])


def _fitting(paragraph: str, most: int) -> str:
    if len(paragraph) <= most:
        return paragraph
    ends = [end for end in articles.ends_of(paragraph) if end <= most]
    whole = next((end for end in reversed(ends) if _is_closed(paragraph[:end])), 0)
    return paragraph[:whole]


def _is_closed(text: str) -> bool:
    """Whether what was opened is closed: no sentence is cut out of the middle of somebody's words."""
    pairs = [("„", "“”") if "„" in text else ("“", "”"), ("«", "»"), ("(", ")")]
    return all(text.count(opening) <= sum(text.count(sign) for sign in closing) for opening, closing in pairs)


def by_length(title: str, text: Iterable[str], source: str) -> dict[int, str]:
    """The texts of a press kit; a longer one that would say no more is left out."""
    whole = list(text)
    made = {most: cut(title, whole, source, most) for most in LENGTHS}
    return {most: words for most, words in made.items() if words not in [made[less] for less in LENGTHS if less < most]}
