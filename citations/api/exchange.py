"""Lists and records in the formats of exchange: as files, streamed, and the report of what a format could not hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from rest_framework.renderers import BaseRenderer

from citations.api.parameters import BOOLEAN, Parameter
from citations.exchange.exporting import Export, selections
from citations.exchange.formats import Format, Options, formats_for
from citations.records import Kind, kind_of

#: How many losses a report lists one by one; the rest is counted.
MOST_LOSSES = 1000

#: The media type of a report, and its shape.
LOSSES_TYPE = "application/vnd.entente.losses+json"
_LINE = {"type": {"type": "string"}, "field": {"type": "string"}, "message": {"type": "string"}}
LOSSES_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What the format of the answer cannot hold, when `losses` asks for it.",
    "required": ["format", "records", "count", "summary", "losses"],
    "properties": {
        "format": {"type": "string"},
        "records": {"type": "integer"},
        "count": {"type": "integer"},
        "summary": {
            "type": "array",
            "items": {"type": "object", "properties": {**_LINE, "count": {"type": "integer"}}},
        },
        "losses": {"type": "array", "items": {"type": "object", "properties": {**_LINE, "key": {"type": "string"}}}},
    },
}

LOSSES = Parameter(
    "losses",
    BOOLEAN,
    "Instead of the records: what the format of the answer cannot hold of them, counted and listed.",
    "true",
)


class ExchangeRenderer(BaseRenderer):
    """A format of exchange, for negotiation; the view writes the file itself."""

    exchange: Format

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        raise NotImplementedError  # a file is streamed, never rendered


@cache
def renderers_for(kind: str) -> tuple[type[ExchangeRenderer], ...]:
    """A renderer for each format that holds records of `kind`."""
    return tuple(
        type(
            f"{type(one).__name__}Renderer",
            (ExchangeRenderer,),
            {"media_type": one.media_type, "format": one.name, "exchange": one, "charset": None},
        )
        for one in formats_for(kind)
    )


def answer(
    format_: Format, rows: QuerySet[Any], values: Mapping[str, Any], *, address: str, is_whole: bool, is_head: bool
) -> HttpResponseBase:
    """`rows` as a file of `format_`, or the report of what it cannot hold when `losses` asks for that.

    A whole list is streamed; one record is answered at once, so that it bears an ETag.
    """
    kind = kind_of(rows.model)
    # The moment of the last change, not of the question: the same records are the same file.
    changed = rows.aggregate(last=Max("updated_at"))["last"]
    export = Export(format_, selections(format_, kind, rows), options(values), address=address, at=changed)
    if values.get("losses"):
        return _told(report(export))
    headers = {"Content-Disposition": f'attachment; filename="{file_name(kind, rows, format_, is_whole=is_whole)}"'}
    content_type = format_.media_type if format_.is_binary else f"{format_.media_type}; charset=utf-8"
    if not is_whole:
        return HttpResponse(b"".join(export.pieces()), content_type=content_type, headers=headers)
    pieces = () if is_head else export.pieces()
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers | {"Cache-Control": "no-cache"})


def nothing_lost(name: str, rows: QuerySet[Any]) -> HttpResponse:
    """The report of an answer in JSON, which holds everything."""
    return _told({"format": name, "records": rows.count(), "count": 0, "summary": [], "losses": []})


def _told(found: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(found, ensure_ascii=False), content_type=LOSSES_TYPE)


def options(values: Mapping[str, Any]) -> Options:
    """The options of an export from the parameters of a request."""
    languages = values.get("languages")
    return Options(languages=tuple(languages)) if languages else Options()


def report(export: Export) -> dict[str, Any]:
    """What the format of `export` cannot hold: counted by field, and listed by record."""
    for _piece in export.pieces():
        pass
    counts = sorted(export.losses.counts.items(), key=lambda one: (-one[1], one[0]))
    return {
        "format": export.format.name,
        "records": export.count,
        "count": len(export.losses),
        "summary": [
            {"type": kind, "field": name, "message": message, "count": count} for (kind, name, message), count in counts
        ],
        "losses": [
            {"type": loss.kind, "key": loss.key, "field": loss.field, "message": loss.message}
            for loss in islice(export.losses, MOST_LOSSES)
        ],
    }


def file_name(kind: Kind, rows: QuerySet[Any], format_: Format, *, is_whole: bool) -> str:
    """What the file is called: terms.tbx, non-alliance.tbx."""
    stem = kind.plural if is_whole else rows.values_list("key", flat=True)[0]
    return f"{stem}{format_.suffixes[0]}"
