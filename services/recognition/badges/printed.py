"""A certificate, its badge and its code in one language: as text, PDF and SVG. Knows no HTTP."""

import io
import json
import textwrap
from typing import Any

from services.recognition.badges.model import Certificate
from shared.settings import Operator
from web.grammar import town_in
from web.text import render
from web.typeset import pdf

SIZES = ("large", "small")
SCHEMES = {
    "light": {
        "paper": "#ffffff", "ink": "#1c2a28", "soft": "#53605c", "bare": "#e5ded0",
        "gold": "#8f6700", "silver": "#5f6a73", "bronze": "#9c5527", "none": "#737d79",
    },
    "dark": {
        "paper": "#182321", "ink": "#f4f1ea", "soft": "#b9c4c0", "bare": "#3a4744",
        "gold": "#e6b94a", "silver": "#b9c3cb", "bronze": "#dd9664", "none": "#8d9894",
    },
}  # fmt: skip
LINE = 25
"""Letters of a name that fit into a line of the large badge."""


def badge(mark: Certificate | None, lang: str, size: str, scheme: str) -> str:
    """The badge as SVG; without a mark the same picture for everybody."""
    lines = textwrap.wrap(mark.named(lang), LINE, max_lines=2, placeholder="…") if mark else []
    return render(
        "recognition/badges/badge.svg",
        lang,
        mark=mark,
        lines=lines,
        is_small=size == "small",
        tone=SCHEMES[scheme],
    ).strip()


def check_address(certificate: Certificate, site: str, lang: str) -> str:
    """Where anybody reads whether it stands."""
    return f"{site}/{lang}/certificates/{certificate.number}"


def certificate_pdf(certificate: Certificate, site: str, lang: str, operator: Operator) -> bytes:
    """One sheet, dated as its edition: the same bytes whenever and wherever it is made."""
    address = check_address(certificate, site, lang)
    facts = json.loads(
        render(
            "recognition/badges/certificate.txt",
            lang,
            certificate=certificate,
            operator=operator,
            address=address,
            place=town_in(lang),
        )
    )
    pictures = {"qr": _qr(address), "arch": _arch(certificate.tier)}
    return pdf("recognition/badges/certificate.typ", facts | pictures, certificate.published_at)


def _qr(address: str) -> str:
    import segno

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, scale=4, dark="#1c2a28", xmldecl=False)
    return out.getvalue().decode()


def _arch(tier: str) -> str:
    return render(
        "recognition/badges/arch.svg", "en", tier=tier, tone=SCHEMES["light"][tier], bare=SCHEMES["light"]["bare"]
    )


def embedded(slug: str, site: str, lang: str) -> dict[str, str]:
    """By size, what an employer puts on its own page: a link and a picture that say what stands when they are shown."""
    facts: dict[str, Any] = {"site": site, "slug": slug}
    return {size: render("recognition/badges/code.html", lang, size=size, **facts).strip() for size in SIZES}
