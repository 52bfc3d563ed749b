"""What files of exchange said of a term in categories that have no field here: kept, and written out again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from citations import languages
from citations.models import Child
from citations.models.base import choice_constraint
from citations.querysets import RecordedManager
from citations.validators import validate_key
from glossary.models.terms import Term


class UnmappedLevel(models.TextChoices):
    CONCEPT = "concept", _("the concept")
    LANGUAGE = "language", _("a language")
    TERM = "term", _("a designation")


class UnmappedItem(Child):
    """Something a file of exchange said of a term in a category that has no field here; it goes out again with it."""

    owner_field = "term"

    Level = UnmappedLevel

    term = models.ForeignKey(
        Term,
        verbose_name=_("term"),
        on_delete=models.CASCADE,
        related_name="unmapped",
    )
    format = models.CharField(
        _("format"),
        max_length=20,
        validators=[validate_key],
        help_text=_("The format it came in and goes out in: tbx."),
    )
    level = models.CharField(_("said of"), max_length=10, choices=Level, default=Level.CONCEPT)
    language = models.CharField(_("language"), max_length=10, choices=languages.TAG_CHOICES, blank=True, default="")
    designation = models.CharField(
        _("designation"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("The name or designation it is said of, as written there."),
    )
    category = models.CharField(
        _("category"),
        max_length=200,
        help_text=_("As the format calls it: termNote:partOfSpeech."),
    )
    value = models.TextField(_("value"))

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("unmapped item")
        verbose_name_plural = _("unmapped items")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            choice_constraint("glossary_unmappeditem_level_is_known", "level", UnmappedLevel),
            models.CheckConstraint(
                condition=(
                    models.Q(level="concept", language="", designation="")
                    | (models.Q(level="language", language__in=languages.TAGS, designation=""))
                    | (models.Q(level="term", language__in=languages.TAGS) & ~models.Q(designation=""))
                ),
                name="glossary_unmappeditem_names_its_place",
                violation_error_message=_(
                    "What is said of the concept names no language and no designation; what is said of a language "
                    "names that, and what is said of a designation names both."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(format="") & ~models.Q(category="") & ~models.Q(value=""),
                name="glossary_unmappeditem_says_something",
                violation_error_message=_("An unmapped item has a format, a category and a value."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.value}"
