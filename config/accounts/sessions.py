"""When a sign-in ends: after so many hours, or sooner when nothing is asked for; and whose password is not their own.

Both are stamps in the session, so that a page costs no further query. The stamp of the last request moves once in a
few minutes, for it costs a write.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from config.accounts.models import GivenPassword

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
PASSWORD_IS_GIVEN = "password_is_given"
#: How old the stamp of the last request may grow before it is moved.
STAMP_SECONDS = 300


def begin(*, request: Any, user: Any, **_others: Any) -> None:
    """Stamp a session whose user has just signed in."""
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = _now()
    if GivenPassword.objects.is_of(user):
        request.session[PASSWORD_IS_GIVEN] = True


def has_ended(session: Any) -> bool:
    """Whether the sign-in of `session` has lasted long enough, or nothing was asked for too long."""
    if SESSION_KEY not in session:
        return False
    now = _now()
    lasted, idle = now - session.get(SIGNED_IN_AT, now), now - session.get(SEEN_AT, now)
    return bool(lasted >= settings.SESSION_HOURS * 3600 or idle >= settings.IDLE_HOURS * 3600)


def go_on(session: Any) -> None:
    """Note that something was asked for."""
    if SESSION_KEY not in session:
        return
    now = _now()
    session.setdefault(SIGNED_IN_AT, now)
    if now - session.get(SEEN_AT, 0) >= STAMP_SECONDS:
        session[SEEN_AT] = now


def waits_for_password(session: Any, user: Any) -> bool:
    """Whether `user` still has to change the password they were given."""
    if not session.get(PASSWORD_IS_GIVEN):
        return False
    if GivenPassword.objects.is_of(user):
        return True
    session.pop(PASSWORD_IS_GIVEN, None)  # reading the user may have emptied the session
    return False


def _now() -> int:
    return int(timezone.now().timestamp())
