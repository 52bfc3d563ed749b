"""From the database to a citation: the adapter, the command and the API."""

# ruff: noqa: E501, ISC004 — a table of texts

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citations.citing.adapter import items_by_key
from citations.citing.registry import STYLES, cite
from citations.languages import TAGS
from tests.factories import make_organization, make_person, make_source, make_treaty

pytestmark = pytest.mark.django_db


@pytest.fixture
def drabkin():
    person = make_person(
        key="drabkin-alexander", family_name_ru="Драбкин", family_name_zh_hans="德拉布金", family_name_en="Drabkin",
        given_name_ru="Александр", given_name_zh_hans="亚历山大", given_name_en="Alexander", native_language="ru",
    )  # fmt: skip
    source = make_source(key="drabkin-2012")
    source.contributions.create(person=person, name_as_printed="Александр Драбкин")
    return source


@pytest.fixture
def treaty():
    china = make_organization(key="republic-of-china", name_zh_hans="中华民国", name_ru="Китайская Республика")
    ussr = make_organization(key="ussr", name_zh_hans="苏联", name_ru="СССР", polity="russia")
    treaty = make_treaty(
        key="1945-sino-soviet", signed="1945-08-14", registration_number="II-68", registration_volume="10",
        registration_page="300",
    )  # fmt: skip
    for place, (party, signatory) in enumerate(((china, None), (ussr, make_person()), (ussr, make_person()))):
        treaty.parties.create(party=party, signatory=signatory, position=place)
    return treaty


def test_a_newspaper_article_in_every_style(drabkin):
    item = items_by_key(["drabkin-2012"])["drabkin-2012"]
    assert {name: cite(item, style).citation.text for name, style in STYLES.items()} == {
        "gb-t-7714-2025-numeric": "Драбкин А. Евразийский союз[N]. Правда，2012-02-10.",
        "gb-t-7714-2025-author-date": "Драбкин А，2012. Евразийский союз[N]. Правда，2012-02-10.",
        "gb-t-7714-2015-numeric": "ДРАБКИН А. Евразийский союз[N]. Правда, 2012-02-10.",
        "gb-t-7714-2015-author-date": "ДРАБКИН А, 2012. Евразийский союз[N]. Правда, 2012-02-10.",
        "gost-r-7-0-5-2008-list": "Драбкин А. Евразийский союз // Правда. 2012. 10 февр.",
        "gost-r-7-0-5-2008-author-year": "Драбкин А. Евразийский союз // Правда. 2012. 10 февр.",
        "gost-r-7-0-5-2008-note": "Драбкин А. Евразийский союз // Правда. 2012. 10 февр.",
        "chicago-18-author-date": (
            "Drabkin, Alexander. 2012. “Евразийский союз” [A Eurasian union]. Правда, February 10."
        ),
        "chicago-18-notes": "Alexander Drabkin, “Евразийский союз” [A Eurasian union], Правда, February 10, 2012.",
    }


def test_a_treaty_has_each_party_once_and_its_registration(treaty):
    item = items_by_key(["1945-sino-soviet"])["1945-sino-soviet"]
    assert item.treaty is not None
    assert [party.zh_hans for party in item.treaty.parties] == ["中华民国", "苏联"]
    assert cite(item, STYLES["gb-t-7714-2025-author-date"]).citation.text == (
        "中华民国，苏联，1945. 友好同盟互助条约[M]//United Nations Treaty Series：v.10. 1945-08-14：300."
    )
    assert cite(item, STYLES["gost-r-7-0-5-2008-list"]).citation.text == (
        "Договор о дружбе, союзе и взаимной помощи (Москва, 14 авг. 1945 г.) // United Nations Treaty Series. Vol. 10. "
        "P. 300. No. II-68."
    )


def test_a_part_takes_what_it_does_not_say_from_the_work_that_contains_it():
    editor = make_person(family_name_ru="Петров", given_name_ru="Пётр", patronymic_ru="Ильич", native_language="ru")
    book = make_source(
        key="book", type="book", title_ru="Сборник", container_title_ru="", publisher_ru="Наука",
        publisher_place_ru="Москва", issued="1999",
    )  # fmt: skip
    book.contributions.create(role="editor", person=editor)
    make_source(
        key="part", type="chapter", title_ru="Глава", container_title_ru="", issued="", pages="5–17", published_in=book
    )
    item = items_by_key(["part"])["part"]
    assert cite(item, STYLES["gost-r-7-0-5-2008-list"]).citation.text == (
        "Глава // Сборник / ред. П. И. Петров. М.: Наука, 1999. С. 5–17."
    )


