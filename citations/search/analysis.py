"""What is written for a document and what is asked for a query: both pure, both bound to one version."""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from citations.search import chinese, russian
from citations.search.folding import HAN, as_cyrillic, fold, is_han, join_tokens, scripts_of, tokens_of
from citations.search.lazy import lazy

ANALYSER_VERSION = 3
"""Moves whenever the same record would give other keys than before; the index then asks to be rebuilt."""

LONGEST_QUERY = 1_000
_CONSIDERED = 160  # of a query, characters that are looked at: a title in full, and no more work than that
_LONGEST_WORD = 40
_LONGEST_LABEL = 120  # tokens of a label that are indexed
_TYPO_PREFIX = 7
MOST_WEIGHT = 63


class QueryRefused(ValueError):
    """A query that is not answered: too long, or with control characters."""


class Label(NamedTuple):
    """One text a document can be found by.

    `role`: "case" asks recognition to respect case, "person" says that it is a person's name, "" says nothing.
    """

    language: str
    text: str
    role: str = ""


def hash32(text: str) -> int:
    """In: a text. Out: its CRC-32 as a signed number, which both databases hold in four bytes."""
    return zlib.crc32(text.encode()) - 0x8000_0000


_HYPHENED = re.compile(rf"[^\W_{HAN}]+(?:-[^\W_{HAN}]+)+")


def hyphen_joined(folded: str) -> list[str]:
    """In: folded text. Out: its hyphened words written as one: inter-agency gives interagency."""
    return [word.replace("-", "")[:_LONGEST_WORD] for word in _HYPHENED.findall(folded)] if "-" in folded else []


def han_grams(tokens: Sequence[str]) -> list[str]:
    """In: tokens. Out: each Chinese character with the one after it, the last of a run alone."""
    grams: list[str] = []
    for here, after in zip(tokens, [*tokens[1:], ""], strict=True):
        if is_han(here[0]):
            grams.append(here + after if after and is_han(after[0]) else here)
    return grams


def stem_key(tokens: Sequence[str]) -> str:
    """In: tokens. Out: what all inflected forms of the text share, in order."""
    return join_tokens([token if is_han(token[0]) else russian.stem(token[:_LONGEST_WORD]) for token in tokens])


@lru_cache(maxsize=10_000)
def typo_keys(word_stem: str) -> tuple[int, ...]:
    """In: a stem. Out: numbers it shares with nearly every stem that is one or two slips away.

    The stem's beginning, whole and with each letter left out (the symmetric-delete method of SymSpell, W. Garbe).
    """
    if len(word_stem) < 3 or any(sign.isdigit() for sign in word_stem):
        return ()
    head = word_stem[:_TYPO_PREFIX]
    return tuple({hash32(way) for way in (head, *(head[:n] + head[n + 1 :] for n in range(len(head))))})


def typo_bucket(key: int) -> int:
    """In: a number that typo_keys gave. Out: the bucket it is stored in, of 4,096."""
    return key & 0xFFF


@dataclass(slots=True)
class Entry:
    """All that is written for one document."""

    weight: int = MOST_WEIGHT
    grams: dict[str, int] = field(default_factory=dict)  # stem or character pair: longest label it begins, in tokens
    words: dict[str, str] = field(default_factory=dict)  # spelled form: its stem
    wholes: set[int] = field(default_factory=set)
    sounds: str = ""


def label_sounds(label: Label, tokens: Sequence[str]) -> str:
    """In: a label. Out: the pinyin of its Chinese characters, syllables parted by a space, other readings by |."""
    han = "".join(token for token in tokens if is_han(token[0]))
    if not han:
        return ""
    ways = [chinese.readings(han)]
    if label.role == "person" and (surname := chinese.surname_readings(han)):
        ways.append(surname)
    return "|".join(" ".join(way) for way in ways)


