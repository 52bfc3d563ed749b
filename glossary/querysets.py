"""Questions asked of terms and attestations."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models

from citations.languages import column
from citations.querysets import NO_TEXT, PublicRecordQuerySet

_M = TypeVar("_M", bound=models.Model)


class TermQuerySet(PublicRecordQuerySet[_M]):
    """Terms by language, grade and evidence."""

    def missing(self, tag: str) -> Self:
        """Terms without a name in the language `tag`, a stated gap excepted."""
        return self.filter(**{column("name", tag): NO_TEXT, column("gap_note", tag): NO_TEXT})

    def undefined_in(self, tag: str) -> Self:
        """Terms without a definition in the language `tag`."""
        return self.filter(**{column("definition", tag): NO_TEXT})

    def graded(self, tag: str, reliability: str) -> Self:
        """Terms whose name in the language `tag` has this reliability."""
        return self.filter(**{column("reliability", tag): reliability})

    def designated(self, designations: Iterable[tuple[str, str]]) -> Self:
        """Terms that bear one of these designations, each a language tag and a text, in this very spelling."""
        rows = self.model._meta.get_field("designations").related_model
        assert isinstance(rows, type)
        bears = models.Q(pk__in=[])
        for tag, text in designations:
            named = rows._base_manager.filter(language=tag, text=text)
            bears |= models.Q(**{column("name", tag): text}) | models.Q(pk__in=named.values("term_id"))
        return self.filter(bears)

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

    def unattested(self, tag: str | None = None) -> Self:
        """Terms nobody has yet shown in a work; with `tag`: in a form of that language."""
        language = {} if tag is None else {"language": tag}
        return self.exclude(models.Exists(self._attested(term=models.OuterRef("pk"), **language)))

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
