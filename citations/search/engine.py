"""Search: a query in, the records it finds out, best first; the same answers on every database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from django.db import DEFAULT_DB_ALIAS
from rapidfuzz.distance import OSA

from citations.search import chinese, index, ranking, russian
from citations.search.analysis import STOP_STEMS, Query, han_grams, plan, typo_keys
from citations.search.ranking import GOOD, Line, Match
from citations.search.store import Beginning, Candidates, Narrowing, Row, Store, Wanted

MOST_HITS = 200
_DIRECT = 90  # documents compared when the words were found
_LOOSE = 80  # documents compared when they were not
_FAR = 20_000  # documents looked through for those that are not narrowed away
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
    readings = [("", query := plan(text))]
    readings += [(tier, Query(other)) for tier, other in query.other_readings()] if query.tokens else []
    store = Store(using, Narrowing.of(kinds, facets))
    wanted = Wanted()
    for _, reading in readings:
        _want_words(reading, wanted)
    store.read(wanted, with_runs=True)
    if store.state:
        index.judge(*store.state)
    search = _Search(store, language, min(limit, MOST_HITS))
    for tier, reading in readings:
        if tier in ("", "taiwan") or search.best < GOOD:
            search.look(reading, deep=not suggest and tier != "layout", tier=tier, loss=_LAYOUT_LOSS if tier else 0)
    return search.hits(min(limit, MOST_HITS))


def _want_words(query: Query, wanted: Wanted) -> None:
    """Add what is asked of every reading of a query: its words, and what sounds like them."""
    if not query.tokens:
        return
    wanted.wholes.update(query.wholes())
    wanted.grams.update(query.stems, _han_grams(query), query.hyphen_joined)
    if beginning := _last_word(query):
        wanted.begun.add(beginning)
    for pairs, begun in _sounds(query):
        wanted.sounds.update(pairs)
        if begun:
            wanted.begun.add(begun)
    if query.words and not query.han:
        wanted.skeletons.update(chain.from_iterable(query.skeletons))


def _han_grams(query: Query) -> list[str]:
    """The pairs of Chinese characters in a query, and the characters that stand alone."""
    pairs = dict.fromkeys(han_grams(query.tokens))
    return [pair for pair in pairs if len(pair) > 1 or not any(other[1:] == pair for other in pairs)]


def _last_word(query: Query) -> Beginning | None:
    """What the last word of a query may be the beginning of."""
    if not query.ends_open:
        return None
    word = query.words[-1]
    return Beginning("word", word, _BEGUN if len(word) > 2 else 60 if len(query.words) == 1 else 3_000)


def _sounds(query: Query) -> list[tuple[list[str], Beginning | None]]:
    """The ways to read a query as pinyin, complete ones first: the sounds of its pairs, and where it breaks off."""
    whole: list[tuple[list[str], Beginning | None]] = []
    begun: list[tuple[list[str], Beginning | None]] = []
    for syllables, rest in query.syllables:
        pairs = [chinese.loose(a + b) for a, b in pairwise(syllables)]
        if not syllables:
            continue
        if rest:
            begun.append((pairs, Beginning("sound", chinese.loose(syllables[-1] + rest), _BEGUN // 2)))
        elif pairs:
            whole.append((pairs, None))
        else:
            begun.append(([], Beginning("sound", chinese.loose(syllables[0]), _BEGUN // 2)))
    return [*whole[:4], *begun[:4]]


@lru_cache(maxsize=4_000)
def _lines(labels: str, sounds: str) -> list[Line]:
    return [Line(label, sound) for label, sound in zip(index.labels_from(labels), sounds.split("\n"), strict=False)]


class _Search:
    """One search under way: what it looked at and what it found."""

    def __init__(self, store: Store, language: str | None, limit: int) -> None:
        self.store = store
        self.most_direct = max(_DIRECT, limit)
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
        self._compare(query, Candidates(direct, self.most_direct))
        if self.top >= _SURE:
            return
        self._compare(query, *self._sounding_and_transliterated(query))
        if self.top >= GOOD or (tier and self.best >= GOOD):
            return
        # What is only near would never be good enough for another layout or look-alike letters.
        if self.least or (not deep and self.top):
            return
        if query.han:
            near = [Candidates([*direct[:20], *self._near_han(query)], _LOOSE)]
        else:
            near = self._near_words_and_pinyin(query, direct)
        self._compare(query, *near, with_weak=True)

    def _compare(self, query: Query, *lists: Candidates, with_weak: bool = False) -> None:
        for row in chain.from_iterable(self.store.documents(*lists)):
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
            numbers += self._all_of(slots, _FAR if self.store.narrowing else 3 * self.most_direct)
        return numbers

    def _slots(self, query: Query) -> list[list[int]]:
        """For each word, and each pair of Chinese characters, the grams that may stand for it."""
        pairs = _han_grams(query)
        ids = self.store.grams([*query.stems, *pairs, *query.hyphen_joined])
        slots = [[ids[pair]] if pair in ids else [] for pair in pairs]
        last = len(query.words) - 1
        useful = [stem for stem in query.stems if stem not in STOP_STEMS]
        for place, stem in enumerate(query.stems):
            if stem in STOP_STEMS and useful and place != last:
                continue
            grams = [ids[stem]] if stem in ids else []
            if place == last and (beginning := _last_word(query)):
                grams += self.store.begun(beginning)
            if stem in STOP_STEMS and not grams and useful:
                continue
            slots.append(list(dict.fromkeys(grams)))
        return slots

    def _all_of(self, slots: Sequence[Sequence[int]], at_most: int) -> list[int]:
        """The first documents that have one gram of every slot, shortest labels first."""
        runs = self.store.runs(chain.from_iterable(slots))
        lists = [[runs[gram] for gram in slot if gram in runs] for slot in slots]
        lists.sort(key=lambda slot: sum(map(len, slot)))
        if len(lists) == 1:
            # Runs ascend: no more than so many of each can be among the first of all.
            return sorted(set(chain.from_iterable(run[:at_most] for run in lists[0])))[:at_most]
        common = set(chain.from_iterable(lists[0]))
        for slot in lists[1:]:
            if not common:
                return []
            common = set().union(*(common.intersection(run) for run in slot))
        return sorted(common)[:at_most]

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

    def _sounding_and_transliterated(self, query: Query) -> list[Candidates]:
        """Documents whose Chinese sounds as the query is spelled; those with its words in the other alphabet."""
        ways = self._sounding(query)
        slots = self._transliterated(query) if query.words and not query.han else []
        self.store.runs(chain.from_iterable(chain(*ways, slots)))
        return [
            Candidates([number for way in ways for number in self._all_of(way, _LOOSE)], _LOOSE),
            Candidates(self._all_of(slots, _LOOSE) if slots else [], _LOOSE),
        ]

    def _sounding(self, query: Query) -> list[list[list[int]]]:
        ways: list[list[list[int]]] = []
        for sounds, beginning in _sounds(query):
            grams = self.store.sounding(sounds)
            slots = [grams.get(sound, []) for sound in sounds]
            if beginning:
                slots.append(self.store.begun(beginning))
            if all(slots):
                ways.append(slots)
        return ways

    def _transliterated(self, query: Query) -> list[list[int]]:
        found = self.store.transliterated(chain.from_iterable(query.skeletons))
        slots: list[list[int]] = []
        for word, ways in zip(query.words, query.skeletons, strict=True):
            cyrillic = russian.is_cyrillic(word)
            slots.append(
                [gram for way in ways for text, gram in found.get(way, ()) if russian.is_cyrillic(text) != cyrillic]
            )
        return slots if all(slots) else []

    def _near_words_and_pinyin(self, query: Query, direct: list[int]) -> list[Candidates]:
        """Documents with words a slip or two away, or spaced otherwise; those whose pinyin is nearly the query."""
        if not query.words:
            return []
        keys = _slip_keys(query)
        pieces = _pieces(query)
        wholes, sounds = ([], []) if query.cyrillic else (query.near_pinyin(), _near_sounds(query))
        self.store.read(
            Wanted(
                slips=set(chain.from_iterable(keys.values())),
                words=pieces,
                grams=_stems_of(pieces) | set(map(russian.stem, _glued(query))),
                wholes=set(wholes),
                sounds=set(sounds),
            )
        )
        self._compare_respaced(query, pieces)
        words = self._near_words(query, keys)
        found = [Candidates([*direct[:20], *words], _LOOSE + 30)]
        if not query.cyrillic and self.top < _SURE - 100:
            grams = self.store.sounding(sounds)
            near = self._most_of([grams[sound] for sound in sounds if sound in grams])[:_LOOSE]
            found.append(Candidates([*self.store.wholes(wholes), *near], _LOOSE // 2))
        return found

    def _near_words(self, query: Query, keys: Mapping[str, Collection[int]]) -> list[int]:
        exact = self.store.grams(query.stems)
        near = self._near_stems(query, keys)
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
        self.store.runs(chain.from_iterable(slots))
        numbers: list[int] = []
        if nearest and all(nearest):
            numbers += self._all_of(nearest, 40)
        if slots and all(slots):
            numbers += self._all_of(slots, 30)
        if len(slots) > 1:
            numbers += self._most_of([slot for slot in slots if slot])[:40]
        return numbers

    def _near_stems(self, query: Query, keys: Mapping[str, Collection[int]]) -> dict[str, list[tuple[int, int]]]:
        """For each stem the stems a slip or two away, nearest first, as (distance, gram)."""
        near: dict[str, list[tuple[int, int]]] = {}
        found = self.store.near(chain.from_iterable(keys.values()))
        for word, stem in zip(query.words, query.stems, strict=True):
            if stem not in keys:
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

    def _compare_respaced(self, query: Query, pieces: Collection[str]) -> None:
        """Words written without the spaces between them, and words parted that belong together."""
        known: set[str] = set(self.store.words(pieces))
        if pieces:
            stems = self.store.grams(_stems_of(pieces))
            known |= {piece for piece in pieces if len(piece) > 4 and russian.stem(piece) in stems}
            ways = sorted(chinese.cut(query.joined, known, 24, 4), key=len)[:3]
            others = [Query(" ".join(way)) for way in ways if len(way) > 1]
        else:
            glued = _glued(query)
            stems = self.store.grams(map(russian.stem, glued))
            others = [
                Query(" ".join([*query.words[:place], word, *query.words[place + 2 :]]))
                for place, word in enumerate(glued)
                if russian.stem(word) in stems
            ]
        if not others:
            return
        wanted = Wanted()
        for other in others:
            _want_words(other, wanted)
        self.store.read(wanted, with_runs=True)
        before = self.tier, self.loss, self.least
        self.tier, self.loss, self.least = self.tier or "spacing", self.loss + 30, _SURE
        for other in others:
            self._compare(other, Candidates(self._direct(other), 60))
        self.tier, self.loss, self.least = before

    def _near_han(self, query: Query) -> list[int]:
        pairs = [pair for pair in dict.fromkeys(han_grams(query.han)) if len(pair) > 1]
        sounds = {pair: chinese.loose("".join(chinese.readings(pair))) for pair in pairs}
        read = list(query.sound)
        for pair, a, b in zip(pairs, read, read[1:], strict=False):
            sounds.setdefault(pair, chinese.loose(a + b))
        signs = [*dict.fromkeys(query.han)] if not query.words and 1 < len(query.han) <= 5 else []
        self.store.read(Wanted(grams={*pairs, *signs}, sounds=set(sounds.values())), with_runs=True)
        ids = self.store.grams(pairs)
        exact = [[ids[pair]] for pair in pairs if pair in ids]
        numbers = self._most_of(exact)[: _LOOSE // 2]
        if not query.words:
            alike = self.store.sounding(sounds.values())
            loose = [
                list(dict.fromkeys([*([ids[pair]] if pair in ids else []), *alike.get(sounds[pair], ())]))
                for pair in pairs
            ]
            numbers += self._most_of([slot for slot in loose if slot])[: _LOOSE // 2]
            numbers = [*self._scattered(signs)[: _LOOSE // 3], *numbers]
        return numbers

    def _scattered(self, signs: Sequence[str]) -> list[int]:
        """Documents in which all these characters stand, or all but one, not side by side."""
        slots = [[gram] for gram in self.store.grams(signs).values()]
        if len(slots) < 2:
            return []
        return self._most_of(slots, at_least=max(2, len(slots) - 1))


def _slip_keys(query: Query) -> dict[str, set[int]]:
    """For each stem worth it the keys it may share with stems a slip or two away."""
    keys: dict[str, set[int]] = {}
    for word, stem in zip(query.words, query.stems, strict=True):
        if stem not in STOP_STEMS and len(stem) >= 3:
            # The stemmer may cut a misspelled word elsewhere: its beginnings are tried as well.
            keys[stem] = {*typo_keys(stem), *(key for size in (4, 5, 6, 7) for key in typo_keys(word[:size]))}
    return keys


def _pieces(query: Query) -> set[str]:
    """The words that a single word may be glued from."""
    word = query.joined
    if len(query.words) != 1 or not 6 <= len(word) <= 60:
        return set()
    starts = range(len(word))
    pieces = {word[start:end] for start in starts for end in range(start + 1, min(len(word), start + 24) + 1)}
    return {piece for piece in pieces if len(piece) > 2 or piece in STOP_STEMS}


def _stems_of(pieces: Iterable[str]) -> set[str]:
    return {russian.stem(piece) for piece in pieces if len(piece) > 4}


def _glued(query: Query) -> list[str]:
    """Each word of the query with the one after it."""
    return [first + second for first, second in pairwise(query.words)] if 1 < len(query.words) <= 6 else []


def _near_sounds(query: Query) -> list[str]:
    """The sounds of the pairs of syllables in a query that is not quite pinyin."""
    syllables = chinese.nearly_pinyin(query.folded)
    return [chinese.loose(a + b) for a, b in pairwise(syllables)] if 1 < len(syllables) <= 24 else []


def _top(counts: Counter[int], at_least: int) -> list[int]:
    """The numbers counted most often, at most some hundreds; equal counts in ascending order."""
    found: list[int] = []
    for count in range(max(counts.values(), default=0), at_least - 1, -1):
        found += sorted([number for number, times in counts.items() if times == count])
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
