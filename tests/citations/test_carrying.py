"""A sign-in that has ended costs no text: it is carried along, shown again, and saved when the editor says so."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core import signing
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from citations.admin.carrying import MOST_CARRIED, Carried
from citations.models import Organization, Person, Revision
from config.accounts.models import GivenPassword
from tests.factories import make_organization, make_person
from tests.pages import change_page, form_in

pytestmark = pytest.mark.django_db

PASSWORD, OWN = "не-для-отгадывания-1996", "своё-и-никому-2001"
HERE = {"headers": {"origin": "http://testserver"}}


@pytest.fixture
def strict(editor: Any) -> Client:
    """The editor's browser; the tokens of forms are checked."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    return client


def typed_form(client: Client, person: Person, **typed: str) -> dict[str, str]:
    return form_in(client.get(change_page(person)), "person_form") | typed


def carried_of(where: str, fields: dict[str, str]) -> Carried:
    found = QueryDict(mutable=True)
    found.update(fields)
    return Carried(where, found)


def sign_in(client: Client, page: Any, password: str = PASSWORD) -> Any:
    """Fill in the page of the sign-in and send it, with what it carries."""
    fields = form_in(page, "login-form")
    if page.context["carried_text"]:
        fields["_carried"] = page.context["carried_text"]
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
    shown = strict.post(again.context["carried"].where, fields, **HERE)
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
    assert page.context["carried_text"]
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
    fields = form_in(page, "login-form") | {"_carried": page.context["carried_text"], "csrfmiddlewaretoken": "0" * 64}
    again = strict.post(page.context["app_path"], fields | {"username": "редактор", "password": PASSWORD}, **HERE)
    assert again.status_code == 403
    assert again.context["carried"].fields["description_en"] == "Scholar."
    assert "password" not in again.context["carried"].fields


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
    carried = carried_of(change_page(person), {"description_en": "x"})
    reader = Client()
    reader.force_login(get_user_model().objects.create_user("читатель", is_staff=True))
    assert reader.post(change_page(person), {"_carried": carried.signed}).status_code == 403


@pytest.mark.parametrize("address", ["/admin/citations/person/add/", "/admin/carried/", "/admin/login/"])
@pytest.mark.parametrize("text", ["", "{", '[["description_en", ["x"]]]', "made-up:1vVGgo:xYkW8z"])
def test_what_this_site_has_not_signed_is_no_text(desk: Client, address: str, text: str) -> None:
    answer = desk.post(address, {"_carried": text, "description_en": "x"})
    assert answer.status_code == (200 if address == "/admin/login/" else 302)
    assert "carried_text" not in (answer.context or {})
    assert not Person.objects.exists()


def test_a_text_signed_for_something_else_is_no_text() -> None:
    signed = carried_of("/admin/citations/person/add/", {"description_en": "x"}).signed
    assert Carried.read(signed) is not None
    assert Carried.read(signing.dumps(signing.loads(signed, salt="entente.carried"), salt="entente.import")) is None


def test_a_text_is_filled_into_the_form_it_was_typed_in_and_into_no_other(desk: Client) -> None:
    typed_in, other = make_person(key="zheng-yu"), make_person(key="lavrov", description_en="Minister.")
    carried = carried_of(change_page(typed_in), {"description_en": "Scholar."})
    answer = desk.post(change_page(other), {"_carried": carried.signed})
    assert (answer.status_code, answer.headers["Location"]) == (302, change_page(other))
    page = desk.post(change_page(typed_in) + "?_changelist_filters=q%3Dчжэн", {"_carried": carried.signed})
    assert form_in(page, "person_form")["description_en"] == "Scholar."


def test_passwords_and_tokens_are_left_out(desk: Client) -> None:
    address = reverse("admin:citations_person_add")
    desk.logout()
    page = desk.post(address, {"name_ru": "а", "password": "б", "Password1": "в", "csrfmiddlewaretoken": "г"})
    assert list(Carried.read(page.context["carried_text"]).fields.lists()) == [("name_ru", ["а"])]  # type: ignore[union-attr]


# Between the sign-in that has ended and the form


def kept_at(page: Any) -> str:
    """The text that the form of a page carries on."""
    return form_in(page, "carried_form")["_carried"]


