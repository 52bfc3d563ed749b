"""Whether what a file says has the shape of a record: known fields, each of its type. Values are the models' affair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from citations.exchange.related import kinds_behind
from citations.languages import TAGS
from citations.records import KINDS, ChildKind, Kind, Path, Problem, Shape
from citations.validators import validate_key

MOST_INTEGER = 2_147_483_647


def shape_faults(kind: Kind, values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the shape of `values`, a part of a record of `kind`."""
    return list(_faults(kind, values))


def _faults(kind: Kind, values: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in values.items():
        child = kind.children_by_name.get(name)
        if child is not None:
            yield from _rows(child, value)
        elif name in kind.columns:
            yield from _field(kind, name, value, (name,))
        elif name in kind.tail.columns:
            yield from _field(kind.tail, name, value, (name,))
        else:
            yield Problem((name,), _unknown(name, kind.names))


def _rows(child: ChildKind, value: Any) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem((child.name,), _("this is a list; give its rows"))
        return
    for place, row in enumerate(value):
        path: Path = (child.name, place)
        if not isinstance(row, Mapping):
            yield Problem(path, _("a row is an object of fields"))
            continue
        for name, cell in row.items():
            if name in child.columns:
                yield from _field(child, name, cell, (*path, name))
            else:
                yield Problem((*path, name), _unknown(name, tuple(child.columns)))


def _field(shape: Shape, name: str, value: Any, path: Path) -> Iterator[Problem]:
    if name in shape.translated:
        if not isinstance(value, Mapping):
            yield Problem(path, _("this is an object with a text for each language"))
            return
        for tag, text in value.items():
            if tag not in TAGS:
                yield Problem((*path, tag), _("the languages are %(known)s") % {"known": ", ".join(TAGS)})
            elif not isinstance(text, str):
                yield Problem((*path, tag), _("this is a text"))
    elif name in shape.references:
        if not (value is None or isinstance(value, str) or (isinstance(value, Mapping) and shape.is_reference(name))):
            yield Problem(path, _("this is the key of a record"))
        elif isinstance(value, Mapping):
            for fault in _faults(KINDS[kinds_behind(shape, name)[0]], value):
                yield Problem((*path, *fault.path), fault.message)
        elif value and shape.is_reference(name):
            yield from _key(value, path)
    else:
        yield from _plain(shape, name, value, path)


def _plain(shape: Shape, name: str, value: Any, path: Path) -> Iterator[Problem]:
    field = shape.field(name)
    if isinstance(field, models.BooleanField):
        if not isinstance(value, bool):
            yield Problem(path, _("this is true or false"))
    elif isinstance(field, models.IntegerField):
        is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_INTEGER
        if not is_number and value is not None:
            yield Problem(path, _("this is a whole number"))
    elif not isinstance(value, str):
        yield Problem(path, _("this is a text"))
    elif name == "key" and value:
        yield from _key(value, path)


def _key(value: str, path: Path) -> Iterator[Problem]:
    try:
        validate_key(value)
    except ValidationError as error:
        yield Problem(path, " ".join(error.messages))


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return _("no field is called so; did you mean “%(near)s”?") % {"near": near[0]}
    return _("no field is called so; the fields are %(known)s") % {"known": ", ".join(known)}
