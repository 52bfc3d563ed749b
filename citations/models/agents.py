"""Who writes, signs and speaks: people, organizations and states."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from citations import languages
from citations.dates import validate_edtf, validate_edtf_point
from citations.models.base import (
    BoundField,
    Child,
    EDTFField,
    Noted,
    PublicRecord,
    choice_constraint,
    indexes_of_empty,
)
from citations.names import full_name
from citations.querysets import PublicRecordManager, RecordedManager
from citations.validators import validate_key, validate_language_tag


class Person(PublicRecord):
    """A person named in a work, a treaty or an attestation; family and given name apart, in each language."""

    family_name = models.CharField(
        _("family name"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("郑, Чжэн, Zheng: never with the given name."),
    )
    family_name_ru: str
    family_name_zh_hans: str
    family_name_en: str
    given_name = models.CharField(
        _("given name"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("As written in running text, or initials."),
    )
    given_name_ru: str
    given_name_zh_hans: str
    given_name_en: str
    patronymic = models.CharField(
        _("patronymic"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("Викторович; empty for those who have none."),
    )
    patronymic_ru: str
    patronymic_zh_hans: str
    patronymic_en: str
    name_original = models.CharField(
        _("name in own script"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Only when the native language is none of Russian, Chinese and English: Lê Duẩn."),
    )
    native_language = models.CharField(
        _("native language"),
        max_length=35,
        blank=True,
        default="",
        validators=[validate_language_tag],
        help_text=_("BCP 47: zh-Hans, ru, en, vi. It decides the order of the names."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        default="",
        help_text=_("Who this is, in one line of our own words."),
    )
    description_ru: str
    description_zh_hans: str
    description_en: str

    objects = PublicRecordManager()

    class Meta(PublicRecord.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *PublicRecord.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    ~models.Q(family_name_ru="")
                    | ~models.Q(family_name_zh_hans="")
                    | ~models.Q(family_name_en="")
                    | ~models.Q(given_name_ru="")
                    | ~models.Q(given_name_zh_hans="")
                    | ~models.Q(given_name_en="")
                    | ~models.Q(name_original="")
                ),
                name="citations_person_has_a_name",
                violation_error_message=_("A person needs a name in at least one language."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [*indexes_of_empty("family_name", "citations_person_no")]

    def display_name(self, tag: str) -> str:
        """The name as running text in `tag` writes it: 郑羽, Чжэн Юй, Zheng Yu; Сергей Викторович Лавров."""
        family = str(getattr(self, languages.column("family_name", tag)))
        given = str(getattr(self, languages.column("given_name", tag)))
        patronymic = str(getattr(self, languages.column("patronymic", tag)))
        return full_name(
            family=family,
            given=given,
            patronymic=patronymic,
            native_language=self.native_language,
            language=tag,
        )


class OrganizationKind(models.TextChoices):
    STATE = "state", pgettext_lazy("kind of organization", "state")
    INTERNATIONAL_ORGANIZATION = (
        "international-organization",
        _("international organization"),
    )
    GOVERNMENT_BODY = "government-body", _("government body")
    POLITICAL_PARTY = "political-party", _("political party")
    UNIVERSITY = "university", _("university")
    THINK_TANK = "think-tank", _("think tank")
    PUBLISHER = "publisher", _("publisher")
    MEDIA = "media", _("media")
    COMPANY = "company", _("company")
    OTHER = "other", _("other")


class Organization(PublicRecord):
    """A state, an international organization, a body, an institution or a medium, as it then was.

    The Qing Empire, the Republic of China and the PRC are three; their common `polity`, china, finds them together.
    """

    Kind = OrganizationKind

    name = models.CharField(_("name"), max_length=300, blank=True, default="", help_text=_("The full name."))
    name_ru: str
    name_zh_hans: str
    name_en: str
    abbreviation = models.CharField(
        _("abbreviation"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("ШОС, 上合组织, SCO."),
    )
    abbreviation_ru: str
    abbreviation_zh_hans: str
    abbreviation_en: str
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    existed = EDTFField(
        _("existed"),
        validators=[validate_edtf],
        help_text=_("EDTF interval: 1922-12-30/1991-12-26, 1949-10-01/.."),
    )
    existed_earliest = BoundField()
    existed_latest = BoundField()
    polity = models.CharField(
        _("polity"),
        max_length=60,
        blank=True,
        default="",
        db_index=True,
        validators=[validate_key],
        help_text=_("The country whatever its state form: china, russia, vietnam. Only for states and their organs."),
    )

    objects = PublicRecordManager()

    class Meta(PublicRecord.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *PublicRecord.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name_ru="") | ~models.Q(name_zh_hans="") | ~models.Q(name_en=""),
                name="citations_organization_has_a_name",
                violation_error_message=_("An organization needs a name in at least one language."),
            ),
            choice_constraint("citations_organization_kind_is_known", "kind", OrganizationKind),
        ]

    def display_name(self, tag: str) -> str:
        return str(getattr(self, languages.column("name", tag)))


class OrganizationRelationKind(models.TextChoices):
    CONTINUES = "continues", _("continues (the same person in law)")
    SUCCEEDS = "succeeds", _("succeeds")
    RECOGNISED_INSTEAD_OF = "recognised-instead-of", _("recognised instead of")


class OrganizationRelation(Child, Noted):
    """How one organization or state stands to an earlier or a rival one, when, and according to whom."""

    owner_field = "organization"

    Kind = OrganizationRelationKind

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="relations",
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind)
    other = models.ForeignKey(
        Organization,
        verbose_name=_("other organization"),
        on_delete=models.PROTECT,
        related_name="related_from",
    )
    date = EDTFField(_("date"), validators=[validate_edtf_point], help_text=_("EDTF: when."))
    date_earliest = BoundField()
    date_latest = BoundField()
    according_to = models.ForeignKey(
        "citations.Source",
        verbose_name=_("according to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The work that says so."),
    )

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("relation of an organization")
        verbose_name_plural = _("relations of organizations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(organization=models.F("other")),
                name="citations_organizationrelation_joins_two",
                violation_error_message=_("An organization has no relation to itself."),
            ),
            models.UniqueConstraint(
                fields=["organization", "kind", "other"],
                name="citations_organizationrelation_is_said_once",
                violation_error_message=_("This relation is there already."),
            ),
            choice_constraint(
                "citations_organizationrelation_kind_is_known",
                "kind",
                OrganizationRelationKind,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.kind} {self.other_id}"
