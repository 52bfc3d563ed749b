"""A workbook on its way in: which sheet holds what, and the rows of the lists joined with their records.

Sheets come one after another, so the rows of the lists are put on the disk first; then each record is given with its.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from citations.exchange.described import folded
from citations.exchange.formats import Entry, Fault, Format, Options, Unreadable
from citations.exchange.spool import Spool
from citations.exchange.tables import Layout, columns_of, in_column, kind_for, layout_of
from citations.exchange.xlsx.names import OWNER, known_sheets, our_sheets
from citations.exchange.xlsx.sheets import Row, Sheet, Workbook
from citations.languages import TAGS
from citations.records import KINDS, ChildKind, Kind


@dataclass(frozen=True, slots=True)
class _Table:
    """One sheet below its header. `owner` is the place of the column with the keys, in a list."""

    layout: Layout
    rows: Iterator[Row]
    owner: int = -1

    def faults(self, row: Row) -> Iterator[Fault]:
        """What is wrong with the cells of `row`: those of a known column without a value, those below no title."""
        for place, message in row.refused.items():
            if place in self.layout.columns or place == self.owner:
                yield Fault(in_column(row.where, place), message)
        yield from self.layout.beyond(
            {place: text for place, text in {**row.refused, **row.cells}.items() if place != self.owner}, row.where
        )


class _Lists:
    """The rows of all lists of one kind, on disk, each leading to the one before it of the same record."""

    def __init__(self) -> None:
        self.layouts: dict[str, Layout] = {}
        self._spool = Spool()
        self._last: dict[str, int] = {}

    def add(self, key: str, name: str, row: Row) -> None:
        """Keep a row of the list `name` of the record `key`."""
        cells = list(row.cells.items())
        self._last[key] = self._spool.append([self._last.get(key), name, row.where, cells])

    def take(self, key: str) -> list[tuple[str, str, dict[int, str]]]:
        """The rows of the record `key` in their order: the list, the place, and the cells. They are given once."""
        place = self._last.pop(key, None)
        rows = []
        while place is not None:
            place, name, where, cells = self._spool.at(place)
            rows.append((name, where, dict(cells)))
        return rows[::-1]

    @property
    def left(self) -> list[str]:
        """The records whose rows were not taken."""
        return list(self._last)


class Reading:
    """One workbook as entries of a format whose items are `{"cells": {…}, "lists": {…}}`."""

    def __init__(self, format_: Format, workbook: Workbook, options: Options) -> None:
        self.format, self.workbook, self.options = format_, workbook, options
        self.records: dict[str, Sheet] = {}
        self.lists: dict[str, dict[str, Sheet]] = {}
        self.unread: tuple[tuple[str, str], ...] = ()
        self._find_sheets()

    def entries(self) -> Iterator[Entry | Fault]:
        """The records, kind by kind, each with its rows of the lists."""
        for name in self.format.kinds:
            kind, lists = KINDS[name], _Lists()
            for sheet_of, sheet in self.lists.get(name, {}).items():
                yield from self._keep(lists, sheet, kind, kind.children_by_name[sheet_of])
            if name in self.records:
                yield from self._read(self.records[name], kind, lists)
            for key in lists.left:
                yield self._entry(kind, {"key": key}, lists, key, where="")

    def _find_sheets(self) -> None:
        """Say what each sheet holds. When none is called after a kind, the first is a table of the kind that the
        options, or its columns, say; the others are not read."""
        known, ours = known_sheets(), our_sheets()
        strange: list[Sheet] = []
        for sheet in self.workbook.sheets:
            title = folded(sheet.title)
            if title in known:
                kind, child = known[title]
                place, name = (self.records, kind.name) if child is None else (self._lists_of(kind), child.name)
                if name in place:
                    message = _("this sheet and “%(other)s” hold the same; make one sheet of them")
                    raise Unreadable(message % {"other": place[name].title}, sheet.where)
                place[name] = sheet
            elif title not in ours:
                strange.append(sheet)
        if strange and not self.records and not self.lists:
            first = strange.pop(0)
            self.records[self._kind_of(first).name] = first
        plurals = ", ".join(KINDS[name].plural for name in self.format.kinds)
        message = _("no sheet is called so, and it was not read; sheets are called %(known)s") % {"known": plurals}
        self.unread = tuple((_("sheet “%(sheet)s”") % {"sheet": sheet.title}, message) for sheet in strange)

    def _lists_of(self, kind: Kind) -> dict[str, Sheet]:
        return self.lists.setdefault(kind.name, {})

    def _kind_of(self, sheet: Sheet) -> Kind:
        header = next(self.workbook.rows(sheet), None)
        if header is None:
            raise Unreadable(_("this sheet is empty; its first row holds the names of the columns"), sheet.where)
        columns = {name: columns_of(KINDS[name]) for name in self.format.kinds}
        return kind_for(header.cells, columns, self.options, header.where)

    def _table(self, sheet: Sheet, kind: Kind, child: ChildKind | None = None) -> _Table | None:
        """The sheet with its header read; None for an empty one."""
        rows = self.workbook.rows(sheet)
        header = next(rows, None)
        if header is None:
            return None
        for place, message in header.refused.items():
            raise Unreadable(message, in_column(header.where, place))
        if child is None:
            return _Table(layout_of(header.cells, columns_of(kind), self.options, header.where), rows)
        titles = dict(header.cells)
        owner = next((place for place, title in titles.items() if folded(title) == OWNER), None)
        if owner is None:
            message = _("this sheet needs a column “%(owner)s” with the key of the record to which each row belongs")
            raise Unreadable(message % {"owner": OWNER}, header.where)
        del titles[owner]
        options = replace(self.options, columns={})
        return _Table(layout_of(titles, columns_of(child), options, header.where), rows, owner)

    def _keep(self, lists: _Lists, sheet: Sheet, kind: Kind, child: ChildKind) -> Iterator[Fault]:
        """Put the rows of a list on the disk."""
        table = self._table(sheet, kind, child)
        if table is None:
            return
        lists.layouts[child.name] = table.layout
        for row in table.rows:
            yield from table.faults(row)
            key = row.cells.pop(table.owner, "").strip()
            if key:
                lists.add(key, child.name, row)
            elif table.owner not in row.refused:
                yield Fault(
                    in_column(row.where, table.owner), _("give the key of the record to which this row belongs")
                )

    def _read(self, sheet: Sheet, kind: Kind, lists: _Lists) -> Iterator[Entry | Fault]:
        """The records of one sheet."""
        table = self._table(sheet, kind)
        if table is None:
            return
        for row in table.rows:
            faults = list(table.faults(row))
            yield from faults
            if not faults:
                cells = table.layout.cells(row.cells)
                key = cells.get("key", "").strip()
                yield self._entry(kind, cells, lists, key, row.where, table.layout, {**row.refused, **row.cells})

    def _entry(
        self,
        kind: Kind,
        cells: Mapping[str, str],
        lists: _Lists,
        key: str,
        where: str,
        layout: Layout | None = None,
        row: Mapping[int, str] | None = None,
    ) -> Entry:
        """One record with its rows of the lists; a list without a sheet is not spoken of, nor are those of a record
        without a key."""
        item: dict[str, Any] = {"cells": cells, "lists": {name: [] for name in lists.layouts} if key else {}}
        unheld, self.unread = list(self.unread), ()
        places = layout.places(where) if layout else {}
        unheld += layout.unheld(row or {}) if layout else ()
        for name, at, one in lists.take(key) if key else ():
            rows, of_list = item["lists"][name], lists.layouts[name]
            places |= {(name, len(rows)): at, **of_list.places(at, (name, len(rows)))}
            unheld += of_list.unheld(one)
            rows.append(of_list.cells(one))
            where = where or at
        said = self.format.decode(kind, item, self.options)
        listed = layout.languages if layout else TAGS
        return Entry(kind.name, replace(said, unheld=tuple(unheld), listed=listed), where, places)
