"""Drafts exist for no one outside: not in lists, details, nested summaries, filters or the feed."""

from __future__ import annotations

import pytest

from citations import changes
from tests.corpus import ENDPOINTS
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden():
    """Public records that refer to drafts in every way there is. Every draft has `draft` in its key."""
    with changes.change():
        domain = make_domain(key="draft-domain", status="draft")
        person = make_person(key="draft-person", status="draft")
        state = make_organization(key="draft-state", status="draft", polity="drafts")
        source = make_source(key="draft-source", status="draft")
        treaty = make_treaty(key="draft-treaty", status="draft")
        term = make_term(key="draft-term", status="draft", domain=domain)

        make_domain(key="subdomain", parent=domain)
        shown_state = make_organization(key="state")
        shown_state.relations.create(kind="continues", other=state)
        shown_state.relations.create(kind="succeeds", other=make_organization(key="old"), according_to=source)
        state.relations.create(kind="succeeds", other=shown_state)
        shown_source = make_source(key="source", published_in=source, translation_of=treaty)
        shown_source.contributions.create(role="author", person=person)
        shown_source.contributions.create(role="editor", organization=state, position=1)
        shown_treaty = make_treaty(key="treaty")
        shown_treaty.parties.create(party=state)
        shown_treaty.parties.create(party=shown_state, signatory=person, position=1)
        shown_treaty.events.create(kind="denounced", date="1979", party=state)
        shown_treaty.events.create(kind="ended", date="1980-04-11", evidence=source)
        shown_treaty.obligations.create(kind="defence", evidence=source)
        shown_treaty.relations.create(kind="replaces", other=treaty)
        treaty.relations.create(kind="reaffirms", other=shown_treaty)
        shown_term = make_term(key="term", domain=domain)
        shown_term.designations.create(language="ru", text="внеблоковость", official_for=state)
        shown_term.designations.create(language="en", text="bloc-free stance", viewpoint=state)
        shown_term.equivalences.create(
            from_language="ru", to_language="en", degree="exact", firmness="established", evidence=source
        )
        shown_term.relations.create(kind="broader", other=term)
        term.relations.create(kind="related", other=shown_term)
        make_attestation(key="draft-attestation", term=shown_term, source=shown_source, status="draft")
        make_attestation(key="attestation-of-draft-term", term=term, source=shown_source)
        make_attestation(key="attestation-in-draft-source", term=shown_term, source=source)
        make_attestation(
            key="attestation", term=shown_term, source=shown_source, speaker_person=person, quoted_from=source
        )
        make_citation(key="draft-citation", citing=shown_source, status="draft")
        make_citation(key="citation-in-draft-source", citing=source)
        make_citation(key="citation", citing=shown_source, cited=source, note_number=2)
        make_source(key="retired", status="retired", replaced_by=source)


