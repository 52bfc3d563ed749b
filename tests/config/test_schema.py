"""The OpenAPI document: valid, complete, and true to what is answered."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from citations.api.pages import openapi
from tests.corpus import ENDPOINTS


@pytest.fixture(scope="module")
def document() -> dict:
    return json.loads(openapi())


def test_it_is_valid_openapi_3_1(document):
    assert document["openapi"].startswith("3.1.")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_it_has_every_endpoint(document):
    lists = {f"/api/v1/{name}/" for name in (*ENDPOINTS, "changes")}
    details = {f"/api/v1/{name}/{{key}}/" for name in ENDPOINTS}
    assert set(document["paths"]) >= lists | details


def operations(document: dict) -> dict[str, dict]:
    return {address: methods["get"] for address, methods in document["paths"].items() if "get" in methods}


def test_every_operation_says_what_it_does_and_how_it_fails(document):
    for address, operation in operations(document).items():
        assert operation["description"], address
        assert operation["operationId"], address
        for code in ("400", "405", "406", "429"):
            schema = operation["responses"][code]["content"]["application/problem+json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/Problem"}, address


def test_every_parameter_has_a_description_and_words_are_enumerated(document):
    for address, operation in operations(document).items():
        for parameter in operation["parameters"]:
            assert parameter["description"], (address, parameter["name"])
    treaties = {one["name"]: one for one in document["paths"]["/api/v1/treaties/"]["get"]["parameters"]}
    assert treaties["binding"]["schema"]["enum"] == ["yes", "no", "disputed"]
    assert treaties["format"]["schema"]["enum"] == [
        "json", "ndjson", "jsonl", "csv", "xlsx", "csl-json", "biblatex", "bibtex", "ris",
    ]  # fmt: skip
    terms = {one["name"]: one for one in document["paths"]["/api/v1/terms/"]["get"]["parameters"]}
    assert terms["reliability"]["schema"]["enum"] == [
        "ru:official", "ru:established", "ru:proposed",
        "zh-Hans:official", "zh-Hans:established", "zh-Hans:proposed",
        "en:official", "en:established", "en:proposed",
    ]  # fmt: skip


def test_every_form_of_an_answer_is_described(document):
    content = document["paths"]["/api/v1/terms/"]["get"]["responses"]["200"]["content"]
    assert list(content) == [
        "application/json",
        "application/x-ndjson",
        "application/jsonl",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/x-tbx",
        "text/turtle",
        "application/ld+json",
        "application/vnd.entente.losses+json",
    ]
    page = document["components"]["schemas"]["PaginatedTermList"]
    assert page["required"] == ["next", "previous", "results"]
