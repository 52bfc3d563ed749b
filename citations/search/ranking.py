"""How well a label answers a query: one number and one word for why, the same on every database."""

import re
from collections import Counter
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from citations.search import chinese, russian
from citations.search.analysis import STOP_STEMS, Label, Query, hyphen_joined, stem_key
from citations.search.folding import CYRILLIC, HAN_SCRIPT, LATIN, fold, is_han, join_tokens, scripts_of, tokens_of
from citations.search.lazy import lazy

FLOOR = 560
"""Below this an answer is worse than none."""
_PHONETIC_BELOW = 850
GOOD = 780
"""From here on every word of the query was found as written or inflected."""

TIERS = (
    "exact", "prefix", "words", "part", "pinyin", "palladius", "transliteration", "initials", "spacing", "homophone",
    "typo", "contained", "look-alike", "taiwan", "layout",
)  # fmt: skip
"""What a match can be called: how the query leads to the label. docs/search.md says what each means."""

_CYRILLIC_OR_LATIN = re.compile(r"[a-zа-я]")


class Line:
    """A label prepared for comparison; what is dear is worked out when first asked for."""

    def __init__(self, label: Label, sounds: str) -> None:
        self.label = label
        self.scripts = scripts_of(label.text)
        self._sounds = sounds

    @lazy
    def folded(self) -> str:
        return fold(self.label.text)

    @lazy
    def tokens(self) -> list[str]:
        return tokens_of(self.folded)

    @lazy
    def joined(self) -> str:
        return "".join(self.tokens)

    @lazy
    def spaced(self) -> str:
        return join_tokens(self.tokens)

    @lazy
    def words(self) -> list[str]:
        return [token for token in self.tokens if not is_han(token[0])]

    @lazy
    def han(self) -> str:
        return "".join(token for token in self.tokens if is_han(token[0]))

    @lazy
    def stems(self) -> list[str]:
        return [russian.stem(word) for word in self.words]

    @lazy
    def stem_key(self) -> str:
        return stem_key(self.tokens)

    @lazy
    def bag(self) -> Counter[str]:
        return Counter([*self.stems, *self.han])

    @lazy
    def extra(self) -> list[str]:
        """Hyphened words written as one."""
        return hyphen_joined(self.folded)

    @lazy
    def sounds(self) -> list[list[str]]:
        return [way.split() for way in self._sounds.split("|") if way]

    @lazy
    def skeletons(self) -> list[str]:
        return [found[0] if (found := russian.skeletons(word)) else "" for word in self.words]


@dataclass(frozen=True, slots=True)
class Match:
    """Why a document answers: the label, its language, the tier and the score."""

    score: int
    tier: str
    text: str
    language: str


Scored = tuple[int, str]
NOTHING: Scored = (0, "")


def _covered(query: Query, line: Line) -> Scored:
    """Every word of the query stands in the label, in any order; the last may be only begun."""
    words, stems = line.words, line.stems
    exact = 0
    begun = False
    last = len(query.words) - 1
    for place, (word, stem) in enumerate(zip(query.words, query.stems, strict=True)):
        if word in words or word in line.extra:
            exact += 1
        elif stem in stems:
            continue
        elif place == last and query.ends_open and any(other.startswith(word) for other in (*words, *line.extra)):
            begun = True
        else:
            return NOTHING
    if query.han and query.han not in line.han:
        return NOTHING
    size = min(1.0, len(query.joined) / max(1, len(line.joined)))
    in_order = query.spaced in line.spaced or query.stem_key in line.stem_key
    first = query.words[0] == words[0] if words else False
    score = 785 + 60 * size + (20 if in_order else 0) + (10 if exact == len(query.words) else 0) + (10 if first else 0)
    return int(score), "prefix" if begun and len(query.words) == 1 else "words"


def strict(query: Query, line: Line) -> Scored:
    """In: a query and a label. Out: the score when they share the very words: exact, inflected, begun, in part."""
    mine, theirs = query.joined, line.joined
    if not theirs:
        return NOTHING
    if mine == theirs:
        return (1000 if query.spaced == line.spaced else 990), "exact"
    size = len(mine) / max(1, len(theirs))
    if query.words and query.stem_key == line.stem_key:
        # грузии is nearer to Грузия than to Груз, though the stem is one.
        return 965 - min(25, 3 * OSA.distance(mine, theirs)), "words"
    if size <= 1 and theirs.startswith(mine):
        at_word = bool(query.han) or line.spaced[len(query.spaced) : len(query.spaced) + 1] == " "
        return int(870 + 50 * size) + (20 if at_word else 0), "prefix"
    if query.words and 1 < len(query.tokens) == len(line.tokens) and query.stem_bag == line.bag:
        return 945, "words"
    if not query.words and mine in theirs:
        return int(800 + 60 * size), "part"
    if query.words and line.words:
        return _covered(query, line)
    return NOTHING


