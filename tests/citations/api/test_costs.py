"""What a request costs: the same number of queries for one row and for twenty, children included."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.corpus import ENDPOINTS, Corpus, make_corpus

pytestmark = pytest.mark.django_db

QUERIES_OF_A_LIST = {
    "terms": 6,
    "domains": 1,
    "treaties": 9,
    "sources": 3,
    "people": 1,
    "organizations": 3,
    "citations": 1,
    "attestations": 1,
    "changes": 9,
}


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        assert response.status_code == 200
        assert b"".join(response.streaming_content) if response.streaming else response.content
    return len(captured)


@pytest.fixture(params=[1, 20])
def corpus(request) -> Corpus:
    return make_corpus(request.param)


@pytest.mark.parametrize(("endpoint", "expected"), QUERIES_OF_A_LIST.items())
def test_list_costs_the_same_for_one_row_and_twenty(client, corpus, endpoint, expected):
    assert queries(client, f"/api/v1/{endpoint}/") == expected


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_detail_costs_the_same_however_many_there_are(client, corpus, endpoint):
    record = getattr(corpus, endpoint)[-1]
    assert queries(client, f"/api/v1/{endpoint}/{record.key}/") == QUERIES_OF_A_LIST[endpoint]


def test_detail_costs_the_same_for_one_child_and_twenty(client):
    corpus = make_corpus(1)
    before = queries(client, "/api/v1/terms/term-01/"), queries(client, "/api/v1/treaties/treaty-01/")
    term, treaty = corpus.terms[0], corpus.treaties[0]
    for number in range(2, 21):
        other = make_corpus_neighbour(number)
        term.designations.create(language="en", text=f"non-alliance {number}", viewpoint=other.organizations[0])
        term.relations.create(kind="related", other=other.terms[0])
        treaty.parties.create(party=other.organizations[0], signatory=other.people[0])
        treaty.events.create(kind="reaffirmed", date="1960", evidence=other.treaties[0])
        treaty.relations.create(kind="refers-to", other=other.treaties[0])
    assert before == (queries(client, "/api/v1/terms/term-01/"), queries(client, "/api/v1/treaties/treaty-01/"))


def make_corpus_neighbour(number: int) -> Corpus:
    """Another corpus of one, its keys apart from those of the first."""
    from tests import factories

    made = Corpus()
    made.organizations.append(factories.make_organization(key=f"neighbour-{number}"))
    made.people.append(factories.make_person(key=f"neighbour-{number}"))
    made.terms.append(factories.make_term(key=f"neighbour-{number}"))
    made.treaties.append(factories.make_treaty(key=f"neighbour-{number}"))
    return made


def test_whole_list_as_ndjson_takes_a_set_of_queries_for_each_two_hundred_rows(client, corpus):
    assert queries(client, "/api/v1/terms/?format=ndjson") == QUERIES_OF_A_LIST["terms"]
