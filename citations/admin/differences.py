"""What two states of a record do not share, in words for editors: by field, by language and row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations.history import FieldDifference
from citations.labels import field_label, in_language, label_of, list_label, path_label, shape_of
from citations.languages import BY_TAG, TAGS
from citations.merging import ORDER, Place, leaves, match_rows
from citations.records import ChildKind, Kind, Record, Shape

EMPTY = "—"
#: A Chinese character, a word, white space, or one other sign: what a text is compared by.
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_CHINESE}]|[^\W{_CHINESE}]+|\s+|.", re.DOTALL)
#: Longer texts are not compared word by word: it would take seconds.
MOST_TOKENS = 4000
#: Texts that share less are shown as wholly other ones: scattered marks would only be in the way.
LEAST_LIKENESS = 0.3


class RowState(models.TextChoices):
    """What became of a row of a list."""

    ADDED = "added", gettext_lazy("added")
    REMOVED = "removed", gettext_lazy("taken out")
    CHANGED = "changed", gettext_lazy("changed")
    MOVED = "moved", gettext_lazy("moved")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """What became of one row of a list: its name, the whole of it for a new or a lost one, else what changed in it."""

    state: RowState
    label: str
    text: str = ""
    differences: tuple[ShownDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One difference: the field, its language (BCP 47 and its name; empty for none), and both values as text.

    `name` is the field as `history.revert` knows it: "definition.zh-Hans". For a list of children `before` and `after`
    are the rows that only one of the states has, and `rows` says what became of each. `back_to_before` and
    `back_to_after` are the addresses at which an editor can go back to either; empty for none.
    """

    field: str
    tag: str
    language: str
    before: list[str]
    after: list[str]
    name: str = ""
    rows: tuple[ShownRow, ...] = ()
    is_list: bool = False
    back_to_before: str = ""
    back_to_after: str = ""

    @property
    def marked_before(self) -> SafeString:
        """The earlier text with what was taken out marked."""
        return marked(self.before[0], self.after[0])[0]

    @property
    def marked_after(self) -> SafeString:
        """The later text with what was put in marked."""
        return marked(self.before[0], self.after[0])[1]


def shown(kind: Kind, differences: Iterable[FieldDifference]) -> list[ShownDifference]:
    """`differences` of a record of `kind`, in the order of its fields and in the language of the interface."""
    # PostgreSQL gives a stored record back with its names in an order of its own.
    places = {name: place for place, name in enumerate(kind.names)}
    in_order = sorted(differences, key=lambda one: places.get(one.name, len(places)))
    return [_shown(kind, one) for one in in_order]


def field_names(kind: Kind, differences: Iterable[FieldDifference]) -> list[str]:
    """The fields that differ, each once: “definition (Russian)”, “events”."""
    names = (in_language(one.field, one.tag) for one in shown(kind, differences))
    return list(dict.fromkeys(names))


def value_at(kind: Kind, place: Place, value: Any) -> str:
    """The value at `place` as text for editors: a choice by its name, a row with all it holds, a dash for nothing."""
    child = kind.children_by_name.get(place[0])
    if child is None:
        return _value_text(shape_of(kind, place[0]), place[0], value)
    if len(place) == 2:
        return _row_text(child, value) if value is not None else EMPTY
    return _value_text(child, place[2], value)


def is_text(kind: Kind, place: Place) -> bool:
    """Whether people write the value at `place` in their own words: it is no choice, number or reference."""
    child = kind.children_by_name.get(place[0])
    if child is not None and (len(place) < 3 or place[1] == ORDER):
        return False
    shape, name = (child, place[2]) if child is not None else (shape_of(kind, place[0]), place[0])
    field = shape.field(name)
    return isinstance(field, models.CharField | models.TextField) and not field.flatchoices and name != "key"


def text_label(kind: Kind, place: Place, record: Record | None = None) -> str:
    """The text at ("definition",), or at ("events", "2", "note") of a row, in one line: “events, row 3, note”; where
    the `record` is at hand the row is called by what tells it from the others."""
    child = kind.children_by_name.get(place[0])
    if child is None:
        return label_of(kind, place)[0]
    number, rows = int(place[1]), (record or {}).get(child.name) or ()
    row = row_label(child, rows[number]) if number < len(rows) else ""
    if not row:
        return path_label(kind, (child.name, number, place[2]))
    return f"{list_label(child)}: {row} · {field_label(child, place[2])}"


