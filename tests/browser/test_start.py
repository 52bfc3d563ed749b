"""The start page in a real browser: every language, laptop and phone, light and dark, under a strict policy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.config.test_start import make_entries

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["ru", "zh-hans", "en"])
def test_start_page_holds_in_every_language_width_and_scheme(
    visit: Any, language: str, width: int, scheme: str
) -> None:
    make_entries()
    reading = visit(language=language, width=width, scheme=scheme, signed_in=False)
    reading.open("/")
    reading.shoot(f"start-{language}-{width}-{scheme}")
    assert reading.page.locator(".word[lang=zh-Hans]").first.inner_text() == "不结盟"
    assert reading.overflow() == 0
    assert reading.complaints == []
    assert all("default-src 'self'" in policy and "unsafe" not in policy for policy in reading.policies)


def test_language_is_switched_by_a_button_and_kept(visit: Any) -> None:
    make_entries()
    reading = visit(language="ru", signed_in=False)
    reading.open("/")
    assert "Отказ государства вступать в военные союзы." in reading.page.content()
    reading.page.get_by_role("button", name="中文").click()
    assert reading.page.locator("html").get_attribute("lang") == "zh-Hans"
    reading.open("/")
    assert "国家不加入军事同盟的政策。" in reading.page.content()
    assert reading.complaints == []
