"""The answers for terms, domains and attestations, and what their filters keep."""

from __future__ import annotations

import pytest

from citations import changes
from tests.factories import (
    make_attestation,
    make_domain,
    make_organization,
    make_person,
    make_source,
    make_term,
    make_treaty,
)

pytestmark = pytest.mark.django_db

API = "http://testserver/api/v1"
NOTHING = {"ru": "", "zh-Hans": "", "en": ""}


def test_a_term_in_full(client):
    with changes.change():
        domain = make_domain(key="diplomacy")
        other = make_term(
            key="non-alignment",
            domain=domain,
            name_ru="неприсоединение",
            name_zh_hans="不结盟",
            name_en="non-alignment",
        )
        wider = make_term(key="alliance-policy", domain=domain, name_ru="политика союзов", name_en="alliance policy")
        treaty = make_treaty(key="2001-good-neighbourliness", signed="2001-07-16")
        treaty.texts.create(language="ru", standing="authentic")
        treaty.texts.create(language="zh-Hans", standing="authentic", position=1)
        prc = make_organization(key="prc")
        term = make_term(key="non-alliance", domain=domain, pinyin="bù jiéméng", reliability_zh_hans="official")
        term.designations.create(
            language="ru", text="внеблоковость", kind="synonym", standing="deprecated", viewpoint=prc, used="1996/.."
        )
        term.equivalences.create(
            from_language="ru", to_language="zh-Hans", degree="narrower", firmness="authentic-pair", evidence=treaty
        )
        term.relations.create(kind="contrasts", other=other)
        term.relations.create(kind="broader", other=wider, position=1)
        term.unmapped.create(
            format="tbx",
            level="term",
            language="en",
            designation="non-alliance",
            category="termNote:partOfSpeech",
            value="noun",
        )
        for language, form in (("ru", "неприсоединения к союзам"), ("zh-Hans", "不结盟")):
            make_attestation(
                key=f"non-alliance-{language.lower()}",
                term=term,
                source=treaty,
                text=treaty.texts.get(language=language),
                language=language,
                form=form,
                locator_label="article",
                locator_value="8",
                speaker_organization=prc if language == "ru" else None,
                said="2001-07-16",
            )
        term.refresh_from_db()
    found = client.get("/api/v1/terms/non-alliance/").json()
    moments = {name: found.pop(name) for name in ("created_at", "updated_at")}
    assert moments["updated_at"] == term.updated_at.isoformat().replace("+00:00", "Z")
    title = {
        "ru": "Договор о дружбе, союзе и взаимной помощи",
        "zh-Hans": "友好同盟互助条约",
        "en": "Treaty of Friendship, Alliance and Mutual Assistance",
    }
    treaty_summary = {
        "key": "2001-good-neighbourliness",
        "url": f"{API}/treaties/2001-good-neighbourliness/",
        "type": "treaty",
        "title": title,
    }
    prc_summary = {
        "key": "prc",
        "url": f"{API}/organizations/prc/",
        "name": {
            "ru": "Китайская Народная Республика",
            "zh-Hans": "中华人民共和国",
            "en": "People’s Republic of China",
        },
    }
    context = {"ru": "О политике КНР.", "zh-Hans": "论中国的政策。", "en": "On the policy of the PRC."}
    article = {"label": "article", "value": "8", "as_printed": ""}
    assert found == {
        "key": "non-alliance",
        "url": f"{API}/terms/non-alliance/",
        "status": "published",
        "name": {"ru": "неприсоединение к союзам", "zh-Hans": "不结盟", "en": "non-alliance"},
        "transcriptions": {
            "zh-Hant": "不結盟",
            "pinyin": "bù jiéméng",
            "palladius": "бу цземэн",
            "computed": ["zh-Hant", "palladius"],
        },
        "reliability": {"ru": "established", "zh-Hans": "official", "en": "established"},
        "definition": {
            "ru": "Отказ государства вступать в военные союзы.",
            "zh-Hans": "国家不加入军事同盟的政策。",
            "en": "A state’s refusal to enter military alliances.",
        },
        "usage_note": NOTHING,
        "gap_note": NOTHING,
        "domain": {
            "key": "diplomacy",
            "url": f"{API}/domains/diplomacy/",
            "name": {"ru": "дипломатия", "zh-Hans": "外交", "en": "diplomacy"},
        },
        "case_sensitive": False,
        "designations": [
            {
                "language": "ru",
                "text": "внеблоковость",
                "region": None,
                "kind": "synonym",
                "standing": "deprecated",
                "reliability": "established",
                "official_for": None,
                "viewpoint": prc_summary,
                "used": "1996/..",
                "note": NOTHING,
            }
        ],
        "equivalences": [
            {
                "from_language": "ru",
                "to_language": "zh-Hans",
                "degree": "narrower",
                "firmness": "authentic-pair",
                "evidence": treaty_summary,
                "locator": {"label": None, "value": "", "as_printed": ""},
                "note": NOTHING,
            }
        ],
        "relations": [
            {
                "kind": "contrasts",
                "term": {
                    "key": "non-alignment",
                    "url": f"{API}/terms/non-alignment/",
                    "name": {"ru": "неприсоединение", "zh-Hans": "不结盟", "en": "non-alignment"},
                },
            },
            {
                "kind": "broader",
                "term": {
                    "key": "alliance-policy",
                    "url": f"{API}/terms/alliance-policy/",
                    "name": {"ru": "политика союзов", "zh-Hans": "不结盟", "en": "alliance policy"},
                },
            },
        ],
        "unmapped": [
            {
                "format": "tbx",
                "level": "term",
                "language": "en",
                "designation": "non-alliance",
                "category": "termNote:partOfSpeech",
                "value": "noun",
            }
        ],
        "attestations": [
            {
                "key": "non-alliance-ru",
                "url": f"{API}/attestations/non-alliance-ru/",
                "attests": "designation",
                "language": "ru",
                "form": "неприсоединения к союзам",
                "source": treaty_summary,
                "text_language": "ru",
                "locator": article,
                "speaker": {**prc_summary, "kind": "organization"},
                "said": "2001-07-16",
                "mode": "verbatim",
                "quoted_from": None,
                "context": context,
            },
            {
                "key": "non-alliance-zh-hans",
                "url": f"{API}/attestations/non-alliance-zh-hans/",
                "attests": "designation",
                "language": "zh-Hans",
                "form": "不结盟",
                "source": treaty_summary,
                "text_language": "zh-Hans",
                "locator": article,
                "speaker": None,
                "said": "2001-07-16",
                "mode": "verbatim",
                "quoted_from": None,
                "context": context,
            },
        ],
        "parallels": [
            {
                "treaty": treaty_summary,
                "locator": {"label": "article", "value": "8"},
                "forms": [
                    {
                        "language": "ru",
                        "form": "неприсоединения к союзам",
                        "attestation": "non-alliance-ru",
                        "url": f"{API}/attestations/non-alliance-ru/",
                    },
                    {
                        "language": "zh-Hans",
                        "form": "不结盟",
                        "attestation": "non-alliance-zh-hans",
                        "url": f"{API}/attestations/non-alliance-zh-hans/",
                    },
                ],
            }
        ],
        "replaced_by": None,
        "editorial_note": NOTHING,
        "version": 1,
    }
    kinds = {
        key: client.get(f"/api/v1/terms/{key}/").json()["relations"][0]["kind"]
        for key in ("non-alignment", "alliance-policy")
    }
    assert kinds == {"non-alignment": "contrasts", "alliance-policy": "narrower"}


