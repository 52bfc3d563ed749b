"""The app of the accounts: the groups come with the tables, the stamps with a sign-in."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "config.accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from config.accounts import groups, sessions

        # This app stands last: the rights of all the others are there when its turn comes.
        post_migrate.connect(groups.make_groups, sender=self, dispatch_uid="accounts-groups")
        user_logged_in.connect(sessions.begin, dispatch_uid="accounts-session")
