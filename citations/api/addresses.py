"""Addresses of lists and records in a format of exchange, with the format as a suffix: terms.tbx, terms/KEY.tbx."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import URLPattern, re_path

from citations.api.base import RecordViewSet
from citations.api.exchange import renderers_for


def in_formats(registry: Iterable[tuple[str, Any, str]]) -> list[URLPattern]:
    """The addresses of every record viewset in `registry` (a router's) by each of its formats.

    They answer as `format=` does, and stand beside the schema: it describes each address once.
    """
    patterns = []
    for prefix, viewset, _name in registry:
        if issubclass(viewset, RecordViewSet):
            names = "|".join(one.format for one in renderers_for(viewset().kind.name))
            many = viewset.as_view({"get": "list"}, schema=None)
            single = viewset.as_view({"get": "retrieve"}, schema=None)
            patterns.append(re_path(rf"^{prefix}\.(?P<format>{names})$", many))
            patterns.append(re_path(rf"^{prefix}/(?P<key>[^/]+)\.(?P<format>{names})$", single))
    return patterns
