"""Where a term was seen: which work, which place in it, whose words, when."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from citations import languages
from citations.dates import validate_edtf
from citations.models import Organization, Person, PublicRecord, Source, TreatyText
from citations.models.base import (
    BoundField,
    EDTFField,
    Located,
    choice_constraint,
    indexes_of_empty,
    locator_constraints,
)
from glossary.models.terms import Term
from glossary.querysets import AttestationManager


class AttestationAttests(models.TextChoices):
    DESIGNATION = "designation", _("designation")
    DEFINITION = "definition", _("definition")
    USAGE = "usage", _("usage")


class AttestationMode(models.TextChoices):
    VERBATIM = "verbatim", _("verbatim")
    REPORTED = "reported", _("reported")
    TRANSLATED = "translated", _("translated")


class Attestation(PublicRecord, Located):
    """A term seen at a place in a work: the evidence for a form, a definition or a use."""

    Attests = AttestationAttests
    Mode = AttestationMode

    term = models.ForeignKey(
        Term,
        verbose_name=_("term"),
        on_delete=models.PROTECT,
        related_name="attestations",
    )
    attests = models.CharField(_("attests"), max_length=12, choices=Attests, default=Attests.DESIGNATION)
    language = models.CharField(_("language"), max_length=10, choices=languages.TAG_CHOICES)
    form = models.CharField(
        _("form"),
        max_length=300,
        help_text=_("As it stands there, inflected or misspelt: неприсоединения к союзам."),
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="attestations",
    )
    text = models.ForeignKey(
        TreatyText,
        verbose_name=_("text of the treaty"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attestations",
        help_text=_("Which of its texts, when the source is a treaty."),
    )
    speaker_person = models.ForeignKey(
        Person,
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attestations",
        help_text=_("Whose words they are, when not the author's."),
    )
    speaker_organization = models.ForeignKey(
        Organization,
        verbose_name=_("speaking organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attestations",
    )
    said = EDTFField(
        _("said"),
        validators=[validate_edtf],
        help_text=_("EDTF: when the words were said."),
    )
    said_earliest = BoundField()
    said_latest = BoundField()
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.VERBATIM)
    quoted_from = models.ForeignKey(
        Source,
        verbose_name=_("quoted from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attestations_quoted",
        help_text=_("The work quoted there, when it is seen at second hand."),
    )
    context = models.TextField(
        _("context"),
        blank=True,
        default="",
        help_text=_("What is said there, in our own words."),
    )
    context_ru: str
    context_zh_hans: str
    context_en: str

    objects = AttestationManager()

    class Meta(PublicRecord.Meta):
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *PublicRecord.Meta.constraints,
            *locator_constraints("glossary_attestation"),
            models.CheckConstraint(
                condition=~models.Q(form=""),
                name="glossary_attestation_has_form",
                violation_error_message=_("An attestation shows the form as it stands."),
            ),
            models.CheckConstraint(
                condition=models.Q(speaker_person__isnull=True) | models.Q(speaker_organization__isnull=True),
                name="glossary_attestation_has_one_speaker",
                violation_error_message=_("The speaker is a person or an organization, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=languages.TAGS),
                name="glossary_attestation_language_is_known",
                violation_error_message=_("The language is ru, zh-Hans or en."),
            ),
            choice_constraint("glossary_attestation_attests_is_known", "attests", AttestationAttests),
            choice_constraint("glossary_attestation_mode_is_known", "mode", AttestationMode),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "language", "term", "source"], name="glossary_attestation_evidence"),
            models.Index(fields=["term", "status", "language", "source"], name="glossary_attestation_of_term"),
            models.Index(fields=["status", "key"], name="glossary_attestation_status"),
            models.Index(fields=["language", "key"], name="glossary_attestation_language"),
            models.Index(fields=["attests", "key"], name="glossary_attestation_attests"),
            models.Index(fields=["mode", "key"], name="glossary_attestation_mode"),
            *indexes_of_empty("context", "glossary_attested_no"),
        ]

    def display_name(self, tag: str) -> str:
        """The form as it stands, whatever the reader's language."""
        return self.form

    def clean(self) -> None:
        """The text belongs to the treaty that is the source, and is in the language of the form."""
        super().clean()
        if self.text is not None:
            if self.text.treaty_id != self.source_id:
                raise ValidationError({"text": _("This text belongs to another treaty than the source.")})
            if self.text.language.split("-")[0] != self.language.split("-")[0]:
                raise ValidationError({"text": _("This text is in another language than the form.")})
