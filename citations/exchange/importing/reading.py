"""The first half of an import: a file onto the disk, each record with its key and the keys of what it refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from django.utils.translation import gettext as _

from citations.exchange.described import RECOGNISED_BY, Recogniser, key_for
from citations.exchange.formats import Entry, Fault, Format, Options, Unreadable
from citations.exchange.importing.outcome import Most, Outcome, fault_of, named
from citations.exchange.keyed import Keyed
from citations.exchange.lookup import Lookup
from citations.exchange.losses import Loss
from citations.exchange.related import kinds_behind
from citations.exchange.shapes import shape_faults
from citations.exchange.spool import Spool
from citations.languages import TAGS
from citations.models import Treaty
from citations.records import KINDS, SOURCE, TREATY, Kind, Record, Shape

#: A record: its kind and its key.
Id: TypeAlias = tuple[str, str]


class Read(NamedTuple):
    """One entry as it lies in the spool: its values, its place in the file and those of its fields, the languages
    whose rows its lists hold, and the records, by kind and key, that it refers to."""

    values: Record
    where: str
    known: list[tuple[list[str | int], str]]
    listed: list[str]
    needs: list[list[str]]

    @property
    def places(self) -> dict[tuple[str | int, ...], str]:
        """The places of its fields, by path."""
        return {tuple(path): place for path, place in self.known}


class Reading:
    """The records of one file, by kind and key, as far as they have been read."""

    def __init__(self, format_: Format, options: Options, outcome: Outcome, lookup: Lookup, most: Most | None) -> None:
        self.format, self.options, self.outcome, self.lookup, self.most = format_, options, outcome, lookup, most
        self.recogniser = Recogniser(self._taken)
        self.entries = Spool()
        self._places: defaultdict[str, Keyed[int]] = defaultdict(Keyed)

    def read(self, file: BinaryIO) -> None:
        """Read the whole file; raises Unreadable."""
        for one in self.format.read(file, self.options):
            if isinstance(one, Fault):
                self.outcome.say(one)
            else:
                self._take(one)
                if self.most is not None and self._count() > self.most.entries:
                    said = _(
                        "the file holds more than %(most)s entries, too many for a page to wait for: divide it, or "
                        "take it in with “manage.py import_records”"
                    )
                    raise Unreadable(said % {"most": self.most.entries})
        if not self._count() and not self.outcome.faults:
            raise Unreadable(_("the file holds no record that can be taken in"))

    def _take(self, entry: Entry) -> None:
        kind, values = KINDS[entry.kind], dict(entry.said.values)
        if not values:
            for what, message in entry.said.unheld:
                self.outcome.losses.add(Loss(kind.name, entry.where, what, message))
            return
        if kind is SOURCE and values.get("key") in self._treaties:
            kind = TREATY  # a format that knows works only gives a treaty of ours back as one
        values = self._narrowed(kind, values)
        faults = shape_faults(kind, values)
        if faults:
            for fault in faults:
                self.outcome.say(fault_of(kind, entry.where, entry.places, fault))
            return
        key = values.get("key") or self._own_key(kind, values)
        if self.has((kind.name, key)):
            self.outcome.say(
                Fault(entry.where, _("the %(kind)s “%(key)s” stands in the file twice") % named(kind, key))
            )
            return
        values["key"] = key
        needs = self._describe(kind, values)
        for what, message in entry.said.unheld:
            self.outcome.losses.add(Loss(kind.name, key, what, message))
        self._keep(kind, key, values, entry.where, needs, entry.places, entry.said.listed)

    def _own_key(self, kind: Kind, values: Record) -> str:
        """The key of the record that an entry without one means; a new one when there is none."""
        found = self.recogniser.find(kind.name, values) if kind.name in RECOGNISED_BY else None
        if found is not None and not self.has((kind.name, found)):
            return found
        return self._new_key(kind, values)

    def _new_key(self, kind: Kind, values: Record) -> str:
        return key_for(
            kind,
            values,
            lambda key: self.has((kind.name, key)) or self.lookup.find(kind.record_model, key) is not None,
        )

    def _keep(
        self,
        kind: Kind,
        key: str,
        values: Record,
        where: str,
        needs: set[Id],
        places: Mapping[tuple[str | int, ...], str] | None = None,
        listed: Sequence[str] = TAGS,
    ) -> None:
        known = [[list(path), place] for path, place in (places or {}).items()]
        place = self.entries.append([values, where, known, list(listed), sorted(needs)])
        self._places[kind.name].add(key, place)
        if kind.name in RECOGNISED_BY:
            self.recogniser.learn(kind.name, key, values)

    def has(self, one: Id) -> bool:
        """Whether the record with this kind and key was read."""
        kind, key = one
        return kind in self._places and key in self._places[kind]

    def at(self, one: Id) -> Read:
        """What was read of the record with this kind and key."""
        kind, key = one
        place = self._places[kind].first(key)
        assert place is not None
        return Read(*self.entries.at(place))

    def ids(self, kind: str) -> Iterator[Id]:
        """The records of this kind, in the order in which they were read."""
        return ((kind, key) for key in self._places.get(kind, ()))

    def _count(self) -> int:
        return sum(map(len, self._places.values()))

    def _taken(self, kind: str) -> Iterator[tuple[str, Record]]:
        """What was read of this kind, by key."""
        return ((one[1], self.at(one).values) for one in self.ids(kind))

    @cached_property
    def _treaties(self) -> frozenset[str]:
        """The keys of the treaties in the base."""
        return frozenset(Treaty._base_manager.values_list("key", flat=True).iterator())

    def _narrowed(self, kind: Kind, values: Record) -> Record:
        """`values` in the languages that are wanted."""
        for name in kind.translated | kind.tail.translated:
            if isinstance(values.get(name), Mapping):
                values[name] = {tag: text for tag, text in values[name].items() if tag in self.options.languages}
        return values

    # References: a description becomes a key; a record that is only described is made

    def _describe(self, kind: Kind, values: Record) -> set[Id]:
        needs: set[Id] = set()
        for name in (*kind.references, "replaced_by"):
            if name in values:
                shape = kind.tail if name == "replaced_by" else kind
                values[name] = self._key_of(shape, name, values[name], needs)
        for child in kind.children:
            for row in values.get(child.name) or ():
                for name in child.references:
                    if name in row:
                        row[name] = self._key_of(child, name, row[name], needs)
        return needs

    def _key_of(self, shape: Shape, name: str, value: Any, needs: set[Id]) -> str | None:
        kinds = kinds_behind(shape, name)
        if isinstance(value, Mapping):
            value = self.known(kinds, value) or self._made(KINDS[kinds[0]], dict(value))
        needs |= {(one, value) for one in kinds if value}
        return value or None

    def known(self, kinds: Iterable[str], description: Mapping[str, Any]) -> str | None:
        """The key of the record described: by its key, when that is known here, else by its names."""
        key = description.get("key")
        for one in kinds:
            if key and (self.has((one, key)) or self.lookup.find(KINDS[one].record_model, key) is not None):
                return str(key)
        return next((found for one in kinds if (found := self.recogniser.find(one, description)) is not None), None)

    def _made(self, kind: Kind, description: Record) -> str:
        """The key of a new record with what its description says."""
        key = description.get("key") or self._new_key(kind, description)
        self._keep(kind, key, description | {"key": key}, "", set())
        return str(key)
