"""Recognition: which records a text names, and where; the reverse of search, on the same index."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS

from citations.search import index, russian
from citations.search.analysis import STOP_STEMS, Label
from citations.search.folding import HAN, fold, is_han, tokens_of
from citations.search.store import Candidates, Narrowing, Store, Wanted

LONGEST_TEXT = 100_000
_LONGEST_SPAN = 40  # tokens of a label that are looked for


class TextRefused(ValueError):
    """A text that is not searched: too long."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record a span names: its kind and key, and the label that is recognised."""

    kind: str
    key: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text, in code points (`text[start:end]`), and the records it names."""

    start: int
    end: int
    text: str
    records: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    folded: str
    stem: str
    gap: bool  # whether a sentence ends before it
    after_hyphen: bool  # whether a hyphen ties it to the one before
    glued: bool = False  # whether it is several words of the text, hyphens left out


# What stands between two words of one name; anything else ends it.
_WITHIN = re.compile(r"""[\s\u00a0'"«»“”„‘’()（）《》〈〉,，·・/.-]*\Z""")
_SENTENCE_END = re.compile(r"[.!?;:。！？；：]\s|\n\s*\n|[!?;。！？；]")
_RAW_WORD = re.compile(rf"[{HAN}]|(?:[^\W_{HAN}][\u0300-\u036f'’ʹʼ]*)+")


def _tokens(text: str) -> list[_Token]:
    """In: a text. Out: its words and Chinese characters with their places."""
    found: list[_Token] = []
    before = 0
    for match in _RAW_WORD.finditer(text):
        folded = "".join(tokens_of(fold(match.group())))
        if not folded:
            continue
        between = text[before : match.start()]
        gap = bool(between) and (bool(_SENTENCE_END.search(between)) or not _WITHIN.match(_plain_dashes(between)))
        stem = folded if is_han(folded[0]) else russian.stem(folded[:40])
        found.append(
            _Token(match.start(), match.end(), folded, stem, gap, between != "" and _plain_dashes(between) == "-")
        )
        before = match.end()
    return found


def _glue(tokens: Sequence[_Token]) -> list[_Token]:
    """In: the words of a text. Out: them with those that hyphens tie made one: «multi-polar» may be multipolar."""
    found: list[_Token] = []
    for token in tokens:
        if not token.after_hyphen or not found or is_han(token.folded[0]) or is_han(found[-1].folded[0]):
            found.append(token)
            continue
        first = found[-1]
        folded = first.folded + token.folded
        found[-1] = replace(first, end=token.end, folded=folded, stem=russian.stem(folded[:40]), glued=True)
    return found


def _plain_dashes(text: str) -> str:
    return re.sub(r"[‐‑‒–—―−]", "-", text)


def recognise(
    text: str,
    language: str | None = None,
    *,
    kinds: Iterable[str] = (),
    facets: Mapping[str, str | Iterable[str]] | None = None,
    shortest_han: int = 2,
    using: str = DEFAULT_DB_ALIAS,
) -> list[Span]:
    """In: a text of at most 100,000 characters. Out: the spans that name a record, in order, none overlapping another.

    Where names overlap the longest is taken, then the earliest. Russian is known in every case and number, Chinese in
    either script and wherever it stands; a label with the role "case" only as it is written. `language` (BCP 47) keeps
    to labels in that language. A Chinese label shorter than `shortest_han` characters is passed over: 和 and 法 stand
    in every sentence. Raises TextRefused for a longer text, IndexOutOfDate when the index must be rebuilt.
    """
    if len(text) > LONGEST_TEXT:
        raise TextRefused(f"The text has {len(text)} characters; at most {LONGEST_TEXT} are allowed.")
    store = Store(using, Narrowing.of(kinds, facets))
    store.read(Wanted())
    if store.state:
        index.judge(*store.state)
    parted = _tokens(text)
    glued = _glue(parted)
    windows = [(parted[start:end], whole) for start, end, whole in _windows(parted, store, shortest_han)]
    if len(glued) < len(parted):
        more = ((glued[start:end], whole) for start, end, whole in _windows(glued, store, shortest_han))
        windows += [(tokens, whole) for tokens, whole in more if any(token.glued for token in tokens)]
    known = store.wholes_by_hash({whole for _, whole in windows})
    hits = [(tokens, known[whole]) for tokens, whole in windows if whole in known]
    numbers = list(dict.fromkeys(number for _, found in hits for number in found))
    rows = {row.id: row for row in store.documents(Candidates(numbers, len(numbers)))[0]}
    labels = {row.id: index.labels_from(row.labels) for row in rows.values()}
    hits.sort(key=lambda hit: (hit[0][0].start - hit[0][-1].end, hit[0][0].start))
    taken = bytearray(len(text))
    spans: list[Span] = []
    for tokens, found in hits:
        here, there = tokens[0].start, tokens[-1].end
        if any(taken[here:there]):
            continue
        named: list[Named] = []
        for number in found:
            row = rows.get(number & index.ID_MASK)
            if row is None:
                continue
            label = _recognised(tokens, text[here:there], labels[row.id], language)
            if label is not None:
                named.append(Named(row.kind, row.key, label.text, label.language))
        if named:
            taken[here:there] = b"\x01" * (there - here)
            spans.append(Span(here, there, text[here:there], tuple(sorted(set(named), key=lambda x: (x.kind, x.key)))))
    spans.sort(key=lambda span: span.start)
    return spans


def _windows(tokens: Sequence[_Token], store: Store, shortest_han: int) -> list[tuple[int, int, int]]:
    """Out: the pieces of the text that may be a whole label, as (first token, token after the last, hash)."""
    heads: list[tuple[str, ...]] = []
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if is_han(token.folded[0]):
            # A label begins with a pair, or is one character long or goes on in another script.
            pair = (token.folded + after.folded,) if after and is_han(after.folded[0]) else ()
            heads.append((*pair, token.folded))
        else:
            heads.append((token.stem,))
    reaches = store.reaches({head for ways in heads for head in ways})
    windows: list[tuple[int, int, int]] = []
    for place, token in enumerate(tokens):
        reach = max((reaches.get(head, 0) for head in heads[place]), default=0)
        if not reach:
            continue
        whole = 0
        joined = 0
        han_before = True
        length = 0
        hyphened = True
        for end in range(place, min(len(tokens), place + min(reach, _LONGEST_SPAN))):
            here = tokens[end]
            if end > place and here.gap:
                break
            han = is_han(here.folded[0])
            if end > place and not (han and han_before):
                whole = zlib.crc32(b" ", whole)
            whole = zlib.crc32(here.stem.encode(), whole)
            joined = zlib.crc32(here.folded.encode(), joined)
            hyphened = hyphened and (end == place or here.after_hyphen)
            han_before = han
            length += 1
            if han and length < shortest_han and is_han(token.folded[0]):
                continue
            windows.append((place, end + 1, whole - 0x8000_0000))
            if hyphened and not han and (end > place or here.stem != here.folded):
                windows.append((place, end + 1, joined - 0x8000_0000))
    return windows


def _recognised(tokens: Sequence[_Token], written: str, labels: Iterable[Label], language: str | None) -> Label | None:
    """In: tokens whose key is that of one of the labels. Out: the label the word forms agree with."""
    mine = [token.folded for token in tokens]
    for label in labels:
        if language is not None and label.language != language:
            continue
        theirs = tokens_of(fold(label.text))
        if mine != theirs:
            if len(mine) != len(theirs):
                if "".join(mine) != "".join(theirs):
                    continue
            elif [token.stem for token in tokens] != [
                other if is_han(other[0]) else russian.stem(other[:40]) for other in theirs
            ] or not all(russian.may_be_form_of(a, b) for a, b in zip(mine, theirs, strict=True)):
                continue
        if not _case_agrees(written, label):
            continue
        return label
    return None


def _case_agrees(written: str, label: Label) -> bool:
    """Whether capital letters stand where the label has them, when it asks for that; or when it is an abbreviation."""
    letters = [sign for sign in label.text if sign.isalpha() and sign.lower() != sign.upper()]
    abbreviation = 1 < len(letters) <= 5 and all(sign.isupper() for sign in letters)
    if label.role != "case" and not abbreviation:
        return True
    mine = [sign.isupper() for sign in written if sign.isalpha() and sign.lower() != sign.upper()]
    theirs = [sign.isupper() for sign in letters]
    common = min(len(mine), len(theirs))
    return mine[:common] == theirs[:common]


def is_form_of(form: str, labels: Iterable[Label], language: str | None = None) -> bool:
    """In: a form as it stands in a document, the labels of one record. Out: whether one of them can be read in it.

    All its words are there, in any inflexion, letter case and ё aside, with hyphens or without; its characters in
    either Chinese script and in a row; «of», «the» and their like do not count. More words may stand beside them:
    «политика неприсоединения к союзам» is a form of «неприсоединение к союзам». Pure: it asks no index.
    """
    seen, characters = _readings(form)
    for label in labels:
        if language is not None and label.language != language:
            continue
        wanted, run = _readings(label.text)
        if (run or any(wanted)) and run in characters and any(map(_stand_in, wanted, seen)):
            return True
    return False


Words = tuple[str, ...]


@lru_cache(maxsize=20_000)
def _readings(text: str) -> tuple[tuple[Words, Words, Words], str]:
    """In: a text. Out: its words, hyphens parting them, joining them, and all as one; its Chinese characters."""
    folded = fold(text)
    tokens = tokens_of(folded)
    parted = tuple(token for token in tokens if not is_han(token[0]))
    joined = tuple(token for token in tokens_of(folded.replace("-", "")) if not is_han(token[0]))
    whole = ("".join(parted),) if parted else ()
    return (parted, joined, whole), "".join(token for token in tokens if is_han(token[0]))


def _stand_in(wanted: Words, seen: Words) -> bool:
    """Whether every word that counts is among those seen, in any inflexion."""
    stems = [(word, russian.stem(word)) for word in seen]
    words = [(word, russian.stem(word)) for word in wanted]
    counted = [(word, stem) for word, stem in words if stem not in STOP_STEMS] or words
    return all(
        any(stem == other and russian.may_be_form_of(form, word) for form, other in stems) for word, stem in counted
    )
