"""The answers for works, treaties, people, organizations and citations, and the rows that each of them reads.

Next to a serializer stands `rows()`: the query that brings all it reads, so that a record costs the same number of
queries whether it has one child or twenty. A child that is about a draft (its party, person, other work) is left out
there; a reference that merely supports (evidence, signatory) is null instead.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from citations.api.feed import STEPS, Step
from citations.api.fields import (
    BothSides,
    Code,
    Edtf,
    Names,
    RecordSerializer,
    SourceSummary,
    Translated,
    locator,
    moment,
    plain_text,
    reference,
    whole_number,
    yes_or_no,
)
from citations.changes import Origin
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
from citations.records import KINDS, Record


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
    name_original = plain_text(help_text="When the native language is none of Russian, Chinese and English.")
    native_language = Code(optional=True, help_text="BCP 47; it decides the order of the names.")
    description = Translated()

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        return Person.objects.select_related("replaced_by")


_ORGANIZATION_REVERSED = {
    OrganizationRelationKind.CONTINUES.value: "continued-by",
    OrganizationRelationKind.SUCCEEDS.value: "succeeded-by",
    OrganizationRelationKind.RECOGNISED_INSTEAD_OF.value: "no-longer-recognised-in-favour-of",
}


class OrganizationRelationSerializer(serializers.Serializer[Any]):
    """How an organization stands to another, told from this one's side."""

    reversed = _ORGANIZATION_REVERSED

    kind = Code([*OrganizationRelationKind.values, *_ORGANIZATION_REVERSED.values()])
    organization = reference(source="other", required=True)
    date = Edtf()
    according_to = reference(SourceSummary)
    note = Translated()

    class Meta:
        list_serializer_class = BothSides


class OrganizationSerializer(RecordSerializer):
    """A state, an international organization, a body, an institution or a medium, as it then was."""

    name = Translated()
    abbreviation = Translated()
    kind = Code(OrganizationKind)
    existed = Edtf(help_text="From when until when.")
    polity = Code(optional=True, help_text="The country whatever its state form, such as china.")
    relations = OrganizationRelationSerializer(many=True, read_only=True)

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        """Organizations, with what each stands in relation to."""
        relations = without_drafts(OrganizationRelation, "other").select_related("according_to__treaty")
        reversed_ones = without_drafts(OrganizationRelation, "organization").select_related("according_to__treaty")
        return Organization.objects.select_related("replaced_by").prefetch_related(
            Prefetch("relations", relations), Prefetch("related_from", reversed_ones)
        )


class ContributionSerializer(serializers.Serializer[Any]):
    """A person or an organization that made a work, as it is named there."""

    role = Code(ContributionRole)
    person = reference()
    organization = reference()
    name_as_printed = plain_text()


class SectionSerializer(serializers.Serializer[Any]):
    """A part of a work as its locators count it: “2.8” is paragraph 8 of section 2."""

    number = whole_number(least=0, help_text="0 is what stands before the first section, such as the abstract.")
    title_as_printed = plain_text()
    paragraphs = whole_number()


class SourceSerializer(RecordSerializer):
    """Anything that can be cited; a treaty is one too, and has its url under treaties."""

    type = Code(SourceType, help_text="The CSL item type.")
    language = Code(optional=True, help_text="BCP 47 language of the work.")
    title = Translated(help_text="In the work's own language its title, in the others a translation.")
    title_original = plain_text(help_text="For a work in none of the three languages: its title as it stands.")
    title_transliterated = plain_text(
        help_text="For a work in another script, in Latin letters: Hanyu Pinyin without tones; Russian by ALA-LC."
    )
    title_as_printed = plain_text()
    description = Translated()
    contributions = ContributionSerializer(many=True, read_only=True)
    container_title = Translated()
    container_title_transliterated = plain_text(help_text="By the same rules as title_transliterated.")
    published_in = reference(SourceSummary)
    publisher = Translated()
    publisher_place = Translated()
    issued = Edtf()
    edition = plain_text()
    collection_title = Translated()
    number = plain_text()
    volume = plain_text()
    issue = plain_text()
    pages = plain_text()
    web_address = plain_text(source="url", help_text="Where the work itself is on the web.")
    archive_address = plain_text(source="archive_url")
    accessed = Edtf()
    doi = plain_text()
    isbn = plain_text()
    translation_of = reference(SourceSummary)
    identification = Code(SourceIdentification)
    sections = SectionSerializer(many=True, read_only=True)
    replaced_by = reference(SourceSummary, help_text="The successor of a retired record.")

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        """Works, treaties among them."""
        return _works(Source.objects.select_related("treaty"))


