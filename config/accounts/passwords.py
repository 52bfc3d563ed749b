"""A password that somebody else has set is changed by its owner, to another one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class AnotherThanGiven:
    """Validator: who was given a password does not choose the same one again; whatever is chosen is their own."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse the password that `user` was given."""
        from config.accounts.models import GivenPassword

        if user is None or user.pk is None or not GivenPassword.objects.is_of(user):
            return
        if user.check_password(password):
            raise ValidationError(
                _("This is the password you were given: choose another, which nobody else knows."),
                code="password_is_given",
            )

    def password_changed(self, password: str, user: Any = None) -> None:
        """Django calls this when a password is saved. Who sets it for somebody else notes so afterwards."""
        from config.accounts.models import GivenPassword

        if user is not None:
            GivenPassword.objects.filter(user_id=user.pk).delete()

    def get_help_text(self) -> str:
        """What the form says of it."""
        return _("Your password can’t be the one that you were given.")