def row_label(child: ChildKind, row: Record) -> str:
    """What a row is called in a list of differences: the values that tell it from the others."""
    parts = (_value_text(child, name, row.get(name)) for name in child.identity if row.get(name) not in ("", None))
    return " · ".join(parts)


def marked(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML, with <del> where the first and <ins> where the second has what the other has not.

    Words are compared, and Chinese character by character.
    """
    parts = _compared(before, after)
    return (
        _joined([_mark("" if old == new else "del", old) for old, new in parts]),
        _joined([_mark("" if old == new else "ins", new) for old, new in parts]),
    )


def marked_together(before: str, after: str) -> SafeString:
    """The second text as HTML, with <ins> around what is new in it and <del> around what the first had in its place;
    a wholly other text stands alone."""
    parts = _compared(before, after)
    if len(parts) == 1:
        return _mark("" if before == after else "ins", after)
    return _joined([_mark("", new) if old == new else _mark("del", old) + _mark("ins", new) for old, new in parts])


def _compared(before: str, after: str) -> list[tuple[str, str]]:
    """Both texts in parts that are the same or another; one part when there is little that both say."""
    whole = [(before, after)]
    if EMPTY in (before, after):
        return whole
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return whole
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LEAST_LIKENESS:
        return whole
    return [("".join(old[a:b]), "".join(new[c:d])) for _what, a, b, c, d in matcher.get_opcodes()]


def _mark(element: str, text: str) -> SafeString:
    if not element or text in ("", EMPTY):
        return format_html("{}", text)
    return format_html("<{0}>{1}</{0}>", SafeString(element), text)


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _shown(kind: Kind, one: FieldDifference) -> ShownDifference:
    child = kind.children_by_name.get(one.name)
    if child is not None:
        return _shown_list(child, one.before or (), one.after or ())
    shape = shape_of(kind, one.name)
    language = str(BY_TAG[one.language].label) if one.language else ""
    return ShownDifference(
        field_label(shape, one.name),
        one.language or "",
        language,
        [_value_text(shape, one.name, one.before)],
        [_value_text(shape, one.name, one.after)],
        f"{one.name}.{one.language}" if one.language else one.name,
    )


def _shown_list(child: ChildKind, old: Sequence[Record], new: Sequence[Record]) -> ShownDifference:
    before, after = _only_in(old, new), _only_in(new, old)
    if not before and not after:
        before, after = list(old), list(new)  # the same rows in another order
    return ShownDifference(
        list_label(child),
        "",
        "",
        [_row_text(child, row) for row in before],
        [_row_text(child, row) for row in after],
        child.name,
        tuple(_shown_rows(child, [child.whole(row) for row in old], [child.whole(row) for row in new])),
        is_list=True,
    )


def _shown_rows(child: ChildKind, old: Sequence[Record], new: Sequence[Record]) -> Iterable[ShownRow]:
    """What became of each row: the lost ones first, then the others in their order."""
    from_old = match_rows(child, old, new)
    for number, row in enumerate(old):
        if number not in from_old:
            yield ShownRow(RowState.REMOVED, row_label(child, row), _row_text(child, row))
    furthest = -1
    for row, place in zip(new, from_old, strict=True):
        if place is None:
            yield ShownRow(RowState.ADDED, row_label(child, row), _row_text(child, row))
            continue
        changed = tuple(_changed_in(child, old[place], row))
        if changed:
            yield ShownRow(RowState.CHANGED, row_label(child, old[place]), "", changed)
        elif place < furthest:
            yield ShownRow(RowState.MOVED, row_label(child, row))
        furthest = max(furthest, place)


def _changed_in(child: ChildKind, old: Record, new: Record) -> Iterable[ShownDifference]:
    before, after = leaves(child, old), leaves(child, new)
    for place, value in after.items():
        if before[place] != value:
            name, tag = place[0], place[1] if len(place) > 1 else ""
            yield ShownDifference(
                field_label(child, name),
                tag,
                str(BY_TAG[tag].label) if tag else "",
                [_value_text(child, name, before[place])],
                [_value_text(child, name, value)],
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
            texts = [(tag, (value or {}).get(tag)) for tag in TAGS]
            parts += [f"{in_language(field_label(child, name), tag)}: {text}" for tag, text in texts if text]
        elif value not in ("", None, False):
            parts.append(f"{field_label(child, name)}: {_value_text(child, name, value)}")
    return "; ".join(parts)


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
