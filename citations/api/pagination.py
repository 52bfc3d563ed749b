"""Pages of a list in the order of a unique field, told by cursors that name the row they stand beside.

A cursor is readable (`after.non-alliance`): it needs no signature, for all it can ask is where to begin.
"""

from __future__ import annotations

import re
from typing import Any

from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from citations.api.parameters import Parameter, matching, whole_number
from citations.validators import KEY, KEY_LENGTH

DEFAULT_PAGE_SIZE, LARGEST_PAGE = 50, 500

PAGE_SIZE = Parameter(
    "page_size", whole_number(1, LARGEST_PAGE), f"How many records a page holds; {DEFAULT_PAGE_SIZE} if left out.", "20"
)


def read_cursor(text: str) -> tuple[str, str]:
    """A cursor as its direction and its position."""
    direction, _, position = text.partition(".")
    return direction, position


class KeyPagination(BasePagination):
    """Pages in the order of the key."""

    order = "key"
    cursor = Parameter(
        "cursor",
        matching(
            re.compile(f"(?:after|before)[.]{KEY.pattern}"),
            "a cursor as in `next` or `previous`, such as after.non-alliance",
            most=KEY_LENGTH + len("before."),
            read=read_cursor,
        ),
        "Where the page begins: taken from `next` or `previous`.",
        "after.1950-sino-soviet",
    )

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The query parameters of a list in pages."""
        return (PAGE_SIZE, self.cursor)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page that the view's parameters ask for."""
        self.request = request
        size: int = view.values.get("page_size", DEFAULT_PAGE_SIZE)
        direction, position = view.values.get("cursor", ("", ""))
        if direction == "before":
            rows = list(queryset.filter(**{f"{self.order}__lt": position}).order_by(f"-{self.order}")[: size + 1])
            page = rows[:size][::-1]
            has_previous, has_next = len(rows) > size, queryset.filter(**{f"{self.order}__gte": position}).exists()
        elif direction == "after":
            rows = list(queryset.filter(**{f"{self.order}__gt": position}).order_by(self.order)[: size + 1])
            page = rows[:size]
            has_previous, has_next = queryset.filter(**{f"{self.order}__lte": position}).exists(), len(rows) > size
        else:
            rows = list(queryset.order_by(self.order)[: size + 1])
            page = rows[:size]
            has_previous, has_next = False, len(rows) > size
        # Beside an empty page (its neighbour was deleted) the way leads back to the beginning.
        self.next = self._link(f"after.{getattr(page[-1], self.order)}" if page else "") if has_next else None
        self.previous = self._link(f"before.{getattr(page[0], self.order)}" if page else "") if has_previous else None
        return page

    def get_paginated_response(self, data: Any) -> Response:
        """The page with its neighbours, which stand in the Link header (RFC 8288) too."""
        return Response({"next": self.next, "previous": self.previous, "results": data}, headers=self.link_header())

    def link_header(self) -> dict[str, str]:
        """The neighbours of the page as a header; empty when it has none."""
        links = [f'<{url}>; rel="{rel}"' for rel, url in (("next", self.next), ("prev", self.previous)) if url]
        return {"Link": ", ".join(links)} if links else {}

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema of a page whose results have `schema`."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "properties": {
                "next": {**link, "description": "The next page; null on the last."},
                "previous": {**link, "description": "The page before; null on the first."},
                "results": schema,
            },
            "required": ["next", "previous", "results"],
            "additionalProperties": False,
        }

    def _link(self, cursor: str) -> str:
        address = self.request.build_absolute_uri()
        return replace_query_param(address, "cursor", cursor) if cursor else remove_query_param(address, "cursor")
