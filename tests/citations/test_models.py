"""What the models and the database refuse, and in which words."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import translation
from django.utils.functional import Promise

from citations.languages import SUFFIXES
from citations.models import Contribution, Organization, Person, PublicRecord, Source, Treaty
from citations.records import KINDS, recorded_models
from citations.search.models import TABLES
from tests import factories

pytestmark = pytest.mark.django_db

OUR_MODELS = [model for label in ("citations", "glossary") for model in apps.get_app_config(label).get_models()]
#: All but the tables of the search index, which no person fills.
FOR_PEOPLE = [model for model in OUR_MODELS if model not in TABLES]
PUBLIC = [kind.record_model for kind in KINDS.values()]


def messages(instance) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        instance.full_clean()
    return sorted(refusal.value.messages)


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_no_text_is_null(model):
    texts = [f for f in model._meta.local_concrete_fields if isinstance(f, models.CharField | models.TextField)]
    assert [field.name for field in texts if field.null] == []


@pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model._meta.label)
def test_a_translated_field_has_a_column_for_each_language_and_no_required_plain_one(model):
    for name in KINDS[model.kind_name].translated:
        plain = model._meta.get_field(name)
        assert plain.blank
        assert plain.default == ""
        for suffix in SUFFIXES:
            column = model._meta.get_field(f"{name}_{suffix}")
            assert (column.null, column.blank, column.default) == (False, True, "")


@pytest.mark.parametrize("model", FOR_PEOPLE, ids=lambda model: model._meta.label)
def test_every_constraint_has_a_name_of_its_app_and_a_sentence_for_people(model):
    for constraint in model._meta.constraints:
        assert constraint.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
        sentence = str(constraint.violation_error_message)
        assert sentence.endswith(".")
        assert not re.search("[Cc]onstraint", sentence)


@pytest.mark.parametrize("model", list(recorded_models()), ids=lambda model: model._meta.label)
def test_every_field_an_editor_fills_has_a_name_in_the_language_of_the_interface(model):
    for field in model._meta.local_concrete_fields:
        if field.editable and not field.primary_key and not hasattr(field, "translated_field"):
            assert isinstance(field._verbose_name, Promise), field


def test_migrations_are_named_and_reversible():
    loader = MigrationLoader(connection)
    for (app, name), migration in loader.disk_migrations.items():
        if app in ("citations", "glossary"):
            assert not re.search(r"_(auto|initial)", name)
            assert all(operation.reversible for operation in migration.operations), name


@pytest.mark.django_db(transaction=True)
def test_migrations_go_back_to_nothing_and_forth_again():
    call_command("migrate", "glossary", "zero", verbosity=0)
    call_command("migrate", "citations", "zero", verbosity=0)
    call_command("migrate", verbosity=0)
    factories.make_term(key="non-alliance")


@pytest.mark.parametrize("language", ["ru", "zh-hans", "en"])
@pytest.mark.parametrize("missing", ["name_ru", "name_zh_hans", "name_en"])
def test_a_domain_has_three_names_whatever_the_language_of_the_interface(language, missing):
    with translation.override(language):
        domain = factories.Domain(
            **{"key": "security", "name_ru": "безопасность", "name_zh_hans": "安全", "name_en": "security", missing: ""}
        )
        with pytest.raises(ValidationError):
            domain.full_clean()
        with pytest.raises(IntegrityError, match="glossary_domain_has_three_names"), transaction.atomic():
            domain.save()


def test_a_bad_key_is_refused_in_words():
    person = Person(key="Zheng Yu", family_name_en="Zheng")
    assert messages(person) == [
        (
            "“Zheng Yu” is not a key; use at most 120 small Latin letters and digits, words joined by single hyphens, "
            "such as non-alliance."
        )
    ]


def test_a_key_is_permanent():
    term = factories.make_term(key="non-alliance")
    term.key = "non-alignment"
    assert messages(term) == ["A key is permanent: leave “non-alliance”, or retire this entry and make a new one."]
    with pytest.raises(ValueError, match="is permanent and cannot become “non-alignment”"):
        term.save()


def test_keys_sort_alike_on_both_databases():
    for key in ("b-1", "a", "a-b", "a1", "aa", "1950"):
        factories.make_domain(key=key)
    found = list(factories.Domain.objects.order_by("key").values_list("key", flat=True))
    assert found == ["1950", "a", "a-b", "a1", "aa", "b-1"]


def test_only_a_retired_entry_has_a_successor_and_it_is_another():
    old, new = factories.make_person(key="old"), factories.make_person(key="new")
    old.replaced_by = new
    assert messages(old) == ["Only a retired entry has a successor: retire it, or clear “replaced by”."]
    old.status = "retired"
    old.full_clean()
    old.replaced_by = old
    assert messages(old) == ["An entry cannot be its own successor."]


def test_texts_are_tidied_and_control_characters_refused():
    person = Person(key="zheng-yu", family_name_zh_hans=" 郑 ", given_name_ru="Юй\x00")
    assert messages(person) == ["Character 3 is U+0000, which is no text; take it out."]
    person.given_name_ru = "Юи\u0306"
    person.full_clean()
    assert (person.family_name_zh_hans, person.given_name_ru) == ("郑", "Юй")


def test_a_person_needs_a_name():
    assert messages(Person(key="nobody")) == ["A person needs a name in at least one language."]


def test_too_long_a_text_is_refused_on_both_databases():
    organization = Organization(key="long", name_en="a" * 301, kind="state")
    assert messages(organization) == ["Ensure this value has at most 300 characters (it has 301)."]


def test_an_identified_work_has_a_title_or_a_description():
    source = Source(key="paper", type="article-journal")
    assert messages(source) == ["An identified work has a title; give it, or describe the work in English."]
    source.description_en = "A paper on the debate about an alliance"
    source.full_clean()
    assert source.display_name("en") == "[A paper on the debate about an alliance]"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("", "Say in “language” from which language this is transliterated."),
        ("en", "The language of this work is written in Latin letters already: take this out, or correct it."),
        ("de", "The language of this work is written in Latin letters already: take this out, or correct it."),
        ("sr-Latn", "The language of this work is written in Latin letters already: take this out, or correct it."),
    ],
)
@pytest.mark.parametrize("field", ["title_transliterated", "container_title_transliterated"])
def test_only_a_work_in_another_script_is_transliterated(field, language, sentence):
    with pytest.raises(ValidationError) as refusal:
        factories.make_source(**{"language": language, field: "Mezhdunarodnaia zhiznʹ"})
    assert refusal.value.message_dict == {field: [sentence]}


@pytest.mark.parametrize("language", ["ru", "zh-Hans", "zh-Hant-TW", "sr", "ja", "uz-Cyrl"])
def test_a_work_in_another_script_is_transliterated(language):
    factories.make_source(language=language, title_transliterated="Zhanlüe yu guanli")


@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize("field", ["title_transliterated", "container_title_transliterated"])
def test_the_database_too_refuses_a_transliteration_out_of_nothing(field, language):
    source = Source(key="zhizn", type="article-journal", title_en="Life", language=language)
    setattr(source, field, "Mezhdunarodnaia zhiznʹ")
    with pytest.raises(IntegrityError, match="citations_source_transliterated_is_in_another_script"):
        source.save()
    with pytest.raises(ValidationError) as refusal:
        source.validate_constraints()
    assert refusal.value.messages == [
        "Titles in Latin letters belong to a work in another script: give its language, or take them out."
    ]


def test_a_contribution_names_one():
    source, person = factories.make_source(), factories.make_person()
    organization = factories.make_organization()
    for good in ({"person": person}, {"organization": organization}, {"name_as_printed": "С. Бономарева"}):
        Contribution(source=source, **good).full_clean()
    sentence = "A contribution names one person or one organization, or a name as printed."
    assert messages(Contribution(source=source)) == [sentence]
    assert messages(Contribution(source=source, person=person, organization=organization)) == [sentence]


def test_a_treaty_is_written_as_a_treaty_only():
    factories.make_treaty(key="1950-sino-soviet")
    row = Source.objects.get(key="1950-sino-soviet")
    with pytest.raises(TypeError, match="is a treaty: save it as"):
        row.save()
    with pytest.raises(TypeError, match="is a treaty: delete it as"):
        row.delete()
    assert Treaty.objects.filter(key="1950-sino-soviet").exists()


def test_a_joint_statement_does_not_bind():
    treaty = Treaty(key="1992", type="treaty", kind="joint-statement", binding="yes", title_en="Joint Statement")
    assert messages(treaty) == ["A joint statement, communiqué or policy document is not a binding treaty."]


def test_a_treaty_is_replaced_by_a_treaty():
    treaty, source = factories.make_treaty(), factories.make_source()
    treaty.status, treaty.replaced_by = "retired", source
    assert messages(treaty) == ["A treaty is replaced by a treaty, not by another source."]


@pytest.mark.parametrize(
    ("rows", "signed", "in_force", "ended"),
    [
        ([("signed", "1950-02-14", False), ("in-force", "1950-04-11", False)], "1950-02-14", "1950-04-11", None),
        ([("adopted", "2002-06-07", False)], "2002-06-07", None, None),
        ([("ended", "1950-02-14", False), ("ended", "1953-02-25", True)], None, None, "1953-02-25"),
        ([("ended", "1950-02-14", False), ("ended", "1953-02-25", False)], None, None, "1950-02-14"),
    ],
)
def test_the_dates_of_a_treaty_follow_from_its_events(rows, signed, in_force, ended):
    treaty = factories.make_treaty(signed="")
    for kind, date, preferred in rows:
        treaty.events.create(kind=kind, date=date, preferred=preferred)
    assert (treaty.signed, treaty.entered_into_force, treaty.ended) == (signed, in_force, ended)


def test_two_events_of_a_kind_stand_but_only_one_is_preferred():
    treaty = factories.make_treaty(signed="")
    treaty.events.create(kind="ended", date="1950-02-14", preferred=True)
    event = treaty.events.model(treaty=treaty, kind="ended", date="1953-02-25", preferred=True)
    assert messages(event) == ["Only one event of a kind can be preferred."]


def test_bounds_follow_the_date_as_written():
    organization = factories.make_organization(existed="1922-12-30/1991-12-26")
    organization.refresh_from_db()
    assert str(organization.existed_earliest) == "1922-12-30"
    assert str(organization.existed_latest) == "1991-12-26"
    organization.existed = ""
    organization.save()
    organization.refresh_from_db()
    assert (organization.existed_earliest, organization.existed_latest) == (None, None)


def test_what_is_referred_to_cannot_be_deleted():
    person = factories.make_person()
    factories.make_source().contributions.create(role="author", person=person)
    with pytest.raises(models.ProtectedError):
        person.delete()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"state": "resolved"}, "A resolved or candidate citation names the cited work."),
        ({"note_number": 0}, "Ensure this value is greater than or equal to 1."),
        ({"locator_label": "page"}, "A locator has both what is counted and a value, such as article and 3."),
    ],
)
def test_a_citation_is_whole(given, sentence):
    citing = factories.make_source()
    with pytest.raises(ValidationError) as refusal:
        factories.make_citation(citing=citing, **given)
    assert refusal.value.messages == [sentence]


def test_a_note_has_each_sequence_once():
    citing = factories.make_source()
    factories.make_citation(citing=citing, note_number=41, sequence=1)
    factories.make_citation(citing=citing, note_number=41, sequence=2)
    with pytest.raises(ValidationError) as refusal:
        factories.make_citation(citing=citing, note_number=41, sequence=2)
    assert refusal.value.messages == ["This work has a citation with this note number and sequence already."]


@pytest.mark.parametrize("model", PUBLIC, ids=lambda model: model._meta.label)
def test_every_public_record_has_what_all_have(model):
    assert issubclass(model, PublicRecord)
    names = {field.name for field in model._meta.get_fields()}
    assert {"key", "status", "replaced_by", "editorial_note", "version", "created_at", "updated_at"} <= names
