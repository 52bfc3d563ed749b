"""An editor’s day in a real browser: from the sign-in to a workbook that goes out, comes back and changes one cell."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from openpyxl import load_workbook

from citations import changes
from citations.models import Revision
from glossary.models import Attestation, Term
from tests.factories import make_domain, make_source, make_term
from tests.pages import change_page, latest

pytestmark = pytest.mark.browser

LIST = "/admin/glossary/term/"
OFFER = "section.draft-offer"
PASSWORD = "не-для-отгадывания-1997"
DONE = "ul.messagelist .success"


@pytest.fixture(autouse=True)
def state(settings: Any, tmp_path: Path) -> None:
    """Uploaded files wait in a directory of the test’s own."""
    settings.STATE_DIR = tmp_path / "state"


def an_editor(name: str, *groups: str) -> Any:
    user = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    assert user.groups.count() == len(groups)
    return user


class Day:
    """One editor at work: every page that is left is whole, quiet and under a strict policy."""

    def __init__(self, visit: Any, language: str, width: int) -> None:
        self.visit, self.language, self.width = visit, language, width
        self.place = f"{language}-{width}"

    @property
    def page(self) -> Any:
        return self.visit.page

    def open(self, path: str) -> None:
        self.visit.open(path)

    def look(self, name: str) -> None:
        """Look at the page as it stands."""
        self.visit.shoot(f"day-{name}-{self.place}")
        assert self.visit.overflow() <= 0, f"{name} is wider than the window"
        assert self.visit.complaints == [], name
        for policy in self.visit.policies:
            assert "default-src 'self'" in policy.split("; "), policy
            assert "unsafe" not in policy

    def save(self) -> None:
        self.page.locator("input[name=_continue]").first.click()
        self.page.wait_for_selector(DONE)

    def send(self, form: str) -> None:
        """Press the first button of a form."""
        self.page.locator(f"{form} .submit-row .default").click()


@pytest.mark.parametrize(("language", "width"), [("ru", 1280), ("zh-hans", 390)])
def test_an_editors_day(visit: Any, tmp_path: Path, language: str, width: int) -> None:
    diplomacy = make_domain(key="diplomacy")
    term = make_term(key="non-alliance", domain=diplomacy, status="draft")
    make_term(key="neutrality", name_ru="нейтралитет", name_zh_hans="中立", name_en="neutrality", domain=diplomacy)
    nameless = make_term(key="nameless", name_ru="", reliability_ru="", domain=diplomacy, status="draft")
    make_source(key="eurasian-union")
    languages = ("Russian editors", "Chinese editors", "English editors")
    an_editor("редактор-дня", "Editors", *languages, "Publishers")
    colleague, russian = an_editor("коллега", "Editors", *languages), an_editor("русист", "Editors", "Russian editors")

    day = Day(visit(language=language, width=width, signed_in=False), language, width)
    signs_in(day)
    finds_by_pinyin(day, nameless)
    edits_three_languages_and_loses_the_tab(day, term)
    adds_an_attestation(day, term)
    settles_a_conflict(day, term, colleague)
    his = Day(visit(language=language, width=width, user=russian), language, width)
    is_refused_another_language(his, term, tmp_path)
    takes_one_field_back(day, term)
    publishes_what_can_be_published(day)
    sends_the_list_through_a_workbook(day, tmp_path)
    copies_a_citation(day)


def signs_in(day: Day) -> None:
    day.open("/admin/")
    day.look("sign-in")
    day.page.fill("[name=username]", "редактор-дня")
    day.page.fill("[name=password]", PASSWORD)
    day.page.locator("#login-form input[type=submit]").click()
    day.page.wait_for_selector("#palette-open:not([hidden])")
    day.look("first-page")


def finds_by_pinyin(day: Day, nameless: Term) -> None:
    """Two terms are called 不结盟: both are offered."""
    day.page.locator("#palette-open").click()
    day.page.keyboard.type("bujiemeng")
    found = day.page.locator("#palette-list [role=option]")
    day.page.locator("#palette-found-1").wait_for()
    assert sorted(one.locator(".palette-names").inner_text() for one in found.all()) == [
        "неприсоединение к союзам · 不结盟 · non-alliance",
        "不结盟 · non-alliance",
    ]
    day.look("palette")
    day.page.keyboard.press("Escape")
    day.open(f"{LIST}?domain=diplomacy")
    day.page.fill("#searchbar", "bujiemeng")
    day.page.locator("#searchbar").press("Enter")
    day.page.wait_for_url("**q=bujiemeng**")
    assert sorted(day.page.locator("#result_list th.field-key").all_inner_texts()) == ["nameless", "non-alliance"]
    day.look("found")
    day.page.locator("#result_list th.field-key a", has_text="non-alliance").click()
    day.page.wait_for_selector("#term_form")


def edits_three_languages_and_loses_the_tab(day: Day, term: Term) -> None:
    noted = {
        "ru": "Не путать с нейтралитетом.",
        "zh_hans": "不要与中立混淆。",
        "en": "Not to be confused with neutrality.",
    }
    for suffix, text in noted.items():
        day.page.fill(f"[name=usage_note_{suffix}]", text)
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    day.page.once("dialog", stay)
    day.page.locator("#site-name a").click()
    day.page.wait_for_function(
        "(text) => Object.values(localStorage).some((draft) => draft.includes(text))", arg=noted["en"]
    )
    assert asked == ["beforeunload"]
    assert day.page.url.split("?")[0].endswith(change_page(term))
    assert day.page.input_value("[name=usage_note_en]") == noted["en"]
    day.visit.lose_tab()
    day.open(change_page(term))
    day.page.locator(OFFER).wait_for()
    day.page.locator(f"{OFFER} [data-do=look]").click()
    day.look("draft")
    day.page.locator(f"{OFFER} [data-do=restore]").click()
    day.page.fill("[name=why]", "Примечания на трёх языках")
    day.look("restored")
    day.save()
    record = latest("term", "non-alliance").record
    assert record["usage_note"] == {
        "ru": noted["ru"], "zh-Hans": noted["zh_hans"], "en": noted["en"],
    }  # fmt: skip
    assert latest("term", "non-alliance").why == "Примечания на трёх языках"
    day.look("saved")


def adds_an_attestation(day: Day, term: Term) -> None:
    day.page.locator("#term_form .addlink[href*='/attestation/add/']").click()
    day.page.wait_for_selector("#attestation_form")
    day.page.locator(".field-source .select2-selection").first.click()
    day.page.locator(".select2-search__field").last.press_sequentially("欧亚")
    day.page.locator(".select2-results__option", has_text="eurasian-union").click()
    day.page.select_option("select[name=language]", "zh-Hans")
    day.page.fill("[name=form]", "不结盟")
    day.page.select_option("[name=locator_label]", "paragraph")
    day.page.fill("[name=locator_value]", "2")
    day.page.fill("[name=key]", "non-alliance-in-pravda")
    for suffix, text in (("ru", "О политике КНР."), ("zh_hans", "论中国的政策。"), ("en", "On the policy of the PRC.")):
        day.page.fill(f"[name=context_{suffix}]", text)
    day.look("attestation")
    day.save()
    seen = Attestation.objects.get()
    assert (seen.term, seen.source.key, seen.form, seen.status) == (term, "eurasian-union", "不结盟", "published")
    day.look("attested")


def settles_a_conflict(day: Day, term: Term, colleague: Any) -> None:
    day.open(change_page(term))
    with changes.change(origin=changes.Origin.ADMIN, by=colleague, why="Стиль"):
        theirs = Term.objects.get(pk=term.pk)
        theirs.definition_ru = "Отказ государства вступать в военные союзы и блоки."
        theirs.definition_zh_hans = "国家不参加军事同盟的政策。"
        theirs.editorial_note_en = "Compare neutrality."
        theirs.save()
    day.page.fill("[name=definition_ru]", "Отказ государства от участия в военных союзах.")
    day.page.fill("[name=definition_zh_hans]", "国家不加入军事集团的政策。")
    day.page.fill("[name=usage_note_en]", "Never “neutralism”.")
    day.page.locator("input[name=_save]").first.click()
    day.page.wait_for_selector("#conflict_form")
    assert "коллега" in day.page.locator("#content").inner_text()
    day.look("conflict")
    day.page.check("[name='choice-definition.ru'][value=mine]")
    day.page.fill("[name='text-definition.zh-Hans']", "国家不参加军事集团的政策。")
    day.page.check("[name='choice-definition.zh-Hans'][value=by-hand]")
    day.page.locator("#conflict_form .submit-row .default").click()
    day.page.wait_for_selector(DONE)
    record = latest("term", "non-alliance").record
    assert record["definition"]["ru"] == "Отказ государства от участия в военных союзах."
    assert record["definition"]["zh-Hans"] == "国家不参加军事集团的政策。"
    assert record["usage_note"]["en"] == "Never “neutralism”."
    assert record["editorial_note"]["en"] == "Compare neutrality."
    day.look("settled")


def is_refused_another_language(day: Day, term: Term, folder: Path) -> None:
    """The column of another language is read only; what is sent for it all the same, or in a file, is not written."""
    before = Revision.objects.count()
    day.open(change_page(term))
    page = day.page
    assert page.locator("[name=name_zh_hans]").is_disabled()
    assert page.locator("[name=name_zh_hans]").get_attribute("title")
    assert page.locator("[name=name_ru]").is_editable()
    day.look("read-only")
    page.locator("#designations-group .add-row a").click()
    page.evaluate(
        """() => {
          const name = document.querySelector("[name=name_zh_hans]");
          name.disabled = false;
          name.value = "中立";
          const language = document.querySelector("[name=designations-0-language]");
          language.add(new Option("zh-Hans", "zh-Hans"));
          language.value = "zh-Hans";
          document.querySelector("[name=designations-0-text]").value = "中立";
        }"""
    )
    page.locator("input[name=_continue]").first.click()
    page.wait_for_selector(".errornote")
    day.look("refused")
    assert Revision.objects.count() == before
    page.select_option("[name=designations-0-language]", "ru")
    page.fill("[name=designations-0-text]", "внеблоковость")
    page.evaluate("() => { document.querySelector('[name=name_zh_hans]').disabled = false; }")
    page.evaluate("() => { document.querySelector('[name=name_zh_hans]').value = '中立'; }")
    day.save()
    record = latest("term", "non-alliance").record
    assert record["name"]["zh-Hans"] == "不结盟"
    assert [(row["language"], row["text"]) for row in record["designations"]] == [("ru", "внеблоковость")]
    file = folder / "перевод.csv"
    file.write_text("key,name.ru,name.zh-Hans\nnon-alliance,неприсоединение,中立\n", encoding="utf-8")
    brings_a_file(day, file)
    (fault,) = page.locator(".errorlist li").all()
    column = {"ru": "строка 2, столбец C: название (китайский): ", "zh-hans": "第 2 行，C 列：名称（中文）："}
    assert fault.inner_text().startswith(column[day.language])
    assert page.locator("#confirm_form button").count() == 0
    day.look("refused-file")


def takes_one_field_back(day: Day, term: Term) -> None:
    day.open(f"{change_page(term).removesuffix('change/')}history/")
    day.look("history")
    before = latest("term", "non-alliance").record
    day.page.locator(".way-back[href*='usage_note.en']").first.click()
    day.page.wait_for_selector("[name=why]")
    day.page.fill("[name=why]", "Так лучше")
    day.look("back")
    day.page.locator("#content-main .submit-row .default").click()
    day.page.wait_for_selector(DONE)
    made = latest("term", "non-alliance")
    assert made.why == "Так лучше"
    assert made.record == before | {"usage_note": before["usage_note"] | {"en": "Not to be confused with neutrality."}}
    day.look("taken-back")


def publishes_what_can_be_published(day: Day) -> None:
    day.open(f"{LIST}?status__exact=draft")
    day.page.check("#action-toggle")
    day.page.select_option("[name=action]", "publish_selected")
    day.page.locator("button[name=index]").first.click()
    day.page.wait_for_selector("#bulk_form")
    day.look("bulk")
    day.page.fill("[name=why]", "Проверено")
    day.send("#bulk_form")
    done = day.page.locator(".bulk-done li")
    done.wait_for()
    assert "non-alliance" in done.inner_text()
    skipped = day.page.locator(".bulk-skipped li")
    assert skipped.count() == 1
    assert skipped.locator("a").get_attribute("href") == change_page(Term.objects.get(key="nameless"))
    day.look("bulk-result")
    assert list(Term.objects.order_by("key").values_list("key", "status")) == [
        ("nameless", "draft"), ("neutrality", "published"), ("non-alliance", "published"),
    ]  # fmt: skip


def sends_the_list_through_a_workbook(day: Day, folder: Path) -> None:
    day.open(f"{LIST}?status__exact=published&domain=diplomacy")
    book = load_workbook(io.BytesIO(takes_a_workbook(day).read_bytes()))
    sheet = book["terms"]
    titles = [cell.value for cell in sheet[1]]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert sorted(rows) == ["neutrality", "non-alliance"]
    rows["neutrality"][titles.index("definition.zh-Hans")].value = "国家在战争中不偏袒任何一方的地位。"
    edited = folder / "термины.xlsx"
    book.save(edited)
    brings_a_file(day, edited)
    (row,) = day.page.locator(".exchange-steps tbody tr").all()
    assert "neutrality" in row.inner_text()
    assert row.locator("del").inner_text() == "国家不加入军事同盟的政策。"
    assert row.locator("ins").inner_text() == "国家在战争中不偏袒任何一方的地位。"
    day.look("preview")
    day.send("#confirm_form")
    day.page.wait_for_selector(DONE)
    day.look("imported")
    made = latest("term", "neutrality")
    assert (made.record["definition"]["zh-Hans"], made.origin, made.why, made.by_name) == (
        "国家在战争中不偏袒任何一方的地位。", "import", "термины.xlsx", "редактор-дня",
    )  # fmt: skip
    before = Revision.objects.count()
    day.open(f"{LIST}?status__exact=published&domain=diplomacy")
    brings_a_file(day, takes_a_workbook(day))
    assert day.page.locator(".exchange-steps").count() == 0
    assert day.page.locator("#confirm_form button").count() == 0
    day.look("nothing-to-write")
    assert Revision.objects.count() == before
    day.open(f"{LIST}export/")
    day.page.select_option("[name=format]", "tbx")
    day.page.locator("button[name=losses]").click()
    day.page.locator(
        "section .losses li", has_text={"ru": "состояние", "zh-hans": "状态"}[day.language]
    ).first.wait_for()
    day.look("losses")


def takes_a_workbook(day: Day) -> Path:
    """Export what the list shows."""
    day.page.locator(".object-tools a[href*='/export/']").click()
    day.page.wait_for_selector("#export_form")
    day.page.select_option("[name=format]", "xlsx")
    day.look("export")
    with day.page.expect_download() as waiting:
        day.send("#export_form")
    path = Path(waiting.value.path())
    named = path.with_name(f"{path.name}.xlsx")
    path.rename(named)
    return named


def brings_a_file(day: Day, file: Path) -> None:
    """Import it, as far as the preview."""
    day.open(LIST)
    day.page.locator(".object-tools a[href$='/import/']").click()
    day.page.set_input_files("[name=file]", file)
    day.look("import")
    day.send("#import_form")
    day.page.wait_for_selector("#confirm_form")


def copies_a_citation(day: Day) -> None:
    source = Attestation.objects.get().source
    day.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    day.open(change_page(source))
    day.page.locator(".object-tools a[href$='/cite/']").click()
    button = day.page.locator("[data-copy]").first
    button.wait_for()
    day.look("cite")
    text = button.get_attribute("data-copy")
    button.click()
    day.page.wait_for_function("(button) => button.textContent === button.dataset.done", arg=button.element_handle())
    assert day.page.evaluate("() => navigator.clipboard.readText()") == text
