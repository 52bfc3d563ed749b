"""Query parameters: what each may say, and the one place where a request's parameters are checked.

A `Parameter` names what is allowed once; the reader's error, the OpenAPI schema and the documentation all come from
it. A `Filter` is a parameter that narrows a list. `read_parameters` reads a whole query and reports every problem.
"""

from __future__ import annotations

import calendar
import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework import status
from rest_framework.exceptions import APIException

from citations import languages
from citations.dates import Span
from citations.search.analysis import LONGEST_QUERY, QueryRefused, plan
from citations.validators import KEY, KEY_LENGTH, LANGUAGE_TAG

Schema = dict[str, Any]
Rows = QuerySet[Any, Any]

_LONGEST_SHOWN = 200  # characters of a refused value that are told back


@dataclass(frozen=True, slots=True)
class Value:
    """A sort of value: how it is read (ValueError when it cannot be), what is allowed in words, and its schema."""

    read: Callable[[str], Any]
    allowed: tuple[str, ...]
    schema: Schema


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter; `example` is a value as it is written in an address."""

    name: str
    value: Value
    description: str
    example: str = ""
    style: Mapping[str, Any] = field(default_factory=dict)
    required: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Filter(Parameter):
    """A parameter that narrows a list: `apply(rows, value)` keeps the rows that match."""

    apply: Callable[[Any, Any], Rows] = field(default=lambda rows, value: rows, kw_only=True)


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """What is wrong with one parameter, and what it may be."""

    parameter: str
    message: str
    allowed: tuple[str, ...]


class Refusal(ValueError):
    """A value that is refused with a sentence of its own."""


class BadParameters(APIException):
    """A query or a body with parameters that are unknown, repeated or cannot be read; `problems` names them all."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, problems: Sequence[ParameterProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(f"{one.parameter}: {one.message}" for one in problems))


def read_parameters(query: QueryDict, known: Sequence[Parameter]) -> dict[str, Any]:
    """The values of `query` by name; raises BadParameters with all that is wrong.

    A parameter stands once and is not empty; to ask for nothing, leave it out.
    """
    return read_values(query.lists(), known)


def read_values(given: Iterable[tuple[str, Sequence[Any]]], known: Sequence[Parameter]) -> dict[str, Any]:
    """The values of `given` (each name with all that was said for it) by name; raises BadParameters with all that is
    wrong."""
    by_name = {parameter.name: parameter for parameter in known}
    values: dict[str, Any] = {}
    problems: list[ParameterProblem] = []
    named = set()
    for name, said in given:
        named.add(name)
        parameter = by_name.get(name)
        if parameter is None:
            close = difflib.get_close_matches(name, by_name, 1)
            hint = f"; did you mean “{close[0]}”?" if close else "; `allowed` lists those there are."
            problems.append(ParameterProblem(name, "there is no such parameter here" + hint, tuple(by_name)))
        elif len(said) > 1:
            problems.append(ParameterProblem(name, "stands more than once; give it once.", parameter.value.allowed))
        elif not isinstance(said[0], str):
            problems.append(ParameterProblem(name, "is not a text; put it in quotes.", parameter.value.allowed))
        else:
            try:
                values[name] = parameter.value.read(said[0])
            except ValueError as error:
                problems.append(ParameterProblem(name, _refused(parameter, said[0], error), parameter.value.allowed))
    for parameter in known:
        if parameter.required and parameter.name not in named:
            problems.append(ParameterProblem(parameter.name, "is missing; give it.", parameter.value.allowed))
    if problems:
        raise BadParameters(problems)
    return values


def _refused(parameter: Parameter, text: str, error: ValueError) -> str:
    if not text:
        return "is empty; give a value." if parameter.required else "is empty; give a value or leave it out."
    if isinstance(error, Refusal):
        return str(error)
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return f"“{shown}” is not allowed."


# Sorts of values


def one_of(*values: str) -> Value:
    """One of a few words."""

    def read(text: str) -> str:
        if text not in values:
            raise ValueError(text)
        return text

    return Value(read, values, {"type": "string", "enum": list(values)})


def some_of(*values: str) -> Value:
    """One or more of a few words, joined by commas, each once; read into a tuple in the order of `values`."""

    def read(text: str) -> tuple[str, ...]:
        parts = text.split(",")
        if not set(parts) <= set(values) or len(parts) != len(set(parts)):
            raise ValueError(text)
        return tuple(value for value in values if value in parts)

    items = {"type": "string", "enum": list(values)}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": len(values), "uniqueItems": True}
    return Value(read, values, schema)


def matching(pattern: re.Pattern[str], allowed: str, *, most: int, read: Callable[[str], Any] = str) -> Value:
    """A text of at most `most` characters that matches `pattern` from end to end."""

    def read_whole(text: str) -> Any:
        if len(text) > most or not pattern.fullmatch(text):
            raise ValueError(text)
        return read(text)

    schema = {"type": "string", "pattern": f"^(?:{pattern.pattern})$", "maxLength": most}
    return Value(read_whole, (allowed,), schema)


