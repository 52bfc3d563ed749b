"""The answers for terms, domains and attestations, and the rows that each of them reads (see citations.api)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from citations.api.fields import (
    BothSides,
    Code,
    Edtf,
    RecordSerializer,
    SourceSummary,
    Summary,
    Translated,
    TranslatedCode,
    Url,
    Whole,
    locator,
    plain_text,
    reference,
    yes_or_no,
)
from citations.api.serializers import without_drafts
from citations.languages import TAGS
from citations.models import LocatorLabel
from glossary.models import Attestation, Designation, Domain, Equivalence, Reliability, Term, TermRelation
from glossary.models.attestations import AttestationAttests, AttestationMode
from glossary.models.terms import (
    DesignationKind,
    DesignationStanding,
    EquivalenceDegree,
    EquivalenceFirmness,
    TermRelationKind,
)
from glossary.models.unmapped import UnmappedLevel
from glossary.parallels import find_parallels


class DomainSerializer(RecordSerializer):
    """A field of knowledge that terms belong to."""

    name = Translated()
    parent = reference(help_text="The wider domain; null at the top.")

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        """Domains with the wider ones."""
        return Domain.objects.select_related("parent", "replaced_by")


class Speaker(Summary):
    """Whose words they are."""

    kind = Code(("person", "organization"), source="kind_name")

    def get_attribute(self, instance: Any) -> Any:
        speaker = instance.speaker_person or instance.speaker_organization
        return None if speaker is None or speaker.status == "draft" else speaker


class DesignationSerializer(serializers.Serializer[Any]):
    """Another form of the concept: a synonym, an abbreviation, a spelling, a contested name."""

    language = Code(TAGS)
    text = plain_text()
    region = Code(optional=True, help_text="ISO 3166-1 or UN M49, such as TW.")
    kind = Code(DesignationKind)
    standing = Code(DesignationStanding)
    reliability = Code(Reliability)
    official_for = reference(help_text="Whose official form this is.")
    viewpoint = reference(help_text="Whose word it is: contested names stand side by side.")
    used = Edtf(help_text="From when until when.")
    note = Translated()


class EquivalenceSerializer(serializers.Serializer[Any]):
    """How two languages of the term correspond, where there is something to say."""

    from_language = Code(TAGS)
    to_language = Code(TAGS)
    degree = Code(EquivalenceDegree, help_text="What the first form is, seen from the second.")
    firmness = Code(EquivalenceFirmness)
    evidence = reference(SourceSummary)
    locator = locator()
    note = Translated()


_REVERSED = {TermRelationKind.BROADER.value: "narrower"}


class TermRelationSerializer(serializers.Serializer[Any]):
    """How the term stands to another, told from this one's side: broader names the wider term."""

    reversed = _REVERSED

    kind = Code([*TermRelationKind.values, *_REVERSED.values()])
    term = reference(source="other", required=True)

    class Meta:
        list_serializer_class = BothSides


class UnmappedSerializer(serializers.Serializer[Any]):
    """What a file of exchange said in a category that has no field here."""

    format = plain_text(help_text="The format it came in, such as tbx.")
    level = Code(UnmappedLevel, help_text="Whether it is said of the concept, of a language or of a designation.")
    language = Code(TAGS, optional=True)
    designation = plain_text(help_text="The name or designation it is said of.")
    category = plain_text(help_text="As the format calls it.")
    value = plain_text()


class TextLanguage(Code):
    """The language of a text of a treaty; null when there is none."""

    def to_representation(self, value: Any) -> str | None:
        return super().to_representation(value.language)


class SeenSerializer(serializers.Serializer[Any]):
    """A term seen at a place in a work: the evidence for a form, a definition or a use."""

    attests = Code(AttestationAttests)
    language = Code(TAGS)
    form = plain_text(help_text="As it stands there, inflected or misspelt.")
    source = reference(SourceSummary, required=True)  # type: ignore[assignment]
    text_language = TextLanguage(source="text", optional=True, help_text="Which text, when the source is a treaty.")
    locator = locator()
    speaker = Speaker(read_only=True, allow_null=True, help_text="When they are not the author's words.")
    said = Edtf(help_text="When the words were said.")
    mode = Code(AttestationMode)
    quoted_from = reference(SourceSummary, help_text="The work quoted there, when it is seen at second hand.")
    context = Translated(help_text="What is said there, in our own words.")  # type: ignore[assignment]


