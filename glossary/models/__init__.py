"""Terms: what things are called in Russian, Chinese and English, how firmly, and where it says so."""

from glossary.models.attestations import Attestation
from glossary.models.terms import (
    Designation,
    Domain,
    Equivalence,
    Reliability,
    Term,
    TermRelation,
)

__all__ = [
    "Attestation",
    "Designation",
    "Domain",
    "Equivalence",
    "Reliability",
    "Term",
    "TermRelation",
]