@pytest.mark.parametrize(
    ("fields", "contributions", "gost", "chicago"),
    [
        (
            {
                "type": "thesis",
                "title_ru": "Союзы: дис. … канд. ист. наук",
                "title_transliterated": "Soiuzy",
                "title_en": "Alliances",
                "publisher_en": "Moscow State University",
                "publisher_place_ru": "Москва",
                "issued": "2002",
                "container_title_ru": "",
            },
            [{"role": "author", "name_as_printed": "Фенухин В. И."}],
            "Фенухин В. И. Союзы: дис. … канд. ист. наук. М.: Moscow State University, 2002.",
            "Фенухин В. И. 2002. “Soiuzy” [Alliances]. Thesis, Moscow State University.",
        ),
        (
            {
                "type": "book",
                "title_ru": "Происхождение союзов",
                "title_en": "The origins of alliances",
                "title_transliterated": "Proiskhozhdenie soiuzov",
                "publisher_ru": "Наука",
                "publisher_en": "Nauka",
                "publisher_place_ru": "Москва; Ленинград",
                "issued": "1990",
                "pages": "480",
                "container_title_ru": "",
            },
            [
                {"role": "author", "name_as_printed": "Уолт С."},
                {"role": "translator", "name_as_printed": "пер. с англ. И. И. Иванова"},
            ],
            "Уолт С. Происхождение союзов / пер. с англ. И. И. Иванова. М.; Л.: Наука, 1990. 480 с.",
            "Уолт С. 1990. Proiskhozhdenie soiuzov [The origins of alliances]. Пер. с англ. И. И. Иванова. Nauka.",
        ),
        (
            {
                "type": "legislation",
                "title_ru": "О противодействии терроризму",
                "title_en": "On Countering Terrorism",
                "title_transliterated": "O protivodeistvii terrorizmu",
                "number": "35-ФЗ",
                "issued": "2006-03-06",
                "container_title_ru": "",
                "url": "http://kremlin.ru/acts/bank/23522",
                "accessed": "2020-01-05",
            },
            [],
            "О противодействии терроризму (от 6 марта 2006 г. № 35-ФЗ). URL: http://kremlin.ru/acts/bank/23522 "
            "(дата обращения: 05.01.2020).",
            "O protivodeistvii terrorizmu [On Countering Terrorism]. 2006. No. 35-ФЗ. March 6. "
            "http://kremlin.ru/acts/bank/23522.",
        ),
        (
            {
                "type": "webpage",
                "title_ru": "Россия не будет создавать союз с Китаем",
                "title_en": "No alliance",
                "title_transliterated": "Rossiia ne budet sozdavatʹ soiuz s Kitaem",
                "container_title_ru": "АиФ.ru",
                "container_title_transliterated": "AiF.ru",
                "issued": "2014-04-17",
                "url": "http://www.aif.ru/1",
                "accessed": "2016-05-06",
            },
            [],
            "Россия не будет создавать союз с Китаем // АиФ.ru. 2014. 17 апр. URL: http://www.aif.ru/1 "
            "(дата обращения: 06.05.2016).",
            "AiF.ru. 2014. “Rossiia ne budet sozdavatʹ soiuz s Kitaem” [No alliance]. April 17. http://www.aif.ru/1.",
        ),
        (
            {
                "type": "manuscript",
                "title_ru": "Записка",
                "title_en": "A memorandum",
                "title_transliterated": "Zapiska",
                "container_title_ru": "ГАРФ",
                "container_title_transliterated": "GARF",
                "number": "Ф. 102. Оп. 1. Д. 5",
                "pages": "12",
                "issued": "1950-02-14",
            },
            [],
            "Записка, 14 февр. 1950 г. // ГАРФ. Ф. 102. Оп. 1. Д. 5. Л. 12.",
            "“Zapiska” [A memorandum]. 1950. February 14. Ф. 102. Оп. 1. Д. 5, 12, GARF.",
        ),
    ],
)
def test_works_of_every_kind_as_they_are_stored(fields, contributions, gost, chicago):
    source = make_source(key="stored", **fields)
    for position, row in enumerate(contributions):
        source.contributions.create(position=position, **row)
    item = items_by_key(["stored"])["stored"]
    assert cite(item, STYLES["gost-r-7-0-5-2008-list"]).citation.text == gost
    assert cite(item, STYLES["chicago-18-author-date"]).citation.text == chicago


