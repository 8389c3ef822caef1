"""Samples as lines of text, for the command line."""

from collections.abc import Iterator

from services.recognition.oversight.queries.samples import Sample


def sample_lines(found: Sample, agrees: bool) -> Iterator[str]:
    """The seed, how many of how many, one placement a line, and whether it is what was drawn at publication."""
    yield f"{found.edition}: {len(found.drawn)} of {found.kept} kept placements, drawn with {found.seed}"
    yield (
        f"  the seed is the digest of {found.seed_of}"
        if found.seed_of
        else "  the seed is the fingerprint of the method"
    )
    for one in found.drawn:
        yield f"  {one.placement}  of {one.group}"
    yield "  as drawn when it was published" if agrees else "  DIFFERS from what was drawn when it was published"
