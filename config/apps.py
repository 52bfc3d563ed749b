"""The project's own app configurations: its admin site, and the start page with its commands."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class EntenteAdminConfig(AdminConfig):
    default_site = "config.admin.EntenteAdminSite"


class ConfigConfig(AppConfig):
    name = "config"
