"""Numbers, dates and plurals as each language writes them."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal

from shared.languages import BY_CODE
from shared.readers.lookalikes import by_alphabet
from web.grammar import town_in, transliterate

NBSP = "\u00a0"
SOFIA = ZoneInfo("Europe/Sofia")


@cache
def locale(lang: str) -> Locale:
    return Locale.parse(BY_CODE[lang].locale)


@cache
def plural_forms(lang: str) -> frozenset[str]:
    """The CLDR plural categories that whole numbers of this language take."""
    form = locale(lang).plural_form
    return frozenset(form(n) for n in [*range(1200), 1_000_000])


def number(value: int | float | Decimal, lang: str, places: int | None = None) -> str:
    pattern = None if places is None else "#,##0." + "0" * places if places else "#,##0"
    return format_decimal(value, pattern, locale=locale(lang), group_separator=_grouped(value, lang))


def money(value: int | Decimal, lang: str, currency: str = "EUR", *, whole: bool = False) -> str:
    """An amount in the currency's units: `1300,00 €`, `€1,300.00`; where it is `whole`, without its cents: `1300 €`."""
    whole = whole and value % 1 == 0
    pattern = locale(lang).currency_formats["standard"].pattern
    return format_currency(
        value,
        currency,
        pattern.replace("0.00", "0") if whole else pattern,
        locale=locale(lang),
        group_separator=_grouped(value, lang),
        currency_digits=not whole,
    )


def percent(basis_points: int, lang: str) -> str:
    """Basis points (7350) as a percentage with at most one decimal (`73,5%`)."""
    return f"{number(Decimal(basis_points) / 100, lang).rstrip()}%"


def day(value: datetime.date, lang: str) -> str:
    """`21 януари 2026 г.`, `21 January 2026`: held together by no-break spaces."""
    return _glued(format_date(_local(value), "long", locale=locale(lang)))


def short_day(value: datetime.date, lang: str) -> str:
    """For tables: `21.01.2026 г.`, `21 Jan 2026`."""
    return _glued(format_date(_local(value), BY_CODE[lang].short_day or "medium", locale=locale(lang)))


def weekday(value: datetime.date, lang: str) -> str:
    """`сряда, 21 януари`, `Wednesday, 21 January`."""
    return format_date(_local(value), "EEEE, d MMMM", locale=locale(lang))


def day_in_words(value: datetime.date, lang: str) -> str:
    """`четвъртък, 20 ноември 2025 г.`, `Thursday, 20 November 2025`: for reading aloud."""
    return format_date(_local(value), "full", locale=locale(lang))


def month(value: datetime.date, lang: str) -> str:
    """`януари 2026 г.`, `January 2026`, `styczeń 2026`: a month standing alone."""
    return _glued(format_date(_local(value), BY_CODE[lang].month or "LLLL y", locale=locale(lang)))


def moment(value: datetime.datetime, lang: str, zone: ZoneInfo = SOFIA) -> str:
    """An instant as day and time of the organisation's zone."""
    return f"{short_day(_local(value, zone), lang)}, {clock_time(value, lang, zone)}"


def clock_time(value: datetime.datetime, lang: str, zone: ZoneInfo = SOFIA) -> str:
    return format_time(value.astimezone(zone), "HH:mm", locale=locale(lang))


def iso(value: datetime.date) -> str:
    """For the `datetime` attribute of <time>."""
    return value.isoformat()


def count(n: int, lang: str, **forms: str) -> str:
    """`count(21, one="person", other="people")`: number, no-break space and the form that the number takes.

    Raises LookupError when any form that whole numbers take in this language is missing, whatever n is.
    """
    missing = plural_forms(lang) - forms.keys()
    if missing:
        raise LookupError(f"{lang} needs the plural forms {sorted(missing)} besides {sorted(forms)}")
    return f"{number(n, lang)}{NBSP}{forms[locale(lang).plural_form(n)]}"


def called(name: str, lang: str, latin: str = "") -> str:
    """A name as a reader of this language reads it: as it is written, or in Latin letters (its own, else the law's)."""
    return name if BY_CODE[lang].cyrillic else latin or transliterate(name)


def called_town(name: str, lang: str) -> str:
    """A town as a reader of this language knows it: Plovdiv, Płowdiw."""
    return name if BY_CODE[lang].cyrillic else town_in(lang)(name)


def in_full(name: str, lang: str, latin: str = "") -> str:
    """The same at first mention: in Latin letters with the original in brackets."""
    short = called(name, lang, latin)
    return short if short == name else f"{short} ({name})"


def in_bulgarian(text: str, lang: str) -> bool:
    """Whether somebody wrote these words in Bulgarian and the page is in another language."""
    return lang != "bg" and any("\u0400" <= letter <= "\u04ff" for letter in text)


def nbsp(text: str) -> str:
    return text.replace(" ", NBSP)


def formats(lang: str) -> dict[str, Callable[..., Any]]:
    """The functions above for one language, under the names templates use."""
    kinds = (
        number,
        money,
        percent,
        day,
        short_day,
        weekday,
        month,
        moment,
        clock_time,
        count,
        called,
        called_town,
        in_full,
        in_bulgarian,
    )
    return {kind.__name__: _for(kind, lang) for kind in kinds} | {"iso": iso, "nbsp": nbsp, "by_alphabet": by_alphabet}


def _for(function: Callable[..., Any], lang: str) -> Callable[..., str]:
    return lambda value, *args, **kwargs: function(value, lang, *args, **kwargs)


def _grouped(value: int | float | Decimal, lang: str) -> bool:
    return bool(abs(value) >= 10 ** (BY_CODE[lang].groups_from - 1))


def _glued(text: str) -> str:
    return text.replace(" ", NBSP).replace("\u202f", NBSP)


def _local(value: datetime.date, zone: ZoneInfo = SOFIA) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.astimezone(zone).date() if value.tzinfo else value.date()
    return value
