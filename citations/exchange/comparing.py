"""What two statements of one record do not share: the losses of an export, and what an import changes.

All functions are pure; a statement is a canonical record or a part of one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations.exchange.formats import Format
from citations.exchange.losses import Loss
from citations.exchange.related import Related, kinds_behind
from citations.languages import TAGS
from citations.records import KINDS, ChildKind, Kind, Record, Shape

_INVENTED = gettext_lazy("the file says here what another record holds")


def losses(format_: Format, kind: Kind, record: Record, view: Record, related: Related) -> Iterator[Loss]:
    """What `format_`, which says `view` of `record`, does not hold of it: a loss for every field and language."""
    for name in kind.names:
        if name == "key":
            continue
        child = kind.children_by_name.get(name)
        if child is None:
            shape = kind.tail if name in kind.tail.columns else kind
            if name == "status" and name not in view:
                yield Loss(kind.name, record["key"], name, _reason(format_, name))
                continue
            yield from _field_losses(format_, kind, record["key"], shape, name, record[name], view, related, "")
        else:
            yield from _list_losses(format_, kind, record, child, view.get(name, ()), related)


def _list_losses(
    format_: Format, kind: Kind, record: Record, child: ChildKind, view: Sequence[Record], related: Related
) -> Iterator[Loss]:
    pairs = matched(child, record[child.name], view, related)
    for place, (row, seen) in enumerate(zip(record[child.name], pairs, strict=True)):
        where = f"{child.name}[{place}]"
        if seen is None:
            yield Loss(kind.name, record["key"], where, _reason(format_, child.name))
            continue
        for name in child.columns:
            at = f"{where}."
            yield from _field_losses(format_, kind, record["key"], child, name, row[name], view[seen], related, at)
    if len(view) > len({seen for seen in pairs if seen is not None}):
        yield Loss(kind.name, record["key"], child.name, str(_INVENTED))
    if any(seen is not None for seen in pairs):
        order = [seen for seen in pairs if seen is not None]
        if order != sorted(order):
            yield Loss(kind.name, record["key"], child.name, _("the order of the rows is not kept"))


def _field_losses(
    format_: Format,
    kind: Kind,
    key: str,
    shape: Shape,
    name: str,
    value: Any,
    view: Mapping[str, Any],
    related: Related,
    at: str,
) -> Iterator[Loss]:
    path = f"{at}{name}"
    general = path.partition("[")[0] + path.partition("]")[2]
    if name in shape.translated:
        seen = view.get(name) or {}
        for tag in TAGS:
            if value[tag] != seen.get(tag, ""):
                yield Loss(kind.name, key, f"{path}.{tag}", _changed(format_, general, value[tag], seen.get(tag, "")))
    elif name in shape.references:
        if not same_reference(shape, name, value, view.get(name), related):
            yield Loss(kind.name, key, path, _changed(format_, general, value, view.get(name)))
        elif isinstance(view.get(name), Mapping) and not _is_whole(shape, name, value, view[name], related):
            yield Loss(kind.name, key, path, _("only a part of the name of that record is held"))
    elif value != view.get(name, shape.default(name)):
        yield Loss(kind.name, key, path, _changed(format_, general, value, view.get(name)))


def _changed(format_: Format, name: str, value: Any, seen: Any) -> str:
    if seen in ("", None, False, {}) or name in format_.reasons:
        return _reason(format_, name)
    if not value:
        return str(_INVENTED)
    return _("%(format)s cannot say it exactly") % {"format": format_.label}


def _reason(format_: Format, name: str) -> str:
    return str(format_.reasons.get(name, "")) or _("%(format)s has no place for it") % {"format": format_.label}


def same_reference(shape: Shape, name: str, key: str | None, said: Any, related: Related) -> bool:
    """Whether `said`, a key or a description, means the record `key`."""
    if isinstance(said, Mapping) and key is not None:
        records = (related.get(kind, key) for kind in kinds_behind(shape, name))
        return any(record is not None and describes(said, record) for record in records)
    return (said or None) == key


def _is_whole(shape: Shape, name: str, key: str, said: Mapping[str, Any], related: Related) -> bool:
    """Whether a description says all that the record `key` is named by, so that it can be made again from it."""
    for kind in kinds_behind(shape, name):
        record = related.get(kind, key)
        if record is not None:
            names = [one for one in KINDS[kind].columns if one != "key" and one not in KINDS[kind].references]
            return all(said.get(one) == record[one] for one in names if _is_said(record[one]))
    return True


def _is_said(value: Any) -> bool:
    """Whether a field has anything in it."""
    return any(value.values()) if isinstance(value, Mapping) else value not in ("", None)


def describes(said: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Whether everything that the description says is true of `record`."""
    for name, value in said.items():
        true = record.get(name)
        if isinstance(value, Mapping):
            if not isinstance(true, Mapping) or any(true.get(tag, "") != text for tag, text in value.items()):
                return False
        elif value != true:
            return False
    return bool(said)


