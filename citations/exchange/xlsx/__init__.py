"""XLSX: a workbook with a sheet for each kind of record and a sheet for each of its lists; it holds everything.

The sheet `terms` holds a row for each term, the sheet `terms.designations` one for each designation, with the key of
its term before it; the order of the rows is the order of the list. Cells are texts, never formulas.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from citations.exchange.formats import Entry, Fault, Format, Heading, Options, Said
from citations.exchange.related import Related
from citations.exchange.tables import cells_of, values_of
from citations.exchange.xlsx.package import Package
from citations.exchange.xlsx.reader import Reading
from citations.exchange.xlsx.sheets import Workbook
from citations.exchange.xlsx.writer import write_workbook
from citations.records import Kind, Record

PIECE = 64 << 10


class Xlsx(Format):
    """A workbook. Every kind fits, and nothing is lost."""

    name = "xlsx"
    label = "XLSX"
    suffixes = (".xlsx",)
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    is_binary = True
    kinds = ("organization", "person", "source", "treaty", "citation", "domain", "term", "attestation")
    whole_lists = None

    def encode(self, kind: Kind, record: Record, related: Related) -> dict[str, Any]:
        lists = {child.name: [cells_of(child, row) for row in record[child.name]] for child in kind.children}
        return {"cells": cells_of(kind, record), "lists": lists}

    def decode(self, kind: Kind, item: Mapping[str, Any], options: Options) -> Said:
        values = values_of(kind, item["cells"])
        for name, rows in item["lists"].items():
            values[name] = [values_of(kind.children_by_name[name], row) for row in rows]
        return Said(values)

    def write(self, items: Iterable[tuple[Kind, Any]], heading: Heading) -> Iterator[bytes]:
        with tempfile.TemporaryFile() as file:
            write_workbook(file, items, heading)
            file.seek(0)
            while piece := file.read(PIECE):
                yield piece

    def read(self, file: BinaryIO, options: Options) -> Iterator[Entry | Fault]:
        with Package(file) as package:
            yield from Reading(self, Workbook(package), options).entries()

    def sniff(self, head: bytes) -> bool:
        return head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or b"xl/" in head)
