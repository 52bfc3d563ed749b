"""axe-core finds nothing serious on the pages of the editors: in Russian and Chinese, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_admin import a_full_term, a_full_treaty
from tests.factories import make_source
from tests.pages import change_page

pytestmark = pytest.mark.browser

SERIOUS = ("serious", "critical")


def serious(page: Any) -> list[tuple[str, str]]:
    """What axe-core calls serious or critical on the page: the rule, and the place."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(one["id"], node["html"][:200]) for one in found if one["impact"] in SERIOUS for node in one["nodes"]]


def opened(page: Any) -> None:
    """Open every row of children."""
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def with_palette(page: Any) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("bujiemeng")
    page.wait_for_selector("#palette-found-0")


def with_losses(page: Any) -> None:
    page.select_option("select[name=format]", "csv")
    page.locator("button[name=losses]").click()
    page.wait_for_selector(".losses")
    opened(page)


def with_a_preview(page: Any) -> None:
    table = "key,name.ru,definition.en,Оценка\nnon-alliance,внеблоковость,,хорошо\n"
    page.set_input_files("[name=file]", {"name": "слова.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.locator("#import_form button.default").click()
    page.wait_for_selector(".exchange-steps del")
    opened(page)


def with_hints(page: Any) -> None:
    page.locator("#id_name_zh_hans").fill("不结盟")
    page.locator("#id_pinyin").fill("bùjiéméng")
    page.wait_for_selector(".transcriptions .is-overridden")
    page.wait_for_selector(".doubles a")


def with_an_offer(page: Any) -> None:
    with_hints(page)
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('entente-draft/'))")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator("section.draft-offer [data-do=look]").click()


@pytest.fixture(autouse=True)
def state(settings: Any, tmp_path: Path) -> None:
    """Uploaded files wait in a directory of the test’s own."""
    settings.STATE_DIR = tmp_path / "state"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ru", "zh-hans"])
def test_nothing_serious_stands_in_the_way(visit: Any, language: str, scheme: str) -> None:
    term, treaty, source = a_full_term(), a_full_treaty(), make_source(key="eurasian-union")
    pages: dict[str, tuple[str, Callable[[Any], None] | None]] = {
        "index": ("/admin/", None),
        "list": ("/admin/glossary/term/?status__exact=published", None),
        "term": (change_page(term), opened),
        "treaty": (change_page(treaty), opened),
        "source": (change_page(source), opened),
        "history": (f"/admin/glossary/term/{term.pk}/history/", None),
        "export": ("/admin/glossary/term/export/", with_losses),
        "import": ("/admin/glossary/term/import/", None),
        "preview": ("/admin/glossary/term/import/", with_a_preview),
        "cite": (f"/admin/citations/source/{source.pk}/cite/?page=2", opened),
        "palette": ("/admin/", with_palette),
        "hints": ("/admin/glossary/term/add/", with_hints),
        "offer": ("/admin/glossary/term/add/", with_an_offer),
    }
    editing = visit(language=language, scheme=scheme)
    found = {}
    for name, (path, prepare) in pages.items():
        editing.open(path)
        if prepare:
            prepare(editing.page)
        found[name] = serious(editing.page)
        if name == "hints":
            editing.page.evaluate("() => localStorage.clear()")
            editing.page.once("dialog", lambda dialog: dialog.accept())
    stranger = visit(language=language, scheme=scheme, signed_in=False)
    stranger.open("/admin/login/")
    found["login"] = serious(stranger.page)
    assert {name: one for name, one in found.items() if one} == {}, found
