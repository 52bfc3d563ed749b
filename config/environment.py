"""Reads one setting from the environment, and says how to mend a value that cannot be used."""

from __future__ import annotations

import os
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


def text(name: str, *, default: str) -> str:
    """The variable as it stands, without outer white space; `default` when it is not set."""
    return os.environ.get(name, default).strip()


def boolean(name: str, *, default: bool) -> bool:
    """true or false; ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}: “{value}” is neither true nor false; write true or false.")


def number(name: str, *, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`; ImproperlyConfigured for anything else."""
    value = text(name, default=str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name}: “{value}” is no whole number from {least} to {most}; write one.")
    return int(value)


def choice(name: str, *, default: str, known: Sequence[str]) -> str:
    """One of `known`; ImproperlyConfigured for anything else."""
    value = text(name, default=default)
    if value not in known:
        raise ImproperlyConfigured(f"{name}: “{value}” is unknown; write one of {', '.join(known)}.")
    return value


def names(name: str, *, default: Sequence[str]) -> list[str]:
    """A list, separated by commas; `default` when it is not set or empty."""
    found = [part.strip() for part in text(name, default="").split(",")]
    return [part for part in found if part] or list(default)
