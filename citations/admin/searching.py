"""Finds records by the words an editor types; the one place where the admin searches.

What is found is read from the search index, a bounded number of keys, before the list is asked for: no search looks
through all rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import models
from django.db.models.functions import Concat, StrIndex

from citations.indexing import FINDABLE
from citations.models import Source
from citations.records import KINDS, kind_of
from citations.search import engine, index, mentions
from citations.search.analysis import LONGEST_QUERY
from citations.validators import KEY_LENGTH

MOST_WORDS = 8
#: So many rows are found through other records, attestations by their terms for one.
MOST_ROWS = 1_000
#: So many of the newest changes are looked through for who made them and why.
NEWEST = 10_000


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys found, by kind; those found by a name, as (kind, key), best first; `is_cut` when there may be more."""

    by_kind: dict[str, list[str]]
    named: list[tuple[str, str]]
    is_cut: bool


def find_keys(text: str, kinds: Iterable[str], most: int = engine.MOST_HITS, *, suggest: bool = False) -> Keys:
    """The records of `kinds` that the search engine finds by their names; then those with the words elsewhere.

    Raises IndexOutOfDate when the index must be rebuilt.
    """
    asked = list(dict.fromkeys(kinds))
    named = [kind for kind in asked if kind in FINDABLE]
    if named:
        hits = engine.find(text, kinds=named, limit=most, suggest=suggest)
    else:
        index.check_version()
        hits = []
    beside = mentions.find(text, asked)
    found: dict[str, dict[str, None]] = {kind: {} for kind in asked}
    for hit in hits:
        found[hit.kind][hit.key] = None
    for kind, keys in beside.items():
        found[kind] |= dict.fromkeys(keys)
    is_cut = len(hits) >= most or any(len(keys) >= mentions.MOST_FOUND for keys in beside.values())
    return Keys({kind: list(keys) for kind, keys in found.items()}, [(hit.kind, hit.key) for hit in hits], is_cut)


@dataclass(frozen=True, slots=True)
class Found:
    """The rows found; `is_cut` when there may be more of them."""

    rows: models.QuerySet[Any]
    is_cut: bool = False


def find_records(
    queryset: models.QuerySet[Any], text: str, through: Mapping[str, Sequence[str]], *, by_relevance: bool = True
) -> Found:
    """The rows of `queryset` that hold the words, best first; then those that refer to such a record.

    `through` says by which references, and the kinds of record they lead to: {"term": ["term"]}. With `by_relevance`
    false the order stays what it is. Raises IndexOutOfDate when the index must be rebuilt.
    """
    text = printable(text)[:LONGEST_QUERY].strip()
    own = _kinds(queryset.model)
    if not text:
        return Found(queryset)
    found = find_keys(text, (*own, *chain.from_iterable(through.values())))
    keys = [key for kind in own for key in found.by_kind[kind]]
    keys += [text] if may_be_key(text) else []
    rows, is_cut = queryset.filter(key__in=keys), found.is_cut
    if through:
        ways = [
            queryset.filter(**{f"{path}__key__in": [key for kind in kinds for key in found.by_kind[kind]]})
            for path, kinds in through.items()
        ]
        rows, is_many = either(queryset, [rows, *ways])
        is_cut = is_cut or is_many
    if by_relevance and keys:
        rows = rows.order_by(_place_among(keys), *queryset.query.order_by)
    return Found(rows, is_cut)


def either(queryset: models.QuerySet[Any], ways: Sequence[models.QuerySet[Any]]) -> tuple[models.QuerySet[Any], bool]:
    """The rows of `queryset` that are in one of `ways`, at most MOST_ROWS; and whether there are more.

    One query of their own: each way has an index, the database would look through all rows for any of them.
    """
    first, *others = [way.order_by().values_list("pk", flat=True) for way in ways]
    pks = list(first.union(*others, all=True)[: MOST_ROWS + 1])
    return queryset.filter(pk__in=set(pks[:MOST_ROWS])), len(pks) > MOST_ROWS


def _place_among(keys: Sequence[str]) -> models.Case:
    """Where the key of a row stands among `keys`; of others after them all. One value, however many keys there are."""
    together = f" {' '.join(keys)} "
    place = StrIndex(models.Value(together), Concat(models.Value(" "), "key", models.Value(" ")))
    return models.Case(models.When(key__in=keys, then=place), default=len(together), output_field=models.IntegerField())


def may_be_key(text: str) -> bool:
    """Whether this may be the whole key of a record."""
    return text.isascii() and " " not in text and len(text) <= KEY_LENGTH


def find_changes(queryset: models.QuerySet[Any], text: str) -> Found:
    """The revisions whose record's key begins so; of the newest also those with all words in key, who and why."""
    words = printable(text).split()[:MOST_WORDS]
    if not words:
        return Found(queryset)
    newest = queryset.model._base_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    recent = queryset.filter(*(_somewhere(word, ("key", "by_name", "why")) for word in words), pk__gt=newest - NEWEST)
    word = words[0].lower()
    of_record = queryset.filter(kind__in=list(KINDS), key__gte=word, key__lt=word + "\U0010ffff")
    rows, is_cut = either(queryset, [recent, of_record] if len(words) == 1 else [recent])
    return Found(rows, is_cut or newest > NEWEST)


def _kinds(model: type[models.Model]) -> tuple[str, ...]:
    """The kinds that the index knows the rows of `model` as; works may be treaties."""
    return ("source", "treaty") if model is Source else (kind_of(model).name,)


def printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def find(queryset: models.QuerySet[Any], text: str, columns: Iterable[str]) -> models.QuerySet[Any]:
    """The rows of `queryset` that hold every word of `text` somewhere in `columns`, in any letter case.

    `columns` are field paths, such as name_ru or designations__text; a row comes once however often it matches.
    Without a word everything is found. Characters that are no text are left out: PostgreSQL refuses them.
    """
    words = printable(text).split()[:MOST_WORDS]
    if not words:
        return queryset
    paths = list(columns)
    found: models.QuerySet[Any, Any] = queryset.model._base_manager.all()
    for word in words:
        matching = queryset.model._base_manager.filter(_somewhere(word, paths)).values("pk")
        found = found.filter(pk__in=matching)
    return queryset.filter(pk__in=found.values("pk"))


def _somewhere(word: str, paths: Iterable[str]) -> models.Q:
    some = models.Q()
    for path in paths:
        for spelling in spellings(word):
            some |= models.Q(**{f"{path}__icontains": spelling})
    return some


def spellings(word: str) -> list[str]:
    """`word` in the letter cases worth asking for: SQLite folds the case of ASCII letters only, not of Cyrillic."""
    if word.isascii():
        return [word]
    return list(dict.fromkeys((word, word.lower(), word.capitalize(), word.upper())))
