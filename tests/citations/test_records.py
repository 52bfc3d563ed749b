"""The canonical record: its shape, and the way there and back."""

from __future__ import annotations

import pytest
from django.utils import translation

from citations import changes, records
from citations.models import Treaty
from glossary.models import Term
from tests import factories

pytestmark = pytest.mark.django_db


def term_with_children() -> Term:
    russia = factories.make_organization(key="russian-federation", polity="russia", name_en="Russian Federation")
    other = factories.make_term(key="non-alignment", name_ru="неприсоединение", name_en="non-alignment")
    term = factories.make_term(key="non-alliance", domain=factories.make_domain(key="diplomacy"))
    with changes.change():
        term.designations.create(
            language="ru", text="внеблоковость", kind="synonym", viewpoint=russia, note_ru="О курсе.", position=0
        )
        term.designations.create(language="zh-Hans", text="不结盟政策", kind="full-form", position=1)
        term.equivalences.create(
            from_language="ru", to_language="zh-Hans", degree="narrower", firmness="established", position=0
        )
        term.relations.create(kind="false-friend", other=other, position=0)
    return term


def record_of(term):
    return records.to_record(records.KINDS["term"].queryset().get(pk=term.pk))


def test_a_term_as_a_record():
    nothing = {"ru": "", "zh-Hans": "", "en": ""}
    assert record_of(term_with_children()) == {
        "key": "non-alliance",
        "name": {"ru": "неприсоединение к союзам", "zh-Hans": "不结盟", "en": "non-alliance"},
        "reliability": {"ru": "established", "zh-Hans": "established", "en": "established"},
        "definition": {
            "ru": "Отказ государства вступать в военные союзы.",
            "zh-Hans": "国家不加入军事同盟的政策。",
            "en": "A state’s refusal to enter military alliances.",
        },
        "usage_note": nothing,
        "gap_note": nothing,
        "domain": "diplomacy",
        "case_sensitive": False,
        "name_zh_hant": "",
        "pinyin": "",
        "palladius": "",
        "designations": [
            {
                "language": "ru",
                "text": "внеблоковость",
                "region": "",
                "kind": "synonym",
                "standing": "admitted",
                "reliability": "established",
                "official_for": None,
                "viewpoint": "russian-federation",
                "used": "",
                "note": {"ru": "О курсе.", "zh-Hans": "", "en": ""},
            },
            {
                "language": "zh-Hans",
                "text": "不结盟政策",
                "region": "",
                "kind": "full-form",
                "standing": "admitted",
                "reliability": "established",
                "official_for": None,
                "viewpoint": None,
                "used": "",
                "note": nothing,
            },
        ],
        "equivalences": [
            {
                "from_language": "ru",
                "to_language": "zh-Hans",
                "degree": "narrower",
                "firmness": "established",
                "evidence": None,
                "locator_label": "",
                "locator_value": "",
                "locator_as_printed": "",
                "note": nothing,
            }
        ],
        "relations": [{"kind": "false-friend", "term": "non-alignment"}],
        "unmapped": [],
        "editorial_note": nothing,
        "accepted_findings": "",
        "status": "published",
        "replaced_by": None,
    }


@pytest.mark.parametrize("language", ["ru", "zh-hans", "en"])
def test_a_record_does_not_depend_on_the_language_of_the_reader(language):
    term = term_with_children()
    expected = record_of(term)
    with translation.override(language):
        assert record_of(term) == expected


def test_what_a_record_leaves_out_has_its_default():
    kind = records.KINDS["term"]
    short = {
        "key": "ally",
        "name": {"en": "ally"},
        "domain": "security",
        "designations": [{"language": "ru", "text": "союзница"}],
    }
    whole = records.complete(kind, short)
    assert tuple(whole) == kind.names
    assert whole["name"] == {"ru": "", "zh-Hans": "", "en": "ally"}
    assert whole["status"] == "published"
    assert whole["case_sensitive"] is False
    assert whole["replaced_by"] is None
    assert whole["designations"][0]["kind"] == "synonym"
    assert whole["designations"][0]["viewpoint"] is None
    assert records.complete(records.KINDS["treaty"], {"key": "t"})["type"] == "treaty"


def test_applying_its_own_record_changes_nothing():
    term = term_with_children()
    record, version = record_of(term), Term.objects.get(pk=term.pk).version
    instance = Term.objects.get(pk=term.pk)
    records.apply(instance, record)
    assert record_of(term) == record
    assert Term.objects.get(pk=term.pk).version == version


def test_children_keep_their_rows_when_they_move_or_change():
    treaty = factories.make_treaty(signed="")
    with changes.change():
        treaty.texts.create(language="ru", standing="authentic", position=0)
        treaty.texts.create(language="zh-Hans", standing="authentic", position=1)
    ids = {text.language: text.pk for text in treaty.texts.all()}
    record = records.to_record(records.KINDS["treaty"].queryset().get(pk=treaty.pk))
    record["texts"].reverse()
    record["texts"][0]["title_as_printed"] = "中苏友好同盟互助条约"
    record["texts"].insert(0, record["texts"][0] | {"language": "en", "standing": "unofficial-translation"})
    records.apply(Treaty.objects.get(pk=treaty.pk), record)
    texts = list(treaty.texts.all())
    assert [text.language for text in texts] == ["en", "zh-Hans", "ru"]
    assert {text.language: text.pk for text in texts if text.language != "en"} == ids


def test_what_cannot_be_applied_is_named_with_its_place():
    term = term_with_children()
    record = record_of(term)
    record["relations"] = [{"kind": "related", "term": "alliance"}]
    record["designations"][1]["region"] = "Taiwan"
    with pytest.raises(records.RecordProblems) as refusal, changes.change():
        records.apply(Term.objects.get(pk=term.pk), record)
    assert {(problem.path, problem.message) for problem in refusal.value.problems} == {
        (("relations", 0, "term"), "there is no term “alliance”; correct the key or add the record"),
        (
            ("designations", 1, "region"),
            "“Taiwan” is not a region; write two capital letters, such as TW, or three digits.",
        ),
        (("designations", 1, "region"), "Ensure this value has at most 3 characters (it has 6)."),
    }
    assert record_of(term)["relations"] == [{"kind": "false-friend", "term": "non-alignment"}]


def test_an_unknown_choice_is_answered_with_the_known_ones():
    term = term_with_children()
    record = record_of(term)
    record["status"] = "deleted"
    with pytest.raises(records.RecordProblems) as refusal, changes.change():
        records.apply(Term.objects.get(pk=term.pk), record)
    assert [problem.message for problem in refusal.value.problems] == [
        "Value 'deleted' is not a valid choice. Write one of draft, published, retired."
    ]


def test_the_hash_of_a_record_does_not_depend_on_the_order_of_its_names():
    assert records.sha256({"a": 1, "б": ["不"]}) == records.sha256({"б": ["不"], "a": 1})


@pytest.mark.parametrize("name", list(records.KINDS))
@pytest.mark.parametrize("size", [1, 20])
def test_reading_records_costs_the_same_for_one_and_twenty(name, size, django_assert_num_queries):
    makers = {
        "organization": factories.make_organization,
        "person": factories.make_person,
        "source": factories.make_source,
        "treaty": factories.make_treaty,
        "citation": factories.make_citation,
        "domain": factories.make_domain,
        "term": factories.make_term,
        "attestation": factories.make_attestation,
    }
    for _number in range(size):
        makers[name]()
    kind = records.KINDS[name]
    with django_assert_num_queries(1 + len(kind.children)):
        rows = [records.to_record(instance) for instance in kind.queryset()]
    assert len(rows) >= size
