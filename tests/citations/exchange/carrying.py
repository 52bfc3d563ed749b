"""Carries records out through a format and in again, for the tests of the formats."""

from __future__ import annotations

import io
from typing import Any

from citations.exchange.exporting import Export, everything
from citations.exchange.formats import Options, formats
from citations.exchange.importing import Outcome, import_file
from citations.exchange.losses import LossReport
from citations.history import difference
from citations.records import KINDS, Record, to_record

#: What the records of a kind refer to and a format of that kind alone does not hold.
BEFORE = {"term": ("organization", "person", "source", "treaty", "domain")}


def out(name: str, *kinds: str, **given: Any) -> tuple[bytes, LossReport]:
    """The file with all records of `kinds` (of all that the format holds), drafts too, and its losses."""
    format_ = formats()[name]
    export = Export(format_, everything(kinds or format_.kinds), is_public=False, **given)
    return b"".join(export.pieces()), export.losses


def back(data: bytes | str, format_name: str, *, options: Options | None = None, **given: Any) -> Outcome:
    """Import a file of the format `format_name`."""
    content = data.encode() if isinstance(data, str) else data
    return import_file(io.BytesIO(content), formats()[format_name], options, **given)


def records(*kinds: str) -> dict[tuple[str, str], Record]:
    """Every record of `kinds` in the base, by kind and key."""
    return {(kind, one.key): to_record(one) for kind in kinds for one in KINDS[kind].queryset()}


def unnamed(before: Record, after: Record, report: LossReport) -> list[str]:
    """What differs between two records and stands in no loss of the report."""
    named = {
        name
        for loss in report
        if loss.key == before["key"]
        for name in (loss.field, loss.field.partition("[")[0], loss.field.partition(".")[0])
    }
    found = []
    for step in difference(before, after):
        path = step.name if step.language is None else f"{step.name}.{step.language}"
        if path not in named and step.name not in {name for name in named if "." not in name}:
            found.append(f"{before['key']}: {path}: {step.before!r} → {step.after!r}")
    return found


def kinds_before(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that have to be in the base before a file with records of `kinds`."""
    wanted = {kind for held in kinds for kind in BEFORE.get(held, ())}
    return tuple(kind for kind in KINDS if kind in wanted - set(kinds))
