"""Two editors in a real browser, scripts off: the page of a conflict, the history, and text that outlives a sign-in."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings

from citations import changes
from glossary.models import Term
from tests.browser.test_admin import a_full_term
from tests.pages import latest

pytestmark = pytest.mark.browser

WIDTHS = [("ru", 1280, "light"), ("zh-hans", 1280, "dark"), ("ru", 390, "light"), ("zh-hans", 390, "light")]
LONG = (
    "Политика государства, которое не вступает в военные союзы и не предоставляет своей территории для чужих баз; "
    "в китайских текстах — одно из начал внешней политики с 1982 года."
)


def a_changed_term(visit: Any, language: str, width: int, scheme: str) -> tuple[Any, Term]:
    """The form of a term, opened, then changed by somebody else, then filled in and sent."""
    term = a_full_term()
    with changes.change():
        term = Term.objects.get(pk=term.pk)
        term.definition_ru, term.definition_zh_hans = LONG, "国家不加入军事同盟的政策。"
        term.save()
    page = visit(language=language, width=width, scheme=scheme)
    page.open(f"/admin/glossary/term/{term.pk}/change/")
    with changes.change(origin=changes.Origin.IMPORT, why="seeds: terms/debate.yaml"):
        fresh = Term.objects.get(pk=term.pk)
        fresh.definition_ru = LONG.replace("военные союзы", "военные союзы и блоки")
        fresh.definition_zh_hans = "国家不参加任何军事同盟的政策。"
        fresh.usage_note_en = "Since the Bandung conference."
        fresh.save()
        row = fresh.designations.get(language="ru")
        row.standing, row.note_ru = "deprecated", "О государствах, не входящих в блоки."
        row.save()
    page.page.fill("[name=definition_ru]", LONG.replace("чужих баз", "иностранных баз"))
    page.page.fill("[name=definition_zh_hans]", "国家不加入军事集团的政策。")
    page.page.fill("[name=why]", "Сверено с Уставом.")
    page.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.page.fill("[name=designations-0-note_ru]", "О государствах вне союзов.")
    page.page.click("input[name=_save] >> nth=0")
    return page, term


@pytest.mark.parametrize(("language", "width", "scheme"), WIDTHS)
def test_a_conflict_is_settled_on_one_page(visit: Any, language: str, width: int, scheme: str) -> None:
    page, term = a_changed_term(visit, language, width, scheme)
    assert page.page.locator("form#conflict_form").count() == 1
    assert page.overflow() == 0
    page.shoot(f"conflict-{language}-{width}-{scheme}")
    page.page.check("[name='choice-definition.ru'][value=mine]")
    page.page.fill("[name='text-definition.zh-Hans']", "国家不参加任何军事集团的政策。")
    page.page.check("[name='choice-definition.zh-Hans'][value=by-hand]")
    page.page.click("#conflict_form .submit-row input.default")
    page.shoot(f"conflict-again-{language}-{width}-{scheme}")
    assert page.page.locator("#conflict_form .choice .errorlist").count() == 1
    page.page.check("[name='choice-designations.b0.note.ru'][value=mine]")
    page.page.click("#conflict_form .submit-row input.default")
    assert page.page.locator("form#conflict_form").count() == 0
    record = latest("term", term.key).record
    assert record["definition"]["zh-Hans"] == "国家不参加任何军事集团的政策。"
    assert record["definition"]["ru"] == LONG.replace("чужих баз", "иностранных баз")
    assert (record["designations"][0]["standing"], record["designations"][0]["note"]["ru"]) == (
        "deprecated", "О государствах вне союзов.",
    )  # fmt: skip
    page.open(f"/admin/glossary/term/{term.pk}/history/")
    assert page.overflow() == 0
    page.shoot(f"history-{language}-{width}-{scheme}")
    page.page.click(".way-back >> nth=0")
    assert page.overflow() == 0
    page.shoot(f"back-{language}-{width}-{scheme}")
    assert page.complaints == []


@pytest.mark.parametrize(("language", "width"), [("ru", 1280), ("zh-hans", 390)])
def test_a_sign_in_that_has_ended_costs_no_text(visit: Any, language: str, width: int) -> None:
    term = a_full_term()
    page = visit(language=language, width=width)
    page.open(f"/admin/glossary/term/{term.pk}/change/")
    page.page.fill("[name=definition_ru]", LONG)
    page.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.page.click("input[name=_save] >> nth=0")
    assert page.overflow() == 0
    page.shoot(f"ended-{language}-{width}")
    page.page.fill("[name=username]", "редактор")
    page.page.fill("[name=password]", "не-для-отгадывания-1996")
    page.page.click("#login-form input[type=submit]")
    assert page.overflow() == 0
    page.shoot(f"kept-{language}-{width}")
    page.page.click("#carried_form input[type=submit]")
    assert page.page.input_value("[name=definition_ru]") == LONG
    page.shoot(f"filled-{language}-{width}")
    page.page.click("input[name=_save] >> nth=0")
    assert Term.objects.get(pk=term.pk).definition_ru == LONG
    assert {one.split(" for ")[0] for one in page.complaints if not one.startswith("console")} <= {"403"}
