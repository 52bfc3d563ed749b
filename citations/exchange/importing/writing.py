"""The second half of an import: what was read into the base, in an order in which references lead back, a chunk at a
time. What a file says is compared with what the same format would say of the record today: only what differs is a
change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from citations import changes
from citations.creation import create_all
from citations.exchange.comparing import merged
from citations.exchange.formats import Fault, Unreadable
from citations.exchange.importing.outcome import MOST_FAULTS, Most, Step, fault_of, named, place_of
from citations.exchange.importing.reading import Id, Read, Reading
from citations.exchange.keyed import Keyed
from citations.exchange.related import kinds_behind, references_of, related_to
from citations.history import difference
from citations.models import PublicRecord
from citations.records import KINDS, Kind, Problem, Record, RecordProblems, Shape, apply, complete, to_record

#: Whether records of a model may be added or changed: called with the model and "add" or "change".
May: TypeAlias = Callable[[type[PublicRecord], str], bool]

CHUNK = 100


class _New(NamedTuple):
    """A record that is to be made."""

    kind: Kind
    key: str
    read: Read


@dataclass(slots=True)
class _Tally:
    """What writing a few records came to."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0
    faults: list[Fault] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    waiting: list[Id] = field(default_factory=list)


class Writing:
    """Writes what was read, and notes in its outcome what that comes to."""

    def __init__(
        self,
        reading: Reading,
        *,
        name: str,
        update: bool,
        by: Any,
        origin: changes.Origin,
        may: May | None,
        most: Most | None,
    ) -> None:
        self.reading, self.name, self.update, self.by, self.origin, self.most = reading, name, update, by, origin, most
        self.format, self.options = reading.format, reading.options
        self.outcome, self.lookup = reading.outcome, reading.lookup
        self.may: May = may or (lambda model, action: True)
        self.waiting: list[Id] = []

    def write(self) -> None:
        """Write everything that was read, inside the caller's transaction."""
        self.lookup.forget()
        order = self._order()
        while ids := list(islice(order, CHUNK)):
            self._write_some(ids)
            if len(self.outcome.faults) >= MOST_FAULTS:
                return
        if not self.outcome.faults:
            waiting, self.waiting = self.waiting, []
            for start in range(0, len(waiting), CHUNK):
                self._write_some(waiting[start : start + CHUNK], is_last=True)

    def _order(self) -> Iterator[Id]:
        """What records refer to comes before them; where references go round in a circle, one of them has to wait."""
        entered: defaultdict[str, Keyed[int]] = defaultdict(Keyed)
        stack: list[tuple[Id, bool]] = []
        for first in (one for name in KINDS for one in self.reading.ids(name)):
            stack.append((first, False))
            while stack:
                one, is_left = stack.pop()
                if is_left:
                    yield one
                elif entered[one[0]].set_default(one[1], 1):
                    stack.append((one, True))
                    needs = ((name, key) for name, key in self.reading.at(one).needs)
                    stack += [
                        (need, False) for need in needs if self.reading.has(need) and need[1] not in entered[need[0]]
                    ]

    def _write_some(self, ids: Sequence[Id], *, is_last: bool = False) -> None:
        """Write these as one change; when a rule of a whole record refuses that, one by one, to say which."""
        tally = _Tally()
        try:
            with transaction.atomic():
                self._write_chunk(ids, tally, is_last=is_last)
        except ValidationError as error:
            self.lookup.forget()
            if len(ids) > 1:
                for one in ids:
                    self._write_some([one], is_last=is_last)
                return
            tally = _Tally(faults=self._faults_of(ids[0], error))
        self._count(tally, is_last=is_last)

    def _count(self, tally: _Tally, *, is_last: bool) -> None:
        for fault in tally.faults:
            self.outcome.say(fault)
        self.waiting += tally.waiting
        if not is_last:
            self.outcome.created += tally.created
            self.outcome.changed += tally.changed
            self.outcome.unchanged += tally.unchanged
            self.outcome.left += tally.left
            for step in tally.steps:
                self.outcome.note(step)
        if self.most is not None and self.outcome.created + self.outcome.changed > self.most.changes:
            said = _(
                "the file makes or changes more than %(most)s entries, too many for a page to wait for: divide it, or "
                "take it in with “manage.py import_records”"
            )
            raise Unreadable(said % {"most": self.most.changes})

    def _faults_of(self, one: tuple[str, str], error: ValidationError) -> list[Fault]:
        read = self.reading.at(one)
        where = read.where or _("%(kind)s “%(key)s”") % named(KINDS[one[0]], one[1])
        problems = getattr(error, "problems", None) or [Problem((), message) for message in error.messages]
        return [fault_of(KINDS[one[0]], where, read.places, problem) for problem in problems]

    def _write_chunk(self, ids: Sequence[Id], tally: _Tally, *, is_last: bool) -> None:
        stored: dict[Id, PublicRecord] = {}
        wanted: dict[str, list[str]] = defaultdict(list)
        for name, key in ids:
            wanted[name].append(key)
        for name, keys in wanted.items():
            stored |= {(name, one.key): one for one in KINDS[name].queryset().filter(key__in=keys)}
        pairs = [(KINDS[name], to_record(one)) for (name, _key), one in stored.items()]
        records = {(kind.name, record["key"]): record for kind, record in pairs}
        related = related_to(pairs, self.format.follows, is_public=False)
        read = {one: self.reading.at(one) for one in ids}
        self.lookup.fetch(model for (name, _key), one in read.items() for model in _referred(KINDS[name], one.values))
        new: list[_New] = []
        with changes.change(origin=self.origin, by=self.by, why=self.name):
            for (name, key), one in read.items():
                kind, instance = KINDS[name], stored.get((name, key))
                lacking = self._lacking(kind, one) if instance is None else []
                if lacking:
                    tally.faults += lacking
                    continue
                if instance is None:
                    if new and (new[0].kind is not kind or _leads_to(new, kind, one.values)):
                        self._create_all(new, tally)
                        new = []
                    new.append(_New(kind, key, one))
                    continue
                self._create_all(new, tally)
                new = []
                if is_last:
                    self._update(kind, instance, records[name, key], self._new(kind, one.values), one, tally)
                elif self.update:
                    record = records[name, key]
                    view = self._view(kind, record, related)
                    now = merged(self.format, kind, record, view, one.values, self.options.languages, one.listed)
                    self._update(kind, instance, record, kind.supply(now), one, tally)
                else:
                    tally.left += 1
            self._create_all(new, tally)

    def _lacking(self, kind: Kind, read: Read) -> list[Fault]:
        """The references without which there can be no record of this kind, and which nothing gives."""
        return [
            Fault(
                read.where,
                _("nothing is given here; give it in the file, or choose one for all new records of the import"),
                kind.name,
                (name,),
            )
            for name in sorted(kind.references)
            if not (kind.field(name).null or read.values.get(name) or self.options.defaults.get(name))
        ]

    def _view(self, kind: Kind, record: Record, related: Any) -> Record:
        view = self.format.view(kind, record, related)
        self._described_view(kind, view)
        return view

    def _described_view(self, kind: Kind, view: Record) -> None:
        def key(shape: Shape, name: str, value: Any) -> Any:
            if not isinstance(value, Mapping):
                return value
            return self.reading.known(kinds_behind(shape, name), value)

        for name in kind.references:
            if name in view:
                view[name] = key(kind, name, view[name])
        for child in kind.children:
            for row in view.get(child.name) or ():
                for name in child.references:
                    if name in row:
                        row[name] = key(child, name, row[name])

    def _create_all(self, new: Sequence[_New], tally: _Tally) -> None:
        """Make these records, of one kind, together; when that is refused, one by one, to say which."""
        if not new:
            return
        kind = new[0].kind
        whole = [self._new(kind, one.read.values) for one in new]
        before: set[Id] = set()
        partial: list[tuple[Record, bool]] = []
        for one, record in zip(new, whole, strict=True):
            partial.append(self._without_later(kind, record, before))
            before.add((kind.name, one.key))
        rows = [
            (kind.record_model(key=one.key), record) for one, (record, _is_waiting) in zip(new, partial, strict=True)
        ]
        made = {one.key: one for one, _record in rows}

        def find(model: type[PublicRecord], key: str) -> PublicRecord | None:
            return made[key] if model is kind.record_model and key in made else self.lookup.find(model, key)

        try:
            with transaction.atomic():
                if not self.may(kind.record_model, "add"):
                    raise RecordProblems(())
                create_all(rows, resolve=find)
        except (RecordProblems, IntegrityError):
            for one in new:
                self._create(one, tally)
            return
        for one, (instance, _record), after, (_part, is_waiting) in zip(new, rows, whole, partial, strict=True):
            self._created(one, instance, after, tally, is_waiting=is_waiting)

    def _create(self, one: _New, tally: _Tally) -> None:
        kind, instance = one.kind, one.kind.record_model(key=one.key)
        whole = self._new(kind, one.read.values)
        record, is_waiting = self._without_later(kind, whole)
        if self._apply(kind, instance, record, None, one.read, tally):
            self._created(one, instance, whole, tally, is_waiting=is_waiting)

    def _created(self, one: _New, instance: PublicRecord, whole: Record, tally: _Tally, *, is_waiting: bool) -> None:
        self.lookup.add(instance)
        tally.created += 1
        tally.steps.append(Step(one.kind.name, one.key, one.read.where, after=whole))
        if is_waiting:
            tally.waiting.append((one.kind.name, one.key))

    def _new(self, kind: Kind, values: Record) -> Record:
        """The whole record that `values` make when there is none yet."""
        given: Record = {"status": "draft"}
        for name, value in self.options.defaults.items():
            if name in kind.names and name not in kind.translated:
                given[name] = value
        stated = {name: value for name, value in values.items() if value not in (None, "")}
        return kind.supply(complete(kind, given | stated))

    def _without_later(self, kind: Kind, record: Record, beside: Container[Id] = frozenset()) -> tuple[Record, bool]:
        """`record` without the references to records of the file that are not there yet, and whether there are any.

        Its lists may refer to the records `beside` it, which are made with it, before it.
        """

        def is_later(shape: Shape, name: str, key: str | None, beside: Container[Id] = frozenset()) -> bool:
            ids = [(one, key) for one in kinds_behind(shape, name) if key is not None]
            if not any(self.reading.has(one) for one in ids) or any(one in beside for one in ids):
                return False
            return self.lookup.find(shape.referred(name), str(key)) is None

        later = [name for name in kind.references if is_later(kind, name, record[name])]
        if record["replaced_by"] and is_later(kind.tail, "replaced_by", record["replaced_by"]):
            later.append("replaced_by")
        found = record | dict.fromkeys(later)
        for child in kind.children:
            names = [name for name in child.references if child.is_reference(name)]
            rows = [
                row for row in record[child.name] if not any(is_later(child, name, row[name], beside) for name in names)
            ]
            if len(rows) < len(record[child.name]):
                found[child.name] = rows
                later.append(child.name)
        return found, bool(later)

    def _update(
        self,
        kind: Kind,
        instance: PublicRecord,
        record: Record,
        now: Record,
        read: Read,
        tally: _Tally,
    ) -> None:
        steps = difference(record, now)
        if not steps:
            tally.unchanged += 1
        elif self._apply(kind, instance, now, {step.name for step in steps}, read, tally):
            tally.changed += 1
            places = read.places
            tally.steps += [
                Step(
                    kind.name,
                    instance.key,
                    place_of(read.where, places, (step.name, step.language) if step.language else (step.name,)),
                    step.name,
                    step.language,
                    step.before,
                    step.after,
                )
                for step in steps
            ]

    def _apply(
        self,
        kind: Kind,
        instance: PublicRecord,
        record: Record,
        names: Iterable[str] | None,
        read: Read,
        tally: _Tally,
    ) -> bool:
        """Write `record`; what refuses it becomes faults, and the rest of the file is still tried."""
        where = read.where or _("%(kind)s “%(key)s”") % named(kind, instance.key)
        if not self.may(kind.record_model, "add" if instance._state.adding else "change"):
            kinds = kind.record_model._meta.verbose_name_plural
            refused = _("you may not add %(kinds)s") if instance._state.adding else _("you may not change %(kinds)s")
            tally.faults.append(Fault(where, refused % {"kinds": kinds}))
            return False
        try:
            with transaction.atomic():
                apply(instance, record, resolve=self.lookup.find, names=names)
        except RecordProblems as error:
            for problem in error.problems:
                tally.faults.append(fault_of(kind, where, read.places, problem))
            return False
        return True


def _referred(kind: Kind, values: Record) -> Iterator[tuple[type[PublicRecord], str]]:
    """The records that `values` refer to, by model and key."""
    for shape, name, key in references_of(kind, values):
        if shape.is_reference(name):
            yield shape.referred(name), key


def _leads_to(new: Sequence[_New], kind: Kind, values: Record) -> bool:
    """Whether a field of a record refers to one of these, so that they have to be there before it."""
    keys = {values.get(name) for name in (*kind.references, "replaced_by")}
    return any(one.key in keys for one in new)
