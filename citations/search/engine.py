"""Search: a query in, the records it finds out, best first; the same answers on every database."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from django.db import DEFAULT_DB_ALIAS
from rapidfuzz.distance import OSA

from citations.search import chinese, index, ranking, russian
from citations.search.analysis import STOP_STEMS, Query, han_grams, plan, typo_keys
from citations.search.ranking import GOOD, Line, Match
from citations.search.store import Narrowing, Row, Store

MOST_HITS = 200
_DIRECT = 90  # documents compared when the words were found
_LOOSE = 80  # documents compared when they were not
_BEGUN = 400  # words or pairs a beginning may stand for
_SURE = 940  # nothing weaker is looked for from here on
_LAYOUT_LOSS = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: its kind and key, and the match that says why."""

    kind: str
    key: str
    match: Match

    @property
    def score(self) -> int:
        return self.match.score


def find(
    text: str,
    *,
    kinds: Iterable[str] = (),
    language: str | None = None,
    facets: Mapping[str, str | Iterable[str]] | None = None,
    limit: int = 20,
    suggest: bool = False,
    using: str = DEFAULT_DB_ALIAS,
) -> list[Hit]:
    """In: a query as typed. Out: at most `limit` records, best first; nothing when nothing is near.

    `kinds` and `facets` ({"status": "published", "domain": ["security", "law"]}: any of the values) narrow what is
    found, `language` (BCP 47) what it is found by. `suggest` is for each key pressed: it looks less far.
    Raises QueryRefused for a query no one types, IndexOutOfDate when the index must be rebuilt.
    """
    query = plan(text)
    store = Store(using)
    if state := store.state():
        index.judge(*state)
    narrowing = Narrowing.of(kinds, facets)
    if not query.tokens:
        return []
    search = _Search(store, narrowing, language, min(limit, MOST_HITS))
    search.look(query, deep=not suggest)
    for tier, other in query.other_readings():
        if tier == "taiwan" or search.best < GOOD:
            search.look(Query(other), deep=tier != "layout", tier=tier, loss=_LAYOUT_LOSS)
    return search.hits(min(limit, MOST_HITS))


@lru_cache(maxsize=4_000)
def _lines(labels: str, sounds: str) -> list[Line]:
    return [Line(label, sound) for label, sound in zip(index.labels_from(labels), sounds.split("\n"), strict=False)]


