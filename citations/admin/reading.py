"""Reads the children of a record, and all they refer to, in two queries however many lists there are.

A treaty has seven lists of children. A query for each, one for each row's references, the session, the user and the
rights come to more than an editor should wait for. Here rows of several models travel as JSON through one UNION ALL.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models.functions import JSONObject

from citations.models import Child, PublicRecord

#: PostgreSQL takes at most 100 arguments in one call, two a column; wide rows travel in parts.
COLUMNS_A_PART = 40


def read_together(wanted: Sequence[tuple[type[models.Model], models.Q]]) -> list[list[Any]]:
    """For each model and condition the instances, in the order of their primary keys; one query for all of them."""
    if not wanted:
        return []
    first, *others = [_as_json(place, model, condition) for place, (model, condition) in enumerate(wanted)]
    found: list[list[Any]] = [[] for _ in wanted]
    for place, row in first.union(*others, all=True) if others else first:
        # PostgreSQL answers a union of JSON with its text, SQLite with what the field has read.
        values = json.loads(row) if isinstance(row, str) else row
        found[place].append(_instance(wanted[place][0], values))
    for instances in found:
        instances.sort(key=lambda instance: instance.pk)
    return found


def read_children(owner: PublicRecord, children: Sequence[type[Child]]) -> dict[type[Child], list[Any]]:
    """The rows of `owner` in each of the models `children`, in their order, with what they refer to at hand."""
    wanted = [(model, models.Q(**{f"{model.owner_field}_id": owner.pk})) for model in children]
    rows = dict(zip(children, read_together(wanted), strict=True))
    for model, instances in rows.items():
        instances.sort(key=lambda row: (row.position, row.pk))
        for row in instances:
            setattr(row, model.owner_field, owner)
    _attach_references(rows)
    return rows


def _attach_references(rows: dict[type[Child], list[Any]]) -> None:
    wanted: dict[type[models.Model], set[int]] = {}
    references = {model: _references(model) for model in rows}
    for model, instances in rows.items():
        for field in references[model]:
            keys = {value for row in instances if (value := getattr(row, field.attname)) is not None}
            if keys:
                wanted.setdefault(_related(field), set()).update(keys)
    found = read_together([(related, models.Q(pk__in=keys)) for related, keys in wanted.items()])
    by_key = {related: {one.pk: one for one in some} for related, some in zip(wanted, found, strict=True)}
    for model, instances in rows.items():
        for field in references[model]:
            for row in instances:
                value = getattr(row, field.attname)
                if value is not None:
                    setattr(row, field.name, by_key[_related(field)][value])


def _references(model: type[Child]) -> list[models.ForeignKey[Any, Any]]:
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [field for field in fields if field.name != model.owner_field]


def _related(field: models.ForeignKey[Any, Any]) -> type[models.Model]:
    related = field.related_model
    assert isinstance(related, type)
    return related


def _as_json(place: int, model: type[models.Model], condition: models.Q) -> Any:
    fields = model._meta.concrete_fields
    parts = [
        JSONObject(**{field.attname: models.F(field.attname) for field in fields[start : start + COLUMNS_A_PART]})
        for start in range(0, len(fields), COLUMNS_A_PART)
    ]
    # A queryset of our own, not a manager's: modeltranslation would read other columns than those asked for.
    return (
        models.QuerySet(model)
        .filter(condition)
        .order_by()
        .annotate(
            place_=models.Value(place, output_field=models.IntegerField()),
            row_=JSONObject(**{f"part_{number}": part for number, part in enumerate(parts)}),
        )
        .values_list("place_", "row_")
    )


def _instance(model: type[models.Model], row: dict[str, dict[str, Any]]) -> models.Model:
    values = {name: value for part in row.values() for name, value in part.items()}
    fields = model._meta.concrete_fields
    return model.from_db(
        None,
        [field.attname for field in fields],
        [field.to_python(values[field.attname]) for field in fields],
    )
