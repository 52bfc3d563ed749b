"""Words that records hold beside their names, of keys, descriptions and statements: found by their beginnings.

Names are found in every way there is (engine); of the rest it is enough that every word typed begins one of its words,
or stands somewhere among its Chinese characters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.db import DEFAULT_DB_ALIAS, connections, models

from citations.search.folding import fold, is_han
from citations.search.models import SearchMention

#: So many records of a kind are found at most; a word that more of them hold is common.
MOST_FOUND = 200
MOST_WORDS = 8
#: Characters of a word that count; of Chinese fewer, for a word begins at every character.
_LONGEST, _LONGEST_HAN = 40, 12
_IN = 900  # values in one IN list
_AFTER_ALL = "\U0010ffff"
_WORD = re.compile(r"[^\W_]+")


def words_typed(text: str) -> list[str]:
    """In: what was typed. Out: the words that have to be found, each once."""
    found = dict.fromkeys(word[: _LONGEST_HAN if is_chinese else _LONGEST] for word, is_chinese in _words(text))
    return list(found)[:MOST_WORDS]


def words_written(texts: Iterable[str]) -> set[str]:
    """In: the texts of a record. Out: what is written down for them; Chinese from each of its characters on."""
    found: set[str] = set()
    for word, is_chinese in _words(" ".join(texts)):
        if is_chinese:
            found.update(word[start : start + _LONGEST_HAN] for start in range(len(word)))
        else:
            found.add(word[:_LONGEST])
    return found


def _words(text: str) -> Iterator[tuple[str, bool]]:
    for match in _WORD.finditer(fold(text)):
        for is_chinese, characters in groupby(match.group(), is_han):
            yield "".join(characters), is_chinese


def write(kind: str, texts: Mapping[str, Iterable[str]], *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Write down the words of records of `kind`, given as their texts by key, in place of what was written before."""
    rows = SearchMention._default_manager.using(using)
    keys = sorted(texts)
    stored: dict[str, set[str]] = defaultdict(set)
    for chunk in _chunks(keys):
        for key, word in rows.filter(kind=kind, key__in=chunk).values_list("key", "word"):
            stored[key].add(word)
    new: list[SearchMention] = []
    for key in keys:
        wanted = words_written(texts[key])
        new += [SearchMention(kind=kind, word=word, key=key) for word in sorted(wanted - stored[key])]
        if gone := sorted(stored[key] - wanted):
            rows.filter(kind=kind, key=key, word__in=gone).delete()
    if new:
        rows.bulk_create(new, ignore_conflicts=True, batch_size=5_000)


def remove(kind: str, keys: Iterable[str], *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Take the words of these records out."""
    for chunk in _chunks(list(keys)):
        SearchMention._default_manager.using(using).filter(kind=kind, key__in=chunk).delete()


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _IN):
        yield values[start : start + _IN]


def find(text: str, kinds: Sequence[str], *, using: str = DEFAULT_DB_ALIAS) -> dict[str, list[str]]:
    """In: what was typed, kinds. Out: by kind the keys of records that hold every word of it, in order.

    At most MOST_FOUND of each kind; when all words are common, of the first of them. One query, and a second one when
    a common word stands beside others.
    """
    words = words_typed(text)
    if not words or not kinds:
        return {}
    read = _read(words, kinds, using)
    found: dict[str, set[str]] = {}
    doubtful: dict[str, list[str]] = {}
    for kind in kinds:
        lists = read[kind]
        known = [word for word in words if len(lists[word]) <= MOST_FOUND] or words[:1]
        found[kind] = set.intersection(*(set(lists[word]) for word in known))
        doubtful[kind] = [word for word in words if word not in known] if found[kind] else []
    for kind, key in _lacking(found, doubtful, using):
        found[kind].discard(key)
    return {kind: sorted(keys)[:MOST_FOUND] for kind, keys in found.items() if keys}


def _read(words: Sequence[str], kinds: Sequence[str], using: str) -> dict[str, dict[str, list[str]]]:
    """For each kind and each word the first keys of records with a word that begins so, one more than are found."""
    connection = connections[using]
    table = connection.ops.quote_name(SearchMention._meta.db_table)
    parts, values = [], []
    found: dict[str, dict[str, list[str]]] = {kind: {word: [] for word in words} for kind in kinds}
    asked = [(kind, word) for kind in kinds for word in words]
    for place, (kind, word) in enumerate(asked):
        parts.append(
            f"SELECT * FROM (SELECT {place} AS place, key FROM {table} WHERE kind = %s AND word >= %s AND word < %s "
            f"ORDER BY word, key LIMIT {MOST_FOUND + 1}) AS part{place}"
        )
        values += [kind, word, word + _AFTER_ALL]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for place, key in cursor.fetchall():
            kind, word = asked[place]
            found[kind][word].append(key)
    return found


def _lacking(found: Mapping[str, set[str]], words: Mapping[str, list[str]], using: str) -> set[tuple[str, str]]:
    """Those of the records `found`, as (kind, key), that lack one of the `words` of their kind."""
    begins, asked = models.Q(), set()
    for kind, wanted in words.items():
        for word in wanted:
            begins |= models.Q(kind=kind, key__in=found[kind], word__gte=word, word__lt=word + _AFTER_ALL)
            asked |= {(kind, key, word) for key in found[kind]}
    if not asked:
        return set()
    rows = SearchMention._default_manager.using(using).filter(begins).values_list("kind", "key", "word")
    for kind, key, written in rows:
        asked -= {(kind, key, word) for word in words[kind] if written.startswith(word)}
    return {(kind, key) for kind, key, _word in asked}
