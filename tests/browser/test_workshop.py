"""The editors' workshop in a real browser: what appears while one types, what is kept, and what the keys do."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client

from glossary.models import Term
from tests.factories import make_domain, make_organization, make_person, make_source, make_term, make_treaty
from tests.pages import change_page

pytestmark = pytest.mark.browser

NEW_TERM = "/admin/glossary/term/add/"
OFFER = "section.draft-offer"


def drafts(page: Any) -> list[str]:
    """The places of the drafts that the browser keeps."""
    return list(page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('entente-draft/'))"))


def wait_for_draft(page: Any, text: str) -> None:
    """Until a draft that holds `text` is kept."""
    page.wait_for_function(
        """(text) => Object.entries(localStorage).some(
          ([key, draft]) => key.startsWith('entente-draft/') && draft.includes(text))""",
        arg=text,
    )


def told(page: Any, selector: str = ".transcriptions") -> dict[str, str]:
    """The transcriptions shown, as a reader sees them."""
    page.wait_for_selector(f"{selector} [data-of]:not([hidden])")
    lines = page.locator(f"{selector} [data-of]:not([hidden])")
    return {one.get_attribute("data-of"): one.locator("dd").inner_text() for one in lines.all()}


# Transcriptions, spelling, doubles


def test_a_chinese_name_is_transcribed_as_it_is_typed(visit: Any) -> None:
    editing = visit()
    editing.open(NEW_TERM)
    page = editing.page
    page.locator("#id_name_zh_hans").press_sequentially("不结盟")
    assert told(page) == {"zh-Hant": "不結盟", "pinyin": "bù jiéméng", "palladius": "бу цземэн"}
    page.locator("#id_palladius").fill("буцземэн")
    page.wait_for_selector(".transcriptions .is-overridden")
    assert "буцземэн" in told(page)["palladius"]
    assert "бу цземэн" in told(page)["palladius"]
    page.locator("#id_name_zh_hans").fill("")
    page.wait_for_selector(".transcriptions", state="detached")
    assert editing.complaints == []


def test_a_chinese_designation_is_transcribed_and_a_russian_one_is_not(visit: Any) -> None:
    editing = visit()
    editing.open(NEW_TERM)
    page = editing.page
    page.locator("#designations-group .add-row a").click()
    page.locator("#id_designations-0-language").select_option("zh-Hans")
    page.locator("#id_designations-0-text").fill("中立")
    assert told(page, "#designations-0 .transcriptions") == {
        "zh-Hant": "中立",
        "pinyin": "zhōnglì",
        "palladius": "чжунли",
    }
    page.locator("#id_designations-0-language").select_option("ru")
    page.wait_for_selector("#designations-0 .transcriptions", state="detached")


def test_a_title_in_latin_letters_is_offered_and_filled_in_only_when_it_is_taken_over(visit: Any) -> None:
    editing = visit()
    editing.open("/admin/citations/source/add/")
    page = editing.page
    latin = page.locator("#id_title_transliterated")
    offer = page.locator(".field-title_transliterated .transliteration-offer")
    page.locator("#id_title_zh_hans").fill("中国社会科学")
    page.locator("#id_language").fill("zh-Hans")
    offer.wait_for()
    assert offer.locator(".computed").inner_text() == "Zhongguo shehui kexue"
    assert offer.locator(".why:visible").all_inner_texts() == [
        "вычислено:", "затем проверьте деление на слова и прописные буквы",
    ]  # fmt: skip
    assert (latin.input_value(), latin.get_attribute("lang")) == ("", "zh-Latn-pinyin")
    offer.get_by_role("button").click()
    offer.wait_for(state="detached")
    assert latin.input_value() == "Zhongguo shehui kexue"
    page.locator("#id_language").fill("ru")
    page.locator("#id_title_ru").fill("Международная жизнь")
    offer.get_by_text("Mezhdunarodnaia zhiznʹ").wait_for()
    assert latin.input_value() == "Zhongguo shehui kexue"
    page.locator("#id_language").fill("en")
    offer.wait_for(state="detached")
    assert editing.complaints == []


def test_spelling_is_checked_in_the_language_of_each_field(visit: Any) -> None:
    editing = visit()
    editing.open(NEW_TERM)
    page = editing.page
    for suffix, tag in (("ru", "ru"), ("zh_hans", "zh-Hans"), ("en", "en")):
        for field in ("name", "definition", "usage_note"):
            control = page.locator(f"#id_{field}_{suffix}")
            assert (control.get_attribute("lang"), control.get_attribute("spellcheck")) == (tag, "true")
    page.locator("#designations-group .add-row a").click()
    text = page.locator("#id_designations-0-text")
    for tag in ("ru", "zh-Hans"):
        page.locator("#id_designations-0-language").select_option(tag)
        assert (text.get_attribute("lang"), text.get_attribute("spellcheck")) == (tag, "true")


def test_a_name_that_another_term_bears_is_told_as_it_is_typed(visit: Any) -> None:
    known = make_term(key="non-alliance", domain=make_domain(key="diplomacy"), status="draft")
    editing = visit()
    editing.open(NEW_TERM)
    page = editing.page
    page.locator("#id_name_zh_hans").press_sequentially("不结盟")
    link = page.locator(".doubles a")
    link.wait_for()
    assert link.get_attribute("href") == change_page(known)
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    assert link.inner_text() == "неприсоединение к союзам · 不结盟 · non-alliance"
    assert page.locator(".doubles .apart").inner_text() == "дипломатия"
    assert page.locator(".doubles .badge").inner_text() == "черновик"
    assert page.locator(".doubles .nearly").is_hidden()
    page.locator("#id_name_zh_hans").fill("中立")
    page.wait_for_selector(".doubles-found", state="detached")
    assert editing.complaints == []


def test_a_designation_nearly_like_a_name_is_told_and_a_term_is_no_double_of_itself(visit: Any) -> None:
    make_term(key="non-alliance")
    own = make_term(key="neutrality", name_ru="нейтралитет", name_zh_hans="中立", name_en="neutrality")
    editing = visit()
    editing.open(change_page(own))
    page = editing.page
    page.locator("#designations-group .add-row a").click()
    page.locator("#id_designations-0-text").fill("нейтралитеты")
    page.locator("#id_name_en").fill("non-allience")
    page.wait_for_selector(".doubles a")
    assert [one.inner_text() for one in page.locator(".doubles a").all()] == [
        "неприсоединение к союзам · 不结盟 · non-alliance"
    ]
    assert page.locator(".doubles .nearly").is_visible()


def test_people_and_works_that_are_there_are_told(visit: Any) -> None:
    make_person(key="zheng-yu")
    make_source(key="eurasian-union", doi="10.1000/182")
    editing = visit()
    page = editing.page
    editing.open("/admin/citations/person/add/")
    page.locator("#id_family_name_zh_hans").fill("郑")
    page.locator("#id_given_name_zh_hans").fill("羽")
    page.wait_for_selector(".doubles a[href$='/change/']")
    assert page.locator(".doubles a").inner_text() == "Чжэн Юй · 郑羽 · Zheng Yu"
    page.on("dialog", lambda dialog: dialog.accept())
    editing.open("/admin/citations/source/add/")
    page.locator("#id_doi").fill("10.1000/182")
    page.wait_for_selector(".doubles a")
    assert page.locator(".doubles a").inner_text() == "Евразийский союз · 欧亚联盟 · A Eurasian union"
    assert editing.complaints == []


# No lost work


def test_leaving_is_warned_of_only_when_something_is_changed(visit: Any) -> None:
    term = make_term(key="non-alliance")
    term.designations.create(language="ru", text="внеблоковый статус")
    editing = visit()
    page = editing.page
    asked: list[str] = []

    def stay_or_go(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay_or_go)

    def leave() -> list[str]:
        asked.clear()
        page.goto(f"{editing.address}/admin/")
        return list(asked)

    editing.open(change_page(term))
    page.locator("#id_name_ru").click()
    assert leave() == []
    editing.open(change_page(term))
    page.locator("#id_name_ru").fill("иначе")
    page.locator("#id_name_ru").fill("неприсоединение к союзам")
    page.locator("#designations-group .add-row a").click()
    assert leave() == []
    editing.open(change_page(term))
    page.locator("#id_name_ru").fill("иначе")
    assert leave() == ["beforeunload"]
    editing.open(change_page(term))
    page.locator("#designations-group .add-row a").click()
    page.locator("#id_designations-1-text").fill("нейтралитет")
    assert leave() == ["beforeunload"]
    editing.open(change_page(term))
    page.locator("#designations-0 summary").click()
    page.locator("#id_designations-0-DELETE").check()
    assert leave() == ["beforeunload"]


def test_work_that_a_killed_tab_left_behind_is_offered_and_restored(visit: Any) -> None:
    state = make_organization(key="prc")
    term = make_term(key="non-alliance")
    editing = visit()
    editing.open(change_page(term))
    page = editing.page
    page.locator("#id_usage_note_ru").fill("Не путать с нейтралитетом.")
    page.locator("#designations-group .add-row a").click()
    row = page.locator("#designations-0")
    row.locator("#id_designations-0-language").select_option("zh-Hans")
    row.locator("#id_designations-0-text").fill("不结盟政策")
    row.locator("#id_designations-0-kind").select_option("full-form")
    row.locator(".of-official_for .select2-selection").click()
    page.locator(".select2-search__field").fill("КНР")
    page.locator(".select2-results__option", has_text="Китайская Народная Республика · prc").click()
    wait_for_draft(page, '"designations-0-official_for":"Китайская')
    page.close(run_before_unload=False)

    page = editing.page = page.context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    editing.open(change_page(term))
    offer = page.locator(OFFER)
    offer.wait_for()
    assert offer.locator("[data-says=newer]").is_hidden()
    offer.locator("[data-do=look]").click()
    looked = offer.locator("table").inner_text()
    assert "Не путать с нейтралитетом." in looked
    assert "不结盟政策" in looked
    assert "Китайская Народная Республика · prc" in looked
    editing.shoot("draft-offered")
    offer.locator("[data-do=restore]").click()
    offer.wait_for(state="detached")
    assert page.locator("#id_usage_note_ru").input_value() == "Не путать с нейтралитетом."
    assert page.locator("#id_designations-0-text").input_value() == "不结盟政策"
    chosen = page.locator("#designations-0 .of-official_for .select2-selection__rendered")
    assert chosen.get_attribute("title") == "Китайская Народная Республика · prc"
    page.locator("input[name=_continue]").first.click()
    page.wait_for_selector("ul.messagelist .success")
    designation = term.designations.get()
    assert (designation.language, designation.text, designation.kind, designation.official_for) == (
        "zh-Hans",
        "不结盟政策",
        "full-form",
        state,
    )
    assert drafts(page) == []
    assert page.locator(OFFER).count() == 0
    assert complaints == []


def test_a_refused_form_keeps_its_draft_and_a_saved_one_has_none(visit: Any) -> None:
    term = make_term(key="non-alliance")
    editing = visit()
    editing.open(change_page(term))
    page = editing.page
    page.locator("#id_name_ru").fill("неприсоединение")
    page.locator("#id_reliability_ru").select_option("")
    page.locator("input[name=_continue]").first.click()
    page.wait_for_selector(".errornote")
    wait_for_draft(page, "неприсоединение")
    assert len(drafts(page)) == 1
    assert page.locator(OFFER).count() == 0
    page.close(run_before_unload=False)

    page = editing.page = page.context.new_page()
    editing.open(change_page(term))
    page.locator(f"{OFFER} [data-do=restore]").click()
    page.locator("#id_reliability_ru").select_option("established")
    page.locator("input[name=_save]").first.click()
    page.wait_for_selector("ul.messagelist .success")
    assert drafts(page) == []
    term.refresh_from_db()
    assert term.name_ru == "неприсоединение"


def test_a_draft_is_told_that_the_entry_has_moved_on_and_brings_its_version_back(visit: Any) -> None:
    term = make_term(key="non-alliance")
    editing = visit()
    editing.open(change_page(term))
    page = editing.page
    page.locator("#id_name_ru").fill("неприсоединение")
    wait_for_draft(page, "неприсоединение")
    page.close(run_before_unload=False)
    term.definition_ru = "Политика вне союзов."
    term.save()

    page = editing.page = page.context.new_page()
    editing.open(change_page(term))
    offer = page.locator(OFFER)
    assert offer.locator("[data-says=newer]").is_visible()
    assert "2" in offer.locator("[data-says=newer]").inner_text()
    assert page.locator("#id_version").input_value() == "2"
    offer.locator("[data-do=restore]").click()
    assert page.locator("#id_version").input_value() == "1"
    assert page.locator("#id_name_ru").input_value() == "неприсоединение"
    page.locator("input[name=_save]").first.click()
    page.locator("#conflict_form").wait_for()
    assert len(drafts(page)) == 1
    page.locator("#conflict_form input.default").click()
    page.wait_for_selector("ul.messagelist .success")
    assert drafts(page) == []
    term.refresh_from_db()
    assert (term.name_ru, term.definition_ru) == ("неприсоединение", "Политика вне союзов.")


def sign_in(editing: Any, user: Any) -> Any:
    """A page of the same browser in which `user` is signed in now."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = editing.page.context
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": editing.address}])
    editing.page.close(run_before_unload=False)
    editing.page = context.new_page()
    return editing.page


