"""History: what each change did to each record, written in the transaction of the change.

At the end of a change every record it touched is read again, compared with its last revision, and, when it is
another than before, gets the next version and a `Revision`. Nothing else moves a version. A write that would go
round this is refused by a signal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext

from citations import changes, rights
from citations.languages import BY_TAG, TAGS
from citations.models import (
    Child,
    PublicRecord,
    Recorded,
    Revision,
    Source,
    Status,
    Treaty,
)
from citations.querysets import UnrecordedWrite
from citations.records import (
    KINDS,
    Kind,
    Problem,
    Record,
    RecordProblems,
    apply,
    complete,
    kind_of,
    recorded_models,
    resolve_by_key,
    sha256,
    to_record,
)

#: Sent inside the transaction for each kind with what changed: `kind` (Kind), `written` (list of (instance, record)),
#: `deleted` (list of keys) and `before` (key to the record as it was; None for a new one). Search keeps its keys by it.
records_changed = Signal()

CHUNK = 500


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field that two states of a record do not share; `language` is a BCP 47 tag for a translated one."""

    name: str
    language: str | None
    before: Any
    after: Any


def difference(before: Record | None, after: Record | None) -> list[FieldDifference]:
    """Field by field and language by language what changed; a list of children counts as one field.

    A field that one of two states does not know, because it was written by an earlier version, is empty there.
    """
    old, new = before or {}, after or {}
    found: list[FieldDifference] = []
    for name in dict.fromkeys((*new, *old)):
        left, right = old.get(name), new.get(name)
        is_unknown = before is not None and after is not None and (name not in old or name not in new)
        if left == right or (is_unknown and not left and not right):
            continue
        tags = set((left if isinstance(left, dict) else {}) | (right if isinstance(right, dict) else {}))
        if tags and tags <= set(BY_TAG):
            for tag in BY_TAG:
                one, other = (left or {}).get(tag, ""), (right or {}).get(tag, "")
                if one != other:
                    found.append(FieldDifference(name, tag, one, other))
        else:
            found.append(FieldDifference(name, None, left, right))
    return found


def languages_touched(kind: Kind, before: Record | None, after: Record | None) -> str:
    """The content languages whose texts differ in two states, as Revision.languages has them; none in a deletion."""
    if after is None:
        return ""
    found = {tag for tag, _path in rights.touched(kind, before, after)}
    return " ".join(tag for tag in TAGS if tag in found)


def last_revision(kind: str, key: str) -> Revision | None:
    """The newest revision of a record, its deletion included; None when it has none."""
    newest: Revision | None = Revision.objects.of(kind, key).order_by("-version").first()
    return newest


def revert(
    revision: Revision,
    *,
    by: Any = None,
    why: str = "",
    names: Iterable[str] | None = None,
) -> PublicRecord:
    """Make a record again what it was in `revision`; return it.

    With `names` only those fields go back: "designations", "definition", or one language of it, "definition.zh-Hans".
    A deleted record comes back whole under its key, with the next version. Raises RecordProblems when the old state
    refers to something that is gone or breaks a rule, and changes nothing then.
    """
    if revision.record is None:
        raise RecordProblems([Problem((), gettext("this revision is a deletion: there is no state to go back to"))])
    kind = KINDS[revision.kind]
    then = complete(kind, revision.record)
    with changes.change(
        origin=changes.Origin.ADMIN,
        by=by,
        why=why or f"back to version {revision.version}",
    ):
        found = resolve_by_key(kind.record_model, revision.key)
        if found is None:
            instance = kind.record_model(key=revision.key)
            apply(instance, then)
            return instance
        chosen = list(kind.names if names is None else names)
        apply(found, restored(to_record(found), then, chosen), names={name.partition(".")[0] for name in chosen})
    return found


def value_of(record: Record, name: str) -> Any:
    """The value of a field of `record`, or of one language of it ("definition.zh-Hans"); None when it has none."""
    field, _, tag = name.partition(".")
    value = record.get(field)
    return value.get(tag) if tag and isinstance(value, dict) else value


def restored(now: Record, then: Record, names: Iterable[str]) -> Record:
    """The record `now` with the fields `names`, or the languages of a field, as they were in the record `then`."""
    found = dict(now)
    for name in names:
        field, _, tag = name.partition(".")
        found[field] = {**found[field], tag: then[field][tag]} if tag else then[field]
    return found


