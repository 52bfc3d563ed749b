"""The OpenAPI description of the views: their parameters as they are checked, their errors as they are answered."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter

from citations.api import problems
from citations.api.base import ListViewSet, PublicView, RecordViewSet
from citations.api.exchange import LOSSES_SCHEMA, LOSSES_TYPE, ExchangeRenderer, renderers_for
from citations.api.parameters import QUERY, Parameter
from citations.api.rendering import NDJSON
from citations.records import KINDS
from citations.validators import KEY, KEY_LENGTH

_ERRORS = {
    "400": "A parameter is unknown, repeated or has a value that is not allowed; `errors` says which and what is.",
    "404": "There is no such record; drafts exist for no one outside.",
    "405": "This API is read only.",
    "406": "The Accept header asks for a form that is not offered.",
    "413": "The body is longer than is read.",
    "415": "The body is not sent as application/json.",
    "429": "Too many requests; Retry-After says when to ask again. Only where the host has set a limit.",
    "503": "The search index has to be rebuilt first; everything else answers.",
}


class PublicSchema(AutoSchema):
    """Describes a PublicView."""

    view: PublicView  # type: ignore[override]

    def get_override_parameters(self) -> list[Any]:
        """The parameters that `read_parameters` checks, and the key of a detail."""
        found = [_described(parameter) for parameter in self.view.parameters()]
        if "{key}" in self.path:
            found.append(
                OpenApiParameter(
                    "key",
                    {"type": "string", "pattern": f"^{KEY.pattern}$", "maxLength": KEY_LENGTH},
                    OpenApiParameter.PATH,
                    required=True,
                    description="The permanent key of the record.",
                )
            )
        return found

    def _get_format_parameters(self) -> list[Any]:
        return []  # `format` is one of our own parameters

    def _get_pagination_parameters(self) -> list[Any]:
        return []  # so are `cursor` and `page_size`

    def get_tags(self) -> list[str]:
        return self._tokenize_path()[:1]

    def get_operation_id(self) -> str:
        tokens = [token.replace("-", "_") for token in self._tokenize_path()]
        action = "post" if self.method == "POST" else "list" if self._is_list_view() else "get"
        return "_".join([action, *tokens]) if tokens else "get_index"

    def get_summary(self) -> str | None:
        if isinstance(self.view, RecordViewSet):
            kind = next(one for one in KINDS.values() if one.model is self.view.serializer_class.rows().model)
            return f"List {kind.plural}" if self._is_list_view() else f"One {kind.name} by its key"
        return super().get_summary()

    def _get_request_body(self, direction: Any = "request") -> Any:
        """The body of a POST, which cannot be left out."""
        body = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        return {**body, "required": True} if body else body

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        """The answer, then the errors."""
        bodies = super()._get_response_bodies(direction)
        for response in bodies.values():
            if NDJSON.media_type in response.get("content", {}):
                response["content"][NDJSON.media_type] = {
                    "schema": {"type": "string", "description": "One record a line, each as in `results`."}
                }
            for renderer in self._exchanged():
                media_type = renderer.media_type
                if media_type in response.get("content", {}):
                    schema = {"description": f"A file: {renderer.exchange.label}."}
                    kind = {} if media_type.endswith("+json") else {"type": "string"}
                    response["content"][media_type] = {"schema": kind | schema}
            if isinstance(self.view, RecordViewSet):
                response.setdefault("content", {})[LOSSES_TYPE] = {"schema": LOSSES_SCHEMA}
        if self.method == "GET":
            bodies["200"].setdefault("headers", {})["ETag"] = {
                "description": "Names this answer; send it as If-None-Match to be told 304 when nothing changed.",
                "schema": {"type": "string"},
            }
            bodies["304"] = {"description": "What If-None-Match names is still the answer."}
        for code, description in _ERRORS.items():
            if self._can_fail_with(code):
                content = {problems.MEDIA_TYPE: {"schema": self._problem()}}
                bodies[code] = {"description": description, "content": content}
        return bodies

    def _exchanged(self) -> tuple[type[ExchangeRenderer], ...]:
        """The formats of exchange that are offered here."""
        return renderers_for(self.view.kind.name) if isinstance(self.view, RecordViewSet) else ()

    def _can_fail_with(self, code: str) -> bool:
        if code == "404":
            return "{key}" in self.path or self.view.names_records
        if code in ("413", "415"):
            return self.method == "POST"
        if code == "503":
            return self.method == "POST" or any(parameter.value is QUERY for parameter in self.view.parameters())
        return True

    def _is_list_view(self, serializer: Any = None) -> bool:
        return isinstance(self.view, ListViewSet) and self.view.action == "list"

    def _problem(self) -> dict[str, Any]:
        component = ResolvedComponent(  # type: ignore[no-untyped-call]
            name="Problem", type=ResolvedComponent.SCHEMA, schema=problems.SCHEMA, object=problems.problem
        )
        self.registry.register_on_missing(component)
        reference: dict[str, Any] = component.ref
        return reference


def _described(parameter: Parameter) -> OpenApiParameter:
    # The example stands in the schema: as an example of the parameter Swagger UI would fill every form with it.
    schema = dict(parameter.value.schema)
    if parameter.example:
        written = parameter.example
        sort = schema.get("type")
        schema["examples"] = [int(written) if sort == "integer" else written.split(",") if sort == "array" else written]
    return OpenApiParameter(
        parameter.name,
        schema,
        OpenApiParameter.QUERY,
        required=parameter.required,
        description=parameter.description,
        **dict(parameter.style),
    )
