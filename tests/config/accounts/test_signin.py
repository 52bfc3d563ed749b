"""Guessing passwords is slowed down, for one name from one address; a sign-in ends."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from rest_framework.settings import api_settings

from config.accounts.sessions import SEEN_AT, SIGNED_IN_AT, STAMP_SECONDS
from config.accounts.signin import client_address

pytestmark = pytest.mark.django_db

PASSWORD = "не-для-отгадывания-1996"
HOUR = 3600


def attempt(
    password: str, *, name: str = "редактор", address: str = "203.0.113.9", language: str = "en", agent: str = "a"
) -> Any:
    client = Client(headers={"accept-language": language, "user-agent": agent})
    sent = {"username": name, "password": password, "next": "/admin/"}
    return client.post(reverse("admin:login"), sent, REMOTE_ADDR=address)


def guess(times: int, **where: str) -> list[int]:
    return [attempt(f"угадать-{number}", **where).status_code for number in range(times)]


def test_five_failures_close_a_name_to_an_address_and_say_until_when(editor: Any) -> None:
    assert guess(5) == [200, 200, 200, 200, 429]
    answer = attempt(PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    page = answer.content.decode()
    assert "<h1>Too many attempts</h1>" in page
    assert "Try again in 15 minutes, at " in page
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "<script>" not in page
    assert "style=" not in page


def test_another_address_and_another_name_stay_open(editor: Any) -> None:
    get_user_model().objects.create_superuser("коллега", "", PASSWORD)
    guess(5)
    assert attempt(PASSWORD, address="203.0.113.10").status_code == 302
    assert attempt(PASSWORD, name="коллега").status_code == 302
    assert attempt(PASSWORD).status_code == 429


def test_another_browser_is_no_way_round(editor: Any) -> None:
    assert [attempt("угадать", agent=f"browser {number}").status_code for number in range(5)][-1] == 429


def test_the_time_given_stays_true_and_then_the_name_is_open_again(editor: Any) -> None:
    guess(5)
    before = AccessAttempt.objects.get().attempt_time
    guess(3)
    assert AccessAttempt.objects.get().attempt_time == before
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=14, seconds=30))
    answer = attempt(PASSWORD)
    assert "Try again in 1 minute, at " in answer.content.decode()
    assert int(answer.headers["Retry-After"]) <= 30
    AccessAttempt.objects.update(attempt_time=timezone.now() - datetime.timedelta(minutes=15))
    assert attempt(PASSWORD).status_code == 302


def test_a_sign_in_forgets_the_failures_before_it(editor: Any) -> None:
    guess(4)
    assert attempt(PASSWORD).status_code == 302
    assert guess(4) == [200, 200, 200, 200]


def test_no_password_is_kept(editor: Any) -> None:
    guess(2)
    kept = AccessAttempt.objects.get()
    assert "угадать" not in kept.post_data
    assert (kept.username, kept.ip_address, kept.failures_since_start) == ("редактор", "203.0.113.9", 2)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "198.51.100.7", "203.0.113.9"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.66, 198.51.100.7", "198.51.100.7"),
        (2, "192.0.2.66, 198.51.100.7", "192.0.2.66"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "nonsense", "203.0.113.9"),
        (1, None, "203.0.113.9"),
    ],
)
def test_the_address_is_the_one_that_the_limits_of_the_api_see(
    monkeypatch: Any, proxies: int, forwarded: str | None, found: str
) -> None:
    monkeypatch.setattr(api_settings, "NUM_PROXIES", proxies)
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory(REMOTE_ADDR="203.0.113.9", headers=headers).get("/admin/login/")
    assert client_address(request) == found


# Sessions


def older(client: Client, **stamps: int) -> None:
    """Make the stamps of the session so many seconds older."""
    session = client.session
    for name, seconds in stamps.items():
        session[name] -= seconds
    session.save()


def is_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


def test_a_sign_in_ends_when_nothing_is_asked_for(desk: Client) -> None:
    older(desk, **{SEEN_AT: 4 * HOUR - 60})
    assert is_in(desk)
    older(desk, **{SEEN_AT: 4 * HOUR})
    answer = desk.get(reverse("admin:index"), follow=True)
    assert answer.redirect_chain == [("/admin/login/?next=/admin/", 302)]
    assert "You were signed out because nothing was done for long: sign in again." in answer.content.decode()


def test_a_sign_in_ends_after_its_hours_however_busy(desk: Client) -> None:
    older(desk, **{SIGNED_IN_AT: 12 * HOUR - 60})
    assert is_in(desk)
    older(desk, **{SIGNED_IN_AT: 60})
    assert not is_in(desk)


def test_the_hours_are_settings(desk: Client, settings: Any) -> None:
    settings.IDLE_HOURS, settings.SESSION_HOURS = 1, 2
    older(desk, **{SEEN_AT: HOUR})
    assert not is_in(desk)


def test_being_seen_costs_a_write_once_in_a_while(desk: Client, django_assert_num_queries: Any) -> None:
    address = reverse("admin:password_change_done")
    desk.get(address)
    with django_assert_num_queries(2):  # the session and the user
        desk.get(address)
    older(desk, **{SEEN_AT: STAMP_SECONDS})
    seen = desk.session[SEEN_AT]
    desk.get(address)
    assert desk.session[SEEN_AT] >= seen + STAMP_SECONDS
