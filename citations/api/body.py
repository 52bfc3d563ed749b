"""The body of a request: a JSON object of texts, read as strictly as a query, with every problem told at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError, UnsupportedMediaType
from rest_framework.request import Request

from citations.api.parameters import Parameter, Schema, read_values

#: More than any text we take, each of its characters escaped.
MOST_BYTES = 2_000_000


class BodyTooLarge(APIException):
    """A body that is not read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"The body has more than {MOST_BYTES} bytes; send less at a time."


class _Members(list[tuple[str, Any]]):
    """The members of a JSON object as they stand there, doubles included."""


def read_body(request: Request, known: Sequence[Parameter]) -> dict[str, Any]:
    """The members of the JSON object in the body by name, each a text that its parameter reads.

    Raises UnsupportedMediaType, BodyTooLarge, ParseError for what is no JSON object, and BadParameters with all that
    is wrong in it.
    """
    sent = request._request
    if (
        sent.content_type != "application/json"
        or (sent.content_params or {}).get("charset", "utf-8").lower() != "utf-8"
    ):
        raise UnsupportedMediaType(sent.content_type or "")
    try:
        body = sent.body
    except RequestDataTooBig as error:
        raise BodyTooLarge from error
    if len(body) > MOST_BYTES:
        raise BodyTooLarge
    names = ", ".join(parameter.name for parameter in known)
    try:
        found = json.loads(body.decode(), object_pairs_hook=_Members, parse_constant=_no_constant)
        _texts(found).encode()  # an escape can smuggle in half of a surrogate pair
    except (ValueError, RecursionError) as error:
        raise ParseError(f"The body is not JSON in UTF-8 ({_place(error)}); send an object of: {names}.") from error
    if not isinstance(found, _Members):
        raise ParseError(f"The body is JSON, but no object; send an object of: {names}.")
    given: dict[str, list[Any]] = {}
    for name, value in found:
        given.setdefault(name, []).append(value)
    return read_values(given.items(), known)


def body_schema(known: Sequence[Parameter]) -> dict[str, Schema]:
    """The body for OpenAPI, by media type."""
    return {
        "application/json": {
            "type": "object",
            "properties": {one.name: {**one.value.schema, "description": one.description} for one in known},
            "required": [one.name for one in known if one.required],
            "additionalProperties": False,
        }
    }


def _texts(found: Any) -> str:
    members = found if isinstance(found, _Members) else []
    return "".join(text for member in members for text in member if isinstance(text, str))


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _place(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a character or a number that is none"
