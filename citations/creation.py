"""Many new records at once: each is checked as if it came alone, and all are written together."""

from __future__ import annotations

from collections.abc import Sequence

from citations import changes
from citations.models import Child, PublicRecord
from citations.querysets import bulk_writing
from citations.records import (
    ChildKind,
    Kind,
    Record,
    RecordProblems,
    Resolver,
    apply_own_fields,
    kind_of,
    validation_problems,
)


def create_all(rows: Sequence[tuple[PublicRecord, Record]], *, resolve: Resolver) -> None:
    """Save these new instances of one kind, each as its record says, in the change that is open.

    The lists of each may refer to those before it, its own fields to none of them: so none can close a circle with
    rows that are not written yet. Raises RecordProblems or IntegrityError when anything is wrong with one of them: the
    caller undoes all, and has `records.apply` say what is wrong with which.
    """
    change = changes.current()
    assert change is not None
    kind = kind_of(rows[0][0])
    for instance, record in rows:
        if problems := apply_own_fields(instance, record, resolve=resolve, names=kind.names):
            raise RecordProblems(problems)
    _insert(kind, [instance for instance, _record in rows])
    for child in kind.children:
        found = [row for instance, record in rows for row in _rows(child, instance, record[child.name], resolve)]
        with bulk_writing():
            child.child_model._default_manager.bulk_create(found)
    for instance, _record in rows:
        touched = change.touch(instance.version_model(), instance.pk, instance.key, None)
        if instance not in touched.instances:
            touched.instances.append(instance)


def _insert(kind: Kind, instances: Sequence[PublicRecord]) -> None:
    if kind.record_model.version_model() is not kind.record_model:
        for instance in instances:  # its table is two: Django inserts into both only one by one
            instance.save()
        return
    with bulk_writing():
        kind.record_model._default_manager.bulk_create(instances)
    for instance in instances:
        instance._loaded_key = instance.key


def _rows(child: ChildKind, owner: PublicRecord, wanted: Sequence[Record], resolve: Resolver) -> list[Child]:
    model, found = child.child_model, []
    for place, values in enumerate(wanted):
        row = model(**{model.owner_field: owner, "position": place})
        problems = child.decode(row, values, resolve, child.columns)
        problems = problems or validation_problems(child, row, constraints=False)
        if problems:
            raise RecordProblems(problems)
        found.append(row)
    return found
