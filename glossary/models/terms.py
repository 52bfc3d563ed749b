"""The concept and its names: domains, terms, designations, equivalences and relations (after ISO 30042 and IATE)."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from citations import languages
from citations.dates import validate_edtf
from citations.models import Child, Organization, PublicRecord, Source
from citations.models.base import (
    BoundField,
    EDTFField,
    Located,
    Noted,
    choice_constraint,
    locator_constraints,
)
from citations.querysets import PublicRecordManager, RecordedManager
from citations.validators import validate_region
from glossary.querysets import TermManager
from glossary.transcription import to_palladius, to_pinyin, to_traditional


class Reliability(models.TextChoices):
    """How firmly a form is established; official only where an official text at hand fixes it."""

    OFFICIAL = "official", _("official")
    ESTABLISHED = "established", _("established")
    PROPOSED = "proposed", _("proposed")


class Domain(PublicRecord):
    """A field of knowledge that terms belong to."""

    name = models.CharField(_("name"), max_length=200, blank=True, default="")
    name_ru: str
    name_zh_hans: str
    name_en: str
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )

    objects = PublicRecordManager()

    class Meta(PublicRecord.Meta):
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *PublicRecord.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(name_ru="") & ~models.Q(name_zh_hans="") & ~models.Q(name_en=""),
                name="glossary_domain_has_three_names",
                violation_error_message=_("A domain has a name in Russian, Chinese and English."),
            ),
        ]

    def display_name(self, tag: str) -> str:
        return str(getattr(self, languages.column("name", tag)))

    def clean(self) -> None:
        """No domain lies within itself."""
        super().clean()
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("A domain cannot lie within itself; choose another parent.")})
            seen.add(above.pk)
            above = above.parent


def _named_or_gap(tag: str) -> models.CheckConstraint:
    name, gap = languages.column("name", tag), languages.column("gap_note", tag)
    return models.CheckConstraint(
        condition=models.Q(status="draft") | ~models.Q(**{name: ""}) | ~models.Q(**{gap: ""}),
        name=f"glossary_term_{languages.BY_TAG[tag].suffix}_has_name_or_gap",
        violation_error_message={
            "ru": _("The Russian name is missing: give it, or say in the gap note why there is none."),
            "zh-Hans": _("The Chinese name is missing: give it, or say in the gap note why there is none."),
            "en": _("The English name is missing: give it, or say in the gap note why there is none."),
        }[tag],
    )


def _graded_when_named(tag: str) -> models.CheckConstraint:
    name, grade = languages.column("name", tag), languages.column("reliability", tag)
    return models.CheckConstraint(
        condition=models.Q(**{name: "", grade: ""})
        | (~models.Q(**{name: ""}) & models.Q(**{f"{grade}__in": Reliability.values})),
        name=f"glossary_term_{languages.BY_TAG[tag].suffix}_is_graded",
        violation_error_message={
            "ru": _(
                "The Russian name has a reliability (official, established or proposed), and nothing else has one."
            ),
            "zh-Hans": _(
                "The Chinese name has a reliability (official, established or proposed), and nothing else has one."
            ),
            "en": _(
                "The English name has a reliability (official, established or proposed), and nothing else has one."
            ),
        }[tag],
    )


def _indexes_in(tag: str) -> tuple[models.Index, ...]:
    name, grade, definition, gap = (
        languages.column(field, tag) for field in ("name", "reliability", "definition", "gap_note")
    )
    suffix = languages.BY_TAG[tag].suffix
    return (
        models.Index(fields=[name], name=f"glossary_term_{suffix}_name"),
        models.Index(fields=[grade, "key"], name=f"glossary_term_{suffix}_grade"),
        models.Index(fields=["key"], condition=models.Q(**{definition: ""}), name=f"glossary_term_{suffix}_blank"),
        models.Index(
            fields=[name, "key"], condition=models.Q(**{name: "", gap: ""}), name=f"glossary_term_{suffix}_unnamed"
        ),
    )


class Term(PublicRecord):
    """A concept, with its preferred designation, definition and notes in each language."""

    name = models.CharField(
        _("name"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("The preferred designation."),
    )
    name_ru: str
    name_zh_hans: str
    name_en: str
    reliability = models.CharField(
        _("reliability"),
        max_length=12,
        choices=Reliability,
        blank=True,
        default="",
        help_text=_("Official needs an attestation in an official text: memory grades nothing official."),
    )
    reliability_ru: str
    reliability_zh_hans: str
    reliability_en: str
    definition = models.TextField(
        _("definition"),
        blank=True,
        default="",
        help_text=_("One to three sentences, in our own words."),
    )
    definition_ru: str
    definition_zh_hans: str
    definition_en: str
    usage_note = models.TextField(
        _("usage note"),
        blank=True,
        default="",
        help_text=_("What a translator should know: pitfalls, false friends."),
    )
    usage_note_ru: str
    usage_note_zh_hans: str
    usage_note_en: str
    gap_note = models.TextField(
        _("gap note"),
        blank=True,
        default="",
        help_text=_("When the language has no word for it: say so here, and leave the name empty."),
    )
    gap_note_ru: str
    gap_note_zh_hans: str
    gap_note_en: str
    domain = models.ForeignKey(Domain, verbose_name=_("domain"), on_delete=models.PROTECT, related_name="terms")
    case_sensitive = models.BooleanField(
        _("case-sensitive"),
        default=False,
        help_text=_("Recognised in texts only in this letter case: ON, not on."),
    )
    name_zh_hant = models.CharField(
        _("traditional characters"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Empty: computed."),
    )
    pinyin = models.CharField(
        _("pinyin"),
        max_length=600,
        blank=True,
        default="",
        help_text=_("Empty: computed."),
    )
    palladius = models.CharField(
        _("Palladius"),
        max_length=600,
        blank=True,
        default="",
        help_text=_("Empty: computed."),
    )

    objects = TermManager()

    class Meta(PublicRecord.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *PublicRecord.Meta.constraints,
            *(_named_or_gap(tag) for tag in languages.TAGS),
            *(_graded_when_named(tag) for tag in languages.TAGS),
            models.CheckConstraint(
                condition=~models.Q(name_ru="") | ~models.Q(name_zh_hans="") | ~models.Q(name_en=""),
                name="glossary_term_has_a_name",
                violation_error_message=_("A term needs a name in at least one language."),
            ),
        ]
        # What editors narrow and order lists by has to stay quick at a hundred thousand terms.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "key"], name="glossary_term_by_status"),
            models.Index(fields=["domain", "key"], name="glossary_term_by_domain"),
            *(index for tag in languages.TAGS for index in _indexes_in(tag)),
        ]

    def display_name(self, tag: str) -> str:
        return str(getattr(self, languages.column("name", tag)))

    def transcriptions(self) -> dict[str, str]:
        """The Chinese name in traditional characters, pinyin and Palladius; an editor's word goes before the computed.

        By `zh-Hant`, `pinyin` and `palladius`; each is empty when there is no Chinese name and none is given.
        """
        traditional, pinyin, palladius = _transcribed(self.name_zh_hans)
        return {
            "zh-Hant": self.name_zh_hant or traditional,
            "pinyin": self.pinyin or pinyin,
            "palladius": self.palladius or palladius,
        }


@lru_cache(maxsize=10_000)
def _transcribed(text: str) -> tuple[str, str, str]:
    """A Chinese form in traditional characters, pinyin and Palladius; kept, for a list computes it for every row."""
    return to_traditional(text), to_pinyin(text), to_palladius(text)


class DesignationKind(models.TextChoices):
    SYNONYM = "synonym", _("synonym")
    ABBREVIATION = "abbreviation", _("abbreviation")
    SHORT_FORM = "short-form", _("short form")
    FULL_FORM = "full-form", _("full form")
    SPELLING = "spelling", _("spelling")
    HISTORICAL = "historical", _("historical form")
    LITERAL = "literal", _("literal rendering")


class DesignationStanding(models.TextChoices):
    ADMITTED = "admitted", _("admitted")
    DEPRECATED = "deprecated", _("deprecated")
    SUPERSEDED = "superseded", _("superseded")


class Designation(Child, Noted):
    """Another form of the same concept: a synonym, an abbreviation, a spelling, a contested name."""

    owner_field = "term"

    Kind = DesignationKind
    Standing = DesignationStanding

    term = models.ForeignKey(
        Term,
        verbose_name=_("term"),
        on_delete=models.CASCADE,
        related_name="designations",
    )
    language = models.CharField(_("language"), max_length=10, choices=languages.TAG_CHOICES)
    text = models.CharField(_("text"), max_length=300)
    region = models.CharField(
        _("region"),
        max_length=3,
        blank=True,
        default="",
        validators=[validate_region],
        help_text=_("TW, HK …"),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.SYNONYM)
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, default=Standing.ADMITTED)
    reliability = models.CharField(
        _("reliability"),
        max_length=12,
        choices=Reliability,
        default=Reliability.ESTABLISHED,
    )
    official_for = models.ForeignKey(
        Organization,
        verbose_name=_("official for"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="official_designations",
        help_text=_("The state or organization whose official form this is."),
    )
    viewpoint = models.ForeignKey(
        Organization,
        verbose_name=_("viewpoint"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="designations",
        help_text=_("Whose word it is: contested names stand side by side, none is decided for."),
    )
    used = EDTFField(
        _("used"),
        validators=[validate_edtf],
        help_text=_("EDTF interval: 1996/2001, 2011/.."),
    )
    used_earliest = BoundField()
    used_latest = BoundField()

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["term", "language", "region", "text"],
                name="glossary_designation_is_unique_in_term",
                violation_error_message=_("This term has this designation in this language and region already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="glossary_designation_has_text",
                violation_error_message=_("A designation needs its text."),
            ),
            choice_constraint("glossary_designation_kind_is_known", "kind", DesignationKind),
            choice_constraint(
                "glossary_designation_standing_is_known",
                "standing",
                DesignationStanding,
            ),
            choice_constraint("glossary_designation_reliability_is_known", "reliability", Reliability),
            models.CheckConstraint(
                condition=models.Q(language__in=languages.TAGS),
                name="glossary_designation_language_is_known",
                violation_error_message=_("The language is ru, zh-Hans or en."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"


class EquivalenceDegree(models.TextChoices):
    EXACT = "exact", _("exact")
    NARROWER = "narrower", _("narrower")
    BROADER = "broader", _("broader")
    PARTIAL = "partial", _("partial")
    NONE = "none", _("none")


class EquivalenceFirmness(models.TextChoices):
    AUTHENTIC_PAIR = "authentic-pair", _("authentic pair")
    OFFICIAL_TRANSLATION = "official-translation", _("official translation")
    ESTABLISHED = "established", _("established")
    PROPOSED = "proposed", _("proposed")


class Equivalence(Child, Located, Noted):
    """How two languages of one term correspond, where there is something to say; Russian-Chinese is its own row."""

    owner_field = "term"

    Degree = EquivalenceDegree
    Firmness = EquivalenceFirmness

    term = models.ForeignKey(
        Term,
        verbose_name=_("term"),
        on_delete=models.CASCADE,
        related_name="equivalences",
    )
    from_language = models.CharField(_("from"), max_length=10, choices=languages.TAG_CHOICES)
    to_language = models.CharField(_("to"), max_length=10, choices=languages.TAG_CHOICES)
    degree = models.CharField(
        _("degree"),
        max_length=10,
        choices=Degree,
        help_text=_("What the first form is, seen from the second."),
    )
    firmness = models.CharField(_("firmness"), max_length=25, choices=Firmness)
    evidence = models.ForeignKey(
        Source,
        verbose_name=_("evidence"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="equivalences_proved",
    )

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("equivalence")
        verbose_name_plural = _("equivalences")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *locator_constraints("glossary_equivalence"),
            models.CheckConstraint(
                condition=(
                    models.Q(from_language="ru", to_language="zh-Hans")
                    | models.Q(from_language="ru", to_language="en")
                    | models.Q(from_language="zh-Hans", to_language="en")
                ),
                name="glossary_equivalence_is_ordered",
                violation_error_message=_("An equivalence joins two languages in the order ru, zh-Hans, en."),
            ),
            models.UniqueConstraint(
                fields=["term", "from_language", "to_language"],
                name="glossary_equivalence_is_said_once",
                violation_error_message=_("This pair of languages has an equivalence already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(firmness__in=("authentic-pair", "official-translation"))
                | models.Q(evidence__isnull=False),
                name="glossary_equivalence_firm_has_evidence",
                violation_error_message=_("An authentic pair or official translation names the text that shows it."),
            ),
            choice_constraint("glossary_equivalence_degree_is_known", "degree", EquivalenceDegree),
            choice_constraint(
                "glossary_equivalence_firmness_is_known",
                "firmness",
                EquivalenceFirmness,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_language}–{self.to_language}: {self.degree}"


class TermRelationKind(models.TextChoices):
    BROADER = "broader", _("broader")
    RELATED = "related", _("related")
    CONTRASTS = "contrasts", _("contrasts with")
    FALSE_FRIEND = "false-friend", _("false friend of")


class TermRelation(Child):
    """How a term stands to another. `broader` points to the wider one; the other kinds are symmetric, stored once."""

    owner_field = "term"

    Kind = TermRelationKind

    SYMMETRIC: ClassVar[tuple[str, ...]] = (
        Kind.RELATED,
        Kind.CONTRASTS,
        Kind.FALSE_FRIEND,
    )

    term = models.ForeignKey(Term, verbose_name=_("term"), on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    other = models.ForeignKey(
        Term,
        verbose_name=_("other term"),
        on_delete=models.PROTECT,
        related_name="related_from",
    )

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("relation of a term")
        verbose_name_plural = _("relations of terms")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(term=models.F("other")),
                name="glossary_termrelation_joins_two",
                violation_error_message=_("A term has no relation to itself."),
            ),
            models.UniqueConstraint(
                Least("term", "other"),
                Greatest("term", "other"),
                "kind",
                name="glossary_termrelation_is_said_once",
                violation_error_message=_("These two terms have this relation already, from one side or the other."),
            ),
            choice_constraint("glossary_termrelation_kind_is_known", "kind", TermRelationKind),
        ]

    def __str__(self) -> str:
        return f"{self.term_id} {self.kind} {self.other_id}"

    def clean(self) -> None:
        """No term is broader than itself, however far round."""
        super().clean()
        if self.kind != self.Kind.BROADER or not self.other_id or not self.term_id:
            return
        frontier, seen = {self.other_id}, {self.other_id}
        while frontier:
            if self.term_id in frontier:
                raise ValidationError(
                    {
                        "other": ValidationError(
                            _("“%(other)s” lies, directly or not, below this term: the relation would go round."),
                            code="circular",
                            params={"other": self.other.key},
                        )
                    }
                )
            above = TermRelation.objects.filter(term_id__in=frontier, kind=self.Kind.BROADER).exclude(pk=self.pk)
            frontier = set(above.values_list("other_id", flat=True)) - seen
            seen |= frontier
