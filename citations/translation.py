"""Which fields of the citation models have one column per language."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from modeltranslation.translator import TranslationOptions, register, translator

from citations.languages import SUFFIXES
from citations.models import (
    Citation,
    Obligation,
    Organization,
    OrganizationRelation,
    Person,
    Source,
    Treaty,
    TreatyEvent,
    TreatyParty,
)


def keep_text_not_null(model: type[models.Model]) -> None:
    """Make the language columns of `model` NOT NULL with "" as their empty value.

    modeltranslation makes them nullable, and then the same absence has two spellings. Call it after registration.
    """
    fields = translator.get_options_for_model(model).all_fields
    for name in fields:
        for suffix in SUFFIXES:
            field: Any = model._meta.get_field(f"{name}_{suffix}")
            field.null = False
            field.default = ""
            field.blank = True


class Options(TranslationOptions):
    """Every language column is optional for modeltranslation: what is required is a constraint on the columns."""

    empty_values: ClassVar[str] = ""


@register(Person)
class PersonOptions(Options):
    fields = (
        "family_name",
        "given_name",
        "patronymic",
        "description",
        "editorial_note",
    )


@register(Organization)
class OrganizationOptions(Options):
    fields = ("name", "abbreviation", "editorial_note")


@register(OrganizationRelation)
class OrganizationRelationOptions(Options):
    fields = ("note",)


@register(Source)
class SourceOptions(Options):
    fields = (
        "title",
        "description",
        "container_title",
        "publisher",
        "publisher_place",
        "collection_title",
        "editorial_note",
    )


@register(Treaty)
class TreatyOptions(Options):
    fields = ("place",)


@register(TreatyParty)
class TreatyPartyOptions(Options):
    fields = ("office",)


@register(TreatyEvent)
class TreatyEventOptions(Options):
    fields = ("note",)


@register(Obligation)
class ObligationOptions(Options):
    fields = ("note",)


@register(Citation)
class CitationOptions(Options):
    fields = ("statement", "editorial_note")


for _model in (
    Person,
    Organization,
    OrganizationRelation,
    Source,
    Treaty,
    TreatyParty,
    TreatyEvent,
    Obligation,
    Citation,
):
    keep_text_not_null(_model)
