"""The addresses of citations before those of the site, as config/api.py lists them."""

from __future__ import annotations

from django.urls import include, path

from citations.api.citing import CitingView, SourceCitationView, TreatyCitationView
from config.urls import urlpatterns as site

urlpatterns = [
    path(
        "api/v1/",
        include(
            [
                path("sources/<str:key>/citation/", SourceCitationView.as_view(), name="source-citation-detail"),
                path("treaties/<str:key>/citation/", TreatyCitationView.as_view(), name="treaty-citation-detail"),
                path("citing/", CitingView.as_view(), name="citing"),
            ]
        ),
    ),
    *site,
]