@changes.at_end
def record_change(change: changes.Change) -> None:
    """Write a revision for every record of `change` that is another than before. See the module."""
    for kind, rows in _by_kind(change).items():
        written: list[tuple[PublicRecord, Record]] = []
        deleted: list[str] = []
        before: dict[str, Record | None] = {}
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            _record_chunk(kind, chunk, change, written, deleted, before)
        if written or deleted:
            records_changed.send(sender=Revision, kind=kind, written=written, deleted=deleted, before=before)


def _record_chunk(
    kind: Kind,
    rows: Sequence[tuple[int, changes.Touched]],
    change: changes.Change,
    written: list[tuple[PublicRecord, Record]],
    deleted: list[str],
    before: dict[str, Record | None],
) -> None:
    stored = {instance.pk: instance for instance in kind.queryset().filter(pk__in=[pk for pk, _ in rows])}
    last_of = _last_revisions(kind.name, [touched.key for _, touched in rows])
    renewed = _standing(kind, [touched.key for pk, touched in rows if pk not in stored])
    revisions: list[Revision] = []
    moves: list[tuple[PublicRecord, changes.Touched, int]] = []
    now = timezone.now()
    for pk, touched in rows:
        instance, last, why = stored.get(pk), last_of.get(touched.key), touched.why or change.why
        if instance is None:
            if last is not None and last.record is not None and touched.key not in {*renewed, *deleted}:
                _refuse(kind, touched.key, rights.problems(kind, last.record, None, change.by))
                revisions.append(_revision(kind, touched.key, last.version + 1, None, last, change, why, now))
                deleted.append(touched.key)
            continue
        record = to_record(instance)
        digest = sha256(record)
        is_new = touched.version is None  # though its key may be that of a record deleted in this same change
        if last is not None and last.record is not None and not is_new and _is_unchanged(kind, last, record, digest):
            continue
        earlier = last.record if last is not None else None
        _refuse(kind, touched.key, [*kind.check(record), *rights.problems(kind, earlier, record, change.by)])
        version = (last.version if last is not None else 0) + 1
        moves.append((instance, touched, version))
        revisions.append(_revision(kind, touched.key, version, record, last, change, why, now))
        written.append((instance, record))
        before[touched.key] = earlier
    _move_versions(kind, moves, now)
    Revision.objects.bulk_create(revisions)


def _refuse(kind: Kind, key: str, problems: Sequence[Problem]) -> None:
    if problems:
        raise RecordProblemsAsValidation(kind, key, problems)


def _is_unchanged(kind: Kind, last: Revision, record: Record, digest: str) -> bool:
    """Whether `record` is what it was; a field that the kind has got since then is no change while it has its
    default."""
    return last.sha256 == digest or complete(kind, last.record or {}) == record


class RecordProblemsAsValidation(ValidationError):
    """The rules of a whole record, or the rights of who changes it, refused it; `problems` says where in the record."""

    def __init__(self, kind: Kind, key: str, problems: Sequence[Problem]) -> None:
        self.kind, self.key, self.problems = kind, key, tuple(problems)
        super().__init__([problem.message for problem in problems])


def _move_versions(kind: Kind, moves: Sequence[tuple[PublicRecord, changes.Touched, int]], now: Any) -> None:
    """Compare and swap: only the version found when the change began gives way to the next one."""
    root = kind.record_model.version_model()
    together: dict[tuple[int, int], dict[int, changes.Touched]] = {}
    for instance, touched, version in moves:
        expected = instance.version if touched.version is None else touched.version
        together.setdefault((expected, version), {})[instance.pk] = touched
    for (expected, version), rows in together.items():
        moved = root._base_manager.filter(pk__in=rows, version=expected).update(version=version, updated_at=now)
        if moved < len(rows):
            ours = root._base_manager.filter(pk__in=rows, version=version, updated_at=now).values_list("pk", flat=True)
            overtaken = min(rows.keys() - set(ours))
            raise changes.EditConflict(kind.name, rows[overtaken].key, expected, None)
    for instance, touched, version in moves:
        for one in (instance, *touched.instances):
            one.version, one.updated_at = version, now