def body(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


LISTS = {
    "terms": ["term"],
    "domains": ["subdomain"],
    "treaties": ["treaty"],
    "sources": ["source", "treaty"],
    "people": [],
    "organizations": ["old", "state"],
    "citations": ["citation"],
    "attestations": ["attestation"],
}


def test_lists_and_details_know_no_drafts(client, hidden):
    for endpoint in ENDPOINTS:
        listed = client.get(f"/api/v1/{endpoint}/").json()["results"]
        assert [record["key"] for record in listed] == LISTS[endpoint]
        for key in LISTS[endpoint]:
            assert "draft" not in body(client, f"/api/v1/{endpoint}/{key}/")
        assert "draft" not in body(client, f"/api/v1/{endpoint}/?format=ndjson")


HIDDEN = (
    "terms/draft-term",
    "domains/draft-domain",
    "treaties/draft-treaty",
    "sources/draft-source",
    "sources/draft-treaty",
    "people/draft-person",
    "organizations/draft-state",
    "citations/draft-citation",
    "citations/citation-in-draft-source",
    "attestations/draft-attestation",
    "attestations/attestation-of-draft-term",
    "attestations/attestation-in-draft-source",
)


def test_a_draft_and_what_hangs_on_it_is_not_found_and_not_suggested(client, hidden):
    for address in HIDDEN:
        response = client.get(f"/api/v1/{address}/")
        assert response.status_code == 404
        endpoint, key = address.split("/")
        kind = {"people": "person", "treaties": "treaty"}.get(endpoint, endpoint.removesuffix("s"))
        detail = response.json()["detail"]
        assert detail.startswith(f"There is no {kind} “{key}”; ")
        assert "draft" not in detail.replace(key, "")


def test_what_refers_to_a_draft_refers_to_nothing(client, hidden):
    term = client.get("/api/v1/terms/term/").json()
    assert term["domain"] is None
    assert term["relations"] == []
    assert [(row["text"], row["official_for"]) for row in term["designations"]] == [("внеблоковость", None)]
    assert term["equivalences"][0]["evidence"] is None
    assert [row["key"] for row in term["attestations"]] == ["attestation"]
    assert term["attestations"][0]["speaker"] is None
    assert term["attestations"][0]["quoted_from"] is None
    treaty = client.get("/api/v1/treaties/treaty/").json()
    assert [(row["party"]["key"], row["signatory"]) for row in treaty["parties"]] == [("state", None)]
    assert [row["kind"] for row in treaty["events"]] == ["signed", "ended"]
    assert treaty["relations"] == []
    source = client.get("/api/v1/sources/source/").json()
    assert (source["contributions"], source["published_in"], source["translation_of"]) == ([], None, None)
    assert client.get("/api/v1/citations/citation/").json()["cited"] is None
    assert client.get("/api/v1/sources/retired/").json()["replaced_by"] is None


QUERIES = (
    "terms/?domain=draft-domain",
    "terms/?attested_in=draft-source",
    "terms/?related_to=draft-term",
    "terms/?broader=draft-term",
    "terms/?official_for=draft-state",
    "terms/?viewpoint=draft-state",
    "domains/?parent=draft-domain",
    "treaties/?party=draft-state",
    "treaties/?party=drafts",
    "treaties/?signatory=draft-person",
    "treaties/?related_to=draft-treaty",
    "treaties/?contributor=draft-person",
    "sources/?contributor=draft-person",
    "sources/?contributor=draft-state",
    "sources/?published_in=draft-source",
    "sources/?translation_of=draft-treaty",
    "sources/?cited_by=draft-source",
    "people/?signed=draft-treaty",
    "organizations/?party_to=draft-treaty",
    "citations/?cited=draft-source",
    "citations/?citing=draft-source",
    "attestations/?term=draft-term",
    "attestations/?source=draft-source",
    "attestations/?speaker=draft-person",
    "attestations/?quoted_from=draft-source",
    "changes/?key=draft-term",
    "changes/?key=attestation-of-draft-term",
    "changes/?key=citation-in-draft-source",
)


def test_no_filter_finds_anything_by_a_draft(client, hidden):
    found = {query: client.get(f"/api/v1/{query}").json()["results"] for query in QUERIES}
    assert [query for query, results in found.items() if results] == []


def test_the_feed_tells_no_word_of_a_draft(client, hidden):
    assert "draft" not in body(client, "/api/v1/changes/?format=ndjson")
    steps = client.get("/api/v1/changes/?key=term").json()["results"]
    record = steps[0]["record"]
    assert record["domain"] is None
    assert record["relations"] == []
    assert [row["text"] for row in record["designations"]] == ["внеблоковость"]
    assert record["designations"][0]["official_for"] is None


def test_status_draft_is_no_value(client, hidden):
    response = client.get("/api/v1/terms/?status=draft")
    assert response.status_code == 400
    assert response.json()["errors"] == [
        {"parameter": "status", "message": "“draft” is not allowed.", "allowed": ["published", "retired"]}
    ]
