"""A workbook on its way out: a sheet for each table, with choices and comments, and a guide to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from citations.exchange.formats import Heading
from citations.exchange.tables import Column, columns_of
from citations.exchange.xlsx.names import CHOICES, OWNER, guide_title, list_title
from citations.records import Kind

#: The widths of columns in characters: of words, of texts, of explanations.
NARROW, WIDE, WIDEST = 18, 40, 80
_LAST_ROW = 1_048_576
_TEXT = "@"
#: What XML cannot hold, and what would be read as the number of a character.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write_workbook(file: BinaryIO, items: Iterable[tuple[Kind, Any]], heading: Heading) -> None:
    """Write `items` to `file`; the sheets grow on the disk."""
    book = Workbook(write_only=True)
    book.properties.creator = book.properties.title = heading.title
    try:
        tables = _Tables(book, heading)
        for kind, item in items:
            tables.append(kind, item)
        tables.finish()
        book.save(file)
    finally:
        for sheet in book.worksheets:
            writer = getattr(sheet, "_writer", None)
            if writer is not None:
                Path(writer.out).unlink(missing_ok=True)


class _Tables:
    """The sheets of a workbook that is being written."""

    def __init__(self, book: Workbook, heading: Heading) -> None:
        self._book = book
        self._choices = _Choices()
        self._tables: dict[tuple[str, str], _Table] = {}
        for kind in heading.kinds:
            own = columns_of(kind, heading.languages)
            self._tables[kind.name, ""] = _Table(book, kind.plural, own, self._choices)
            for child in kind.children:
                columns = (_owner(kind), *columns_of(child, heading.languages))
                title = list_title(kind, child)
                self._tables[kind.name, child.name] = _Table(book, title, columns, self._choices)

    def append(self, kind: Kind, item: Mapping[str, Any]) -> None:
        """Write one record, a row in its sheet and the rows of its lists."""
        self._tables[kind.name, ""].append(item["cells"])
        for name, rows in item["lists"].items():
            for row in rows:
                self._tables[kind.name, name].append({OWNER: item["cells"]["key"], **row})

    def finish(self) -> None:
        """Write what explains the sheets."""
        _write_guide(self._book, list(self._tables.values()))
        self._choices.write(self._book)


def _owner(kind: Kind) -> Column:
    meta = kind.record_model._meta
    meaning = _("The key of the record to which this row belongs. The order of the rows is the order of the list.")
    return Column(OWNER, OWNER, "", meta.verbose_name or OWNER, meaning)


class _Table:
    """One sheet: a header with the names of the columns, and rows of texts."""

    def __init__(self, book: Workbook, title: str, columns: Sequence[Column], choices: _Choices) -> None:
        self.title, self.columns = title, columns
        self._sheet: Any = book.create_sheet(title)
        self._sheet.freeze_panes = "B2"
        for number, column in enumerate(columns, start=1):
            letter = get_column_letter(number)
            dimension = self._sheet.column_dimensions[letter]
            dimension.width = WIDE if column.tag else NARROW
            dimension.number_format = _TEXT
            if column.choices:
                rule = DataValidation(type="list", formula1=choices.range_of(column), allow_blank=True)
                rule.showErrorMessage = True
                rule.error = _("Choose one of the values of the list; the guide explains them.")
                rule.add(f"{letter}2:{letter}{_LAST_ROW}")
                self._sheet.data_validations.append(rule)
        self._sheet.append([self._title_cell(column) for column in columns])
        self._cell = WriteOnlyCell(self._sheet)
        self._cell.number_format = _TEXT
        self._cell.alignment = Alignment(vertical="top", wrap_text=True)

    def _title_cell(self, column: Column) -> Any:
        cell = WriteOnlyCell(self._sheet, column.name)
        cell.font = Font(name="Calibri", size=11, bold=True)
        cell.number_format = _TEXT
        cell.comment = Comment("\n".join(filter(None, (column.label, str(column.help)))), "Entente", 160, 320)
        return cell

    def append(self, cells: Mapping[str, str]) -> None:
        """Write a row."""
        self._sheet.append(self._written(cells))

    def _written(self, cells: Mapping[str, str]) -> Iterator[Any]:
        """The cells of a row; one cell serves for all, for each is written before the next is asked for."""
        for column in self.columns:
            text = cells[column.name]
            if text:
                self._cell.value = _safe(text)
                self._cell.data_type = "s"  # also what begins with an equals sign
                yield self._cell
            else:
                yield None


class _Choices:
    """The values to choose from, a column of a hidden sheet for each set of them."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], str] = {}

    def range_of(self, column: Column) -> str:
        """Where the values of `column` stand."""
        values = tuple(value for value, _label in column.choices)
        letter = self._columns.setdefault(values, get_column_letter(len(self._columns) + 1))
        return f"{CHOICES}!${letter}$1:${letter}${len(values)}"

    def write(self, book: Workbook) -> None:
        """Write the sheet."""
        sheet = book.create_sheet(CHOICES)
        sheet.sheet_state = "hidden"
        for place in range(max(map(len, self._columns), default=0)):
            sheet.append([values[place] if place < len(values) else None for values in self._columns])


def _write_guide(book: Workbook, tables: Sequence[_Table]) -> None:
    """The sheet that says what each column means and which values it takes."""
    sheet: Any = book.create_sheet(guide_title())
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", (WIDE, WIDE, WIDE, WIDEST, WIDEST), strict=True):
        sheet.column_dimensions[letter].width = width

    def row(*texts: str, is_title: bool = False) -> None:
        cells = []
        for text in texts:
            cell = WriteOnlyCell(sheet, _safe(text))
            cell.data_type = "s"
            cell.font = Font(name="Calibri", size=11, bold=is_title)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cells.append(cell)
        sheet.append(cells)

    row(_("Sheet"), _("Column"), _("Field"), _("Meaning"), _("Values"), is_title=True)
    for table in tables:
        for column in table.columns:
            choices = "\n".join(f"{value}: {label}" for value, label in column.choices)
            row(table.title, column.name, column.label, str(column.help), choices)


def _safe(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
