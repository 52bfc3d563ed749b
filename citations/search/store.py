"""Reading the index: what a search needs next comes in one query, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar

from django.db import connections

from citations.search.analysis import typo_bucket
from citations.search.index import ID_MASK, grams_of_slips
from citations.search.models import (
    SearchDocument,
    SearchGram,
    SearchRun,
    SearchState,
    SearchTypo,
    SearchWhole,
    SearchWord,
)

_IN = 5_000  # values in one IN list
_AFTER_ALL = "\U0010ffff"

Key = TypeVar("Key", bound=Hashable)


class Row(NamedTuple):
    """A document as the ranking needs it."""

    id: int
    kind: str
    key: str
    labels: str
    sounds: str


class Beginning(NamedTuple):
    """How something begins, and how many that begin so are wanted at most.

    Of "word" the shortest come first; of "sound", the reading of Chinese characters, the alphabet decides.
    """

    what: str
    start: str
    at_most: int


@dataclass(slots=True)
class Wanted:
    """What one query is to bring; what a store knows already is not asked again."""

    wholes: set[int] = field(default_factory=set)
    grams: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    sounds: set[str] = field(default_factory=set)
    skeletons: set[str] = field(default_factory=set)
    slips: set[int] = field(default_factory=set)
    begun: set[Beginning] = field(default_factory=set)


class Store:
    """The index of one database, as one search sees it: nothing is read twice."""

    def __init__(self, using: str, narrowing: Narrowing) -> None:
        self.connection = connections[using]
        self.narrowing = narrowing
        quote = self.connection.ops.quote_name
        self.gram, self.word, self.run, self.whole, self.typo, self.document, self.state_table = (
            quote(model._meta.db_table)
            for model in (SearchGram, SearchWord, SearchRun, SearchWhole, SearchTypo, SearchDocument, SearchState)
        )
        self.state: tuple[int, int] | None = None
        """The version of the index and of a rebuild under way, if anything was ever written; known once it was read."""
        self._state_is_read = False
        self._wholes: dict[int, list[int]] = {}
        self._grams: dict[str, int | None] = {}
        self._words: dict[str, int | None] = {}
        self._sounds: dict[str, list[int]] = {}
        self._skeletons: dict[str, list[tuple[str, int]]] = {}
        self._slips: dict[int, list[int]] = {}
        self._begun: dict[Beginning, list[int]] = {}
        self._runs: dict[int, array[int]] = {}
        self._rows: dict[int, Row | None] = {}

    def _all(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _in(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """Run a query whose only %s is the list of an IN, in pieces when the list is long."""
        wanted = iter(values)
        found: list[tuple[Any, ...]] = []
        while chunk := list(islice(wanted, _IN)):
            found += self._all(sql.replace("%s", _marks(chunk)), chunk)
        return found

    def read(self, wanted: Wanted, *, with_runs: bool = False) -> None:
        """Read what is wanted and the state of the index; `with_runs` also the documents of its stems and beginnings.

        One query, for each asks something of the server: a row says with its first column which part it answers.
        """
        # The first row gives the columns their types, on PostgreSQL.
        parts = [f"SELECT 0, version, rebuilding, '', '', %s FROM {self.state_table}"]
        values: list[Any] = [b""]
        tables: list[str] = []
        table_values: list[Any] = []
        with_documents: list[str] = []

        def part(columns: str, source: str, given: Sequence[Any]) -> None:
            parts.append(f"SELECT {columns}, NULL FROM {source}")
            values.extend(given)

        def among(column: str, given: Sequence[Any]) -> str:
            return f"{column} IN ({_marks(given)})"

        if wholes := _unknown(wanted.wholes, self._wholes, list):
            part("1, hash, number, '', ''", f"{self.whole} WHERE {among('hash', wholes)}", wholes)
        if grams := _unknown(wanted.grams, self._grams, lambda: None):
            tables.append(f"stems AS (SELECT id, text FROM {self.gram} WHERE {among('text', grams)})")
            table_values += grams
            part("2, id, 0, text, ''", "stems", ())
            with_documents.append("SELECT id FROM stems")
        if words := _unknown(wanted.words, self._words, lambda: None):
            part("3, gram, 0, text, ''", f"{self.word} WHERE {among('text', words)}", words)
        if sounds := _unknown(wanted.sounds, self._sounds, list):
            source = f"{self.gram} WHERE {among('sound', sounds)} AND sound > '' AND length(text) = 2"
            part("4, id, 0, sound, ''", source, sounds)
        if skeletons := _unknown(wanted.skeletons, self._skeletons, list):
            source = f"{self.word} WHERE {among('sound', skeletons)} AND sound > ''"
            part("5, gram, 0, sound, text", source, skeletons)
        if slips := _unknown(wanted.slips, self._slips, list):
            buckets = list(set(map(typo_bucket, slips)))
            source = f"{self.typo} WHERE {among('bucket', buckets)}"
            parts.append(f"SELECT 6, bucket, 0, '', '', slips FROM {source}")
            values += buckets
        beginnings = [one for one in sorted(wanted.begun) if one not in self._begun]
        for place, beginning in enumerate(beginnings):
            self._begun[beginning] = []
            tables.append(f"begun{place} AS ({self._beginning(beginning)})")
            table_values += (beginning.start, beginning.start + _AFTER_ALL)
            part(f"7, {place}, id, '', ''", f"begun{place}", ())
            if beginning.what != "sound":
                with_documents.append(f"SELECT id FROM begun{place}")
        if with_runs and with_documents:
            among_these = f"gram IN ({' UNION '.join(with_documents)})"
            parts.append(f"SELECT 8, gram, 0, '', '', documents FROM {self.run} WHERE {among_these}")
        if len(parts) == 1 and self._state_is_read:
            return
        self._state_is_read = True
        runs: dict[int, array[int]] = {}
        in_buckets: dict[int, list[int]] = defaultdict(list)
        for key in slips:
            in_buckets[typo_bucket(key)].append(key)
        head = f"WITH {', '.join(tables)} " if tables else ""
        for what, first, second, text, other, documents in self._all(
            head + " UNION ALL ".join(parts), [*table_values, *values]
        ):
            match what:
                case 0:
                    self.state = first, second
                case 1:
                    self._wholes[first].append(second)
                case 2:
                    self._grams[text] = first
                case 3:
                    self._words[text] = first
                case 4:
                    self._sounds[text].append(first)
                case 5:
                    self._skeletons[text].append((other, first))
                case 6:
                    for key, gram in grams_of_slips(documents, in_buckets[first]):
                        self._slips[key].append(gram)
                case 7:
                    self._begun[beginnings[first]].append(second)
                case _:
                    runs.setdefault(first, array("i")).frombytes(documents)
        self._runs |= runs
        if with_runs:
            read = [*map(self._grams.get, grams)]
            read += chain.from_iterable(self._begun[one] for one in beginnings if one.what != "sound")
            for stem in filter(None, read):
                self._runs.setdefault(stem, array("i"))

    def _beginning(self, beginning: Beginning) -> str:
        column, table, gram, order = {
            "word": ("text", self.word, "gram", "length(text), text"),
            "sound": ("sound", self.gram, "id", "sound, id"),
        }[beginning.what]
        where = f"{column} >= %s AND {column} < %s AND {column} > ''"  # the last for SQLite, to see its partial index
        return f"SELECT {gram} AS id FROM {table} WHERE {where} ORDER BY {order} LIMIT {beginning.at_most}"

    # What was read; what was not is read first.

    def grams(self, texts: Iterable[str]) -> dict[str, int]:
        """Out: the ids of those grams that exist."""
        wanted = set(texts)
        self.read(Wanted(grams=wanted))
        return {text: gram for text in wanted if (gram := self._grams[text]) is not None}

    def words(self, texts: Iterable[str]) -> dict[str, int]:
        """Out: the grams of those spelled words that exist."""
        wanted = set(texts)
        self.read(Wanted(words=wanted))
        return {text: gram for text in wanted if (gram := self._words[text]) is not None}

    def wholes(self, hashes: Iterable[int]) -> list[int]:
        """Out: the numbers of the documents with one of these whole labels."""
        return sorted(set(chain.from_iterable(self.wholes_by_hash(hashes).values())))

    def wholes_by_hash(self, hashes: Iterable[int]) -> dict[int, list[int]]:
        """Out: for each hash that is there the numbers of the documents."""
        wanted = list(set(hashes))
        for start in range(0, len(wanted), _IN):
            self.read(Wanted(wholes=set(wanted[start : start + _IN])))
        return {whole: numbers for whole in wanted if (numbers := self._wholes[whole])}

    def sounding(self, sounds: Iterable[str]) -> dict[str, list[int]]:
        """Out: for each sound that is there the grams of Chinese characters read so."""
        wanted = set(sounds)
        self.read(Wanted(sounds=wanted))
        return {sound: grams for sound in wanted if (grams := self._sounds[sound])}

    def transliterated(self, skeletons: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        """Out: for each skeleton that is there the words that have it, each with its gram."""
        wanted = set(skeletons)
        self.read(Wanted(skeletons=wanted))
        return {skeleton: words for skeleton in wanted if (words := self._skeletons[skeleton])}

    def near(self, keys: Iterable[int]) -> list[tuple[Any, ...]]:
        """Out: the stems that share one of the keys of slips, as (id, stem)."""
        wanted = set(keys)
        self.read(Wanted(slips=wanted))
        grams = set(chain.from_iterable(self._slips[key] for key in wanted))
        return sorted(self._in(f"SELECT id, text FROM {self.gram} WHERE id IN (%s)", grams))

    def begun(self, beginning: Beginning) -> list[int]:
        """Out: the grams that begin so."""
        self.read(Wanted(begun={beginning}))
        return self._begun[beginning]

    def runs(self, grams: Iterable[int]) -> dict[int, array[int]]:
        """Out: for each gram the numbers of its documents; some may be of documents that are gone."""
        wanted = set(grams)
        missing = _unknown(wanted, self._runs, lambda: array("i"))
        for gram, documents in self._in(f"SELECT gram, documents FROM {self.run} WHERE gram IN (%s)", missing):
            self._runs[gram].frombytes(documents)
        return {gram: run for gram in wanted if (run := self._runs[gram])}

    def reaches(self, texts: Iterable[str]) -> dict[str, int]:
        """Out: for each gram that begins a label, the tokens of the longest such label."""
        return dict(self._in(f"SELECT text, reach FROM {self.gram} WHERE reach > 0 AND text IN (%s)", set(texts)))

    def documents(self, *lists: Candidates) -> list[list[Row]]:
        """Out: of each list the first documents that are there and not narrowed away."""
        takings = [_Taking(candidates) for candidates in lists]
        while pieces := [(taking, ids) for taking in takings if (ids := taking.next_piece())]:
            missing = _unknown(chain.from_iterable(ids for _, ids in pieces), self._rows, lambda: None)
            for row in map(Row._make, self._rows_of(missing)):
                self._rows[row.id] = row
            for taking, ids in pieces:
                taking.found += filter(None, map(self._rows.get, ids))
        return [taking.found[: taking.at_most] for taking in takings]

    def _rows_of(self, ids: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        where, values = self.narrowing.sql()
        for start in range(0, len(ids), _IN):
            chunk = ids[start : start + _IN]
            sql = f"SELECT id, kind, key, labels, sounds FROM {self.document} WHERE id IN ({_marks(chunk)}){where}"
            yield from self._all(sql, [*chunk, *values])


class Candidates(NamedTuple):
    """Numbers of documents, the likeliest first, and how many of them are worth comparing."""

    numbers: Sequence[int]
    at_most: int


class _Taking:
    """A list of candidates being read, piece by piece: the more is narrowed away, the larger the pieces."""

    def __init__(self, candidates: Candidates) -> None:
        self.left = iter(candidates.numbers)
        self.at_most = candidates.at_most
        self.seen: set[int] = set()
        self.found: list[Row] = []

    def next_piece(self) -> list[int]:
        missing = self.at_most - len(self.found)
        if missing <= 0:
            return []
        size = missing + 10
        if self.seen:
            size = min(_IN, 10 + 2 * missing * len(self.seen) // max(1, len(self.found)))
        ids: list[int] = []
        for number in self.left:
            if (document := number & ID_MASK) not in self.seen:
                self.seen.add(document)
                ids.append(document)
                if len(ids) == size:
                    break
        return ids


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _unknown(wanted: Iterable[Key], known: dict[Key, Any], nothing: Callable[[], object]) -> list[Key]:
    """Out: what of the wanted is not known yet; from now on it is known to be nothing."""
    found = []
    for one in wanted:
        if one not in known:
            known[one] = nothing()
            found.append(one)
    return found


class Narrowing(NamedTuple):
    """What a search is narrowed to: any of the kinds, and for each facet any of its values."""

    kinds: tuple[str, ...] = ()
    facets: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, kinds: Iterable[str], facets: Mapping[str, str | Iterable[str]] | None) -> Narrowing:
        """In: what a caller narrows to. Out: it as it is looked up."""
        given = sorted((facets or {}).items())
        return cls(
            tuple(kinds), tuple((name, (ways,) if isinstance(ways, str) else tuple(ways)) for name, ways in given)
        )

    def __bool__(self) -> bool:
        return bool(self.kinds or self.facets)

    def sql(self) -> tuple[str, list[str]]:
        """Out: conditions to add to a WHERE, and their values."""
        where = ""
        values: list[str] = []
        if self.kinds:
            # Not the bare column: SQLite would look through all documents of the kinds rather than for the ids.
            where += f" AND kind || '' IN ({', '.join(['%s'] * len(self.kinds))})"
            values += self.kinds
        for name, wanted in self.facets:
            ways = [f"|{name}={value}|" for value in wanted]
            # replace() finds a text within a text, case and wildcards as they are, on either database
            where += f" AND ({' OR '.join(['replace(facets, %s, %s) <> facets'] * len(ways))})"
            for way in ways:
                values += [way, ""]
        return where, values
