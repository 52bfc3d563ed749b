"""Reading the index: a handful of plain queries, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connections

from citations.search.index import ID_MASK
from citations.search.models import (
    SearchDocument,
    SearchGram,
    SearchRun,
    SearchState,
    SearchTypo,
    SearchWhole,
    SearchWord,
)

_IN = 5_000
_AFTER_ALL = "\U0010ffff"


class Row(NamedTuple):
    """A document as the ranking needs it."""

    id: int
    kind: str
    key: str
    labels: str
    sounds: str


class Store:
    """The index of one database."""

    def __init__(self, using: str) -> None:
        self.connection = connections[using]
        quote = self.connection.ops.quote_name
        self.gram, self.word, self.run, self.whole, self.typo, self.document, self.state_table = (
            quote(model._meta.db_table)
            for model in (SearchGram, SearchWord, SearchRun, SearchWhole, SearchTypo, SearchDocument, SearchState)
        )

    def _all(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def _in(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """Run a query whose only %s is the list of an IN, in pieces when the list is long."""
        wanted = list(values)
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(wanted), _IN):
            chunk = wanted[start : start + _IN]
            found += self._all(sql.replace("%s", ", ".join(["%s"] * len(chunk))), chunk)
        return found

    def state(self) -> tuple[int, int] | None:
        """Out: the version of the index and of a rebuild under way, if anything was ever written."""
        rows = self._all(f"SELECT version, rebuilding FROM {self.state_table}", ())
        return (rows[0][0], rows[0][1]) if rows else None

    def grams(self, texts: Iterable[str]) -> dict[str, int]:
        """Out: the ids of those grams that exist."""
        return dict(self._in(f"SELECT text, id FROM {self.gram} WHERE text IN (%s)", set(texts)))

    def reaches(self, texts: Iterable[str]) -> dict[str, int]:
        """Out: for each gram that begins a label, the tokens of the longest such label."""
        return dict(self._in(f"SELECT text, reach FROM {self.gram} WHERE reach > 0 AND text IN (%s)", set(texts)))

    def grams_begun(self, start: str, at_most: int) -> list[int]:
        """Out: grams of Chinese characters that begin so."""
        sql = f"SELECT id FROM {self.gram} WHERE text >= %s AND text < %s ORDER BY text LIMIT {at_most}"
        return [row[0] for row in self._all(sql, (start, start + _AFTER_ALL))]

    def grams_sounding(self, sounds: Iterable[str]) -> dict[str, list[int]]:
        """Out: for each sound the grams of Chinese characters read so."""
        found: dict[str, list[int]] = {}
        sql = f"SELECT sound, id FROM {self.gram} WHERE sound IN (%s) AND sound > '' ORDER BY sound, id"
        for sound, gram in self._in(sql, set(sounds)):
            found.setdefault(sound, []).append(gram)
        return found

    def grams_sounding_begun(self, start: str, at_most: int) -> list[int]:
        """Out: grams whose reading begins so, in the order of their readings."""
        sql = (
            f"SELECT id FROM {self.gram} WHERE sound >= %s AND sound < %s AND sound > ''"  # in this order, for SQLite
            f" ORDER BY sound, id LIMIT {at_most}"
        )
        return [row[0] for row in self._all(sql, (start, start + _AFTER_ALL))]

    def words_begun(self, start: str, at_most: int) -> list[int]:
        """Out: grams of the words that begin so, the shortest words first."""
        sql = f"SELECT gram FROM {self.word} WHERE text >= %s AND text < %s ORDER BY length(text), text LIMIT {at_most}"
        return [row[0] for row in self._all(sql, (start, start + _AFTER_ALL))]

    def words(self, texts: Iterable[str]) -> dict[str, int]:
        """Out: the grams of those spelled words that exist."""
        return dict(self._in(f"SELECT text, gram FROM {self.word} WHERE text IN (%s)", set(texts)))

    def words_sounding(self, sounds: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
        """Out: for each skeleton the words that have it, each with its gram."""
        found: dict[str, list[tuple[str, int]]] = {}
        sql = f"SELECT sound, text, gram FROM {self.word} WHERE sound IN (%s) AND sound > '' ORDER BY sound, text"
        for sound, text, gram in self._in(sql, set(sounds)):
            found.setdefault(sound, []).append((text, gram))
        return found

    def near(self, keys: Iterable[int]) -> list[tuple[int, str]]:
        """Out: the stems that share one of the keys, as (id, stem)."""
        sql = (
            f"SELECT DISTINCT g.id, g.text FROM {self.typo} t JOIN {self.gram} g ON g.id = t.gram"
            " WHERE t.hash IN (%s) ORDER BY g.id"
        )
        return [(row[0], row[1]) for row in self._in(sql, keys)]

    def runs(self, grams: Iterable[int]) -> dict[int, array[int]]:
        """Out: for each gram the numbers of its documents; some may be of documents that are gone."""
        found: dict[int, array[int]] = {}
        for gram, documents in self._in(f"SELECT gram, documents FROM {self.run} WHERE gram IN (%s)", set(grams)):
            found.setdefault(gram, array("i")).frombytes(documents)
        return found

    def wholes(self, hashes: Iterable[int]) -> list[int]:
        """Out: the numbers of the documents with one of these whole labels."""
        sql = f"SELECT DISTINCT number FROM {self.whole} WHERE hash IN (%s) ORDER BY number"
        return [row[0] for row in self._in(sql, hashes)]

    def wholes_by_hash(self, hashes: Iterable[int]) -> dict[int, list[int]]:
        """Out: for each hash the numbers of the documents."""
        found: dict[int, list[int]] = {}
        for whole, number in self._in(f"SELECT hash, number FROM {self.whole} WHERE hash IN (%s)", set(hashes)):
            found.setdefault(whole, []).append(number)
        return found

    def documents(self, numbers: Sequence[int], at_most: int, narrowing: Narrowing | None = None) -> list[Row]:
        """In: numbers in the order they are wanted. Out: the first documents not narrowed away."""
        found: list[Row] = []
        where, values = narrowing.sql() if narrowing else ("", [])
        size = at_most + 50
        for start in range(0, len(numbers), size):
            ids = [number & ID_MASK for number in numbers[start : start + size]]
            marks = ", ".join(["%s"] * len(ids))
            sql = f"SELECT id, kind, key, labels, sounds FROM {self.document} WHERE id IN ({marks}){where}"
            rows = {row[0]: Row(*row) for row in self._all(sql, [*ids, *values])}
            found += [rows[number] for number in ids if number in rows]
            if len(found) >= at_most:
                return found[:at_most]
            size = min(4_000, size * 4)
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

    def sql(self) -> tuple[str, list[str]]:
        """Out: conditions to add to a WHERE, and their values."""
        where = ""
        values: list[str] = []
        if self.kinds:
            where += f" AND kind IN ({', '.join(['%s'] * len(self.kinds))})"
            values += self.kinds
        for name, wanted in self.facets:
            ways = [f"|{name}={value}|" for value in wanted]
            # replace() finds a text within a text, case and wildcards as they are, on either database
            where += f" AND ({' OR '.join(['replace(facets, %s, %s) <> facets'] * len(ways))})"
            for way in ways:
                values += [way, ""]
        return where, values
