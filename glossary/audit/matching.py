"""Whether a form as it stands in a work is a designation: inflected, in the other Chinese script, hyphened or not."""

from __future__ import annotations

from functools import lru_cache

from citations.search.analysis import STOP_STEMS
from citations.search.folding import fold, is_han, tokens_of
from citations.search.russian import stem


def is_form_of(form: str, designation: str) -> bool:
    """Whether `form`, as seen in a work, can be read as `designation`: all words of it are there, in any inflexion.

    Russian and English words are compared by their stems, letter case and ё aside, with hyphens or without;
    Chinese characters in either script and in their order; «of», «the» and their like do not count. More words may
    stand beside them: «политика неприсоединения к союзам» is a form of «неприсоединение к союзам».
    """
    seen_words, seen_characters = _parts(form)
    wanted_words, wanted_characters = _parts(designation)
    if wanted_characters not in seen_characters or not (wanted_characters or any(wanted_words)):
        return False
    return any((wanted - STOP_STEMS or wanted) <= seen for wanted, seen in zip(wanted_words, seen_words, strict=True))


@lru_cache(maxsize=20_000)
def _parts(text: str) -> tuple[tuple[frozenset[str], ...], str]:
    """The stems of `text`, hyphens parting words, then joining them, then as one; its Chinese characters."""
    folded = fold(text)
    tokens = tokens_of(folded)
    characters = "".join(token for token in tokens if is_han(token[0]))
    parted = frozenset(stem(token) for token in tokens if not is_han(token[0]))
    joined = frozenset(stem(token) for token in tokens_of(folded.replace("-", "")) if not is_han(token[0]))
    whole = frozenset(filter(None, ["".join(token for token in tokens if not is_han(token[0]))]))
    return (parted, joined, whole), characters
