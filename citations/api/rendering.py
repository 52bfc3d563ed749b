"""How answers are written: JSON, and NDJSON, which streams a whole list one record a line in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework.renderers import JSONRenderer

CHUNK = 200


class JSON(JSONRenderer):
    """Compact JSON in UTF-8."""


class NDJSON(JSONRenderer):
    """One JSON text a line (newline-delimited JSON); a single record is one line."""

    media_type = "application/x-ndjson"
    format = "ndjson"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        return b"".join(lines(data if isinstance(data, list) else [data]))


def lines(records: Iterable[Any]) -> Iterator[bytes]:
    """Each record as one line of JSON."""
    renderer = JSONRenderer()
    for record in records:
        yield renderer.render(record) + b"\n"


def in_chunks(rows: QuerySet[Any, Any], order: str) -> Iterator[list[Any]]:
    """All `rows`, a few hundred at a time, in the order of their unique field `order`.

    Each chunk is a query of its own that begins behind the last row, so that a slow reader holds neither memory nor
    a cursor of the database.
    """
    rows = rows.order_by(order)
    chunk = list(rows[:CHUNK])
    while chunk:
        yield chunk
        if len(chunk) < CHUNK:
            return
        chunk = list(rows.filter(**{f"{order}__gt": getattr(chunk[-1], order)})[:CHUNK])
