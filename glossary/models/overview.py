"""What the editors' first page shows without reading the whole base: the last figures and the last audit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from citations.models.base import KeyField


class Figures(models.Model):
    """One row: how much there was of everything when it was last counted (glossary/audit/figures.py counts)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField(_("at"), default=timezone.now)
    counted: models.JSONField[Any, Any] = models.JSONField(_("counted"))

    class Meta:
        verbose_name = _("figures")
        verbose_name_plural = _("figures")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="glossary_figures_are_one_row",
                violation_error_message=_("The figures are kept in one row."),
            ),
        ]

    def __str__(self) -> str:
        return self.at.isoformat()


class AuditRun(models.Model):
    """The last audit of the whole corpus: when, by whom, and how often each code was found. A run replaces the one
    before it."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revision = models.BigIntegerField(
        _("revision"), default=0, help_text=_("The newest revision there was: later ones it has not seen.")
    )
    counts: models.JSONField[Any, Any] = models.JSONField(
        _("counts"), help_text=_("Of each code how many were found, and how many of them are open.")
    )

    class Meta:
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return self.at.isoformat()

    @property
    def open(self) -> int:
        """How many findings no record accepts."""
        return sum(one["open"] for one in self.counts.values())


class AuditFinding(models.Model):
    """One finding of the last audit (docs/audit.md explains each code).

    It holds no sentence: `case` and `values` say which one it is and what fills it, for whoever reads it
    (glossary/audit/sentences.py).
    """

    run = models.ForeignKey(AuditRun, verbose_name=_("audit"), on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(_("code"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20)
    key = KeyField(_("key"))
    field = models.CharField(_("field"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    case = models.CharField(_("case"), max_length=20, blank=True, default="")
    values: models.JSONField[Any, Any] = models.JSONField(_("values"), default=dict)
    accepted = models.BooleanField(_("accepted"), default=False)

    class Meta:
        verbose_name = _("finding of the audit")
        verbose_name_plural = _("findings of the audit")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["accepted", "kind", "code"], name="glossary_finding_by_kind"),
            models.Index(fields=["kind", "key"], name="glossary_finding_by_record"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.kind} {self.key}"
