"""What the seed files may hold, drawn from the kinds of record: nothing about a field is said twice."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from citations.models import PublicRecord, Source, Treaty, TreatyText
from citations.records import KINDS, ChildKind, Kind, Shape, kind_of
from seeds.validator import BOOLEAN, INTEGER, LIST, REFERENCE, TEXT, TRANSLATED, FieldShape, KindShape

#: References that must not lead back to where they began.
CIRCLES = {
    "domain": ("parent", "replaced_by"),
    "source": ("published_in", "translation_of", "replaced_by"),
    "treaty": ("replaced_by",),
    "person": ("replaced_by",),
    "organization": ("replaced_by",),
    "term": ("relations:broader", "replaced_by"),
    "citation": ("replaced_by",),
    "attestation": ("replaced_by",),
}


def kind_shapes() -> dict[str, KindShape]:
    """The shape of every kind of record, by the plural its files are named after."""
    return {kind.plural: _kind_shape(kind) for kind in KINDS.values()}


def _kind_shape(kind: Kind) -> KindShape:
    fields: dict[str, FieldShape] = {}
    for name in kind.names:
        child = kind.children_by_name.get(name)
        if child is not None:
            fields[name] = FieldShape(LIST, rows=_fields(child, child.columns))
        else:
            fields |= _fields(kind.tail if name in kind.tail.columns else kind, (name,))
    return KindShape(kind.name, fields, CIRCLES.get(kind.name, ()))


def _fields(shape: Shape | ChildKind, names: Iterable[str]) -> dict[str, FieldShape]:
    return {name: _field(shape, name) for name in names}


def _field(shape: Shape, name: str) -> FieldShape:
    if name in shape.translated:
        return FieldShape(TRANSLATED)
    column = shape.field(name)
    if column.is_relation:
        related = column.related_model
        if isinstance(related, type) and issubclass(related, TreatyText):
            return FieldShape(TEXT)
        assert isinstance(related, type)
        assert issubclass(related, PublicRecord)
        return FieldShape(REFERENCE, kinds=_kinds_behind(related, shape), is_required=not column.null)
    is_required = not column.blank and not column.has_default() and name not in shape.defaults
    if isinstance(column, models.BooleanField):
        return FieldShape(BOOLEAN, is_required=is_required)
    if isinstance(column, models.IntegerField):
        return FieldShape(INTEGER, is_required=is_required)
    return FieldShape(TEXT, is_required=is_required)


def _kinds_behind(related: type[PublicRecord], shape: Shape) -> tuple[str, ...]:
    """The kinds a foreign key may lead to: a source may be a treaty; a treaty is replaced by a treaty only."""
    if related is Source and shape.model is not Treaty:
        return ("source", "treaty")
    if related is Source:
        return ("treaty", "source")
    return (kind_of(related).name,)
