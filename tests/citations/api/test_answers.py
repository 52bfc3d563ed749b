"""The answers for works, treaties, people, organizations and citations, in full."""

from __future__ import annotations

import pytest

from citations import changes
from tests.factories import make_citation, make_organization, make_person, make_source, make_treaty

pytestmark = pytest.mark.django_db

API = "http://testserver/api/v1"
NOTHING = {"ru": "", "zh-Hans": "", "en": ""}
NOWHERE = {"label": None, "value": "", "as_printed": ""}


def answer(client, address: str) -> dict:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return response.json()


def test_a_person_has_the_name_as_each_language_writes_it(client):
    person = make_person(
        key="lavrov-sergey",
        family_name_ru="Лавров",
        family_name_zh_hans="拉夫罗夫",
        family_name_en="Lavrov",
        given_name_ru="Сергей",
        given_name_zh_hans="谢尔盖",
        given_name_en="Sergey",
        patronymic_ru="Викторович",
        native_language="ru",
    )
    assert answer(client, "people/lavrov-sergey/") == {
        "key": "lavrov-sergey",
        "url": f"{API}/people/lavrov-sergey/",
        "status": "published",
        "name": {"ru": "Сергей Викторович Лавров", "zh-Hans": "谢尔盖·拉夫罗夫", "en": "Sergey Lavrov"},
        "family_name": {"ru": "Лавров", "zh-Hans": "拉夫罗夫", "en": "Lavrov"},
        "given_name": {"ru": "Сергей", "zh-Hans": "谢尔盖", "en": "Sergey"},
        "patronymic": {"ru": "Викторович", "zh-Hans": "", "en": ""},
        "name_original": "",
        "native_language": "ru",
        "description": NOTHING,
        "replaced_by": None,
        "editorial_note": NOTHING,
        "version": 1,
        "created_at": person.created_at.isoformat().replace("+00:00", "Z"),
        "updated_at": person.updated_at.isoformat().replace("+00:00", "Z"),
    }


def test_a_treaty_tells_what_was_signed_by_whom_and_what_came_of_it(client):
    with changes.change():
        prc = make_organization(key="prc")
        zhou = make_person(
            key="zhou-enlai",
            family_name_ru="Чжоу",
            family_name_zh_hans="周",
            family_name_en="Zhou",
            given_name_ru="Эньлай",
            given_name_zh_hans="恩来",
            given_name_en="Enlai",
        )
        before = make_treaty(key="1945-sino-soviet", signed="1945-08-14")
        treaty = make_treaty(key="1950-sino-soviet", registration_number="I-3103", registration_volume="226")
        treaty.parties.create(
            party=prc, signatory=zhou, office_ru="премьер", office_zh_hans="总理", office_en="Premier"
        )
        treaty.texts.create(language="zh-Hans", standing="authentic", url="https://example.org/1950")
        treaty.events.create(kind="in-force", date="1950-04-11", position=1)
        treaty.events.create(kind="ended", date="1979-04-03", position=2)
        treaty.events.create(kind="ended", date="1980-04-11", preferred=True, position=3)
        treaty.obligations.create(
            kind="defence", locator_label="article", locator_value="1", locator_as_printed="第一条"
        )
        treaty.relations.create(kind="replaces", other=before)
    found = answer(client, "treaties/1950-sino-soviet/")
    assert list(found)[:10] == [
        "key", "url", "status", "kind", "binding", "type", "language", "title", "title_original", "place",
    ]  # fmt: skip
    assert (found["kind"], found["binding"], found["type"]) == ("treaty", "yes", "treaty")
    assert found["place"] == {"ru": "Москва", "zh-Hans": "莫斯科", "en": "Moscow"}
    assert (found["signed"], found["entered_into_force"], found["ended"]) == ("1950-02-14", "1950-04-11", "1980-04-11")
    assert found["registration"] == {"number": "I-3103", "volume": "226", "page": ""}
    assert found["parties"] == [
        {
            "party": {
                "key": "prc",
                "url": f"{API}/organizations/prc/",
                "name": {
                    "ru": "Китайская Народная Республика",
                    "zh-Hans": "中华人民共和国",
                    "en": "People’s Republic of China",
                },
            },
            "signatory": {
                "key": "zhou-enlai",
                "url": f"{API}/people/zhou-enlai/",
                "name": {"ru": "Чжоу Эньлай", "zh-Hans": "周恩来", "en": "Zhou Enlai"},
            },
            "office": {"ru": "премьер", "zh-Hans": "总理", "en": "Premier"},
            "bound_from": None,
            "bound_until": None,
        }
    ]
    assert found["texts"] == [
        {
            "language": "zh-Hans",
            "standing": "authentic",
            "prevails": False,
            "title_as_printed": "",
            "publication": "",
            "web_address": "https://example.org/1950",
        }
    ]
    assert [(row["kind"], row["date"], row["preferred"]) for row in found["events"]] == [
        ("signed", "1950-02-14", False),
        ("in-force", "1950-04-11", False),
        ("ended", "1979-04-03", False),
        ("ended", "1980-04-11", True),
    ]
    assert found["events"][0]["locator"] == NOWHERE
    assert found["obligations"] == [
        {
            "kind": "defence",
            "locator": {"label": "article", "value": "1", "as_printed": "第一条"},
            "evidence": None,
            "note": NOTHING,
        }
    ]
    title = {
        "ru": "Договор о дружбе, союзе и взаимной помощи",
        "zh-Hans": "友好同盟互助条约",
        "en": "Treaty of Friendship, Alliance and Mutual Assistance",
    }
    earlier = {"key": "1945-sino-soviet", "url": f"{API}/treaties/1945-sino-soviet/", "type": "treaty", "title": title}
    assert found["relations"] == [{"kind": "replaces", "treaty": earlier}]
    (seen_from_there,) = answer(client, "treaties/1945-sino-soviet/")["relations"]
    assert (seen_from_there["kind"], seen_from_there["treaty"]["key"]) == ("replaced-by", "1950-sino-soviet")


