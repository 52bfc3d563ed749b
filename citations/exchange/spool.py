"""A list on disk: JSON values that are written once and read back in order or by place, in bounded memory."""

from __future__ import annotations

import json
import tempfile
import weakref
from collections.abc import Iterator
from typing import Any

#: How much stands in memory before the list moves to a file.
IN_MEMORY = 1 << 20


class Spool:
    """JSON values, appended and then read; the file behind them is gone when nothing refers to the spool any more."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (lives as long as the spool)
        self._end = 0
        self._count = 0
        weakref.finalize(self, self._file.close)

    def append(self, value: Any) -> int:
        """Add `value`; return its place, by which `at` finds it again."""
        line = json.dumps(value).encode() + b"\n"
        place = self._end
        self._file.seek(place)
        self._file.write(line)
        self._end += len(line)
        self._count += 1
        return place

    def at(self, place: int) -> Any:
        """The value that `append` put at `place`."""
        self._file.seek(place)
        return json.loads(self._file.readline())

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        place = 0
        while place < self._end:
            self._file.seek(place)
            line = self._file.readline()
            place += len(line)
            yield json.loads(line)
