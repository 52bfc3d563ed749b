"""EDTF dates: what is read, what bounds they have, what is refused and in which words."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from citations.dates import Span, span, validate_edtf_point


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1896-06-03", date(1896, 6, 3), date(1896, 6, 3)),
        ("1896-06", date(1896, 6, 1), date(1896, 6, 30)),
        ("1896", date(1896, 1, 1), date(1896, 12, 31)),
        ("1896?", date(1896, 1, 1), date(1896, 12, 31)),
        ("1896~", date(1896, 1, 1), date(1896, 12, 31)),
        ("1896-06-03?", date(1896, 6, 3), date(1896, 6, 3)),
        ("189X", date(1890, 1, 1), date(1899, 12, 31)),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29)),
        ("2014-21", date(2014, 3, 1), date(2014, 5, 31)),
        ("1950/1953", date(1950, 1, 1), date(1953, 12, 31)),
        ("1950-02-14/1980-04-11", date(1950, 2, 14), date(1980, 4, 11)),
        ("1949-10-01/..", date(1949, 10, 1), None),
        ("1949-10-01/", date(1949, 10, 1), None),
        ("../1912-02-12", None, date(1912, 2, 12)),
        ("/1912-02-12", None, date(1912, 2, 12)),
        ("", None, None),
    ],
)
def test_a_date_has_bounds(text, earliest, latest):
    assert span(text) == Span(earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        " 1950",
        "1950 ",
        "1950-13",
        "1950-02-30",
        "y12000",
        "9999",
        "0000",
        "-0500",
        "/",
        "../..",
        "1950/1953/1960",
        "22 мая 1896",
        "光绪二十二年",
        "1990s",
        "1950-06-05T10:00:00Z",
        "[1667,1668]",
        "1896\x00",
        "1896\n",
    ],
)
def test_what_is_no_edtf_is_refused_with_examples(text):
    with pytest.raises(ValidationError) as refusal:
        span(text)
    assert refusal.value.messages == [
        (
            f"“{text}” is not a date in EDTF (ISO 8601-2, level 0 or 1, years 0001 to 2100); "
            "write it like 1896-06-03, 1896-06, 1896, 1896?, 189X, 1949/1953 or 1949/.."
        )
    ]


def test_an_interval_does_not_end_before_it_begins():
    with pytest.raises(ValidationError) as refusal:
        span("1950/1940")
    assert refusal.value.messages == ["“1950/1940” ends before it begins; put the earlier date first."]


def test_an_event_has_one_date_and_no_interval():
    validate_edtf_point("1896-06-03")
    with pytest.raises(ValidationError) as refusal:
        validate_edtf_point("1896/1897")
    assert refusal.value.messages == [
        "“1896/1897” is an interval; write one date, such as 1896-06-03, 1896-06 or 1896."
    ]
