"""Values by key on disk: what a file of any length makes a reader or a writer remember, in bounded memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

Value = TypeVar("Value", int, str)

#: How much of it stands in memory before it moves to a file, in KB.
IN_MEMORY = 1024
#: How many keys are read at once.
CHUNK = 1000

_TABLE = f"""
    PRAGMA journal_mode = off;
    PRAGMA synchronous = off;
    PRAGMA cache_size = -{IN_MEMORY};
    CREATE TABLE kept (id INTEGER PRIMARY KEY, key, value);
    CREATE INDEX by_key ON kept (key);
    BEGIN;
"""


class Keyed(Generic[Value]):
    """Any number of values for each key, a text or a number, in the order in which they came.

    Behind it stands a temporary base of SQLite, which is gone when nothing refers to the object any more.
    """

    def __init__(self) -> None:
        # A base without a name is a temporary one. Another thread than the one that wrote may be the one to let it go.
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._base.executescript(_TABLE)
        self._count = 0

    def add(self, key: str | int, value: Value) -> None:
        """Add a value to those of `key`."""
        self._base.execute("INSERT INTO kept (key, value) VALUES (?, ?)", (_stored(key), _stored(value)))
        self._count += 1

    def set_default(self, key: str | int, value: Value) -> bool:
        """Give `key` this value unless it has one; return whether it had none."""
        is_new = key not in self
        if is_new:
            self.add(key, value)
        return is_new

    def first(self, key: str | int) -> Value | None:
        """The first value of `key`; None when it has none."""
        return next(self._values("SELECT value FROM kept WHERE key = ? ORDER BY id LIMIT 1", key), None)

    def all(self, key: str | int) -> list[Value]:
        """Every value of `key`."""
        return list(self._values("SELECT value FROM kept WHERE key = ? ORDER BY id", key))

    def _values(self, query: str, key: str | int) -> Iterator[Value]:
        return (_restored(value) for (value,) in self._base.execute(query, (_stored(key),)).fetchall())

    def __contains__(self, key: str | int) -> bool:
        query = "SELECT 1 FROM kept WHERE key = ? LIMIT 1"
        return self._base.execute(query, (_stored(key),)).fetchone() is not None

    def __len__(self) -> int:
        """How many values there are."""
        return self._count

    def items(self) -> Iterator[tuple[Any, Value]]:
        """Every key with its first value, in the order in which the keys came. More may be added meanwhile."""
        query = (
            "SELECT id, key, value FROM kept AS one WHERE id > ?"
            " AND NOT EXISTS (SELECT 1 FROM kept WHERE key = one.key AND id < one.id) ORDER BY id LIMIT ?"
        )
        last = 0
        while rows := self._base.execute(query, (last, CHUNK)).fetchall():
            last = rows[-1][0]
            for _id, key, value in rows:
                yield _restored(key), _restored(value)

    def __iter__(self) -> Iterator[Any]:
        return (key for key, _value in self.items())


def _stored(value: str | int) -> bytes | int:
    # As bytes, because a file may hold halves of characters, which SQLite takes for no text.
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def _restored(value: bytes | int) -> Any:
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value
