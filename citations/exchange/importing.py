"""A file of any format into the base: everything or nothing, with a preview of every change and every problem named.

What a file says is compared with what the same format would say of the record today (formats.py): only what differs
is a change. The file is read once onto the disk, put in an order in which references lead back, and written a chunk at
a time inside one transaction, so that memory does not grow with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from citations import changes
from citations.creation import create_all
from citations.exchange.comparing import merged
from citations.exchange.described import RECOGNISED_BY, Recogniser, key_for
from citations.exchange.formats import Entry, Fault, Format, Options, Unreadable
from citations.exchange.lookup import Lookup
from citations.exchange.losses import Loss, LossReport
from citations.exchange.related import kinds_behind, references_of, related_to
from citations.exchange.shapes import shape_faults
from citations.exchange.spool import Spool
from citations.history import difference
from citations.languages import TAGS
from citations.models import PublicRecord, Treaty
from citations.records import (
    KINDS,
    SOURCE,
    TREATY,
    Kind,
    Problem,
    Record,
    RecordProblems,
    Shape,
    apply,
    complete,
    to_record,
)

#: Whether records of a model may be added or changed: called with the model and "add" or "change".
May: TypeAlias = Callable[[type[PublicRecord], str], bool]

#: A record by its kind and key.
Id: TypeAlias = tuple[str, str]

CHUNK = 100
#: What SQLite keeps of the base in memory during an import: 16 MB.
CACHE_SIZE = -16384
#: The most faults that are gathered before reading is given up.
MOST_FAULTS = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """One change that an import makes or would make: a field, and a language of it, before and after; of a new record
    one step with `name` empty."""

    kind: str
    key: str
    where: str
    name: str = ""
    language: str | None = None
    before: Any = None
    after: Any = None


@dataclass(slots=True)
class Outcome:
    """What an import did or would do. Nothing was written when there are faults, or in a dry run."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0
    faults: list[Fault] = field(default_factory=list)
    losses: LossReport = field(default_factory=LossReport)
    is_dry_run: bool = False
    _steps: Spool = field(default_factory=Spool)

    @property
    def is_written(self) -> bool:
        """Whether the import took effect."""
        return not (self.faults or self.is_dry_run)

    @property
    def steps(self) -> Iterator[Step]:
        """Every change, in the order of writing."""
        return (Step(*one) for one in self._steps)

    def note(self, step: Step) -> None:
        """Add a step."""
        self._steps.append([step.kind, step.key, step.where, step.name, step.language, step.before, step.after])


class _GiveUp(Exception):
    """Undoes the transaction: there are faults, or it was a dry run."""


def import_file(
    file: BinaryIO,
    format_: Format,
    options: Options | None = None,
    *,
    name: str = "",
    update: bool = False,
    dry_run: bool = False,
    by: Any = None,
    origin: changes.Origin = changes.Origin.IMPORT,
    may: May | None = None,
) -> Outcome:
    """Read the records of `file` and write them in one transaction, or change nothing.

    New records become drafts unless the file says their status. Records that exist are left as they are, and counted,
    unless `update`. `name` is the file's, for history; `by` the user whom the revisions name and whose rights count;
    `may` says whether records of a model may be added or changed at all ("add", "change").
    """
    run = _Import(format_, options or Options(), name=name, update=update, by=by, origin=origin)
    run.may = may or run.may
    run.outcome.is_dry_run = dry_run
    try:
        run.read(file)
        if not run.outcome.faults:
            with _few_pages(), transaction.atomic():
                run.write()
                if run.outcome.faults or dry_run:
                    raise _GiveUp
    except Unreadable as error:
        run.outcome.faults.append(error.fault)
    except changes.EditConflict as error:
        run.outcome.faults.append(Fault("", _("%(what)s Run the import again.") % {"what": error}))
    except _GiveUp:
        pass
    return run.outcome


