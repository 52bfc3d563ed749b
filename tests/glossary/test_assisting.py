"""What forms are told: Chinese spelled otherwise, titles in Latin letters, and which terms share a designation."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from glossary.models import Term
from tests.factories import make_domain, make_term
from tests.pages import add_row, change_page, cost, form_in, save, with_rights

pytestmark = pytest.mark.django_db

TRANSCRIPTIONS = "admin:workshop_transcriptions"


@pytest.mark.parametrize(
    ("text", "transcribed"),
    [
        ("不结盟", {"zh-Hant": "不結盟", "pinyin": "bù jiéméng", "palladius": "бу цземэн"}),
        (" 于洪君\n", {"zh-Hant": "于洪君", "pinyin": "Yú Hóngjūn", "palladius": "Юй Хунцзюнь"}),
        ("", {"zh-Hant": "", "pinyin": "", "palladius": ""}),
    ],
)
def test_the_transcriptions_of_a_form_are_computed(desk: Client, text: str, transcribed: dict[str, str]) -> None:
    assert desk.get(reverse(TRANSCRIPTIONS), {"text": text}).json() == transcribed


def test_they_are_those_that_the_api_shows(desk: Client, client: Client) -> None:
    make_term(key="non-alliance")
    served = client.get("/api/v1/terms/non-alliance/").json()["transcriptions"]
    shown = desk.get(reverse(TRANSCRIPTIONS), {"text": "不结盟"}).json()
    assert {**shown, "computed": ["zh-Hant", "pinyin", "palladius"]} == served


def test_they_are_for_those_who_may_view_terms() -> None:
    assert with_rights("view_source").get(reverse(TRANSCRIPTIONS), {"text": "不结盟"}).status_code == 403


def test_they_cost_no_query_of_their_own(desk: Client) -> None:
    assert cost(desk, reverse(TRANSCRIPTIONS)) == cost(desk, f"{reverse(TRANSCRIPTIONS)}?text=不结盟") == 2


@pytest.mark.parametrize(
    ("language", "text", "latin"),
    [
        ("zh-Hans", "中国社会科学", "Zhongguo shehui kexue"),
        (
            "zh-Hant",
            "积极树立亚洲安全观 共创安全合作新局面",
            "Jiji shuli Yazhou anquanguan gongchuang anquan hezuo xin jumian",
        ),
        ("zh-Hans", "战略与管理：西安会议《论女性》", "Zhanlüe yu guanli: Xi’an huiyi “lun nüxing”"),
        ("ru", "Международная жизнь", "Mezhdunarodnaia zhiznʹ"),
        ("ja", "中国", ""),
        ("", "中国", ""),
        ("ru", "", ""),
    ],
)
def test_a_title_is_offered_in_latin_letters(desk: Client, language: str, text: str, latin: str) -> None:
    answer = desk.get(reverse("admin:workshop_transliterations"), {"text": text, "language": language})
    assert answer.json() == {"transliteration": latin}


@pytest.mark.parametrize(("right", "status"), [("view_source", 200), ("view_treaty", 200), ("view_term", 403)])
def test_it_is_for_those_who_may_view_works(right: str, status: int) -> None:
    asked = {"text": "Правда", "language": "ru"}
    assert with_rights(right).get(reverse("admin:workshop_transliterations"), asked).status_code == status


# The same designation


def warnings(answer: Any) -> list[str]:
    assert answer.status_code == 302
    return [str(one) for one in get_messages(answer.wsgi_request) if one.level_tag == "warning"]


@pytest.fixture
def neutrality(db: None) -> Term:
    return make_term(
        key="neutrality",
        domain=make_domain(key="law"),
        name_ru="нейтралитет",
        name_zh_hans="中立",
        name_en="neutrality",
    )


def told(*terms: Term) -> str:
    links = " · ".join(f'<a href="{change_page(one)}">{one} · {one.key}</a>' for one in terms)
    return f"Saved; but other terms have the same designation in the same language: {links}"


def test_a_name_that_another_term_has_is_saved_and_told(desk: Client, neutrality: Term) -> None:
    other = make_term(key="non-alliance")
    assert warnings(save(desk, neutrality, name_zh_hans="不结盟")) == [told(other)]
    neutrality.refresh_from_db()
    assert neutrality.name_zh_hans == "不结盟"


def test_so_is_a_designation(desk: Client, neutrality: Term) -> None:
    other = make_term(key="non-alliance")
    other.designations.create(language="ru", text="внеблоковый статус")
    form = form_in(desk.get(change_page(neutrality)), "term_form")
    add_row(form, "designations", language="ru", text="внеблоковый статус", kind="synonym", standing="admitted",
            reliability="established")  # fmt: skip
    assert warnings(desk.post(change_page(neutrality), form)) == [told(other)]


def test_a_name_in_another_language_or_spelling_is_none_the_same(desk: Client, neutrality: Term) -> None:
    make_term(key="non-alliance")
    assert warnings(save(desk, neutrality, name_en="不结盟")) == []
    assert warnings(save(desk, neutrality, name_ru="Неприсоединение к союзам")) == []


def test_what_stood_there_before_is_told_no_more(desk: Client, neutrality: Term) -> None:
    make_term(key="non-alliance", name_ru="нейтралитет")
    assert warnings(save(desk, neutrality, name_en="neutral status")) == []


def test_at_most_five_are_named(desk: Client, neutrality: Term) -> None:
    domain = make_domain()
    others = [make_term(key=f"non-alliance-{place}", domain=domain) for place in range(6)]
    assert warnings(save(desk, neutrality, name_zh_hans="不结盟")) == [told(*others[:5]) + " …"]
