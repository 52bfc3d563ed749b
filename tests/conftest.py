"""What every test may rely on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import translation


@pytest.fixture(autouse=True)
def _the_default_language() -> Iterator[None]:
    """A request in another language leaves it active in this thread; no test inherits it."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def editor(db: None) -> Any:
    """A superuser."""
    return get_user_model().objects.create_superuser("редактор", "", "не-для-отгадывания-1996")


@pytest.fixture
def desk(editor: Any) -> Client:
    """The editor's browser."""
    client = Client()
    client.force_login(editor)
    return client
