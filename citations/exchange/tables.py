"""Rows and columns: what the columns of a table are called, and a record, or one row of a list of it, as cells of text.

A column is named by its path in the record (`key`, `name.zh-Hans`, `domain`), and also recognised by its label in any
language of the interface («Название (русский)»), or, for the name of a thing, by the language alone (`ru`, `中文`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from citations.exchange.described import folded
from citations.exchange.formats import Fault, Options, Unreadable
from citations.labels import in_language
from citations.languages import BY_TAG, TAGS
from citations.records import KINDS, ChildKind, Kind, Record, Shape
from citations.validators import tidy

#: The longest text of a cell, and the most columns: what spreadsheets hold.
MOST_CHARACTERS = 32_767
MOST_COLUMNS = 16_384
#: What people call a language besides its tag and its name.
_ALSO = {"zh-Hans": ("zh", "zh-CN", "cn", "中文", "汉语", "简体中文", "Chinese (Simplified)")}
_TRUE = {"true", "yes", "1", "да", "是"}
_FALSE = {"false", "no", "0", "нет", "否"}
_WHOLE_NUMBER = re.compile(r"[0-9]{1,10}")


#: What a cell holds.
CellType: TypeAlias = Literal["text", "number", "yes or no"]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: its name ("name.zh-Hans"), where its cells stand in a record or row ("name" and "zh-Hans"), what
    people call it, what it means, and what an empty cell says."""

    name: str
    field: str
    tag: str
    verbose: str | Promise
    help: str | Promise = ""
    choices: tuple[tuple[str, str | Promise], ...] = ()
    type: CellType = "text"
    empty: Any = ""

    @property
    def path(self) -> tuple[str, ...]:
        """Where it stands in the record."""
        return (self.field, self.tag) if self.tag else (self.field,)

    @property
    def label(self) -> str:
        """What it is called in the language of the interface: «Название (русский)»."""
        return in_language(capfirst(str(self.verbose)), self.tag)


@cache
def columns_of(shape: Shape, languages: tuple[str, ...] = TAGS) -> tuple[Column, ...]:
    """The columns of a kind's own fields, or of the rows of one of its lists, in order."""
    shapes = (shape, shape.tail) if isinstance(shape, Kind) else (shape,)
    return tuple(column for one in shapes for name in one.columns for column in _columns_of_field(one, name, languages))


def _columns_of_field(shape: Shape, name: str, languages: tuple[str, ...]) -> Iterator[Column]:
    field: Any = shape.field(name)
    choices = tuple((str(value), label) for value, label in field.flatchoices if value)
    type_: CellType = "text"
    empty: Any = None if name in shape.references else ""
    if isinstance(field, models.BooleanField):
        type_, empty, choices = "yes or no", False, (("true", gettext_lazy("yes")), ("false", gettext_lazy("no")))
    elif isinstance(field, models.IntegerField):
        type_, empty = "number", None
    if isinstance(shape, ChildKind) and not field.blank and field.has_default():
        empty = shape.default(name)
    for tag in languages if name in shape.translated else ("",):
        column = f"{name}.{tag}" if tag else name
        yield Column(column, name, tag, field.verbose_name, field.help_text, choices, type_, empty)


# Values and cells


def cells_of(shape: Shape, values: Mapping[str, Any]) -> dict[str, str]:
    """`values` of a record or row as the texts of cells, by column; a text that no cell can hold is left out."""
    cells = {}
    for column in columns_of(shape):
        value = values[column.field]
        text = _text(value[column.tag] if column.tag else value)
        cells[column.name] = text if len(text) <= MOST_CHARACTERS else ""
    return cells


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def values_of(shape: Shape, cells: Mapping[str, str]) -> Record:
    """What `cells` say, by field: an empty cell says that there is nothing, or, in a row of a list, the default.

    A cell that is no number where a number belongs stays a text, for the shape to be refused.
    """
    values: Record = {}
    for column in columns_of(shape):
        text = cells.get(column.name)
        if text is None:
            continue
        if column.tag:
            values.setdefault(column.field, {})[column.tag] = tidy(text)
        else:
            values[column.field] = _value(column, tidy(text))
    return values


def _value(column: Column, text: str) -> Any:
    if not text:
        return column.empty
    if column.type == "yes or no":
        word = text.casefold()
        return True if word in _TRUE else False if word in _FALSE else text
    if column.type == "number":
        return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
    return text


# What a header says