def phonetic(query: Query, line: Line) -> Scored:
    """In: a query in another script than the label. Out: the score when they sound alike."""
    best = NOTHING
    if line.sounds and query.syllables:
        tier = "pinyin" if query.pinyin else "palladius"
        for sounds in line.sounds:
            best = max(best, _syllables(query.syllables, sounds, tier))
    elif line.words and query.words and query.skeletons[0]:
        best = max(best, _skeletons(query, line))
    if query.initials and line.sounds and not line.words and len(query.initials) == len(line.sounds[0]):
        for sounds in line.sounds:
            if all(sound[0] == sign for sound, sign in zip(sounds, query.initials, strict=True)):
                best = max(best, (690, "initials"))
    return best


def _syllables(ways: list[tuple[list[str], str]], sounds: list[str], tier: str) -> Scored:
    best = NOTHING
    theirs = "".join(sounds)
    loose_theirs = chinese.loose(theirs)
    starts = [0]
    for sound in sounds:
        starts.append(starts[-1] + len(sound))
    for syllables, rest in ways:
        mine = "".join(syllables) + rest
        size = min(1.0, len(mine) / len(theirs))
        found = NOTHING
        if mine == theirs:
            whole = 850 if len(sounds) > 1 else 742
            found = (whole if syllables == sounds else whole - 4), tier
        elif chinese.loose(mine) == loose_theirs:
            found = 705, tier
        elif theirs.startswith(mine) and (rest or syllables == sounds[: len(syllables)]):
            found = int(670 + 30 * size), tier
        elif len(mine) > 3 and any(theirs.startswith(mine, start) for start in starts):
            found = int(620 + 40 * size), tier
        elif len(mine) > 3 and loose_theirs.startswith(chinese.loose(mine)):
            found = int(610 + 30 * size), tier
        best = max(best, found)
    return best


def _skeletons(query: Query, line: Line) -> Scored:
    """Words of one alphabet spelled in the other."""
    if query.scripts & line.scripts:
        return NOTHING
    hit = 0
    for ways in query.skeletons:
        if any(way in line.skeletons for way in ways):
            hit += 1
        elif not any(len(way) > 3 and other.startswith(way) for way in ways for other in line.skeletons):
            return NOTHING
    size = hit / max(len(line.words), len(query.words))
    if size == 1:
        return 850, "transliteration"
    return int((690 if hit == len(query.skeletons) else 640) + 50 * size), "transliteration"


def weak(query: Query, line: Line) -> Scored:
    """In: a query and a label. Out: the score when a slip parts them, or words stand around."""
    best = NOTHING
    if query.han and line.han:
        best = max(best, _weak_han(query, line))
    if query.words and line.words and query.scripts & line.scripts & (LATIN | CYRILLIC):
        best = max(best, _weak_words(query, line))
    if line.sounds and not query.han and not query.cyrillic and len(spelled := query.spelled_pinyin) >= 4:
        for sounds in line.sounds:
            theirs = "".join(sounds)
            if abs(len(theirs) - len(spelled)) <= 4:
                likeness = max(
                    OSA.normalized_similarity(spelled, theirs),
                    OSA.normalized_similarity(query.loose_pinyin, chinese.loose(theirs)) - 0.02,
                )
                if likeness >= 0.75:
                    best = max(best, (int(380 + 290 * likeness), "typo"))
    return best


def _is_subsequence(small: str, large: str) -> bool:
    rest = iter(large)
    return all(sign in rest for sign in small)


def _weak_han(query: Query, line: Line) -> Scored:
    mine, theirs = query.han, line.han
    best = NOTHING
    if len(theirs) > 1 and theirs in mine and not line.words:
        best = int(590 + 110 * len(theirs) / len(mine)), "contained"
    likeness = OSA.normalized_similarity(mine, theirs) if not query.words else 0.0
    if likeness >= 0.5:
        best = max(best, (int(440 + 290 * likeness), "typo"))
    if not query.words and query.sound:
        for sounds in line.sounds:
            alike = OSA.normalized_similarity(query.sound, sounds)
            if alike == 1:
                best = max(best, (730, "homophone"))
            elif len(sounds) == len(query.sound) and chinese.loose("".join(sounds)) == chinese.loose(
                "".join(query.sound)
            ):
                best = max(best, (700, "homophone"))
            elif alike >= 0.6 and likeness > 0:
                best = max(best, (int(400 + 200 * alike + 110 * likeness), "homophone"))
    if (
        len(mine) < len(theirs)
        and (len(mine) > 2 or mine[:1] == theirs[0])
        and len(mine) > 1
        and not query.words
        and _is_subsequence(mine, theirs)
    ):
        at_start = mine[0] == theirs[0]
        best = max(best, (int(570 + 90 * len(mine) / len(theirs)) + (20 if at_start else 0), "part"))
    return best


