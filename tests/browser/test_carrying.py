"""A sign-in that has ended, in a real browser: whatever comes before the form, the text is offered once."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from config.accounts.models import GivenPassword
from glossary.models import Term
from tests.browser.test_axe import serious
from tests.browser.test_workshop import OFFER, drafts, wait_for_draft
from tests.factories import make_term
from tests.pages import change_page

pytestmark = pytest.mark.browser

PASSWORD, OWN = "не-для-отгадывания-1996", "своё-и-никому-2001"
NOTE = "Не путать с нейтралитетом."


def type_and_lose_the_sign_in(editing: Any, term: Term) -> Any:
    """Type into the form of a term and save it when the sign-in has ended: the page of the sign-in."""
    editing.open(change_page(term))
    page = editing.page
    page.locator("#id_usage_note_ru").fill(NOTE)
    wait_for_draft(page, NOTE)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("input[name=_save]").first.click()
    page.locator("#login-form").wait_for()
    return page


def sign_in(page: Any, password: str) -> None:
    page.locator("[name=username]").fill("редактор")
    page.locator("[name=password]").fill(password)
    page.locator("#login-form input[type=submit]").click()


@pytest.mark.parametrize(("language", "width", "scheme"), [("ru", 1280, "light"), ("ru", 390, "dark")])
def test_a_closed_account_another_language_and_a_new_password_cost_no_text(
    visit: Any, editor: Any, language: str, width: int, scheme: str
) -> None:
    term = make_term(key="non-alliance")
    editing = visit(language=language, width=width, scheme=scheme)
    page = type_and_lose_the_sign_in(editing, term)
    GivenPassword.objects.note(editor)
    for _attempt in range(5):
        sign_in(page, "не тот")
        page.wait_for_load_state("load")
    page.locator(".locked-out").wait_for()
    assert serious(page) == []
    assert editing.overflow() <= 0
    editing.shoot(f"closed-{width}-{scheme}")
    page.locator(".locked-out details summary").click()
    assert NOTE in page.locator(".locked-out textarea").input_value()
    page.locator(".locked-out button.button").click()
    page.locator(".interface-languages button[value=zh-hans]").click()
    page.locator("html[lang=zh-hans] #login-form").wait_for()
    editing.shoot(f"ended-in-chinese-{width}-{scheme}")
    from axes.models import AccessAttempt

    AccessAttempt.objects.all().delete()
    sign_in(page, PASSWORD)
    page.locator("#id_new_password1").wait_for()
    editing.shoot(f"password-first-{width}-{scheme}")
    for name, value in (("old_password", PASSWORD), ("new_password1", OWN), ("new_password2", OWN)):
        page.locator(f"[name={name}]").fill(value)
    page.locator("#content-main input[type=submit]").click()
    page.locator("#carried_form").wait_for()
    assert editing.overflow() <= 0
    editing.shoot(f"password-changed-{width}-{scheme}")
    page.locator(".interface-languages button[value=ru]").click()
    page.locator("html[lang=ru] #carried_form input[type=submit]").click()
    page.locator("#term_form").wait_for()
    assert page.locator("#id_usage_note_ru").input_value() == NOTE
    wait_for_draft(page, NOTE)
    assert page.locator(OFFER).count() == 0
    assert len(drafts(page)) == 1
    page.locator("input[name=_save]").first.click()
    page.wait_for_selector("ul.messagelist .success")
    assert drafts(page) == []
    assert Term.objects.get().usage_note_ru == NOTE
    assert not [one for one in editing.complaints if "script" in one or "another host" in one]


def test_a_text_that_is_dropped_is_not_offered_again_as_a_draft(visit: Any) -> None:
    term = make_term(key="non-alliance")
    editing = visit()
    page = type_and_lose_the_sign_in(editing, term)
    sign_in(page, PASSWORD)
    page.locator("#carried_form [data-drop]").click()
    page.locator("#term_form").wait_for()
    assert page.locator("#id_usage_note_ru").input_value() == ""
    assert drafts(page) == []
    assert page.locator(OFFER).count() == 0


def test_a_text_that_was_not_carried_is_there_as_a_draft(visit: Any) -> None:
    term = make_term(key="non-alliance")
    editing = visit()
    page = type_and_lose_the_sign_in(editing, term)
    editing.open("/admin/login/?next=" + change_page(term))
    sign_in(page, PASSWORD)
    page.locator(f"{OFFER} [data-do=restore]").click()
    assert page.locator("#id_usage_note_ru").input_value() == NOTE
