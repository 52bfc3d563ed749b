"""What every address of the API does: checks its parameters, negotiates, answers errors, tags its answers.

`PublicView` is that for any view; `RecordViewSet` adds a list and a detail of public records, so that a viewset
says no more than its serializer and its filters.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.response import HttpResponseNotModified
from django.urls import reverse
from django.utils.cache import get_conditional_response
from rest_framework.exceptions import NotFound
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from citations.api import exchange, problems
from citations.api.fields import RecordSerializer
from citations.api.pagination import KeyPagination
from citations.api.parameters import (
    LANGUAGES,
    Filter,
    Parameter,
    answer_format,
    read_parameters,
)
from citations.api.rendering import JSON, NDJSON, in_chunks, lines
from citations.languages import TAGS
from citations.models import PublicRecord
from citations.records import Kind, kind_of
from citations.validators import KEY, KEY_LENGTH


class PublicView(APIView):
    """A read-only view: its parameters are checked before anything else is done, and its answers bear an ETag."""

    http_method_names = ["get", "head", "options"]
    renderer_classes: tuple[type[BaseRenderer], ...] = (JSON,)
    #: Whether a parameter names records by key, so that the answer may be that there is none.
    names_records: ClassVar[bool] = False
    #: The checked values of the query parameters, by name.
    values: Mapping[str, Any]

    @property
    def allowed_methods(self) -> list[str]:
        return [method.upper() for method in self.http_method_names if hasattr(self, method)]

    def parameters(self) -> tuple[Parameter, ...]:
        """The query parameters of this address; every other is refused."""
        return (answer_format(*(renderer.format for renderer in self.renderer_classes)),)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a wrong method, then wrong parameters, before the rest."""
        if request.method not in self.allowed_methods:
            self.http_method_not_allowed(request)
        self.values = read_parameters(request.query_params, self.parameters())
        super().initial(request, *args, **kwargs)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with an ETag made from the body, or 304 when the reader has that answer already."""
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if isinstance(response, Response):
            response.render()
        return tagged(request, response)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """What can be asked here: the methods and the query parameters."""
        return Response(
            {
                "name": self.get_view_name(),
                "description": self.get_view_description(),
                "methods": self.allowed_methods,
                "formats": [renderer.media_type for renderer in self.renderer_classes],
                "parameters": [
                    {"name": one.name, "description": one.description, "allowed": list(one.value.allowed)}
                    for one in self.parameters()
                ],
            }
        )


def tagged(request: Any, response: HttpResponseBase) -> HttpResponseBase:
    """`response` with an ETag from its body; 304 when If-None-Match has it, a problem when If-Match has another."""
    if not isinstance(response, HttpResponse) or response.status_code != 200 or request.method not in ("GET", "HEAD"):
        return response
    response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers.setdefault("Cache-Control", "no-cache")
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if answer is response or isinstance(answer, HttpResponseNotModified):
        return answer
    return problems.problem(request, 412, "The answer here is another than If-Match names; ask without If-Match.")


class ListViewSet(GenericViewSet[Any], PublicView):
    """A list in pages, or streamed whole as NDJSON."""

    renderer_classes = (JSON, NDJSON)
    pagination_class = KeyPagination
    filter_backends = ()
    #: The parameters that narrow the list.
    filters: ClassVar[Sequence[Filter]] = ()

    def parameters(self) -> tuple[Parameter, ...]:
        own = (*self.filters, *self.pages().parameters) if self.action != "retrieve" else ()
        return (*own, *self.shared_parameters(), *super().parameters())

    def shared_parameters(self) -> tuple[Parameter, ...]:
        """Parameters of the list and of the detail."""
        return (LANGUAGES,)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The rows that match the filters."""
        rows = self.rows()
        is_ndjson = request.accepted_renderer.format == NDJSON.format
        if is_ndjson and not {"page_size", "cursor"} & set(self.values):
            body = lines(self.represented(rows)) if request.method == "GET" else ()
            return StreamingHttpResponse(body, content_type=NDJSON.media_type, headers={"Cache-Control": "no-cache"})
        pages = self.pages()
        data = self.represent(pages.paginate_queryset(rows, request, self))
        if is_ndjson:
            return HttpResponse(lines(data), content_type=NDJSON.media_type, headers=pages.link_header())
        return pages.get_paginated_response(data)

    def rows(self) -> QuerySet[Any, Any]:
        """The rows of the list: visible to everyone, and kept by every filter."""
        rows = self.visible()
        for one in self.filters:
            if one.name in self.values:
                rows = one.apply(rows, self.values[one.name])
        return rows

    def visible(self) -> QuerySet[Any, Any]:
        """What a reader who is not signed in may see, with all that the answer needs."""
        return self.get_queryset()

    def represent(self, rows: Sequence[Any]) -> Any:
        """The answers for some rows."""
        return self.get_serializer(rows, many=True).data

    def represented(self, rows: QuerySet[Any, Any]) -> Iterator[Any]:
        """The answers for all rows, a chunk at a time."""
        for chunk in in_chunks(rows, self.pages().order):
            yield from self.represent(chunk)

    def pages(self) -> KeyPagination:
        """How this list is cut into pages."""
        return self.pagination_class()

    def get_serializer_context(self) -> dict[str, Any]:
        root = self.request.build_absolute_uri(reverse("api-root"))
        return {**super().get_serializer_context(), "root": root, "languages": self.values.get("languages", TAGS)}