@dataclass(frozen=True, slots=True)
class Layout:
    """What the header of a table says: the columns by their place, and the titles of those that nobody knows."""

    columns: Mapping[int, Column]
    unknown: Mapping[int, str]

    def cells(self, row: Mapping[int, str]) -> dict[str, str]:
        """The cells of `row` by column."""
        return {column.name: row.get(place, "") for place, column in self.columns.items()}

    def unheld(self, row: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
        """What `row` has in columns that nobody knows."""
        message = _("no field is called so; name the field that this column holds")
        found = ((place, title) for place, title in self.unknown.items() if row.get(place, "").strip())
        return tuple((_("column %(letter)s “%(title)s”") % _lettered(place, title), message) for place, title in found)

    def beyond(self, row: Mapping[int, str], where: str) -> Iterator[Fault]:
        """The cells of `row` that stand below no title."""
        for place, text in row.items():
            if place not in self.columns and place not in self.unknown and text.strip():
                yield Fault(in_column(where, place), _("this column has no title; give it one, or empty the cell"))

    def places(self, where: str, before: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
        """Where each field stands in the row at `where`."""
        spoken = _in_column()
        return {
            (*before, *column.path): spoken % {"row": where, "letter": get_column_letter(place + 1)}
            for place, column in self.columns.items()
        }

    @property
    def languages(self) -> tuple[str, ...]:
        """The content languages that have columns; all of them when no column is of one language."""
        said = {column.tag for column in self.columns.values()}
        return tuple(tag for tag in TAGS if tag in said) or TAGS


def in_column(where: str, place: int) -> str:
    """The place of a cell in the row at `where`: “row 3, column B”."""
    return _in_column() % {"row": where, "letter": get_column_letter(place + 1)}


def _in_column() -> str:
    return _("%(row)s, column %(letter)s")


def _lettered(place: int, title: str) -> dict[str, str]:
    return {"letter": get_column_letter(place + 1), "title": title.strip()}


def layout_of(titles: Mapping[int, str], columns: Sequence[Column], options: Options, where: str) -> Layout:
    """What the header `titles`, at `where`, says of a table that may have `columns`.

    Raises Unreadable when two titles mean one column, when none means any, and when `options.columns` leads nowhere.
    """
    finder = _Finder(columns, options, {title.strip() for title in titles.values()})
    found: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    for place, title in titles.items():
        column = finder.find(title)
        if column is None:
            unknown |= {place: title} if title.strip() else {}
            continue
        first = next((other for other, one in found.items() if one is column), None)
        if first is not None:
            message = _("column %(first)s and this one both hold %(name)s; take one of them out")
            raise Unreadable(
                message % {"first": get_column_letter(first + 1), "name": column.name}, in_column(where, place)
            )
        found[place] = column
    if not found:
        known = ", ".join(column.name for column in columns)
        raise Unreadable(_("no column has a title that is known; the columns are %(known)s") % {"known": known}, where)
    return Layout(found, unknown)


class _Finder:
    """Finds the column that a title means."""

    def __init__(self, columns: Sequence[Column], options: Options, titles: Set[str]) -> None:
        self.by_name = {column.name: column for column in columns}
        self.spellings = spellings(columns, options)
        self.chosen = {}
        for title, name in options.columns.items():
            if title.strip() not in titles:
                continue
            if name not in self.by_name:
                known = ", ".join(self.by_name)
                message = _("“%(name)s”, to which you gave the column “%(title)s”, is none of %(known)s")
                raise Unreadable(message % {"name": name, "title": title, "known": known})
            self.chosen[title.strip()] = self.by_name[name]

    def find(self, title: str) -> Column | None:
        """The column, or None."""
        title = title.strip()
        return self.chosen.get(title) or self.by_name.get(title) or self.spellings.get(folded(title))


def spellings(columns: Sequence[Column], options: Options) -> dict[str, Column]:
    """Every way to write the title of a column, folded; one that could mean two columns means none."""
    found: dict[str, Column | None] = {}
    naming = next((name for name in ("name", "title") if f"{name}.ru" in {one.name for one in columns}), None)
    for column in columns:
        ways = set(
            _ways(column, _called(column.tag, options) if column.tag else set(), is_naming=column.field == naming)
        )
        for way in ways:
            found[way] = column if found.get(way, column) is column else None
    return {way: column for way, column in found.items() if way and column is not None}


def _ways(column: Column, languages: Iterable[str], *, is_naming: bool) -> Iterator[str]:
    yield folded(column.name)
    fields = {column.field}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield folded(column.label)
            fields.add(str(column.verbose))
    for language in languages:
        yield from (folded(f"{field} {language}") for field in fields)
        if is_naming:
            yield folded(language)


def _called(tag: str, options: Options) -> set[str]:
    """What people, and the options, call a language."""
    names = {tag, *_ALSO.get(tag, ())}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            names.add(str(BY_TAG[tag].label))
    return names | {theirs for theirs, ours in options.language_map.items() if ours == tag}


def guessed_kind(titles: Mapping[int, str], columns: Mapping[str, Sequence[Column]], options: Options) -> Kind | None:
    """The kind of record of which a header with these `titles` speaks, given the `columns` of each kind.

    None when it could be several: the one that has exactly these fields, else the one that knows most of the titles.
    """
    scores: dict[str, int] = {}
    for name, known in columns.items():
        ways = spellings(known, options)
        found = [ways[folded(title)] for title in titles.values() if folded(title) in ways]
        if len(found) == len(titles) and {one.field for one in found} == {one.field for one in known}:
            return KINDS[name]
        scores[name] = len(found)
    best = [name for name, score in scores.items() if score == max(scores.values())]
    return KINDS[best[0]] if len(best) == 1 else None


def kind_for(titles: Mapping[int, str], columns: Mapping[str, Sequence[Column]], options: Options, where: str) -> Kind:
    """The kind that the options give, or that the header shows; raises Unreadable when neither does."""
    kind = KINDS.get(options.kind) if options.kind in columns else guessed_kind(titles, columns, options)
    if kind is None:
        message = _("the columns do not show of what kind these records are; say the kind: one of %(known)s")
        raise Unreadable(message % {"known": ", ".join(columns)}, where)
    return kind
