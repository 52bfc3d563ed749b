"""Every address of the site."""

from __future__ import annotations

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from config import views

urlpatterns = [
    path("", views.start, name="start"),
    path("favicon.ico", RedirectView.as_view(url=static("entente/favicon.svg"))),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
]