def analyse(labels: Iterable[Label]) -> Entry:
    """In: the labels of a document, in any languages. Out: what to write, always the same for the same labels."""
    entry = Entry()
    sounds: list[str] = []
    for label in labels:
        folded = fold(label.text)
        tokens = tokens_of(folded)[:_LONGEST_LABEL]
        if not tokens:
            sounds.append("")
            continue
        joined = "".join(tokens)
        han_count = sum(is_han(token[0]) for token in tokens)
        entry.weight = min(entry.weight, len(joined) + han_count)
        key = stem_key(tokens)
        entry.wholes.add(hash32(key))
        if joined != key and len(tokens) > 1:
            entry.wholes.add(hash32(joined))
        grams = han_grams(tokens)
        for gram in (*grams, *(token for token in tokens if is_han(token[0]))):
            entry.grams.setdefault(gram, 0)
        for word in (*(token for token in tokens if not is_han(token[0])), *hyphen_joined(folded)):
            word = word[:_LONGEST_WORD]
            entry.words[word] = russian.stem(word)
            entry.grams.setdefault(entry.words[word], 0)
        head = grams[0] if is_han(tokens[0][0]) else entry.words[tokens[0][:_LONGEST_WORD]]
        entry.grams[head] = max(entry.grams[head], len(tokens))
        if (glued := hyphen_joined(folded)) and tokens[0] != joined and joined.startswith(glued[0]):
            # Recognition may meet it written as one word.
            entry.grams[russian.stem(glued[0])] = max(entry.grams[russian.stem(glued[0])], len(tokens))
        sound = label_sounds(label, tokens)
        sounds.append(sound)
        for way in filter(None, sound.split("|")):
            entry.wholes.add(hash32("~" + chinese.loose(way.replace(" ", ""))))
            if han_count >= 3 and han_count == len(tokens):
                entry.wholes.add(hash32("^" + "".join(syllable[0] for syllable in way.split())))
    entry.sounds = "\n".join(sounds)
    return entry


def gram_sound(gram: str) -> str:
    """In: a gram. Out: for Chinese characters their pinyin, loosely spelled; nothing for a stem."""
    return chinese.loose("".join(chinese.readings(gram))) if is_han(gram[0]) else ""


def word_sound(word: str) -> str:
    """In: a folded word. Out: the skeleton its transliterations share, or nothing."""
    found = russian.skeletons(word)
    return found[0] if found else ""


# Words too common to look for when not every word of a query can be found.
_COMMON_WORDS = """
the a an of and or in on to for with by from at as is are what who which between that this it its
и в во на о об по с со к ко у из за для от до не что это как между при а или же ли кто такое был
"""
STOP_STEMS = frozenset(map(russian.stem, _COMMON_WORDS.split()))


_PINYIN_LETTERS = "abcdefghijklmnopqrstuwxyz"


