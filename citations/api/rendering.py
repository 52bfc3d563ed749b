"""How answers are written: JSON, and NDJSON, which streams a whole list one record a line in bounded memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

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


class Negotiation(BaseContentNegotiation):
    """Chooses the form of an answer: a suffix of the address or `format=` decides, else the Accept header with its
    weights."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """The first parser: nothing is ever sent to this API."""
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """The renderer and its media type; NotAcceptable when none is wanted."""
        by_type = {renderer.media_type: renderer for renderer in renderers}
        wanted = format_suffix or request.query_params.get("format")
        for media_type, renderer in by_type.items():
            if renderer.format == wanted:
                return renderer, media_type
        preferred = request._request.get_preferred_type(list(by_type))
        if preferred is None:
            raise NotAcceptable
        return by_type[preferred], preferred


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
