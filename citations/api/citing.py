"""How to cite: one work, or many together, in a style; and what each citation could not say."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from citations.api.base import PublicView
from citations.api.fields import Code
from citations.api.parameters import (
    CONTENT_LANGUAGE,
    BadParameters,
    Parameter,
    ParameterProblem,
    matching,
    one_of,
)
from citations.citing.adapter import items_by_key
from citations.citing.items import Item, Locator
from citations.citing.registry import DEFAULT, STYLES, Cited, Style, cite, cite_many
from citations.models import LocatorLabel
from citations.records import SOURCE, TREATY, Kind
from citations.validators import KEY, KEY_LENGTH

#: How many works one request cites.
MOST = 100

STYLE = Parameter("style", one_of(*STYLES), f"The citation style; left out: {DEFAULT}.", "gost-r-7-0-5-2008-note")
LANGUAGE = Parameter(
    "language",
    CONTENT_LANGUAGE,
    "The language that every work is cited in. Left out: each in its own, as the styles ask.",
    "ru",
)


def _read_locator(text: str) -> Locator:
    label, _colon, value = text.partition(":")
    return Locator(label, value)


LOCATOR = Parameter(
    "locator",
    matching(
        re.compile(f"(?:{'|'.join(sorted(LocatorLabel.values))}):[0-9A-Za-z][0-9A-Za-z.,–-]*"),
        "what is counted and which, such as page:305, page:12-14 or article:8",
        most=40,
        read=_read_locator,
    ),
    "The place cited, for notes and for references in the text.",
    "page:305",
)
KEYS = Parameter(
    "keys",
    matching(
        re.compile(rf"(?:{KEY.pattern})(?:,(?:{KEY.pattern})){{0,{MOST - 1}}}"),
        f"keys of sources and treaties joined by commas, at most {MOST}",
        most=MOST * (KEY_LENGTH + 1),
        read=lambda text: tuple(text.split(",")),
    ),
    "The works, in the order in which they are cited.",
    "drabkin-2012,walt-1987",
    required=True,
)


class LossSerializer(serializers.Serializer[Any]):
    """What a citation could not say of a field."""

    field = serializers.CharField(read_only=True)
    message = serializers.CharField(read_only=True)


class CitationFormSerializer(serializers.Serializer[Any]):
    """A form of a citation, as text and as HTML."""

    name = serializers.CharField(read_only=True, help_text="Such as short, bibliography, repeated, same or quoted.")
    text = serializers.CharField(read_only=True)
    html = serializers.CharField(read_only=True)


class CitedSerializer(serializers.Serializer[Any]):
    """A work cited. The HTML holds nothing but text, `i` and `a`."""

    key = serializers.CharField(read_only=True)
    url = serializers.URLField(read_only=True)
    style = Code(tuple(STYLES))  # type: ignore[assignment]
    language = serializers.CharField(read_only=True, help_text="BCP 47 language of the entry.")
    label = serializers.CharField(read_only=True, help_text='The number in a numbered list; "" without one.')  # type: ignore[assignment]
    text = serializers.CharField(read_only=True)
    html = serializers.CharField(read_only=True)
    in_text = serializers.CharField(read_only=True, help_text='What stands in the text; "" where a note number does.')
    forms = CitationFormSerializer(many=True, read_only=True)
    losses = LossSerializer(many=True, read_only=True)


class ManyCitedSerializer(serializers.Serializer[Any]):
    """Works cited together."""

    style = Code(tuple(STYLES))  # type: ignore[assignment]
    results = CitedSerializer(many=True, read_only=True)


class CitingMixin:
    """What the views of citations share: the style and language asked for, and the answer for a work."""

    values: Any
    request: Any

    def style(self) -> Style:
        """The style asked for."""
        return STYLES[self.values.get("style", DEFAULT)]

    def answer(self, one: Cited, item: Item) -> dict[str, Any]:
        """One work cited, as it is answered."""
        plural = (SOURCE if item.treaty is None else TREATY).plural
        return {
            "key": one.key,
            "url": self.request.build_absolute_uri(f"{reverse('api-root')}{plural}/{one.key}/"),
            "style": self.style().id,
            "language": one.language,
            "label": one.label,
            "text": one.citation.text,
            "html": one.citation.html,
            "in_text": one.in_text.text,
            "forms": [{"name": name, "text": form.text, "html": form.html} for name, form in one.others.items()],
            "losses": [{"field": loss.field, "message": loss.message} for loss in one.losses],
        }


class SourceCitationView(CitingMixin, PublicView):
    """How to cite one work."""

    kinds: ClassVar[tuple[Kind, ...]] = (SOURCE, TREATY)
    kind: ClassVar[Kind] = SOURCE

    def parameters(self) -> tuple[Parameter, ...]:
        return (STYLE, LANGUAGE, LOCATOR, *super().parameters())

    @extend_schema(responses=CitedSerializer)
    def get(self, request: Request, key: str) -> Response:
        """Answer with the citation of the work, published or retired."""
        is_key = len(key) <= KEY_LENGTH and KEY.fullmatch(key)
        found = items_by_key([key], kinds=self.kinds, locator=self.values.get("locator")) if is_key else {}
        if key not in found:
            lists = request.build_absolute_uri(reverse(f"{self.kind.name}-list"))
            raise NotFound(f"There is no {self.kind.name} “{key}”; {lists} lists what there is.")
        item = found[key]
        return Response(self.answer(cite(item, self.style(), language=self.values.get("language", "")), item))


class TreatyCitationView(SourceCitationView):
    """How to cite one treaty."""

    kinds = (TREATY,)
    kind = TREATY


class CitingView(CitingMixin, PublicView):
    """How to cite many works together, in the order of `keys`: numbered, or with letters behind the years of works by
    the same authors in one year. In a style of notes a work may come again, and is then cited in short."""

    names_records = True

    def parameters(self) -> tuple[Parameter, ...]:
        return (KEYS, STYLE, LANGUAGE, *super().parameters())

    @extend_schema(responses=ManyCitedSerializer)
    def get(self, request: Request) -> Response:
        """Answer with the citations of all these works."""
        keys: tuple[str, ...] = self.values["keys"]
        style = self.style()
        found = items_by_key(keys)
        if unknown := [key for key in dict.fromkeys(keys) if key not in found]:
            raise NotFound(f"There is no source or treaty “{'”, “'.join(unknown)}”; leave it out or correct the key.")
        twice = [key for key in dict.fromkeys(keys) if keys.count(key) > 1]
        if twice and style.later is None:
            message = f"“{'”, “'.join(twice)}” stands twice; a list names a work once."
            raise BadParameters([ParameterProblem("keys", message, KEYS.value.allowed)])
        items = [found[key] for key in keys]
        cited = cite_many(items, style, language=self.values.get("language", ""))
        results = [self.answer(one, item) for one, item in zip(cited, items, strict=True)]
        return Response({"style": style.id, "results": results})
