"""Questions asked of every public record, and the fence around writes that would leave no history."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn, Self, TypeVar

from django.db import models

from citations import changes

_M = TypeVar("_M", bound=models.Model)
_may_write_in_bulk: ContextVar[bool] = ContextVar("may_write_in_bulk", default=False)


class _EmptyText(models.Expression):
    """The empty text as it stands in the conditions of indexes: as a parameter SQLite would not see that they fit."""

    output_field = models.CharField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return "''", ()


NO_TEXT = _EmptyText()


class UnrecordedWrite(Exception):
    """A write that would go round history was tried and refused."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} would leave no history; save the records one by one inside citations.changes.change(), "
            "or use the bulk writer."
        )


@contextmanager
def bulk_writing() -> Iterator[None]:
    """Let the one bulk writer, which touches every record itself, use bulk_create and update."""
    token = _may_write_in_bulk.set(True)
    try:
        yield
    finally:
        _may_write_in_bulk.reset(token)


class RecordedQuerySet(models.QuerySet[_M]):
    """A queryset over models with history: it deletes inside a change and refuses to write in bulk."""

    def update(self, **kwargs: Any) -> int:
        self._refuse_unless_bulk_writer("update()")
        return super().update(**kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[_M]:
        self._refuse_unless_bulk_writer("bulk_create()")
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        self._refuse_unless_bulk_writer("bulk_update()")
        return super().bulk_update(*args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete all of these, as one change."""
        with changes.change():
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse_unless_bulk_writer(self, what: str) -> None:
        if not _may_write_in_bulk.get():
            _refuse(f"{self.model.__name__}.objects.{what}")


class PublicRecordQuerySet(RecordedQuerySet[_M]):
    """Records by how far they are."""

    def published(self) -> Self:
        """What lists hold."""
        return self.filter(status="published")

    def retired(self) -> Self:
        """What has been withdrawn and stays readable."""
        return self.filter(status="retired")

    def public(self) -> Self:
        """What exists for a reader who is not signed in: published and retired, never a draft."""
        return self.exclude(status="draft")


class CitationQuerySet(PublicRecordQuerySet[_M]):
    """Citations by what a reader may see."""

    def public(self) -> Self:
        """Those that are no drafts, in works that are no drafts."""
        return super().public().exclude(citing__status="draft")


class TreatyQuerySet(PublicRecordQuerySet[_M]):
    """Treaties by party and by date, the dates taken from their events."""

    def with_party(self, value: str) -> Self:
        """Treaties one of whose parties has this key or belongs to this polity: `china` finds the Qing Empire,
        the Republic of China and the PRC."""
        is_party = models.Q(parties__party__key=value) | models.Q(parties__party__polity=value)
        return self.filter(pk__in=self.model._base_manager.filter(is_party).values("pk"))

    def signed_after(self, day: datetime.date) -> Self:
        """Treaties that can only have been signed or adopted after `day`."""
        return self._with_event(("signed", "adopted"), date_earliest__gt=day)

    def signed_before(self, day: datetime.date) -> Self:
        """Treaties that can only have been signed or adopted before `day`."""
        return self._with_event(("signed", "adopted"), date_latest__lt=day)

    def in_force_on(self, day: datetime.date, *, possibly: bool = False) -> Self:
        """Binding treaties in force on `day`: certainly, or with `possibly` as far as the dates allow.

        A treaty with no date of entry into force is never in force for certain and is possibly so once it was
        signed. Where two end dates stand, the preferred one counts; without a preferred one the earlier counts
        for certainty and the later for possibility.
        """
        begun, over = ("date_earliest", "date_latest") if possibly else ("date_latest", "date_earliest")
        found = self.filter(binding__in=("yes", "disputed") if possibly else ("yes",))
        if possibly:
            started = models.Q(pk__in=self._owners(("in-force",), **{f"{begun}__lte": day}))
            undated = ~models.Q(pk__in=self._owners(("in-force",), date_earliest__isnull=False))
            found = found.filter(
                started | (undated & models.Q(pk__in=self._owners(("signed",), date_earliest__lte=day)))
            )
            for_good = models.Q(pk__in=self._owners(("ended",), preferred=True, **{f"{over}__lt": day}))
            without_choice = ~models.Q(pk__in=self._owners(("ended",), preferred=True))
            still_open = models.Q(pk__in=self._owners(("ended",), **{f"{over}__gte": day})) | models.Q(
                pk__in=self._owners(("ended",), date_latest__isnull=True)
            )
            any_end = models.Q(pk__in=self._owners(("ended",)))
            return found.exclude(for_good).exclude(without_choice & any_end & ~still_open)
        found = found.filter(pk__in=self._owners(("in-force",), **{f"{begun}__lte": day}))
        preferred_end = models.Q(pk__in=self._owners(("ended",), preferred=True))
        ended_by_preferred = models.Q(pk__in=self._owners(("ended",), preferred=True, **{f"{over}__lte": day}))
        ended_by_any = models.Q(pk__in=self._owners(("ended",), **{f"{over}__lte": day}))
        undated_end = models.Q(pk__in=self._owners(("ended",), date_earliest__isnull=True))
        return found.exclude(ended_by_preferred).exclude(~preferred_end & (ended_by_any | undated_end))

    def _with_event(self, kinds: tuple[str, ...], **conditions: Any) -> Self:
        return self.filter(pk__in=self._owners(kinds, **conditions))

    def _owners(self, kinds: tuple[str, ...], **conditions: Any) -> models.QuerySet[Any, Any]:
        events = self.model._meta.get_field("events").related_model
        assert isinstance(events, type)
        return events._base_manager.filter(kind__in=kinds, **conditions).values("treaty_id")


class RevisionQuerySet(models.QuerySet[_M]):
    """States of records, oldest first."""

    def of(self, kind: str, key: str) -> Self:
        """All states of one record."""
        return self.filter(kind=kind, key=key)

    def public(self) -> Self:
        """States a reader may see, and the step by which a record left their sight."""
        return self.filter(models.Q(is_public=True) | models.Q(was_public=True))


RecordedManager = models.Manager.from_queryset(RecordedQuerySet)
PublicRecordManager = models.Manager.from_queryset(PublicRecordQuerySet)
CitationManager = models.Manager.from_queryset(CitationQuerySet)
TreatyManager = models.Manager.from_queryset(TreatyQuerySet)
RevisionManager = models.Manager.from_queryset(RevisionQuerySet)


def _refuse(what: str) -> NoReturn:
    raise UnrecordedWrite(what)
