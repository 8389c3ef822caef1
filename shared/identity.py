"""Identifiers that intake and placements must make alike."""

import uuid

EMPLOYERS = uuid.UUID("6f6b1a52-6a0e-5c3b-9d53-6f5c0e5d2a11")


def employer_id(country: str, national_id: str) -> str:
    """UUIDv5 of (country, national id): the same employer has the same id wherever it is first heard of."""
    return str(uuid.uuid5(EMPLOYERS, f"{country.upper()}:{normal_national_id(national_id)}"))


def normal_national_id(text: str) -> str:
    return (
        "".join(text.split()).upper().removeprefix("BG") if text[:2].upper() == "BG" else "".join(text.split()).upper()
    )


def is_bulgarian_company_number(text: str) -> bool:
    """ЕИК: nine digits, or thirteen for a branch, with their check digits (Bulgarian BULSTAT register rules)."""
    digits = [int(c) for c in text if c.isdecimal() and c.isascii()]
    if len(digits) != len(text) or len(digits) not in (9, 13):
        return False
    if digits[8] != _check(digits[:8], range(1, 9), range(3, 11)):
        return False
    return len(digits) == 9 or digits[12] == _check(digits[8:12], (2, 7, 3, 5), (4, 9, 5, 7))


def _check(digits: list[int], first: "range | tuple[int, ...]", second: "range | tuple[int, ...]") -> int:
    """Weighted sum modulo 11; where that is 10 the second weights; where that is 10 too, 0."""
    for weights in (first, second):
        rest = sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return 0
