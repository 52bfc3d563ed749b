"""History: every state a record has had, and what the seed files last said of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from citations.changes import Origin
from citations.models.base import KeyField, choice_constraint
from citations.querysets import RevisionManager


class Revision(models.Model):
    """One state of one record, children included, written in the transaction that made it.

    `record` is the canonical record (see records.py), or null when the record was deleted. `is_public` says whether
    a reader who is not signed in may see this state; `was_public` whether the state before it could be seen.
    """

    kind = models.CharField(_("kind"), max_length=20)
    key = KeyField(_("key"))
    version = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    by_name = models.CharField(
        _("by (name)"),
        max_length=150,
        blank=True,
        default="",
        help_text=_("Kept when the account is gone."),
    )
    why = models.CharField(_("why"), max_length=500, blank=True, default="")
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    record = models.JSONField(_("record"), null=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, default="")
    is_public = models.BooleanField(_("public"), default=False)
    was_public = models.BooleanField(_("was public"), default=False)
    languages = models.CharField(
        _("languages"),
        max_length=20,
        blank=True,
        default="",
        help_text=_("The content languages whose texts this step changed, separated by spaces."),
    )

    objects = RevisionManager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering: ClassVar[list[str]] = ["pk"]
        # What may be written into history in each language, and who makes it public: see citations/rights.py.
        permissions: ClassVar[list[tuple[str, Any]]] = [
            ("edit_ru", "Can edit Russian"),
            ("edit_zh_hans", "Can edit Chinese"),
            ("edit_en", "Can edit English"),
            ("publish", "Can publish, retire and withdraw"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "key", "version"],
                name="citations_revision_version_is_unique",
                violation_error_message=_("This version of the record has been written already."),
            ),
            choice_constraint("citations_revision_origin_is_known", "origin", Origin),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["at"], name="citations_revision_at"),
            # The feed of changes is narrowed by each of these, newest first.
            models.Index(fields=["kind", "id"], name="citations_revision_by_kind"),
            models.Index(fields=["languages", "id"], name="citations_revision_touching"),
            models.Index(fields=["origin", "id"], name="citations_revision_by_origin"),
            models.Index(fields=["by", "id"], name="citations_revision_by_account"),
            models.Index(fields=["by_name", "id"], name="citations_revision_by_person"),
            models.Index(fields=["id", "key", "by_name", "why"], name="citations_revision_searched"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} v{self.version}"


class ImportedRecord(models.Model):
    """What the seed files said of a record at its last import: the base of the next three-way import.

    It is no Revision: a file can be read without changing the record, and the record can hold an editor's change
    that the file does not (docs/decisions/0003).
    """

    kind = models.CharField(_("kind"), max_length=20)
    key = KeyField(_("key"))
    file = models.CharField(_("file"), max_length=300)
    record = models.JSONField(_("record"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")
        ordering: ClassVar[list[str]] = ["kind", "key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="citations_importedrecord_is_unique",
                violation_error_message=_("This record has an imported state already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
