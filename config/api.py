"""The public API on one screen: every endpoint below /api/v1/."""

from __future__ import annotations

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from citations.api.addresses import in_formats
from citations.api.citing import CitingView, SourceCitationView, TreatyCitationView
from citations.api.pages import DocsView, SchemaView, index_of, nothing_here
from citations.api.views import (
    ChangeViewSet,
    CitationViewSet,
    OrganizationViewSet,
    PersonViewSet,
    SourceViewSet,
    TreatyViewSet,
)
from glossary.api.search import RecognizeView, SearchView
from glossary.api.views import AttestationViewSet, DomainViewSet, TermViewSet

router = SimpleRouter()
router.register("terms", TermViewSet, "term")
router.register("domains", DomainViewSet, "domain")
router.register("treaties", TreatyViewSet, "treaty")
router.register("sources", SourceViewSet, "source")
router.register("people", PersonViewSet, "person")
router.register("organizations", OrganizationViewSet, "organization")
router.register("citations", CitationViewSet, "citation")
router.register("attestations", AttestationViewSet, "attestation")
router.register("changes", ChangeViewSet, "change")

v1 = [
    *router.urls,
    *in_formats(router.registry),
    path("sources/<str:key>/citation/", SourceCitationView.as_view(), name="source-citation-detail"),
    path("treaties/<str:key>/citation/", TreatyCitationView.as_view(), name="treaty-citation-detail"),
    path("citing/", CitingView.as_view(), name="citing"),
    path("search/", SearchView.as_view(), name="search"),
    path("recognize/", RecognizeView.as_view(), name="recognize"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocsView.as_view(), name="api-docs"),
]

urlpatterns = [
    path("v1/", index_of(v1), name="api-root"),
    path("v1/", include(v1)),
    re_path("", nothing_here),
]