def _works(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """`rows` with what every work's answer needs."""
    return rows.select_related(
        "published_in__treaty", "translation_of__treaty", "replaced_by__treaty"
    ).prefetch_related(Prefetch("contributions", without_drafts(Contribution, "person", "organization")), "sections")


class PartySerializer(serializers.Serializer[Any]):
    """A party as it then was, with one of those who signed for it."""

    party = reference(required=True)
    signatory = reference()
    office = Translated(help_text="As held at signature.")
    bound_from = Edtf()
    bound_until = Edtf()


class TextSerializer(serializers.Serializer[Any]):
    """The treaty in one language."""

    language = Code(help_text="BCP 47.")
    standing = Code(TreatyTextStanding)
    prevails = yes_or_no(help_text="Decides when the texts differ.")
    title_as_printed = plain_text()
    publication = plain_text()
    web_address = plain_text(source="url")


class EventSerializer(serializers.Serializer[Any]):
    """Something that happened to a treaty, with its evidence."""

    kind = Code(TreatyEventKind)
    date = Edtf()
    date_as_printed = plain_text(help_text="Old Style or reign years.")
    party = reference(help_text="When one party alone did it.")
    evidence = reference(SourceSummary)
    locator = locator()
    preferred = yes_or_no(help_text="Of two events of one kind that disagree, the one we follow.")
    note = Translated()


class ObligationSerializer(serializers.Serializer[Any]):
    """What a treaty binds its parties to (after ATOP), with the article."""

    kind = Code(ObligationKind)
    locator = locator()
    evidence = reference(SourceSummary)
    note = Translated()


_TREATY_REVERSED = {
    TreatyRelationKind.REPLACES.value: "replaced-by",
    TreatyRelationKind.REAFFIRMS.value: "reaffirmed-by",
    TreatyRelationKind.IMPLEMENTS.value: "implemented-by",
    TreatyRelationKind.AMENDS.value: "amended-by",
    TreatyRelationKind.REFERS_TO.value: "referred-to-by",
}


class TreatyRelationSerializer(serializers.Serializer[Any]):
    """How a treaty stands to another, told from this one's side."""

    reversed = _TREATY_REVERSED

    kind = Code([*TreatyRelationKind.values, *_TREATY_REVERSED.values()])
    treaty = reference(SourceSummary, source="other", required=True)

    class Meta:
        list_serializer_class = BothSides


class RegistrationSerializer(serializers.Serializer[Any]):
    """Where a treaty is registered in the United Nations Treaty Series; each "" when it is not."""

    number = plain_text(source="registration_number")
    volume = plain_text(source="registration_volume")
    page = plain_text(source="registration_page")


class TreatySerializer(SourceSerializer):
    """A treaty or another document of record, with all that a source has."""

    kind = Code(TreatyKind)
    binding = Code(TreatyBinding)
    place = Translated()
    signed = Edtf(help_text="Derived from the events.")
    entered_into_force = Edtf(help_text="Derived from the events.")
    ended = Edtf(help_text="Derived from the events; of two ends that disagree, the preferred one.")
    registration = RegistrationSerializer(source="*", read_only=True)
    parties = PartySerializer(many=True, read_only=True)
    texts = TextSerializer(many=True, read_only=True)
    events = EventSerializer(many=True, read_only=True)
    obligations = ObligationSerializer(many=True, read_only=True)
    relations = TreatyRelationSerializer(many=True, read_only=True)

    first = ("key", "url", "status", "kind", "binding", "type", "language", "title", "title_original", "place")

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        """Treaties, with parties, texts, events, obligations, and relations from both sides."""
        return _works(Treaty.objects.all()).prefetch_related(
            Prefetch("parties", without_drafts(TreatyParty, "party").select_related("signatory")),
            Prefetch("texts", without_drafts(TreatyText)),
            Prefetch("events", without_drafts(TreatyEvent, "party").select_related("evidence__treaty")),
            Prefetch("obligations", without_drafts(Obligation).select_related("evidence__treaty")),
            Prefetch("relations", without_drafts(TreatyRelation, "other")),
            Prefetch("related_from", without_drafts(TreatyRelation, "treaty")),
        )


class CitationSerializer(RecordSerializer):
    """One work citing another at a place."""

    citing = reference(SourceSummary, required=True)
    cited = reference(SourceSummary, help_text="Null when it is unknown.")
    note_number = whole_number(allow_null=True)
    sequence = whole_number(help_text="Which work of this note.")
    paragraph = plain_text(help_text="Where the mark stands in the citing work: section.paragraph.")
    locator = locator()
    as_printed = plain_text(help_text="The note as printed; misprints are the citing author's.")
    statement = Translated(help_text="What the citation supports, in our own words.")
    state = Code(CitationState, help_text="A candidate is a conjecture.")

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        """Citations with both works."""
        return Citation.objects.select_related("citing__treaty", "cited__treaty", "replaced_by")


class ChangeSerializer(serializers.Serializer[Any]):
    """One step in the history of a record, as far as a reader may know of it."""

    id = whole_number(help_text="Grows with every step: ask on with cursor=after.<id>.")
    kind = Code(tuple(KINDS))
    key = plain_text()
    url = serializers.SerializerMethodField(help_text="Null when the record is public no more.")
    version = whole_number()
    at = moment()
    origin = Code(Origin)
    change = Code(STEPS)
    record = serializers.SerializerMethodField(
        help_text="The record as this step made it, in the shape of the seed files; null when it is public no more."
    )

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_url(self, step: Step) -> str | None:
        """Where the record is now."""
        return f"{self.context['root']}{KINDS[step.kind].plural}/{step.key}/" if step.is_public else None

    @extend_schema_field({"type": ["object", "null"], "additionalProperties": True})
    def get_record(self, step: Step) -> Record | None:
        """The canonical record."""
        return step.record