def test_an_attestation_has_its_term_and_whose_words_they_are(client):
    lavrov = make_person(key="lavrov-sergey")
    make_attestation(key="seen", term=make_term(key="non-alliance"), speaker_person=lavrov, said="2014-05")
    found = client.get("/api/v1/attestations/seen/").json()
    assert list(found)[:6] == ["key", "url", "status", "term", "attests", "language"]
    assert found["term"]["url"] == f"{API}/terms/non-alliance/"
    assert (found["speaker"]["kind"], found["speaker"]["key"], found["said"]) == ("person", "lavrov-sergey", "2014-05")
    assert found["text_language"] is None


@pytest.fixture
def records():
    with changes.change():
        diplomacy = make_domain(key="diplomacy")
        chinese = make_domain(key="diplomacy-china", parent=diplomacy)
        deeper = make_domain(key="peripheral", parent=chinese)
        make_domain(key="security")
        prc = make_organization(key="prc")
        zhou = make_person(key="zhou-enlai")
        alliance = make_term(key="alliance", domain=diplomacy, reliability_zh_hans="official")
        bloc = make_term(
            key="bloc", domain=deeper, name_zh_hans="", reliability_zh_hans="", gap_note_zh_hans="无定译。"
        )
        bloc.relations.create(kind="broader", other=alliance)
        bloc.designations.create(language="ru", text="группировка", official_for=prc)
        axis = make_term(key="axis", domain=make_domain(key="history"), definition_ru="")
        axis.relations.create(kind="related", other=alliance)
        axis.designations.create(language="en", text="the Axis", viewpoint=prc)
        treaty = make_treaty(key="1950-sino-soviet")
        article = make_source(key="article", issued="2014")
        make_attestation(key="in-article", term=bloc, source=article, attests="definition", mode="reported")
        make_attestation(key="in-treaty", term=alliance, source=treaty, speaker_person=zhou, quoted_from=article)
        make_attestation(key="spoken", term=alliance, source=article, said="1972", speaker_organization=prc)


CASES = {
    "terms/": ["alliance", "axis", "bloc"],
    "terms/?domain=diplomacy": ["alliance", "bloc"],
    "terms/?domain=diplomacy-china": ["bloc"],
    "terms/?domain=nonsense": [],
    "terms/?reliability=zh-Hans:official": ["alliance"],
    "terms/?missing=zh-Hans": [],
    "terms/?undefined=ru": ["axis"],
    "terms/?attested_in=article": ["alliance", "bloc"],
    "terms/?attested_in=1950-sino-soviet": ["alliance"],
    "terms/?attested_before=1991": ["alliance"],
    "terms/?attested_before=1950-02-14": [],
    "terms/?attested=true": ["alliance", "bloc"],
    "terms/?attested=false": ["axis"],
    "terms/?related_to=alliance": ["axis", "bloc"],
    "terms/?related_to=bloc": ["alliance"],
    "terms/?broader=alliance": ["bloc"],
    "terms/?official_for=prc": ["bloc"],
    "terms/?viewpoint=prc": ["axis"],
    "domains/?parent=diplomacy": ["diplomacy-china"],
    "attestations/?term=alliance": ["in-treaty", "spoken"],
    "attestations/?source=article": ["in-article", "spoken"],
    "attestations/?language=ru": [],
    "attestations/?attests=definition": ["in-article"],
    "attestations/?mode=reported": ["in-article"],
    "attestations/?speaker=zhou-enlai": ["in-treaty"],
    "attestations/?speaker=prc": ["spoken"],
    "attestations/?quoted_from=article": ["in-treaty"],
    "attestations/?said_after=1971": ["spoken"],
    "attestations/?said_before=1972": [],
}


def test_each_filter_keeps_what_it_says(client, records):
    found = {}
    for query in CASES:
        response = client.get(f"/api/v1/{query}")
        assert response.status_code == 200, response.content
        found[query] = [record["key"] for record in response.json()["results"]]
    assert found == CASES
