"""The steps of a record's history: what each changed, where an editor can go back to what stood there, and which texts
editors have looked at since and left as they were."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from citations.admin.differences import ShownDifference, shown, text_label
from citations.history import difference, last_revision, value_of
from citations.lags import place_of
from citations.languages import BY_TAG
from citations.models import Confirmation, Revision
from citations.records import KINDS, Kind


@dataclass(frozen=True, slots=True)
class LookedAt:
    """An editor has said of one version that texts of it still fit."""

    at: datetime.datetime
    by: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One revision of a record with what it changed, and what was said of its texts afterwards."""

    revision: Revision
    is_first: bool
    differences: tuple[ShownDifference, ...]
    looked_at: tuple[LookedAt, ...] = ()

    @property
    def is_deletion(self) -> bool:
        """Whether the record was deleted in this step."""
        return self.revision.record is None


def steps(revisions: Sequence[Revision], *, may_revert: bool = False) -> list[Step]:
    """Each of `revisions` (of one record, newest first) with what it changed.

    To an editor who `may_revert`, each difference says where to go back to either value, unless that stands there now.
    """
    if not revisions:
        return []
    last = revisions[-1]
    kind, of_record = KINDS[last.kind], Revision.objects.of(last.kind, last.key)
    older = of_record.filter(version__lt=last.version).order_by("-version").first()
    now = last_revision(last.kind, last.key) if may_revert else None
    looked_at = _looked_at(kind, revisions)
    return [
        Step(
            revision,
            is_first=revision.record is not None and (before is None or before.record is None),
            differences=tuple(_differences(kind, before, revision, now)),
            looked_at=tuple(looked_at.get(revision.version, ())),
        )
        for revision, before in zip(revisions, [*revisions[1:], older], strict=True)
    ]


def revert_address(revision: Revision, name: str = "") -> str:
    """Where an editor confirms going back to `revision`, in the field `name` only when it is given."""
    address = reverse("admin:citations_revision_revert", args=[revision.pk])
    return f"{address}?{urlencode({'names': name})}" if name else address


def _looked_at(kind: Kind, revisions: Sequence[Revision]) -> dict[int, list[LookedAt]]:
    """By version, newest first: what each editor said at one moment."""
    states = {revision.version: revision.record for revision in revisions}
    said: dict[tuple[int, datetime.datetime, str], list[str]] = {}
    rows = Confirmation.objects.filter(kind=kind.name, key=revisions[0].key, version__in=states)
    for one in rows.order_by("-at", "pk"):
        text = f"{text_label(kind, place_of(one.field), states[one.version])} ({BY_TAG[one.language].label})"
        said.setdefault((one.version, one.at, one.by_name), []).append(text)
    found: dict[int, list[LookedAt]] = {}
    for (version, at, by), texts in said.items():
        found.setdefault(version, []).append(LookedAt(at, by, tuple(texts)))
    return found


def _differences(kind: Kind, before: Revision | None, after: Revision, now: Revision | None) -> list[ShownDifference]:
    if before is None or before.record is None or after.record is None:
        return []
    found = shown(kind, difference(before.record, after.record))
    if now is None or now.record is None:
        return found
    return [
        replace(
            one,
            back_to_before=_way_back(before, one.name, now.record),
            back_to_after=_way_back(after, one.name, now.record),
        )
        for one in found
    ]


def _way_back(revision: Revision, name: str, now: dict[str, Any]) -> str:
    stands, stood = value_of(now, name), value_of(revision.record or {}, name)
    return "" if stands == stood else revert_address(revision, name)
