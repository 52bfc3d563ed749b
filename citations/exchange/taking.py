"""What a file says, before any of it is written: its records on the disk, each with its key, in an order in which
references lead back.

The file is read once. A reference that it describes becomes the key of the record meant; one that nobody knows is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from django.utils.translation import gettext as _

from citations.exchange.described import RECOGNISED_BY, Recogniser, key_for
from citations.exchange.formats import Entry, Fault, Format, Options, Unreadable
from citations.exchange.lookup import Lookup
from citations.exchange.losses import Loss, LossReport
from citations.exchange.related import kinds_behind
from citations.exchange.shapes import shape_faults
from citations.exchange.spool import Spool
from citations.languages import TAGS
from citations.models import Treaty
from citations.records import KINDS, SOURCE, TREATY, Kind, Problem, Record, Shape

#: A record by its kind and key.
Id: TypeAlias = tuple[str, str]

#: The most faults that are gathered before reading is given up.
MOST_FAULTS = 1000


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


class Taken:
    """What one file says: each record with its key, on the disk, what it describes found or made."""

    def __init__(
        self, format_: Format, options: Options, lookup: Lookup, faults: list[Fault], losses: LossReport
    ) -> None:
        self.format, self.options, self.lookup = format_, options, lookup
        self.faults, self.losses = faults, losses
        self.recogniser = Recogniser(self._of_kind)
        self.entries = Spool()
        #: Where each record lies in the spool, by kind and key.
        self.places: dict[Id, int] = {}

    def read(self, file: BinaryIO) -> None:
        """Read the whole file; raises Unreadable."""
        for one in self.format.read(file, self.options):
            if isinstance(one, Fault):
                self.say(one)
            else:
                self._take(one)
        if not self.places and not self.faults:
            raise Unreadable(_("the file holds no record that can be taken in"))

    def say(self, fault: Fault) -> None:
        """Note a fault; raises Unreadable when there are very many."""
        self.faults.append(fault)
        if len(self.faults) >= MOST_FAULTS:
            raise Unreadable(_("there are more than %(most)s faults; the rest was not read") % {"most": MOST_FAULTS})

    def _take(self, entry: Entry) -> None:
        kind, values = KINDS[entry.kind], dict(entry.said.values)
        if not values:
            for what, message in entry.said.unheld:
                self.losses.add(Loss(kind.name, entry.where, what, message))
            return
        if kind is SOURCE and str(values.get("key", "")) in self._treaties:
            kind = TREATY  # a format that knows works only gives a treaty of ours back as one
        values = self._narrowed(kind, values)
        faults = shape_faults(kind, values)
        if faults:
            for fault in faults:
                self.say(Fault(place_of(entry.where, entry.places, fault.path), spoken(fault)))
            return
        key = values.get("key") or self._own_key(kind, values)
        if (kind.name, key) in self.places:
            self.say(Fault(entry.where, _("the %(kind)s “%(key)s” stands in the file twice") % named(kind, key)))
            return
        values["key"] = key
        needs = self._describe(kind, values)
        for what, message in entry.said.unheld:
            self.losses.add(Loss(kind.name, key, what, message))
        self._keep(kind, key, values, entry.where, needs, entry.places, entry.said.listed)

    def _own_key(self, kind: Kind, values: Record) -> str:
        """The key of the record that an entry without one means; a new one when there is none."""
        found = self.recogniser.find(kind.name, values) if kind.name in RECOGNISED_BY else None
        if found is not None and (kind.name, found) not in self.places:
            return found
        return self._new_key(kind, values)

    def _new_key(self, kind: Kind, values: Record) -> str:
        return key_for(
            kind,
            values,
            lambda key: (kind.name, key) in self.places or self.lookup.find(kind.record_model, key) is not None,
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
        self.places[kind.name, key] = self.entries.append([values, where, known, list(listed), sorted(needs)])
        if kind.name in RECOGNISED_BY:
            self.recogniser.learn(kind.name, key, values)

    def at(self, one: Id) -> Read:
        """One record as it was read."""
        return Read(*self.entries.at(self.places[one]))

    def _of_kind(self, kind: str) -> Iterator[tuple[str, Record]]:
        """What was read of this kind, by key."""
        return ((key, self.at((name, key)).values) for name, key in self.places if name == kind)

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
            if key and ((one, key) in self.places or self.lookup.find(KINDS[one].record_model, key) is not None):
                return str(key)
        return next((found for one in kinds if (found := self.recogniser.find(one, description)) is not None), None)

    def _made(self, kind: Kind, description: Record) -> str:
        """The key of a new record with what its description says."""
        key = description.get("key") or self._new_key(kind, description)
        self._keep(kind, key, description | {"key": key}, "", set())
        return str(key)

    # The order of writing

    def order(self) -> Iterator[Id]:
        """What records refer to comes before them; where references go round in a circle, one of them has to wait."""
        entered: set[Id] = set()
        stack: list[tuple[Id, bool]] = []
        for first in (one for name in KINDS for one in self.places if one[0] == name):
            stack.append((first, False))
            while stack:
                one, is_left = stack.pop()
                if is_left:
                    yield one
                elif one not in entered:
                    entered.add(one)
                    stack.append((one, True))
                    needs = ((name, key) for name, key in self.at(one).needs)
                    stack += [(need, False) for need in needs if need in self.places and need not in entered]


def named(kind: Kind, key: str) -> dict[str, Any]:
    """A record as sentences name it."""
    return {"kind": kind.record_model._meta.verbose_name, "key": key}


def place_of(where: str, places: Mapping[Any, str], path: tuple[str | int, ...]) -> str:
    """The place of a problem: that of the field when it is known, else that of the entry."""
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return where


def spoken(problem: Problem) -> str:
    """A problem with the field it lies in, for people."""
    path = ".".join(map(str, problem.path))
    return f"{path}: {problem.message}" if path else problem.message
