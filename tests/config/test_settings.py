"""Settings come from the environment; what cannot be used is refused in words that say how to mend it."""

from __future__ import annotations

import os
import runpy
import stat
from pathlib import Path
from typing import Any

import pytest

from config import environment, state
from config.environment import RefusedSetting

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def settings_with(monkeypatch, tmp_path):
    """The settings as they come out of a given environment and no other."""
    for name in list(os.environ):
        if name.startswith("ENTENTE_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)
    monkeypatch.setenv("ENTENTE_STATE_DIR", str(tmp_path / "state"))

    def load(**variables: str) -> dict[str, Any]:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config" / "settings.py"))

    return load


def test_defaults_are_safe_and_embedded(settings_with, tmp_path):
    found = settings_with()
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert found["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert found["DATABASES"]["default"]["NAME"] == tmp_path / "state" / "entente.sqlite3"
    assert found["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["SECURE_SSL_REDIRECT"] is False
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert found["THROTTLE"] is None


def test_https_behind_a_proxy_makes_everything_secure(settings_with):
    found = settings_with(
        ENTENTE_HTTPS="true", ENTENTE_PROXIES="1", ENTENTE_ALLOWED_HOSTS="glossary.example.org,.example.net"
    )
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert found["CSRF_TRUSTED_ORIGINS"] == [
        "https://glossary.example.org",
        "https://example.net",
        "https://*.example.net",
    ]


def test_postgresql_by_its_address(settings_with):
    found = settings_with(DATABASE_URL="postgresql://reader:пароль@db.example.org:5433/entente")["DATABASES"]["default"]
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["HOST"], found["PORT"], found["NAME"]) == (
        "reader",
        "db.example.org",
        5433,
        "entente",
    )


DATABASE_ADVICE = (
    "write it like postgresql://user:password@host:5432/name, or sqlite:////path/to/file.sqlite3, "
    "or leave it out for the embedded database."
)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ENTENTE_DEBUG", "maybe", "ENTENTE_DEBUG: “maybe” is neither true nor false; write true or false."),
        ("ENTENTE_HTTPS", "да", "ENTENTE_HTTPS: “да” is neither true nor false; write true or false."),
        (
            "ENTENTE_PROXIES",
            "-1",
            "ENTENTE_PROXIES: “-1” is no whole number from 0 to 10; write one.",
        ),
        (
            "ENTENTE_PROXIES",
            "１",
            "ENTENTE_PROXIES: “１” is no whole number from 0 to 10; write one.",
        ),
        (
            "ENTENTE_LOG_LEVEL",
            "loud",
            "ENTENTE_LOG_LEVEL: “loud” is unknown; write one of DEBUG, INFO, WARNING, ERROR, CRITICAL.",
        ),
        (
            "ENTENTE_ALLOWED_HOSTS",
            "https://glossary.example.org",
            (
                "ENTENTE_ALLOWED_HOSTS: “https://glossary.example.org” is no host name; write names alone, such as "
                "glossary.example.org,www.example.org (no https://, no port, no path)."
            ),
        ),
        (
            "ENTENTE_CORS_ORIGINS",
            "reader.example.org",
            (
                "ENTENTE_CORS_ORIGINS: “reader.example.org” is no origin of a web page; write origins such as "
                "https://reader.example.org (no path), separated by commas, or * alone for all."
            ),
        ),
        (
            "ENTENTE_API_THROTTLE",
            "many",
            (
                "ENTENTE_API_THROTTLE: “many” is no rate; write a number and second, minute, hour or day, such as "
                "100/minute, or leave it out for no limit."
            ),
        ),
        (
            "ENTENTE_TIME_ZONE",
            "Москва",
            "ENTENTE_TIME_ZONE: “Москва” is no time zone; write one such as UTC, Europe/Moscow or Asia/Shanghai.",
        ),
        (
            "ENTENTE_SECRET_KEY",
            "topsecret",
            (
                "ENTENTE_SECRET_KEY: the value is too weak; write at least 50 random characters, or leave it out "
                "to have one made and kept in ENTENTE_STATE_DIR."
            ),
        ),
        (
            "ENTENTE_ALOWED_HOSTS",
            "glossary.example.org",
            "ENTENTE_ALOWED_HOSTS is not a setting; did you mean ENTENTE_ALLOWED_HOSTS? Rename it, or unset it.",
        ),
        (
            "DATABASE_URL",
            "mysql://root@127.0.0.1/entente",
            f"DATABASE_URL: only SQLite and PostgreSQL are supported; {DATABASE_ADVICE}",
        ),
        ("DATABASE_URL", "entente.db", f"DATABASE_URL: only SQLite and PostgreSQL are supported; {DATABASE_ADVICE}"),
        ("DATABASE_URL", "postgresql://[::1/entente", f"DATABASE_URL: it cannot be read; {DATABASE_ADVICE}"),
    ],
)
def test_what_cannot_be_used_is_refused_with_advice(settings_with, name, value, message):
    with pytest.raises(RefusedSetting) as refused:
        settings_with(**{name: value})
    assert str(refused.value) == message


def test_a_state_directory_that_cannot_be_made_is_refused_with_advice(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RefusedSetting) as refused:
        state.state_directory(tmp_path / "file" / "state")
    assert str(refused.value).startswith(
        f"ENTENTE_STATE_DIR: the directory {tmp_path / 'file' / 'state'} cannot be made"
    )
    assert str(refused.value).endswith("set ENTENTE_STATE_DIR to a directory you may write to.")


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path):
    directory = state.state_directory(tmp_path / "state")
    file = directory / "secret-key"
    key = state.secret_key(file)
    assert len(key) >= 50
    assert state.secret_key(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_an_empty_secret_key_file_is_refused_with_advice(tmp_path, monkeypatch):
    monkeypatch.setattr(state, "_WRITING_TIME", 0.0)
    (tmp_path / "secret-key").write_text("", encoding="utf-8")
    with pytest.raises(RefusedSetting) as refused:
        state.secret_key(tmp_path / "secret-key")
    assert str(refused.value) == (
        f"The secret key file {tmp_path / 'secret-key'} is empty; delete it to have a new key made "
        "(all sign-ins end then)."
    )


def test_a_variable_of_another_program_is_left_alone(settings_with):
    assert settings_with(ENTENTE_SOMETHING_ELSE_ENTIRELY="1")["DEBUG"] is False


def test_every_setting_has_a_name_of_ours(settings_with):
    settings_with()
    assert {name for name in environment.known if not name.startswith("ENTENTE_")} == {"DATABASE_URL"}
