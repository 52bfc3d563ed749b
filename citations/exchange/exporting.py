"""Records out of the base into a file of one format, with the report of what the format could not hold."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from citations.exchange.comparing import losses
from citations.exchange.formats import Format, Heading, Options
from citations.exchange.losses import LossReport
from citations.exchange.related import kinds_behind, references_of, related_to
from citations.languages import TAGS
from citations.models import Source, Status, Treaty
from citations.records import KINDS, Kind, Record, Shape, to_record

CHUNK = 200


class Export:
    """One export. `pieces()` gives the file, once; when it is exhausted, `losses` is complete.

    `selections` are the records by kind, in the order in which they are written. With `is_public`, drafts are as good
    as not there, neither as records nor behind references. `at` is the moment that the file bears, by default now.
    """

    def __init__(
        self,
        format_: Format,
        selections: Sequence[tuple[Kind, QuerySet[Any]]],
        options: Options | None = None,
        *,
        is_public: bool = True,
        address: str = "",
        title: str = "Entente",
        at: datetime.datetime | None = None,
    ) -> None:
        self.format, self.selections, self.is_public = format_, selections, is_public
        self.options = options or Options()
        self.losses = LossReport()
        self.count = 0
        self.heading = Heading(
            title=title,
            address=address,
            at=(at or timezone.now()).strftime("%Y-%m-%dT%H:%M:%SZ"),
            kinds=tuple(kind for kind, _rows in selections),
            languages=self.options.languages,
        )

    def pieces(self) -> Iterator[bytes]:
        """The file, piece by piece, in bounded memory."""
        return self.format.write(self._items(), self.heading)

    def _items(self) -> Iterator[tuple[Kind, Any]]:
        for kind, rows in self.selections:
            for records in self._chunks(kind, rows):
                if self.is_public:
                    records = without_drafts(kind, records)
                pairs = [(kind, record) for record in records]
                related = related_to(pairs, self.format.follows, is_public=self.is_public)
                for record in records:
                    spoken = narrowed(kind, record, self.options.languages)
                    item = self.format.encode(kind, spoken, related)
                    view = self.format.decode(kind, item, Options()).values
                    for loss in losses(self.format, kind, spoken, view, related):
                        self.losses.add(loss)
                    self.count += 1
                    yield kind, item

    def _chunks(self, kind: Kind, rows: QuerySet[Any]) -> Iterator[list[Record]]:
        """The records, a chunk a query, each beginning behind the last key: memory and cursors stay small."""
        wanted = KINDS[kind.name].queryset().filter(pk__in=rows.order_by().values("pk"))
        if self.is_public:
            wanted = wanted.exclude(status="draft")
        wanted = wanted.order_by("key")
        chunk = list(wanted[:CHUNK])
        while chunk:
            yield [to_record(instance) for instance in chunk]
            chunk = list(wanted.filter(key__gt=chunk[-1].key)[:CHUNK]) if len(chunk) == CHUNK else []


def everything(kinds: Iterable[str]) -> list[tuple[Kind, QuerySet[Any]]]:
    """All records of these kinds."""
    return [(KINDS[name], KINDS[name].record_model._base_manager.all()) for name in KINDS if name in set(kinds)]


def without_drafts(kind: Kind, records: Sequence[Record]) -> list[Record]:
    """`records` as nobody outside can tell that there are drafts: what refers to one refers to nothing, and a row of a
    list that says no more than such a reference is gone. The number of queries does not grow with `records`."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for record in records:
        for shape, name, key in references_of(kind, record):
            for behind in kinds_behind(shape, name):
                wanted[behind].add(key)
    drafts = {
        (behind, key)
        for behind, keys in wanted.items()
        for key in KINDS[behind]
        .record_model._base_manager.filter(key__in=keys, status=Status.DRAFT)
        .values_list("key", flat=True)
    }
    return [_stripped(kind, record, drafts) for record in records] if drafts else list(records)


def _stripped(kind: Kind, record: Record, drafts: set[tuple[str, str]]) -> Record:
    def is_draft(shape: Shape, name: str, key: str | None) -> bool:
        return key is not None and any((behind, key) in drafts for behind in kinds_behind(shape, name))

    found = dict(record)
    for name in kind.references:
        if is_draft(kind, name, record[name]):
            found[name] = None
    if is_draft(kind.tail, "replaced_by", record["replaced_by"]):
        found["replaced_by"] = None
    for child in kind.children:
        names = [name for name in child.references if child.is_reference(name)]
        required = [name for name in names if not child.field(name).null]
        found[child.name] = [
            row | {name: None for name in names if is_draft(child, name, row[name])}
            for row in record[child.name]
            if not any(is_draft(child, name, row[name]) for name in required)
        ]
    return found


def selections(format_: Format, kind: Kind, rows: QuerySet[Any]) -> list[tuple[Kind, QuerySet[Any]]]:
    """`rows` by kind of record: among sources there may be treaties, which a file of one kind leaves out."""
    if rows.model is not Source or format_.holds_one_kind:
        return [(kind, rows)]
    treaties = Treaty._base_manager.filter(pk__in=rows.order_by().values("pk"))
    return [(kind, rows), (KINDS["treaty"], treaties)]


def narrowed(kind: Kind, record: Record, languages: Sequence[str]) -> Record:
    """`record` in `languages` only: other texts are empty, and rows in another language are left out."""
    if tuple(languages) == TAGS:
        return record

    def text(value: Any) -> Any:
        return {tag: value[tag] if tag in languages else "" for tag in TAGS}

    translated = kind.translated | kind.tail.translated
    found = {name: text(value) if name in translated else value for name, value in record.items()}
    for child in kind.children:
        found[child.name] = [
            {name: text(value) if name in child.translated else value for name, value in row.items()}
            for row in record[child.name]
            if row.get("language", languages[0]) in languages or row.get("language") not in TAGS
        ]
    return found