def test_a_phrase_on_the_containing_work_and_a_role_without_a_place():
    book = make_source(key="book", type="book", title_ru="Сборник", container_title_ru="", issued="1999")
    book.contributions.create(role="editor", name_as_printed="под ред. П. П. Петрова")
    part = make_source(
        key="part", type="chapter", title_ru="Глава", container_title_ru="", issued="", published_in=book
    )
    part.contributions.create(role="organizer", name_as_printed="Клуб «Валдай»")
    cited = cite(items_by_key(["part"])["part"], STYLES["gost-r-7-0-5-2008-list"])
    assert cited.citation.text == "Глава // Сборник / под ред. П. П. Петрова. 1999."
    assert [(loss.field, loss.message) for loss in cited.losses] == [
        ("contributions", "no author is known"),
        ("pages", "the pages are unknown"),
        ("contributions", "the style does not name the organizer here"),
    ]


def test_an_author_in_capitals_is_named_and_the_number_of_a_magazine_is_not(drabkin):
    item = items_by_key(["drabkin-2012"])["drabkin-2012"]
    named = cite(item, STYLES["gb-t-7714-2015-numeric"])
    assert named.citation.text == "ДРАБКИН А. Евразийский союз[N]. Правда, 2012-02-10."
    assert "contributions" not in [loss.field for loss in named.losses]
    magazine = replace(item, type="article-magazine", volume="93", issue="Вып. 9")
    told = cite(magazine, STYLES["chicago-18-notes"]).losses
    assert [loss.field for loss in told if loss.message == "the style does not print it here"] == ["volume", "issue"]
    told = cite(magazine, STYLES["gost-r-7-0-5-2008-list"]).losses
    assert not [loss for loss in told if loss.message == "the style does not print it here"]


def test_drafts_are_neither_cited_nor_named(drabkin):
    draft = make_person(key="draft-person", status="draft", family_name_ru="Тайный")
    drabkin.contributions.create(person=draft, position=1)
    make_source(key="draft-source", status="draft")
    assert list(items_by_key(["draft-source", "drabkin-2012"])) == ["drabkin-2012"]
    assert "Тайный" not in repr(items_by_key(["drabkin-2012"]))
    assert "Тайный" in repr(items_by_key(["drabkin-2012"], is_public=False))


@pytest.mark.parametrize("count", [1, 20])
def test_citing_costs_the_same_for_one_work_and_twenty(count):
    keys = []
    for number in range(count):
        host = make_source(key=f"host-{number}", type="book")
        source = make_source(key=f"work-{number}", published_in=host)
        source.contributions.create(person=make_person())
        host.contributions.create(role="editor", organization=make_organization())
        keys.append(source.key)
    with CaptureQueriesContext(connection) as captured:
        assert len(items_by_key(keys)) == count
    assert len(captured) == 11


