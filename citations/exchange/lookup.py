"""Records by key, as an import needs them: many in one query, and those found last kept at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from citations.models import PublicRecord, Source
from citations.records import resolve_by_key

Wanted: TypeAlias = tuple[type[PublicRecord], str]

#: How many records are kept at hand.
MOST_KEPT = 1000


class Lookup:
    """Finds records by model and key, and remembers which there are not; told of every record that is made."""

    def __init__(self) -> None:
        self._found: dict[Wanted, PublicRecord | None] = {}

    def find(self, model: type[PublicRecord], key: str) -> PublicRecord | None:
        """The record with this key, or None."""
        if (model, key) not in self._found:
            self._keep((model, key), resolve_by_key(model, key))
        return self._found[model, key]

    def fetch(self, wanted: Iterable[Wanted]) -> None:
        """Find all of these, in one query for each model."""
        if len(self._found) >= MOST_KEPT:
            self._found.clear()
        missing: dict[type[PublicRecord], set[str]] = defaultdict(set)
        for model, key in wanted:
            if (model, key) not in self._found:
                missing[model].add(key)
        for model, keys in missing.items():
            found = {one.key: one for one in model._base_manager.filter(key__in=keys)}
            self._found |= {(model, key): found.get(key) for key in keys}

    def add(self, instance: PublicRecord) -> None:
        """This record has been made."""
        self._found.pop((Source, instance.key), None)  # a treaty is a source too
        self._keep((type(instance), instance.key), instance)

    def forget(self) -> None:
        """What was made may have been undone."""
        self._found.clear()

    def _keep(self, wanted: Wanted, found: PublicRecord | None) -> None:
        if len(self._found) >= MOST_KEPT:
            self._found.clear()
        self._found[wanted] = found
