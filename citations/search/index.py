"""Writing the index: one document or many, always in the caller's transaction; and making it anew."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils.translation import gettext_lazy as _

from citations.search import mentions, registry
from citations.search.analysis import (
    ANALYSER_VERSION,
    Entry,
    Label,
    analyse,
    gram_sound,
    typo_bucket,
    typo_keys,
    word_sound,
)
from citations.search.folding import is_han
from citations.search.models import (
    NUMBER_BITS,
    TABLES,
    SearchDocument,
    SearchGram,
    SearchRun,
    SearchState,
    SearchTypo,
    SearchWhole,
    SearchWord,
)

BATCH = 2_000
_IN = 900  # values in one IN list
ID_MASK = (1 << NUMBER_BITS) - 1


class IndexOutOfDate(RuntimeError):
    """The index was written by another version of the analyser, or its rebuild is unfinished.

    Its sentence is told in the language of whoever reads it.
    """


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed: a kind, a key, labels in any languages, and facets a search can be narrowed by."""

    kind: str
    key: str
    labels: Sequence[Label]
    facets: Mapping[str, str | Iterable[str]] = field(default_factory=dict)


def _chunks(values: Sequence[Any], size: int = _IN) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _plain(text: str) -> str:
    """A label's text on one line."""
    return " ".join(text.replace("\x00", " ").split())


def _stored_labels(labels: Iterable[Label]) -> str:
    return "\n".join(f"{label.language}\t{label.role}\t{_plain(label.text)}" for label in labels)


def labels_from(stored: str) -> list[Label]:
    """In: the labels of a SearchDocument. Out: them as labels."""
    found = []
    for line in stored.split("\n") if stored else ():
        language, role, text = line.split("\t", 2)
        found.append(Label(language, text, role))
    return found


def _stored_facets(facets: Mapping[str, str | Iterable[str]]) -> str:
    pairs = [
        f"{name}={value}"
        for name, values in sorted(facets.items())
        for value in ([values] if isinstance(values, str) else sorted(values))
        if value
    ]
    return f"|{'|'.join(pairs)}|" if pairs else ""


def state(using: str = DEFAULT_DB_ALIAS) -> SearchState:
    """Out: the state of the index; of an index nothing was ever written to, the present version."""
    found = SearchState._default_manager.using(using).first()
    return found or SearchState(version=ANALYSER_VERSION)


def check_version(using: str = DEFAULT_DB_ALIAS) -> None:
    """Raise IndexOutOfDate, with what to do, when the index cannot be trusted."""
    found = state(using)
    judge(found.version, found.rebuilding)


def judge(version: int, rebuilding: int) -> None:
    """In: the version of the index and of a rebuild under way. Raises unless the one is ours, the other 0."""
    if rebuilding:
        raise IndexOutOfDate(_("The rebuild of the search index is unfinished; run: manage.py rebuild_search"))
    if version != ANALYSER_VERSION:
        raise IndexOutOfDate(
            _("The search index has version %(index)s, the program version %(program)s; run: manage.py rebuild_search")
            % {"index": version, "program": ANALYSER_VERSION}
        )


