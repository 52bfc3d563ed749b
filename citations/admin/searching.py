"""Finds records by the words an editor types; the one place where the admin searches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

MOST_WORDS = 8


def find(queryset: models.QuerySet[Any], text: str, columns: Iterable[str]) -> models.QuerySet[Any]:
    """The rows of `queryset` that hold every word of `text` somewhere in `columns`, in any letter case.

    `columns` are field paths, such as name_ru or designations__text; a row comes once however often it matches.
    Without a word everything is found. Characters that are no text are left out: PostgreSQL refuses them.
    """
    words = "".join(character if character.isprintable() else " " for character in text).split()[:MOST_WORDS]
    if not words:
        return queryset
    paths = list(columns)
    found: models.QuerySet[Any, Any] = queryset.model._base_manager.all()
    for word in words:
        some = models.Q()
        for path in paths:
            for spelling in spellings(word):
                some |= models.Q(**{f"{path}__icontains": spelling})
        matching = queryset.model._base_manager.filter(some).values("pk")
        found = found.filter(pk__in=matching)
    return queryset.filter(pk__in=found.values("pk"))


def spellings(word: str) -> list[str]:
    """`word` in the letter cases worth asking for: SQLite folds the case of ASCII letters only, not of Cyrillic."""
    if word.isascii():
        return [word]
    return list(dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())))