def test_a_draft_is_discarded_for_good_and_belongs_to_one_account(visit: Any, django_user_model: Any) -> None:
    editing = visit()
    editing.open(NEW_TERM)
    page = editing.page
    page.locator("#id_name_ru").fill("нейтралитет")
    wait_for_draft(page, "нейтралитет")
    page = sign_in(editing, django_user_model.objects.create_superuser("другой", "", "не-для-отгадывания-1997"))
    editing.open(NEW_TERM)
    assert page.locator(OFFER).count() == 0
    page = sign_in(editing, django_user_model.objects.get(username="редактор"))
    editing.open(NEW_TERM)
    page.locator(f"{OFFER} [data-do=discard]").click()
    assert drafts(page) == []
    editing.open(NEW_TERM)
    assert page.locator(OFFER).count() == 0
    assert page.locator("#id_name_ru").input_value() == ""


def test_an_editor_of_russian_has_the_same_help_beside_what_is_read_only(visit: Any, django_user_model: Any) -> None:
    term = make_term(key="non-alliance")
    editing = visit()
    russian = django_user_model.objects.create_user("русист", is_staff=True)
    russian.user_permissions.add(*Permission.objects.filter(codename__in=("change_term", "view_term", "edit_ru")))
    page = sign_in(editing, russian)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    editing.open(change_page(term))
    page.locator("#id_name_ru").fill("нейтралитет")
    wait_for_draft(page, "нейтралитет")
    page.keyboard.press("Control+s")
    page.wait_for_selector("ul.messagelist .success")
    assert drafts(page) == []
    assert complaints == []


