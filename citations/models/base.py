"""What every public record has, and how it is saved: key, status, editorial note, version."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from citations import changes, dates, languages
from citations.validators import (
    KEY_LENGTH,
    tidy,
    validate_finding_codes,
    validate_key,
    validate_plain_text,
)


class Status(models.TextChoices):
    """How far a record is: only published and retired ones exist for the public."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class KeyField(models.CharField):  # type: ignore[type-arg]
    """A readable, permanent key. On PostgreSQL it is collated "C", so that both databases sort alike."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", KEY_LENGTH)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class EDTFField(models.CharField):  # type: ignore[type-arg]
    """A date or interval in EDTF, kept as written; the columns `<name>_earliest` and `<name>_latest` follow it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        value = super().pre_save(model_instance, add)
        bounds = dates.span(value)
        setattr(model_instance, f"{self.attname}_earliest", bounds.earliest)
        setattr(model_instance, f"{self.attname}_latest", bounds.latest)
        return value


class BoundField(models.DateField):  # type: ignore[type-arg]
    """The first or last day that an EDTF date can mean; computed, never typed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(null=True, blank=True, editable=False)
        super().__init__(*args, **kwargs)


def plain_columns(model: type[models.Model]) -> set[str]:
    """The columns that modeltranslation keeps beside the languages' own: they follow the reader and mean nothing."""
    fields = model._meta.concrete_fields
    return {field.translated_field.name for field in fields if hasattr(field, "translated_field")}


def text_columns(model: type[models.Model]) -> list[str]:
    """The columns of `model` that hold text people write."""
    plain = plain_columns(model)
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and field.editable and field.name not in plain
    ]


class Recorded(models.Model):
    """Anything written into history: a public record or one of its children."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        """Tidy every text (Unicode NFC, no outer white space), then check each field, control characters included."""
        problems: dict[str, Any] = {}
        for name in text_columns(type(self)):
            value = getattr(self, name)
            if isinstance(value, str):
                setattr(self, name, tidy(value))
                try:
                    validate_plain_text(value)
                except ValidationError as error:
                    problems[name] = error.error_list
        try:
            super().clean_fields(exclude={*(exclude or ()), *plain_columns(type(self))})
        except ValidationError as error:
            problems = error.update_error_dict(problems)
        if problems:
            raise ValidationError(problems)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write this inside a change: one is opened when none is."""
        with changes.change():
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete this inside a change: one is opened when none is."""
        with changes.change():
            return super().delete(*args, **kwargs)


class PublicRecord(Recorded):
    """A record with a permanent key: what seeds, URLs, the API and history know it by."""

    key = KeyField(
        _("key"),
        unique=True,
        validators=[validate_key],
        help_text=_("Readable and permanent, such as non-alliance: it stands in URLs and in citations of this entry."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.PUBLISHED,
        db_index=True,
        help_text=_("A draft is visible to editors only; a retired entry stays readable and names its successor."),
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
        help_text=_("The entry that takes the place of this one; only for a retired entry."),
    )
    editorial_note = models.TextField(
        _("editorial note"),
        blank=True,
        default="",
        help_text=_("Doubts, discrepancies and misprints, told to the reader; nothing is corrected in silence."),
    )
    editorial_note_ru: str
    editorial_note_zh_hans: str
    editorial_note_en: str
    accepted_findings = models.CharField(
        _("accepted findings"),
        max_length=200,
        blank=True,
        default="",
        validators=[validate_finding_codes],
        help_text=_("Codes of audit findings that are right and meant here, separated by spaces; the note says why."),
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        editable=False,
        validators=[MinValueValidator(1)],
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), default=timezone.now, editable=False, db_index=True)

    #: The name of this kind of record, set by records.register().
    kind_name: ClassVar[str] = ""

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(key=""),
                name="%(app_label)s_%(class)s_has_key",
                violation_error_message=_("A record needs a key."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="%(app_label)s_%(class)s_status_is_known",
                violation_error_message=_("The status is draft, published or retired."),
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by__isnull=True) | models.Q(status=Status.RETIRED),
                name="%(app_label)s_%(class)s_only_retired_is_replaced",
                violation_error_message=_("Only a retired entry has a successor: retire it, or clear “replaced by”."),
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by__isnull=True) | ~models.Q(replaced_by=models.F("id")),
                name="%(app_label)s_%(class)s_does_not_replace_itself",
                violation_error_message=_("An entry cannot be its own successor."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name(languages.active_tag()) or self.label()

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **kwargs: Any) -> Self:
        instance = super().from_db(db, field_names, values, **kwargs)
        instance._loaded_key = instance.__dict__.get("key")
        return instance

    _loaded_key: str | None = None

    def display_name(self, tag: str) -> str:
        """What a reader of the language `tag` (BCP 47) calls this record; empty when it has no name there."""
        raise NotImplementedError

    def names(self) -> dict[str, str]:
        """The display name in every content language, by BCP 47 tag."""
        return {tag: self.display_name(tag) for tag in languages.TAGS}

    def label(self) -> str:
        """The name in the first language that has one, starting from English; else the key."""
        names = self.names()
        return next((names[tag] for tag in reversed(languages.TAGS) if names[tag]), self.key)

    def clean(self) -> None:
        """A key never changes: links and citations rest on it."""
        super().clean()
        if self._loaded_key is not None and self._loaded_key != self.key:
            raise ValidationError(
                {
                    "key": ValidationError(
                        _("A key is permanent: leave “%(key)s”, or retire this entry and make a new one."),
                        code="key_changed",
                        params={"key": self._loaded_key},
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write this record; refused with EditConflict when its `version` is not the one in the database.

        The version itself moves when the change ends, if the record is then another than before (history.py).
        """
        with changes.change() as change:
            root = self.version_model()
            if not self._state.adding:
                if self._loaded_key is not None and self._loaded_key != self.key:
                    raise ValueError(f"the key “{self._loaded_key}” is permanent and cannot become “{self.key}”")
                found = root._base_manager.select_for_update().filter(pk=self.pk).values_list("version", flat=True)
                stored = found.first()
                if stored != self.version:
                    raise changes.EditConflict(self.kind_name, self.key, self.version, stored)
                change.touch(root, self.pk, self.key, stored)
            super().save(*args, **kwargs)
        self._loaded_key = self.key

    @classmethod
    def version_model(cls) -> type[models.Model]:
        """The model whose table holds `key` and `version` of this kind: Source for a Treaty, else the model itself."""
        return cls._meta.get_field("version").model