def test_an_account_closed_for_wrong_passwords_costs_no_text(desk: Client, editor: Any) -> None:
    person = make_person()
    form = typed_form(desk, person, description_en="Scholar.")
    desk.logout()
    page = desk.post(change_page(person), form)
    for _attempt in range(4):
        page = sign_in(desk, page, password="не тот")
        assert page.status_code == 200
    closed = sign_in(desk, page, password="не тот")
    assert closed.status_code == 429
    assert "Your text is kept. Sign in from here when the time has come" in closed.content.decode()
    page = desk.post(reverse("admin:carried"), form_in(closed, "carried_form"))
    assert page.status_code == 200
    closed = sign_in(desk, page)
    assert (closed.status_code, Carried.read(kept_at(closed)) is not None) == (429, True)
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=15))
    again = sign_in(desk, desk.post(reverse("admin:carried"), form_in(closed, "carried_form")))
    filled = form_in(desk.post(change_page(person), form_in(again, "carried_form")), "person_form")
    assert filled["description_en"] == "Scholar."


def test_a_password_that_is_to_be_changed_first_costs_no_text(desk: Client, editor: Any) -> None:
    person = make_person()
    form = typed_form(desk, person, description_en="Scholar.")
    GivenPassword.objects.note(editor)
    desk.logout()
    answer = sign_in(desk, desk.post(change_page(person), form))
    assert (answer.status_code, answer.headers["Location"]) == (302, change_page(person))
    first = desk.get(change_page(person))
    assert (first.status_code, first.headers["Location"]) == (302, reverse("admin:password_change"))
    assert [str(message) for message in get_messages(first.wsgi_request)] == [
        "Your password was set by somebody else: choose one of your own first.",
        "What you typed is kept: it is given back when the password is changed.",
    ]
    own = {"old_password": PASSWORD, "new_password1": OWN, "new_password2": "другое"}
    assert desk.post(reverse("admin:password_change"), own).status_code == 200
    again = desk.post(reverse("admin:password_change"), own | {"new_password2": OWN})
    assert again.status_code == 200
    assert "Your password has been changed. Your text is kept." in again.content.decode()
    filled = form_in(desk.post(change_page(person), form_in(again, "carried_form")), "person_form")
    assert filled["description_en"] == "Scholar."
    own = {"old_password": OWN, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert desk.post(reverse("admin:password_change"), own).status_code == 302, "it is given back once"


def test_a_form_sent_while_the_password_is_to_be_changed_is_kept_too(desk: Client, editor: Any) -> None:
    person = make_person()
    form = typed_form(desk, person, description_en="Scholar.")
    GivenPassword.objects.note(editor)
    desk.force_login(editor)
    answer = desk.post(change_page(person), form)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("admin:password_change"))
    own = {"old_password": PASSWORD, "new_password1": OWN, "new_password2": OWN}
    again = desk.post(reverse("admin:password_change"), own)
    assert again.context["carried"].fields["description_en"] == "Scholar."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "Войдите: ваш текст не пропал и будет снова вписан в форму."),
        ("zh-hans", "请登录：您的文本已保留，将重新填入表单。"),
    ],
)
def test_another_language_of_the_interface_costs_no_text(strict: Client, language: str, said: str) -> None:
    person = make_person()
    form = typed_form(strict, person, description_en="Scholar.")
    strict.cookies.pop("sessionid")
    page = strict.post(change_page(person), form, **HERE)
    sent = {"_carried": page.context["carried_text"], "language": language, "next": "/admin/"}
    assert 'action="/admin/carried/"' in page.content.decode()
    sent["csrfmiddlewaretoken"] = form_in(page, "login-form")["csrfmiddlewaretoken"]
    page = strict.post(reverse("admin:carried"), sent, **HERE)
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()
    assert said in page.content.decode()
    again = sign_in(strict, page)
    assert f'<html lang="{language}"' in again.content.decode()
    back = strict.post(reverse("admin:carried"), sent | form_in(again, "carried_form") | {"language": "en"}, **HERE)
    assert "You are signed in again. Your text is kept." in back.content.decode()
    filled = form_in(strict.post(change_page(person), form_in(back, "carried_form"), **HERE), "person_form")
    assert filled["description_en"] == "Scholar."


def test_nothing_on_its_way_leads_to_the_first_page(desk: Client) -> None:
    assert desk.get(reverse("admin:carried")).headers["Location"] == reverse("admin:index")


def test_a_text_too_long_to_be_carried_is_there_to_be_copied(desk: Client) -> None:
    person = make_person()
    form = typed_form(desk, person, description_en="Scholar. " * (MOST_CARRIED // 9 + 1))
    desk.logout()
    page = desk.post(change_page(person), form)
    text = page.content.decode()
    assert page.context["carried"].is_too_long
    assert "description_en: Scholar. Scholar." in text
    assert 'name="_carried"' not in text
    assert sign_in(desk, page).status_code == 302
