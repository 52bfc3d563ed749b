"""“How to cite”: every style as the API has it, drafts too, in a language and at a page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from citations.citing.registry import STYLES
from tests.factories import make_person, make_source, make_treaty
from tests.pages import MOST_QUERIES, change_page, cost, with_rights

pytestmark = pytest.mark.django_db


class _Copied(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value or "" for name, value in attrs if name == "data-copy"]


def copied(page: Any) -> list[str]:
    """What the buttons of a page copy."""
    reader = _Copied()
    reader.feed(page.content.decode())
    return reader.texts


def cite_page(work: Any) -> str:
    return reverse(f"admin:citations_{work._meta.model_name}_cite", args=[work.pk])


def of_the_api(work: Any, **asked: str) -> list[str]:
    """Everything that the API says of a work, style by style: citation, in the text, other forms."""
    found = []
    for style in STYLES:
        answer = Client().get(f"/api/v1/sources/{work.key}/citation/", {"style": style, **asked})
        said = answer.json()
        found += [said["text"], said["in_text"], *(form["text"] for form in said["forms"])]
    return [text for text in found if text]


def a_book(**given: Any) -> Any:
    book = make_source(
        key="walt-1987", type="book", language="en", title_en="The Origins of Alliances", title_ru="", title_zh_hans="",
        container_title_ru="", publisher_en="Cornell University Press", publisher_place_en="Ithaca", issued="1987",
        **given,
    )  # fmt: skip
    author = make_person(
        key="walt", family_name_en="Walt", given_name_en="Stephen M.", family_name_ru="Уолт", given_name_ru="Стивен М.",
        family_name_zh_hans="沃尔特", given_name_zh_hans="斯蒂芬", native_language="en",
    )  # fmt: skip
    book.contributions.create(role="author", person=author)
    return book


def test_every_style_is_shown_and_copies_what_the_api_says(desk: Client) -> None:
    book = a_book()
    page = desk.get(cite_page(book))
    assert [style["label"] for style in page.context["styles"]] == [style.label for style in STYLES.values()]
    assert copied(page) == of_the_api(book)
    assert "Walt, Stephen M. 1987. The Origins of Alliances. Cornell University Press." in copied(page)
    assert "<i>The Origins of Alliances</i>" in page.content.decode()


def test_a_treaty_is_cited_and_its_form_leads_there(desk: Client) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    assert f'href="{cite_page(treaty)}"' in desk.get(change_page(treaty)).content.decode()
    assert copied(desk.get(cite_page(treaty))) == of_the_api(treaty)


def test_a_draft_is_cited_here_and_nowhere_else(desk: Client) -> None:
    book = a_book(status="draft")
    assert Client().get("/api/v1/sources/walt-1987/citation/").status_code == 404
    assert any("The Origins of Alliances" in text for text in copied(desk.get(cite_page(book))))


def test_a_language_and_a_page_are_asked_for(desk: Client) -> None:
    work = make_source(key="eurasian-union")
    page = desk.get(cite_page(work), {"language": "zh-Hans", "page": "12–14"})
    assert copied(page) == of_the_api(work, language="zh-Hans", locator="page:12–14")
    assert page.context["form"].errors == {}
    assert any("欧亚联盟" in text for text in copied(page))
    assert any("12" in text for text in copied(page))


def test_a_page_that_is_none_is_refused_and_the_language_stays(desk: Client) -> None:
    work = make_source(key="eurasian-union")
    page = desk.get(cite_page(work), {"language": "zh-Hans", "page": "<script>"})
    assert list(page.context["form"].errors) == ["page"]
    assert copied(page) == of_the_api(work, language="zh-Hans")


@pytest.mark.parametrize(
    ("language", "heading", "told"),
    [
        ("en", "GOST R 7.0.5-2008 (notes)", "Pages: the pages are unknown"),
        ("ru", "ГОСТ Р 7.0.5-2008 (подстрочные)", "Страницы: страницы неизвестны"),
        ("zh-hans", "GOST R 7.0.5-2008（脚注）", "页码：页码不详"),
    ],
)
def test_what_a_citation_could_not_say_is_told_in_the_language_of_the_interface(
    desk: Client, language: str, heading: str, told: str
) -> None:
    work = make_source(key="eurasian-union", type="article-journal", container_title_ru="Международная жизнь")
    page = desk.get(cite_page(work), headers={"accept-language": language})
    styles = {style["label"]: style["losses"] for style in page.context["styles"]}
    assert told in styles[heading]


def test_titles_are_texts_and_not_markup(desk: Client) -> None:
    work = make_source(key="odd", title_ru="Союз <b>&</b> блок")
    page = desk.get(cite_page(work)).content.decode()
    assert "<b>" not in page
    assert "Союз &lt;b&gt;&amp;&lt;/b&gt; блок" in page


def test_who_may_look_may_cite_and_nobody_else() -> None:
    work = make_source(key="eurasian-union")
    assert with_rights("view_source").get(cite_page(work)).status_code == 200


def test_who_may_not_look_may_not_cite() -> None:
    assert with_rights("view_term").get(cite_page(make_source())).status_code == 403


def test_a_work_that_is_not_there_leads_away(desk: Client) -> None:
    assert desk.get(reverse("admin:citations_source_cite", args=[4711])).status_code == 302
    assert desk.get(reverse("admin:citations_source_cite", args=["nothing"])).status_code == 302


def test_the_page_costs_little(desk: Client) -> None:
    assert cost(desk, cite_page(a_book())) <= MOST_QUERIES
