"""Which texts lag behind: follows every change and notes what was reworded in one language only.

A text falls behind when the same field is reworded in another language without it. It catches up when it is changed
itself, when the other text goes back to what it was, or when an editor of its language says that it still fits, which
leaves a `Confirmation`. Three things are no rewording: a text where there was none, a text taken out, and a text that
was itself behind and catches up. The texts of a row go with the row wherever it moves, and are gone with it.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from citations.history import languages_touched, records_changed
from citations.languages import TAGS
from citations.merging import Place, match_rows
from citations.models import Confirmation, Lag, Revision
from citations.records import KINDS, ChildKind, Kind, Record, Shape
from citations.rights import may_edit

CHUNK = 500


def text_fields(shape: Shape) -> list[str]:
    """The fields in which people write a text in each language; a grade is none."""
    return [name for name in shape.columns if name in shape.translated and not shape.field(name).choices]


def place_of(field: str) -> Place:
    """Where the text of a lag stands in its record: ("definition",), or ("events", "2", "note") for one of a row."""
    return tuple(field.split("."))


def follow(
    kind: Kind,
    before: Record | None,
    after: Record | None,
    lags: Sequence[Lag],
    *,
    version: int,
    at: datetime.datetime,
) -> list[Lag]:
    """In: two states of a record and its lags at the first. Out: its lags at the second; new ones are not saved yet."""
    if before is None or after is None:
        return []
    found: list[Lag] = []
    for stood, stands, old, new in _texts(kind, before, after):
        here = {lag.language: _moved(lag, stands) for lag in lags if lag.field == stood}
        changed = [tag for tag in TAGS if old.get(tag, "") != new.get(tag, "")]
        leaders = [tag for tag in changed if old.get(tag) and new.get(tag) and tag not in here]
        for tag in changed:
            here.pop(tag, None)
        for leader in leaders:
            for tag in TAGS:
                if tag in changed or not new.get(tag):
                    continue
                lag = here.get(tag)
                if lag is None:
                    here[tag] = Lag(
                        kind=kind.name, key=after["key"], field=stands, language=tag, leader=leader,
                        was=old[leader], version=version, at=at,
                    )  # fmt: skip
                elif lag.leader == leader and lag.was == new[leader]:
                    del here[tag]
        found += here.values()
    return found


def _texts(kind: Kind, before: Record, after: Record) -> Iterator[tuple[str, str, Record, Record]]:
    """Every text that both states have: where it stood, where it stands, and what it said and says by language."""
    for shape in (kind, kind.tail):
        for name in text_fields(shape):
            yield name, name, before.get(name) or {}, after.get(name) or {}
    for child in kind.children:
        names = text_fields(child)
        old, new = before.get(child.name) or [], after.get(child.name) or []
        for number, place in enumerate(_continued(child, old, new) if names else ()):
            if place is not None:
                for name in names:
                    stood, stands = (f"{child.name}.{one}.{name}" for one in (place, number))
                    yield stood, stands, old[place].get(name) or {}, new[number].get(name) or {}


def _continued(child: ChildKind, old: Sequence[Record], new: Sequence[Record]) -> Sequence[int | None]:
    """For each of the rows `new` the place of the one in `old` that it continues, as everywhere (see merging.py)."""
    if old == new:
        return range(len(new))
    return match_rows(child, [child.whole(row) for row in old], [child.whole(row) for row in new])


def _moved(lag: Lag, field: str) -> Lag:
    """`lag` where its text stands now; not saved yet when that is elsewhere."""
    if lag.field == field:
        return lag
    return Lag(
        kind=lag.kind, key=lag.key, field=field, language=lag.language, leader=lag.leader,
        was=lag.was, version=lag.version, at=lag.at,
    )  # fmt: skip


def write(
    kind: Kind,
    written: list[tuple[Any, Record]],
    deleted: list[str],
    before: dict[str, Record | None],
    **_kwargs: Any,
) -> None:
    """Bring the lags of what a change wrote or deleted up to date, in its transaction."""
    reworded = [(instance, record) for instance, record in written if before.get(record["key"]) is not None]
    for start in range(0, len(reworded), CHUNK):
        chunk = reworded[start : start + CHUNK]
        stored = _stored(kind, [record["key"] for _instance, record in chunk])
        wanted: list[Lag] = []
        for instance, record in chunk:
            lags = stored.get(record["key"], [])
            wanted += follow(
                kind, before[record["key"]], record, lags, version=instance.version, at=instance.updated_at
            )
        _replace([lag for lags in stored.values() for lag in lags], wanted)
    for start in range(0, len(deleted), CHUNK):
        Lag.objects.filter(kind=kind.name, key__in=deleted[start : start + CHUNK]).delete()


def _stored(kind: Kind, keys: Iterable[str]) -> dict[str, list[Lag]]:
    found: dict[str, list[Lag]] = {}
    for lag in Lag.objects.filter(kind=kind.name, key__in=list(keys)):
        found.setdefault(lag.key, []).append(lag)
    return found


def _replace(stored: Iterable[Lag], wanted: Iterable[Lag]) -> None:
    kept = {lag.pk for lag in wanted if lag.pk is not None}
    gone = [lag.pk for lag in stored if lag.pk not in kept]
    if gone:
        Lag.objects.filter(pk__in=gone).delete()
    Lag.objects.bulk_create([lag for lag in wanted if lag.pk is None])


def catch_up(kind: Kind, keys: Iterable[str], *, by: Any, tag: str | None = None) -> tuple[int, Mapping[str, int]]:
    """Note that the editor `by` has looked: the texts of these records (with `tag`: in that language) still fit.

    Returns how many marks were taken off, and by language how many stay because `by` may not edit it.
    """
    wanted, settled, left = sorted(set(keys)), 0, Counter[str]()
    now = timezone.now()
    with transaction.atomic():
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            # A change of a record waits until it is noted which version was looked at.
            rows = kind.record_model._base_manager.select_for_update().filter(key__in=chunk)
            versions = dict(rows.values_list("key", "version"))
            lags = Lag.objects.filter(kind=kind.name, key__in=versions)
            asked = list((lags if tag is None else lags.filter(language=tag)).order_by("pk"))
            fitting = [lag for lag in asked if may_edit(by, lag.language)]
            left.update(lag.language for lag in asked if not may_edit(by, lag.language))
            Confirmation.objects.bulk_create(
                Confirmation(
                    kind=kind.name, key=lag.key, version=versions[lag.key], field=lag.field, language=lag.language,
                    leader=lag.leader, at=now, by=by, by_name="" if by is None else by.get_username(),
                )
                for lag in fitting
            )  # fmt: skip
            Lag.objects.filter(pk__in=[lag.pk for lag in fitting]).delete()
            settled += len(fitting)
    return settled, left


def lagging(queryset: models.QuerySet[Any], kind: Kind, tag: str) -> models.QuerySet[Any]:
    """The records of `queryset` with a text in the language `tag` that lags behind."""
    return queryset.filter(key__in=Lag.objects.filter(kind=kind.name, language=tag).values("key"))


def reread() -> tuple[int, int]:
    """Read all revisions again, oldest first, and write anew what lists and the feed of changes know from them.

    Returns how many revisions were read and how many texts lag behind. What an editor has said still fits is not asked
    again.
    """
    revisions = 0
    with transaction.atomic():
        Lag.objects.all().delete()
        fitting = set(Confirmation.objects.values_list("kind", "key", "version", "field", "language"))
        for steps in _histories():
            revisions += len(steps)
            _reread_one(steps, fitting)
    return revisions, Lag.objects.count()


def _histories() -> Iterator[list[Revision]]:
    steps: list[Revision] = []
    for revision in Revision.objects.order_by("kind", "key", "version").iterator(chunk_size=CHUNK):
        if steps and (steps[0].kind, steps[0].key) != (revision.kind, revision.key):
            yield steps
            steps = []
        steps.append(revision)
    if steps:
        yield steps


def _reread_one(steps: Sequence[Revision], fitting: Set[tuple[str, str, int, str, str]]) -> None:
    kind = KINDS[steps[0].kind]
    before: Record | None = None
    lags: list[Lag] = []
    for revision in steps:
        touched = languages_touched(kind, before, revision.record)
        if revision.languages != touched:
            Revision.objects.filter(pk=revision.pk).update(languages=touched)
        lags = follow(kind, before, revision.record, lags, version=revision.version, at=revision.at)
        said = (kind.name, revision.key, revision.version)
        lags = [lag for lag in lags if (*said, lag.field, lag.language) not in fitting]
        before = revision.record
    Lag.objects.bulk_create(lags)


def connect() -> None:
    """Follow every change."""
    records_changed.connect(write, dispatch_uid="lags")
