"""Terms: what things are called in Russian, Chinese and English, how firmly, and where it says so."""

from glossary.models.attestations import Attestation
from glossary.models.overview import AuditFinding, AuditRun, Figures
from glossary.models.terms import (
    Designation,
    Domain,
    Equivalence,
    Reliability,
    Term,
    TermRelation,
)
from glossary.models.unmapped import UnmappedItem

__all__ = [
    "Attestation",
    "AuditFinding",
    "AuditRun",
    "Designation",
    "Domain",
    "Equivalence",
    "Figures",
    "Reliability",
    "Term",
    "TermRelation",
    "UnmappedItem",
]