def _revision(
    kind: Kind,
    key: str,
    version: int,
    record: Record | None,
    last: Revision | None,
    change: changes.Change,
    why: str,
    now: Any,
) -> Revision:
    by = None if isinstance(change.by, AnonymousUser) else change.by
    return Revision(
        kind=kind.name,
        key=key,
        version=version,
        at=now,
        by=by,
        by_name="" if by is None else by.get_username(),
        why=why[:500],
        origin=change.origin,
        record=record,
        sha256="" if record is None else sha256(record),
        is_public=record is not None and record["status"] != Status.DRAFT,
        was_public=last is not None and last.is_public,
        languages=languages_touched(kind, None if last is None else last.record, record),
    )


def _standing(kind: Kind, keys: Sequence[str]) -> set[str]:
    """Those of `keys` under which a record of `kind` stands: what was deleted has been made anew."""
    if not keys:
        return set()
    return set(kind.queryset().prefetch_related(None).filter(key__in=keys).values_list("key", flat=True))


def _last_revisions(kind: str, keys: Sequence[str]) -> dict[str, Revision]:
    newest = (
        Revision.objects.filter(kind=kind, key__in=keys)
        .values("key")
        .annotate(newest=models.Max("pk"))
        .values_list("newest", flat=True)
        .order_by()
    )
    return {revision.key: revision for revision in Revision.objects.filter(pk__in=list(newest))}


def _by_kind(change: changes.Change) -> dict[Kind, list[tuple[int, changes.Touched]]]:
    """The touched records by kind, in the order of the kinds; a source that is a treaty counts as one."""
    touched_sources = [pk for model, pk in change.touched if model is Source]
    treaties: set[int] = set()
    for start in range(0, len(touched_sources), CHUNK):
        part = touched_sources[start : start + CHUNK]
        treaties.update(Treaty._base_manager.filter(pk__in=part).values_list("pk", flat=True))
        treaties.update(
            pk for pk in part if any(isinstance(one, Treaty) for one in change.touched[Source, pk].instances)
        )
    found: dict[str, list[tuple[int, changes.Touched]]] = {name: [] for name in KINDS}
    for (model, pk), touched in change.touched.items():
        name = "treaty" if model is Source and pk in treaties else kind_of(model).name
        found[name].append((pk, touched))
    return {KINDS[name]: sorted(rows) for name, rows in found.items() if rows}


# The signals: they note what is touched, lock it, and refuse writes outside a change.


def _touch_owner(sender: type[Recorded], instance: Recorded, **_kwargs: Any) -> None:
    change = _open_change(sender)
    if isinstance(instance, Child):
        _touch(change, instance.owner_model().version_model(), instance.owner_id)
    elif isinstance(instance, PublicRecord) and not instance._state.adding:
        touched = _touch(change, instance.version_model(), instance.pk)
        if touched is not None:
            touched.instances.append(instance)


def _touch_new(sender: type[Recorded], instance: Recorded, *, created: bool, **_kwargs: Any) -> None:
    if created and isinstance(instance, PublicRecord):
        change = _open_change(sender)
        change.touch(instance.version_model(), instance.pk, instance.key, None).instances.append(instance)


def _touch(change: changes.Change, root: type[models.Model], pk: int) -> changes.Touched | None:
    """Note and lock the record `pk`; None when it is gone already."""
    if (root, pk) in change.touched:
        return change.touched[root, pk]
    found = root._base_manager.select_for_update().filter(pk=pk).values_list("key", "version").first()
    return None if found is None else change.touch(root, pk, found[0], found[1])


def _open_change(sender: type[Recorded]) -> changes.Change:
    change = changes.current()
    if change is None:
        raise UnrecordedWrite(f"this write of a {sender.__name__}")
    return change


def connect() -> None:
    """Watch every recorded model; called once all apps have registered their kinds."""
    for model in recorded_models():
        uid = f"history-{model._meta.label}"
        pre_save.connect(_touch_owner, sender=model, dispatch_uid=uid)
        pre_delete.connect(_touch_owner, sender=model, dispatch_uid=uid)
        post_save.connect(_touch_new, sender=model, dispatch_uid=uid)
