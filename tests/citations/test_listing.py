"""Lists in the admin: what is to do stands in sight, narrows the list, and every page costs the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citations.admin import listing
from citations.admin.listing import ListPaginator, lag_badge
from citations.models import Lag, Person, Source, Treaty
from glossary.models import Term
from tests.factories import (
    make_attestation,
    make_citation,
    make_domain,
    make_organization,
    make_person,
    make_source,
    make_term,
    make_treaty,
)
from tests.pages import MOST_QUERIES, cost, desk_of, member_of, with_rights

pytestmark = pytest.mark.django_db

TERMS = "/admin/glossary/term/"


def keys(client: Client, address: str) -> list[str]:
    """What a list shows, in order."""
    return [one.key for one in client.get(address).context["cl"].result_list]


def reword(instance: Any, **texts: str) -> None:
    fresh = type(instance).objects.get(pk=instance.pk)
    for name, text in texts.items():
        setattr(fresh, name, text)
    fresh.save()


# Badges


def test_a_term_shows_what_is_missing_graded_and_to_be_looked_at_again(desk: Client) -> None:
    term = make_term(
        key="non-alliance", status="draft", name_en="", reliability_en="", definition_en="", reliability_ru="official",
        definition_zh_hans="不结盟。",
    )  # fmt: skip
    reword(term, definition_zh_hans="不与任何国家结成军事同盟的政策。")
    page = desk.get(TERMS)
    shown = page.context["cl"].result_list[0]
    columns = page.context["cl"].model_admin
    assert columns.russian(shown) == (
        '<span lang="ru">неприсоединение к союзам</span> <span class="badge badge-official">official</span> '
        '<span class="badge badge-lags" title="Reworded in another language, and not touched here since: Chinese">'
        "look again: definition</span>"
    )
    assert columns.chinese(shown) == (
        '<span lang="zh-Hans">不结盟</span> <span class="badge badge-established">established</span>'
    )
    assert columns.english(shown) == (
        '<span class="badge badge-missing">no name</span> <span class="badge badge-missing">no definition</span>'
    )


def test_a_stated_gap_is_no_missing_name_and_asks_for_no_definition(desk: Client) -> None:
    make_term(name_en="", reliability_en="", definition_en="", gap_note_en="English has no word for it.")
    page = desk.get(TERMS)
    columns = page.context["cl"].model_admin
    assert columns.english(page.context["cl"].result_list[0]) == '<span class="badge badge-gap">no word</span>'


def test_other_kinds_show_a_missing_name(desk: Client) -> None:
    make_organization(key="prc", name_en="", abbreviation_en="")
    page = desk.get("/admin/citations/organization/")
    columns = page.context["cl"].model_admin
    shown = page.context["cl"].result_list[0]
    assert columns.english(shown) == '<span class="badge badge-missing">no name</span>'
    assert columns.russian(shown) == '<span lang="ru">Китайская Народная Республика</span>'


# Filters


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("lags=ru", ["reworded"]),
        ("lags=zh-Hans", []),
        ("lags=en", ["reworded"]),
        ("lags=fr", ["reworded", "unseen"]),
        ("attested=no", ["unseen"]),
        ("attested=zh-Hans", ["unseen"]),
        ("attested=ru", ["reworded", "unseen"]),
        ("missing=en", ["unseen"]),
        ("undefined=zh-Hans", ["unseen"]),
        ("attested=ru&undefined=zh-Hans&lags=ru", []),
    ],
)
def test_terms_are_narrowed_by_what_is_to_do(desk: Client, question: str, found: list[str]) -> None:
    term = make_term(key="reworded")
    reword(term, definition_zh_hans="不与任何国家结成军事同盟的政策。")
    make_term(key="unseen", status="draft", name_en="", reliability_en="", definition_zh_hans="")
    make_attestation(term=Term.objects.get(key="reworded"), language="zh-Hans")
    assert keys(desk, f"{TERMS}?{question}") == found


def test_treaties_are_narrowed_by_the_part_they_lack(desk: Client) -> None:
    whole = make_treaty(key="whole")
    whole.parties.create(party=make_organization())
    whole.texts.create(language="ru", standing="authentic")
    whole.obligations.create(kind="defence")
    bare = make_treaty(key="bare", signed="")
    bare.texts.create(language="en", standing="unofficial-translation")
    for part in ("parties", "date", "text", "obligations"):
        assert keys(desk, f"/admin/citations/treaty/?lacks={part}") == ["bare"]
    assert keys(desk, "/admin/citations/treaty/?lacks=nothing") == ["bare", "whole"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/admin/citations/source/?lacks=contributions", ["anonymous"]),
        ("/admin/citations/source/?lacks=sections", ["signed"]),
        ("/admin/citations/source/?missing=zh-Hans", ["anonymous"]),
        ("/admin/citations/person/?undescribed=ru", ["zheng-yu"]),
        ("/admin/citations/person/?undescribed=en", ["lavrov", "zheng-yu"]),
        ("/admin/citations/citation/?missing=en", ["note-1"]),
        ("/admin/glossary/attestation/?missing=zh-Hans", ["seen"]),
        ("/admin/glossary/attestation/?lags=zh-Hans", []),
    ],
)
def test_other_kinds_are_narrowed_by_what_is_missing(desk: Client, address: str, found: list[str]) -> None:
    author = make_person(key="lavrov", description_ru="Министр иностранных дел.")
    make_person(key="zheng-yu")
    signed = make_source(key="signed")
    signed.contributions.create(role="author", person=author)
    anonymous = make_source(key="anonymous", title_zh_hans="")
    anonymous.sections.create(number=1, paragraphs=3)
    make_citation(key="note-1", statement_en="", citing=signed)
    make_attestation(key="seen", context_zh_hans="", source=anonymous)
    assert keys(desk, address) == found


def test_what_still_fits_is_said_in_the_list_and_only_by_who_may_change(desk: Client) -> None:
    term = make_term(key="non-alliance")
    reword(term, definition_zh_hans="不与任何国家结成军事同盟的政策。")
    asked = {"action": "still_fits", "_selected_action": [str(term.pk)]}
    looker = with_rights("view_term")
    looker.post(f"{TERMS}?lags=ru", asked)
    assert Lag.objects.count() == 2
    answer = desk.post(f"{TERMS}?lags=ru", asked, follow=True)
    assert [str(one) for one in answer.context["messages"]] == ["1 text is no longer marked."]
    assert [lag.language for lag in Lag.objects.all()] == ["en"]
    desk.post(TERMS, asked)
    assert not Lag.objects.exists()


def test_an_editor_says_so_of_the_languages_they_edit_and_is_told_of_the_others() -> None:
    reword(
        make_term(key="non-alliance"), definition_zh_hans="不与任何国家结成军事同盟的政策。", name_zh_hans="不结盟政策"
    )
    desk = desk_of(member_of("Editors", "Russian editors"))
    asked = {"action": "still_fits", "_selected_action": [str(Term.objects.get().pk)]}
    answer = desk.post(f"{TERMS}?lags=en", asked, follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        "2 texts stay marked: your account may not edit their languages (English)."
    ]
    answer = desk.post(TERMS, asked, follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        "2 texts are no longer marked.",
        "2 texts stay marked: your account may not edit their languages (English).",
    ]
    assert {lag.language for lag in Lag.objects.all()} == {"en"}


def test_a_text_of_a_row_is_named_with_its_list_and_its_number(desk: Client) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    treaty.obligations.create(kind="defence", note_ru="Статья 1.", note_en="Article 1.")
    row = treaty.obligations.get()
    row.note_en = "Articles 1 and 2."
    row.save()
    shown = desk.get("/admin/citations/treaty/").context["cl"].result_list[0]
    assert "look again: obligations, row 1, note</span>" in lag_badge(shown, "ru")


# Pages


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("ordering", [("key",), ("-key",), ("native_language", "-key")])
def test_every_page_holds_what_a_slice_would(number: int, ordering: tuple[str, ...]) -> None:
    for place in range(23):
        make_person(key=f"person-{place:02}", native_language="ru" if place % 3 else "zh-Hans")
    rows = Person.objects.order_by(*ordering)
    paginator = ListPaginator(rows, 5)
    assert list(paginator.page(number).object_list) == list(rows[(number - 1) * 5 : number * 5])


def test_the_last_page_reads_from_the_end() -> None:
    for place in range(23):
        make_source(key=f"source-{place:02}")
    paginator = ListPaginator(Source.objects.order_by("key"), 5)
    assert paginator.count == 23
    with CaptureQueriesContext(connection) as queries:
        found = [one.key for one in paginator.page(5).object_list]
    assert found == ["source-20", "source-21", "source-22"]
    assert [query["sql"].endswith("DESC LIMIT 3") for query in queries] == [True, False]


@pytest.mark.parametrize(
    "question", ["", "?lags=ru", "?q=союз", "?o=-2", "?missing=en", "?attested=ru", "?found=any", "?p=2"]
)
def test_a_list_of_terms_costs_the_same_for_any_number_of_rows(desk: Client, question: str) -> None:
    address = f"{TERMS}{question if question != '?p=2' else ''}"
    for number in range(2):
        reword(make_term(key=f"first-{number}"), definition_zh_hans="修订。")
    one = cost(desk, address)
    for number in range(20):
        reword(make_term(key=f"second-{number:02}"), definition_zh_hans="修订。")
    assert cost(desk, address) == one <= MOST_QUERIES + 2


@pytest.mark.parametrize(("language", "said"), [("ru", "более 3"), ("zh-hans", "超过 3"), ("en", "more than 3")])
def test_a_narrowed_list_is_counted_so_far_and_a_whole_one_to_its_end(
    desk: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, language: str, said: str
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 3)
    domain = make_domain()
    for place in range(5):
        make_term(key=f"term-{place}", domain=domain, status="draft" if place else "published")
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = desk.get(f"{TERMS}?status__exact=draft")
    assert str(page.context["cl"].result_count) == said
    assert f"\n{said} " in page.content.decode()
    assert desk.get(TERMS).context["cl"].result_count == 5
    assert str(desk.get(f"{TERMS}?status__exact=published").context["cl"].result_count) == "1"


def test_of_more_rows_than_are_counted_the_first_pages_are_read_from_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 12)
    for place in range(23):
        make_person(key=f"person-{place:02}")
    paginator = ListPaginator(Person.objects.order_by("key"), 5)
    assert paginator.num_pages == 3
    assert [one.key for one in paginator.page(3).object_list] == ["person-10", "person-11"]


@pytest.mark.parametrize("number", range(1, 6))
def test_rows_of_several_parts_are_read_in_one_order(number: int) -> None:
    for place in range(23):
        make_person(key=f"person-{place:02}", native_language=("ru", "zh-Hans", "en")[place % 3])
    rows = Person.objects.exclude(native_language="en").order_by("-pk")
    expected = list(rows[(number - 1) * 5 : number * 5])
    rows.parts = [rows.filter(native_language=one) for one in ("ru", "zh-Hans")]
    paginator = ListPaginator(rows, 5)
    assert list(paginator.page(min(number, paginator.num_pages)).object_list) == (expected or list(rows[15:]))


def test_the_second_page_costs_one_query_more_than_the_first(desk: Client) -> None:
    for place in range(51):
        make_person(key=f"person-{place:02}")
    first = cost(desk, "/admin/citations/person/")
    assert cost(desk, "/admin/citations/person/?p=2") == first + 1 <= MOST_QUERIES
    assert keys(desk, "/admin/citations/person/?p=2") == ["person-50"]


def test_an_entry_is_reached_by_its_kind_and_key(desk: Client) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    to = {view: reverse("admin:entry", args=["treaty", "treaty-of-1950", view]) for view in ("change", "history")}
    assert desk.get(to["change"]).headers["Location"] == f"/admin/citations/treaty/{treaty.pk}/change/"
    assert desk.get(to["history"]).headers["Location"] == f"/admin/citations/treaty/{treaty.pk}/history/"
    Treaty.objects.get(pk=treaty.pk).delete()
    answer = desk.get(to["change"])
    assert answer.headers["Location"] == "/admin/citations/revision/?kind=treaty&q=treaty-of-1950"
    assert desk.get(reverse("admin:entry", args=["planet", "mars", "change"])).status_code == 404
    assert Client().get(to["change"]).headers["Location"].startswith("/admin/login/")
