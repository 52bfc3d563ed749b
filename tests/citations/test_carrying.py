"""A sign-in that has ended costs no text: it is carried along, shown again, and saved when the editor says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from citations.admin.carrying import MOST_CARRIED, packed, unpacked
from citations.models import Organization, Person, Revision
from tests.factories import make_organization, make_person
from tests.pages import change_page, form_in

pytestmark = pytest.mark.django_db

PASSWORD = "не-для-отгадывания-1996"
HERE = {"headers": {"origin": "http://testserver"}}


@pytest.fixture
def strict(editor: Any) -> Client:
    """The editor's browser; the tokens of forms are checked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    return client


def typed_form(client: Client, person: Person, **typed: str) -> dict[str, str]:
    return form_in(client.get(change_page(person)), "person_form") | typed


def sign_in(client: Client, page: Any, password: str = PASSWORD) -> Any:
    """Fill in the page of the sign-in and send it, with what it carries."""
    fields = form_in(page, "login-form")
    if page.context.get("carried") and not page.context["is_too_long"]:
        fields["_carried"] = page.context["carried"]
    where = page.context["app_path"]
    return client.post(where, fields | {"username": "редактор", "password": password}, **HERE)


def test_text_typed_before_the_sign_in_ended_is_filled_in_again(strict: Client) -> None:
    person = make_person(key="zheng-yu", description_ru="")
    form = typed_form(strict, person, description_ru="Исследователь «Шанхайской» организации.\nВторой абзац.", why="да")
    strict.cookies.pop("sessionid")
    page = strict.post(change_page(person), form, **HERE)
    assert page.status_code == 403
    assert "Your sign-in has ended and nothing was saved yet." in page.content.decode()
    again = sign_in(strict, page)
    assert again.status_code == 200
    fields = form_in(again, "carried_form")
    assert set(fields) == {"csrfmiddlewaretoken", "_carried"}
    before = Revision.objects.count()
    shown = strict.post(again.context["where"], fields, **HERE)
    filled = form_in(shown, "person_form")
    assert filled["description_ru"] == "Исследователь «Шанхайской» организации.\nВторой абзац."
    assert (filled["why"], filled["version"]) == ("да", "1")
    assert "Nothing has been saved yet: your text is filled in again." in shown.content.decode()
    assert Revision.objects.count() == before
    assert strict.post(change_page(person), filled, **HERE).status_code == 302
    assert Person.objects.get(pk=person.pk).description_ru.startswith("Исследователь")


def test_a_new_record_is_carried_with_its_rows(desk: Client) -> None:
    other = make_organization(key="prc")
    address = reverse("admin:citations_organization_add")
    form = form_in(desk.get(address), "organization_form") | {
        "key": "tass", "name_ru": "ТАСС", "kind": "media", "relations-TOTAL_FORMS": "1",
        "relations-0-kind": "rival-of", "relations-0-other": str(other.pk),
    }  # fmt: skip
    desk.logout()
    again = sign_in(desk, desk.post(address, form))
    filled = form_in(desk.post(address, form_in(again, "carried_form")), "organization_form")
    assert (filled["name_ru"], filled["relations-0-other"]) == ("ТАСС", str(other.pk))
    assert not Organization.objects.filter(key="tass").exists()


def test_a_wrong_password_costs_no_text(desk: Client) -> None:
    person = make_person()
    form = typed_form(desk, person, description_en="Scholar.")
    desk.logout()
    page = sign_in(desk, desk.post(change_page(person), form), password="не тот")
    assert page.context["carried"]
    again = sign_in(desk, page)
    filled = form_in(desk.post(change_page(person), form_in(again, "carried_form")), "person_form")
    assert filled["description_en"] == "Scholar."