def _weak_words(query: Query, line: Line) -> Scored:
    best = NOTHING
    common = [stem for stem in line.stems if stem not in STOP_STEMS]
    if common and not line.han and all(stem in query.stem_bag for stem in common):
        share = sum(map(len, line.words)) / max(1, sum(map(len, query.words)))
        in_order = line.stem_key in query.stem_key
        score = 570 + 110 * min(1.0, share) + (30 if in_order else 0)
        best = int(score), "contained"
    whole = OSA.normalized_similarity(query.spaced, line.spaced, score_cutoff=0.6)
    if whole >= 0.7:
        best = max(best, (int(430 + 310 * whole), "typo"))
    if len(query.words) > 2 * len(line.words) + 2 or len(line.words) > 2 * len(query.words) + 3:
        return best
    found = 0.0
    used: set[int] = set()
    for word, stem in zip(query.words, query.stems, strict=True):
        top, at = 0.0, -1
        for place, (other, other_stem) in enumerate(zip(line.words, line.stems, strict=True)):
            if stem == other_stem:
                likeness = 1.0
            elif len(stem) < 3 or not _CYRILLIC_OR_LATIN.match(other):
                continue
            else:
                likeness = _likeness(word, stem, other, other_stem)
            if likeness > top and place not in used:
                top, at = likeness, place
        if top < 0.6:
            if stem not in STOP_STEMS:
                return best
            continue
        used.add(at)
        found += top * len(word)
    total = sum(len(word) for word in query.words)
    if used:
        likeness = found / total
        coverage = sum(len(line.words[place]) for place in used) / sum(map(len, line.words))
        best = max(best, (int(400 + 270 * likeness + 70 * coverage), "typo"))
    return best


def _likeness(word: str, stem: str, other: str, other_stem: str) -> float:
    """In: a word typed, a word of a label, the stem of each. Out: how alike they are, 0 to 1, endings counting less."""
    if len(other) > 3 and word.startswith(other) and russian.is_ending(word[len(other) :]):
        return 0.97
    whole = OSA.normalized_similarity(word, other)
    stems = max(
        OSA.normalized_similarity(stem, other_stem),
        OSA.normalized_similarity(russian.trimmed(word), russian.trimmed(other)),
        OSA.normalized_similarity(word[: len(other_stem)], other_stem) - 0.03,
    )
    if len(stem) < 5 and stems < 0.8 and whole < 0.75:
        return 0.0
    return max(whole, 0.6 * stems + 0.4 * whole)


def across(query: Query, lines: list[Line]) -> Scored:
    """In: a query in two languages, the labels of one document. Out: the score when each word stands in some label."""
    size = 0.0
    last = len(query.words) - 1
    if not query.mixed:
        return NOTHING
    for place, (word, stem) in enumerate(zip(query.words, query.stems, strict=True)):
        open_end = place == last and query.ends_open
        for line in lines:
            if word in line.words or stem in line.stems:
                size += len(word) / len(line.joined)
                break
            if open_end and any(other.startswith(word) for other in line.words):
                size += len(word) / len(line.joined)
                break
        else:
            return NOTHING
    runs = [run for run in re.split(r"[^\u3400-\u9fff〇]+", query.spaced) if run]
    for run in runs:
        for line in lines:
            if run in line.han:
                size += len(run) / len(line.joined)
                break
        else:
            return NOTHING
    return int(785 + 60 * min(1.0, size / 2)), "words"


def rank(query: Query, lines: list[Line], *, with_weak: bool, language: str | None = None) -> Match | None:
    """In: a query and the labels of one document. Out: its best match, or None below the floor.

    `with_weak` also compares typos, homophones and the like. `language` looks at the labels in that language only.
    """
    best = NOTHING
    best_line: Line | None = None
    looked = [line for line in lines if language is None or line.label.language == language]
    for line in looked:
        same = query.scripts & line.scripts
        found = strict(query, line) if same else NOTHING
        if found[0] < _PHONETIC_BELOW:
            if not same or line.scripts & HAN_SCRIPT or query.syllables:
                found = max(found, phonetic(query, line))
            if with_weak and (same or line.scripts & HAN_SCRIPT):
                found = max(found, weak(query, line))
        if found[0] > best[0]:
            best, best_line = found, line
    if best[0] < GOOD and len(query.tokens) > 1 and len(looked) > 1:
        mixed = across(query, looked)
        if mixed[0] > best[0]:
            best, best_line = mixed, best_line or looked[0]
    if best_line is None or best[0] < FLOOR:
        return None
    return Match(best[0], best[1], best_line.label.text, best_line.label.language)
