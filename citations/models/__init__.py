"""Works, people, organizations and treaties: what can be cited, and the history of every record."""

from citations.models.agents import Organization, OrganizationRelation, Person
from citations.models.base import Child, LocatorLabel, PublicRecord, Recorded, Status
from citations.models.lags import Confirmation, Lag
from citations.models.revisions import ImportedRecord, Revision
from citations.models.sources import (
    Citation,
    Contribution,
    Source,
    SourceSection,
    SourceType,
)
from citations.models.treaties import (
    Obligation,
    Treaty,
    TreatyEvent,
    TreatyParty,
    TreatyRelation,
    TreatyText,
    decisive_date,
)
from citations.search.models import (
    SearchDocument,
    SearchGram,
    SearchRun,
    SearchState,
    SearchTypo,
    SearchWhole,
    SearchWord,
)

__all__ = [
    "Child",
    "Citation",
    "Confirmation",
    "Contribution",
    "ImportedRecord",
    "Lag",
    "LocatorLabel",
    "Obligation",
    "Organization",
    "OrganizationRelation",
    "Person",
    "PublicRecord",
    "Recorded",
    "Revision",
    "SearchDocument",
    "SearchGram",
    "SearchRun",
    "SearchState",
    "SearchTypo",
    "SearchWhole",
    "SearchWord",
    "Source",
    "SourceSection",
    "SourceType",
    "Status",
    "Treaty",
    "TreatyEvent",
    "TreatyParty",
    "TreatyRelation",
    "TreatyText",
    "decisive_date",
]