class Query:
    """A query read: every way of looking for it, worked out when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text).strip()[:_CONSIDERED]
        self.tokens = tokens_of(self.folded)[:64]
        self.spaced = join_tokens(self.tokens)
        self.joined = "".join(self.tokens)
        self.words = [token[:_LONGEST_WORD] for token in self.tokens if not is_han(token[0])][:16]
        self.han = "".join(token for token in self.tokens if is_han(token[0]))
        self.stems = [russian.stem(word) for word in self.words]
        self.stem_key = stem_key(self.tokens)
        self.stem_bag = Counter([*self.stems, *self.han])
        self.scripts = scripts_of(self.joined)
        self.ends_open = bool(self.words) and not is_han(self.tokens[-1][0]) and not text.endswith(" ")
        """Whether the last word may be only begun."""

    @lazy
    def cyrillic(self) -> bool:
        return russian.is_cyrillic(self.joined)

    @lazy
    def mixed(self) -> bool:
        """Whether it is written in more than one script."""
        scripts = {"cyrillic" if russian.is_cyrillic(word) else "other" for word in self.words if not word.isdigit()}
        return len(scripts) + bool(self.han) > 1

    @lazy
    def loose_pinyin(self) -> str:
        return chinese.loose(self.spelled_pinyin)

    @lazy
    def hyphen_joined(self) -> list[str]:
        return hyphen_joined(self.folded)

    @lazy
    def pinyin(self) -> list[tuple[list[str], str]]:
        """The ways to read the whole query as pinyin: syllables, and a syllable begun."""
        if self.han or not self.joined.isascii():
            return []
        return chinese.split_pinyin(self.folded)

    @lazy
    def palladius(self) -> list[list[str]]:
        """The ways to read the whole query as Palladius's transcription, declined or not, as pinyin syllables."""
        if self.han or not self.words or not all(map(russian.is_cyrillic, self.words)):
            return []
        return chinese.split_palladius(" ".join(self.words))

    @lazy
    def syllables(self) -> list[tuple[list[str], str]]:
        return self.pinyin or [(way, "") for way in self.palladius]

    @lazy
    def sound(self) -> tuple[str, ...]:
        """The reading of its Chinese characters."""
        return chinese.readings(self.han) if self.han else ()

    @lazy
    def spelled_pinyin(self) -> str:
        """The query as if it were pinyin, well spelled or not."""
        if self.sound:
            return "".join(self.sound)
        if self.joined.isascii() and self.joined.isalpha():
            return self.joined.replace("v", "u")
        return "".join(self.palladius[0]) if self.palladius else ""

    @lazy
    def skeletons(self) -> list[tuple[str, ...]]:
        return [russian.skeletons(word) for word in self.words]

    @lazy
    def cyrillic_look(self) -> str | None:
        """The query with Latin look-alikes read as Cyrillic, when a whole word consists of them: HATO."""
        if not self.cyrillic and not self.text.isupper():
            return None
        found = [as_cyrillic(word) or word for word in self.words]
        return " ".join(found) if found != self.words and not self.han else None

    @lazy
    def initials(self) -> str:
        return self.joined if 3 <= len(self.joined) <= 12 and self.joined.isascii() and self.joined.isalpha() else ""

    def wholes(self) -> list[int]:
        """The keys of whole labels this query may stand for."""
        keys = {self.stem_key, self.joined}
        for syllables, rest in self.syllables:
            keys.add("~" + chinese.loose("".join(syllables) + rest))
        if (self.spelled_pinyin and not self.words) or (
            self.pinyin == [] and self.spelled_pinyin and len(self.spelled_pinyin) >= 4
        ):
            keys.add("~" + chinese.loose(self.spelled_pinyin))
        if self.initials:
            keys.add("^" + self.initials)
        return [hash32(key) for key in keys]

    def near_pinyin(self) -> list[int]:
        """The keys of whole labels whose pinyin is one slip away from the query."""
        typed = self.joined.replace("v", "u")
        if not 4 <= len(typed) <= 28 or not typed.isalpha() or not typed.isascii():
            return []
        if sum(map(len, chinese.nearly_pinyin(typed))) < max(0.6 * len(typed), len(typed) - 3):
            return []
        cuts = [(typed[:place], typed[place:]) for place in range(len(typed) + 1)]
        near = {head + tail[1:] for head, tail in cuts if tail}
        near |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
        near |= {head + sign + tail for head, tail in cuts for sign in _PINYIN_LETTERS}
        near |= {head + sign + tail[1:] for head, tail in cuts if tail for sign in _PINYIN_LETTERS}
        return sorted({hash32("~" + chinese.loose(way)) for way in near})

    def other_readings(self) -> list[tuple[str, str]]:
        """Queries the reader may have meant, each with the tier of what it finds: another layout, other words."""
        found = [("taiwan", text) for text in chinese.mainland_words(self.text[:_CONSIDERED])]
        if typed := russian.other_layout(self.text[:_CONSIDERED]):
            found.append(("layout", typed))
        if self.cyrillic_look:
            found.append(("look-alike", self.cyrillic_look))
        return found


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def plan(text: str) -> Query:
    """In: a query as typed. Out: the ways of looking for it.

    Raises QueryRefused, with a sentence for the reader, when the query is too long or holds control characters.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryRefused(f"The query has {len(text)} characters; at most {LONGEST_QUERY} are allowed.")
    if _CONTROL.search(text):
        raise QueryRefused("The query holds a control character; remove it.")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise QueryRefused("The query holds half of a surrogate pair, which is not a character.")
    return Query(text)
