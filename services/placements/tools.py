"""The names of those who acted, opened."""

from shared.sealing import Gone, Sealer


def signed_by(sealer: Sealer, sealed: str, row: str) -> str:
    """Who did what a row tells of; nobody's name where it cannot be read."""
    try:
        return sealer.open(sealed, f"by_name/{row}") if sealed else ""
    except Gone:
        return ""
