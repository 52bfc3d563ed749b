"""Questions asked of treaties and records."""

from __future__ import annotations

from datetime import date

import pytest

from citations import changes
from citations.models import Person, Treaty
from tests import factories

pytestmark = pytest.mark.django_db


def treaty(key, *events, **given):
    made = factories.make_treaty(key=key, signed="", **given)
    with changes.change():
        for kind, when, *preferred in events:
            made.events.create(kind=kind, date=when, preferred=bool(preferred))
    return made


def keys(queryset):
    return list(queryset.order_by("key").values_list("key", flat=True))


@pytest.fixture
def register():
    treaty(
        "1945",
        ("signed", "1945-08-14"),
        ("in-force", "1945-08-24"),
        ("ended", "1950-04-11", True),
        ("ended", "1953-02-25"),
    )
    treaty("1950", ("signed", "1950-02-14"), ("in-force", "1950-04-11"), ("ended", "1980"))
    treaty("1978", ("signed", "1978-11-03"))
    treaty("2001", ("signed", "2001-07-16"), ("in-force", "2002-02-28"))
    treaty("1992", ("signed", "1992-12-18"), kind="joint-statement", binding="no")


@pytest.mark.parametrize(
    ("day", "certainly", "possibly"),
    [
        (date(1945, 8, 20), [], []),
        (date(1945, 8, 24), ["1945"], ["1945"]),
        (date(1951, 1, 1), ["1950"], ["1950"]),
        (date(1979, 12, 31), ["1950"], ["1950", "1978"]),
        (date(1980, 6, 1), [], ["1950", "1978"]),
        (date(1981, 1, 1), [], ["1978"]),
        (date(2010, 1, 1), ["2001"], ["1978", "2001"]),
    ],
)
def test_in_force_on_a_day_for_certain_and_possibly(register, day, certainly, possibly):
    assert keys(Treaty.objects.in_force_on(day)) == certainly
    assert keys(Treaty.objects.in_force_on(day, possibly=True)) == possibly


def test_of_two_end_dates_without_a_preferred_one_the_earlier_bounds_certainty(register):
    treaty("1896", ("signed", "1896-06-03"), ("in-force", "1896-09"), ("ended", "1900-06-17"), ("ended", "1911"))
    assert keys(Treaty.objects.in_force_on(date(1900, 1, 1))) == ["1896"]
    assert keys(Treaty.objects.in_force_on(date(1905, 1, 1))) == []
    assert keys(Treaty.objects.in_force_on(date(1905, 1, 1), possibly=True)) == ["1896"]
    assert keys(Treaty.objects.in_force_on(date(1912, 1, 1), possibly=True)) == []


def test_signed_after_and_before_take_no_chances_with_a_vague_date(register):
    treaty("vague", ("signed", "1950"))
    assert keys(Treaty.objects.signed_after(date(1950, 2, 13))) == ["1950", "1978", "1992", "2001"]
    assert keys(Treaty.objects.signed_before(date(1950, 2, 15))) == ["1945", "1950"]


def test_a_party_is_found_by_its_key_and_by_its_polity():
    for number, (key, polity) in enumerate([("qing-empire", "china"), ("prc", "china"), ("ussr", "russia")]):
        organization = factories.make_organization(key=key, polity=polity)
        factories.make_treaty(key=f"treaty-of-{number}").parties.create(party=organization)
    assert keys(Treaty.objects.with_party("china")) == ["treaty-of-0", "treaty-of-1"]
    assert keys(Treaty.objects.with_party("prc")) == ["treaty-of-1"]
    assert keys(Treaty.objects.with_party("japan")) == []


def test_what_is_published_retired_and_public():
    for status in ("draft", "published", "retired"):
        factories.make_person(key=status, status=status)
    assert keys(Person.objects.published()) == ["published"]
    assert keys(Person.objects.retired()) == ["retired"]
    assert keys(Person.objects.public()) == ["published", "retired"]