def test_sources_list_treaties_too_under_their_own_address(client):
    make_treaty(key="1950-sino-soviet")
    make_source(key="pravda-2012")
    assert [row["url"] for row in answer(client, "sources/")["results"]] == [
        f"{API}/treaties/1950-sino-soviet/",
        f"{API}/sources/pravda-2012/",
    ]
    assert [row["key"] for row in answer(client, "sources/?treaty=false")["results"]] == ["pravda-2012"]
    assert [row["key"] for row in answer(client, "sources/?treaty=true")["results"]] == ["1950-sino-soviet"]
    assert answer(client, "sources/1950-sino-soviet/")["url"] == f"{API}/treaties/1950-sino-soviet/"


def test_a_work_without_a_title_is_named_by_its_description(client):
    untitled = make_source(
        key="alliance-discourse-paper",
        title_ru="",
        title_zh_hans="",
        title_en="",
        description_ru="Статья о спорах вокруг союза",
        description_zh_hans="关于结盟论争的论文",
        description_en="A paper on the alliance debate",
        identification="conjectural",
        url="https://example.org/paper",
    )
    make_citation(key="note-1", citing=untitled)
    assert answer(client, "citations/note-1/")["citing"] == {
        "key": "alliance-discourse-paper",
        "url": f"{API}/sources/alliance-discourse-paper/",
        "type": "article-newspaper",
        "title": {
            "ru": "[Статья о спорах вокруг союза]",
            "zh-Hans": "[关于结盟论争的论文]",
            "en": "[A paper on the alliance debate]",
        },
    }
    found = answer(client, "sources/alliance-discourse-paper/")
    assert found["title"] == NOTHING
    assert found["web_address"] == "https://example.org/paper"


def test_a_citation_says_what_cites_what_and_how_surely(client):
    make_citation(
        key="note-41", note_number=41, sequence=2, as_printed="Ibid., p. 3.", locator_label="page", locator_value="3"
    )
    found = answer(client, "citations/note-41/")
    assert (found["cited"], found["note_number"], found["sequence"], found["state"]) == (None, 41, 2, "lost")
    assert found["locator"] == {"label": "page", "value": "3", "as_printed": ""}
    assert found["as_printed"] == "Ibid., p. 3."
    assert found["statement"]["ru"] == "Союз определён как договорённость государств."


def test_organizations_are_related_from_both_sides(client):
    with changes.change():
        ussr = make_organization(key="ussr", polity="russia")
        make_organization(key="russian-federation", polity="russia").relations.create(
            kind="continues", other=ussr, date="1991-12-26"
        )
    (later,) = answer(client, "organizations/russian-federation/")["relations"]
    (earlier,) = answer(client, "organizations/ussr/")["relations"]
    assert (later["kind"], later["organization"]["key"], later["date"]) == ("continues", "ussr", "1991-12-26")
    assert (earlier["kind"], earlier["organization"]["key"]) == ("continued-by", "russian-federation")


def test_languages_narrow_every_translated_field_on_lists_and_details(client):
    source = make_source(key="pravda-2012", publisher_ru="Правда")
    source.contributions.create(role="author", person=make_person(key="zheng-yu"))
    (listed,) = answer(client, "sources/?languages=zh-Hans,ru")["results"]
    for found in (listed, answer(client, "sources/pravda-2012/?languages=ru,zh-Hans")):
        assert found["title"] == {"ru": "Евразийский союз", "zh-Hans": "欧亚联盟"}
        assert found["publisher"] == {"ru": "Правда", "zh-Hans": ""}
        assert found["contributions"][0]["person"]["name"] == {"ru": "Чжэн Юй", "zh-Hans": "郑羽"}
        assert found["editorial_note"] == {"ru": "", "zh-Hans": ""}


def test_a_retired_record_names_its_successor_and_stands_in_its_own_list(client):
    new = make_organization(key="prc")
    make_organization(key="china", status="retired", replaced_by=new)
    found = answer(client, "organizations/china/")
    assert found["status"] == "retired"
    assert found["replaced_by"]["url"] == f"{API}/organizations/prc/"
    assert [row["key"] for row in answer(client, "organizations/")["results"]] == ["prc"]
    assert [row["key"] for row in answer(client, "organizations/?status=retired")["results"]] == ["china"]
