"""Every change has its revision, no change is lost, and every state can be brought back."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citations import changes, history, records
from citations.models import Organization, Person, Revision, Source, Treaty, TreatyEvent
from citations.querysets import UnrecordedWrite, bulk_writing
from glossary.models import Designation, Term
from tests import factories

pytestmark = pytest.mark.django_db


def versions(kind: str, key: str) -> list[int]:
    return list(Revision.objects.of(kind, key).values_list("version", flat=True))


def current(instance):
    return records.to_record(records.kind_of(instance).queryset().get(pk=instance.pk))


def test_a_new_record_has_its_first_revision():
    term = factories.make_term(key="non-alliance")
    revision = Revision.objects.get(kind="term", key="non-alliance")
    assert (revision.version, revision.origin, revision.by, revision.why) == (1, "command", None, "")
    assert revision.record == current(term)
    assert revision.sha256 == records.sha256(revision.record)
    assert revision.is_public
    assert not revision.was_public


def test_a_list_that_a_kind_has_got_since_the_last_revision_is_no_change():
    term = factories.make_term(key="non-alliance")
    revision = Revision.objects.get(kind="term", key="non-alliance")
    del revision.record["unmapped"]
    revision.sha256 = records.sha256(revision.record)
    revision.save()
    Term.objects.get(pk=term.pk).save()
    assert versions("term", "non-alliance") == [1]
    term.unmapped.create(format="tbx", category="admin:customerSubset", value="МИД")
    assert versions("term", "non-alliance") == [1, 2]


def test_a_change_says_who_why_and_where_from():
    editor = get_user_model().objects.create_superuser("lin")
    with changes.change(origin=changes.Origin.ADMIN, by=editor, why="по статье Дэн Сяопина"):
        person = factories.make_person(key="zheng-yu")
        person.description_en = "Scholar"
        person.save()
    revision = Revision.objects.get(kind="person", key="zheng-yu")
    assert (revision.version, revision.by, revision.by_name) == (1, editor, "lin")
    assert (revision.why, revision.origin) == ("по статье Дэн Сяопина", "admin")
    editor.delete()
    revision.refresh_from_db()
    assert (revision.by, revision.by_name) == (None, "lin")


def test_a_save_that_changes_nothing_leaves_no_revision():
    term = factories.make_term(key="non-alliance")
    before = term.updated_at
    term.save()
    Term.objects.get(pk=term.pk).save()
    term.refresh_from_db()
    assert (versions("term", "non-alliance"), term.version, term.updated_at) == ([1], 1, before)


def test_a_child_changes_its_record():
    term = factories.make_term(key="non-alliance")
    row = term.designations.create(language="en", text="nonalliance", kind="spelling")
    row.standing = "deprecated"
    row.save()
    row.delete()
    assert versions("term", "non-alliance") == [1, 2, 3, 4]
    assert [len(r.record["designations"]) for r in Revision.objects.of("term", "non-alliance")] == [0, 1, 1, 0]
    term.refresh_from_db()
    assert term.version == 4


def test_children_of_a_treaty_and_of_its_source_are_one_record():
    treaty = factories.make_treaty(key="1950-sino-soviet", signed="")
    with changes.change():
        treaty.contributions.create(role="author", name_as_printed="А. Я. Вышинский")
        treaty.events.create(kind="signed", date="1950-02-14")
    assert versions("treaty", "1950-sino-soviet") == [1, 2]
    assert not Revision.objects.filter(kind="source").exists()
    last = history.last_revision("treaty", "1950-sino-soviet")
    assert last.record["contributions"][0]["name_as_printed"] == "А. Я. Вышинский"


def test_a_deletion_is_remembered_and_the_record_can_come_back():
    term = factories.make_term(key="non-alliance")
    term.designations.create(language="ru", text="внеблоковость")
    state = current(term)
    term.delete()
    last = history.last_revision("term", "non-alliance")
    assert (last.version, last.record, last.is_public, last.was_public) == (3, None, False, True)
    again = history.revert(Revision.objects.get(kind="term", key="non-alliance", version=2))
    assert current(again) == state
    assert again.version == 4
    assert versions("term", "non-alliance") == [1, 2, 3, 4]


def test_deleting_many_leaves_a_revision_for_each():
    for key in ("alliance", "ally"):
        factories.make_term(key=key)
    Term.objects.filter(key__in=["alliance", "ally"]).delete()
    assert [r.record for r in Revision.objects.filter(kind="term", version=2)] == [None, None]


def test_reverting_restores_the_record_exactly_children_included():
    treaty = factories.make_treaty(key="1945-sino-soviet", signed="1945-08-14")
    china = factories.make_organization(key="republic-of-china")
    with changes.change():
        treaty.parties.create(party=china)
        treaty.events.create(kind="ended", date="1950-02-14", preferred=True, position=1)
    good = history.last_revision("treaty", "1945-sino-soviet")
    with changes.change():
        treaty = Treaty.objects.get(pk=treaty.pk)
        treaty.title_ru, treaty.place_en = "Договор", ""
        treaty.save()
        treaty.events.all().delete()
        treaty.parties.all().delete()
    assert current(treaty) != good.record
    history.revert(good)
    assert current(treaty) == good.record
    assert history.last_revision("treaty", "1945-sino-soviet").sha256 == good.sha256


def test_one_field_can_be_reverted_alone():
    term = factories.make_term(key="non-alliance")
    term.name_ru, term.definition_ru = "неприсоединение", "Другое."
    term.save()
    first = Revision.objects.get(kind="term", key="non-alliance", version=1)
    history.revert(first, names=["definition"])
    term = Term.objects.get(pk=term.pk)
    assert (term.name_ru, term.definition_ru) == ("неприсоединение", "Отказ государства вступать в военные союзы.")


def test_a_state_that_refers_to_something_gone_is_not_half_restored():
    other = factories.make_term(key="non-alignment")
    term = factories.make_term(key="non-alliance")
    term.relations.create(kind="related", other=other)
    second = history.last_revision("term", "non-alliance")
    term.relations.all().delete()
    other.delete()
    term = Term.objects.get(pk=term.pk)
    term.name_en = "no alliances"
    term.save()
    with pytest.raises(records.RecordProblems) as refusal:
        history.revert(second)
    assert [str(problem.message) for problem in refusal.value.problems] == [
        "there is no term “non-alignment”; correct the key or add the record"
    ]
    assert Term.objects.get(pk=term.pk).name_en == "no alliances"


def test_a_deletion_is_no_state_to_go_back_to():
    factories.make_person(key="zheng-yu").delete()
    with pytest.raises(records.RecordProblems, match="there is no state to go back to"):
        history.revert(history.last_revision("person", "zheng-yu"))


def test_a_stale_save_is_refused():
    factories.make_term(key="non-alliance")
    mine, theirs = Term.objects.get(key="non-alliance"), Term.objects.get(key="non-alliance")
    theirs.definition_en = "Theirs."
    theirs.save()
    mine.definition_en = "Mine."
    with pytest.raises(changes.EditConflict) as conflict:
        mine.save()
    assert str(conflict.value) == (
        "term “non-alliance”: this change was begun at version 1, but the record is now at version 2; "
        "load it again, and repeat the change on what stands there now."
    )
    assert Term.objects.get(key="non-alliance").definition_en == "Theirs."


def test_a_child_changed_meanwhile_makes_a_form_stale_too():
    treaty = factories.make_treaty()
    mine = Treaty.objects.get(pk=treaty.pk)
    treaty.events.create(kind="in-force", date="1950-04-11")
    mine.title_en = "Treaty"
    with pytest.raises(changes.EditConflict):
        mine.save()


def test_a_deleted_record_is_not_written_back_by_a_stale_save():
    person = factories.make_person()
    mine = Person.objects.get(pk=person.pk)
    person.delete()
    with pytest.raises(changes.EditConflict, match="the record has been deleted"):
        mine.save()
    assert not Person.objects.exists()


def test_an_instance_may_be_saved_again_and_again():
    term = factories.make_term(key="non-alliance")
    for number in range(3):
        term.definition_en = f"Definition {number}."
        term.save()
    assert (term.version, versions("term", "non-alliance")) == (4, [1, 2, 3, 4])


def test_an_error_undoes_the_whole_change():
    def write_and_fail() -> None:
        with changes.change():
            factories.make_term(key="non-alliance")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert not Term.objects.exists()
    assert not Revision.objects.filter(kind="term").exists()


def test_the_rules_of_a_whole_record_hold_for_every_way_of_writing():
    treaty = factories.make_treaty(key="1950-sino-soviet", signed="1950-02-14")
    with pytest.raises(ValidationError) as refusal:
        treaty.events.create(kind="ended", date="1940")
    assert refusal.value.messages == ["“ended” on 1940 is before the signature on 1950-02-14; correct one of them"]
    assert TreatyEvent.objects.count() == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda: Term.objects.update(name_en="x"),
        lambda: Term.objects.bulk_create([]),
        lambda: Term.objects.bulk_update([], ["name_en"]),
        lambda: Designation.objects.update(text="x"),
        lambda: Source.objects.all().update(title_en="x"),
    ],
)
def test_bulk_writes_that_leave_no_history_are_refused(write):
    with pytest.raises(UnrecordedWrite, match="would leave no history"):
        write()


def test_a_write_that_goes_round_the_change_is_caught():
    term = factories.make_term()
    sentence = "this write of a Term would leave no history"
    with pytest.raises(UnrecordedWrite, match=sentence), transaction.atomic():
        Term._base_manager.filter(pk=term.pk).delete()
    with pytest.raises(UnrecordedWrite, match=sentence), transaction.atomic():
        term.save_base(raw=True)
    assert Term.objects.filter(pk=term.pk).exists()


def test_the_bulk_writer_may_write_in_bulk():
    factories.make_organization(key="prc")
    with bulk_writing():
        assert Organization.objects.filter(key="prc").update(polity="china") == 1


def test_differences_are_told_field_by_field_and_language_by_language():
    before = {"key": "a", "name": {"ru": "союз", "zh-Hans": "同盟", "en": "alliance"}, "designations": []}
    after = {"key": "a", "name": {"ru": "альянс", "zh-Hans": "同盟", "en": "alliance"}, "designations": [{"text": "x"}]}
    assert history.difference(before, after) == [
        history.FieldDifference("name", "ru", "союз", "альянс"),
        history.FieldDifference("designations", None, [], [{"text": "x"}]),
    ]
    assert history.difference(None, {"key": "a"}) == [history.FieldDifference("key", None, None, "a")]
    assert history.difference(before, before) == []
    # A field that an earlier version did not have was empty then.
    assert history.difference(before, {**before, "title_transliterated": "", "sections": []}) == []
    assert history.difference(before, {**before, "title_transliterated": "Soiuz"}) == [
        history.FieldDifference("title_transliterated", None, None, "Soiuz")
    ]


def test_what_a_reader_may_see_of_history():
    term = factories.make_term(key="non-alliance", status="draft")
    term.status = "published"
    term.save()
    term.status = "draft"
    term.save()
    term.definition_en = "Secret."
    term.save()
    public = Revision.objects.of("term", "non-alliance").public()
    assert [(r.version, r.is_public, r.was_public) for r in public] == [(2, True, False), (3, False, True)]


def test_listeners_hear_what_was_written_and_deleted():
    heard = []

    def listen(kind, written, deleted, **_kwargs):
        heard.append((kind.name, [record["key"] for _instance, record in written], deleted))

    history.records_changed.connect(listen)
    try:
        with changes.change():
            gone = factories.make_person(key="zheng-yu")
            factories.make_organization(key="prc")
        gone.delete()
    finally:
        history.records_changed.disconnect(listen)
    assert heard == [("organization", ["prc"], []), ("person", ["zheng-yu"], []), ("person", [], ["zheng-yu"])]


STEP = st.tuples(st.sampled_from(["load", "save"]), st.sampled_from(["a", "b"]), st.text("союз不结盟ab", max_size=4))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=12))
def test_however_two_editors_interleave_no_saved_change_is_lost(steps):
    """The last revision is always the database's state, and every accepted save is a revision on top of its base."""
    Term.objects.filter(key="non-alliance").delete()
    factories.make_term(key="non-alliance", definition_en="")
    held: dict[str, Term] = {}
    for action, editor, text in steps:
        if action == "load" or editor not in held:
            held[editor] = Term.objects.get(key="non-alliance")
            continue
        mine, stands = held[editor], Term.objects.get(key="non-alliance")
        is_stale = mine.version != stands.version
        mine.definition_en = text
        try:
            mine.save()
        except changes.EditConflict:
            assert is_stale
            assert Term.objects.get(key="non-alliance").definition_en == stands.definition_en
        else:
            assert not is_stale
            assert Term.objects.get(key="non-alliance").definition_en == text
        last = history.last_revision("term", "non-alliance")
        assert last.record == current(Term.objects.get(key="non-alliance"))
        assert last.version == Term.objects.get(key="non-alliance").version