def write(document: Document, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Index one document, in place of what was indexed under its kind and key. Call it where the record is saved."""
    write_many([document], using=using)


def write_many(documents: Iterable[Document], *, using: str = DEFAULT_DB_ALIAS) -> int:
    """Index documents, in place of what was indexed under their kinds and keys. Out: how many were new or changed.

    All or nothing, in the caller's transaction if there is one. The same result as writing them one by one.
    """
    changed = 0
    with transaction.atomic(using=using):
        waiting = iter(documents)
        while batch := list(islice(waiting, BATCH)):
            changed += _Writer(using).write({(document.kind, document.key): document for document in batch})
        if changed and not SearchState._default_manager.using(using).exists():
            SearchState._default_manager.using(using).bulk_create(
                [SearchState(version=ANALYSER_VERSION)], ignore_conflicts=True
            )
    return changed


def write_records(
    kind: str,
    records: Iterable[tuple[str, registry.Record]],
    *,
    before: Mapping[str, registry.Record | None] | None = None,
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """Index records of a registered kind, given as (key, record). Out: of how many the labels were new or changed.

    `before` gives the records as they were: what is the same beside their names is not written again.
    """
    known, changed = registry.kind(kind), 0
    waiting = iter(records)
    with transaction.atomic(using=using):
        while batch := list(islice(waiting, BATCH)):
            if known.labels_of is not None:
                changed += write_many(documents_of(known, batch), using=using)
            texts = {key: list(known.texts_of(record)) for key, record in batch}
            for key, old in (before or {}).items():
                if old is not None and key in texts and texts[key] == list(known.texts_of(old)):
                    del texts[key]
            mentions.write(kind, texts, using=using)
    return changed


def documents_of(kind: registry.Kind, records: Iterable[tuple[str, registry.Record]]) -> Iterator[Document]:
    """In: a kind with names and its records. Out: their documents."""
    assert kind.labels_of is not None
    for key, record in records:
        yield Document(kind.name, key, list(kind.labels_of(record)), kind.facets_of(record))


def remove(kind: str, keys: Iterable[str], *, using: str = DEFAULT_DB_ALIAS) -> int:
    """Take documents out of the index. Out: how many there were."""
    count, gone = 0, list(keys)
    with transaction.atomic(using=using):
        mentions.remove(kind, gone, using=using)
        for chunk in _chunks(gone):
            rows = list(SearchDocument._default_manager.using(using).filter(kind=kind, key__in=chunk))
            _Writer(using).forget(rows)
            count += len(rows)
    return count


class _Writer:
    """One batch on its way into the tables."""

    def __init__(self, using: str) -> None:
        self.using = using
        self.connection = connections[using]

    def write(self, wanted: dict[tuple[str, str], Document]) -> int:
        stored = {
            pair: (_stored_labels(document.labels), _stored_facets(document.facets))
            for pair, document in wanted.items()
        }
        self._drop_unchanged(wanted, stored)
        if not wanted:
            return 0
        pairs = list(wanted)
        entries = [analyse([Label(x.language, _plain(x.text), x.role) for x in wanted[pair].labels]) for pair in pairs]
        grams = self._grams(entries)
        self._words(entries, grams)
        rows = [
            SearchDocument(
                kind=pair[0],
                key=pair[1],
                weight=entry.weight,
                labels=stored[pair][0],
                sounds=entry.sounds,
                facets=stored[pair][1],
            )
            for pair, entry in zip(pairs, entries, strict=True)
        ]
        SearchDocument._default_manager.using(self.using).bulk_create(rows)
        self._postings(rows, entries, grams)
        return len(rows)

    def _drop_unchanged(
        self, wanted: dict[tuple[str, str], Document], stored: dict[tuple[str, str], tuple[str, str]]
    ) -> None:
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, key in wanted:
            by_kind[kind].append(key)
        outdated: list[SearchDocument] = []
        for kind, keys in by_kind.items():
            for chunk in _chunks(keys):
                for row in SearchDocument._default_manager.using(self.using).filter(kind=kind, key__in=chunk):
                    labels, facets = stored[kind, row.key]
                    if row.labels != labels:
                        outdated.append(row)
                        continue
                    del wanted[kind, row.key]
                    if row.facets != facets:
                        row.facets = facets
                        row.save(using=self.using, update_fields=["facets"])
        self.forget(outdated)

    def forget(self, rows: Sequence[SearchDocument]) -> None:
        """Runs of many documents keep the numbers of those forgotten; these are never used again and lead nowhere."""
        for row in rows:
            number = row.weight << NUMBER_BITS | row.id
            entry = analyse(labels_from(row.labels))
            grams = self._ids(list(entry.grams))
            alone = array("i", [number]).tobytes()
            SearchRun._default_manager.using(self.using).filter(
                gram__in=list(grams.values()), first=number, documents=alone
            ).delete()
            SearchWhole._default_manager.using(self.using).filter(hash__in=list(entry.wholes), number=number).delete()
        for chunk in _chunks([row.id for row in rows]):
            SearchDocument._default_manager.using(self.using).filter(id__in=chunk).delete()

    def _ids(self, texts: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for chunk in _chunks(texts):
            found.update(SearchGram._default_manager.using(self.using).filter(text__in=chunk).values_list("text", "id"))
        return found

    def _grams(self, entries: Sequence[Entry]) -> dict[str, int]:
        reach: dict[str, int] = {}
        for entry in entries:
            for text, length in entry.grams.items():
                if length >= reach.get(text, 0):
                    reach[text] = length
        texts = sorted(reach)
        ids: dict[str, int] = {}
        lengths: dict[str, int] = {}
        for chunk in _chunks(texts):
            for text, number, length in (
                SearchGram._default_manager.using(self.using).filter(text__in=chunk).values_list("text", "id", "reach")
            ):
                ids[text], lengths[text] = number, length
        missing = [text for text in texts if text not in ids]
        if missing:
            insert_rows(
                self.using,
                SearchGram,
                ("text", "sound", "reach"),
                [(text, gram_sound(text), min(reach[text], 32_000)) for text in missing],
                ignore=True,
            )
            made = self._ids(missing)
            ids.update(made)
            pairs = [(key, made[text]) for text in missing if not is_han(text[0]) for key in typo_keys(text)]
            insert_rows(self.using, SearchTypo, ("bucket", "slips"), _in_buckets(pairs))
        longer: dict[int, list[int]] = defaultdict(list)
        for text, length in lengths.items():
            if reach[text] > length:
                longer[reach[text]].append(ids[text])
        for length, numbers in sorted(longer.items()):
            for chunk in _chunks(sorted(numbers)):
                SearchGram._default_manager.using(self.using).filter(id__in=chunk, reach__lt=length).update(
                    reach=length
                )
        return ids

    def _words(self, entries: Sequence[Entry], grams: Mapping[str, int]) -> None:
        stems: dict[str, str] = {}
        for entry in entries:
            stems.update(entry.words)
        texts = sorted(stems)
        known: set[str] = set()
        for chunk in _chunks(texts):
            known.update(
                SearchWord._default_manager.using(self.using).filter(text__in=chunk).values_list("text", flat=True)
            )
        missing = [(text, grams[stems[text]], word_sound(text)) for text in texts if text not in known]
        insert_rows(self.using, SearchWord, ("text", "gram", "sound"), missing, ignore=True)

    def _postings(self, rows: Sequence[SearchDocument], entries: Sequence[Entry], grams: Mapping[str, int]) -> None:
        runs: dict[int, list[int]] = defaultdict(list)
        wholes: list[tuple[int, int]] = []
        for row, entry in zip(rows, entries, strict=True):
            if row.id > ID_MASK:
                raise OverflowError(f"The search index has given {ID_MASK} numbers; run: manage.py rebuild_search")
            number = row.weight << NUMBER_BITS | row.id
            for text in entry.grams:
                runs[grams[text]].append(number)
            wholes.extend((whole, number) for whole in entry.wholes)
        insert_rows(
            self.using,
            SearchRun,
            ("gram", "first", "documents"),
            [
                (gram, (ordered := sorted(numbers))[0], array("i", ordered).tobytes())
                for gram, numbers in sorted(runs.items())
            ],
        )
        insert_rows(self.using, SearchWhole, ("hash", "number"), sorted(wholes))


def _in_buckets(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, bytes]]:
    """In: hashes of slips, each with its gram. Out: rows of SearchTypo."""
    buckets: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for pair in pairs:
        buckets[typo_bucket(pair[0])].add(pair)
    return [
        (bucket, array("i", chain.from_iterable(zip(*sorted(found), strict=True))).tobytes())
        for bucket, found in sorted(buckets.items())
    ]


def insert_rows(
    using: str,
    model: type[models.Model],
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    *,
    ignore: bool = False,
) -> None:
    """Insert rows the fastest way each database has; with `ignore` those already there stay as they are.

    Rows come sorted: two writers never wait for each other.
    """
    if not rows:
        return
    connection = connections[using]
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    ending = " ON CONFLICT DO NOTHING" if ignore else ""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(columns))}){ending}", rows)
        elif ignore:
            types = [model._meta.get_field(column).db_type(connection) for column in columns]
            lists = ", ".join(f"%s::{db_type}[]" for db_type in types)
            cursor.execute(
                f"INSERT INTO {into} SELECT * FROM unnest({lists}){ending}", [list(x) for x in zip(*rows, strict=True)]
            )
        else:
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


def clear(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Empty the index."""
    with transaction.atomic(using=using):
        for model in TABLES:
            model._default_manager.using(using).all()._raw_delete(using)


def rebuild(
    *,
    using: str = DEFAULT_DB_ALIAS,
    progress: Callable[[str, int], object] | None = None,
    restart: bool = False,
) -> int:
    """Make the index anew from the records of every registered kind. Out: how many documents were written.

    Each batch is committed with the place it reached, so a rebuild that was broken off goes on from there when it is
    called again; `restart` begins at the beginning. `progress` is told the kind and the count so far. Until it ends,
    searching raises IndexOutOfDate. Call it outside a transaction.
    """
    place = state(using)
    if restart or place.rebuilding != ANALYSER_VERSION:
        clear(using=using)
        place = SearchState(version=0, rebuilding=ANALYSER_VERSION)
        place.save(using=using)
    written = 0
    for kind in registry.kinds():
        if kind.name < place.kind:
            continue
        records = kind.records(place.key if kind.name == place.kind else "")
        while batch := list(islice(records, BATCH)):
            with transaction.atomic(using=using):
                write_records(kind.name, batch, using=using)
                place.kind, place.key = kind.name, batch[-1][0]
                place.save(using=using)
            written += len(batch)
            if progress is not None:
                progress(kind.name, written)
    compact(using=using)
    place.version, place.rebuilding, place.kind, place.key = ANALYSER_VERSION, 0, "", ""
    place.save(using=using)
    return written


def compact(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Merge the rows of each gram, and of each bucket of slips, into one; drop documents that are no longer there.

    Changes no answer.
    """
    alive = SearchDocument._default_manager.using(using).values_list("weight", "id").iterator()
    present = {weight << NUMBER_BITS | document for weight, document in alive}
    with transaction.atomic(using=using):
        for chunk in _chunks(_in_pieces(SearchRun, "gram", using)):
            merged: dict[int, set[int]] = defaultdict(set)
            runs = SearchRun._default_manager.using(using).filter(gram__in=chunk)
            for gram, documents in runs.values_list("gram", "documents"):
                merged[gram].update(array("i", bytes(documents)))
            runs._raw_delete(using)
            rows = []
            for gram in sorted(merged):
                if numbers := sorted(merged[gram] & present):
                    rows.append((gram, numbers[0], array("i", numbers).tobytes()))
            insert_rows(using, SearchRun, ("gram", "first", "documents"), rows)
        for chunk in _chunks(_in_pieces(SearchTypo, "bucket", using)):
            typos = SearchTypo._default_manager.using(using).filter(bucket__in=chunk)
            pairs = chain.from_iterable(map(_slips, typos.values_list("slips", flat=True)))
            together = _in_buckets(pairs)
            typos._raw_delete(using)
            insert_rows(using, SearchTypo, ("bucket", "slips"), together)
    if connections[using].vendor == "postgresql":
        # So much has changed that the planner must not wait for the server to look again by itself.
        with connections[using].cursor() as cursor:
            for model in TABLES:
                cursor.execute(f"ANALYZE {connections[using].ops.quote_name(model._meta.db_table)}")


def _in_pieces(model: type[models.Model], column: str, using: str) -> list[int]:
    """The values of a column that stand in more rows than one."""
    rows = model._default_manager.using(using).values(column).annotate(rows=models.Count("*"))
    return list(rows.filter(rows__gt=1).order_by(column).values_list(column, flat=True))


def _slips(stored: bytes | memoryview) -> Iterable[tuple[int, int]]:
    """In: the slips of a SearchTypo. Out: each hash with its gram."""
    found = array("i", bytes(stored))
    half = len(found) // 2
    return zip(found[:half], found[half:], strict=True)


def grams_of_slips(stored: bytes, hashes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """In: the slips of a SearchTypo, hashes. Out: those of the hashes that are in it, each with a gram that has it."""
    found = array("i", bytes(stored))
    half = len(found) // 2
    for wanted in hashes:
        place = bisect_left(found, wanted, 0, half)
        while place < half and found[place] == wanted:
            yield wanted, found[half + place]
            place += 1
