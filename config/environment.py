"""Reads one setting from the environment, and says how to mend a value that cannot be used."""

from __future__ import annotations

import difflib
import os
import re
import zoneinfo
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

PREFIX = "ENTENTE_"
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")
LEAST_SECRET = 50

#: The names of all settings asked for so far: what config/settings.py reads is what there is.
known: set[str] = set()

_HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]|\*")
_ORIGIN = re.compile(r"https?://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_RATE = re.compile(r"[1-9][0-9]{0,8}/(second|minute|hour|day)")


class RefusedSetting(ImproperlyConfigured):
    """A setting that cannot be used; the message names it and says what to write."""


def text(name: str, *, default: str) -> str:
    """The variable as it stands, without outer white space; `default` when it is not set."""
    known.add(name)
    return os.environ.get(name, default).strip()


def boolean(name: str, *, default: bool) -> bool:
    """true or false; RefusedSetting for anything else."""
    value = text(name, default="true" if default else "false")
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise RefusedSetting(f"{name}: “{value}” is neither true nor false; write true or false.")


def number(name: str, *, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`; RefusedSetting for anything else."""
    value = text(name, default=str(default))
    if not value.isascii() or not value.isdigit() or len(value) > 18 or not least <= int(value) <= most:
        raise RefusedSetting(f"{name}: “{value}” is no whole number from {least} to {most}; write one.")
    return int(value)


def choice(name: str, *, default: str, choices: Sequence[str]) -> str:
    """One of `choices`; RefusedSetting for anything else."""
    value = text(name, default=default)
    if value not in choices:
        raise RefusedSetting(f"{name}: “{value}” is unknown; write one of {', '.join(choices)}.")
    return value


def names(name: str, *, default: Sequence[str]) -> list[str]:
    """A list, separated by commas; `default` when it is not set or empty."""
    found = [part.strip() for part in text(name, default="").split(",")]
    return [part for part in found if part] or list(default)


def hosts(name: str, *, default: Sequence[str]) -> list[str]:
    """Host names without scheme and port, separated by commas; RefusedSetting for anything else."""
    found = names(name, default=default)
    for host in found:
        if not _HOST.fullmatch(host):
            raise RefusedSetting(
                f"{name}: “{host}” is no host name; write names alone, such as "
                "glossary.example.org,www.example.org (no https://, no port, no path)."
            )
    return found


def origins(name: str, *, default: Sequence[str]) -> list[str]:
    """Origins of web pages (scheme, host, port), separated by commas, or * alone; RefusedSetting for anything else."""
    found = names(name, default=default)
    for origin in found:
        if found != ["*"] and not _ORIGIN.fullmatch(origin):
            raise RefusedSetting(
                f"{name}: “{origin}” is no origin of a web page; write origins such as "
                "https://reader.example.org (no path), separated by commas, or * alone for all."
            )
    return found


def rate(name: str) -> str | None:
    """A number of requests in a time, such as 100/minute; None when it is not set; RefusedSetting for anything else."""
    value = text(name, default="")
    if value and not _RATE.fullmatch(value):
        raise RefusedSetting(
            f"{name}: “{value}” is no rate; write a number and second, minute, hour or day, such as 100/minute, "
            "or leave it out for no limit."
        )
    return value or None


def time_zone(name: str, *, default: str) -> str:
    """The name of a time zone, such as Asia/Shanghai; RefusedSetting for an unknown one."""
    value = text(name, default=default)
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RefusedSetting(
            f"{name}: “{value}” is no time zone; write one such as UTC, Europe/Moscow or Asia/Shanghai."
        ) from error
    return value


def secret(name: str) -> str | None:
    """A secret of at least LEAST_SECRET characters; None when it is not set; RefusedSetting for a weak one.

    The message never shows the value.
    """
    value = text(name, default="")
    if value and (len(value) < LEAST_SECRET or len(set(value)) < 5):
        raise RefusedSetting(
            f"{name}: the value is too weak; write at least {LEAST_SECRET} random characters, "
            "or leave it out to have one made and kept in ENTENTE_STATE_DIR."
        )
    return value or None


def refuse_misspelt() -> None:
    """RefusedSetting for a variable that is nearly, but not quite, one of the known settings."""
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            meant = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.85)
            if meant:
                raise RefusedSetting(f"{name} is not a setting; did you mean {meant[0]}? Rename it, or unset it.")