class TermAttestationSerializer(SeenSerializer):
    """An attestation as its term shows it."""

    key = plain_text()
    url = Url()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        return {name: fields[name] for name in dict.fromkeys(("key", "url", *fields))}


class AttestationSerializer(RecordSerializer, SeenSerializer):
    """An attestation with its term."""

    term = reference(required=True)

    first = ("key", "url", "status", "term")

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        """Attestations with their term, source and speaker."""
        found: QuerySet[Any, Any] = _attestations().select_related("term", "replaced_by")
        return found


def _attestations() -> Any:
    return Attestation.objects.select_related(
        "source__treaty", "text", "speaker_person", "speaker_organization", "quoted_from__treaty"
    )


class Form(serializers.Serializer[Any]):
    """One of the forms that meet at a place."""

    language = Code(TAGS)
    form = plain_text()
    attestation = plain_text(source="key", help_text="The key of the attestation.")
    url = Url()


class ParallelList(serializers.ListSerializer[Any]):
    """The parallels among the attestations that the term shows."""

    def get_attribute(self, instance: Any) -> Any:
        return find_parallels(instance.attestations.all())


class ParallelLocator(serializers.Serializer[Any]):
    """The place at which the forms meet; how it is printed is each attestation's own."""

    label = Code(LocatorLabel, source="locator_label")  # type: ignore[assignment]
    value = plain_text(source="locator_value")


class ParallelSerializer(serializers.Serializer[Any]):
    """The term at one place of a treaty in two or more of its authentic texts: derived from the attestations."""

    treaty = reference(SourceSummary, required=True)
    locator = ParallelLocator(source="*", read_only=True)
    forms = Form(source="attestations", many=True, read_only=True)

    class Meta:
        list_serializer_class = ParallelList


class Transcriptions(Whole):
    """The Chinese name in other writing, and which of it is computed rather than an editor's word."""

    schema: ClassVar[dict[str, Any]] = {
        "type": "object",
        "properties": {
            "zh-Hant": {"type": "string", "description": "Traditional characters."},
            "pinyin": {"type": "string", "description": "Hanyu pinyin with tones (GB/T 16159)."},
            "palladius": {"type": "string", "description": "The Russian transcription of Palladius."},
            "computed": {
                "type": "array",
                "items": {"type": "string", "enum": ["zh-Hant", "pinyin", "palladius"]},
                "description": "Which of them a program made; the others are an editor's.",
            },
        },
        "required": ["zh-Hant", "pinyin", "palladius", "computed"],
        "additionalProperties": False,
    }

    def to_representation(self, value: Term) -> dict[str, Any]:
        written = {"zh-Hant": value.name_zh_hant, "pinyin": value.pinyin, "palladius": value.palladius}
        found = value.transcriptions()
        return {**found, "computed": [name for name, text in written.items() if found[name] and not text]}


class TermSerializer(RecordSerializer):
    """A concept: its names, how firm they are, what it means, and where it says so."""

    name = Translated(help_text="The preferred designation.")
    transcriptions = Transcriptions()
    reliability = TranslatedCode(Reliability, help_text="How firm each name is; null where there is none.")
    definition = Translated()
    usage_note = Translated(help_text="What a translator should know.")
    gap_note = Translated(help_text="Why a language has no word for it.")
    domain = reference()
    case_sensitive = yes_or_no(help_text="Recognised in texts only in this letter case.")
    designations = DesignationSerializer(many=True, read_only=True)
    equivalences = EquivalenceSerializer(many=True, read_only=True)
    relations = TermRelationSerializer(many=True, read_only=True)
    unmapped = UnmappedSerializer(many=True, read_only=True)
    attestations = TermAttestationSerializer(many=True, read_only=True)
    parallels = ParallelSerializer(many=True, read_only=True)

    @staticmethod
    def rows() -> QuerySet[Any, Any]:
        """Terms with all their children, attestations, and relations from both sides."""
        return Term.objects.select_related("domain", "replaced_by").prefetch_related(
            Prefetch("designations", without_drafts(Designation, "viewpoint").select_related("official_for")),
            Prefetch("equivalences", without_drafts(Equivalence).select_related("evidence__treaty")),
            Prefetch("relations", without_drafts(TermRelation, "other")),
            Prefetch("related_from", without_drafts(TermRelation, "term")),
            "unmapped",
            Prefetch("attestations", _attestations().public().published().order_by("key")),
        )
