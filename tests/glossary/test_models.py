"""What terms and attestations refuse, and in which words."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from citations import changes, records
from citations.history import RecordProblemsAsValidation
from glossary.models import Attestation, Designation, Equivalence, Term, TermRelation, UnmappedItem
from tests import factories

pytestmark = pytest.mark.django_db


def messages(instance) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        instance.full_clean()
    return sorted(refusal.value.messages)


def term_without(tag, **given):
    suffix = tag.replace("-", "_").lower()
    fields = {
        "key": "soft-alliance",
        "domain": factories.make_domain(),
        "name_ru": "мягкий союз",
        "name_zh_hans": "软同盟",
        "name_en": "soft alliance",
        "reliability_ru": "proposed",
        "reliability_zh_hans": "proposed",
        "reliability_en": "proposed",
        f"name_{suffix}": "",
        f"reliability_{suffix}": "",
    }
    return Term(**(fields | given))


MISSING = {
    "ru": "The Russian name is missing: give it, or say in the gap note why there is none.",
    "zh-Hans": "The Chinese name is missing: give it, or say in the gap note why there is none.",
    "en": "The English name is missing: give it, or say in the gap note why there is none.",
}


@pytest.mark.parametrize("tag", list(MISSING))
def test_a_published_term_is_named_in_every_language(tag):
    assert messages(term_without(tag)) == [MISSING[tag]]
    with pytest.raises(IntegrityError, match="has_name_or_gap"), transaction.atomic():
        term_without(tag).save()


@pytest.mark.parametrize("interface", ["ru", "zh-hans", "en"])
@pytest.mark.parametrize("tag", list(MISSING))
def test_the_rule_holds_whatever_the_language_of_the_interface(tag, interface):
    with translation.override(interface):
        assert len(messages(term_without(tag))) == 1


@pytest.mark.parametrize("tag", list(MISSING))
def test_a_stated_gap_is_not_a_missing_name(tag):
    term_without(tag, **{f"gap_note_{tag.replace('-', '_').lower()}": "В языке нет слова."}).full_clean()


def test_a_draft_may_be_incomplete_but_not_nameless():
    term_without("ru", status="draft").full_clean()
    nameless = Term(key="x", domain=factories.make_domain(), status="draft")
    assert messages(nameless) == ["A term needs a name in at least one language."]


def test_a_name_is_graded_and_nothing_else_is():
    term = factories.make_term()
    term.reliability_zh_hans = ""
    assert messages(term) == [
        "The Chinese name has a reliability (official, established or proposed), and nothing else has one."
    ]
    gap = term_without("ru", gap_note_ru="Слова нет.", reliability_ru="official")
    assert messages(gap) == [
        "The Russian name has a reliability (official, established or proposed), and nothing else has one."
    ]


def test_two_concepts_may_bear_the_same_chinese_name():
    factories.make_term(key="non-alliance", name_zh_hans="不结盟")
    factories.make_term(key="non-alignment", name_zh_hans="不结盟")
    assert Term.objects.filter(name_zh_hans="不结盟").count() == 2


def test_a_designation_is_unique_within_its_term():
    term = factories.make_term()
    term.designations.create(language="zh-Hans", text="不结盟政策")
    again = Designation(term=term, language="zh-Hans", text="不结盟政策")
    assert messages(again) == ["This term has this designation in this language and region already."]
    Designation(term=term, language="zh-Hans", text="不结盟政策", region="TW").full_clean()
    factories.make_term().designations.create(language="zh-Hans", text="不结盟政策")


def test_a_designation_is_another_form_than_the_name():
    term = factories.make_term(name_ru="союз")
    with pytest.raises(RecordProblemsAsValidation) as refusal:
        term.designations.create(language="ru", text="союз")
    assert refusal.value.messages == ["“союз” is the preferred name in ru already; take this designation out"]


def test_contested_names_stand_side_by_side():
    china, vietnam = factories.make_organization(key="prc"), factories.make_organization(key="vietnam")
    term = factories.make_term(name_ru="китайско-вьетнамская война")
    with changes.change():
        term.designations.create(language="zh-Hans", text="对越自卫反击战", viewpoint=china)
        term.designations.create(language="zh-Hans", text="中越边境战争", viewpoint=vietnam)
    assert term.designations.count() == 2


PLACES = (
    "What is said of the concept names no language and no designation; what is said of a language names that, and what "
    "is said of a designation names both."
)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, []),
        ({"level": "language", "language": "ru"}, []),
        ({"level": "term", "language": "ru", "designation": "союз"}, []),
        ({"language": "ru"}, [PLACES]),
        ({"level": "language"}, [PLACES]),
        ({"level": "language", "language": "ru", "designation": "союз"}, [PLACES]),
        ({"level": "term", "language": "ru"}, [PLACES]),
        ({"level": "term", "designation": "союз"}, [PLACES]),
        ({"value": ""}, ["This field cannot be blank."]),
    ],
)
def test_an_unmapped_item_names_its_place_and_says_something(given, refusal):
    item = {"format": "tbx", "category": "admin:customerSubset", "value": "МИД"} | given
    row = UnmappedItem(term=factories.make_term(), **item)
    if refusal:
        assert messages(row) == refusal
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    else:
        row.full_clean()


@pytest.mark.parametrize(
    ("pair", "is_good"),
    [(("ru", "zh-Hans"), True), (("ru", "en"), True), (("zh-Hans", "en"), True), (("zh-Hans", "ru"), False)],
)
def test_an_equivalence_joins_two_languages_in_order(pair, is_good):
    row = Equivalence(
        term=factories.make_term(),
        from_language=pair[0],
        to_language=pair[1],
        degree="exact",
        firmness="established",
    )
    if is_good:
        row.full_clean()
    else:
        assert messages(row) == ["An equivalence joins two languages in the order ru, zh-Hans, en."]


def test_an_authentic_pair_names_its_text():
    row = Equivalence(
        term=factories.make_term(), from_language="ru", to_language="zh-Hans", degree="exact", firmness="authentic-pair"
    )
    assert messages(row) == ["An authentic pair or official translation names the text that shows it."]
    row.evidence = factories.make_treaty()
    row.full_clean()


@pytest.mark.parametrize("kind", ["related", "contrasts", "false-friend", "broader"])
def test_a_relation_is_stored_once_for_both_sides(kind):
    one, other = factories.make_term(key="a"), factories.make_term(key="b")
    TermRelation.objects.create(term=one, kind=kind, other=other)
    reverse = TermRelation(term=other, kind=kind, other=one)
    sentence = "These two terms have this relation already, from one side or the other."
    if kind == "broader":
        sentence = "“a” lies, directly or not, below this term: the relation would go round."
    assert messages(reverse) == [sentence]
    with pytest.raises(IntegrityError), transaction.atomic():
        reverse.save()


def test_a_term_has_no_relation_to_itself():
    term = factories.make_term()
    row = TermRelation(term=term, kind="related", other=term)
    assert messages(row) == ["A term has no relation to itself."]


def test_broader_does_not_go_round():
    wide, middle, narrow = (factories.make_term(key=key) for key in ("wide", "middle", "narrow"))
    TermRelation.objects.create(term=narrow, kind="broader", other=middle)
    TermRelation.objects.create(term=middle, kind="broader", other=wide)
    assert messages(TermRelation(term=wide, kind="broader", other=narrow)) == [
        "“narrow” lies, directly or not, below this term: the relation would go round."
    ]
    TermRelation(term=wide, kind="related", other=narrow).full_clean()


def test_a_domain_does_not_lie_within_itself():
    outer = factories.make_domain(key="diplomacy")
    inner = factories.make_domain(key="diplomacy-china", parent=outer)
    outer.parent = inner
    assert messages(outer) == ["A domain cannot lie within itself; choose another parent."]


def test_the_text_of_an_attestation_is_of_its_source_and_in_its_language():
    treaty, other = factories.make_treaty(), factories.make_treaty()
    chinese = treaty.texts.create(language="zh-Hant", standing="authentic")
    russian = treaty.texts.create(language="ru", standing="authentic")
    foreign = other.texts.create(language="zh-Hans", standing="authentic")
    made = {"key": "seen", "term": factories.make_term(), "language": "zh-Hans", "form": "同盟", "source": treaty}
    Attestation(**made, text=chinese).full_clean()
    assert messages(Attestation(**made, text=russian)) == ["This text is in another language than the form."]
    assert messages(Attestation(**made, text=foreign)) == ["This text belongs to another treaty than the source."]


def test_an_attestation_has_one_speaker():
    with pytest.raises(ValidationError) as refusal:
        factories.make_attestation(
            speaker_person=factories.make_person(), speaker_organization=factories.make_organization()
        )
    assert refusal.value.messages == ["The speaker is a person or an organization, not both."]


def test_a_text_that_serves_as_evidence_cannot_be_taken_out():
    treaty = factories.make_treaty()
    text = treaty.texts.create(language="zh-Hans", standing="authentic")
    factories.make_attestation(source=treaty, text=text)

    record = records.to_record(records.KINDS["treaty"].queryset().get(pk=treaty.pk)) | {"texts": []}
    with pytest.raises(records.RecordProblems, match="is still referred to and cannot be taken out"):
        records.apply(type(treaty).objects.get(pk=treaty.pk), record)
    assert treaty.texts.count() == 1
