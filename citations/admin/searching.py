"""Finds records by the words an editor types; the one place where the admin searches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from citations.indexing import FINDABLE
from citations.models import PublicRecord, Source
from citations.records import kind_of
from citations.search.analysis import LONGEST_QUERY
from citations.search.engine import best_keys

MOST_WORDS = 8


def find_records(
    queryset: models.QuerySet[Any], text: str, columns: Iterable[str], *, by_relevance: bool = True
) -> models.QuerySet[Any]:
    """The rows of `queryset` that the search engine finds by their names, best first; then what `find` finds.

    Kinds that the engine does not know are found by `find` alone. With `by_relevance` false the order stays what it is.
    Raises IndexOutOfDate when the index must be rebuilt.
    """
    text = _printable(text)[:LONGEST_QUERY].strip()
    kinds = _kinds(queryset.model)
    if not text or not kinds:
        return find(queryset, text, columns)
    keys = best_keys(text, *kinds)
    holding = find(queryset.model._base_manager.all(), text, columns)
    found = queryset.filter(models.Q(key__in=keys) | models.Q(pk__in=holding.values("pk")))
    if not by_relevance or not keys:
        return found
    places = [models.When(key=key, then=place) for place, key in enumerate(keys)]
    relevance = models.Case(*places, default=len(keys), output_field=models.IntegerField())
    return found.order_by(relevance, *queryset.query.order_by)


def _kinds(model: type[models.Model]) -> tuple[str, ...]:
    """The kinds that the engine knows the rows of `model` as; works may be treaties."""
    if model is Source:
        return ("source", "treaty")
    kind = kind_of(model).name if issubclass(model, PublicRecord) else ""
    return (kind,) if kind in FINDABLE else ()


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def find(queryset: models.QuerySet[Any], text: str, columns: Iterable[str]) -> models.QuerySet[Any]:
    """The rows of `queryset` that hold every word of `text` somewhere in `columns`, in any letter case.

    `columns` are field paths, such as name_ru or designations__text; a row comes once however often it matches.
    Without a word everything is found. Characters that are no text are left out: PostgreSQL refuses them.
    """
    words = _printable(text).split()[:MOST_WORDS]
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
