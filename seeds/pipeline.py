"""Brings a folder of seeds into the database: everything or nothing, three ways, with every problem named.

At each field the file, the database and what the file said at the last import meet. A field only an editor changed
stays; one only the file changed is taken; one both changed, to different values, is a conflict. A list of children
counts as one field. See docs/decisions/0003.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from citations import changes, rights
from citations.languages import TAGS
from citations.models import ImportedRecord, PublicRecord, Source, Treaty
from citations.records import (
    KINDS,
    Kind,
    Record,
    apply_children,
    apply_own_fields,
    complete,
    kind_of,
    save_or_explain,
    to_record,
    validation_problems,
)
from citations.records import Problem as RecordProblem
from seeds.reader import Entry, read_folder
from seeds.report import Conflict, Outcome, Problem
from seeds.shapes import kind_shapes
from seeds.validator import Checked, Validator, references

DATA = Path(__file__).resolve().parent / "data"
#: Called with what is being done, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]
BATCH = 500


class _GiveUp(Exception):
    """Undoes the transaction: there are problems or conflicts, or it was a dry run."""


@dataclass(slots=True)
class _Plan:
    """What one sound entry comes to: the merged record, and the names of the fields that change."""

    checked: Checked
    kind: Kind
    record: Record
    wanted: Record
    instance: PublicRecord | None
    names: tuple[str, ...] = ()
    before: Record | None = None
    deferred: list[str] = field(default_factory=list)


def import_folder(
    folder: Path = DATA,
    *,
    dry_run: bool = False,
    prefer_seeds: bool = False,
    by: Any = None,
    progress: Progress | None = None,
) -> Outcome:
    """Import every seed file below `folder` in one transaction, or change nothing.

    Returns what was done, with all problems and conflicts; nothing is written when there is any, or in a dry run.
    `prefer_seeds` takes the file's value where both sides changed one. `by` is the user the revisions name.
    """
    return _Import(folder, dry_run=dry_run, prefer_seeds=prefer_seeds, by=by, progress=progress).run()


class _Import:
    def __init__(self, folder: Path, *, dry_run: bool, prefer_seeds: bool, by: Any, progress: Progress | None) -> None:
        self.folder, self.dry_run, self.prefer_seeds, self.by = folder, dry_run, prefer_seeds, by
        self.progress = progress or (lambda what, done, of: None)
        self.outcome = Outcome(is_dry_run=dry_run)
        self.stored: dict[str, dict[str, PublicRecord]] = {}
        self.bases: dict[tuple[str, str], ImportedRecord] = {}
        self.failed: set[tuple[str, str]] = set()
        self.faulty: set[tuple[str, str]] = set()
        self.saved: dict[tuple[str, str], PublicRecord] = {}

    def run(self) -> Outcome:
        reading = read_folder(self.folder, (kind.plural for kind in KINDS.values()))
        self.outcome.problems += reading.problems
        try:
            with changes.change(origin=changes.Origin.IMPORT, by=self.by, why="seeds"):
                self._load()
                validator = Validator(kind_shapes(), TAGS, self._exists)
                checked = validator.check(reading.entries)
                self.outcome.problems += validator.problems
                self.failed = {one.id for one in checked if not one.is_sound}
                plans = self._plans([one for one in checked if one.is_sound])
                if self.outcome.conflicts and not self.prefer_seeds:
                    raise _GiveUp
                self._write(plans)
                self._report_missing(checked)
                if self.outcome.problems or self.dry_run:
                    raise _GiveUp
                self._remember(plans)
        except _GiveUp:
            pass
        except changes.EditConflict as overtaken:
            self._say_overtaken(reading.entries, overtaken)
        return self.outcome

    # Reading what stands

    def _load(self) -> None:
        for kind in KINDS.values():
            self.stored[kind.name] = {instance.key: instance for instance in kind.queryset()}
        self.bases = {(base.kind, base.key): base for base in ImportedRecord.objects.all()}

    def _exists(self, kind: str, key: str) -> bool:
        return key in self.stored[kind]

    # Three ways meet

    def _plans(self, checked: Sequence[Checked]) -> list[_Plan]:
        order = {name: place for place, name in enumerate(KINDS)}
        plans = []
        for one in sorted(checked, key=lambda one: order[one.kind.name]):
            plan = self._plan(one)
            if plan is not None:
                plans.append(plan)
        return plans

    def _plan(self, one: Checked) -> _Plan | None:
        kind = KINDS[one.kind.name]
        record = complete(kind, one.values)
        instance, base = self.stored[kind.name].get(one.entry.key), self.bases.get(one.id)
        imported = None if base is None else complete(kind, base.record)
        if instance is None:
            if imported is None or self.prefer_seeds:
                return _Plan(one, kind, record, record, None, kind.names)
            if imported == record:
                self.outcome.deleted.append(f"{kind.name} “{one.entry.key}”")
            else:
                self._conflict(one, ())
            return None
        stands = to_record(instance)
        wanted, names = dict(stands), []
        for name in kind.names:
            filed, stored = record[name], stands[name]
            if filed == stored or (imported is not None and filed == imported[name]):
                continue
            if imported is None or stored != imported[name]:
                self._conflict(one, (name,))
                if not self.prefer_seeds:
                    continue
            wanted[name] = filed
            names.append(name)
        if not names:
            self.outcome.unchanged += 1
            self.outcome.kept += record != stands
        return _Plan(one, kind, record, wanted, instance, tuple(names), stands)

    def _conflict(self, one: Checked, path: tuple[str, ...]) -> None:
        if self.prefer_seeds:
            return
        entry, name = one.entry, path[0] if path else "the record, deleted by an editor,"
        self.outcome.conflicts.append(Conflict(entry.file, entry.line_of(path), one.kind.name, entry.key, name))

    # Writing

    def _write(self, plans: Sequence[_Plan]) -> None:
        new = [plan for plan in plans if plan.instance is None]
        self._skip_what_depends(plans)
        for place, plan in enumerate(new, start=1):
            if self._rests_on_failed(plan):
                self.failed.add(plan.checked.id)
            if plan.checked.id not in self.failed:
                self._create(plan)
            self.progress("creating records", place, len(new))
        self._skip_what_depends(plans)
        work = [plan for plan in plans if plan.names and plan.checked.id not in self.failed]
        for place, plan in enumerate(work, start=1):
            self._fill(plan)
            self.progress("writing records", place, len(work))
        self.outcome.skipped = len({plan.checked.id for plan in plans} & self.failed - self.faulty)

    def _skip_what_depends(self, plans: Sequence[_Plan]) -> None:
        """What refers to a failed record fails with it, however far; only the first cause is reported."""
        again = True
        while again:
            again = False
            for plan in plans:
                if plan.checked.id not in self.failed and self._rests_on_failed(plan):
                    self.failed.add(plan.checked.id)
                    again = True

    def _rests_on_failed(self, plan: _Plan) -> bool:
        """Whether something this refers to has failed and does not stand in the database either."""
        return any(
            any((kind, key) in self.failed for kind in kinds) and not any(self._exists(kind, key) for kind in kinds)
            for _path, kinds, key in references(plan.checked)
        )

    def _create(self, plan: _Plan) -> None:
        """Write the own fields of a new record; references to records that come later wait."""
        instance = plan.kind.record_model(key=plan.record["key"])
        later: set[str] = set()
        for name in (*plan.kind.references, "replaced_by"):
            key = plan.record[name]
            shape = plan.kind.tail if name == "replaced_by" else plan.kind
            related = shape.field(name).related_model
            assert isinstance(related, type)
            if key is not None and (not issubclass(related, PublicRecord) or self._resolve(related, key) is None):
                later.add(name)
        names = [name for name in plan.kind.names if name not in later]
        problems = (
            apply_own_fields(instance, plan.record, resolve=self._resolve, names=names, validate=False)
            or validation_problems(plan.kind, instance, exclude=later, constraints=False)
            or save_or_explain(plan.kind, instance)
        )
        if not self._say(plan, problems):
            plan.instance, plan.deferred = instance, sorted(later)
            self.saved[plan.checked.id] = instance

    def _fill(self, plan: _Plan) -> None:
        """Write what is left of a record: waiting references, changed fields, children; then judge it as a whole."""
        instance = plan.instance
        assert instance is not None
        is_new = plan.checked.id in self.saved
        own = set(plan.deferred if is_new else plan.names) - set(plan.kind.children_by_name)
        if own or not is_new:  # also where only a list changes: saving the record compares its version
            problems = apply_own_fields(instance, plan.wanted, resolve=self._resolve, names=own)
            if self._say(plan, problems or save_or_explain(plan.kind, instance)):
                return
        problems = apply_children(instance, plan.wanted, resolve=self._resolve, names=plan.names, is_new=is_new)
        if self._say(plan, problems) or self._say(plan, self._whole_problems(plan)):
            return
        change = changes.current()
        assert change is not None
        root = plan.kind.record_model.version_model()
        if (root, instance.pk) in change.touched:
            change.touched[root, instance.pk].why = f"seeds: {plan.checked.entry.file}"
        if is_new:
            self.outcome.created += 1
        else:
            self.outcome.changed += 1

    def _whole_problems(self, plan: _Plan) -> list[RecordProblem]:
        """What the rules of the whole record say, and the rights of whoever imports; at the line of the file."""
        return [*plan.kind.check(plan.wanted), *rights.problems(plan.kind, plan.before, plan.wanted, self.by)]

    def _say(self, plan: _Plan, problems: Iterable[RecordProblem]) -> bool:
        entry, found = plan.checked.entry, list(problems)
        for problem in found:
            self.outcome.problems.append(entry.problem(problem.path, problem.message))
        if found:
            self.failed.add(plan.checked.id)
            self.faulty.add(plan.checked.id)
        return bool(found)

    def _say_overtaken(self, entries: Iterable[Entry], overtaken: changes.EditConflict) -> None:
        """Somebody saved a record after the import had read it: all of the import is undone."""
        message = (
            f"{overtaken.kind} “{overtaken.key}” was changed in the database while the import ran; run the import again"
        )
        plural = KINDS[overtaken.kind].plural
        entry = next((one for one in entries if (one.kind, one.key) == (plural, overtaken.key)), None)
        self.outcome.problems.append(
            entry.problem((), message) if entry is not None else Problem(str(self.folder), 1, message)
        )

    def _resolve(self, model: type[PublicRecord], key: str) -> PublicRecord | None:
        kinds = ("source", "treaty") if issubclass(model, Source) and model is not Treaty else (kind_of(model).name,)
        for kind in kinds:
            found = self.saved.get((kind, key)) or self.stored[kind].get(key)
            if found is not None:
                return found
        return None

    # Afterwards

    def _report_missing(self, checked: Iterable[Checked]) -> None:
        filed = {one.id for one in checked}
        self.outcome.missing += [
            f"{kind} “{key}”"
            for kind, key in sorted(self.bases)
            if (kind, key) not in filed and key in self.stored.get(kind, {})
        ]

    def _remember(self, plans: Iterable[_Plan]) -> None:
        """Keep what the files say now as the base of the next import."""
        now, fresh = timezone.now(), []
        for plan in plans:
            base, entry = self.bases.get(plan.checked.id), plan.checked.entry
            if base is None or base.record != plan.record or base.file != entry.file:
                fresh.append(
                    ImportedRecord(kind=plan.kind.name, key=entry.key, file=entry.file, record=plan.record, at=now)
                )
        ImportedRecord.objects.bulk_create(
            fresh,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["file", "record", "at"],
        )
