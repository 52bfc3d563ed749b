"""Dates as scholars write them: EDTF kept as written, and the first and last day it can mean.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019, levels 0 and 1: `1896`, `1896-06`, `1896-06-03`,
`1896?`, `1896~`, `189X`, `1949/1953`, `1949/..`. Only the parser of the library `edtf` is used; its reader of
natural language misreads Russian and Chinese dates.
"""

from __future__ import annotations

import datetime
import re
import time
import warnings
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

with warnings.catch_warnings():
    # Under `python -W error` pyparsing reports how this library names its grammar; nothing we could mend.
    warnings.simplefilter("ignore")
    from edtf.parser import Date as EDTFDate
    from edtf.parser import (
        EDTFParseException,
        Season,
        UncertainOrApproximate,
        Unspecified,
        parse_edtf,
    )

FIRST_YEAR, LAST_YEAR = 1, 2100
OPEN_ENDS = ("", "..")
_SHAPE = re.compile(r"[0-9X?~%./-]+")
_KINDS = (EDTFDate, Season, UncertainOrApproximate, Unspecified)


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day a date can mean; None where it is open or unknown."""

    earliest: datetime.date | None
    latest: datetime.date | None


@lru_cache(maxsize=4096)
def span(text: str) -> Span:
    """The bounds of the EDTF date or interval `text`.

    `span("1896")` is 1 January to 31 December 1896; an open (`1950/..`) or unknown (`1950/`) end gives None.
    Raises ValidationError with a sentence for people when `text` is not EDTF level 0 or 1, has stray spaces,
    lies outside the years 0001 to 2100, or ends before it begins. The empty text has no bounds.
    """
    if not text:
        return Span(None, None)
    if not _SHAPE.fullmatch(text) or text.count("/") > 1:
        raise _refusal(text)
    if "/" not in text:
        return _point(text, text)
    start, end = text.split("/")
    if start in OPEN_ENDS and end in OPEN_ENDS:
        raise _refusal(text)
    first = None if start in OPEN_ENDS else _point(start, text).earliest
    last = None if end in OPEN_ENDS else _point(end, text).latest
    if first and last and last < first:
        raise ValidationError(
            _("“%(text)s” ends before it begins; put the earlier date first."),
            code="edtf",
            params={"text": text},
        )
    return Span(first, last)


def validate_edtf(text: str) -> None:
    """Raise ValidationError unless `text` is a date that `span` can read."""
    span(text)


def validate_edtf_point(text: str) -> None:
    """Raise ValidationError unless `text` is one date: an event has a day, month or year, not an interval."""
    if "/" in text:
        raise ValidationError(
            _("“%(text)s” is an interval; write one date, such as 1896-06-03, 1896-06 or 1896."),
            code="edtf",
            params={"text": text},
        )
    span(text)


def _point(text: str, whole: str) -> Span:
    try:
        parsed = parse_edtf(text)
        if not isinstance(parsed, _KINDS):
            raise _refusal(whole)
        first, last = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (
        EDTFParseException,
        ValueError,
        TypeError,
        AttributeError,
        OverflowError,
    ) as error:
        raise _refusal(whole) from error
    if not FIRST_YEAR <= first.year <= last.year <= LAST_YEAR:
        raise _refusal(whole)
    return Span(first, last)


def _day(moment: time.struct_time) -> datetime.date:
    return datetime.date(moment[0], moment[1], moment[2])


def _refusal(text: str) -> ValidationError:
    return ValidationError(
        _(
            "“%(text)s” is not a date in EDTF (ISO 8601-2, level 0 or 1, years 0001 to 2100); "
            "write it like 1896-06-03, 1896-06, 1896, 1896?, 189X, 1949/1953 or 1949/.."
        ),
        code="edtf",
        params={"text": text},
    )
