"""Texts that have stayed behind: what has to be looked at because another language of the same field was reworded, and
what an editor has looked at since."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from citations import languages
from citations.models.base import KeyField


class Lag(models.Model):
    """One text of one record that nobody has touched since the same field was reworded in another language.

    It is no part of the record: it says that an editor should look whether the text still fits, no more.
    """

    kind = models.CharField(_("kind"), max_length=20)
    key = KeyField(_("key"))
    field = models.CharField(
        _("field"),
        max_length=60,
        help_text=_("Where the text stands: a field, or a field of a row, “events.2.note”, as the rows stand now."),
    )
    language = models.CharField(_("language"), max_length=10, choices=languages.TAG_CHOICES)
    leader = models.CharField(
        _("reworded in"),
        max_length=10,
        choices=languages.TAG_CHOICES,
        help_text=_("The language whose text was reworded."),
    )
    was = models.TextField(_("was"), help_text=_("What that text said before."))
    version = models.PositiveIntegerField(_("version"), help_text=_("The version of the record that reworded it."))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("text that lags behind")
        verbose_name_plural = _("texts that lag behind")
        ordering: ClassVar[list[str]] = ["kind", "key", "field", "language"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "key", "field", "language"],
                name="citations_lag_is_unique",
                violation_error_message=_("This text is marked to be looked at already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(language=models.F("leader")),
                name="citations_lag_is_behind_another_language",
                violation_error_message=_("A text lags behind another language, not behind its own."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "language", "key"], name="citations_lag_by_language"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.field}[{self.language}]"


class Confirmation(models.Model):
    """An editor has looked at a text that lagged behind and said that it still fits.

    It changes no record and is no revision: it stands in history beside the version that it was said of.
    """

    kind = models.CharField(_("kind"), max_length=20)
    key = KeyField(_("key"))
    version = models.PositiveIntegerField(_("version"), help_text=_("The version of the record that was looked at."))
    field = models.CharField(
        _("field"), max_length=60, help_text=_("Where the text stands in that version: a field, or a field of a row.")
    )
    language = models.CharField(_("language"), max_length=10, choices=languages.TAG_CHOICES)
    leader = models.CharField(
        _("reworded in"),
        max_length=10,
        choices=languages.TAG_CHOICES,
        help_text=_("The language whose text was reworded."),
    )
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
        _("by (name)"), max_length=150, blank=True, default="", help_text=_("Kept when the account is gone.")
    )

    class Meta:
        verbose_name = _("text that still fits")
        verbose_name_plural = _("texts that still fit")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "key", "version"], name="citations_confirmed_version"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} v{self.version} {self.field}[{self.language}]"