def test_a_token_of_before_the_sign_in_gives_the_text_back(strict: Client, editor: Any) -> None:
    person = make_person()
    form = typed_form(strict, person, description_en="Scholar.")
    strict.post(reverse("admin:logout"), {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]}, **HERE)
    login = strict.get(reverse("admin:login"))
    fields = form_in(login, "login-form") | {"username": "редактор", "password": PASSWORD}
    assert strict.post(reverse("admin:login"), fields, **HERE).status_code == 302
    page = strict.post(change_page(person), form | {"csrfmiddlewaretoken": "0" * 64}, **HERE)
    assert page.status_code == 403
    assert "Nothing was saved: the page was opened before you last signed in." in page.content.decode()
    filled = form_in(strict.post(change_page(person), form_in(page, "carried_form"), **HERE), "person_form")
    assert filled["description_en"] == "Scholar."
    assert Person.objects.get(pk=person.pk).description_en != "Scholar."


def test_a_sign_in_in_another_tab_costs_no_text(strict: Client) -> None:
    person = make_person()
    form = typed_form(strict, person, description_en="Scholar.")
    strict.cookies.pop("sessionid")
    page = strict.post(change_page(person), form, **HERE)
    fields = form_in(page, "login-form") | {"_carried": page.context["carried"], "csrfmiddlewaretoken": "0" * 64}
    again = strict.post(page.context["app_path"], fields | {"username": "редактор", "password": PASSWORD}, **HERE)
    assert again.status_code == 403
    assert unpacked(again.context["carried"])["description_en"] == "Scholar."
    assert "password" not in unpacked(again.context["carried"])


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_a_form_sent_by_another_site_is_not_carried(strict: Client, origin: str) -> None:
    person = make_person()
    page = strict.post(
        change_page(person), {"description_en": "Forged."}, headers={"origin": origin} if origin else None
    )
    assert page.status_code == 403
    assert "Forged." not in page.content.decode()
    assert "This form is out of date" in page.content.decode()


def test_only_forms_of_records_are_carried(client: Client, editor: Any) -> None:
    other = get_user_model().objects.create_user("Ли Мин")
    for address in (
        reverse("admin:auth_user_add"),
        reverse("admin:auth_user_password_change", args=[other.pk]),
        reverse("admin:citations_person_changelist"),
        reverse("admin:citations_person_delete", args=[make_person().pk]),
    ):
        answer = client.post(address, {"username": "чужой", "password1": "тайна"})
        assert answer.status_code == 302, address
        assert answer.headers["Location"].startswith("/admin/login/"), address


def test_a_carried_form_needs_the_rights_that_a_form_needs(desk: Client) -> None:
    person = make_person()
    carried = packed(desk.get("/", {"description_en": "x"}).wsgi_request.GET)
    reader = Client()
    reader.force_login(get_user_model().objects.create_user("читатель", is_staff=True))
    assert reader.post(change_page(person), {"_carried": carried}).status_code == 403


@pytest.mark.parametrize("text", ["", "{", "[1]", '[["a", 1]]', '{"a": "b"}', '[["csrfmiddlewaretoken", ["x"]]]'])
def test_what_is_no_packed_form_is_an_empty_one(desk: Client, text: str) -> None:
    assert not [value for _name, values in unpacked(text).lists() for value in values]
    assert desk.post(change_page(make_person()), {"_carried": text}).status_code == 200


def test_passwords_and_tokens_are_left_out(client: Client) -> None:
    sent = client.get("/", {"name_ru": "а", "password": "б", "Password1": "в", "csrfmiddlewaretoken": "г"})
    assert packed(sent.wsgi_request.GET) == '[["name_ru",["а"]]]'


def test_a_text_too_long_to_be_carried_is_there_to_be_copied(desk: Client) -> None:
    person = make_person()
    form = typed_form(desk, person, description_en="Scholar. " * (MOST_CARRIED // 9 + 1))
    desk.logout()
    page = desk.post(change_page(person), form)
    text = page.content.decode()
    assert page.context["is_too_long"]
    assert "description_en: Scholar. Scholar." in text
    assert 'name="_carried"' not in text
    assert sign_in(desk, page).status_code == 302
