"""What the employer states about itself: numbers with their scope, never added up, never mixed with counted ones."""

from __future__ import annotations

from .article import Paragraph, Sentence
from .facts import ProfileFacts
from .record import When
from .said import Figure, Target


def stated_paragraphs(facts: ProfileFacts, contested: frozenset[str]) -> list[Paragraph]:
    """One paragraph per figure with its target, then what is said of all of them, then words without numbers."""
    paragraphs = []
    previous: Figure | None = None
    for figure in facts.figures:
        paragraphs.append(_figure(figure, previous, facts, contested))
        previous = figure
    if facts.figures:
        paragraphs.append(_closing(facts))
    paragraphs.append(_words(facts, contested))
    return paragraphs


def _figure(figure: Figure, previous: Figure | None, facts: ProfileFacts, contested: frozenset[str]) -> Paragraph:
    ref = f"figure-{figure.id}"
    again = previous is not None and previous.source == figure.source
    shared = _shares_sentence(figure)
    refs = (ref, f"target-{figure.id}") if shared else (ref,)
    params = {"figure": figure, "again": again, "target": shared, "open": shared and not _past(shared, facts)}
    sentences = [Sentence("figure", params, refs)]
    if figure.composite:
        sentences.append(Sentence("composite", {"figure": figure}))
    if figure.measure == "reactivated":
        sentences.append(Sentence("reactivated_means", {"definition": figure.definition}))
    sentences += _target(figure, facts)
    if ref in contested:
        sentences.append(Sentence("contested_figure"))
    return tuple(sentences)


def _shares_sentence(figure: Figure) -> Target | None:
    """A target stands in the figure's own sentence only if both count the same thing."""
    target = figure.target
    joined = target and target.unit == figure.unit and target.outcome is None and not figure.composite
    return target if joined else None


def _target(figure: Figure, facts: ProfileFacts) -> list[Sentence]:
    target = figure.target
    if target is None:
        return []
    ref = f"target-{figure.id}"
    sentences = []
    if _shares_sentence(figure) is None:
        sentences.append(
            Sentence("target", {"figure": figure, "target": target, "open": not _past(target, facts)}, (ref,))
        )
    if target.outcome:
        sentences.append(Sentence("outcome", {"figure": figure, "target": target}, (ref,)))
    elif _past(target, facts):
        sentences.append(Sentence("target_passed"))
    if target.unit != figure.unit:
        sentences.append(Sentence("units_differ", {"units": (figure.unit, target.unit)}))
    return sentences


def _past(target: Target, facts: ProfileFacts) -> bool:
    return target.date.passed_by(facts.clock)


def _closing(facts: ProfileFacts) -> Paragraph:
    numbers = len(facts.figures) + sum(figure.target is not None for figure in facts.figures)
    unchecked = Sentence("unchecked", {"several": numbers > 1})
    return (Sentence("conflict"), unchecked) if _conflict(facts.figures) else (unchecked,)


def _conflict(figures: tuple[Figure, ...]) -> bool:
    """Whether two sources give different numbers for the same thing at the same time (trap 4)."""
    pairs = ((a, b) for i, a in enumerate(figures) for b in figures[i + 1 :])
    return any(_same_thing(a, b) and a.value != b.value for a, b in pairs)


def _same_thing(a: Figure, b: Figure) -> bool:
    if (a.measure, a.unit, a.scope, a.who) != (b.measure, b.unit, b.scope, b.who):
        return False
    return a.source != b.source and _same_month(a.as_of, b.as_of)


def _same_month(a: When | None, b: When | None) -> bool:
    if a is None or b is None:
        return True
    return all(left is None or right is None or left == right for left, right in ((a.year, b.year), (a.month, b.month)))


def _words(facts: ProfileFacts, contested: frozenset[str]) -> Paragraph:
    sentences = []
    for commitment in facts.commitments:
        ref = f"commitment-{commitment.id}"
        sentences.append(Sentence("commitment", {"commitment": commitment, "ref": ref}, (ref,)))
        sentences += [Sentence("contested_words")] if ref in contested else []
    for claim in facts.claims:
        ref = f"claim-{claim.id}"
        sentences.append(Sentence("claim", {"claim": claim, "ref": ref}, (ref,)))
        sentences += [Sentence("contested_words")] if ref in contested else []
    if facts.delivery:
        ref = f"delivery-{facts.delivery.id}"
        sentences.append(Sentence("delivery", {"delivery": facts.delivery}, (ref,)))
        sentences += [Sentence("contested_words")] if ref in contested else []
    return tuple(sentences)
