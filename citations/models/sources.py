"""Works that can be cited, who made them, and how one cites another."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from citations import languages
from citations.dates import validate_edtf
from citations.models.agents import Organization, Person
from citations.models.base import (
    BoundField,
    Child,
    EDTFField,
    Located,
    PublicRecord,
    choice_constraint,
    indexes_of_empty,
    locator_constraints,
)
from citations.querysets import CitationManager, PublicRecordManager, RecordedManager
from citations.romanization import is_in_latin_letters
from citations.validators import (
    validate_doi,
    validate_isbn,
    validate_language_tag,
    validate_latin_letters,
    validate_web_address,
)


class SourceType(models.TextChoices):
    """The item types of CSL 1.0.2."""

    ARTICLE = "article", _("article")
    ARTICLE_JOURNAL = "article-journal", _("journal article")
    ARTICLE_MAGAZINE = "article-magazine", _("magazine article")
    ARTICLE_NEWSPAPER = "article-newspaper", _("newspaper article")
    BILL = "bill", _("bill")
    BOOK = "book", _("book")
    BROADCAST = "broadcast", _("broadcast")
    CHAPTER = "chapter", _("chapter")
    CLASSIC = "classic", _("classic")
    COLLECTION = "collection", _("collection")
    DATASET = "dataset", _("data set")
    DOCUMENT = "document", _("document")
    ENTRY = "entry", _("entry")
    ENTRY_DICTIONARY = "entry-dictionary", _("dictionary entry")
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia", _("encyclopedia entry")
    EVENT = "event", _("event")
    FIGURE = "figure", _("figure")
    GRAPHIC = "graphic", _("graphic")
    HEARING = "hearing", _("hearing")
    INTERVIEW = "interview", _("interview")
    LEGAL_CASE = "legal_case", _("legal case")
    LEGISLATION = "legislation", _("legislation")
    MANUSCRIPT = "manuscript", _("manuscript")
    MAP = "map", _("map")
    MOTION_PICTURE = "motion_picture", _("motion picture")
    MUSICAL_SCORE = "musical_score", _("musical score")
    PAMPHLET = "pamphlet", _("pamphlet")
    PAPER_CONFERENCE = "paper-conference", _("conference paper")
    PATENT = "patent", _("patent")
    PERFORMANCE = "performance", _("performance")
    PERIODICAL = "periodical", _("periodical")
    PERSONAL_COMMUNICATION = "personal_communication", _("personal communication")
    POST = "post", _("post")
    POST_WEBLOG = "post-weblog", _("weblog post")
    REGULATION = "regulation", _("regulation")
    REPORT = "report", _("report")
    REVIEW = "review", _("review")
    REVIEW_BOOK = "review-book", _("book review")
    SOFTWARE = "software", _("software")
    SONG = "song", _("song")
    SPEECH = "speech", _("speech")
    STANDARD = "standard", _("standard")
    THESIS = "thesis", _("thesis")
    TREATY = "treaty", _("treaty")
    WEBPAGE = "webpage", _("web page")


class SourceIdentification(models.TextChoices):
    IDENTIFIED = "identified", _("identified")
    CONJECTURAL = "conjectural", _("conjectural")
    LOST = "lost", _("lost")


class Source(PublicRecord):
    """Anything that can be cited. A treaty is one too: see Treaty, which alone writes such a row."""

    Identification = SourceIdentification

    type = models.CharField(_("type"), max_length=30, choices=SourceType, help_text=_("The CSL item type."))
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        default="",
        validators=[validate_language_tag],
        help_text=_("BCP 47 language of the work: ru, zh-Hans, zh-Hant, en, fr."),
    )
    title = models.CharField(
        _("title"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("In the work's own language its true title; in the others a translation."),
    )
    title_ru: str
    title_zh_hans: str
    title_en: str
    title_original = models.CharField(
        _("title in its own language"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("For a work in none of Russian, Simplified Chinese and English: its title as it stands."),
    )
    title_transliterated = models.CharField(
        _("title in Latin letters"),
        max_length=500,
        blank=True,
        default="",
        validators=[validate_latin_letters],
        help_text=_(
            "For a work in another script, its title as Latin letters write it: Chinese in Hanyu Pinyin without tones, "
            "divided into words (GB/T 16159); Russian by ALA-LC without diacritics and ties. Capitals as in a sentence."
        ),
    )
    title_as_printed = models.CharField(
        _("title as printed"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("On the work itself, misprints, traditional characters and old spelling kept."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        default="",
        help_text=_("What it is, in our own words; needed when no title is known."),
    )
    description_ru: str
    description_zh_hans: str
    description_en: str
    container_title = models.CharField(
        _("published in"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("The journal, newspaper, book or site."),
    )
    container_title_ru: str
    container_title_zh_hans: str
    container_title_en: str
    container_title_transliterated = models.CharField(
        _("published in, in Latin letters"),
        max_length=500,
        blank=True,
        default="",
        validators=[validate_latin_letters],
        help_text=_("The same by the same rules: Zhongguo shehui kexue, Mezhdunarodnaia zhiznʹ."),
    )
    published_in = models.ForeignKey(
        "self",
        verbose_name=_("published in (a source)"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("When the containing work has an entry of its own."),
    )
    publisher = models.CharField(_("publisher"), max_length=300, blank=True, default="")
    publisher_ru: str
    publisher_zh_hans: str
    publisher_en: str
    publisher_place = models.CharField(_("place of publication"), max_length=200, blank=True, default="")
    publisher_place_ru: str
    publisher_place_zh_hans: str
    publisher_place_en: str
    issued = EDTFField(
        _("issued"),
        validators=[validate_edtf],
        help_text=_("EDTF: 2012-02-10, 2013, 2016-06/2016-07."),
    )
    issued_earliest = BoundField()
    issued_latest = BoundField()
    edition = models.CharField(_("edition"), max_length=60, blank=True, default="")
    collection_title = models.CharField(_("series"), max_length=300, blank=True, default="")
    collection_title_ru: str
    collection_title_zh_hans: str
    collection_title_en: str
    number = models.CharField(_("number"), max_length=60, blank=True, default="")
    volume = models.CharField(_("volume"), max_length=60, blank=True, default="")
    issue = models.CharField(_("issue"), max_length=60, blank=True, default="")
    pages = models.CharField(_("pages"), max_length=60, blank=True, default="", help_text=_("12–34"))
    url = models.CharField(
        _("address"),
        max_length=1000,
        blank=True,
        default="",
        validators=[validate_web_address],
    )
    archive_url = models.CharField(
        _("archived at"),
        max_length=1000,
        blank=True,
        default="",
        validators=[validate_web_address],
    )
    accessed = EDTFField(
        _("accessed"),
        validators=[validate_edtf],
        help_text=_("EDTF: when the address was read."),
    )
    accessed_earliest = BoundField()
    accessed_latest = BoundField()
    doi = models.CharField(_("DOI"), max_length=200, blank=True, default="", validators=[validate_doi])
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True, default="", validators=[validate_isbn])
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="translations",
    )
    identification = models.CharField(
        _("identification"),
        max_length=12,
        choices=Identification,
        default=Identification.IDENTIFIED,
        help_text=_(
            "Identified: seen or catalogued. Conjectural: reconstructed. Lost: known only because it is cited."
        ),
    )

    objects = PublicRecordManager()

    class Meta(PublicRecord.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *PublicRecord.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    ~models.Q(identification="identified")
                    | ~models.Q(title_ru="")
                    | ~models.Q(title_zh_hans="")
                    | ~models.Q(title_en="")
                    | ~models.Q(title_original="")
                    | ~models.Q(description_en="")
                ),
                name="citations_source_identified_has_title",
                violation_error_message=_("An identified work has a title; give it, or describe the work in English."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(title_transliterated="", container_title_transliterated="")
                    | ~models.Q(language__in=("", "en"))
                ),
                name="citations_source_transliterated_is_in_another_script",
                violation_error_message=_(
                    "Titles in Latin letters belong to a work in another script: give its language, or take them out."
                ),
            ),
            choice_constraint("citations_source_type_is_known", "type", SourceType),
            choice_constraint(
                "citations_source_identification_is_known",
                "identification",
                SourceIdentification,
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["status", "key"], name="citations_source_status"),
            models.Index(fields=["type", "key"], name="citations_source_type"),
            models.Index(fields=["identification", "key"], name="citations_source_identified"),
            models.Index(fields=["language", "key"], name="citations_source_language"),
            *indexes_of_empty("title", "citations_source_no"),
        ]

    def display_name(self, tag: str) -> str:
        """The title in `tag`; for a work without a known title its description, in square brackets (ISBD)."""
        title = str(getattr(self, languages.column("title", tag)))
        if title:
            return title
        description = str(getattr(self, languages.column("description", tag)))
        return f"[{description}]" if description and not self.has_title() else ""

    def has_title(self) -> bool:
        """Whether a title is known in any language."""
        return bool(self.title_original or any(getattr(self, name) for name in languages.columns("title")))

    def clean(self) -> None:
        """A work is not contained in itself, and is no translation of itself; it is transliterated only out of a script
        that is not Latin."""
        super().clean()
        if not self.language or is_in_latin_letters(self.language):
            said = (
                _("The language of this work is written in Latin letters already: take this out, or correct it.")
                if self.language
                else _("Say in “language” from which language this is transliterated.")
            )
            names = ("title_transliterated", "container_title_transliterated")
            if problems := {name: said for name in names if getattr(self, name)}:
                raise ValidationError(problems)
        for name in ("published_in", "translation_of"):
            if self.pk and getattr(self, f"{name}_id") == self.pk:
                raise ValidationError({name: _("A work cannot contain or translate itself.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write this source; a treaty is written as a Treaty only, or its own part would escape history."""
        if type(self) is Source and self.pk and self._is_treaty():
            raise TypeError(f"“{self.key}” is a treaty: save it as citations.models.Treaty, not as Source")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete this source; a treaty is deleted as a Treaty only."""
        if type(self) is Source and self._is_treaty():
            raise TypeError(f"“{self.key}” is a treaty: delete it as citations.models.Treaty, not as Source")
        return super().delete(*args, **kwargs)

    def _is_treaty(self) -> bool:
        treaty = Source._meta.get_field("treaty").related_model
        assert isinstance(treaty, type)
        return bool(treaty._base_manager.filter(pk=self.pk).exists())


class ContributionRole(models.TextChoices):
    AUTHOR = "author", _("author")
    EDITOR = "editor", _("editor")
    TRANSLATOR = "translator", _("translator")
    COMPILER = "compiler", _("compiler")
    INTERVIEWER = "interviewer", _("interviewer")
    DIRECTOR = "director", _("director")
    SPEAKER = "speaker", _("speaker")
    CHAIR = "chair", _("chair")
    ORGANIZER = "organizer", _("organizer")
    RECIPIENT = "recipient", _("recipient")


class Contribution(Child):
    """A person or an organization that made a work, in the order and the role printed on it."""

    owner_field = "source"

    Role = ContributionRole

    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.CASCADE,
        related_name="contributions",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AUTHOR)
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions",
    )
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions",
    )
    name_as_printed = models.CharField(
        _("name as printed"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("On the work, misprints kept."),
    )

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(
                    models.Q(person__isnull=False, organization__isnull=True)
                    | models.Q(person__isnull=True, organization__isnull=False)
                    | (models.Q(person__isnull=True, organization__isnull=True) & ~models.Q(name_as_printed=""))
                ),
                name="citations_contribution_names_one",
                violation_error_message=_("A contribution names one person or one organization, or a name as printed."),
            ),
            choice_constraint("citations_contribution_role_is_known", "role", ContributionRole),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.name_as_printed or self.person_id or self.organization_id}"


class SourceSection(Child):
    """A part of a work as its locators count it: “2.8” is paragraph 8 of section 2."""

    owner_field = "source"

    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.CASCADE,
        related_name="sections",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title_as_printed = models.CharField(_("heading as printed"), max_length=300, blank=True, default="")
    paragraphs = models.PositiveSmallIntegerField(_("paragraphs"), validators=[MinValueValidator(1)])

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["source", "number"],
                name="citations_sourcesection_number_is_unique",
                violation_error_message=_("There is a section with this number already."),
            ),
            models.CheckConstraint(
                condition=models.Q(paragraphs__gte=1),
                name="citations_sourcesection_has_paragraphs",
                violation_error_message=_("A section has at least one paragraph."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title_as_printed}".strip()


class CitationState(models.TextChoices):
    RESOLVED = "resolved", _("resolved")
    CANDIDATE = "candidate", _("candidate")
    PARTIAL = "partial", _("partial")
    LOST = "lost", _("lost")


class Citation(PublicRecord, Located):
    """One work citing another at a place: a note of the citing work, what it supports, and what it cites, if known."""

    State = CitationState

    citing = models.ForeignKey(
        Source,
        verbose_name=_("citing work"),
        on_delete=models.PROTECT,
        related_name="citations_made",
    )
    note_number = models.PositiveIntegerField(
        _("note number"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no note."),
    )
    sequence = models.PositiveSmallIntegerField(
        _("sequence"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("Which work of this note: 1, 2 …"),
    )
    paragraph = models.CharField(
        _("paragraph"),
        max_length=20,
        blank=True,
        default="",
        help_text=_("Where the mark stands: section.paragraph."),
    )
    cited = models.ForeignKey(
        Source,
        verbose_name=_("cited work"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations_received",
        help_text=_("Empty when it is unknown."),
    )
    as_printed = models.TextField(
        _("as printed"),
        blank=True,
        default="",
        help_text=_("The note exactly as printed; misprints are the citing author's and stay here."),
    )
    statement = models.TextField(
        _("statement"),
        blank=True,
        default="",
        help_text=_("What the citation supports, in our own words."),
    )
    statement_ru: str
    statement_zh_hans: str
    statement_en: str
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.LOST,
        help_text=_("A candidate is a conjecture and is shown as one."),
    )

    objects = CitationManager()

    class Meta(PublicRecord.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *PublicRecord.Meta.constraints,
            *locator_constraints("citations_citation"),
            models.UniqueConstraint(
                fields=["citing", "note_number", "sequence"],
                condition=models.Q(note_number__isnull=False),
                name="citations_citation_note_is_unique",
                violation_error_message=_("This work has a citation with this note number and sequence already."),
            ),
            models.CheckConstraint(
                condition=models.Q(cited__isnull=True) | ~models.Q(cited=models.F("citing")),
                name="citations_citation_cites_another",
                violation_error_message=_("A work does not cite itself."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("resolved", "candidate")) | models.Q(cited__isnull=False),
                name="citations_citation_resolved_has_work",
                violation_error_message=_("A resolved or candidate citation names the cited work."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="lost") | models.Q(cited__isnull=True),
                name="citations_citation_lost_has_no_work",
                violation_error_message=_("A lost citation names no cited work."),
            ),
            choice_constraint("citations_citation_state_is_known", "state", CitationState),
        ]

    def display_name(self, tag: str) -> str:
        """The start of what the note says, or of what it supports."""
        text = str(getattr(self, languages.column("statement", tag))) or self.as_printed
        return text if len(text) <= 120 else text[:119] + "…"