def matched(child: ChildKind, rows: Sequence[Record], said: Sequence[Record], related: Related) -> list[int | None]:
    """For each of `rows` the place in `said` of the row that means it: one that agrees in all it says, else one of the
    same identity. A row of `said` is taken once."""
    left = list(range(len(said)))
    found: list[int | None] = [None] * len(rows)

    def agrees(row: Record, one: Record, names: Sequence[str]) -> bool:
        return any(name in one for name in names) and all(
            same_reference(child, name, row[name], one[name], related)
            if name in child.references
            else all(row[name].get(tag, "") == text for tag, text in one[name].items())
            if name in child.translated
            else row[name] == one[name]
            for name in names
            if name in one
        )

    for names in (tuple(child.columns), child.identity):
        for place, row in enumerate(rows):
            if found[place] is None:
                taken = next((index for index in left if agrees(row, said[index], names)), None)
                if taken is not None:
                    found[place] = taken
                    left.remove(taken)
    return found


def merged(
    format_: Format,
    kind: Kind,
    record: Record,
    view: Record,
    said: Record,
    languages: Sequence[str] = TAGS,
    listed: Sequence[str] = TAGS,
) -> Record:
    """`record` with what `said` states otherwise than `view`, which the same format would say of `record` today.

    `view` and `said` hold keys for references, no descriptions. Only the content languages in `languages` change;
    rows in a language that is not `listed` were never in the file.
    """
    wanted = copy.deepcopy(record)
    for name, value in said.items():
        if name == "key":
            continue
        child = kind.children_by_name.get(name)
        if child is None:
            shape = kind.tail if name in kind.tail.columns else kind
            _merge_field(shape, name, wanted, view, value, languages)
        elif value != list(view.get(name, ())):
            whole = [tag for tag in listed if tag in languages] if format_.states_whole(name) else None
            wanted[name] = _merged_rows(child, wanted[name], view.get(name, ()), value, languages, whole)
    return wanted


def _merge_field(
    shape: Shape, name: str, wanted: Record, view: Mapping[str, Any], value: Any, languages: Sequence[str]
) -> None:
    if name in shape.translated:
        before = view.get(name) or {}
        for tag, text in value.items():
            if tag in languages and text != before.get(tag, ""):
                wanted[name][tag] = text
    elif value != view.get(name, shape.default(name)):
        wanted[name] = value


def _merged_rows(
    child: ChildKind,
    rows: Sequence[Record],
    view: Sequence[Record],
    said: Sequence[Record],
    languages: Sequence[str],
    whole: Sequence[str] | None,
) -> list[Record]:
    """`rows` with what `said` states otherwise than `view`; rows in the languages `whole` that it leaves out go (None:
    it states no language in full)."""
    nothing = Related()
    view_of_row = matched(child, rows, view, nothing)
    row_of_view = {seen: place for place, seen in enumerate(view_of_row) if seen is not None}
    view_of_said: dict[int, int] = {}
    for place, seen in enumerate(matched(child, [_whole(child, one) for one in view], said, nothing)):
        if seen is not None:
            view_of_said[seen] = place
    result: dict[int, Record] = {}
    fresh: list[Record] = []
    as_said: list[Record] = []
    order: list[int] = []
    for index, one in enumerate(said):
        found = row_of_view.get(view_of_said.get(index, -1))
        if found is None:
            if _is_spoken_of(one, languages):
                fresh.append(_whole(child, one, languages))
                as_said.append(fresh[-1])
            continue
        row, before = copy.deepcopy(rows[found]), view[view_of_said[index]]
        for name, value in one.items():
            _merge_field(child, name, row, before, value, languages)
        result[found] = row
        order.append(found)
        as_said.append(row)
    kept = [
        place
        for place, row in enumerate(rows)
        if place not in result and (whole is None or view_of_row[place] is None or not _is_spoken_of(row, whole))
    ]
    if whole is not None and not kept:
        return as_said
    result |= {place: rows[place] for place in kept}
    places = sorted(result)
    if whole is not None and order != sorted(order):
        places = [*order, *kept]
    return [*(result[place] for place in places), *fresh]


def _is_spoken_of(row: Mapping[str, Any], languages: Sequence[str]) -> bool:
    """Whether a row belongs to what is imported: it is in one of these languages, in none, or in one that is no
    content language."""
    language = row.get("language")
    return language not in TAGS or language in languages


def _whole(child: ChildKind, row: Mapping[str, Any], languages: Sequence[str] = TAGS) -> Record:
    """`row` with all fields of its list."""
    whole: Record = {}
    for name in child.columns:
        default = child.default(name)
        value = row.get(name, default)
        if name in child.translated:
            value = default | {tag: text for tag, text in (value or {}).items() if tag in languages}
        whole[name] = value
    return whole
