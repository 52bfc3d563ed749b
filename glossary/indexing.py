"""What terms are called, for the search index; and what else editors find terms, domains and attestations by."""

from __future__ import annotations

from citations import indexing
from citations.search import registry
from citations.search.analysis import Label
from citations.search.registry import translated
from glossary.records import ATTESTATION, DOMAIN, TERM

CASE_COUNTS = "case"


def term_labels(record: registry.Record) -> list[Label]:
    """Every designation of a term, the preferred ones first; `case`: recognised in their letter case only."""
    role = CASE_COUNTS if record["case_sensitive"] else ""
    labels = translated(record, "name", role=role)
    if record["name_zh_hant"]:
        labels.append(Label("zh-Hant", record["name_zh_hant"], role))
    return labels + [Label(row["language"], row["text"], role) for row in record["designations"]]


def term_facets(record: registry.Record) -> dict[str, str]:
    """What a search over terms may be narrowed by."""
    return {"status": record["status"], "domain": record["domain"]}


def connect() -> None:
    """Register the kinds of the glossary with the index."""
    indexing.register(TERM, term_labels, term_facets, texts=("pinyin", "palladius"))
    indexing.register(DOMAIN, None, texts=("name",))
    indexing.register(ATTESTATION, None, texts=("form",))
