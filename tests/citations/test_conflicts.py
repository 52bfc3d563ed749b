"""Two editors of one record: what both did is put together, what both changed is chosen, nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from citations import changes
from citations.models import Person, Revision, Source
from citations.records import KINDS, to_record
from glossary.models import Term
from tests.factories import make_organization, make_person, make_source, make_term, make_treaty
from tests.pages import add_row, change_page, form_in, latest, with_rights

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(db: None) -> Term:
    term = make_term(key="non-alliance", definition_ru="Отказ вступать в союзы.", definition_zh_hans="", pinyin="")
    with changes.change():
        term.designations.create(language="ru", text="внеблоковость")
        term.designations.create(language="en", text="nonalliance", position=1)
    return Term.objects.get(pk=term.pk)


def opened(desk: Client, instance: Any) -> dict[str, str]:
    return form_in(desk.get(change_page(instance)), f"{instance._meta.model_name}_form")


def theirs(instance: Any, why: str = "", **values: Any) -> None:
    """A colleague saves first."""
    colleague = get_user_model().objects.filter(username="Ли Мин").first()
    colleague = colleague or get_user_model().objects.create_superuser("Ли Мин")
    with changes.change(origin=changes.Origin.ADMIN, by=colleague, why=why):
        fresh = type(instance).objects.get(pk=instance.pk)
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh.save()


def posted(page: Any, **given: str) -> dict[str, str]:
    """The form of the page of a conflict with some of its fields filled in."""
    assert "conflict" in page.templates[0].name, page.templates[0].name
    return form_in(page, "conflict_form") | {name.replace("__", "-"): value for name, value in given.items()}


def names(page: Any, part: str) -> list[str]:
    return [one.name for one in page.context[part]]


def test_the_second_save_shows_what_was_what_stands_and_what_was_typed(desk: Client, term: Term) -> None:
    form = opened(desk, term)
    theirs(term, "по Уставу", definition_ru="Отказ вступать в военные союзы.", usage_note_en="Since 1955.")
    before = Revision.objects.count()
    page = desk.post(
        change_page(term),
        form | {"definition_ru": "Отказ вступать в любые союзы.", "definition_zh_hans": "不结盟", "why": "сверено"},
    )
    assert page.status_code == 200
    assert (names(page, "choices"), names(page, "mine"), names(page, "theirs")) == (
        ["definition.ru"], ["definition.zh-Hans"], ["usage_note.en"],
    )  # fmt: skip
    one = page.context["choices"][0]
    assert (one.label, one.language, one.was, one.theirs, one.mine) == (
        "definition",
        "Russian",
        "Отказ вступать в союзы.",
        "Отказ вступать в <ins>военные </ins>союзы.",
        "Отказ вступать в <ins>любые </ins>союзы.",
    )
    text = page.content.decode()
    assert "Ли Мин" in text
    assert "по Уставу" in text
    assert Revision.objects.count() == before


@pytest.mark.parametrize(
    ("choice", "written", "stands"),
    [
        ("mine", "", "Отказ вступать в любые союзы."),
        ("theirs", "", "Отказ вступать в военные союзы."),
        ("by-hand", "Отказ вступать в военные и иные союзы.", "Отказ вступать в военные и иные союзы."),
    ],
)
def test_what_was_chosen_is_saved_as_one_change(
    desk: Client, editor: Any, term: Term, choice: str, written: str, stands: str
) -> None:
    form = opened(desk, term)
    theirs(term, definition_ru="Отказ вступать в военные союзы.", usage_note_en="Since 1955.")
    typed = {"definition_ru": "Отказ вступать в любые союзы.", "definition_zh_hans": "不结盟", "why": "сверено"}
    page = desk.post(change_page(term), form | typed)
    given = posted(page) | {"choice-definition.ru": choice}
    answer = desk.post(change_page(term), given | ({"text-definition.ru": written} if written else {}))
    assert answer.status_code == 302
    last = latest("term", "non-alliance")
    assert (last.version, last.by, last.why, last.origin) == (4, editor, "сверено", "admin")
    assert last.record["definition"] == {"ru": stands, "zh-Hans": "不结盟", "en": term.definition_en}
    assert last.record["usage_note"]["en"] == "Since 1955."


def test_what_is_not_chosen_is_asked_for_again_and_nothing_is_saved(desk: Client, term: Term) -> None:
    form = opened(desk, term)
    theirs(term, pinyin="bù jié méng")
    page = desk.post(change_page(term), form | {"pinyin": "bùjiéméng"})
    before = Revision.objects.count()
    again = desk.post(change_page(term), posted(page))
    assert [one.problem for one in again.context["choices"]] == ["Choose one of the two."]
    assert again.context["problems"] == ["Nothing was saved yet: there is something left to choose."]
    written = desk.post(
        change_page(term), posted(again) | {"choice-pinyin": "theirs", "text-pinyin": "bù jiéméng"}
    )  # fmt: skip
    assert [(one.problem, one.text) for one in written.context["choices"]] == [
        ("You have written a text of your own: choose it, or put it back.", "bù jiéméng")
    ]
    assert Revision.objects.count() == before
    assert desk.post(change_page(term), posted(written) | {"choice-pinyin": "by-hand"}).status_code == 302
    assert Term.objects.get(pk=term.pk).pinyin == "bù jiéméng"


def test_rows_are_put_together_row_by_row(desk: Client, term: Term) -> None:
    form = opened(desk, term)
    with changes.change():
        term.designations.get(text="внеблоковость").delete()
        term.designations.create(language="zh-Hans", text="不结盟政策", position=2)
    form["designations-0-note_ru"] = "Редко."
    form["designations-1-text"] = "non-alliance policy"
    add_row(form, "designations", language="ru", text="внеблоковый статус", reliability="established")
    page = desk.post(change_page(term), form)
    assert (names(page, "choices"), names(page, "mine"), names(page, "theirs")) == (
        ["designations.b0"], ["designations.b1.text", "designations.m2"], ["designations.t1"],
    )  # fmt: skip
    assert page.context["choices"][0].row == "Russian · внеблоковость"
    assert page.context["choices"][0].theirs == "—"
    answer = desk.post(change_page(term), posted(page) | {"choice-designations.b0": "mine"})
    assert answer.status_code == 302
    rows = latest("term", "non-alliance").record["designations"]
    assert [(row["text"], row["note"]["ru"]) for row in rows] == [
        ("внеблоковость", "Редко."), ("non-alliance policy", ""), ("不结盟政策", ""), ("внеблоковый статус", ""),
    ]  # fmt: skip


def test_the_order_of_rows_is_chosen_when_both_gave_another(desk: Client) -> None:
    source = make_source(key="three-authors")
    with changes.change():
        for place, name in enumerate(["Первый", "Второй", "Третий"]):
            source.contributions.create(role="author", name_as_printed=name, position=place)
    source = Source.objects.get(pk=source.pk)
    form = opened(desk, source)
    with changes.change():
        for row, place in zip(source.contributions.all(), (1, 0, 2), strict=True):
            row.position = place
            row.save()
    page = desk.post(change_page(source), form | {"contributions-2-position": "1"})
    one = page.context["choices"][0]
    assert (one.name, one.label) == ("contributions.order", "contributions")
    answer = desk.post(change_page(source), posted(page) | {"choice-contributions.order": "mine"})
    assert answer.status_code == 302
    assert [row["name_as_printed"] for row in latest("source", "three-authors").record["contributions"]] == [
        "Третий", "Первый", "Второй",
    ]  # fmt: skip


def test_a_conflict_that_is_settled_is_subject_to_the_next_one(desk: Client, term: Term) -> None:
    form = opened(desk, term)
    theirs(term, pinyin="bù jié méng", definition_ru="Первое.")
    page = desk.post(change_page(term), form | {"pinyin": "bùjiéméng", "definition_ru": "Моё."})
    given = posted(page) | {
        "choice-pinyin": "mine", "choice-definition.ru": "by-hand", "text-definition.ru": "Наше общее.",
    }  # fmt: skip
    theirs(term, definition_ru="Второе.", usage_note_en="Later.")
    before = Revision.objects.count()
    again = desk.post(change_page(term), given)
    assert again.status_code == 200
    assert Revision.objects.count() == before
    assert again.context["problems"] == [
        "Nothing was saved: the entry was changed once more. Look through what differs now."
    ]
    kept = {one.name: (one.chosen, one.theirs) for one in again.context["choices"]}
    assert kept["pinyin"][0] == "mine"
    assert kept["definition.ru"][0] == ""
    assert again.context["texts_left"] == ["Наше общее."]
    final = posted(again) | {"choice-definition.ru": "mine"}
    assert desk.post(change_page(term), final).status_code == 302
    last = latest("term", "non-alliance").record
    assert (last["pinyin"], last["definition"]["ru"], last["usage_note"]["en"]) == ("bùjiéméng", "Моё.", "Later.")


def test_what_comes_of_it_keeps_every_rule(desk: Client) -> None:
    treaty = make_treaty(key="treaty-of-1950", signed="1950-02-14")
    form = opened(desk, treaty)
    with changes.change():
        treaty.events.create(kind="in-force", date="1950-04-11", position=1)
    add_row(form, "events", kind="ended", date="1949-01-01")
    page = desk.post(change_page(treaty), form)
    before = Revision.objects.count()
    refused = desk.post(change_page(treaty), posted(page))
    assert refused.context["problems"] == [
        "Nothing was saved: what comes of it cannot stand.",
        "Events, row 3, date: “ended” on 1949-01-01 is before the signature on 1950-02-14; correct one of them",
    ]
    assert Revision.objects.count() == before
    assert desk.post(change_page(treaty), posted(refused) | {"choice-events.m1": "theirs"}).status_code == 302


def test_the_form_comes_back_with_the_input_when_it_is_asked_for(desk: Client, term: Term) -> None:
    form = opened(desk, term)
    theirs(term, pinyin="bù jié méng")
    page = desk.post(change_page(term), form | {"pinyin": "bùjiéméng"})
    back = desk.post(change_page(term), posted(page) | {"_to_form": "1"})
    assert form_in(back, "term_form")["pinyin"] == "bùjiéméng"
    assert "Nothing was saved: since you opened this entry (version 2)" in back.content.decode()


def test_input_that_cannot_be_read_is_mended_first(desk: Client) -> None:
    source = make_source(key="pravda-2012")
    source.sections.create(number=1, paragraphs=3)
    source = Source.objects.get(pk=source.pk)
    form = opened(desk, source)
    theirs(source, volume="7")
    page = desk.post(change_page(source), form | {"sections-0-paragraphs": "много", "title_ru": "Правда"})
    kept = form_in(page, "source_form")
    assert (kept["sections-0-paragraphs"], kept["title_ru"]) == ("много", "Правда")
    again = desk.post(change_page(source), kept | {"sections-0-paragraphs": "4"})
    assert names(again, "mine") == ["title.ru", "sections.b0.paragraphs"]


def test_a_row_that_is_gone_is_no_loss_of_what_was_typed_in_it(desk: Client) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    form = opened(desk, treaty)
    treaty.events.all().delete()
    page = desk.post(change_page(treaty), form | {"events-0-date": "1950-02-15"})
    assert names(page, "choices") == ["events.b0"]
    answer = desk.post(change_page(treaty), posted(page) | {"choice-events.b0": "mine"})
    assert answer.status_code == 302
    assert [row["date"] for row in latest("treaty", "treaty-of-1950").record["events"]] == ["1950-02-15"]


def test_a_record_deleted_meanwhile_gives_the_input_back_and_can_be_made_anew(desk: Client, term: Term) -> None:
    form = opened(desk, term)
    Term.objects.get(pk=term.pk).delete()
    page = desk.post(change_page(term), form | {"definition_zh_hans": "不参加军事同盟", "why": "нужно"})
    assert page.status_code == 200
    assert "不参加军事同盟" in page.context["as_text"]
    assert [(one.name, one.after) for one in page.context["differences"]] == [
        ("definition.zh-Hans", ["不参加军事同盟"])
    ]
    assert not Term.objects.exists()
    answer = desk.post(change_page(term), posted(page) | {"_anew": "1"})
    assert answer.status_code == 302
    last = latest("term", "non-alliance")
    assert (last.version, last.why, last.record["definition"]["zh-Hans"]) == (4, "нужно", "不参加军事同盟")
    assert [row["text"] for row in last.record["designations"]] == ["внеблоковость", "nonalliance"]


def test_who_may_not_add_is_given_the_input_of_a_deleted_record_only(db: None) -> None:
    person = make_person(key="zheng-yu")
    staff = with_rights("view_person", "change_person")
    form = opened(staff, person)
    Person.objects.get(pk=person.pk).delete()
    page = staff.post(change_page(person), form | {"description_en": "Scholar."})
    assert page.context["may_add"] is False
    staff.post(change_page(person), posted(page) | {"_anew": "1"})
    assert not Person.objects.exists()


def test_a_record_made_anew_under_its_key_meanwhile_is_merged_with(desk: Client) -> None:
    person = make_person(key="zheng-yu")
    form = opened(desk, person)
    Person.objects.get(pk=person.pk).delete()
    fresh = make_person(key="zheng-yu", description_ru="Учёный.")
    page = desk.post(change_page(person), form | {"description_en": "Scholar."})
    answer = desk.post(change_page(person), posted(page))
    assert answer.status_code == 302
    fresh.refresh_from_db()
    assert fresh.description_en == "Scholar."


def test_who_may_not_change_rows_does_not_touch_those_of_a_colleague(db: None) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    staff = with_rights("view_treaty", "change_treaty", "view_treatyevent", "edit_ru", "edit_zh_hans", "edit_en")
    form = opened(staff, treaty)
    with changes.change():
        treaty.events.create(kind="in-force", date="1950-04-11", position=1)
    page = staff.post(change_page(treaty), form | {"volume": "7", "events-0-date": "1950-02-15"})
    assert (names(page, "choices"), names(page, "mine"), names(page, "theirs")) == ([], ["volume"], ["events.t1"])


def test_a_stale_form_that_changes_nothing_costs_nothing(desk: Client, term: Term) -> None:
    form = opened(desk, term)
    theirs(term, pinyin="bù jié méng")
    page = desk.post(change_page(term), form)
    assert (page.context["choices"], page.context["mine"]) == ([], [])
    before = Revision.objects.count()
    assert desk.post(change_page(term), posted(page)).status_code == 302
    assert Revision.objects.count() == before


def test_saves_from_outside_the_admin_count_too(desk: Client, term: Term) -> None:
    form = opened(desk, term)
    with changes.change(origin=changes.Origin.IMPORT, why="seeds: terms.yaml"):
        fresh = Term.objects.get(pk=term.pk)
        fresh.palladius = "бу цземэн"
        fresh.save()
    page = desk.post(change_page(term), form | {"pinyin": "bù jiéméng"})
    assert "seeds: terms.yaml" in page.content.decode()
    assert desk.post(change_page(term), posted(page)).status_code == 302
    stored = to_record(KINDS["term"].queryset().get(pk=term.pk))
    assert (stored["pinyin"], stored["palladius"]) == ("bù jiéméng", "бу цземэн")


def test_without_the_right_to_change_there_is_no_page(db: None) -> None:
    person = make_person()
    reader = with_rights("view_person")
    assert reader.post(change_page(person), {"version": "7", "opened_key": person.key}).status_code == 403
    organization = make_organization()
    assert reader.post(change_page(organization), {"version": "7"}).status_code == 403


def test_what_was_changed_while_its_deletion_was_confirmed_is_not_deleted(desk: Client) -> None:
    person = make_person(key="zheng-yu")
    address = reverse("admin:citations_person_delete", args=[person.pk])
    assert 'name="version" value="1"' in desk.get(address).content.decode()
    theirs(person, description_en="Scholar.")
    answer = desk.post(address, {"post": "yes", "version": "1"}, follow=True)
    assert "Nothing was deleted: the entry was changed or referred to in the meantime." in answer.content.decode()
    assert Person.objects.get(pk=person.pk).description_en == "Scholar."
    desk.post(address, {"post": "yes", "version": "2"})
    assert not Person.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 5000, "7"])
def test_a_form_of_no_known_version_is_refused_with_its_input(desk: Client, version: str) -> None:
    person = make_person(key="zheng-yu")
    form = opened(desk, person) | {"version": version, "description_en": "Scholar."}
    page = desk.post(change_page(person), form)
    assert form_in(page, "person_form")["description_en"] == "Scholar."
    assert not Person.objects.filter(description_en="Scholar.").exists()
