"""The sheets of a workbook as rows of texts: what stands in each cell, or why that is no value."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import join, normpath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations.exchange.formats import Unreadable
from citations.exchange.spool import Spool
from citations.exchange.tables import MOST_COLUMNS, in_column
from citations.exchange.xlsx.numbers import NumberFormats, number_text
from citations.exchange.xlsx.package import Handler, Package

MOST_ROWS = 1_048_576
MOST_SHEETS = 256
MOST_STRINGS = 5_000_000
MOST_STYLES = 65_536
#: The longest text of a cell and of a row; spreadsheets hold less.
LONGEST_CELL = 1 << 20
LONGEST_ROW = 4 << 20

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: A character by its number; surrogates are none.
_ESCAPE = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_FORMULA = gettext_lazy("this cell holds a formula; put its value there")
_ERROR = gettext_lazy("this cell holds the error %(error)s; put a value there")
_NO_NUMBER = gettext_lazy("the number of this cell cannot be read; write it as text")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title and the part that holds it."""

    title: str
    part: str

    @property
    def where(self) -> str:
        """The sheet as a place."""
        return _("sheet “%(sheet)s”") % {"sheet": self.title}


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty: where it stands, its texts by place of the column (from 0), and the cells without a
    value, with the reason."""

    where: str
    cells: dict[int, str]
    refused: Mapping[int, str] = field(default_factory=dict)


class Workbook:
    """The sheets of a package, in order."""

    def __init__(self, package: Package) -> None:
        self._package = package
        part, links = _main_part(package)
        named = _Sheets()
        package.parse(part, named)
        by_id = {one["Id"]: one for one in links if "Id" in one and one.get("TargetMode") != "External"}
        self.sheets = [
            Sheet(title, _resolved(part, by_id[link]["Target"]))
            for title, link in named.sheets
            if link in by_id and by_id[link].get("Type", "").endswith("/worksheet") and by_id[link].get("Target")
        ]
        if not self.sheets:
            raise Unreadable(_("the workbook has no sheet with cells"))
        targets = {one.get("Type", "").rpartition("/")[2]: one.get("Target", "") for one in by_id.values()}
        self._strings, styles = _Strings(), _Styles()
        for type_, handler in (("sharedStrings", self._strings), ("styles", styles)):
            if type_ in targets:
                package.parse(_resolved(part, targets[type_]), handler)
        self._formats = NumberFormats(styles.codes, tuple(styles.of_cells), is_1904=named.is_1904)

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The rows of `sheet` that are not empty; raises Unreadable."""
        handler = _Rows(sheet, self._strings, self._formats)
        for _halt in self._package.feed(sheet.part, handler):
            yield from handler.take()


def _main_part(package: Package) -> tuple[str, list[Mapping[str, str]]]:
    """The part of the workbook itself, and where it leads."""
    links = _links(package, "_rels/.rels")
    main = next((one.get("Target", "") for one in links if one.get("Type", "").endswith("/officeDocument")), None)
    if main is None:
        raise Unreadable(_("this is no XLSX workbook; save it as XLSX, or say the format that it has"))
    part = _resolved("", main)
    folder, _slash, name = part.rpartition("/")
    return part, _links(package, join(folder, "_rels", f"{name}.rels"))


def _links(package: Package, part: str) -> list[Mapping[str, str]]:
    handler = _Links()
    package.parse(part, handler)
    return handler.links


def _resolved(part: str, target: str) -> str:
    """The part that `target`, as it stands in `part`, means."""
    return normpath(join("/", part.rpartition("/")[0], target)).lstrip("/")


