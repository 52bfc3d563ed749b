"""Writes the database back as seed files, so that editors' work returns to version control."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from citations.models import ImportedRecord
from citations.records import KINDS, Kind, Record, Shape, to_record
from seeds.reader import Reading, read_folder
from seeds.writer import write_records


class ExportProblem(Exception):
    """The folder cannot be written over: what stands there cannot be read."""


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export by their path below the folder, and which of them differ from what stands there."""

    files: Mapping[str, str]
    different: tuple[str, ...]


def build_export(folder: Path) -> Export:
    """The seed files as the database has them now; nothing is written.

    A record stays in the file it stands in; one that is new goes where it was imported from, or into the file of
    its kind. Raises ExportProblem when a file in `folder` cannot be read.
    """
    reading = read_folder(folder, (kind.plural for kind in KINDS.values())) if folder.is_dir() else Reading()
    unreadable = [str(problem) for problem in reading.problems if "holds no .yaml file" not in problem.message]
    if unreadable:
        raise ExportProblem("\n".join(unreadable))
    places = {(entry.kind, entry.key): entry.file for entry in reading.entries}
    files: dict[str, str] = {}
    with transaction.atomic():
        imported = {(base.kind, base.key): base.file for base in ImportedRecord.objects.all()}
        rows: dict[str, list[tuple[str, Record]]] = {file: [] for file in reading.headers}
        for kind in KINDS.values():
            for instance in kind.queryset().order_by("key").iterator(chunk_size=500):
                place = places.get((kind.plural, instance.key)) or imported.get((kind.name, instance.key))
                file = place or _new_place(kind, rows)
                rows.setdefault(file, []).append((instance.key, seed(kind, to_record(instance))))
    for file, records in rows.items():
        header = reading.headers.get(file) or f"# {file.split('/')[0].removesuffix('.yaml').capitalize()}.\n"
        files[file] = write_records(header, [record for _key, record in sorted(records, key=lambda row: row[0])])
    different = [file for file, text in sorted(files.items()) if _read(folder / file) != text]
    return Export(files, tuple(different))


def write_export(export: Export, folder: Path) -> None:
    """Write the files that differ; each is replaced whole, so that none is ever half written."""
    for file in export.different:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as handle:
            handle.write(export.files[file])
            handle.flush()
            os.fsync(handle.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)


def seed(kind: Kind, record: Record) -> dict[str, Any]:
    """A record as it stands in a seed file: what is empty or a default is left out."""
    found: dict[str, Any] = {}
    for name in kind.names:
        child = kind.children_by_name.get(name)
        if child is not None:
            rows = [_without_defaults(child, row) for row in record[name]]
            if rows:
                found[name] = rows
        else:
            found |= _without_defaults(kind.tail if name in kind.tail.columns else kind, {name: record[name]})
    return found


def _without_defaults(shape: Shape, values: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in values.items():
        if value == shape.default(name):
            continue
        found[name] = {tag: text for tag, text in value.items() if text} if name in shape.translated else value
    return found


def _new_place(kind: Kind, rows: Mapping[str, Any]) -> str:
    is_folder = any(file.startswith(f"{kind.plural}/") for file in rows)
    return f"{kind.plural}/added.yaml" if is_folder else f"{kind.plural}.yaml"


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
