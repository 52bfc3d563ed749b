"""Which texts lag behind: follows every change and notes what was reworded in one language only.

A text falls behind when the same field is reworded in another language without it. It catches up when it is changed
itself, when the other text goes back to what it was, or when an editor says that it still fits. Three things are no
rewording: a text where there was none, a text taken out, and a text that was itself behind and catches up.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models, transaction

from citations.history import languages_touched, records_changed
from citations.languages import TAGS
from citations.models import Lag, Revision
from citations.records import KINDS, Kind, Record

CHUNK = 500


def text_fields(kind: Kind) -> list[str]:
    """The fields of a kind in which people write a text in each language; a grade is none."""
    return [
        name
        for shape in (kind, kind.tail)
        for name in shape.columns
        if name in shape.translated and not shape.field(name).choices
    ]


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
    for field in text_fields(kind):
        here = {lag.language: lag for lag in lags if lag.field == field}
        old, new = before.get(field) or {}, after.get(field) or {}
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
                        kind=kind.name, key=after["key"], field=field, language=tag, leader=leader,
                        was=old[leader], version=version, at=at,
                    )  # fmt: skip
                elif lag.leader == leader and lag.was == new[leader]:
                    del here[tag]
        found += here.values()
    return found


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


def catch_up(kind: Kind, keys: Iterable[str], tag: str | None = None) -> int:
    """Note that an editor has looked: the texts of these records (with `tag`: in that language) still fit.

    Returns how many texts lagged behind.
    """
    lags = Lag.objects.filter(kind=kind.name, key__in=list(keys))
    count, _by_model = (lags if tag is None else lags.filter(language=tag)).delete()
    return count


def lagging(queryset: models.QuerySet[Any], kind: Kind, tag: str) -> models.QuerySet[Any]:
    """The records of `queryset` with a text in the language `tag` that lags behind."""
    return queryset.filter(key__in=Lag.objects.filter(kind=kind.name, language=tag).values("key"))


def reread() -> tuple[int, int]:
    """Read all revisions again, oldest first, and write anew what lists and the feed of changes know from them.

    Returns how many revisions were read and how many texts lag behind. What editors have looked at since is asked of
    them again.
    """
    revisions = 0
    with transaction.atomic():
        Lag.objects.all().delete()
        for steps in _histories():
            revisions += len(steps)
            _reread_one(steps)
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


def _reread_one(steps: Sequence[Revision]) -> None:
    kind = KINDS[steps[0].kind]
    before: Record | None = None
    lags: list[Lag] = []
    for revision in steps:
        touched = languages_touched(kind, before, revision.record)
        if revision.languages != touched:
            Revision.objects.filter(pk=revision.pk).update(languages=touched)
        lags = follow(kind, before, revision.record, lags, version=revision.version, at=revision.at)
        before = revision.record
    Lag.objects.bulk_create(lags)


def connect() -> None:
    """Follow every change."""
    records_changed.connect(write, dispatch_uid="lags")
