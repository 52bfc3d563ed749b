"""What a record lacks: names, titles, definitions, attestations, evidence, parties, dates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q

from citations.languages import TAGS, column
from citations.models import TreatyText
from citations.models.treaties import TreatyTextStanding
from citations.records import Kind, Record
from citations.rights import content_language
from citations.romanization import is_in_latin_letters, sign_that_is_not_latin
from citations.search.analysis import Label
from citations.search.recognition import is_form_of
from glossary.audit.findings import Finding
from glossary.models import Attestation, Designation, Term
from glossary.models.terms import Reliability

#: Sources of these types are official texts, as every treaty is (the item types of CSL).
OFFICIAL_TYPES = ("treaty", "legislation", "regulation")
#: Kinds of treaty records that one side issues: nobody is a party to a white paper.
ISSUED = ("policy-document", "resolution")
CHUNK = 500


def check_completeness(kind: Kind, record: Record) -> Iterator[Finding]:
    """What `record` lacks by itself. Only published records are asked: a retired one is no longer worked on."""
    if record["status"] != "published":
        return
    for field, language, code, case in _lacking(kind.name, record):
        yield Finding(code, kind.name, record["key"], field, language, case)


def _lacking(kind: str, record: Record) -> Iterator[tuple[str, str, str, str]]:
    """Field, language, code and case of each thing that is lacking."""
    match kind:
        case "term":
            yield from _term(record)
        case "person":
            names = {tag: record["family_name"][tag] or record["given_name"][tag] for tag in TAGS}
            yield from _unnamed(record, "family_name", names)
        case "organization":
            yield from _unnamed(record, "name", record["name"])
        case "source":
            yield from _untitled(record)
            yield from _untransliterated(record)
        case "treaty":
            yield from _untitled(record)
            yield from _untransliterated(record)
            yield from _treaty(record)
        case "citation" if record["state"] in ("candidate", "partial") and not _is_noted(record):
            yield "editorial_note", "", "unexplained-citation", record["state"]


def _term(record: Record) -> Iterator[tuple[str, str, str, str]]:
    for tag in TAGS:
        if record["gap_note"][tag]:
            continue
        if not record["name"][tag]:
            yield "name", tag, "no-name", "term"
        if not record["definition"][tag]:
            yield "definition", tag, "no-definition", ""


def _unnamed(record: Record, field: str, names: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    for tag in TAGS:
        if not names[tag] and not _is_noted(record):
            yield field, tag, "no-name", ""


def _untitled(record: Record) -> Iterator[tuple[str, str, str, str]]:
    has_title = bool(record["title_original"]) or any(record["title"].values())
    field = "title" if has_title else "description"
    for tag in TAGS:
        if not record[field][tag] and not _is_noted(record):
            yield field, tag, "no-title", "" if has_title else "description"


def _untransliterated(record: Record) -> Iterator[tuple[str, str, str, str]]:
    if not record["language"] or is_in_latin_letters(record["language"]):
        return
    tag = content_language(record["language"]) or ""
    own = {name: record[name].get(tag, "") for name in ("title", "container_title")}
    own["title"] = record["title_original"] or own["title"]
    for name, text in own.items():
        if sign_that_is_not_latin(text) and not record[f"{name}_transliterated"]:
            yield f"{name}_transliterated", "", "no-transliteration", ""


def _treaty(record: Record) -> Iterator[tuple[str, str, str, str]]:
    is_issued = record["kind"] in ISSUED
    if not record["parties"] and not (is_issued and record["contributions"]):
        yield "parties", "", "no-parties", "issued" if is_issued else ""
    if not any(event["date"] for event in record["events"]):
        yield "events", "", "no-date", ""


def _is_noted(record: Record) -> bool:
    """Whether the record says something of what is unknown: unknown is a value."""
    return any(record["editorial_note"].values())


def unattested_terms() -> Iterator[Finding]:
    """Published terms that no published attestation shows."""
    for key in Term.objects.published().unattested().order_by("key").values_list("key", flat=True).iterator():
        yield Finding("no-attestation", "term", key, "attestations")


def official_forms_without_text() -> Iterator[Finding]:
    """Forms graded official that no attestation shows in an authentic text, an official translation or a law."""
    evidence = (
        Attestation._base_manager.filter(status="published")
        .filter(Q(source__treaty__isnull=False) | Q(source__type__in=OFFICIAL_TYPES))
        .select_related("text")
        .order_by("pk")
    )
    official = Reliability.OFFICIAL
    graded = Q(*((column("reliability", tag), official) for tag in TAGS), _connector=Q.OR)
    terms = (
        Term.objects.published()
        .filter(graded | Q(pk__in=Designation._base_manager.filter(reliability=official).values("term")))
        .order_by("key")
        .prefetch_related("designations", Prefetch("attestations", queryset=evidence))
    )
    with_texts = set(TreatyText._base_manager.values_list("treaty_id", flat=True))
    for term in terms.iterator(chunk_size=CHUNK):
        shown = [row for row in term.attestations.all() if _is_in_official_text(row, with_texts)]
        for field, tag, text in _official_forms(term):
            if not any(row.language == tag and is_form_of(row.form, [Label(tag, text)]) for row in shown):
                yield Finding("official-without-text", "term", term.key, field, tag, values={"text": text})


def _official_forms(term: Any) -> Iterator[tuple[str, str, str]]:
    for tag in TAGS:
        if getattr(term, column("reliability", tag)) == Reliability.OFFICIAL:
            yield "name", tag, getattr(term, column("name", tag))
    for place, row in enumerate(sorted(term.designations.all(), key=lambda row: (row.position, row.pk)), start=1):
        if row.reliability == Reliability.OFFICIAL:
            yield f"designations.{place}.text", row.language, row.text


def _is_in_official_text(attestation: Attestation, with_texts: set[int]) -> bool:
    """Whether it stands in an official text; of a treaty whose texts are known, in one that is named and official."""
    if attestation.text is not None:
        return attestation.text.standing != TreatyTextStanding.UNOFFICIAL_TRANSLATION
    return attestation.source_id not in with_texts
