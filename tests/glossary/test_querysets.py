"""Questions asked of terms."""

from __future__ import annotations

from datetime import date

import pytest

from glossary.models import Attestation, Term
from tests import factories

pytestmark = pytest.mark.django_db


def keys(queryset):
    return list(queryset.order_by("key").values_list("key", flat=True))


def test_terms_missing_a_language_leave_out_a_stated_gap():
    factories.make_term(key="whole")
    factories.make_term(key="without", status="draft", name_zh_hans="", reliability_zh_hans="")
    factories.make_term(key="gap", name_zh_hans="", reliability_zh_hans="", gap_note_zh_hans="无对应词。")
    assert keys(Term.objects.missing("zh-Hans")) == ["without"]
    assert keys(Term.objects.missing("ru")) == []


def test_terms_by_grade_and_by_definition():
    factories.make_term(key="official", reliability_zh_hans="official", definition_ru="")
    factories.make_term(key="established")
    assert keys(Term.objects.graded("zh-Hans", "official")) == ["official"]
    assert keys(Term.objects.graded("en", "official")) == []
    assert keys(Term.objects.undefined_in("ru")) == ["official"]


def test_terms_by_where_they_are_attested():
    term = factories.make_term(key="non-alliance")
    factories.make_term(key="alliance")
    essay = factories.make_source(key="zheng-yu-2016")
    factories.make_attestation(term=term, source=essay)
    draft = factories.make_term(key="ally")
    factories.make_attestation(term=draft, source=essay, status="draft")
    assert keys(Term.objects.attested_in("zheng-yu-2016")) == ["non-alliance"]
    assert keys(Term.objects.unattested()) == ["alliance", "ally"]


@pytest.mark.parametrize(
    ("said", "issued", "signed", "is_before_1991"),
    [
        ("1982-09", "2012", "", True),
        ("", "1990", "", True),
        ("", "1991", "", False),
        ("1991", "1950", "", False),
        ("", "", "1950-02-14", True),
        ("", "", "1992-12-18", False),
        ("", "", "", False),
    ],
)
def test_terms_attested_before_a_day_for_certain(said, issued, signed, is_before_1991):
    term = factories.make_term(key="non-alliance")
    source = factories.make_treaty(signed=signed) if signed else factories.make_source(issued=issued)
    factories.make_attestation(term=term, source=source, said=said)
    assert keys(Term.objects.attested_before(date(1991, 1, 1))) == (["non-alliance"] if is_before_1991 else [])


def test_an_attestation_of_a_draft_is_not_public():
    factories.make_attestation(key="seen")
    factories.make_attestation(key="of-draft", term=factories.make_term(status="draft"))
    factories.make_attestation(key="in-draft", source=factories.make_source(status="draft"))
    factories.make_attestation(key="draft", status="draft")
    assert keys(Attestation.objects.public()) == ["seen"]