def whole_number(least: int, most: int) -> Value:
    """A whole number in digits, without sign or leading zeros."""

    def read(text: str) -> int:
        if not re.fullmatch(r"0|[1-9][0-9]{0,17}", text) or not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return Value(
        read, (f"a whole number from {least} to {most}",), {"type": "integer", "minimum": least, "maximum": most}
    )


def _read_boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def _read_day(text: str) -> datetime.date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return datetime.date.fromisoformat(text)


def _read_days(text: str) -> Span:
    if re.fullmatch(r"[0-9]{4}", text):
        return Span(datetime.date(int(text), 1, 1), datetime.date(int(text), 12, 31))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        first = datetime.date.fromisoformat(f"{text}-01")
        return Span(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    day = _read_day(text)
    return Span(day, day)


_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_EARLIEST = datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)
_LATEST = datetime.datetime(9999, 12, 30, tzinfo=datetime.UTC)


def _read_moment(text: str) -> datetime.datetime:
    if not _MOMENT.fullmatch(text):
        day = _read_day(text)
        moment = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
    else:
        # A leap second (…:60, RFC 3339 §5.6) is the last moment of its minute; a `+` of an offset that was not
        # percent-encoded has become a space and is refused by the pattern.
        whole = text.upper().replace(" ", "T")
        moment = datetime.datetime.fromisoformat(re.sub(r":60(?=[.Z+-])", ":59", whole))
    try:
        moment = moment.astimezone(datetime.UTC)
    except OverflowError:
        return _EARLIEST if moment.year == 1 else _LATEST
    return min(max(moment, _EARLIEST), _LATEST)


_YEAR = r"(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
# Divisible by four; of the hundreds only those divisible by 400.
_LEAP_YEAR = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_DAY_PATTERN = (
    rf"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    rf"|{_LEAP_YEAR}-02-29)"
)


def _read_certainty(text: str) -> tuple[bool, datetime.date]:
    certainty, _, day = text.rpartition(":")
    return certainty == "possibly", _read_day(day)


KEY_VALUE = matching(
    KEY, "a key: small Latin letters and digits, words joined by hyphens, such as non-alliance", most=KEY_LENGTH
)
LANGUAGE_VALUE = matching(LANGUAGE_TAG, "a BCP 47 language tag, such as ru, zh-Hans, zh-Hant, en or fr", most=35)
CONTENT_LANGUAGE = one_of(*languages.TAGS)
BOOLEAN = Value(_read_boolean, ("true", "false"), {"type": "string", "enum": ["true", "false"]})
#: A year, a month or a day; read into the first and the last day it can mean.
DATE = Value(
    _read_days,
    ("a date: a day 1996-04-25, a month 1996-04 or a year 1996",),
    {
        "anyOf": [
            {"type": "string", "format": "date"},
            {"type": "string", "pattern": f"^{_YEAR}-(?:0[1-9]|1[0-2])$"},
            {"type": "string", "pattern": f"^{_YEAR}$"},
        ]
    },
)
#: A moment, or a day (its first moment in UTC); read into a moment in UTC.
MOMENT = Value(
    _read_moment,
    ("a moment with its offset, such as 2026-01-31T12:00:00Z, or a day, such as 2026-01-31",),
    {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]},
)
#: A day, said to be meant certainly (the default) or possibly; read into (is it “possibly”?, day).
CERTAIN_DAY = matching(
    re.compile(f"(?:(?:certainly|possibly):)?{_DAY_PATTERN}"),
    "a day, such as 1955-06-01 or certainly:1955-06-01; or possibly:1955-06-01",
    most=21,
    read=_read_certainty,
)


def _read_query(text: str) -> str:
    if not text:
        raise ValueError(text)
    try:
        plan(text)
    except QueryRefused as error:
        raise Refusal(str(error)) from error
    return text


#: What is looked for, as it is typed.
QUERY = Value(
    _read_query,
    (f"words in any language and script, at most {LONGEST_QUERY} characters, without control characters",),
    {
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_QUERY,
        "pattern": r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$",
    },
)

# Parameters of every address

LANGUAGES = Parameter(
    "languages",
    some_of(*languages.TAGS),
    "The languages of every translated field, joined by commas. Left out: all three.",
    "ru,zh-Hans",
    {"style": "form", "explode": False},
)


def answer_format(*formats: str) -> Parameter:
    """`format=`: how the answer is written."""
    meanings = ["json (the default)"]
    if "ndjson" in formats:
        meanings.append("ndjson: one record a line, the whole filtered list unless page_size or cursor is given")
    others = [name for name in formats if name not in ("json", "ndjson")]
    if others:
        meanings.append(f"a file: {', '.join(others)}")
    example = "ndjson" if "ndjson" in formats else formats[-1]
    return Parameter("format", one_of(*formats), f"How the answer is written: {'; or '.join(meanings)}.", example)
