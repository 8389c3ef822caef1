"""The law is in the house: every reference to the standard, the design or a decision leads to a heading of `docs/`."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from services.recognition.scoring import METHODS, RECOG_1_0_0, Method
from tests.house.code import ROOT, tracked

WHOLE = RECOG_1_0_0.name
"""The version whose document has every paragraph; those after it say what differs."""
DOCS = ROOT / "docs"
READ = {".py", ".md", ".html", ".txt", ".xml", ".svg", ".toml", ".yaml", ".sh", ".css", ".js", ""}
NOT_OURS = ("web/static/vendor", "tests/browser/vendor", "requirements", "LICENSE")

PARAGRAPH = re.compile(r"(?:(recog-\d+\.\d+\.\d+),?\s+)?§\s?(\d+(?:\.\d+)*)")
RULE = re.compile(r"(?<![\w%.#-])([DI][1-9]\d?)\b(?![%.-]\w)")
DESIGN = re.compile(r"\bDESIGN (\d+)")
DECISION = re.compile(r"\b[Dd]ecisions? (\d{1,4})\b(?!,\d)|\bdecisions/(\d{4})\b")
FILE = re.compile(r"(?<![\w/.])docs/[\w./-]*\w")
ELSEWHERE = re.compile(r"\bscoring\.md\b|\bresearch/\w+")
PLACE = re.compile(r"(?<![\w/.:])(?:services|shared|web|tests|deploy|scripts)/[\w./-]*\w")
NAMED = re.compile(r"`((?:\w+/)*\w+\.(?:py|html))`(?:\s\(((?:`[\w.]+`(?:,\s)?)+)\))?")
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)#?([^)\s]*)\)")


@cache
def titles(file: Path) -> tuple[str, ...]:
    return tuple(re.findall(r"^#+ (.+)$", file.read_text(), re.M))


@cache
def anchors(file: Path) -> frozenset[str]:
    """What a link to a part of this page may name: its headings as GitHub spells them, and explicit anchors."""
    spelled = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles(file)}
    return frozenset(spelled | set(re.findall(r'<a id="([\w-]+)">', file.read_text())))


@cache
def paragraphs(method: str) -> frozenset[str]:
    """The numbered paragraphs of one version; a paragraph that a later version leaves out is that of the first."""
    file = DOCS / "standard" / f"{method}.md"
    if not file.is_file():
        return frozenset()
    found = {match[1] for title in titles(file) if (match := re.match(r"(\d+(?:\.\d+)*)\.? ", title))}
    return frozenset(found if method == WHOLE else found | paragraphs(WHOLE))


@cache
def rules() -> frozenset[str]:
    file = DOCS / "standard" / f"{WHOLE}.md"
    headed = {match[1] for title in titles(file) if (match := re.match(r"(D\d+)\. ", title))}
    return frozenset(headed | {anchor.upper() for anchor in anchors(file) if re.fullmatch(r"i\d+", anchor)})


@cache
def design() -> frozenset[str]:
    return frozenset(match[1] for title in titles(DOCS / "design.md") if (match := re.match(r"(\d+)\. ", title)))


@cache
def decisions() -> frozenset[int]:
    return frozenset(int(file.name[:4]) for file in (DOCS / "decisions").glob("[0-9]*.md"))


def nowhere(line: str) -> Iterator[str]:
    """The references of one line that lead to no heading, decision or file."""
    for match in PARAGRAPH.finditer(line):
        if match[2] not in paragraphs(match[1] or WHOLE):
            yield match[0]
    yield from (name for name in RULE.findall(line) if name not in rules())
    yield from (f"DESIGN {number}" for number in DESIGN.findall(line) if number not in design())
    for match in DECISION.finditer(line):
        if int(match[1] or match[2]) not in decisions():
            yield match[0]
    yield from (name for name in FILE.findall(line) if not (ROOT / name).exists() and not sibling(name))
    yield from ELSEWHERE.findall(line)


def sibling(name: str) -> bool:
    """Whether this names a decision by its number alone."""
    return bool(list((ROOT / name).parent.glob(f"{Path(name).name}-*.md")))


def read() -> list[Path]:
    """Every text of ours that may refer to something."""
    names = ((file, file.relative_to(ROOT).as_posix()) for file in tracked())
    return [file for file, name in names if file.suffix in READ and not name.startswith(NOT_OURS)]


def test_every_reference_leads_somewhere() -> None:
    lost = [
        f"{file.relative_to(ROOT)}:{number}: {reference}"
        for file in read()
        for number, line in enumerate(file.read_text().splitlines(), start=1)
        for reference in nowhere(line)
    ]
    assert not lost, "\n" + "\n".join(lost)


@pytest.mark.parametrize("file", [file for file in tracked() if file.suffix == ".md"], ids=lambda file: file.name)
def test_every_link_of_a_page_leads_somewhere(file: Path) -> None:
    for name, anchor in LINK.findall(file.read_text()):
        target = (file.parent / name) if name else file
        assert target.exists(), name
        assert not anchor or anchor in anchors(target), f"{name}#{anchor}"


def described() -> list[Path]:
    """The pages that say where something is today; decisions say where it was."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "deploy" / "README.md"]
    return [*pages, *DOCS.glob("*.md"), *(DOCS / "standard").glob("*.md")]


@pytest.mark.parametrize("file", described(), ids=lambda file: file.name)
def test_every_place_a_page_names_is_there(file: Path) -> None:
    places = PLACE.findall(file.read_text())
    assert not [place for place in places if not (ROOT / place).exists() and not (file.parent / place).exists()]


def test_the_walk_of_one_event_names_files_and_functions_that_are_there() -> None:
    known = [file for file in tracked() if file.suffix in (".py", ".html")]
    named = NAMED.findall((ROOT / "CONTRIBUTING.md").read_text())
    assert len(named) > 20
    for name, functions in named:
        files = [file for file in known if f"/{file.relative_to(ROOT).as_posix()}".endswith(f"/{name}")]
        assert files, name
        for function in re.findall(r"`(?:\w+\.)?(\w+)`", functions):
            assert any(f"def {function}(" in file.read_text() for file in files), f"{name}: {function}"


PLANTED = (
    f"§{9.9}", f"recog-9.0.0 §{3.5}", f"rule D{11}", f"# I{13}", f"DESIGN {99}", f"decision {99}", f"docs/{'absent'}.md",
    f"{'scoring'}.md §4",
)  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED)
def test_a_reference_to_nowhere_is_noticed(planted: str) -> None:
    assert list(nowhere(f'"""As {planted} has it."""'))


@pytest.mark.parametrize(
    "kept", ["§3.5, §4", "recog-1.1.0 §3.5", "D1-D10", "I12", "DESIGN 18", "decision 13", "%D1%85"]
)
def test_a_reference_that_leads_somewhere_is_not(kept: str) -> None:
    assert not list(nowhere(kept))


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_the_standard_has_the_parameters_of_the_code(method: Method) -> None:
    text = (DOCS / "standard" / f"{method.name}.md").read_text()
    assert method.canonical_parameters().decode() in text
    assert method.fingerprint in text
