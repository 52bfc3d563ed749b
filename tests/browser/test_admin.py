"""The admin in a real browser: Russian and Chinese, laptop and phone, light and dark, under a strict policy."""

from __future__ import annotations

from typing import Any

import pytest

from citations.models import Revision
from glossary.models import Term
from tests.factories import make_attestation, make_organization, make_person, make_source, make_term, make_treaty

pytestmark = pytest.mark.browser

#: What the index says in each language.
INDEX = {"ru": "Глоссарий, договоры и ссылки", "zh-hans": "术语、条约与引证"}


def a_full_term() -> Term:
    """A term with every kind of child, and attestations."""
    other = make_term(key="non-alignment", name_ru="неприсоединение", name_zh_hans="不结盟", name_en="non-alignment")
    term = make_term(key="non-alliance")
    state = make_organization(key="prc")
    term.designations.create(
        language="ru", text="внеблоковый статус", kind="synonym", standing="admitted", official_for=state,
        used="1990/..", note_ru="О государствах, не входящих в союзы.", note_zh_hans="指不加入任何同盟的国家。",
        note_en="Of states outside any alliance.",
    )  # fmt: skip
    term.designations.create(language="zh-Hans", text="不结盟政策", position=1)
    term.equivalences.create(
        from_language="ru", to_language="zh-Hans", degree="broader", firmness="established",
        note_ru="Китайское слово обнимает оба понятия.",
    )  # fmt: skip
    term.relations.create(kind="false-friend", other=other)
    make_attestation(key="seen-once", term=term, source=make_treaty(key="treaty-of-2001"))
    return term


def a_full_treaty() -> Any:
    """A treaty with every kind of child."""
    earlier = make_treaty(key="treaty-of-1945", signed="1945-08-14")
    treaty = make_treaty(key="treaty-of-1950")
    ussr = make_organization(
        key="ussr", name_ru="Союз Советских Социалистических Республик", name_zh_hans="苏维埃社会主义共和国联盟",
        name_en="Union of Soviet Socialist Republics", abbreviation_ru="СССР", abbreviation_zh_hans="苏联",
        abbreviation_en="USSR", polity="russia", existed="1922-12-30/1991-12-26",
    )  # fmt: skip
    treaty.parties.create(
        party=ussr,
        signatory=make_person(key="zhou-enlai"),
        office_ru="премьер",
        office_zh_hans="总理",
        office_en="premier",
    )
    treaty.parties.create(party=make_organization(key="roc", polity="china"), position=1)
    treaty.events.create(kind="in-force", date="1950-04-11", evidence=make_source(key="pravda"), position=1)
    treaty.texts.create(language="zh-Hans", standing="authentic", title_as_printed="中苏友好同盟互助条约")
    treaty.texts.create(language="ru", standing="authentic", position=1)
    treaty.obligations.create(kind="defence", locator_label="article", locator_value="1")
    treaty.relations.create(kind="replaces", other=earlier)
    treaty.contributions.create(role="compiler", name_as_printed="Министерство иностранных дел")
    treaty.sections.create(number=1, paragraphs=6)
    return treaty


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", list(INDEX))
def test_pages_hold_in_every_language_width_and_scheme(visit: Any, language: str, width: int, scheme: str) -> None:
    term, treaty = a_full_term(), a_full_treaty()
    pages = {
        "index": "/admin/",
        "terms": "/admin/glossary/term/",
        "term": f"/admin/glossary/term/{term.pk}/change/",
        "term-history": f"/admin/glossary/term/{term.pk}/history/",
        "treaties": "/admin/citations/treaty/",
        "treaty": f"/admin/citations/treaty/{treaty.pk}/change/",
        "treaty-new": "/admin/citations/treaty/add/",
    }
    editing = visit(language=language, width=width, scheme=scheme)
    for name, path in pages.items():
        editing.open(path)
        if name in ("term", "treaty"):
            editing.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        editing.shoot(f"{name}-{language}-{width}-{scheme}")
        assert editing.overflow() <= 0, f"{name} is wider than the window"
        assert editing.complaints == []
    assert editing.policies
    for policy in editing.policies:
        directives = [directive.strip() for directive in policy.split(";")]
        assert "default-src 'self'" in directives
        assert "unsafe" not in policy
    background = editing.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 28)"}[scheme]
    assert INDEX[language] in visit_text(editing, "/admin/")


def visit_text(editing: Any, path: str) -> str:
    """The words of a page."""
    editing.open(path)
    return str(editing.page.inner_text("main"))


def test_the_three_languages_stand_side_by_side_on_a_laptop_and_below_each_other_on_a_phone(visit: Any) -> None:
    path = f"/admin/glossary/term/{a_full_term().pk}/change/"
    names = [f"#id_name_{suffix}" for suffix in ("ru", "zh_hans", "en")]
    for width in (1280, 390):
        editing = visit(width=width)
        editing.open(path)
        boxes = [editing.page.locator(name).bounding_box() for name in names]
        if width == 1280:
            assert len({box["y"] for box in boxes}) == 1
            assert boxes[0]["x"] + boxes[0]["width"] < boxes[1]["x"] < boxes[2]["x"]
        else:
            assert len({box["x"] for box in boxes}) == 1
            assert boxes[0]["y"] + boxes[0]["height"] < boxes[1]["y"] < boxes[2]["y"]
            assert all(box["x"] + box["width"] <= width - 15 for box in boxes)


def test_the_language_is_switched_on_every_page_signed_in_or_not(visit: Any) -> None:
    reader = visit(language="en", width=390, signed_in=False)
    reader.open("/admin/")
    assert reader.page.locator("html").get_attribute("lang") == "en"
    assert reader.overflow() <= 0
    reader.page.get_by_role("button", name="中文").click()
    reader.page.wait_for_selector("html[lang=zh-hans]")
    assert "/admin/login/" in reader.page.url
    assert reader.page.locator("input[type=submit]").input_value() == "登录"
    assert reader.complaints == []


def test_an_editor_adds_an_event_and_finds_its_evidence_in_chinese(visit: Any) -> None:
    treaty, evidence = make_treaty(key="treaty-of-1950"), make_source(key="eurasian-union", title_zh_hans="欧亚联盟")
    editing = visit(language="zh-hans")
    editing.open(f"/admin/citations/treaty/{treaty.pk}/change/")
    page = editing.page
    page.locator("#events-group .add-row a").click()
    row = page.locator("#events-1")
    row.locator("#id_events-1-kind").select_option("in-force")
    row.locator("#id_events-1-date").fill("1950-04-11")
    row.locator(".of-evidence .select2-selection").click()
    page.locator(".select2-search__field").fill("欧亚")
    page.locator(".select2-results__option", has_text="欧亚联盟 · eurasian-union").click()
    page.locator("#id_why").fill("补充生效日期")
    page.locator("input[name=_save]").first.click()
    page.wait_for_selector("ul.messagelist .success")
    event = treaty.events.get(kind="in-force")
    assert (event.date, event.evidence) == ("1950-04-11", evidence)
    revision = Revision.objects.of("treaty", "treaty-of-1950").latest("pk")
    assert (revision.why, revision.by_name, revision.origin) == ("补充生效日期", "редактор", "admin")
    assert editing.complaints == []
