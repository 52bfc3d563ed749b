"""The fields that every answer is made of: translated text, dates, addresses, locators and references to records.

One rule for what is not there: text is "", everything else (a date, a choice, a reference) is null. A reference to
a draft is null, for drafts exist for no one outside.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from drf_spectacular.drainage import set_override
from rest_framework import serializers

from citations.languages import BY_TAG, TAGS, column
from citations.models import LocatorLabel, PublicRecord, Source, Status
from citations.records import kind_of


def languages_of(
    serializer: serializers.BaseSerializer[Any] | serializers.Field[Any, Any, Any, Any],
) -> tuple[str, ...]:
    """The languages the reader asked for."""
    tags: tuple[str, ...] = serializer.context.get("languages", TAGS)
    return tags


def address(root: str, record: PublicRecord) -> str:
    """The address of `record` below the API's `root`; a treaty stands under treaties, however it was read."""
    plural = kind_of(record).plural
    if type(record) is Source and getattr(record, "treaty", None) is not None:
        plural = "treaties"
    return f"{root}{plural}/{record.key}/"


_LABELS = {"ru": "Russian", "zh-Hans": "Simplified Chinese", "en": "English"}


def by_language(value: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object by language whose values have the schema `value`; `languages=` may leave some out."""
    return {
        "type": "object",
        "properties": {tag: {**value, "description": _LABELS[tag]} for tag in BY_TAG},
        "additionalProperties": False,
        "minProperties": 1,
    }


def describe(field: serializers.Field[Any, Any, Any, Any], schema: dict[str, Any]) -> None:
    """Give `field` its schema in OpenAPI."""
    set_override(field, "field", schema)


class Whole(serializers.Field[Any, Any, Any, Any]):
    """A field computed from the whole record."""

    schema: ClassVar[dict[str, Any]] = {"type": "string"}
    help = ""

    def __init__(self, *, help_text: str = "") -> None:
        super().__init__(read_only=True, source="*", help_text=help_text or self.help)
        describe(self, self.schema)


class Translated(Whole):
    """A translated field: an object with the text in every language, "" where there is none."""

    schema = by_language({"type": "string"})

    def to_representation(self, value: models.Model) -> dict[str, Any]:
        assert self.field_name is not None
        return {tag: getattr(value, column(self.field_name, tag)) for tag in languages_of(self)}


class TranslatedCode(Whole):
    """A word out of a few for each language, null where there is none."""

    def __init__(self, choices: type[models.TextChoices], *, help_text: str = "") -> None:
        super().__init__(help_text=help_text)
        describe(self, by_language(code_schema(choices, optional=True)))

    def to_representation(self, value: models.Model) -> dict[str, str | None]:
        assert self.field_name is not None
        return {tag: getattr(value, column(self.field_name, tag)) or None for tag in languages_of(self)}


class Names(Whole):
    """What each language calls a record: see `display_name` of its model."""

    schema = by_language({"type": "string"})

    def to_representation(self, value: PublicRecord) -> dict[str, str]:
        return {tag: value.display_name(tag) for tag in languages_of(self)}


class Url(Whole):
    """The absolute address of a record in this API."""

    schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "uri"}
    help = "Where this API answers with the whole record."

    def to_representation(self, value: PublicRecord) -> str:
        return address(self.context["root"], value)


class Edtf(serializers.Field[Any, Any, Any, Any]):
    """A date in EDTF (ISO 8601-2) as written; null when it is unknown."""

    def __init__(self, *, help_text: str = "") -> None:
        date = "A date in EDTF (ISO 8601-2), such as 1896-06-03, 1896 or 1949-10-01/.."
        super().__init__(read_only=True, help_text=f"{help_text} {date}".strip())
        describe(self, {"type": ["string", "null"]})

    def to_representation(self, value: str) -> str | None:
        return value or None


class Code(serializers.Field[Any, Any, Any, Any]):
    """One of a few words; without `choices` any code, such as a language tag. An empty one is null."""

    def __init__(
        self,
        choices: type[models.TextChoices] | Sequence[str] = (),
        *,
        optional: bool = False,
        source: str | None = None,
        help_text: str = "",
    ) -> None:
        super().__init__(read_only=True, source=source, help_text=help_text)
        describe(self, code_schema(choices, optional=optional))

    def to_representation(self, value: str) -> str | None:
        return value or None


def code_schema(choices: type[models.TextChoices] | Sequence[str], *, optional: bool) -> dict[str, Any]:
    """The schema of a word out of `choices` (none: any), null when it may be missing."""
    words = [*choices.values] if isinstance(choices, type) else [*choices]
    schema: dict[str, Any] = {"type": ["string", "null"] if optional else "string"}
    if words:
        schema["enum"] = [*words, *([None] if optional else [])]
    return schema


def moment(**kwargs: Any) -> serializers.DateTimeField:
    """A moment in UTC."""
    return serializers.DateTimeField(read_only=True, default_timezone=datetime.UTC, **kwargs)


def plain_text(**kwargs: Any) -> serializers.CharField:
    """Text as it stands, "" when there is none."""
    return serializers.CharField(read_only=True, **kwargs)


def whole_number(*, least: int = 1, allow_null: bool = False, help_text: str = "") -> serializers.IntegerField:
    """A whole number from `least`."""
    return serializers.IntegerField(
        read_only=True, min_value=least, max_value=2147483647, allow_null=allow_null, help_text=help_text
    )


def yes_or_no(*, help_text: str = "") -> serializers.BooleanField:
    """True or false."""
    return serializers.BooleanField(read_only=True, help_text=help_text)


class Located(serializers.Serializer[Any]):
    """A place in a work: what is counted, its value, and how the place is printed there."""

    label = Code(  # type: ignore[assignment]
        LocatorLabel, source="locator_label", optional=True, help_text="What is counted (CSL)."
    )
    value = plain_text(source="locator_value", help_text="Normalised: 3, not «ст. 3» or 第三条.")
    as_printed = plain_text(source="locator_as_printed")


def locator() -> Located:
    """The locator of a row that has one."""
    return Located(source="*", read_only=True)


class Summary(serializers.Serializer[Any]):
    """A record in short, where another record refers to it; null instead of a draft."""

    key = plain_text()
    url = Url()
    name = Names()

    def get_attribute(self, instance: Any) -> Any:
        related = super().get_attribute(instance)
        return None if related is None or related.status == Status.DRAFT else related


class SourceSummary(Summary):
    """A work in short. The title of a work without a known one is its description in square brackets."""

    name = None  # type: ignore[assignment]
    type = plain_text(help_text="The CSL item type; a record of the treaty register has its url under treaties.")
    title = Names()


def reference(summary: type[Summary] = Summary, *, required: bool = False, **kwargs: Any) -> Summary:
    """A reference to another record; unless `required` it may be null."""
    return summary(read_only=True, allow_null=not required, **kwargs)


class Seen:
    """A relation seen from one of its ends: its kind and the other record as they look from there."""

    def __init__(self, row: models.Model, kind: str, other: PublicRecord) -> None:
        self.row, self.kind, self.other = row, kind, other

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


class BothSides(serializers.ListSerializer[Any]):
    """The relations of a record: its own, then those that others have to it, told from its side.

    The record has them as `relations` and `related_from`; the serializer of a row has `reversed`, what each kind is
    called from the other end (a kind that is not there is the same from both).
    """

    def get_attribute(self, instance: Any) -> list[Seen]:
        turned: dict[str, str] = self.child.reversed  # type: ignore[union-attr]
        own = [Seen(row, row.kind, row.other) for row in instance.relations.all()]
        others = [
            Seen(row, turned.get(row.kind, row.kind), getattr(row, row.owner_field))
            for row in instance.related_from.all()
        ]
        return own + others


class RecordSerializer(serializers.Serializer[Any]):
    """What every record begins and ends with. Subclasses declare what stands between."""

    key = plain_text(help_text="Permanent; the same in addresses and in the seed files.")
    url = Url()
    status = serializers.ChoiceField(
        [Status.PUBLISHED.value, Status.RETIRED.value], read_only=True, help_text="Retired: withdrawn but readable."
    )

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        """The records of this kind, with everything that the answer reads."""
        raise NotImplementedError

    #: The names that come first, when the order of declaration is not the order of reading.
    first: ClassVar[tuple[str, ...]] = ()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """The fields in order: the beginning, the record's own, the end."""
        ending: dict[str, serializers.Field[Any, Any, Any, Any]] = {
            "replaced_by": reference(help_text="The successor of a retired record."),
            "editorial_note": Translated(help_text="Doubts, discrepancies and misprints, told and not corrected."),
            "version": whole_number(),
            "created_at": moment(),
            "updated_at": moment(),
        }
        own = super().get_fields()
        names = dict.fromkeys((*self.first, *(name for name in own if name not in ending), *ending))
        return {name: own[name] if name in own else ending[name] for name in names}
