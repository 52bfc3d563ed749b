"""Runs every check over the whole corpus and says what was found, and what of it the records accept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from citations.records import KINDS, Kind, to_record
from glossary.audit.completeness import (
    CHUNK,
    check_completeness,
    official_forms_without_text,
    unattested_terms,
)
from glossary.audit.consistency import (
    dangling_references,
    shared_designations,
    unknown_paragraphs,
    unrecognised_forms,
)
from glossary.audit.findings import CODES, Finding
from glossary.audit.spelling import check_spelling

#: Checks that look at more than one record, with the kinds they speak of.
_ACROSS: tuple[tuple[frozenset[str], Callable[[], Iterator[Finding]]], ...] = (
    (frozenset({"term"}), unattested_terms),
    (frozenset({"term"}), official_forms_without_text),
    (frozenset({"term"}), shared_designations),
    (frozenset({"attestation"}), unrecognised_forms),
    (frozenset({"attestation", "citation"}), unknown_paragraphs),
)
_ABOUT_ACCEPTANCE = frozenset({"unknown-code", "unused-acceptance"})


def audit(*, kinds: Collection[str] | None = None, codes: Collection[str] | None = None) -> list[Finding]:
    """Everything the audit finds in the public records, in order; of some kinds or codes only, when they are given.

    A finding is `accepted` when its record names the code in `accepted_findings`. Records are read in chunks, each
    kind with a fixed number of queries a chunk.
    """
    wanted = [kind for name, kind in KINDS.items() if kinds is None or name in kinds]
    accepted = {(kind.name, key): set(found.split()) for kind in wanted for key, found in _accepting(kind)}
    found = [
        replace(finding, accepted=finding.code in accepted.get((finding.kind, finding.key), ()))
        for finding in _findings(wanted)
    ]
    found += _about_acceptance(accepted, found)
    asked = (finding for finding in found if codes is None or finding.code in codes)
    return sorted(asked, key=lambda finding: finding.order)


def _findings(kinds: Iterable[Kind]) -> Iterator[Finding]:
    names = {kind.name for kind in kinds}
    for kind in kinds:
        public = kind.queryset().exclude(status="draft").order_by("key")
        for instance in public.iterator(chunk_size=CHUNK):
            record = to_record(instance)
            yield from check_completeness(kind, record)
            yield from check_spelling(kind, record)
        yield from dangling_references(kind)
    for spoken_of, check in _ACROSS:
        if spoken_of & names:
            yield from (finding for finding in check() if finding.kind in names)


def _accepting(kind: Kind) -> Iterator[tuple[str, str]]:
    rows = kind.queryset().select_related(None).prefetch_related(None).exclude(status="draft")
    yield from rows.exclude(accepted_findings="").order_by("key").values_list("key", "accepted_findings").iterator()


def _about_acceptance(accepted: dict[tuple[str, str], set[str]], found: Iterable[Finding]) -> Iterator[Finding]:
    """Accepted codes that do not exist, and those that are found no more: they would hide the next fault."""
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for finding in found:
        used[finding.kind, finding.key].add(finding.code)
    for (kind, key), names in accepted.items():
        for name in sorted(names - _ABOUT_ACCEPTANCE):
            if name not in CODES:
                yield Finding("unknown-code", kind, key, "accepted_findings", values={"code": name})
            elif name not in used[kind, key]:
                yield Finding("unused-acceptance", kind, key, "accepted_findings", values={"code": name})
