"""What two states of a record do not share, in words for editors: by field, by language and row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from citations.history import FieldDifference
from citations.languages import BY_TAG
from citations.records import ChildKind, Kind, Record, Shape

EMPTY = "—"


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One difference: the field, its language (BCP 47 and its name; empty for none), and both values as text.

    For a list of children `before` and `after` are the rows that only one of the states has.
    """

    field: str
    tag: str
    language: str
    before: list[str]
    after: list[str]


def shown(kind: Kind, differences: Iterable[FieldDifference]) -> list[ShownDifference]:
    """`differences` of a record of `kind`, in the order of its fields and in the language of the interface."""
    # PostgreSQL gives a stored record back with its names in an order of its own.
    places = {name: place for place, name in enumerate(kind.names)}
    in_order = sorted(differences, key=lambda one: places.get(one.name, len(places)))
    return [_shown(kind, one) for one in in_order]


def field_names(kind: Kind, differences: Iterable[FieldDifference]) -> list[str]:
    """The fields that differ, each once: “definition (Russian)”, “events”."""
    names = (f"{one.field} ({one.language})" if one.language else one.field for one in shown(kind, differences))
    return list(dict.fromkeys(names))


def _shown(kind: Kind, one: FieldDifference) -> ShownDifference:
    child = kind.children_by_name.get(one.name)
    if child is not None:
        before, after = _only_in(one.before or (), one.after or ()), _only_in(one.after or (), one.before or ())
        label = str(child.child_model._meta.verbose_name_plural)
        if not before and not after:
            before, after = list(one.before), list(one.after)  # the same rows in another order
        return ShownDifference(
            label, "", "", [_row_text(child, row) for row in before], [_row_text(child, row) for row in after]
        )
    shape: Shape = kind.tail if one.name in kind.tail.columns else kind
    language = str(BY_TAG[one.language].label) if one.language else ""
    return ShownDifference(
        _label(shape, one.name),
        one.language or "",
        language,
        [_value_text(shape, one.name, one.before)],
        [_value_text(shape, one.name, one.after)],
    )


def _only_in(rows: Sequence[Record], others: Sequence[Record]) -> list[Record]:
    left = list(others)
    found = []
    for row in rows:
        if row in left:
            left.remove(row)
        else:
            found.append(row)
    return found


def _row_text(child: ChildKind, row: Record) -> str:
    parts = []
    for name in child.columns:
        value = row.get(name)
        if name in child.translated:
            texts = [(language.label, (value or {}).get(tag)) for tag, language in BY_TAG.items()]
            parts += [f"{_label(child, name)} ({language}): {text}" for language, text in texts if text]
        elif value not in ("", None, False):
            parts.append(f"{_label(child, name)}: {_value_text(child, name, value)}")
    return "; ".join(parts)


def _label(shape: Shape, name: str) -> str:
    if name == "key":
        return _("key")
    return str(shape.field(name).verbose_name) if name in shape.columns else name


def _value_text(shape: Shape, name: str, value: Any) -> str:
    if value in ("", None):
        return EMPTY
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name not in shape.columns or isinstance(value, dict):
        return str(value)
    field = shape.field(name)
    if name in shape.translated or field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


def heading(text: str) -> str:
    """A field's name with a capital letter, as a heading."""
    return str(capfirst(text))