class _Links(Handler):
    def __init__(self) -> None:
        self.links: list[Mapping[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            if len(self.links) >= MOST_SHEETS * 4:
                raise Unreadable(_("the workbook has more parts than any glossary needs; it was not read"))
            self.links.append(attributes)


class _Sheets(Handler):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            if len(self.sheets) >= MOST_SHEETS:
                raise Unreadable(_("the workbook has more than %(most)s sheets") % {"most": MOST_SHEETS})
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")


class _Styles(Handler):
    """The number formats: their codes by identifier, and the identifier of each style of cells."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.of_cells: list[str] = []
        self._is_of_cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:255]
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            self.of_cells.append(attributes.get("numFmtId", "0"))
        if len(self.of_cells) > MOST_STYLES or len(self.codes) > MOST_STYLES:
            raise Unreadable(_("the workbook has more than %(most)s styles of cells") % {"most": MOST_STYLES})

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_of_cells = False


class _Text(Handler):
    """Gathers the text of `t` elements, whose runs belong together; readings above the characters do not count."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._is_text = False
        self._is_reading = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "t":
            self._is_text = not self._is_reading
        elif name == "rPh":
            self._is_reading = True

    def end(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "rPh":
            self._is_reading = False

    def text(self, data: str) -> None:
        if self._is_text:
            self._length += len(data)
            if self._length > LONGEST_CELL:
                raise Unreadable(_("a cell holds more than %(most)s characters") % {"most": LONGEST_CELL})
            self._pieces.append(data)

    def taken(self) -> str:
        """The text gathered so far; what follows begins a new one."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return text


class _Strings(_Text):
    """The texts that cells share, kept on disk."""

    def __init__(self) -> None:
        super().__init__()
        self._spool = Spool()
        self._places = array("Q")
        self.at = lru_cache(maxsize=4096)(self._at)

    def end(self, name: str) -> None:
        super().end(name)
        if name == "si":
            if len(self._places) >= MOST_STRINGS:
                raise Unreadable(_("the workbook has more than %(most)s texts") % {"most": MOST_STRINGS})
            self._places.append(self._spool.append(self.taken()))

    def _at(self, index: int) -> str:
        found: str = self._spool.at(self._places[index])
        return found

    def __len__(self) -> int:
        return len(self._places)


class _Rows(_Text):
    """The rows of one sheet."""

    def __init__(self, sheet: Sheet, strings: _Strings, formats: NumberFormats) -> None:
        super().__init__()
        self._sheet, self._strings, self._formats = sheet, strings, formats
        self._done: list[Row] = []
        self._number = 0
        self._place = -1
        self._cells: dict[int, str] = {}
        self._refused: dict[int, str] = {}
        self._row_length = 0
        self._cell: Mapping[str, str] = {}
        self._has_formula = False

    def take(self) -> list[Row]:
        """The rows that are whole by now."""
        done, self._done = self._done, []
        return done

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._cell, self._has_formula = attributes, False
            self._place = self._placed(attributes.get("r", ""))
            self.taken()
        elif name == "v":
            self._is_text = True
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            stated = attributes.get("r", "")
            self._number = int(stated) if re.fullmatch(r"[0-9]{1,7}", stated) else self._number + 1
            self._place, self._cells, self._refused, self._row_length = -1, {}, {}, 0
            if self._number > MOST_ROWS:
                raise Unreadable(_("a sheet has at most %(most)s rows") % {"most": MOST_ROWS}, self._sheet.where)
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._is_text = False
        elif name == "row":
            if self._refused or any(text.strip() for text in self._cells.values()):
                self._done.append(Row(self._where, self._cells, self._refused))
            self._cells, self._refused = {}, {}
        else:
            super().end(name)

    @property
    def _where(self) -> str:
        return _("%(sheet)s, row %(row)s") % {"sheet": self._sheet.where, "row": self._number}

    def _placed(self, reference: str) -> int:
        """The place of the column that a cell says it stands in, else the one after the last cell."""
        match = _REFERENCE.fullmatch(reference)
        place = self._place + 1
        if match:
            place = 0
            for letter in match[1]:
                place = place * 26 + ord(letter) - 64
            place -= 1
        if place >= MOST_COLUMNS:
            raise Unreadable(_("a table has at most %(most)s columns") % {"most": MOST_COLUMNS}, self._where)
        return place

    def _end_cell(self) -> None:
        raw, type_ = self.taken(), self._cell.get("t", "n")
        if self._has_formula:
            self._refused[self._place] = str(_FORMULA)
        elif type_ == "e":
            self._refused[self._place] = _ERROR % {"error": raw[:20]}
        elif raw:
            text = self._value(type_, raw)
            if text is None:
                self._refused[self._place] = str(_NO_NUMBER)
                return
            self._row_length += len(text)
            if self._row_length > LONGEST_ROW:
                message = _("a row holds more than %(most)s characters") % {"most": LONGEST_ROW}
                raise Unreadable(message, in_column(self._where, self._place))
            self._cells[self._place] = text

    def _value(self, type_: str, raw: str) -> str | None:
        """The text of a cell; None for a number, or a place among the shared texts, that cannot be."""
        if type_ == "s":
            is_place = raw.strip().isdecimal() and len(raw) < 9 and int(raw) < len(self._strings)
            return _unescaped(self._strings.at(int(raw))) if is_place else None
        if type_ == "b":
            return "true" if raw.strip() == "1" else "false"
        if type_ == "n":
            return number_text(raw.strip(), self._formats, self._cell.get("s", "0"))
        return _unescaped(raw.removesuffix("T00:00:00") if type_ == "d" else raw)


def _unescaped(text: str) -> str:
    """`text` with the characters that XML cannot hold, or would change, in their place: `_x000D_`."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