class RecordViewSet(ListViewSet):
    """The public records of one kind: lists hold the published (or the retired), a detail answers both."""

    lookup_field = "key"
    lookup_value_regex = "[^/]+"
    serializer_class: type[RecordSerializer]

    @property
    def renderer_classes(self) -> tuple[type[BaseRenderer], ...]:  # type: ignore[override]
        """JSON, NDJSON, and every format of exchange that holds this kind of record."""
        return (JSON, NDJSON, *exchange.renderers_for(self.kind.name))

    @property
    def kind(self) -> Kind:
        """The kind of record of this view."""
        return kind_of(self.serializer_class.rows().model)

    def shared_parameters(self) -> tuple[Parameter, ...]:
        return (*super().shared_parameters(), exchange.LOSSES)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The rows that match the filters, as JSON, or as a file of a format of exchange."""
        if not self._is_file(request):
            return super().list(request, *args, **kwargs)
        rows = self.rows()
        if {"page_size", "cursor"} & set(self.values):
            page = self.pages().paginate_queryset(rows, request, self)
            rows = self.visible().filter(pk__in=[one.pk for one in page])
        return self._file(request, rows, is_whole=True)

    def _is_file(self, request: Request) -> bool:
        """Whether the answer is a file of a format of exchange, or the report of what a format loses."""
        return isinstance(request.accepted_renderer, exchange.ExchangeRenderer) or bool(self.values.get("losses"))

    def _file(self, request: Request, rows: QuerySet[Any, Any], *, is_whole: bool) -> HttpResponseBase:
        renderer = request.accepted_renderer
        if not isinstance(renderer, exchange.ExchangeRenderer):
            return exchange.nothing_lost(renderer.format, rows)
        address = request.build_absolute_uri("/")
        is_head = request.method == "HEAD"
        return exchange.answer(
            renderer.exchange, rows, self.values, address=address, is_whole=is_whole, is_head=is_head
        )

    def get_queryset(self) -> QuerySet[Any, Any]:
        return self.serializer_class.rows()

    def visible(self) -> QuerySet[Any, Any]:
        rows: Any = super().visible()
        found: QuerySet[Any, Any] = rows.public()
        return found

    def rows(self) -> QuerySet[Any, Any]:
        rows = super().rows()
        return rows if "status" in self.values else rows.filter(status="published")

    def retrieve(self, request: Request, key: str, **kwargs: Any) -> HttpResponseBase:
        """One record by its key, published or retired."""
        is_key = len(key) <= KEY_LENGTH and KEY.fullmatch(key)
        rows = self.visible().filter(key=key)
        if is_key and self._is_file(request) and rows.exists():
            return self._file(request, rows, is_whole=False)
        record: PublicRecord | None = rows.first() if is_key else None
        if record is None:
            raise NotFound(self._unknown(key))
        return Response(self.get_serializer(record).data)

    def _unknown(self, key: str) -> str:
        rows: Any = self.visible()
        close = difflib.get_close_matches(key[:KEY_LENGTH], rows.values_list("key", flat=True), 1)
        hint = f"did you mean “{close[0]}”? " if close else ""
        kind = kind_of(rows.model)
        lists = self.request.build_absolute_uri(reverse(f"{kind.name}-list"))
        return f"There is no {kind.name} “{key}”; {hint}{lists} lists what there is."
