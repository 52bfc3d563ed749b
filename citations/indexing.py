"""Keeps the search index: what each kind of record is called, and its keys written in the transaction of the change.

Search itself (citations/search) knows labels, facets and texts only. Here a kind of record says what its labels are and
what else it is looked for by; the glossary does the same for its own kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from citations.history import records_changed
from citations.records import CITATION, KINDS, ORGANIZATION, PERSON, SOURCE, TREATY, Kind, Record, to_record
from citations.romanization import latin_tag
from citations.search import index, registry
from citations.search.analysis import Label
from citations.search.registry import person_labels, translated

CHUNK = 500


def register(
    kind: Kind,
    labels_of: Callable[[registry.Record], Iterable[Label]] | None,
    facets_of: Callable[[registry.Record], Mapping[str, str | Iterable[str]]] | None = None,
    *,
    texts: Iterable[str] = (),
) -> None:
    """Make a kind of record findable by the labels that `labels_of` reads from a record; its status is a facet.

    Editors find it by the words of its key and of the fields `texts` as well.
    """
    names = ("key", *texts)

    def texts_of(record: registry.Record) -> list[str]:
        return [text for name in names for text in texts_in(record.get(name))]

    def records(after: str) -> Iterator[tuple[str, Record]]:
        rows = kind.queryset().filter(key__gt=after).order_by("key")
        for instance in rows.iterator(chunk_size=CHUNK):
            yield instance.key, to_record(instance)

    registry.register(kind.name, labels_of, records=records, facets_of=facets_of or status_of, texts_of=texts_of)


def texts_in(value: Any) -> list[str]:
    """The texts of a field: one, one in each language, or the dates of events."""
    if isinstance(value, Mapping):
        return [text for text in value.values() if text]
    if isinstance(value, list):
        return [row["date"] for row in value if row.get("date")]
    return [value] if value else []


def status_of(record: registry.Record) -> dict[str, str]:
    """The facet every kind has."""
    return {"status": record["status"]}


def organization_labels(record: registry.Record) -> list[Label]:
    """The names of an organization, full and short."""
    return translated(record, "name", "abbreviation")


def work_labels(record: registry.Record) -> list[Label]:
    """The titles of a work: in the three languages, its own, in Latin letters, and as printed; a treaty’s also in each
    of its texts."""
    labels = translated(record, "title")
    own = record["language"]
    labels += [Label(own, record[name]) for name in ("title_original", "title_as_printed") if record[name]]
    labels.append(Label(latin_tag(own), record["title_transliterated"]))
    labels += [Label(text["language"], text["title_as_printed"]) for text in record.get("texts", ())]
    return [label for label in dict.fromkeys(labels) if label.text]


def write(
    kind: Kind,
    written: list[tuple[Any, Record]],
    deleted: list[str],
    before: dict[str, Record | None],
    **_kwargs: Any,
) -> None:
    """Write the keys of what a change wrote and take out those of what it deleted, in its transaction."""
    if registry.knows(kind.name):
        index.write_records(kind.name, [(record["key"], record) for _instance, record in written], before=before)
        index.remove(kind.name, deleted)


def connect() -> None:
    """Register the kinds of this app and follow every change."""
    register(PERSON, person_labels, texts=("description",))
    register(ORGANIZATION, organization_labels, texts=("polity",))
    register(SOURCE, work_labels, texts=("description", "container_title"))
    register(TREATY, work_labels, texts=("description", "container_title", "events"))
    register(CITATION, None, texts=("as_printed", "statement"))
    records_changed.connect(write, dispatch_uid="search-index")


#: The kinds of record that can be found, in the order in which answers name them.
FINDABLE = ("term", "treaty", "source", "person", "organization")
#: Those that are looked for in a text. Titles of works are left out: many are words of everyday language.
RECOGNISED = ("term", "treaty", "person", "organization")


def public_names(found: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """The instances of the records (kind, key) that a reader may see, in one query for each kind."""
    keys: dict[str, list[str]] = {}
    for kind, key in dict.fromkeys(found):
        keys.setdefault(kind, []).append(key)
    instances: dict[tuple[str, str], Any] = {}
    for kind, wanted in keys.items():
        model: Any = KINDS[kind].record_model
        instances |= {(kind, one.key): one for one in model.objects.public().filter(key__in=wanted)}
    return instances
