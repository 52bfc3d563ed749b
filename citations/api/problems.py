"""Errors as problem details (RFC 9457): one shape below /api/, in English, whatever went wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions, status

from citations.api.parameters import BadParameters
from citations.search.index import IndexOutOfDate

MEDIA_TYPE, JSON = "application/problem+json", "application/json"

#: The schema of a problem, for OpenAPI.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong, and what is allowed (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Always about:blank: the title says it."},
        "title": {"type": "string", "description": "The name of the status code."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What is wrong here and what to do."},
        "instance": {"type": "string", "format": "uri-reference", "description": "The address that was asked."},
        "errors": {
            "type": "array",
            "description": "One entry for each parameter, or member of the body, that is wrong.",
            "items": {
                "type": "object",
                "properties": {
                    "parameter": {"type": "string"},
                    "message": {"type": "string"},
                    "allowed": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["parameter", "message", "allowed"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
    "additionalProperties": False,
}


def problem(
    request: HttpRequest,
    status: int,
    detail: str,
    *,
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """The answer to `request` that says `detail`; `errors` go in when there are any."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
    }
    if errors:
        body["errors"] = list(errors)
    return JsonResponse(
        body,
        status=status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
        json_dumps_params={"ensure_ascii": False},
    )


class SearchOutOfOrder(exceptions.APIException):
    """The search index has to be rebuilt before it answers."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE

    def __init__(self, what_to_do: str) -> None:
        super().__init__(f"Search is out of order, everything else answers. To whoever runs this server: {what_to_do}")


def handle_exception(error: Exception, context: Mapping[str, Any]) -> JsonResponse | None:
    """The problem that says `error`; None for what is our own fault, which is logged and answered as 500."""
    request: HttpRequest = context["request"]._request
    if isinstance(error, BadParameters):
        return problem(
            request,
            error.status_code,
            str(error.detail),
            errors=[
                {"parameter": one.parameter, "message": one.message, "allowed": list(one.allowed)}
                for one in error.problems
            ],
        )
    if isinstance(error, Http404):
        error = exceptions.NotFound(str(error) or None)
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, IndexOutOfDate):
        error = SearchOutOfOrder(str(error))
    if not isinstance(error, exceptions.APIException):
        return None
    detail, headers = str(error.detail), {}
    if isinstance(error, exceptions.MethodNotAllowed):
        allowed = context["view"].allowed_methods
        headers["Allow"] = ", ".join(allowed)
        detail = f"{request.method} is not possible here: this API is read only. Allowed: {', '.join(allowed)}."
    elif isinstance(error, exceptions.NotAcceptable):
        offered = [renderer.media_type for renderer in context["view"].get_renderers()]
        detail = f"The answer cannot be written as the Accept header asks. Allowed: {', '.join(offered)}."
    elif isinstance(error, exceptions.UnsupportedMediaType):
        detail = f"The body is not JSON in UTF-8; send it with Content-Type: {JSON}."
    elif isinstance(error, exceptions.Throttled):
        wait = max(1, math.ceil(getattr(error, "wait", None) or 1))
        headers["Retry-After"] = str(wait)
        detail = f"Too many requests from your address; ask again in {wait} s."
    return problem(request, error.status_code, detail, headers=headers)
