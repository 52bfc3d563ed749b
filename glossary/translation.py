"""Which fields of the glossary models have one column per language."""

from __future__ import annotations

from modeltranslation.translator import register

from citations.translation import Options, keep_text_not_null
from glossary.models import Attestation, Designation, Domain, Equivalence, Term


@register(Domain)
class DomainOptions(Options):
    fields = ("name", "editorial_note")


@register(Term)
class TermOptions(Options):
    fields = (
        "name",
        "reliability",
        "definition",
        "usage_note",
        "gap_note",
        "editorial_note",
    )


@register(Designation)
class DesignationOptions(Options):
    fields = ("note",)


@register(Equivalence)
class EquivalenceOptions(Options):
    fields = ("note",)


@register(Attestation)
class AttestationOptions(Options):
    fields = ("context", "editorial_note")


for _model in (Domain, Term, Designation, Equivalence, Attestation):
    keep_text_not_null(_model)
