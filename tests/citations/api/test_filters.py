"""What each filter of works, treaties, people, organizations and citations keeps."""

from __future__ import annotations

import pytest

from citations import changes
from tests.factories import make_citation, make_organization, make_person, make_source, make_treaty

pytestmark = pytest.mark.django_db


@pytest.fixture
def records():
    with changes.change():
        prc = make_organization(key="prc", polity="china")
        qing = make_organization(key="qing-empire", polity="china", existed="1644/1912", name_zh_hans="")
        sco = make_organization(key="sco", kind="international-organization", polity="", existed="2001-06-15/..")
        zhou = make_person(key="zhou-enlai")
        mearsheimer = make_person(
            key="mearsheimer", native_language="en", family_name_zh_hans="", given_name_zh_hans=""
        )
        old = make_treaty(key="1896-li-lobanov", signed="1896-06-03")
        old.parties.create(party=qing)
        old.texts.create(language="fr", standing="authentic")
        treaty = make_treaty(key="1950-sino-soviet")
        treaty.parties.create(party=prc, signatory=zhou)
        treaty.events.create(kind="in-force", date="1950-04-11", position=1)
        treaty.events.create(kind="ended", date="1980", position=2)
        treaty.obligations.create(kind="defence", locator_label="article", locator_value="1")
        treaty.texts.create(language="zh-Hans", standing="authentic")
        treaty.relations.create(kind="refers-to", other=old)
        statement = make_treaty(key="1996-joint-statement", signed="1996-04", kind="joint-statement", binding="no")
        statement.contributions.create(role="author", organization=sco)
        article = make_source(key="article", type="article-journal", language="zh-Hans", issued="2014", title_ru="")
        article.contributions.create(role="author", person=mearsheimer)
        make_source(
            key="translation", issued="2012-02-10", translation_of=article, published_in=treaty, identification="lost"
        )
        make_citation(key="note-1", citing=article, cited=treaty)
        make_citation(key="note-2", citing=article, note_number=2)


CASES = {
    "treaties/?party=prc": ["1950-sino-soviet"],
    "treaties/?party=china": ["1896-li-lobanov", "1950-sino-soviet"],
    "treaties/?party=japan": [],
    "treaties/?signatory=zhou-enlai": ["1950-sino-soviet"],
    "treaties/?kind=joint-statement": ["1996-joint-statement"],
    "treaties/?binding=no": ["1996-joint-statement"],
    "treaties/?obligation=defence": ["1950-sino-soviet"],
    "treaties/?signed_after=1950-02-13": ["1950-sino-soviet", "1996-joint-statement"],
    "treaties/?signed_after=1950-02-14": ["1996-joint-statement"],
    "treaties/?signed_after=1950": ["1996-joint-statement"],
    "treaties/?signed_before=1950": ["1896-li-lobanov"],
    "treaties/?signed_before=1996-04-15": ["1896-li-lobanov", "1950-sino-soviet"],
    "treaties/?in_force_on=1955-06-01": ["1950-sino-soviet"],
    "treaties/?in_force_on=1980-06-01": [],
    "treaties/?in_force_on=possibly:1980-06-01": ["1896-li-lobanov", "1950-sino-soviet"],
    "treaties/?in_force_on=certainly:1955-06-01": ["1950-sino-soviet"],
    "treaties/?authentic_in=fr": ["1896-li-lobanov"],
    "treaties/?related_to=1896-li-lobanov": ["1950-sino-soviet"],
    "treaties/?related_to=1950-sino-soviet": ["1896-li-lobanov"],
    "treaties/?cited_by=article": ["1950-sino-soviet"],
    "treaties/?contributor=sco": ["1996-joint-statement"],
    "treaties/?party=china&signed_after=1900": ["1950-sino-soviet"],
    "sources/?type=article-journal": ["article"],
    "sources/?language=zh-Hans": ["article"],
    "sources/?issued_after=2012": ["article"],
    "sources/?issued_before=2014": ["translation"],
    "sources/?missing=ru": ["article"],
    "sources/?contributor=mearsheimer": ["article"],
    "sources/?cited_by=article": ["1950-sino-soviet"],
    "sources/?translation_of=article": ["translation"],
    "sources/?published_in=1950-sino-soviet": ["translation"],
    "sources/?identification=lost": ["translation"],
    "people/?missing=zh-Hans": ["mearsheimer"],
    "people/?native_language=en": ["mearsheimer"],
    "people/?role=author": ["mearsheimer"],
    "people/?signed=1950-sino-soviet": ["zhou-enlai"],
    "organizations/?kind=state": ["prc", "qing-empire"],
    "organizations/?polity=china": ["prc", "qing-empire"],
    "organizations/?missing=zh-Hans": ["qing-empire"],
    "organizations/?existed_on=1900": ["qing-empire"],
    "organizations/?existed_on=2001-06-15": ["prc", "sco"],
    "organizations/?party_to=1950-sino-soviet": ["prc"],
    "citations/?citing=article": ["note-1", "note-2"],
    "citations/?cited=1950-sino-soviet": ["note-1"],
    "citations/?state=lost": ["note-2"],
    "citations/?note_number=2": ["note-2"],
    "citations/?updated_since=2001-01-01T00:00:00Z": ["note-1", "note-2"],
    "citations/?updated_since=2100-01-01": [],
}


def test_each_filter_keeps_what_it_says(client, records):
    found = {}
    for query in CASES:
        response = client.get(f"/api/v1/{query}")
        assert response.status_code == 200, response.content
        found[query] = [record["key"] for record in response.json()["results"]]
    assert found == CASES
