"""Search as an editor types it, in a real browser: in the list of terms and in an autocomplete of a form."""

from __future__ import annotations

from typing import Any

import pytest

from citations import changes
from tests.factories import make_domain, make_term

pytestmark = pytest.mark.browser

TYPED = ("bujiemeng", "不結盟", "неприсоединения", "nonalliance")


@pytest.fixture
def terms(transactional_db: None) -> None:
    with changes.change():
        domain = make_domain(key="diplomacy")
        make_term(key="non-alliance", domain=domain)
        for number, (russian, chinese, english) in enumerate(
            [
                ("союз", "同盟", "alliance"),
                ("шанхайский дух", "上海精神", "Shanghai spirit"),
                ("рынок", "市场", "market"),
            ]
        ):
            make_term(
                key=f"other-{number}", domain=domain, name_ru=russian, name_zh_hans=chinese, name_en=english
            )  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_any_spelling_typed_into_the_list_of_terms_finds_the_entry(visit: Any, terms: None, typed: str) -> None:
    editing = visit(language="ru")
    editing.open("/admin/glossary/term/")
    assert editing.page.locator("#result_list tbody tr").count() == 4
    editing.page.locator("#searchbar").fill(typed)
    editing.page.locator("#searchbar").press("Enter")
    editing.page.wait_for_url("**q=**")
    first = editing.page.locator("#result_list tbody tr").first
    assert first.locator("th").inner_text() == "non-alliance"
    assert "不结盟" in first.inner_text()
    assert editing.complaints == []


@pytest.mark.parametrize("typed", TYPED)
def test_any_spelling_typed_into_an_autocomplete_finds_the_entry(visit: Any, terms: None, typed: str) -> None:
    editing = visit(language="ru")
    editing.open("/admin/glossary/attestation/add/")
    page = editing.page
    page.locator(".field-term .select2-selection").first.click()
    with page.expect_response(lambda response: "autocomplete" in response.url and "term=&" not in response.url):
        page.locator(".select2-search__field").last.press_sequentially(typed)
    wanted = page.locator(".select2-results__option", has_text="неприсоединение к союзам · non-alliance")
    wanted.first.wait_for()
    page.wait_for_function("() => !document.querySelector('.select2-results__option.loading-results')")
    assert page.locator(".select2-results__option").first.inner_text() == "неприсоединение к союзам · non-alliance"
    wanted.first.click()
    chosen = page.locator(".field-term .select2-selection__rendered").first.inner_text()
    assert "неприсоединение к союзам · non-alliance" in chosen
    assert editing.complaints == []