# The command


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("cite", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_cites_one_work(drabkin):
    out, err = run("drabkin-2012", "--style", "gost-r-7-0-5-2008-note", "--page", "3")
    assert out == "Драбкин А. Евразийский союз // Правда. 2012. 10 февр. С. 3.\n"
    assert err.splitlines() == [
        "drabkin-2012: contributions: the patronymic of Драбкин is unknown, so an initial is missing",
        "drabkin-2012: pages: the pages are unknown",
    ]


def test_the_command_numbers_several(drabkin, treaty):
    out, _err = run("1945-sino-soviet", "drabkin-2012", "--html")
    assert out.splitlines() == [
        "[1] 友好同盟互助条约[M]//United Nations Treaty Series：v.10. 1945-08-14：300.",
        "[2] Драбкин А. Евразийский союз[N]. Правда，2012-02-10.",
    ]


def test_the_command_exports_csl_json(drabkin):
    out, err = run("drabkin-2012", "--csl")
    assert json.loads(out) == [
        {
            "id": "drabkin-2012",
            "type": "article-newspaper",
            "language": "ru",
            "title": "Евразийский союз",
            "author": [{"family": "Драбкин", "given": "Александр"}],
            "issued": {"date-parts": [[2012, 2, 10]]},
            "container-title": "Правда",
            "custom": {"title": {"zh-Hans": "欧亚联盟", "en": "A Eurasian union"}},
        }
    ]
    assert err.splitlines() == [
        "drabkin-2012: contributions: CSL-JSON has one form of Драбкин: that of the entry",
        "drabkin-2012: contributions: CSL-JSON has no place for Драбкин as printed",
        "drabkin-2012: title: CSL-JSON has it in one language; zh-Hans, en stand in custom",
    ]


def test_the_command_names_the_keys_that_are_wrong(drabkin):
    with pytest.raises(CommandError, match="there is no source or treaty “nobody”, “nothing”; correct the key"):
        run("nobody", "drabkin-2012", "nothing")


# The API


def test_one_work(client, drabkin):
    response = client.get("/api/v1/sources/drabkin-2012/citation/?style=chicago-18-notes&locator=page:3")
    assert response.status_code == 200
    assert response.json() == {
        "key": "drabkin-2012",
        "url": "http://testserver/api/v1/sources/drabkin-2012/",
        "style": "chicago-18-notes",
        "language": "ru",
        "label": "",
        "text": "Alexander Drabkin, “Евразийский союз” [A Eurasian union], Правда, February 10, 2012, 3.",
        "html": "Alexander Drabkin, “Евразийский союз” [A Eurasian union], <i>Правда</i>, February 10, 2012, 3.",
        "in_text": "",
        "forms": [
            {"name": "short", "text": "Drabkin, “Евразийский союз,” 3.", "html": "Drabkin, “Евразийский союз,” 3."},
            {
                "name": "bibliography",
                "text": "Drabkin, Alexander. “Евразийский союз” [A Eurasian union]. Правда, February 10, 2012.",
                "html": "Drabkin, Alexander. “Евразийский союз” [A Eurasian union]. <i>Правда</i>, February 10, 2012.",
            },
        ],
        "losses": [
            {"field": "pages", "message": "the pages are unknown"},
            {
                "field": "title_transliterated",
                "message": "the title is not known in Latin letters; it stands in its own script",
            },
            {
                "field": "container_title_transliterated",
                "message": "what it was published in is not known in Latin letters; it stands in its own script",
            },
        ],
    }
    again = client.get(response.wsgi_request.get_full_path(), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_the_default_style_is_gb_t_7714_2025_numeric(client, treaty):
    for address in ("treaties", "sources"):
        answer = client.get(f"/api/v1/{address}/1945-sino-soviet/citation/").json()
        assert answer["style"] == "gb-t-7714-2025-numeric"
        assert answer["url"] == "http://testserver/api/v1/treaties/1945-sino-soviet/"
        assert answer["text"] == "友好同盟互助条约[M]//United Nations Treaty Series：v.10. 1945-08-14：300."


def test_many_works_in_their_order_and_in_another_language(client, drabkin, treaty):
    answer = client.get("/api/v1/citing/?keys=1945-sino-soviet,drabkin-2012&style=gost-r-7-0-5-2008-list").json()
    assert answer["style"] == "gost-r-7-0-5-2008-list"
    assert [(one["label"], one["key"], one["in_text"]) for one in answer["results"]] == [
        ("1.", "1945-sino-soviet", "[1]"),
        ("2.", "drabkin-2012", "[2]"),
    ]
    answer = client.get("/api/v1/citing/?keys=drabkin-2012&language=zh-Hans").json()
    assert answer["results"][0]["text"] == "德拉布金. 欧亚联盟[N]. Правда，2012-02-10."


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("sources/drabkin-2012/citation/?style=apa", 400, "style: “apa” is not allowed."),
        ("sources/drabkin-2012/citation/?stile=x", 400,
         "stile: there is no such parameter here; did you mean “style”?"),
        ("sources/drabkin-2012/citation/?locator=3", 400, "locator: “3” is not allowed."),
        ("sources/drabkin-2012/citation/?locator=page:%00", 400, "locator: “page:\x00” is not allowed."),
        ("sources/nobody/citation/", 404, "There is no source “nobody”; http://testserver/api/v1/sources/ lists "
         "what there is."),
        ("treaties/drabkin-2012/citation/", 404, "There is no treaty “drabkin-2012”; http://testserver/api/v1/treaties/ lists "
         "what there is."),
        ("citing/", 400, "keys: is missing; give it."),
        ("citing/?keys=drabkin-2012,nobody", 404, "There is no source or treaty “nobody”; leave it out or correct the key."),
        ("citing/?keys=drabkin-2012,drabkin-2012", 400, "keys: “drabkin-2012” stands twice; a list names a work once."),
        ("citing/?keys=drabkin-2012,", 400, "keys: “drabkin-2012,” is not allowed."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(client, drabkin, address, status, detail):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"] == detail


def test_notes_may_cite_a_work_again(client, drabkin):
    answer = client.get("/api/v1/citing/?keys=drabkin-2012,drabkin-2012&style=gost-r-7-0-5-2008-note").json()
    assert [one["text"] for one in answer["results"]] == [
        "Драбкин А. Евразийский союз // Правда. 2012. 10 февр.",
        "Там же.",
    ]


def test_every_language_can_be_asked_for(client, drabkin):
    for tag in TAGS:
        assert client.get(f"/api/v1/sources/drabkin-2012/citation/?language={tag}").json()["language"] == tag