class _Search:
    """One search under way: what it looked at and what it found."""

    def __init__(self, store: Store, narrowing: Narrowing, language: str | None, limit: int) -> None:
        self.store = store
        self.most_direct = max(_DIRECT, limit)
        self.narrowing = narrowing
        self.language = language
        self.found: dict[tuple[str, str], Match] = {}
        self.best = 0
        self.tier, self.loss, self.least, self.top = "", 0, 0, 0

    def hits(self, limit: int) -> list[Hit]:
        """Best first; equal scores by the shorter text, then by kind and key: the same order everywhere."""
        ordered = sorted(self.found.items(), key=lambda item: (-item[1].score, len(item[1].text), item[0]))
        return [Hit(*pair, match) for pair, match in ordered[:limit]]

    def look(self, query: Query, *, deep: bool, tier: str = "", loss: int = 0) -> None:
        """Look for one reading of the query, nearer ways first, farther ones only while nothing good was found."""
        self.tier, self.loss, self.least = tier, loss, 0 if tier in ("", "taiwan") else GOOD
        self.top = 0
        if not query.tokens:
            return
        direct = self._direct(query)
        self._compare(query, direct, self.most_direct, with_weak=False)
        if self.top >= _SURE:
            return
        if query.syllables:
            self._compare(query, self._sounding(query), _LOOSE, with_weak=False)
        if query.words and not query.han:
            self._compare(query, self._transliterated(query), _LOOSE, with_weak=False)
        if self.top >= GOOD or (tier and self.best >= GOOD):
            return
        if not deep and self.top:
            return
        if query.han:
            self._compare(query, [*direct[:20], *self._near_han(query)], _LOOSE, with_weak=True)
        elif query.words:
            self._compare(query, [*direct[:20], *self._near_words(query)], _LOOSE + 30, with_weak=True)
            if not query.cyrillic and self.top < _SURE - 100:
                self._compare(query, self._near_pinyin(query), _LOOSE // 2, with_weak=True)

    def _compare(self, query: Query, numbers: Sequence[int], at_most: int, *, with_weak: bool) -> None:
        if not numbers:
            return
        if not self.narrowing.kinds and not self.narrowing.facets:
            numbers = numbers[: 3 * at_most]
        for row in self.store.documents(list(dict.fromkeys(numbers)), at_most, self.narrowing):
            match = ranking.rank(query, _lines(row.labels, row.sounds), with_weak=with_weak, language=self.language)
            if match is None or (self.tier and match.score < self.least):
                continue
            self.top = max(self.top, match.score)
            self._keep(row, match)

    def _keep(self, row: Row, match: Match) -> None:
        if self.tier:
            match = Match(match.score - self.loss, self.tier, match.text, match.language)
        known = self.found.get((row.kind, row.key))
        if known is None or match.score > known.score:
            self.found[row.kind, row.key] = match
            self.best = max(self.best, match.score)

    # Each of the following gives numbers of documents worth comparing, the likeliest first.

    def _direct(self, query: Query) -> list[int]:
        """Documents with the whole label, and those in which every word stands as written, inflected or begun."""
        numbers = self.store.wholes(query.wholes())
        slots = self._slots(query)
        if slots and all(slots):
            numbers += self._all_of(slots)
        return numbers

    def _slots(self, query: Query) -> list[list[int]]:
        """For each word, and each pair of Chinese characters, the grams that may stand for it."""
        pairs = han_grams(query.tokens)
        # The last character of a run stands alone only when it is all there is.
        bound = [pair for pair in pairs if len(pair) > 1]
        lone = [pair for pair in pairs if len(pair) == 1 and not any(other[1:] == pair for other in bound)]
        ids = self.store.grams([*query.stems, *bound, *query.hyphen_joined])
        slots = [[ids[pair]] if pair in ids else [] for pair in dict.fromkeys(bound)]
        slots += [self.store.grams_begun(pair, _BEGUN * 2) for pair in dict.fromkeys(lone)]
        last = len(query.words) - 1
        useful = [stem for stem in query.stems if stem not in STOP_STEMS]
        for place, (word, stem) in enumerate(zip(query.words, query.stems, strict=True)):
            if stem in STOP_STEMS and useful and place != last:
                continue
            grams = [ids[stem]] if stem in ids else []
            if place == last and query.ends_open:
                grams += self.store.words_begun(word, _BEGUN if len(word) > 2 else 60 if last == 0 else 3_000)
            if stem in STOP_STEMS and not grams and useful:
                continue
            slots.append(list(dict.fromkeys(grams)))
        return slots

    def _all_of(self, slots: Sequence[Sequence[int]]) -> list[int]:
        """Documents that have one gram of every slot, shortest labels first."""
        runs = self.store.runs(chain.from_iterable(slots))
        lists = [[runs[gram] for gram in slot if gram in runs] for slot in slots]
        lists.sort(key=lambda slot: sum(map(len, slot)))
        if len(lists) == 1 and len(lists[0]) == 1:
            return sorted(lists[0][0])
        common = set(chain.from_iterable(lists[0]))
        for slot in lists[1:]:
            if not common:
                return []
            common = set().union(*(common.intersection(run) for run in slot))
        return sorted(common)

    def _most_of(self, slots: Sequence[Sequence[int]], at_least: int = 1) -> list[int]:
        """Documents that have grams of the most slots; of equal ones the shortest labels first."""
        runs = self.store.runs(chain.from_iterable(slots))
        counts: Counter[int] = Counter()
        for slot in slots:
            lists = [runs[gram] for gram in slot if gram in runs]
            if len(lists) == 1:
                counts.update(lists[0])
            elif lists:
                counts.update(set(chain.from_iterable(lists)))
        return _top(counts, at_least)

    def _sounding(self, query: Query) -> list[int]:
        """Documents whose Chinese sounds as the query is spelled."""
        wanted: set[str] = set()
        ways: list[list[str]] = []
        begun: list[tuple[list[str], str]] = []
        for syllables, rest in query.syllables:
            pairs = [chinese.loose(a + b) for a, b in pairwise(syllables)]
            if rest and len(syllables) > 0:
                begun.append((pairs, chinese.loose(syllables[-1] + rest)))
            elif not pairs and syllables:
                begun.append(([], chinese.loose(syllables[0])))
            else:
                ways.append(pairs)
            wanted.update(pairs)
        grams = self.store.grams_sounding(wanted)
        numbers: list[int] = []
        for pairs in ways[:4]:
            if pairs and all(pair in grams for pair in pairs):
                numbers += self._all_of([grams[pair] for pair in pairs])[:_LOOSE]
        for pairs, start in begun[:4]:
            if all(pair in grams for pair in pairs):
                more = self.store.grams_sounding_begun(start, _BEGUN // 2)
                if more:
                    numbers += self._all_of([*(grams[pair] for pair in pairs), more])[:_LOOSE]
        return numbers

    def _transliterated(self, query: Query) -> list[int]:
        """Documents whose words are those of the query in the other alphabet."""
        found = self.store.words_sounding(way for ways in query.skeletons for way in ways)
        slots: list[list[int]] = []
        for word, ways in zip(query.words, query.skeletons, strict=True):
            cyrillic = russian.is_cyrillic(word)
            slots.append(
                [gram for way in ways for text, gram in found.get(way, ()) if russian.is_cyrillic(text) != cyrillic]
            )
        return self._all_of(slots) if all(slots) else []

    def _near_words(self, query: Query) -> list[int]:
        exact = self.store.grams([*query.stems])
        near = self._near_stems(query)
        slots: list[list[int]] = []
        nearest: list[list[int]] = []
        for stem in query.stems:
            if stem in STOP_STEMS and len(query.stems) > 1:
                continue
            own = [exact[stem]] if stem in exact else []
            found = near.get(stem, [])
            slots.append(list(dict.fromkeys([*own, *(gram for _, gram in found)])))
            least = found[0][0] if found else 0
            nearest.append(own or [gram for distance, gram in found if distance == least])
        split = self._split_glued(query)
        numbers = list(split)
        if nearest and all(nearest):
            numbers += self._all_of(nearest)[:40]
        if slots and all(slots):
            numbers += self._all_of(slots)[:30]
        if len(slots) > 1:
            numbers += self._most_of([slot for slot in slots if slot])[:40]
        return numbers

    def _near_stems(self, query: Query) -> dict[str, list[tuple[int, int]]]:
        """For each stem the stems a slip or two away, nearest first, as (distance, gram)."""
        near: dict[str, list[tuple[int, int]]] = {}
        by_stem: dict[str, tuple[int, ...]] = {}
        for word, stem in zip(query.words, query.stems, strict=True):
            if stem in STOP_STEMS or len(stem) < 3:
                continue
            # The stemmer may cut a misspelled word elsewhere: its beginnings are tried as well.
            by_stem[stem] = tuple({*typo_keys(stem), *(key for size in (4, 5, 6, 7) for key in typo_keys(word[:size]))})
        found = self.store.near(chain.from_iterable(by_stem.values()))
        for word, stem in zip(query.words, query.stems, strict=True):
            if stem not in by_stem:
                continue
            most = 1 if len(stem) <= 4 else 2
            scored: list[tuple[int, int]] = []
            for gram, other in found:
                if abs(len(other) - len(stem)) > 3 and abs(len(other) - len(word)) > 2:
                    continue
                distance = min(
                    OSA.distance(stem, other, score_cutoff=most),
                    OSA.distance(word, other, score_cutoff=most),
                    OSA.distance(word[: len(other)], other, score_cutoff=most) if len(other) > 4 else 9,
                )
                if distance <= most:
                    scored.append((distance, gram))
            scored.sort()
            near[stem] = scored[:60]
        return near

    def _split_glued(self, query: Query) -> list[int]:
        """Words written without the spaces between them, and words parted that belong together."""
        if len(query.words) == 1:
            word = query.words[0]
            if not 6 <= len(word) <= 60 or len(query.joined) > 60:
                return []
            word = query.joined
            pieces = {
                word[start:end]
                for start in range(len(word))
                for end in range(start + 1, min(len(word), start + 24) + 1)
            }
            pieces = {piece for piece in pieces if len(piece) > 2 or piece in STOP_STEMS}
            known = self.store.words(pieces)
            known |= {
                piece: gram
                for stem, gram in self.store.grams({russian.stem(piece) for piece in pieces if len(piece) > 4}).items()
                for piece in pieces
                if len(piece) > 4 and russian.stem(piece) == stem
            }
            ways = chinese.cut(word, known, 24, 4)
            ways.sort(key=len)
            numbers: list[int] = []
            for way in ways[:3]:
                if len(way) > 1:
                    self._also(Query(" ".join(way)))
            return numbers
        if 1 < len(query.words) <= 6:
            glued = [first + second for first, second in zip(query.words, query.words[1:], strict=False)]
            known = self.store.grams({russian.stem(word) for word in glued})
            for place, word in enumerate(glued):
                if russian.stem(word) in known:
                    self._also(Query(" ".join([*query.words[:place], word, *query.words[place + 2 :]])))
        return []

    def _also(self, query: Query) -> None:
        """The same words spaced otherwise."""
        before = self.tier, self.loss, self.least
        self.tier, self.loss, self.least = self.tier or "spacing", self.loss + 30, _SURE
        self._compare(query, self._direct(query), 60, with_weak=False)
        self.tier, self.loss, self.least = before

    def _near_han(self, query: Query) -> list[int]:
        pairs = [pair for pair in dict.fromkeys(han_grams(query.han)) if len(pair) > 1]
        sounds = {pair: chinese.loose("".join(chinese.readings(pair))) for pair in pairs}
        read = list(query.sound)
        for pair, a, b in zip(pairs, read, read[1:], strict=False):
            sounds.setdefault(pair, chinese.loose(a + b))
        ids = self.store.grams(pairs)
        alike = self.store.grams_sounding(sounds.values())
        exact = [[ids[pair]] for pair in pairs if pair in ids]
        loose = [
            list(dict.fromkeys([*([ids[pair]] if pair in ids else []), *alike.get(sounds[pair], ())])) for pair in pairs
        ]
        numbers = self._most_of(exact)[: _LOOSE // 2]
        if not query.words:
            numbers += self._most_of([slot for slot in loose if slot])[: _LOOSE // 2]
            if 1 < len(query.han) <= 5:
                numbers = [*self._scattered(query.han)[: _LOOSE // 3], *numbers]
        return numbers

    def _scattered(self, han: str) -> list[int]:
        """Documents in which all these characters stand, or all but one, not side by side."""
        slots = [self.store.grams_begun(sign, 2_000) for sign in dict.fromkeys(han)]
        slots = [slot for slot in slots if slot]
        if len(slots) < 2:
            return []
        return self._most_of(slots, at_least=max(2, len(slots) - 1))

    def _near_pinyin(self, query: Query) -> list[int]:
        numbers = self.store.wholes(query.near_pinyin())
        syllables = chinese.nearly_pinyin(query.folded)
        if not 1 < len(syllables) <= 24:
            return numbers
        pairs = [chinese.loose(a + b) for a, b in pairwise(syllables)]
        grams = self.store.grams_sounding(pairs)
        return [*numbers, *self._most_of([grams[pair] for pair in pairs if pair in grams])[:_LOOSE]]


def _top(counts: Counter[int], at_least: int) -> list[int]:
    """The numbers counted most often, at most some hundreds; equal counts in ascending order."""
    by_count: dict[int, array[int]] = {}
    for number, count in counts.items():
        if count >= at_least:
            by_count.setdefault(count, array("i")).append(number)
    found: list[int] = []
    for count in sorted(by_count, reverse=True):
        found += sorted(by_count[count])
        if len(found) >= 2 * _LOOSE:
            break
    return found[: 2 * _LOOSE]


def best_keys(
    text: str,
    *kinds: str,
    facets: Mapping[str, str | Iterable[str]] | None = None,
    limit: int = MOST_HITS,
    using: str = DEFAULT_DB_ALIAS,
) -> list[str]:
    """In: a query, kinds. Out: the keys found, best first: for a list's `?q=` and an admin search box."""
    return [hit.key for hit in find(text, kinds=kinds, facets=facets, limit=limit, using=using)]