@contextmanager
def _few_pages() -> Iterator[None]:
    """Let SQLite keep few pages of the base at hand meanwhile: an import comes back to few of those that it wrote."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        before = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA cache_size={CACHE_SIZE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size={before}")


class _Read(NamedTuple):
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


class _New(NamedTuple):
    """A record that is to be made."""

    kind: Kind
    key: str
    read: _Read


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


class _Import:
    def __init__(
        self, format_: Format, options: Options, *, name: str, update: bool, by: Any, origin: changes.Origin
    ) -> None:
        self.format, self.options, self.update = format_, options, update
        self.name, self.by, self.origin = name, by, origin
        self.outcome = Outcome()
        self.recogniser = Recogniser(self._taken)
        self.lookup = Lookup()
        self.entries = Spool()
        #: Where each record that was read lies in the spool, by kind and key.
        self.plans: dict[Id, int] = {}
        self.waiting: list[Id] = []
        self.may: May = lambda model, action: True

    # Reading: everything onto the disk, each record with its key

    def read(self, file: BinaryIO) -> None:
        """Read the whole file; raises Unreadable."""
        for one in self.format.read(file, self.options):
            if isinstance(one, Fault):
                self._say(one)
            else:
                self._take(one)
        if not self.plans and not self.outcome.faults:
            raise Unreadable(_("the file holds no record that can be taken in"))

    def _say(self, fault: Fault) -> None:
        self.outcome.faults.append(fault)
        if len(self.outcome.faults) >= MOST_FAULTS:
            raise Unreadable(_("there are more than %(most)s faults; the rest was not read") % {"most": MOST_FAULTS})

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
                self._say(Fault(_place(entry.where, entry.places, fault.path), _spoken(fault)))
            return
        key = values.get("key") or self._own_key(kind, values)
        if (kind.name, key) in self.plans:
            self._say(Fault(entry.where, _("the %(kind)s “%(key)s” stands in the file twice") % _named(kind, key)))
            return
        values["key"] = key
        needs = self._describe(kind, values)
        for what, message in entry.said.unheld:
            self.outcome.losses.add(Loss(kind.name, key, what, message))
        self._keep(kind, key, values, entry.where, needs, entry.places, entry.said.listed)

    def _own_key(self, kind: Kind, values: Record) -> str:
        """The key of the record that an entry without one means; a new one when there is none."""
        found = self.recogniser.find(kind.name, values) if kind.name in RECOGNISED_BY else None
        if found is not None and (kind.name, found) not in self.plans:
            return found
        return self._new_key(kind, values)

    def _new_key(self, kind: Kind, values: Record) -> str:
        return key_for(
            kind,
            values,
            lambda key: (kind.name, key) in self.plans or self.lookup.find(kind.record_model, key) is not None,
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
        self.plans[kind.name, key] = self.entries.append([values, where, known, list(listed), sorted(needs)])
        if kind.name in RECOGNISED_BY:
            self.recogniser.learn(kind.name, key, values)

    def _read(self, one: Id) -> _Read:
        return _Read(*self.entries.at(self.plans[one]))

    def _taken(self, kind: str) -> Iterator[tuple[str, Record]]:
        """What was read of this kind, by key."""
        return ((key, self._read((name, key)).values) for name, key in self.plans if name == kind)

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
            value = self._known(kinds, value) or self._made(KINDS[kinds[0]], dict(value))
        needs |= {(one, value) for one in kinds if value}
        return value or None

    def _known(self, kinds: Iterable[str], description: Mapping[str, Any]) -> str | None:
        """The key of the record described: by its key, when that is known here, else by its names."""
        key = description.get("key")
        for one in kinds:
            if key and ((one, key) in self.plans or self.lookup.find(KINDS[one].record_model, key) is not None):
                return str(key)
        return next((found for one in kinds if (found := self.recogniser.find(one, description)) is not None), None)

    def _made(self, kind: Kind, description: Record) -> str:
        """The key of a new record with what its description says."""
        key = description.get("key") or self._new_key(kind, description)
        self._keep(kind, key, description | {"key": key}, "", set())
        return str(key)

    # Writing: in an order in which references lead back, a chunk at a time

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
        entered: set[Id] = set()
        stack: list[tuple[Id, bool]] = []
        for first in (one for name in KINDS for one in self.plans if one[0] == name):
            stack.append((first, False))
            while stack:
                one, is_left = stack.pop()
                if is_left:
                    yield one
                elif one not in entered:
                    entered.add(one)
                    stack.append((one, True))
                    needs = ((name, key) for name, key in self._read(one).needs)
                    stack += [(need, False) for need in needs if need in self.plans and need not in entered]

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
            self._say(fault)
        self.waiting += tally.waiting
        if not is_last:
            self.outcome.created += tally.created
            self.outcome.changed += tally.changed
            self.outcome.unchanged += tally.unchanged
            self.outcome.left += tally.left
            for step in tally.steps:
                self.outcome.note(step)

    def _faults_of(self, one: tuple[str, str], error: ValidationError) -> list[Fault]:
        read = self._read(one)
        where = read.where or _("%(kind)s “%(key)s”") % _named(KINDS[one[0]], one[1])
        problems = getattr(error, "problems", None) or [Problem((), message) for message in error.messages]
        return [Fault(_place(where, read.places, problem.path), _spoken(problem)) for problem in problems]

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
        read = {one: self._read(one) for one in ids}
        self.lookup.fetch(model for (name, _key), one in read.items() for model in _referred(KINDS[name], one.values))
        new: list[_New] = []
        with changes.change(origin=self.origin, by=self.by, why=self.name):
            for (name, key), one in read.items():
                kind, instance = KINDS[name], stored.get((name, key))
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

    def _view(self, kind: Kind, record: Record, related: Any) -> Record:
        view = self.format.view(kind, record, related)
        self._described_view(kind, view)
        return view

    def _described_view(self, kind: Kind, view: Record) -> None:
        def key(shape: Shape, name: str, value: Any) -> Any:
            if not isinstance(value, Mapping):
                return value
            return self._known(kinds_behind(shape, name), value)

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
            if not any(one in self.plans for one in ids) or any(one in beside for one in ids):
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
        read: _Read,
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
                    _place(read.where, places, (step.name, step.language) if step.language else (step.name,)),
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
        read: _Read,
        tally: _Tally,
    ) -> bool:
        """Write `record`; what refuses it becomes faults, and the rest of the file is still tried."""
        where = read.where or _("%(kind)s “%(key)s”") % _named(kind, instance.key)
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
                tally.faults.append(Fault(_place(where, read.places, problem.path), _spoken(problem)))
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


def _named(kind: Kind, key: str) -> dict[str, Any]:
    return {"kind": kind.record_model._meta.verbose_name, "key": key}


def _place(where: str, places: Mapping[Any, str], path: tuple[str | int, ...]) -> str:
    """The place of a problem: that of the field when it is known, else that of the entry."""
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return where


def _spoken(problem: Problem) -> str:
    path = ".".join(map(str, problem.path))
    return f"{path}: {problem.message}" if path else problem.message
