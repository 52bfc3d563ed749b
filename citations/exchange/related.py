"""The records that records refer to, as far as a format reads them: loaded a chunk at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from citations.models import PublicRecord, Source, Treaty
from citations.records import KINDS, Kind, Record, Shape, kind_of, to_record


@dataclass(frozen=True, slots=True)
class Related:
    """Canonical records by kind and key."""

    records: Mapping[tuple[str, str], Record] = field(default_factory=dict)

    def get(self, kind: str, key: str | None) -> Record | None:
        """The record, or None when there is none, or none that is to be seen."""
        return None if key is None else self.records.get((kind, key))

    def work(self, key: str | None) -> Record | None:
        """The source or treaty with this key."""
        return self.get("source", key) or self.get("treaty", key)


NOTHING = Related()


def kinds_behind(shape: Shape, name: str) -> tuple[str, ...]:
    """The kinds that the reference `name` may lead to: a source may be a treaty; none for a text of a treaty."""
    related = shape.field(name).related_model
    if not (isinstance(related, type) and issubclass(related, PublicRecord)):
        return ()
    return ("source", "treaty") if related is Source else ("treaty",) if related is Treaty else (kind_of(related).name,)


def references_of(kind: Kind, record: Record) -> Iterator[tuple[Shape, str, str]]:
    """Each reference of `record` and its rows: the shape it belongs to, its name, and the key."""
    for name in (*kind.references, "replaced_by"):
        if isinstance(record.get(name), str):
            yield (kind.tail if name == "replaced_by" else kind), name, record[name]
    for child in kind.children:
        for row in record.get(child.name) or ():
            for name in child.references:
                if isinstance(row.get(name), str) and child.is_reference(name):
                    yield child, name, row[name]


def related_to(
    rows: Iterable[tuple[Kind, Record]], follows: frozenset[str], *, is_public: bool, depth: int = 3
) -> Related:
    """The records behind the references named in `follows`, and behind theirs, up to `depth` steps; with `is_public`
    no drafts. The number of queries does not grow with `rows`."""
    found: dict[tuple[str, str], Record] = {}
    edge = list(rows)
    for _step in range(depth):
        wanted: dict[str, set[str]] = defaultdict(set)
        for kind, record in edge:
            for shape, name, key in references_of(kind, record):
                if name in follows:
                    for behind in kinds_behind(shape, name):
                        if (behind, key) not in found:
                            wanted[behind].add(key)
        edge = []
        for name, keys in wanted.items():
            kind = KINDS[name]
            instances = kind.queryset().filter(key__in=keys)
            for instance in instances.exclude(status="draft") if is_public else instances:
                record = to_record(instance)
                found[name, instance.key] = record
                edge.append((kind, record))
        if not edge:
            break
    return Related(found)
