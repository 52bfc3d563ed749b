"""What a request costs: the same number of queries for one row and for twenty, children included."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citations import changes
from tests.corpus import ENDPOINTS, Corpus, make_corpus
from tests.factories import make_organization, make_person, make_term, make_treaty

pytestmark = pytest.mark.django_db

QUERIES_OF_A_LIST = {
    "terms": 7,
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


def costs(client: Client, corpus: Corpus) -> dict[str, int]:
    lists = {f"/{name}/": queries(client, f"/api/v1/{name}/") for name in QUERIES_OF_A_LIST}
    streams = {f"/{name}/?format=ndjson": queries(client, f"/api/v1/{name}/?format=ndjson") for name in lists_of_rows()}
    details = {}
    for name in ENDPOINTS:
        key = getattr(corpus, name)[-1].key
        details[f"/{name}/{{key}}/"] = queries(client, f"/api/v1/{name}/{key}/")
    return lists | streams | details


def lists_of_rows() -> list[str]:
    return [name for name in QUERIES_OF_A_LIST if name != "changes"]


EXPECTED = (
    {f"/{name}/": count for name, count in QUERIES_OF_A_LIST.items()}
    | {f"/{name}/?format=ndjson": QUERIES_OF_A_LIST[name] for name in lists_of_rows()}
    | {f"/{name}/{{key}}/": QUERIES_OF_A_LIST[name] for name in ENDPOINTS}
)


@pytest.mark.parametrize("rows", [1, 20])
def test_every_list_and_detail_costs_the_same_for_one_row_and_twenty(client, rows):
    assert costs(client, make_corpus(rows)) == EXPECTED


def test_detail_costs_the_same_for_one_child_and_twenty(client):
    corpus = make_corpus(1)
    before = queries(client, "/api/v1/terms/term-01/"), queries(client, "/api/v1/treaties/treaty-01/")
    term, treaty = corpus.terms[0], corpus.treaties[0]
    with changes.change():
        for number in range(20):
            state = make_organization(key=f"neighbour-{number}")
            text = make_treaty(key=f"neighbour-{number}")
            term.designations.create(language="en", text=f"non-alliance {number}", viewpoint=state)
            term.relations.create(kind="related", other=make_term(domain=term.domain))
            term.unmapped.create(format="tbx", category="admin:projectSubset", value=f"проект {number}")
            treaty.parties.create(party=state, signatory=make_person())
            treaty.events.create(kind="reaffirmed", date="1960", evidence=text)
            treaty.relations.create(kind="refers-to", other=text)
    assert before == (queries(client, "/api/v1/terms/term-01/"), queries(client, "/api/v1/treaties/treaty-01/"))
