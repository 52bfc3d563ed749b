"""Rights in the admin: what forms and rows leave to whom, and what they say when more is sent; revert and deletion."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from citations.models import Revision, Treaty
from glossary.models import Designation, Term
from tests.factories import make_attestation, make_domain, make_person, make_source, make_term, make_treaty
from tests.pages import (
    MOST_QUERIES,
    add_row,
    change_page,
    cost,
    desk_of,
    errors_in,
    form_in,
    latest,
    member_of,
    save,
)

pytestmark = pytest.mark.django_db

NO_CHINESE = (
    "You may not change the Chinese of {} ({}): leave it as it was and ask a Chinese editor, or ask an administrator "
    "for the right to edit Chinese."
)
GRADED = {"reliability": "proposed"}


@pytest.fixture
def russian() -> Client:
    """The browser of a Russian editor."""
    return desk_of(member_of("Editors", "Russian editors"))


def locked(page: Any, prefix: str = "") -> set[str]:
    """The names of the fields of a page that are shown and cannot be written."""
    tags = re.findall(r"<(?:input|textarea|select)\b[^>]*>", page.content.decode())
    names = [re.search(r'name="([^"]+)"', tag).group(1) for tag in tags if re.search(r"\bdisabled\b", tag)]
    return {name.removeprefix(prefix) for name in names if name.startswith(prefix) and "__prefix__" not in name}


# The form


def test_columns_of_other_languages_are_shown_with_the_reason_and_stay(russian: Client) -> None:
    term = make_term(key="non-alliance")
    page = russian.get(change_page(term))
    assert locked(page) == {
        *(f"{name}_{tag}" for name in ("name", "reliability", "definition", "usage_note", "gap_note", "editorial_note")
          for tag in ("zh_hans", "en")),
        "name_zh_hant",
        "pinyin",
    }  # fmt: skip
    shown = page.content.decode()
    assert 'title="To be read only: your account may not edit Chinese."' in shown
    assert 'title="To be read only: your account may not edit English."' in shown
    assert "may not edit Russian" not in shown
    assert re.search(r'<label class="language-name"[^>]*>Chinese <span class="quiet">· read only</span></label>', shown)
    answer = save(russian, term, name_ru="неприсоединение", name_zh_hans="不结盟运动", name_en="non-alignment")
    assert answer.status_code == 302
    assert latest("term", "non-alliance").record["name"] == {
        "ru": "неприсоединение",
        "zh-Hans": "不结盟",
        "en": "non-alliance",
    }


def test_who_has_no_language_changes_what_is_in_none() -> None:
    editor = desk_of(member_of("Editors"))
    treaty = make_treaty(key="treaty-of-1950")
    page = editor.get(change_page(treaty))
    assert {"title_ru", "title_zh_hans", "title_en"} <= locked(page)
    assert "registration_number" not in locked(page)
    assert save(editor, treaty, registration_number="10.1").status_code == 302
    assert Treaty.objects.get().registration_number == "10.1"


def test_a_superuser_finds_nothing_locked(desk: Client) -> None:
    term = make_term()
    term.designations.create(language="zh-Hans", text="不结盟政策", kind="synonym")
    assert locked(desk.get(change_page(term))) == set()


def test_the_form_of_an_attestation_is_of_its_language(russian: Client) -> None:
    theirs, ours = make_attestation(language="zh-Hans", form="不结盟"), make_attestation(language="ru", form="союз")
    assert {"language", "form"} <= locked(russian.get(change_page(theirs)))
    page = russian.get(change_page(ours))
    assert not {"language", "form"} & locked(page)
    assert [value for value, _label in page.context["adminform"].form.fields["language"].choices] == ["", "ru"]
    answer = save(russian, ours, language="zh-Hans", form="同盟")
    assert errors_in(answer) == ["Select a valid choice. zh-Hans is not one of the available choices."]
    assert save(russian, theirs, form="同盟", locator_value="7").status_code == 302
    assert latest("attestation", theirs.key).record["form"] == "不结盟"
    assert latest("attestation", theirs.key).record["locator_value"] == "7"


# Rows


def test_rows_of_another_language_are_there_to_be_read_but_for_notes_in_ones_own(russian: Client) -> None:
    term = make_term(key="non-alliance")
    term.designations.create(language="zh-Hans", text="不结盟政策", kind="synonym")
    term.designations.create(language="ru", text="внеблоковый статус", kind="synonym", position=1)
    term.refresh_from_db()
    page = russian.get(change_page(term))
    assert locked(page, "designations-0-") == {
        "language", "text", "kind", "standing", "reliability", "region", "position", "official_for", "viewpoint",
        "used", "note_zh_hans", "note_en", "DELETE",
    }  # fmt: skip
    assert locked(page, "designations-1-") == {"note_zh_hans", "note_en"}
    answer = save(
        russian,
        term,
        **{
            "designations-0-text": "中立",
            "designations-0-note_ru": "книжное",
            "designations-0-DELETE": "on",
            "designations-1-text": "нейтралитет",
        },
    )
    assert answer.status_code == 302
    assert [(row.text, row.note_ru) for row in term.designations.order_by("position")] == [
        ("不结盟政策", "книжное"),
        ("нейтралитет", ""),
    ]


def test_a_row_with_words_of_another_language_is_not_taken_out(russian: Client) -> None:
    treaty = make_treaty()
    treaty.events.create(kind="in-force", date="1950-04-11", note_zh_hans="互换批准书之日", position=1)
    treaty.refresh_from_db()
    page = russian.get(change_page(treaty))
    assert "DELETE" in locked(page, "events-1-")
    assert "DELETE" not in locked(page, "events-0-")
    save(russian, treaty, **{"events-1-DELETE": "on", "events-1-date": "1950-04-12"})
    assert list(treaty.events.values_list("kind", "date")) == [("signed", "1950-02-14"), ("in-force", "1950-04-12")]


def test_a_new_row_of_another_language_is_refused(russian: Client) -> None:
    term = make_term(key="non-alliance")
    form = form_in(russian.get(change_page(term)), "term_form")
    add_row(form, "designations", language="zh-Hans", text="中立", kind="synonym", standing="admitted", **GRADED)
    answer = russian.post(change_page(term), form)
    assert errors_in(answer) == ["Select a valid choice. zh-Hans is not one of the available choices."]
    assert not Designation.objects.exists()
    add_row(form, "designations", language="ru", text="нейтралитет", kind="synonym", standing="admitted", **GRADED)
    form |= {"designations-0-language": "ru", "designations-0-text": "внеблоковость"}
    assert russian.post(change_page(term), form).status_code == 302
    assert list(Designation.objects.order_by("position").values_list("text", flat=True)) == [
        "внеблоковость",
        "нейтралитет",
    ]


def test_what_the_form_cannot_know_history_refuses_at_the_row(russian: Client) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    form = form_in(russian.get(change_page(treaty)), "treaty_form") | {"title_ru": "Договор о союзе"}
    add_row(form, "texts", language="zh-Hant", standing="authentic")
    before = Revision.objects.count()
    answer = russian.post(change_page(treaty), form)
    assert answer.status_code == 200
    assert errors_in(answer) == [NO_CHINESE.format("treaty “treaty-of-1950”", "texts")] * 2
    assert form_in(answer, "treaty_form")["title_ru"] == "Договор о союзе"
    assert Revision.objects.count() == before
    form["texts-0-language"] = "fr"
    assert russian.post(change_page(treaty), form).status_code == 302
    assert latest("treaty", "treaty-of-1950").record["texts"][0]["language"] == "fr"


# The status


def test_who_does_not_publish_makes_drafts_and_leaves_the_status(russian: Client) -> None:
    domain = make_domain()
    address = reverse("admin:glossary_term_add")
    page = russian.get(address)
    field = page.context["adminform"].form.fields["status"]
    assert [(value, str(label)) for value, label in field.choices] == [("draft", "draft")]
    assert field.help_text == (
        "A draft is visible to editors only; a retired entry stays readable and names its successor. "
        "Your account may not publish: whoever publishes changes it."
    )
    form = form_in(page, "term_form")
    assert form["status"] == "draft"
    form |= {"key": "alliance", "name_ru": "союз", "reliability_ru": "proposed", "domain": str(domain.pk)}
    answer = russian.post(address, form | {"status": "published"})
    assert errors_in(answer) == ["Select a valid choice. published is not one of the available choices."]
    assert russian.post(address, form).status_code == 302
    assert latest("term", "alliance").record["status"] == "draft"
    published = make_term(key="non-alliance")
    answer = save(russian, published, status="draft")
    assert errors_in(answer) == ["Select a valid choice. draft is not one of the available choices."]
    assert save(russian, published, status="published", name_ru="неприсоединение").status_code == 302


def test_who_publishes_changes_the_status_and_no_language() -> None:
    publisher = desk_of(member_of("Editors", "Publishers"))
    term = make_term(key="non-alliance", status="draft")
    assert save(publisher, term, status="published", name_ru="x").status_code == 302
    made = latest("term", "non-alliance").record
    assert (made["status"], made["name"]["ru"]) == ("published", "неприсоединение к союзам")


# Revert and deletion


def test_a_revert_says_what_its_user_may_not_take_back(russian: Client) -> None:
    person = make_person(key="zheng-yu")
    person.family_name_ru, person.family_name_zh_hans = "Чжен", "鄭"
    person.save()
    first = Revision.objects.of("person", "zheng-yu").get(version=1)
    address = reverse("admin:citations_revision_revert", args=[first.pk])
    answer = russian.post(address, {"version": "2", "why": "опечатка"})
    assert answer.status_code == 200
    assert NO_CHINESE.format("person “zheng-yu”", "family name") in answer.content.decode()
    assert latest("person", "zheng-yu").version == 2
    both = desk_of(member_of("Editors", "Russian editors", "Chinese editors"))
    assert both.post(address, {"version": "2", "why": "опечатка"}).status_code == 302
    assert latest("person", "zheng-yu").record == first.record


def test_a_deletion_that_is_refused_says_why_and_leads_back(russian: Client) -> None:
    term = make_term(key="non-alliance", status="draft")
    answer = russian.post(reverse("admin:glossary_term_delete", args=[term.pk]), {"post": "yes"})
    assert answer.headers["Location"] == change_page(term)
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert " ".join(said) == (
        "You may not delete term “non-alliance”, which says something in languages that you may not edit (Chinese, "
        "English): ask somebody who may edit them, or ask an administrator for the right to."
    )
    assert Term.objects.filter(pk=term.pk).exists()
    whole = desk_of(member_of("Editors", "Russian editors", "Chinese editors", "English editors"))
    assert whole.post(reverse("admin:glossary_term_delete", args=[term.pk]), {"post": "yes"}).status_code == 302
    assert latest("term", "non-alliance").record is None


# Queries


def test_rights_cost_the_form_no_more_than_reading_them(russian: Client) -> None:
    treaty = make_treaty(signed="", published_in=make_source())
    costs = []
    for number in (1, 20):
        while treaty.events.count() < number:
            treaty.events.create(kind="reaffirmed", date=f"{1951 + treaty.events.count()}", note_zh_hans="重申")
        costs.append(cost(russian, change_page(treaty)))
    assert costs == [7, 7]
    assert costs[0] <= MOST_QUERIES