class Child(Recorded):
    """A part of a public record, kept in order: it has no key of its own and is written into its owner's record."""

    position = models.PositiveIntegerField(_("position"), default=0, editable=False)

    #: The foreign key that leads to the owner.
    owner_field: ClassVar[str] = ""

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["position", "pk"]

    @property
    def owner_id(self) -> int:
        """The primary key of the record this belongs to."""
        return int(getattr(self, f"{self.owner_field}_id"))

    @classmethod
    def owner_model(cls) -> type[PublicRecord]:
        """The model of the record this belongs to."""
        model = cls._meta.get_field(cls.owner_field).related_model
        assert isinstance(model, type)
        assert issubclass(model, PublicRecord)
        return model


class LocatorLabel(models.TextChoices):
    """What a locator counts: the locator labels of CSL 1.0.2 (where CSL says article-locator and title-locator, we say
    article and title), and the preamble of a treaty."""

    ACT = "act", _("act")
    ANNEX = "appendix", _("appendix")
    ARTICLE = "article", pgettext_lazy("locator", "article")  # 条, where a work that is an article is 文章
    BOOK = "book", _("book")
    CANON = "canon", _("canon")
    CHAPTER = "chapter", _("chapter")
    COLUMN = "column", _("column")
    ELOCATION = "elocation", _("e-location")
    EQUATION = "equation", _("equation")
    FIGURE = "figure", _("figure")
    FOLIO = "folio", _("folio")
    ISSUE = "issue", _("issue")
    LINE = "line", _("line")
    NOTE = "note", _("note")
    OPUS = "opus", _("opus")
    PAGE = "page", _("page")
    PARAGRAPH = "paragraph", _("paragraph")
    PART = "part", _("part")
    PREAMBLE = "preamble", _("preamble")
    RULE = "rule", _("rule")
    SCENE = "scene", _("scene")
    SECTION = "section", _("section")
    SUB_VERBO = "sub-verbo", _("entry")
    SUPPLEMENT = "supplement", _("supplement")
    TABLE = "table", _("table")
    TIMESTAMP = "timestamp", _("timestamp")
    TITLE = "title", _("title")
    VERSE = "verse", _("verse")
    VERSION = "version", _("version")
    VOLUME = "volume", _("volume")


class Located(models.Model):
    """A place in a work: what is counted, its normalised value, and how the place is printed."""

    locator_label = models.CharField(
        _("locator"),
        max_length=20,
        choices=LocatorLabel,
        blank=True,
        default="",
        help_text=_("What is counted."),
    )
    locator_value = models.CharField(
        _("locator value"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("Normalised: “3”, not “ст. 3” or “第三条”. A paragraph in a section: “2.8”."),
    )
    locator_as_printed = models.CharField(
        _("locator as printed"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("«ст. 3», 第三条."),
    )

    class Meta:
        abstract = True


class Noted(models.Model):
    """A remark on a child, for the reader, in each language."""

    note = models.TextField(_("note"), blank=True, default="")
    note_ru: str
    note_zh_hans: str
    note_en: str

    class Meta:
        abstract = True


def locator_constraints(prefix: str) -> list[models.BaseConstraint]:
    """A locator value says what it counts; the preamble, alone, needs no value."""
    return [
        models.CheckConstraint(
            condition=(
                models.Q(locator_label="", locator_value="")
                | (~models.Q(locator_label="") & ~models.Q(locator_value=""))
                | models.Q(locator_label=LocatorLabel.PREAMBLE)
                | models.Q(locator_label=LocatorLabel.TITLE)
            ),
            name=f"{prefix}_locator_is_whole",
            violation_error_message=_("A locator has both what is counted and a value, such as article and 3."),
        )
    ]


def choice_constraint(name: str, field: str, choices: type[models.TextChoices], *, blank: bool = False) -> Any:
    """The database refuses a value of `field` that is none of `choices` (or, with `blank`, empty)."""
    allowed = ["", *choices.values] if blank else list(choices.values)
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": allowed}),
        name=name,
        violation_error_message=_("This value is none of the known ones."),
    )


def indexes_of_empty(field: str, prefix: str) -> tuple[models.Index, ...]:
    """For each language the records in which the translated `field` is empty, by key: what a list that is narrowed to
    them reads (citations.querysets.NO_TEXT)."""
    return tuple(
        models.Index(fields=["key"], condition=models.Q(**{f"{field}_{suffix}": ""}), name=f"{prefix}_{suffix}")
        for suffix in languages.SUFFIXES
    )
