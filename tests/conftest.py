"""What every test may rely on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import translation


def pytest_configure() -> None:
    """Passwords are hashed as quickly as can be: thousands of tests sign somebody in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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


@pytest.fixture
def scratch_database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a process with an empty database of its own, of the kind the tests run on."""
    environment = os.environ | {
        "ENTENTE_STATE_DIR": str(tmp_path / "state"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    if connection.vendor == "sqlite":
        yield environment | {"DATABASE_URL": ""}
        return
    name = f"scratch_{os.getpid()}"
    given = connection.settings_dict
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    account = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
    yield environment | {"DATABASE_URL": f"postgresql://{account}@{given['HOST']}:{given['PORT'] or 5432}/{name}"}
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
