"""A password that somebody else has set is changed before anything else, and to another one."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from config.accounts.models import GivenPassword

pytestmark = pytest.mark.django_db

GIVEN, OWN = "дано-администратором-1950", "своё-и-никому-2001"


def make_account(desk: Client, **fields: str) -> Any:
    """An account that an administrator makes in the admin, as a member of staff."""
    sent = {"username": "линь", "usable_password": "true", "password1": GIVEN, "password2": GIVEN} | fields
    assert desk.post(reverse("admin:auth_user_add"), sent).status_code == 302
    user = get_user_model().objects.get(username="линь")
    user.is_staff = user.is_superuser = True
    user.save()
    return user


def sign_in(password: str, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    address = reverse("admin:login")
    answer = client.post(address, {"username": "линь", "password": password, "next": "/admin/"})
    assert answer.status_code == 302, answer.content.decode()
    return client


def change(client: Client, old: str, new: str) -> Any:
    sent = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("admin:password_change"), sent)


def test_an_account_made_by_an_administrator_begins_with_a_password_to_change(desk: Client) -> None:
    user = make_account(desk)
    assert GivenPassword.objects.is_of(user)
    client = sign_in(GIVEN)
    for address in (reverse("admin:index"), reverse("admin:citations_person_changelist")):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("admin:password_change"))
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert "Your password was set by somebody else: choose one of your own first." in said
    assert client.post(reverse("admin:citations_person_add"), {"key": "x"}).status_code == 302
    assert client.get(reverse("admin:password_change")).status_code == 200
    assert client.get("/api/v1/terms/").status_code == 200
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"accept": "application/json, text/javascript, */*; q=0.01", "x-requested-with": "XMLHttpRequest"},
        {"accept": "*/*", "sec-fetch-dest": "empty"},
    ],
)
def test_what_a_script_asks_for_is_refused_until_then(desk: Client, headers: dict[str, str]) -> None:
    make_account(desk)
    client = sign_in(GIVEN)
    address = reverse("admin:autocomplete") + "?app_label=citations&model_name=treatyparty&field_name=party&term="
    answer = client.get(address, headers=headers)
    assert (answer.status_code, answer.json()) == (
        403,
        {"detail": "Your password was set by somebody else: choose one of your own first."},
    )


def test_the_given_password_is_not_chosen_again_and_one_of_ones_own_opens_the_admin(desk: Client) -> None:
    user = make_account(desk)
    client = sign_in(GIVEN)
    session = client.session.session_key
    refused = change(client, GIVEN, GIVEN)
    assert refused.context["form"].errors == {
        "new_password2": ["This is the password you were given: choose another, which nobody else knows."]
    }
    assert change(client, GIVEN, OWN).status_code == 302
    assert not GivenPassword.objects.is_of(user)
    assert client.session.session_key != session
    assert client.get(reverse("admin:index")).status_code == 200
    assert sign_in(OWN).get(reverse("admin:index")).status_code == 200


def test_a_changed_password_ends_the_other_sessions(desk: Client) -> None:
    make_account(desk)
    here, elsewhere = sign_in(GIVEN), sign_in(GIVEN)
    assert change(here, GIVEN, OWN).status_code == 302
    assert elsewhere.get(reverse("admin:index")).headers["Location"].startswith("/admin/login/")


def test_signing_out_is_open(desk: Client) -> None:
    make_account(desk)
    client = sign_in(GIVEN)
    assert client.post(reverse("admin:logout")).status_code == 200
    assert client.get(reverse("admin:index")).headers["Location"].startswith("/admin/login/")


def test_a_password_set_anew_by_an_administrator_is_to_be_changed_again(desk: Client) -> None:
    user = make_account(desk)
    change(sign_in(GIVEN), GIVEN, OWN)
    address = reverse("admin:auth_user_password_change", args=[user.pk])
    sent = {"usable_password": "true", "password1": GIVEN, "password2": GIVEN}
    assert desk.post(address, sent | {"password2": "другое-2013-слово"}).status_code == 200
    assert not GivenPassword.objects.is_of(user)
    assert desk.post(address, sent).status_code == 302
    assert GivenPassword.objects.is_of(user)


def test_ones_own_password_is_ones_own_wherever_it_is_set(desk: Client, editor: Any) -> None:
    address = reverse("admin:auth_user_password_change", args=[editor.pk])
    sent = {"usable_password": "true", "password1": OWN, "password2": OWN}
    assert desk.post(address, sent).status_code == 302
    assert not GivenPassword.objects.exists()
    assert desk.get(reverse("admin:index")).status_code == 200


def test_an_account_without_a_password_has_none_to_change(desk: Client) -> None:
    make_account(desk, usable_password="false", password1="", password2="")
    assert not GivenPassword.objects.exists()


def test_a_password_set_by_a_command_is_taken_as_ones_own(desk: Client, monkeypatch: Any) -> None:
    user = make_account(desk)
    monkeypatch.setattr("getpass.getpass", lambda prompt: OWN)
    call_command("changepassword", "линь", verbosity=0, stdout=StringIO())
    assert not GivenPassword.objects.is_of(user)


def test_superusers_of_tests_and_commands_are_not_sent_anywhere(desk: Client) -> None:
    assert desk.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("language", ["ru", "zh-hans"])
def test_the_way_to_a_new_password_is_open_in_every_language(desk: Client, language: str) -> None:
    make_account(desk)
    client = sign_in(GIVEN, language)
    page = client.get(reverse("admin:index"), follow=True)
    assert page.redirect_chain == [(reverse("admin:password_change"), 302)]
    assert f'<html lang="{language}"' in page.content.decode()
    assert change(client, GIVEN, OWN).status_code == 302
