"""CSV: one table of one kind of record, a row each; of the lists, the other forms of a term fold into cells.

Written as spreadsheets want it: UTF-8 with its mark, commas, CRLF. Read with commas, semicolons or tabs. A text that a
spreadsheet would take for a formula goes out behind an apostrophe and loses it on the way in; one that really begins
with apostrophes and then looks like a formula gets one more.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations.exchange.formats import Entry, Fault, Format, Heading, Options, Said, Unreadable
from citations.exchange.related import Related
from citations.exchange.tables import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    Column,
    Layout,
    cells_of,
    columns_of,
    kind_for,
    layout_of,
    values_of,
)
from citations.exchange.text import CheckedText, open_text
from citations.languages import TAGS
from citations.records import KINDS, ChildKind, Kind, Record
from citations.validators import tidy

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_SEPARATORS = (",", ";", "\t")
_QUOTED = re.compile(r'"[^"]*"')
#: Between the forms in one cell; a form that has the sign itself has it behind a backslash.
_BAR = " | "
_BETWEEN = re.compile(r"(?<!\\)\|")
_LISTS = [
    "contributions",
    "equivalences",
    "events",
    "obligations",
    "parties",
    "relations",
    "sections",
    "texts",
    "unmapped",
]
_NO_LISTS = gettext_lazy("a table has one row for a record; XLSX and JSON Lines hold its lists")
_FORMS_ALONE = ("kind", "standing", "reliability", "region", "official_for", "viewpoint", "used", "note")
_NO_MORE = gettext_lazy("a cell holds the forms alone; XLSX and JSON Lines hold what is known of each")


class Csv(Format):
    """A table that any spreadsheet opens."""

    name = "csv"
    label = "CSV"
    suffixes = (".csv", ".tsv", ".txt")
    media_type = "text/csv"
    kinds = ("organization", "person", "source", "treaty", "citation", "domain", "term", "attestation")
    whole_lists = frozenset({"designations"})
    holds_one_kind = True
    reasons: ClassVar[Mapping[str, str | Promise]] = {
        **dict.fromkeys(_LISTS, _NO_LISTS),
        **{f"designations.{name}": _NO_MORE for name in _FORMS_ALONE},
    }

    def encode(self, kind: Kind, record: Record, related: Related) -> dict[str, str]:
        cells = cells_of(kind, record)
        for child in _folded(kind):
            for tag in TAGS:
                forms = [row["text"] for row in record[child.name] if row["language"] == tag]
                cell = _BAR.join(form.replace("\\", "\\\\").replace("|", "\\|") for form in forms)
                cells[f"{child.name}.{tag}"] = cell if len(cell) <= MOST_CHARACTERS else ""
        return cells

    def decode(self, kind: Kind, item: Mapping[str, str], options: Options) -> Said:
        values = values_of(kind, item)
        for child in _folded(kind):
            said = [tag for tag in TAGS if f"{child.name}.{tag}" in item]
            if said:
                values[child.name] = [
                    {"language": tag, "text": form} for tag in said for form in _forms(item[f"{child.name}.{tag}"])
                ]
        return Said(values)

    def write(self, items: Iterable[tuple[Kind, dict[str, str]]], heading: Heading) -> Iterator[bytes]:
        (kind,) = heading.kinds
        names = [column.name for column in table_columns(kind, heading.languages)]
        line = io.StringIO(newline="")
        rows = csv.writer(line)
        rows.writerow(names)
        yield "\ufeff".encode() + line.getvalue().encode()
        for _kind, cells in items:
            line.seek(0)
            line.truncate()
            rows.writerow([_guarded(cells[name]) for name in names])
            yield line.getvalue().encode()

    def read(self, file: BinaryIO, options: Options) -> Iterator[Entry | Fault]:
        table = _Table(open_text(file, options.encoding))
        titles = dict(enumerate(next(table, [])))
        columns = {name: table_columns(KINDS[name]) for name in self.kinds}
        kind = kind_for(titles, columns, options, table.where)
        layout = layout_of(titles, columns[kind.name], options, table.where)
        for row in table:
            cells = dict(enumerate(_plain(text) for text in row))
            if table.is_cut_off and len(row) < len(titles):
                yield Fault(table.where, _("the file is cut off here: the last cells of this row are missing"))
            elif any(text.strip() for text in cells.values()):
                yield from layout.beyond(cells, table.where)
                yield self._entry(kind, layout, cells, table.where, options)

    def _entry(self, kind: Kind, layout: Layout, row: Mapping[int, str], where: str, options: Options) -> Entry:
        said = self.decode(kind, layout.cells(row), options)
        places = layout.places(where)
        for child in _folded(kind):
            column = {tag: places.get((child.name, tag), where) for tag in TAGS}
            for place, form in enumerate(said.values.get(child.name, ())):
                places[child.name, place] = column[form["language"]]
        listed = {column.tag for column in layout.columns.values() if column.field in kind.children_by_name}
        said = replace(said, unheld=layout.unheld(row), listed=tuple(tag for tag in TAGS if tag in listed))
        return Entry(kind.name, said, where, places)

    def sniff(self, head: bytes) -> bool:
        try:
            first = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "ignore")
        except UnicodeError:
            return False
        titles = re.split(r"[,;\t]", first.partition("\n")[0])
        return len(titles) > 1 and "key" in (title.strip('" \r') for title in titles)


def table_columns(kind: Kind, languages: tuple[str, ...] = TAGS) -> tuple[Column, ...]:
    """The columns of a table of this kind: its own fields, then a column for the forms in each language."""
    folded = (
        Column(f"{child.name}.{tag}", child.name, tag, child.child_model._meta.verbose_name_plural or "", _FORMS)
        for child in _folded(kind)
        for tag in languages
    )
    return (*columns_of(kind, languages), *folded)


_FORMS = gettext_lazy("Other forms, with a vertical bar between them: “внеблоковость | неприсоединение”.")


def _folded(kind: Kind) -> tuple[ChildKind, ...]:
    """The lists whose rows are a text in a language, and so can stand in a cell for each language."""
    return tuple(child for child in kind.children if {"language", "text"} <= child.columns.keys())


def _forms(cell: str) -> Iterator[str]:
    for form in _BETWEEN.split(cell):
        text = tidy(re.sub(r"\\([\\|])", r"\1", form))
        if text:
            yield text


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(text: str) -> str:
    return text[1:] if _ESCAPED.match(text) else text


class _Table:
    """The rows of a text, the header first; `where` is the row that was read last, counted as a spreadsheet does."""

    def __init__(self, text: CheckedText) -> None:
        self._text = text
        self._row = 0
        self._last = first = ""
        for first in text:
            if first.strip("\ufeff \t\n"):
                break
            self._row += 1
        else:
            raise Unreadable(_("the file is empty"))
        first = first.removeprefix("\ufeff")
        if re.fullmatch(r"sep=[,;\t]\n?", first):
            separator = first[4]
            self._row += 1
            lines: Iterator[str] = text
        else:
            separator = _separator(first)
            lines = _chained(first, text)
        self._rows = csv.reader(self._watched(lines), delimiter=separator, strict=True)

    def _watched(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._last = line
            yield line

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        self._row += 1
        try:
            row = next(self._rows)
        except csv.Error as error:
            message = _("the quotation marks of a cell do not end, or something follows them (%(reason)s)")
            raise Unreadable(message % {"reason": error}, self.where) from error
        if len(row) > MOST_COLUMNS:
            raise Unreadable(_("a table has at most %(most)s columns") % {"most": MOST_COLUMNS}, self.where)
        return row

    @property
    def where(self) -> str:
        """The row that was read last."""
        return _("row %(row)s") % {"row": self._row}

    @property
    def is_cut_off(self) -> bool:
        """Whether the line that was read last has no end."""
        return not self._last.endswith("\n")


def _separator(line: str) -> str:
    """The sign that stands most often between the titles of a header."""
    bare = _QUOTED.sub("", line)
    return max(_SEPARATORS, key=bare.count)


def _chained(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest
