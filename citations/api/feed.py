"""The feed of changes: which steps of history a reader may see, and what of each.

A step is told when the state it made, or the one it ended, was public. The record itself is told only while it is
public still: what an editor withdraws is not told on from history. No name of a user leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from citations.models import Revision
from citations.records import KINDS, Kind, Record, Shape, kind_of

#: What a step is called.
STEPS = ("created", "changed", "withdrawn", "deleted")

#: Fields of the record that are the editors' own business.
_INTERNAL = frozenset({"accepted_findings"})
#: References without which a row of a list says something else: the row goes when they are hidden.
_ESSENTIAL = frozenset({"party", "person", "organization", "treaty", "term", "viewpoint"})


@dataclass(frozen=True, slots=True)
class Step:
    """One public step of one record; `record` is None once the record is public no more."""

    id: int
    kind: str
    key: str
    is_public: bool
    version: int
    at: Any
    origin: str
    change: str
    record: Record | None


def public_steps() -> QuerySet[Revision, Revision]:
    """Revisions that a reader may know of, oldest first: those of records hidden behind a draft are left out."""
    rows: Any = Revision.objects.all()
    rows = rows.public().defer("by_name", "why", "sha256")
    for kind in KINDS.values():
        model: Any = kind.record_model
        hidden = model.objects.exclude(status="draft").exclude(pk__in=model.objects.public().values("pk"))
        rows = rows.exclude(Q(kind=kind.name) & Q(key__in=hidden.order_by().values("key")))
    return rows  # type: ignore[no-any-return]


def step_name(revision: Revision) -> str:
    """What the step was in the eyes of a reader: publishing a draft creates, making it a draft again withdraws."""
    if not revision.is_public:
        return "deleted" if revision.record is None else "withdrawn"
    return "changed" if revision.was_public else "created"


def told(revisions: Sequence[Revision]) -> list[Step]:
    """The steps with what may be told of each; the number of queries does not depend on how many they are."""
    mentioned = {(one.kind, one.key) for one in revisions}
    for one in revisions:
        if one.record is not None:
            mentioned |= set(_references(KINDS[one.kind], one.record))
    public = _public(mentioned)
    return [
        Step(
            id=one.pk,
            kind=one.kind,
            key=one.key,
            is_public=(one.kind, one.key) in public,
            version=one.version,
            at=one.at,
            origin=one.origin,
            change=step_name(one),
            record=_clean(KINDS[one.kind], one.record, public)
            if one.record is not None and one.is_public and (one.kind, one.key) in public
            else None,
        )
        for one in revisions
    ]


def _public(mentioned: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of the records (kind, key) are public now. A treaty is a source too, and is found as either.

    Every kind is asked for, mentioned or not, so that a page costs the same whatever stands on it.
    """
    keys: dict[str, set[str]] = {kind: {""} for kind in KINDS}
    for name, key in mentioned:
        keys[name].add(key)
    found: set[tuple[str, str]] = set()
    for kind in KINDS.values():
        model: Any = kind.record_model
        visible = model.objects.public().filter(key__in=keys[kind.name]).values_list("key", flat=True)
        found |= {(kind.name, key) for key in visible}
    return found


def _target(shape: Shape, name: str) -> str:
    """The kind that the reference `name` leads to."""
    related: Any = shape.field(name).related_model
    return kind_of(related).name


def _references(kind: Kind, record: Record) -> Iterator[tuple[str, str]]:
    for shape in (kind, kind.tail):
        yield from _references_of(shape, record)
    for child in kind.children:
        for row in record.get(child.name, ()):
            yield from _references_of(child, row)


def _references_of(shape: Shape, values: Record) -> Iterator[tuple[str, str]]:
    for name in shape.references:
        if shape.is_reference(name) and values.get(name):
            yield _target(shape, name), values[name]


def _clean(kind: Kind, record: Record, public: set[tuple[str, str]]) -> Record:
    """`record` without a word of what is not public: references become null, rows about it go."""
    clean = {name: value for name, value in record.items() if name not in _INTERNAL}
    for shape in (kind, kind.tail):
        clean |= dict.fromkeys(_hidden(shape, record, public))
    for child in kind.children:
        rows = []
        for row in record.get(child.name, ()):
            hidden = _hidden(child, row, public)
            if not hidden & _ESSENTIAL:
                rows.append(row | dict.fromkeys(hidden))
        clean[child.name] = rows
    return clean


def _hidden(shape: Shape, values: Record, public: set[tuple[str, str]]) -> set[str]:
    return {
        name
        for name in shape.references
        if shape.is_reference(name) and values.get(name) and (_target(shape, name), values[name]) not in public
    }
