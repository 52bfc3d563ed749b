"""The addresses beside the records: the index, the OpenAPI document, its reading page, and what is not there."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, URLPattern, URLResolver, resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.generators import SchemaGenerator
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from citations.api.base import PublicView
from citations.api.parameters import Parameter
from citations.api.problems import problem


def index_of(patterns: Sequence[URLPattern | URLResolver]) -> Callable[..., Any]:
    """A view that answers with the address of every endpoint among `patterns`, by its name."""
    named = [pattern.name for pattern in patterns if isinstance(pattern, URLPattern) and pattern.name]
    names = [name for name in named if not name.endswith("-detail")]
    return IndexView.as_view(names=names)


class IndexView(PublicView):
    """Every endpoint of this API."""

    names: Sequence[str] = ()
    schema = None

    def get(self, request: Request) -> Response:
        """Answer with the addresses by endpoint."""
        paths = {name: reverse(name) for name in self.names}
        root = reverse("api-root")
        return Response({path[len(root) :].strip("/"): request.build_absolute_uri(path) for path in paths.values()})


@cache
def openapi() -> bytes:
    """The OpenAPI 3.1 document of the API, made once."""
    document = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return json.dumps(document, ensure_ascii=False).encode()


class SchemaView(PublicView):
    """This API as an OpenAPI 3.1 document."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        """Answer with the document."""
        return HttpResponse(openapi(), content_type="application/json", headers={"Vary": "Accept"})


class DocsView(PublicView):
    """Swagger UI over the OpenAPI document: all of it from this host, under the same content-security policy."""

    schema = None
    renderer_classes = (TemplateHTMLRenderer,)

    def parameters(self) -> tuple[Parameter, ...]:
        return ()

    def get(self, request: Request) -> Response:
        """Answer with the page."""
        return Response({}, template_name="citations/api_docs.html")


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Every address below /api/ that is none: a problem, or the way to the address with its closing slash."""
    if request.method in ("GET", "HEAD") and _is_address(f"{request.path_info}/"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    root = request.build_absolute_uri(reverse("api-root"))
    return problem(request, 404, f"There is nothing at {request.path}; {root} lists what there is.")


def _is_address(path: str) -> bool:
    try:
        return resolve(path).func is not nothing_here
    except Resolver404:
        return False
