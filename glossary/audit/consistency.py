"""Where records contradict each other: forms, references, places and designations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from citations.languages import TAGS, column
from citations.models import Citation, Source
from citations.records import ChildKind, Kind, Shape
from citations.search.analysis import Label
from citations.search.folding import fold
from citations.search.recognition import is_form_of
from glossary.audit.completeness import CHUNK
from glossary.audit.coverage import places_of, sections_of
from glossary.audit.findings import Finding
from glossary.models import Attestation, Designation, Term, TermRelation


def unrecognised_forms() -> Iterator[Finding]:
    """Attestations whose form is no designation of their term in that language, however inflected."""
    designations = Designation._base_manager.order_by("position", "pk")
    rows = (
        Attestation.objects.published()
        .select_related("term")
        .prefetch_related(Prefetch("term__designations", queryset=designations))
        .order_by("key")
    )
    for row in rows.iterator(chunk_size=CHUNK):
        names = [getattr(row.term, column("name", row.language))]
        names += [other.text for other in row.term.designations.all() if other.language == row.language]
        known = [Label(row.language, name) for name in names if name]
        if is_form_of(row.form, known):
            continue
        values = {"form": row.form, "term": row.term.key}
        case = "" if known else "no-word"
        if known:
            values["name"] = known[0].text
        yield Finding("unrecognised-form", "attestation", row.key, "form", row.language, case, values)


def unknown_paragraphs() -> Iterator[Finding]:
    """Paragraphs that are referred to and that the work, whose sections are counted, does not have."""
    sections = {source.pk: sections_of(source) for source in _with_sections()}
    for attestation in (
        Attestation.objects.published()
        .filter(source_id__in=sections, locator_label="paragraph")
        .select_related("source")
        .order_by("key")
        .iterator()
    ):
        if not places_of(attestation.locator_value, sections[attestation.source_id]):
            values = {"work": attestation.source.key, "paragraph": attestation.locator_value}
            yield Finding("no-such-paragraph", "attestation", attestation.key, "locator_value", values=values)
    for citation in (
        Citation.objects.published()
        .filter(citing_id__in=sections)
        .exclude(paragraph="")
        .select_related("citing")
        .order_by("key")
        .iterator()
    ):
        if not places_of(citation.paragraph, sections[citation.citing_id]):
            values = {"work": citation.citing.key, "paragraph": citation.paragraph}
            yield Finding("no-such-paragraph", "citation", citation.key, "paragraph", values=values)


def _with_sections() -> Iterator[Source]:
    rows = Source._base_manager.filter(sections__isnull=False).distinct().prefetch_related("sections").order_by("key")
    yield from rows.iterator(chunk_size=CHUNK)


def shared_designations() -> Iterator[Finding]:
    """Pairs of published terms that share a designation in a language and have no relation to each other.

    Only the hashes of the designations of one language are held at a time, then the terms that share one.
    """
    shared: dict[tuple[int, int], tuple[str, str]] = {}
    keys: dict[int, str] = {}
    for tag in TAGS:
        first: dict[int, int] = {}
        twice: set[int] = set()
        for term, _key, text in _designations(tag):
            mark = hash(fold(text))
            if first.setdefault(mark, term) != term:
                twice.add(mark)
        del first
        by_text: dict[str, dict[int, str]] = defaultdict(dict)
        for term, key, text in _designations(tag):
            if hash(fold(text)) in twice:
                by_text[fold(text)].setdefault(term, text)
                keys[term] = key
        for terms in by_text.values():
            for one, other in combinations(sorted(terms, key=lambda term: keys[term]), 2):
                shared.setdefault((one, other), (tag, terms[one]))
    related = _related(set(keys)) if shared else set()
    for (one, other), (tag, text) in sorted(shared.items(), key=lambda pair: (keys[pair[0][0]], keys[pair[0][1]])):
        if (min(one, other), max(one, other)) not in related:
            values = {"text": text, "other": keys[other]}
            yield Finding("shared-designation", "term", keys[one], "relations", tag, values=values)


def _designations(tag: str) -> Iterator[tuple[int, str, str]]:
    """Primary key, key and text of every designation of a published term in a language, the names first."""
    name = column("name", tag)
    terms = Term.objects.published().order_by()
    yield from terms.exclude(**{name: ""}).values_list("pk", "key", name).iterator()
    rows = Designation._base_manager.filter(term__status="published", language=tag).order_by()
    yield from rows.values_list("term_id", "term__key", "text").iterator()


def _related(terms: set[int]) -> set[tuple[int, int]]:
    pairs = TermRelation._base_manager.order_by().values_list("term_id", "other_id").iterator()
    return {(min(pair), max(pair)) for pair in pairs if pair[0] in terms and pair[1] in terms}


def dangling_references(kind: Kind) -> Iterator[Finding]:
    """References of published records of `kind` to a draft, or to a retired record that names no successor."""
    for shape, name in _references(kind):
        path = shape.columns[name]
        owner = shape.child_model.owner_field if isinstance(shape, ChildKind) else ""
        prefix = f"{owner}__" if owner else ""
        rows: QuerySet[Any] = shape.model._base_manager.filter(
            Q(**{f"{path}__status": "draft"})
            | Q(**{f"{path}__status": "retired", f"{path}__replaced_by__isnull": True})
        )
        rows = rows.filter(**{f"{prefix}status": "retired" if name == "replaced_by" else "published"})
        model = shape.child_model.owner_model() if isinstance(shape, ChildKind) else shape.model
        if model is Source:
            rows = rows.filter(**{f"{prefix}treaty__isnull": kind.name != "treaty"})
        position = ["position"] if owner else []
        for key, target, status, *place in (
            rows.order_by(f"{prefix}key", *position)
            .values_list(f"{prefix}key", f"{path}__key", f"{path}__status", *position)
            .iterator()
        ):
            field = f"{shape.name}.{place[0] + 1}.{name}" if isinstance(shape, ChildKind) else name
            yield Finding("dangling-reference", kind.name, key, field, "", status, {"target": target})


def _references(kind: Kind) -> Iterator[tuple[Shape, str]]:
    """The fields of a kind that hold the key of a record, each with the part of the record it stands in."""
    yield from ((kind, name) for name in kind.references if kind.is_reference(name))
    yield kind.tail, "replaced_by"
    for child in kind.children:
        yield from ((child, name) for name in child.references if child.is_reference(name))
