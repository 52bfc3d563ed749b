"""The answers for works, treaties, people, organizations and citations, and the rows that each of them reads.

Next to a serializer stands `rows()`: the query that brings all it reads, so that a record costs the same number of
queries whether it has one child or twenty. A child that is about a draft (its party, person, other work) is left out
there; a reference that merely supports (evidence, signatory) is null instead.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from rest_framework import serializers

from citations.api.fields import (
    Code,
    Edtf,
    Names,
    RecordSerializer,
    SourceSummary,
    Summary,
    Translated,
    locator,
    reference,
    text,
)
from citations.models import (
    Citation,
    Contribution,
    Obligation,
    Organization,
    OrganizationRelation,
    Person,
    Source,
    Treaty,
    TreatyEvent,
    TreatyParty,
    TreatyRelation,
    TreatyText,
)
from citations.models.agents import OrganizationKind, OrganizationRelationKind
from citations.models.sources import CitationState, ContributionRole, SourceIdentification, SourceType
from citations.models.treaties import (
    ObligationKind,
    TreatyBinding,
    TreatyEventKind,
    TreatyKind,
    TreatyRelationKind,
    TreatyTextStanding,
)

#: What a relation is called when it is seen from its other end.
REVERSED = {
    TreatyRelationKind.REPLACES: "replaced-by",
    TreatyRelationKind.REAFFIRMS: "reaffirmed-by",
    TreatyRelationKind.IMPLEMENTS: "implemented-by",
    TreatyRelationKind.AMENDS: "amended-by",
    TreatyRelationKind.REFERS_TO: "referred-to-by",
    OrganizationRelationKind.CONTINUES: "continued-by",
    OrganizationRelationKind.SUCCEEDS: "succeeded-by",
    OrganizationRelationKind.RECOGNISED_INSTEAD_OF: "no-longer-recognised-in-favour-of",
}


def without_drafts(children: type[Model], *references: str) -> QuerySet[Any, Any]:
    """The rows of `children` in order, those about a draft left out: `references` lead to what they are about."""
    rows = children._base_manager.select_related(*references).order_by("position", "pk")
    for name in references:
        rows = rows.exclude(**{f"{name}__status": "draft"})
    return rows


class PersonSerializer(RecordSerializer):
    """A person: the parts of the name, and the name as each language writes it."""

    name = Names(help_text="As running text in each language writes it: Zheng Yu, Sergey Lavrov, 肯尼思·华尔兹.")
    family_name = Translated()
    given_name = Translated()
    patronymic = Translated()
    name_original = text(help_text="When the native language is none of Russian, Chinese and English.")
    native_language = Code(optional=True, help_text="BCP 47; it decides the order of the names.")
    description = Translated()

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        return Person.objects.select_related("replaced_by")


class OrganizationRelationSerializer(serializers.Serializer[Any]):
    """How an organization stands to another; the kind is told from this one's side."""

    kind = Code([kind for kind in OrganizationRelationKind.values] + [REVERSED[k] for k in OrganizationRelationKind])
    organization = reference(required=True)
    date = Edtf()
    according_to = reference(SourceSummary)
    note = Translated()


class OrganizationSerializer(RecordSerializer):
    """A state, an international organization, a body, an institution or a medium, as it then was."""

    name = Translated()
    abbreviation = Translated()
    kind = Code(OrganizationKind)
    existed = Edtf(help_text="From when until when.")
    polity = Code(optional=True, help_text="The country whatever its state form, such as china.")
    relations = serializers.SerializerMethodField()

    def get_relations(self, organization: Organization) -> list[dict[str, Any]]:
        pass