def test_a_draft_of_a_month_ago_is_forgotten(visit: Any) -> None:
    editing = visit()
    editing.open(NEW_TERM)
    page = editing.page
    page.evaluate(
        """() => {
          const old = { at: Date.now() - 31 * 86_400_000, version: "", state: { values: {}, labels: {}, rows: {} } };
          localStorage.setItem("entente-draft/1/term//old", JSON.stringify(old));
          localStorage.setItem("entente-draft/1/term//broken", "{");
        }"""
    )
    editing.open("/admin/")
    assert drafts(page) == []


# Keys and the palette


def test_the_keys_save_on_a_russian_keyboard_too(visit: Any) -> None:
    term = make_term(key="non-alliance")
    editing = visit()
    editing.open(change_page(term))
    page = editing.page
    page.locator("#id_name_ru").fill("неприсоединение")
    page.keyboard.press("Control+s")
    page.wait_for_selector("ul.messagelist .success")
    assert page.url.endswith(change_page(term))
    assert Term.objects.get().name_ru == "неприсоединение"
    page.locator("#id_name_ru").fill("неприсоединение к союзам")
    page.evaluate(
        """() => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key: "ы", code: "KeyS", ctrlKey: true, bubbles: true, cancelable: true }))"""
    )
    page.wait_for_function("() => document.querySelector('#id_version')?.value === '3'")
    page.locator("#id_name_en").fill("non-alignment")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#changelist")
    assert Term.objects.get().name_en == "non-alignment"
    assert editing.complaints == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_palette_jumps_to_an_entry_by_its_pinyin(visit: Any, width: int) -> None:
    term = make_term(key="non-alliance", status="draft")
    make_treaty(key="1950-sino-soviet")
    editing = visit(width=width, language="zh-hans")
    editing.open("/admin/")
    page = editing.page
    page.keyboard.press("Control+k")
    assert page.locator("#palette").is_visible()
    assert page.evaluate("() => document.activeElement.id") == "palette-input"
    page.keyboard.type("bujiemeng")
    found = page.locator("#palette-found-0")
    found.wait_for()
    assert "неприсоединение к союзам · 不结盟 · non-alliance" in found.inner_text()
    assert page.locator("#palette-input").get_attribute("aria-activedescendant") == "palette-found-0"
    editing.shoot(f"palette-{width}")
    assert editing.overflow() <= 0
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{change_page(term)}")
    assert editing.complaints == []


def test_the_palette_is_worked_by_keys_alone(visit: Any) -> None:
    make_term(key="non-alliance")
    editing = visit(language="en")
    editing.open("/admin/")
    page = editing.page
    button = page.get_by_role("button", name="Go to")
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#palette").is_visible()
    options = page.locator("#palette-list [role=option]")
    assert options.first.inner_text() == "New term"
    page.keyboard.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    assert options.last.inner_text() == "Recent changes"
    page.keyboard.press("Escape")
    assert page.locator("#palette").is_hidden()
    assert page.evaluate("() => document.activeElement.id") == "palette-open"
    page.keyboard.press("Control+k")
    for _ in range(10):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => document.activeElement === document.body
              || document.getElementById('palette').contains(document.activeElement)"""
        )
    page.locator("#palette-input").fill("щщщщ")
    page.wait_for_selector("#palette-status:has-text('Nothing found.')")
    assert page.locator("#palette-input").get_attribute("aria-expanded") == "false"
    page.locator("#palette-input").fill("new te")
    page.wait_for_selector("#palette-command-1")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{NEW_TERM}")
