"""The canonical records of the glossary: domains, terms and attestations."""

from __future__ import annotations

from django.utils.translation import gettext

from citations.languages import RU, ZH_HANS
from citations.records import LOCATOR, ChildKind, Kind, Problem, Record, register
from glossary.models import (
    Attestation,
    Designation,
    Domain,
    Equivalence,
    Reliability,
    Term,
    TermRelation,
    UnmappedItem,
)


def check_term(record: Record) -> list[Problem]:
    """A designation is another form than the preferred one of its language."""
    return [
        Problem(
            ("designations", place, "text"),
            gettext("“%(text)s” is the preferred name in %(language)s already; take this designation out")
            % {"text": row["text"], "language": row["language"]},
        )
        for place, row in enumerate(record.get("designations", ()))
        if row["text"] and not row["region"] and row["text"] == record["name"].get(row["language"])
    ]


def graded(record: Record) -> Record:
    """`record`, a term, with a grade for each name: one that nobody has graded is proposed."""
    grades = {
        tag: grade or (Reliability.PROPOSED.value if record["name"][tag] else "")
        for tag, grade in record["reliability"].items()
    }
    return record | {"reliability": grades}


DOMAIN = register(Kind(Domain, ("key", "name", "parent"), name="domain", plural="domains"))
TERM = register(
    Kind(
        Term,
        (
            "key",
            "name",
            "reliability",
            "definition",
            "usage_note",
            "gap_note",
            "domain",
            "case_sensitive",
            "name_zh_hant",
            "pinyin",
            "palladius",
        ),
        name="term",
        plural="terms",
        children=(
            ChildKind(
                Designation,
                (
                    "language",
                    "text",
                    "region",
                    "kind",
                    "standing",
                    "reliability",
                    "official_for",
                    "viewpoint",
                    "used",
                    "note",
                ),
                "designations",
                ("language", "text", "region"),
            ),
            ChildKind(
                Equivalence,
                (
                    "from_language",
                    "to_language",
                    "degree",
                    "firmness",
                    "evidence",
                    *LOCATOR,
                    "note",
                ),
                "equivalences",
                ("from_language", "to_language"),
            ),
            ChildKind(TermRelation, ("kind", "term=other"), "relations", ("kind", "term")),
            ChildKind(
                UnmappedItem,
                ("format", "level", "language", "designation", "category", "value"),
                "unmapped",
                ("format", "level", "language", "designation", "category", "value"),
            ),
        ),
        check=check_term,
        written_in={"name_zh_hant": ZH_HANS.tag, "pinyin": ZH_HANS.tag, "palladius": RU.tag},
        supply=graded,
    )
)
ATTESTATION = register(
    Kind(
        Attestation,
        (
            "key",
            "term",
            "attests",
            "language",
            "form",
            "source",
            "text",
            *LOCATOR,
            "speaker_person",
            "speaker_organization",
            "said",
            "mode",
            "quoted_from",
            "context",
        ),
        name="attestation",
        plural="attestations",
        written_in={"language": "language", "form": "language"},
    )
)
