"""What is kept of an account beside what Django keeps."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GivenPasswordManager(models.Manager["GivenPassword"]):
    def note(self, user: Any) -> None:
        """Somebody else has just set the password of `user`."""
        self.update_or_create(user=user, defaults={"at": timezone.now()})

    def is_of(self, user: Any) -> bool:
        """Whether the password of `user` is still one that somebody else has set."""
        return self.filter(user_id=user.pk).exists()


class GivenPassword(models.Model):
    """The password of an account was set by somebody else: its owner has to change it before anything else."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = GivenPasswordManager()

    class Meta:
        verbose_name = _("given password")
        verbose_name_plural = _("given passwords")

    def __str__(self) -> str:
        return str(self.user)
