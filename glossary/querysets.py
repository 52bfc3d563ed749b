"""Questions asked of terms and attestations."""

from __future__ import annotations

import datetime
from typing import Any, Self, TypeVar

from django.db import models

from citations.languages import column
from citations.querysets import PublicRecordQuerySet

_M = TypeVar("_M", bound=models.Model)


class TermQuerySet(PublicRecordQuerySet[_M]):
    """Terms by language, grade and evidence."""

    def missing(self, tag: str) -> Self:
        """Terms without a name in the language `tag`, a stated gap excepted."""
        return self.filter(**{column("name", tag): "", column("gap_note", tag): ""})

    def undefined_in(self, tag: str) -> Self:
        """Terms without a definition in the language `tag`."""
        return self.filter(**{column("definition", tag): ""})

    def graded(self, tag: str, reliability: str) -> Self:
        """Terms whose name in the language `tag` has this reliability."""
        return self.filter(**{column("reliability", tag): reliability})

    def attested_in(self, source_key: str) -> Self:
        """Terms with a published attestation in the source or treaty of this key; a draft shows nothing."""
        return self.filter(pk__in=self._attested(source__key=source_key))

    def attested_before(self, day: datetime.date) -> Self:
        """Terms certainly seen before `day`: said, or published, then at the latest."""
        said = models.Q(said_latest__lt=day)
        issued = models.Q(said="", source__issued_latest__lt=day)
        signed = models.Q(
            said="",
            source__treaty__events__kind__in=("signed", "adopted"),
            source__treaty__events__date_latest__lt=day,
        )
        return self.filter(pk__in=self._attested(said | issued | signed))

    def unattested(self) -> Self:
        """Terms nobody has yet shown in a work."""
        return self.exclude(pk__in=self._attested())

    def _attested(self, *conditions: models.Q, **lookups: object) -> models.QuerySet[Any, Any]:
        attestations = self.model._meta.get_field("attestations").related_model
        assert isinstance(attestations, type)
        rows = attestations._base_manager.filter(*conditions, status="published", **lookups)
        rows = rows.exclude(source__status="draft")
        return rows.values("term_id")


class AttestationQuerySet(PublicRecordQuerySet[_M]):
    """Attestations by what a reader may see."""

    def public(self) -> Self:
        """Those that are no drafts, of terms and in sources that are no drafts."""
        return super().public().exclude(term__status="draft").exclude(source__status="draft")


TermManager = models.Manager.from_queryset(TermQuerySet)
AttestationManager = models.Manager.from_queryset(AttestationQuerySet)
