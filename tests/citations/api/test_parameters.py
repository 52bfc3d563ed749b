"""Query parameters: what each sort of value takes, and how a reader is told that something is wrong."""

from __future__ import annotations

import datetime
import re

import pytest
from django.http import QueryDict

from citations.api import parameters
from citations.api.parameters import BadParameters, Parameter, ParameterProblem, read_parameters
from citations.dates import Span

day = datetime.date


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        (parameters.KEY_VALUE, "non-alliance", "non-alliance"),
        (parameters.LANGUAGE_VALUE, "zh-Hant-TW", "zh-Hant-TW"),
        (parameters.BOOLEAN, "false", False),
        (parameters.DATE, "1996-04-25", Span(day(1996, 4, 25), day(1996, 4, 25))),
        (parameters.DATE, "1996-02", Span(day(1996, 2, 1), day(1996, 2, 29))),
        (parameters.DATE, "1900-02", Span(day(1900, 2, 1), day(1900, 2, 28))),
        (parameters.DATE, "1996", Span(day(1996, 1, 1), day(1996, 12, 31))),
        (parameters.CERTAIN_DAY, "1955-06-01", (False, day(1955, 6, 1))),
        (parameters.CERTAIN_DAY, "certainly:1955-06-01", (False, day(1955, 6, 1))),
        (parameters.CERTAIN_DAY, "possibly:2000-02-29", (True, day(2000, 2, 29))),
        (parameters.MOMENT, "2026-01-31", datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC)),
        (parameters.MOMENT, "2026-01-31T08:00:00+08:00", datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC)),
        (parameters.MOMENT, "2016-12-31T23:59:60Z", datetime.datetime(2016, 12, 31, 23, 59, 59, tzinfo=datetime.UTC)),
        (parameters.MOMENT, "0001-01-01T00:00:00+14:00", datetime.datetime(1, 1, 2, tzinfo=datetime.UTC)),
        (parameters.whole_number(1, 500), "500", 500),
        (parameters.some_of("ru", "zh-Hans", "en"), "en,ru", ("ru", "en")),
    ],
)
def test_what_is_read(value, text, expected):
    assert value.read(text) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (parameters.KEY_VALUE, "Non-alliance"),
        (parameters.KEY_VALUE, "non--alliance"),
        (parameters.KEY_VALUE, "non-alliance\n"),
        (parameters.KEY_VALUE, "союз"),
        (parameters.KEY_VALUE, "a" * 121),
        (parameters.KEY_VALUE, "a\x00"),
        (parameters.LANGUAGE_VALUE, "zh_Hans"),
        (parameters.BOOLEAN, "yes"),
        (parameters.DATE, "1996-4-25"),
        (parameters.DATE, "1996-13"),
        (parameters.DATE, "0000"),
        (parameters.DATE, "1996-02-30"),
        (parameters.DATE, "１９９６"),
        (parameters.CERTAIN_DAY, "1955"),
        (parameters.CERTAIN_DAY, "perhaps:1955-06-01"),
        (parameters.CERTAIN_DAY, "1900-02-29"),
        (parameters.MOMENT, "2026-01-31T08:00:00"),
        (parameters.MOMENT, "2026-01-31T08:00:00 08:00"),
        (parameters.MOMENT, "20260131"),
        (parameters.MOMENT, "2026-01-31T25:00:00Z"),
        (parameters.whole_number(1, 500), "0"),
        (parameters.whole_number(1, 500), "501"),
        (parameters.whole_number(1, 500), "050"),
        (parameters.whole_number(1, 500), "+5"),
        (parameters.whole_number(1, 500), "５"),
        (parameters.some_of("ru", "en"), "ru,ru"),
        (parameters.some_of("ru", "en"), "ru, en"),
        (parameters.some_of("ru", "en"), "de"),
    ],
)
def test_what_is_refused(value, text):
    query = QueryDict(mutable=True)
    query["value"] = text
    with pytest.raises(BadParameters) as caught:
        read_parameters(query, [Parameter("value", value, "A value.")])
    assert caught.value.problems == (ParameterProblem("value", f"“{text}” is not allowed.", value.allowed),)


KNOWN = (
    Parameter("domain", parameters.KEY_VALUE, "Terms of this domain."),
    Parameter("status", parameters.one_of("published", "retired"), "Published or retired."),
)


def test_all_problems_are_told_at_once_with_what_is_allowed():
    with pytest.raises(BadParameters) as caught:
        read_parameters(QueryDict("domian=x&status=draft&domain=a&domain=b"), KNOWN)
    key = "a key: small Latin letters and digits, words joined by hyphens, such as non-alliance"
    assert caught.value.problems == (
        ParameterProblem("domian", "there is no such parameter here; did you mean “domain”?", ("domain", "status")),
        ParameterProblem("status", "“draft” is not allowed.", ("published", "retired")),
        ParameterProblem("domain", "stands more than once; give it once.", (key,)),
    )


def test_an_empty_value_is_refused():
    with pytest.raises(BadParameters, match=r"^status: is empty; give a value or leave it out\.$"):
        read_parameters(QueryDict("status="), KNOWN)


@pytest.mark.parametrize("text", ["1999-02-28", "2000-02-29", "0001-01-01", "9999-12-31", "1904-02-29", "2400-02-29"])
def test_the_pattern_of_a_day_knows_the_calendar(text):
    pattern = parameters.CERTAIN_DAY.schema["pattern"]
    assert re.fullmatch(pattern, text)
    assert parameters.CERTAIN_DAY.read(text) == (False, day.fromisoformat(text))


@pytest.mark.parametrize("text", ["1999-02-29", "2100-02-29", "0000-02-29", "1999-04-31", "1999-00-10"])
def test_the_pattern_of_a_day_refuses_what_is_none(text):
    assert not re.fullmatch(parameters.CERTAIN_DAY.schema["pattern"], text)
