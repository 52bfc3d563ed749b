"""The editors' admin of works, citations, people, organizations, treaties and history."""

from citations.admin.agents import OrganizationAdmin, PersonAdmin
from citations.admin.revisions import RevisionAdmin
from citations.admin.sources import CitationAdmin, SourceAdmin
from citations.admin.treaties import TreatyAdmin, TreatyTextAdmin

__all__ = [
    "CitationAdmin",
    "OrganizationAdmin",
    "PersonAdmin",
    "RevisionAdmin",
    "SourceAdmin",
    "TreatyAdmin",
    "TreatyTextAdmin",
]
