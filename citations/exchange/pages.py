"""Few pages of the base in memory, while much of it passes through once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

#: What SQLite keeps of the base meanwhile: 16 MB of pages, and nothing of the file as it lies there.
_FEW = {"cache_size": -16384, "mmap_size": 0}


@contextmanager
def few_pages() -> Iterator[None]:
    """Let SQLite keep few pages at hand meanwhile: an export never comes back to what it read, and an import to little
    of what it wrote. Another database keeps none of them in this process."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        answers = {name: cursor.execute(f"PRAGMA {name}").fetchone() for name in _FEW}
    before = {name: answer[0] for name, answer in answers.items() if answer}  # a base in memory has no mmap_size
    _set(_FEW)
    try:
        yield
    finally:
        _set(before)


def _set(pragmas: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name}={value}")
