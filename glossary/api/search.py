"""Search over everything that has a name, and recognition of those names in a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from citations.api import fields, parameters
from citations.api.base import PublicView
from citations.api.body import body_schema, read_body
from citations.api.fields import Code, Names, Url, plain_text
from citations.api.parameters import (
    KEY_VALUE,
    LANGUAGE_VALUE,
    LANGUAGES,
    QUERY,
    Parameter,
    Refusal,
    Value,
    one_of,
    some_of,
)
from citations.indexing import FINDABLE, RECOGNISED, public_names
from citations.languages import TAGS
from citations.records import KINDS
from citations.search import engine, recognition
from citations.search.ranking import TIERS
from glossary.api.filters import with_subdomains

DEFAULT_LIMIT, MOST = 20, 100

Q = Parameter(
    "q",
    QUERY,
    "What is looked for: any name in any of the languages, inflected, in either Chinese script, transcribed, begun or "
    "misspelt.",
    "неприсоединения",
    required=True,
)
TYPE = Parameter(
    "type",
    some_of(*FINDABLE),
    "Only these kinds of record, joined by commas.",
    "term,treaty",
    {"style": "form", "explode": False},
)
LANGUAGE = Parameter("language", LANGUAGE_VALUE, "Only names in this language (BCP 47).", "ru")
DOMAIN = Parameter("domain", KEY_VALUE, "Only terms of this domain and of all domains below it.", "diplomacy")
LIMIT = Parameter(
    "limit", parameters.whole_number(1, MOST), f"How many hits are answered at most; {DEFAULT_LIMIT} if left out.", "5"
)
SUGGEST = Parameter(
    "suggest", one_of("1"), "To be asked at each key pressed: looks less far for slips and the like.", "1"
)


def _read_text(text: str) -> str:
    if len(text) > recognition.LONGEST_TEXT:
        raise Refusal(f"has {len(text)} characters; send at most {recognition.LONGEST_TEXT} at a time.")
    return text


TEXT = Parameter(
    "text",
    Value(
        _read_text,
        (f"a text of at most {recognition.LONGEST_TEXT} characters",),
        {"type": "string", "maxLength": recognition.LONGEST_TEXT},
    ),
    "The text to read.",
    required=True,
)
TEXT_LANGUAGE = Parameter(
    "language", LANGUAGE_VALUE, "Only names in this language (BCP 47); left out: in any, for texts are often mixed."
)
BODY = (TEXT, TEXT_LANGUAGE)


class MatchSerializer(serializers.Serializer[Any]):
    """Why a record was found."""

    text = plain_text(help_text="The name that was found.")
    language = plain_text(help_text="Its language (BCP 47).")
    tier = Code(TIERS, help_text="How what was typed leads to it.")


class HitSerializer(serializers.Serializer[Any]):
    """A record found."""

    type = Code(FINDABLE)
    key = plain_text()
    url = Url()
    status = Code(("published", "retired"), help_text="Retired: withdrawn but readable.")
    name = Names()
    match = MatchSerializer(read_only=True)
    score = fields.whole_number(help_text="From 1000 (the very name) downwards; comparable within one answer.")


class SearchSerializer(serializers.Serializer[Any]):
    """What was found, best first; no hit when nothing is near."""

    results = HitSerializer(many=True, read_only=True)


class NamedSerializer(serializers.Serializer[Any]):
    """A record that a place in a text names."""

    type = Code(RECOGNISED)
    key = plain_text()
    url = Url()
    name = Names()
    language = plain_text(help_text="The language (BCP 47) of the name that stands there.")
    form = plain_text(help_text="The name that stands there, as the record has it.")


class SpanSerializer(serializers.Serializer[Any]):
    """A place in the text; the places do not overlap."""

    start = fields.whole_number(least=0, help_text="Where it begins, in code points from 0.")
    end = fields.whole_number(help_text="Where it ends: the code point after its last.")
    text = plain_text(help_text="What stands there.")
    records = NamedSerializer(many=True, read_only=True, help_text="What it names, all of them.")


class RecognizedSerializer(serializers.Serializer[Any]):
    """What a text names, in the order of the text."""

    spans = SpanSerializer(many=True, read_only=True)


class NamingMixin:
    """What both views answer with: records in short."""

    values: Mapping[str, Any]
    request: Any

    def in_short(self, kind: str, instance: Any) -> dict[str, Any]:
        """A record as both views name it."""
        root = self.request.build_absolute_uri(reverse("api-root"))
        return {
            "type": kind,
            "key": instance.key,
            "url": f"{root}{KINDS[kind].plural}/{instance.key}/",
            "name": {tag: instance.display_name(tag) for tag in self.values.get("languages", TAGS)},
        }


class SearchView(NamingMixin, PublicView):
    """Terms, treaties, sources, people and organizations by any of their names, best first.

    Published and retired records are found, each with its `status`; drafts are not.
    """

    def parameters(self) -> tuple[Parameter, ...]:
        return (Q, TYPE, LANGUAGE, DOMAIN, LIMIT, SUGGEST, LANGUAGES, *super().parameters())

    @extend_schema(responses=SearchSerializer)
    def get(self, request: Request) -> Response:
        """Answer with what is found, best first."""
        facets = {"status": ["published", "retired"]}
        if "domain" in self.values:
            # A name no domain has, so that an unknown domain finds nothing.
            facets["domain"] = [*with_subdomains(self.values["domain"]).values()] or ["-"]
        hits = engine.find(
            self.values["q"],
            kinds=self.values.get("type", ()),
            language=self.values.get("language"),
            facets=facets,
            limit=self.values.get("limit", DEFAULT_LIMIT),
            suggest="suggest" in self.values,
        )
        instances = public_names((hit.kind, hit.key) for hit in hits)
        results = []
        for hit in hits:
            instance = instances.get((hit.kind, hit.key))
            if instance is not None:
                short = self.in_short(hit.kind, instance)
                match = {"text": hit.match.text, "language": hit.match.language, "tier": hit.match.tier}
                name = short.pop("name")
                results.append({**short, "status": instance.status, "name": name, "match": match, "score": hit.score})
        return Response({"results": results})


class RecognizeView(NamingMixin, PublicView):
    """The terms, treaties, people and organizations that stand in a text, and where.

    Russian is known in every case and number, Chinese in either script and without word boundaries; where names overlap
    the longest counts. Only published records are looked for. Nothing is kept of the text.
    """

    http_method_names = ["post", "options"]

    def parameters(self) -> tuple[Parameter, ...]:
        return (LANGUAGES, *super().parameters())

    @extend_schema(request=body_schema(BODY), responses=RecognizedSerializer)
    def post(self, request: Request) -> Response:
        """Answer with the places at which something is named."""
        sent = read_body(request, BODY)
        spans = recognition.recognise(
            sent["text"], sent.get("language"), kinds=RECOGNISED, facets={"status": "published"}
        )
        instances = public_names((record.kind, record.key) for span in spans for record in span.records)
        return Response(
            {
                "spans": [
                    {
                        "start": span.start,
                        "end": span.end,
                        "text": span.text,
                        "records": [
                            {
                                **self.in_short(record.kind, instances[record.kind, record.key]),
                                "language": record.language,
                                "form": record.text,
                            }
                            for record in span.records
                            if (record.kind, record.key) in instances
                        ],
                    }
                    for span in spans
                ]
            }
        )
