"""Rights per language and to publish: what a difference touches, and what history refuses however it is written."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from citations import changes, history, records
from citations.models import Organization, Person, Revision
from citations.rights import content_language, problems, touched
from glossary.models import Term
from tests import factories
from tests.pages import latest, member_of

EDITORS, RUSSIAN, CHINESE, ENGLISH, PUBLISHERS = (
    "Editors",
    "Russian editors",
    "Chinese editors",
    "English editors",
    "Publishers",
)

NO_CHINESE = (
    "You may not change the Chinese of {} ({}): leave it as it was and ask a Chinese editor, or ask an administrator "
    "for the right to edit Chinese."
)
NO_ENGLISH = (
    "You may not change the English of {} ({}): leave it as it was and ask an English editor, or ask an administrator "
    "for the right to edit English."
)
NO_LOSS = (
    "You may not delete {}, which says something in languages that you may not edit ({}): ask somebody who may edit "
    "them, or ask an administrator for the right to."
)
NO_DELETION = "You may not delete {}: ask somebody who publishes, or ask an administrator for the right to."


# What a difference touches

NOTHING = {"ru": "", "zh-Hans": "", "en": ""}


def designation(language: str, text: str, **note: str) -> dict[str, Any]:
    return {"language": language, "text": text, "region": "", "kind": "synonym", "note": NOTHING | note}


def event(kind: str, date: str, **note: str) -> dict[str, Any]:
    return {"kind": kind, "date": date, "note": NOTHING | note}


@pytest.mark.parametrize(
    ("kind", "before", "after", "found"),
    [
        ("term", {"name": {"ru": "союз"}}, {"name": {"ru": "альянс"}}, [("ru", ("name", "ru"))]),
        (
            "term",
            {"name": {"ru": "союз", "en": "union"}, "reliability": {"en": "official"}},
            {"name": {"ru": "союз", "en": "alliance"}, "reliability": {"en": "proposed"}},
            [("en", ("name", "en")), ("en", ("reliability", "en"))],
        ),
        ("term", {"domain": "law"}, {"domain": "diplomacy"}, []),
        ("term", {"pinyin": "jié méng"}, {"pinyin": "jiéméng"}, [("zh-Hans", ("pinyin",))]),
        ("term", {"palladius": ""}, {"palladius": "цземэн"}, [("ru", ("palladius",))]),
        ("term", {"editorial_note": {"zh-Hans": "存疑"}}, {}, [("zh-Hans", ("editorial_note", "zh-Hans"))]),
        (
            "term",
            {"designations": [designation("ru", "блок"), designation("zh-Hans", "联盟")]},
            {"designations": [designation("zh-Hans", "联盟"), designation("ru", "блок")]},
            [],
        ),
        (
            "term",
            {"designations": [designation("zh-Hans", "联盟"), designation("zh-Hans", "同盟")]},
            {"designations": [designation("zh-Hans", "同盟"), designation("zh-Hans", "联盟")]},
            [("zh-Hans", ("designations",))],
        ),
        (
            "term",
            {"designations": [designation("ru", "блок")]},
            {"designations": [designation("ru", "блок"), designation("zh-Hans", "联盟", ru="книжное")]},
            [("ru", ("designations", 1, "note", "ru")), ("zh-Hans", ("designations", 1, "language"))],
        ),
        (
            "term",
            {"designations": [designation("zh-Hans", "联盟")]},
            {"designations": [designation("zh-Hans", "联盟", ru="книжное")]},
            [("ru", ("designations", 0, "note", "ru"))],
        ),
        (
            "term",
            {"designations": [designation("ru", "блок")]},
            {"designations": [designation("en", "блок")]},
            [("ru", ("designations",)), ("en", ("designations", 0, "language"))],
        ),
        (
            "treaty",
            {"events": [event("signed", "1950", **{"zh-Hans": "签字"})]},
            {"events": [event("signed", "1950-02-14", **{"zh-Hans": "签字"})]},
            [],
        ),
        (
            "treaty",
            {"events": [event("signed", "1950", ru="подписан"), event("ended", "1980", ru="истёк")]},
            {"events": [event("signed", "1950", ru="истёк"), event("ended", "1980", ru="подписан")]},
            [("ru", ("events", 0, "note", "ru")), ("ru", ("events", 1, "note", "ru"))],
        ),
        (
            "treaty",
            {"events": [event("signed", "1950"), event("ended", "1980", en="It lapsed.")]},
            {"events": [event("signed", "1950")]},
            [("en", ("events",))],
        ),
        (
            "treaty",
            {"texts": []},
            {"texts": [{"language": "zh-Hant", "standing": "authentic"}, {"language": "fr", "standing": "unofficial"}]},
            [("zh-Hans", ("texts", 0, "language"))],
        ),
        (
            "source",
            {"language": "ru", "title_as_printed": "Союзъ"},
            {"language": "zh-Hans", "title_as_printed": "盟"},
            [],
        ),
        ("citation", {}, {"statement": {"ru": "О союзе."}}, [("ru", ("statement", "ru"))]),
        ("attestation", {"language": "ru", "form": "союзы"}, {"language": "ru", "form": "союз"}, [("ru", ("form",))]),
        ("attestation", {"language": "ru", "locator_value": "1"}, {"language": "ru", "locator_value": "2"}, []),
    ],
)
def test_a_difference_touches_the_languages_of_what_it_changes(kind, before, after, found):
    assert sorted(touched(records.KINDS[kind], before, after)) == sorted(found)


def test_an_attestation_that_changes_its_language_touches_both():
    before, after = {"language": "ru", "form": "союз"}, {"language": "zh-Hans", "form": "同盟"}
    found = {tag for tag, _path in touched(records.KINDS["attestation"], before, after)}
    assert found == {"ru", "zh-Hans"}


@pytest.mark.parametrize(
    ("tag", "answering"),
    [("ru", "ru"), ("zh-Hant-TW", "zh-Hans"), ("zh", "zh-Hans"), ("en-GB", "en"), ("fr", None), ("", None)],
)
def test_every_tag_has_the_editors_who_answer_for_it(tag, answering):
    assert content_language(tag) == answering


# What history refuses


def write(by: Any, instance: Any, **fields: str) -> None:
    with changes.change(by=by, why="по БРЭ"):
        for name, value in fields.items():
            setattr(instance, name, value)
        instance.save()


@pytest.mark.django_db
def test_each_language_is_changed_by_its_editors_and_no_others():
    person = factories.make_person(key="zheng-yu")
    russian = member_of(EDITORS, RUSSIAN)
    before = latest("person", "zheng-yu")
    with pytest.raises(ValidationError) as refused:
        write(russian, person, family_name_ru="Чжен", family_name_zh_hans="鄭", description_en="Scholar")
    assert refused.value.messages == [
        NO_CHINESE.format("person “zheng-yu”", "family name"),
        NO_ENGLISH.format("person “zheng-yu”", "description"),
    ]
    assert latest("person", "zheng-yu") == before
    person.refresh_from_db()
    assert (person.family_name_ru, person.family_name_zh_hans) == ("Чжэн", "郑")
    write(russian, person, family_name_ru="Чжен")
    made = latest("person", "zheng-yu")
    assert (made.by, made.why, made.record["family_name"]["ru"]) == (russian, "по БРЭ", "Чжен")


@pytest.mark.django_db
def test_what_is_in_no_language_needs_no_right_of_a_language():
    organization = factories.make_organization(key="prc")
    editor = member_of(EDITORS)
    write(editor, organization, existed="1949-10-01")
    assert latest("organization", "prc").by == editor


@pytest.mark.django_db
def test_only_who_publishes_changes_a_status():
    editor, publisher = member_of(EDITORS, RUSSIAN), member_of(EDITORS, PUBLISHERS)
    with pytest.raises(ValidationError) as refused:
        write(editor, Person(key="lin"), family_name_ru="Линь")
    (said,) = refused.value.messages
    assert said == (
        "You may not make person “lin” as published: save it as a draft and ask somebody who publishes, or ask an "
        "administrator for the right to."
    )
    assert not Person.objects.exists()
    person = Person(key="lin")
    write(editor, person, family_name_ru="Линь", status="draft")
    with pytest.raises(ValidationError) as refused:
        write(editor, person, status="published")
    (said,) = refused.value.messages
    assert said == (
        "You may not change the status of person “lin” from draft to published: leave it and ask somebody who "
        "publishes, or ask an administrator for the right to."
    )
    for status in ("published", "retired", "draft", "published"):
        person.refresh_from_db()
        write(publisher, person, status=status)
    for status, named in (("retired", "retired"), ("draft", "draft")):
        person.refresh_from_db()
        with pytest.raises(ValidationError, match=f"from published to {named}: leave it"):
            write(editor, person, status=status)
    assert [
        (one.record["status"], one.by_name) for one in Revision.objects.of("person", "lin").order_by("version")
    ] == [
        ("draft", editor.username),
        *((status, publisher.username) for status in ("published", "retired", "draft", "published")),
    ]


@pytest.mark.django_db
def test_a_deletion_takes_every_language_away_and_a_public_record_from_the_public():
    term = factories.make_term(key="alliance")
    with pytest.raises(ValidationError) as refused, changes.change(by=member_of(EDITORS, RUSSIAN)):
        term.delete()
    assert refused.value.messages == [
        NO_LOSS.format("term “alliance”", "Chinese, English"),
        NO_DELETION.format("term “alliance”, which is published"),
    ]
    term = Term.objects.get(key="alliance")
    with changes.change(by=member_of(EDITORS, RUSSIAN, CHINESE, ENGLISH, PUBLISHERS)):
        term.delete()
    assert latest("term", "alliance").record is None


@pytest.mark.django_db
def test_a_draft_of_ones_own_can_be_made_and_thrown_away():
    russian, domain = member_of(EDITORS, RUSSIAN), factories.make_domain()
    with changes.change(by=russian):
        term = Term(key="alliance", name_ru="союз", reliability_ru="proposed", status="draft", domain=domain)
        term.save()
        term.designations.create(language="ru", text="альянс", kind="synonym")
    with changes.change(by=russian):
        Term.objects.get(key="alliance").delete()
    assert [one.by for one in Revision.objects.of("term", "alliance")] == [russian, russian]


@pytest.mark.django_db
def test_a_superuser_and_a_command_may_everything_and_nobody_known_nothing(editor):
    person = factories.make_person(key="zheng-yu")
    for by in (editor, None):
        status = "draft" if by else "published"
        write(by, person, description_ru=f"Учёный {by}", description_zh_hans=f"学者 {by}", status=status)
    assert [one.by for one in Revision.objects.of("person", "zheng-yu").order_by("version")] == [None, editor, None]
    with pytest.raises(ValidationError):
        write(AnonymousUser(), person, description_ru="Никто")
    editor.is_active = False
    before = records.to_record(Person.objects.get())
    assert (
        len(problems(records.PERSON, before, before | {"description": {"ru": "?", "zh-Hans": "?", "en": "?"}}, editor))
        == 3
    )


@pytest.mark.django_db
def test_a_revert_changes_no_more_than_its_user_may():
    person = factories.make_person(key="zheng-yu")
    person.family_name_ru, person.family_name_zh_hans = "Чжен", "鄭"
    person.save()
    first = Revision.objects.of("person", "zheng-yu").get(version=1)
    russian, both = member_of(EDITORS, RUSSIAN), member_of(EDITORS, RUSSIAN, CHINESE)
    with pytest.raises(ValidationError) as refused:
        history.revert(first, by=russian)
    assert refused.value.messages == [NO_CHINESE.format("person “zheng-yu”", "family name")]
    assert latest("person", "zheng-yu").version == 2
    history.revert(first, by=both)
    assert (latest("person", "zheng-yu").by, latest("person", "zheng-yu").record) == (both, first.record)


@pytest.mark.django_db
def test_a_deleted_public_record_is_brought_back_by_who_publishes():
    organization = factories.make_organization(key="prc")
    first = latest("organization", "prc")
    organization.delete()
    with pytest.raises(ValidationError, match="You may not make organization “prc” as published: save it as a draft"):
        history.revert(first, by=member_of(EDITORS, RUSSIAN, CHINESE, ENGLISH))
    assert not Organization.objects.exists()
    history.revert(first, by=member_of(EDITORS, RUSSIAN, CHINESE, ENGLISH, PUBLISHERS))
    assert Organization.objects.get().status == "published"


@pytest.mark.django_db
def test_rows_are_refused_at_their_place():
    treaty = factories.make_treaty(key="treaty-of-1950")
    wanted = records.to_record(records.TREATY.queryset().get())
    wanted["texts"] = [
        dict.fromkeys(records.TREATY.children_by_name["texts"].columns, "")
        | {"language": language, "standing": "authentic", "prevails": False}
        for language in ("ru", "zh-Hant")
    ]
    with pytest.raises(history.RecordProblemsAsValidation) as refused, changes.change(by=member_of(EDITORS, RUSSIAN)):
        records.apply(treaty, wanted)
    assert [(one.path, one.message) for one in refused.value.problems] == [
        (("texts", 1, "language"), NO_CHINESE.format("treaty “treaty-of-1950”", "texts"))
    ]
    assert not treaty.texts.exists()


@pytest.mark.django_db
def test_the_rights_of_a_superuser_cost_no_query(editor, django_assert_num_queries):
    before, after = records.complete(records.PERSON, {"key": "lin"}), records.complete(records.PERSON, {"key": "lin"})
    after["family_name"] = {"ru": "Линь", "zh-Hans": "林", "en": "Lin"}
    with django_assert_num_queries(0):
        assert problems(records.PERSON, before, after, editor) == []
