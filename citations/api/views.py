"""The views of works, treaties, people, organizations, citations and changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from citations.api import filters, serializers
from citations.api.base import ListViewSet, RecordViewSet
from citations.api.feed import public_steps, told
from citations.api.pagination import KeyPagination, read_cursor
from citations.api.parameters import Parameter, matching


class TreatyViewSet(RecordViewSet):
    """Treaties and other documents of record: parties, texts, events, obligations and relations."""

    serializer_class = serializers.TreatySerializer
    filters = filters.TREATIES


class SourceViewSet(RecordViewSet):
    """Works that can be cited, treaties among them (their url stands under treaties)."""

    serializer_class = serializers.SourceSerializer
    filters = filters.SOURCES


class PersonViewSet(RecordViewSet):
    """People, with their names as each language writes them."""

    serializer_class = serializers.PersonSerializer
    filters = filters.PEOPLE


class OrganizationViewSet(RecordViewSet):
    """States, international organizations, bodies, institutions and media, as they then were."""

    serializer_class = serializers.OrganizationSerializer
    filters = filters.ORGANIZATIONS


class CitationViewSet(RecordViewSet):
    """Who cites what, where, and how surely the cited work is known."""

    serializer_class = serializers.CitationSerializer
    filters = filters.CITATIONS


class StepPagination(KeyPagination):
    """Pages of the feed, in the order of its steps."""

    order = "pk"
    cursor = Parameter(
        "cursor",
        matching(
            re.compile("(?:after|before)[.][1-9][0-9]{0,17}"),
            "a cursor as in `next` or `previous`, or the id of a step as in after.120",
            most=len("before.") + 18,
            read=read_cursor,
        ),
        "Where the page begins: taken from `next` or `previous`, or after.<id> to ask on from a step.",
        "after.120",
    )


class ChangeViewSet(ListViewSet):
    """Every public change of every record, oldest first, for those who keep a copy.

    Keep the `id` of the last step and ask on with `cursor=after.<id>`. A record that is withdrawn or deleted says so.
    """

    serializer_class = serializers.ChangeSerializer
    pagination_class = StepPagination
    filters = filters.CHANGES

    def get_queryset(self) -> QuerySet[Any, Any]:
        return public_steps()

    def shared_parameters(self) -> tuple[Parameter, ...]:
        return ()  # a record of the feed is whole: it is the shape of the seed files

    def represent(self, rows: Sequence[Any]) -> Any:
        return super().represent(told(rows))
