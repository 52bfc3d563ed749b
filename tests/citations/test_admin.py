"""The admin of works, treaties and history: every save one revision, nothing overwritten, nothing lost, few queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citations import changes
from citations.admin.carrying import leads_to_form
from citations.admin.reading import read_children, read_together
from citations.admin.searching import find
from citations.models import (
    Citation,
    Contribution,
    Obligation,
    Organization,
    Person,
    Revision,
    Source,
    SourceSection,
    Treaty,
    TreatyEvent,
    TreatyParty,
    TreatyRelation,
    TreatyText,
)
from citations.records import KINDS, to_record
from tests.factories import make_citation, make_organization, make_person, make_source, make_treaty
from tests.pages import (
    MOST_QUERIES,
    add_row,
    change_page,
    choices,
    cost,
    errors_in,
    every_address,
    form_in,
    latest,
    save,
    with_rights,
)

pytestmark = pytest.mark.django_db


# Writing


def test_an_edit_with_children_is_one_revision_with_who_why_and_whence(desk: Client, editor: Any) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    party = make_organization(key="prc")
    form = form_in(desk.get(change_page(treaty)), "treaty_form")
    form |= {"title_zh_hans": "中苏友好同盟互助条约", "why": "Заглавие сверено с изданием 1950 г."}
    add_row(form, "parties", party=str(party.pk), office_ru="премьер", office_zh_hans="总理")
    add_row(form, "events", kind="in-force", date="1950-04-11")
    add_row(form, "texts", language="zh-Hans", standing="authentic")
    before = Revision.objects.count()
    answer = desk.post(change_page(treaty), form)
    assert answer.status_code == 302
    assert Revision.objects.count() == before + 1
    revision = latest("treaty", "treaty-of-1950")
    assert (revision.by, revision.by_name, revision.origin) == (editor, "редактор", "admin")
    assert revision.why == "Заглавие сверено с изданием 1950 г."
    assert revision.record["title"]["zh-Hans"] == "中苏友好同盟互助条约"
    assert [row["party"] for row in revision.record["parties"]] == ["prc"]
    assert [(row["kind"], row["date"]) for row in revision.record["events"]] == [
        ("signed", "1950-02-14"),
        ("in-force", "1950-04-11"),
    ]
    assert revision.record == to_record(KINDS["treaty"].queryset().get(key="treaty-of-1950"))


def test_a_new_record_with_children_is_one_revision(desk: Client, editor: Any) -> None:
    address = reverse("admin:citations_source_add")
    form = form_in(desk.get(address), "source_form")
    author = make_person(key="zheng-yu")
    form |= {"key": "zheng-yu-2012", "type": "article-journal", "language": "zh-Hans", "title_zh_hans": "中俄关系"}
    add_row(form, "contributions", role="author", person=str(author.pk))
    answer = desk.post(address, form)
    assert answer.status_code == 302
    revisions = Revision.objects.of("source", "zheng-yu-2012")
    assert [(one.version, one.by_name, one.origin) for one in revisions] == [(1, "редактор", "admin")]
    assert [row["person"] for row in revisions[0].record["contributions"]] == ["zheng-yu"]


def test_saving_without_a_change_writes_no_revision(desk: Client) -> None:
    treaty = make_treaty()
    before = Revision.objects.count()
    assert save(desk, treaty).status_code == 302
    assert Revision.objects.count() == before
    assert Treaty.objects.get(pk=treaty.pk).version == treaty.version


def test_a_key_cannot_be_changed(desk: Client) -> None:
    person = make_person(key="zheng-yu")
    form = form_in(desk.get(change_page(person)), "person_form")
    assert "key" not in form
    desk.post(change_page(person), form | {"key": "another"})
    assert Person.objects.get(pk=person.pk).key == "zheng-yu"


def test_rows_keep_the_order_the_editor_gives_them(desk: Client) -> None:
    source = make_source(key="three-authors")
    for place, name in enumerate(["Первый", "Второй", "Третий"]):
        source.contributions.create(role="author", name_as_printed=name, position=place)
    source.refresh_from_db()

    def order() -> list[str]:
        return [row["name_as_printed"] for row in latest("source", "three-authors").record["contributions"]]

    save(desk, source, **{"contributions-2-position": "1"})
    assert order() == ["Третий", "Первый", "Второй"]
    save(desk, source, **{"contributions-0-position": "3"})
    assert order() == ["Первый", "Второй", "Третий"]
    save(desk, source, **{"contributions-0-DELETE": "on"})
    assert order() == ["Второй", "Третий"]
    assert list(source.contributions.values_list("position", flat=True)) == [0, 1]


def test_the_preference_moves_from_one_event_to_another_in_one_save(desk: Client) -> None:
    treaty = make_treaty(key="treaty-of-1945", signed="1945-08-14")
    treaty.events.create(kind="ended", date="1949-10-01", position=1)
    treaty.events.create(kind="ended", date="1950-02-14", preferred=True, position=2)
    form = form_in(desk.get(change_page(treaty)), "treaty_form")
    del form["events-2-preferred"]
    assert desk.post(change_page(treaty), form | {"events-1-preferred": "on"}).status_code == 302
    assert Treaty.objects.get(pk=treaty.pk).ended == "1949-10-01"


def test_a_row_may_take_the_place_of_one_taken_out(desk: Client) -> None:
    treaty = make_treaty()
    treaty.texts.create(language="ru", standing="authentic")
    treaty.texts.create(language="zh-Hans", standing="authentic", position=1)
    answer = save(desk, treaty, **{"texts-0-language": "zh-Hans", "texts-1-DELETE": "on"})
    assert answer.status_code == 302
    assert [text.language for text in treaty.texts.all()] == ["zh-Hans"]


# Refusals


def test_a_stale_form_is_refused_naming_who_changed_what_and_keeps_the_input(desk: Client) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    form = form_in(desk.get(change_page(treaty)), "treaty_form")
    assert form["version"] == str(treaty.version)
    colleague = get_user_model().objects.create_superuser("Ли Мин")
    with changes.change(origin=changes.Origin.ADMIN, by=colleague):
        theirs = Treaty.objects.get(pk=treaty.pk)
        theirs.place_zh_hans = "莫斯科克里姆林宫"
        theirs.save()
        theirs.events.create(kind="in-force", date="1950-04-11", position=1)
    before = Revision.objects.count()
    answer = desk.post(change_page(treaty), form | {"title_ru": "Договор о союзе", "why": "сверено"})
    assert answer.status_code == 200
    assert [(one.version, one.by_name) for one in answer.context["since"]] == [(3, "Ли Мин")]
    assert [one.name for one in answer.context["mine"]] == ["title.ru"]
    assert [one.name for one in answer.context["theirs"]] == ["place.zh-Hans", "events.t1"]
    assert Revision.objects.count() == before
    answer = desk.post(change_page(treaty), form_in(answer, "conflict_form") | {"_to_form": "1"})
    said = " ".join(errors_in(answer))
    assert "Nothing was saved: since you opened this entry (version 2), it was changed by Ли Мин on " in said
    assert "(version 3)" in said
    assert "Changed meanwhile: place of signature (Chinese), events." in said
    stored = Treaty.objects.get(pk=treaty.pk)
    assert (stored.title_ru, stored.place_zh_hans) == (
        "Договор о дружбе, союзе и взаимной помощи",
        "莫斯科克里姆林宫",
    )
    kept = form_in(answer, "treaty_form")
    assert (kept["title_ru"], kept["why"], kept["version"]) == ("Договор о союзе", "сверено", "2")


def test_a_stale_form_is_refused_when_the_row_it_edits_is_gone(desk: Client) -> None:
    treaty = make_treaty()
    form = form_in(desk.get(change_page(treaty)), "treaty_form")
    treaty.events.all().delete()
    answer = desk.post(change_page(treaty), form | {"events-0-date": "1950-02-15"})
    assert answer.status_code == 200
    assert [(one.name, one.theirs) for one in answer.context["choices"]] == [("events.b0", "—")]
    assert not Treaty.objects.get(pk=treaty.pk).events.exists()


def test_a_form_without_a_version_is_refused(desk: Client) -> None:
    person = make_person()
    form = form_in(desk.get(change_page(person)), "person_form")
    del form["version"]
    answer = desk.post(change_page(person), form | {"family_name_en": "Cheng"})
    assert "Nothing was saved: this form does not say at which version it was opened." in errors_in(answer)[0]
    assert Person.objects.get(pk=person.pk).family_name_en == "Zheng"


def test_a_save_that_is_overtaken_while_it_is_written_is_refused(desk: Client, monkeypatch: Any) -> None:
    person = make_person(key="zheng-yu")
    form = form_in(desk.get(change_page(person)), "person_form")
    person_admin = admin.site.get_model_admin(Person)

    def overtaken(request: Any, a_form: Any, formsets: Any, change: Any) -> None:
        monkeypatch.undo()
        raise changes.EditConflict("person", "zheng-yu", 1, 2)

    monkeypatch.setattr(person_admin, "save_related", overtaken)
    answer = desk.post(change_page(person), form | {"family_name_en": "Cheng"})
    assert answer.status_code == 200
    assert errors_in(answer) == [
        "Nothing was saved: two rows say the same, or somebody has just saved the same. Look for doubles."
    ]
    assert not [message for message in answer.context["messages"] if message.level_tag == "success"]
    assert Person.objects.get(pk=person.pk).family_name_en == "Zheng"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "“ended” on 1949-01-01 is before the signature on 1950-02-14; correct one of them"),
        ("ru", "Событие «прекращён» 1949-01-01 раньше подписания 1950-02-14; исправьте одно из них"),
        ("zh-hans", "“终止”（1949-01-01）早于签署日期 1950-02-14；请更正其一"),
    ],
)
def test_a_treaty_that_ends_before_it_is_signed_is_refused_at_its_row(
    desk: Client, settings: Any, language: str, sentence: str
) -> None:
    treaty = make_treaty(signed="1950-02-14")
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    form = form_in(desk.get(change_page(treaty)), "treaty_form")
    add_row(form, "events", kind="ended", date="1949-01-01")
    answer = desk.post(change_page(treaty), form)
    assert answer.status_code == 200
    assert errors_in(answer) == [sentence]
    assert treaty.events.count() == 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A note as printed needs the number of its note; give it"),
        ("ru", "Примечанию, как напечатано, нужен номер; укажите его"),
        ("zh-hans", "印本注释须有注释编号；请填写"),
    ],
)
def test_what_a_rule_of_the_whole_record_refuses_comes_back_in_the_form(
    desk: Client, settings: Any, language: str, sentence: str
) -> None:
    citation = make_citation(as_printed="Лавров С. В. Указ. соч.")
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = save(desk, citation, note_number="")
    assert answer.status_code == 200
    assert errors_in(answer) == [sentence]
    assert Citation.objects.get(pk=citation.pk).note_number == 1


def test_what_the_database_refuses_comes_back_in_the_form(desk: Client) -> None:
    treaty = make_treaty()
    form = form_in(desk.get(change_page(treaty)), "treaty_form")
    add_row(form, "relations", kind="reaffirms", other=str(treaty.pk))
    answer = desk.post(change_page(treaty), form)
    assert answer.status_code == 200
    assert "A treaty has no relation to itself." in errors_in(answer)
    assert not treaty.relations.exists()


def test_two_preferred_ends_and_two_unsigned_parties_are_refused_at_their_rows(desk: Client) -> None:
    treaty = make_treaty()
    party = make_organization()
    form = form_in(desk.get(change_page(treaty)), "treaty_form")
    add_row(form, "events", kind="ended", date="1979-04-03", preferred="on")
    add_row(form, "events", kind="ended", date="1980-04-11", preferred="on")
    add_row(form, "parties", party=str(party.pk))
    add_row(form, "parties", party=str(party.pk))
    assert errors_in(desk.post(change_page(treaty), form)) == [
        "This party is there already without a signatory.",
        "Only one event of a kind can be preferred.",
    ]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A person needs a name in at least one language."),
        ("ru", "У лица должно быть имя хотя бы на одном языке."),
        ("zh-hans", "人物至少须有一种文字的姓名。"),
    ],
)
def test_a_person_without_any_name_is_refused_under_every_interface_language(
    desk: Client, settings: Any, language: str, sentence: str
) -> None:
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    address = reverse("admin:citations_person_add")
    answer = desk.post(address, form_in(desk.get(address), "person_form") | {"key": "nobody"})
    assert errors_in(answer) == [sentence]
    assert not Person.objects.exists()


# Deleting


def test_deleting_is_one_revision_and_a_record_in_use_is_protected(desk: Client, editor: Any) -> None:
    person = make_person(key="zheng-yu")
    source = make_source(key="in-use")
    source.contributions.create(role="author", person=person)
    page = desk.post(reverse("admin:citations_person_delete", args=[person.pk]), {"post": "yes"})
    assert "would require deleting the following protected related objects" in page.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()
    address = reverse("admin:citations_source_delete", args=[source.pk])
    question = desk.get(address).content.decode()
    assert "Delete “A Eurasian union” with all its parts? Its history stays" in question
    answer = desk.post(address, {"post": "yes", "why": "дубликат"})
    assert answer.status_code == 302
    gone = latest("source", "in-use")
    assert (gone.record, gone.by, gone.origin, gone.why) == (None, editor, "admin", "дубликат")


def test_deleting_in_bulk_goes_through_history(desk: Client, editor: Any) -> None:
    treaties = [make_treaty(key=f"treaty-{year}", signed=f"{year}-01-01") for year in (1992, 1994, 1996)]
    answer = desk.post(
        reverse("admin:citations_treaty_changelist"),
        {"action": "delete_selected", "_selected_action": [one.pk for one in treaties], "post": "yes"},
    )
    assert answer.status_code == 200
    assert not Treaty.objects.exists()
    assert not Source.objects.exists()
    for treaty in treaties:
        gone = latest("treaty", treaty.key)
        assert (gone.record, gone.by, gone.origin) == (None, editor, "admin")


# Sources and treaties


def test_sources_leave_treaties_out_and_lead_to_their_form(desk: Client) -> None:
    source, treaty = make_source(key="pravda-2012"), make_treaty(key="treaty-of-1950")
    shown = desk.get(reverse("admin:citations_source_changelist")).context["cl"].result_list
    assert [one.key for one in shown] == ["pravda-2012"]
    answer = desk.get(reverse("admin:citations_source_change", args=[treaty.pk]))
    assert answer.headers["Location"] == change_page(treaty)
    assert desk.get(change_page(source)).status_code == 200


def test_evidence_is_found_among_sources_and_treaties(desk: Client, settings: Any) -> None:
    make_source(key="pravda-2012", title_ru="Договор и мир", title_zh_hans="条约与和平", title_en="Treaty and peace")
    make_treaty(key="treaty-of-1950")
    assert choices(desk, "citations.treatyevent", "evidence", "ДОГОВОР") == [
        "Treaty and peace · pravda-2012",
        "Treaty of Friendship, Alliance and Mutual Assistance · treaty-of-1950",
    ]
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    assert choices(desk, "citations.treatyevent", "evidence", "同盟") == ["友好同盟互助条约 · treaty-of-1950"]
    assert choices(desk, "citations.treatyrelation", "other", "同盟") == ["友好同盟互助条约 · treaty-of-1950"]


def test_a_text_of_a_treaty_is_found_by_the_treaty(desk: Client) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    treaty.texts.create(language="zh-Hans", standing="authentic", title_as_printed="中苏友好同盟互助条约")
    assert choices(desk, "glossary.attestation", "text", "союзе") == ["zh-Hans · 中苏友好同盟互助条约 · treaty-of-1950"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("чжэн", ["zheng-yu"]),
        ("ЧЖЭН юй", ["zheng-yu"]),
        ("郑", ["zheng-yu"]),
        ("zheng", ["zheng-yu"]),
        ("лавров", ["lavrov"]),
        ("чжэн лавров", []),
        ("\x00чжэн\x00", ["zheng-yu"]),
        ("%", []),
        ("", ["lavrov", "zheng-yu"]),
    ],
)
def test_search_knows_every_script_and_letter_case(typed: str, found: list[str]) -> None:
    make_person(key="zheng-yu")
    make_person(
        key="lavrov", family_name_ru="Лавров", family_name_zh_hans="拉夫罗夫", family_name_en="Lavrov",
        given_name_ru="Сергей", given_name_zh_hans="谢尔盖", given_name_en="Sergey", native_language="ru",
    )  # fmt: skip
    people = find(
        Person.objects.order_by("key"), typed, ["key", "family_name_ru", "family_name_zh_hans", "given_name_ru"]
    )
    assert [person.key for person in people] == found


# History


def test_history_shows_every_step_field_by_field(desk: Client, settings: Any) -> None:
    treaty = make_treaty(key="treaty-of-1950", signed="")
    save(desk, treaty, place_ru="Москва, Кремль", why="уточнено место")
    treaty.refresh_from_db()
    form = form_in(desk.get(change_page(treaty)), "treaty_form")
    add_row(form, "events", kind="signed", date="1950-02-14")
    desk.post(change_page(treaty), form)
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    page = desk.get(reverse("admin:citations_treaty_history", args=[treaty.pk]))
    told = [
        (
            step.revision.version,
            step.revision.why,
            [(one.field, one.language, one.before, one.after) for one in step.differences],
        )
        for step in page.context["steps"]
    ]  # fmt: skip
    assert told == [
        (3, "", [("события", "", [], ["событие: подписан; дата: 1950-02-14"])]),
        (2, "уточнено место", [("место подписания", "Русский", ["Москва"], ["Москва, Кремль"])]),
        (1, "", []),
    ]  # fmt: skip
    text = page.content.decode()
    assert "Запись создана." in text
    assert "редактор" in text
    assert "Вернуться к этой версии" in text


def test_reverting_restores_the_record_exactly_as_one_more_change(desk: Client, editor: Any) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    wanted = latest("treaty", "treaty-of-1950")
    save(desk, treaty, title_ru="Что-то другое", **{"events-0-DELETE": "on"})
    address = reverse("admin:citations_revision_revert", args=[wanted.pk])
    question = desk.get(address)
    assert [(d.field, d.language) for d in question.context["differences"]] == [("title", "Russian"), ("events", "")]
    assert latest("treaty", "treaty-of-1950").version == wanted.version + 1
    answer = desk.post(address, {"version": treaty.version + 1, "why": "ошибочная правка"})
    assert answer.headers["Location"] == change_page(treaty)
    now = latest("treaty", "treaty-of-1950")
    assert now.record == wanted.record
    assert (now.version, now.by, now.why, now.origin) == (wanted.version + 2, editor, "ошибочная правка", "admin")
    assert Treaty.objects.get(pk=treaty.pk).signed == "1950-02-14"


def test_a_revert_decided_on_an_older_state_is_refused(desk: Client) -> None:
    person = make_person(key="zheng-yu")
    first = latest("person", "zheng-yu")
    save(desk, person, description_ru="Историк.")
    answer = desk.post(reverse("admin:citations_revision_revert", args=[first.pk]), {"version": 1, "why": ""})
    assert answer.context["problems"] == [
        "Nothing was changed: the entry was changed in the meantime. Look at the difference anew."
    ]
    assert Person.objects.get(pk=person.pk).description_ru == "Историк."


def test_a_deleted_record_is_brought_back_from_history(desk: Client) -> None:
    person = make_person(key="zheng-yu")
    first = latest("person", "zheng-yu")
    desk.post(reverse("admin:citations_person_delete", args=[person.pk]), {"post": "yes"})
    page = desk.get(reverse("admin:citations_revision_change", args=[first.pk]))
    assert "Bring the deleted entry back" in page.content.decode()
    desk.post(reverse("admin:citations_revision_revert", args=[first.pk]), {"version": 0, "why": ""})
    back = Person.objects.get(key="zheng-yu")
    assert (back.version, back.family_name_zh_hans) == (3, "郑")


def test_what_can_no_longer_be_reverted_says_why(desk: Client) -> None:
    domain_of = make_organization(key="gone")
    treaty = make_treaty(key="treaty-of-1950")
    treaty.parties.create(party=domain_of)
    before = latest("treaty", "treaty-of-1950")
    treaty.refresh_from_db()
    treaty.parties.all().delete()
    domain_of.delete()
    version = Treaty.objects.get(pk=treaty.pk).version
    answer = desk.post(reverse("admin:citations_revision_revert", args=[before.pk]), {"version": version, "why": ""})
    assert answer.context["problems"] == [
        "Parties, row 1, party: there is no organization “gone”; correct the key or add the record"
    ]


# Rights


def everything() -> list[Any]:
    return [make_person(), make_organization(), make_source(), make_treaty(), make_citation()]


def stored() -> list[Any]:
    models = (Person, Organization, Source, Treaty, TreatyEvent, Citation, Revision)
    # Not a manager of modeltranslation: its values() follow the language of the interface.
    return [list(QuerySet(model).order_by("pk").values()) for model in models]


def test_an_anonymous_client_writes_nothing_and_sees_nothing(client: Client) -> None:
    records = everything()
    addresses = [address for one in records for address in every_address(one)]
    addresses += [
        reverse("admin:citations_revision_changelist"),
        *(reverse("admin:citations_revision_revert", args=[one.pk]) for one in Revision.objects.all()),
        *(reverse("admin:citations_revision_change", args=[one.pk]) for one in Revision.objects.all()),
        reverse("admin:autocomplete") + "?app_label=citations&model_name=treatyparty&field_name=party&term=",
    ]
    before = stored()
    for address in addresses:
        asked, sent = client.get(address), client.post(address, {"post": "yes", "version": "1", "title_ru": "x"})
        assert asked.status_code == 302, address
        assert asked.headers["Location"].startswith("/admin/login/"), address
        if leads_to_form(address) and "revision" not in address:
            assert sent.status_code == 403, address  # the text is carried along
            assert "login" in sent.templates[0].name, address
        else:
            assert sent.status_code == 302, address
            assert sent.headers["Location"].startswith("/admin/login/"), address
    assert stored() == before


def test_without_rights_nothing_can_be_written_or_seen() -> None:
    records = everything()
    revision = latest("person", records[0].key)
    staff = with_rights()
    before = stored()
    for address in [address for one in records for address in every_address(one)]:
        assert staff.get(address).status_code == 403, address
        assert staff.post(address, {"post": "yes"}).status_code == 403, address
    assert (
        staff.post(reverse("admin:citations_revision_revert", args=[revision.pk]), {"version": "1"}).status_code == 403
    )
    assert stored() == before


def test_who_may_only_look_changes_nothing() -> None:
    treaty = make_treaty(key="treaty-of-1950")
    reader = with_rights("view_treaty", "view_treatyevent")
    page = reader.get(change_page(treaty))
    assert page.status_code == 200
    assert 'name="title_ru"' not in page.content.decode()
    assert reader.post(change_page(treaty), {"title_ru": "x"}).status_code == 403
    history = reader.get(reverse("admin:citations_treaty_history", args=[treaty.pk]))
    assert history.status_code == 200
    assert "revert" not in history.content.decode()
    first = latest("treaty", "treaty-of-1950")
    assert reader.post(reverse("admin:citations_revision_revert", args=[first.pk]), {"version": "2"}).status_code == 403


def test_who_may_not_change_children_does_not_change_them() -> None:
    treaty = make_treaty()
    treaty.events.create(kind="in-force", date="1950-04-11", position=7)
    treaty.refresh_from_db()
    staff = with_rights("change_treaty", "view_treatyevent", "edit_ru")
    answer = save(staff, treaty, title_ru="Новое заглавие")
    assert answer.status_code == 302
    assert Treaty.objects.get(pk=treaty.pk).title_ru == "Новое заглавие"
    assert list(treaty.events.values_list("position", flat=True)) == [0, 7]


# Queries


def twenty_children(treaty: Treaty, number: int) -> None:
    other = make_source()
    for place in range(number):
        party = make_organization()
        earlier = make_treaty(signed="")
        treaty.parties.create(party=party, signatory=make_person(), position=place)
        treaty.texts.create(language=f"{'abcdefghijklmnopqrst'[place]}x", standing="authentic", position=place)
        treaty.events.create(kind="reaffirmed", date=f"{1951 + place}", party=party, evidence=other, position=place)
        treaty.obligations.create(
            kind="defence", locator_label="article", locator_value=str(place), evidence=other, position=place
        )
        treaty.relations.create(kind="refers-to", other=earlier, position=place)
        treaty.contributions.create(person=make_person(), position=place)
        treaty.sections.create(number=place, paragraphs=1, position=place)


def test_every_form_costs_the_same_for_one_and_twenty_children(desk: Client) -> None:
    costs = {}
    for number in (1, 20):
        treaty = make_treaty(signed="", published_in=make_source())
        twenty_children(treaty, number)
        source = make_source()
        organization = make_organization()
        for place in range(number):
            source.contributions.create(person=make_person(), position=place)
            source.sections.create(number=place, paragraphs=2, position=place)
            organization.relations.create(
                kind="succeeds", other=make_organization(), according_to=source, position=place
            )
        citation = make_citation(cited=make_source())
        costs[number] = {
            one._meta.model_name: cost(desk, change_page(one))
            for one in (treaty, source, organization, make_person(), citation)
        }
    assert costs[1] == costs[20]
    assert max(costs[20].values()) <= MOST_QUERIES
    assert costs[20] == {"treaty": 6, "source": 7, "organization": 6, "person": 4, "citation": 4}


def test_every_form_stays_below_the_limit_for_an_editor_with_rights_too() -> None:
    treaty = make_treaty(signed="")
    twenty_children(treaty, 20)
    names = [f"{right}_{model}" for right in ("add", "change", "view", "delete") for model in (
        "treaty", "treatyparty", "treatytext", "treatyevent", "obligation", "treatyrelation", "contribution",
        "sourcesection", "source", "person", "organization",
    )]  # fmt: skip
    assert cost(with_rights(*names), change_page(treaty)) <= MOST_QUERIES


@pytest.mark.parametrize("model", ["person", "organization", "source", "treaty", "citation", "revision"])
def test_every_list_costs_the_same_for_one_and_twenty_rows(desk: Client, model: str) -> None:
    make = {
        "person": make_person,
        "organization": make_organization,
        "source": make_source,
        "treaty": make_treaty,
        "citation": lambda: make_citation(cited=make_source()),
        "revision": make_person,
    }[model]
    address = reverse(f"admin:citations_{model}_changelist")
    make()
    one = cost(desk, address)
    for _ in range(19):
        make()
    assert cost(desk, address) == one
    assert one <= MOST_QUERIES


def test_history_costs_the_same_for_one_and_twenty_steps(desk: Client) -> None:
    person = make_person()
    address = reverse("admin:citations_person_history", args=[person.pk])
    one = cost(desk, address)
    for number in range(30):
        person.description_en = f"Scholar {number}."
        person.save()
    assert cost(desk, address) <= one + 2 <= MOST_QUERIES


def test_children_are_read_as_they_stand_with_what_they_refer_to() -> None:
    treaty = make_treaty(key="treaty-of-1950", signed="")
    twenty_children(treaty, 3)
    models = [TreatyParty, TreatyText, TreatyEvent, Obligation, TreatyRelation, Contribution, SourceSection]
    with CaptureQueriesContext(connection) as queries:
        read = read_children(treaty, models)
        named = [str(row.party) for row in read[TreatyParty]] + [str(row.other) for row in read[TreatyRelation]]
    assert len(queries) == 2
    assert len(named) == 6
    for model in models:
        rows = list(model._base_manager.filter(**{model.owner_field: treaty}).order_by("position", "pk"))
        assert [row.pk for row in read[model]] == [row.pk for row in rows]
        for ours, theirs in zip(read[model], rows, strict=True):
            for field in model._meta.concrete_fields:
                value = getattr(ours, field.attname)
                assert (value, type(value)) == (getattr(theirs, field.attname), type(getattr(theirs, field.attname)))


def test_nothing_is_read_for_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert read_together([]) == []
    assert not queries.captured_queries
