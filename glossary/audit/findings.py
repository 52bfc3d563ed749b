"""What the audit finds: one finding, and the codes there are with what each means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

#: Every code with the rule it stands for; docs/audit.md says what to do about each and when to accept it.
CODES: dict[str, str] = {
    "no-attestation": "a published term is seen in a work",
    "no-name": "a term, person or organization has a name in each language, or says why not",
    "no-definition": "a term has a definition in each language that has a word for it",
    "no-title": "a source or treaty has a title in each language, or says why not",
    "no-transliteration": "a source or treaty in another script has its title in Latin letters too",
    "official-without-text": "a form graded official is attested in an authentic or official text",
    "no-parties": "a treaty has parties, a policy document or resolution parties or those who issued it",
    "no-date": "a treaty has an event with a date",
    "unexplained-citation": "a candidate or partial citation says in its editorial note what it rests on",
    "unrecognised-form": "the form of an attestation is a designation of its term",
    "no-such-paragraph": "a paragraph that is referred to exists in a work whose sections are counted",
    "shared-designation": "two terms with one designation say how they stand to each other",
    "dangling-reference": "a published record refers to what a reader can open",
    "traditional-characters": "a Simplified field is in Simplified characters",
    "mixed-scripts": "a word is in Latin or in Cyrillic letters, not in both",
    "straight-quotes": "Russian quotation marks are « » and „ “",
    "missing-yo": "ё is written where the dictionary knows the word with ё only",
    "half-width-punctuation": "punctuation between Chinese characters is full-width",
    "unknown-code": "the codes a record accepts exist",
    "unused-acceptance": "the codes a record accepts are found on it",
}


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing the audit has to say of one record: where it is, what it is, and what to do about it.

    `field` is the path in the canonical record, rows of lists counted from 1 (`designations.2.text`); `language` is
    a BCP 47 tag, or empty where the field has none. `accepted` says that the record declares it right and meant.
    """

    code: str
    kind: str
    key: str
    field: str
    language: str
    what: str
    to_do: str
    accepted: bool = False

    def __str__(self) -> str:
        place = f"{self.field}[{self.language}]" if self.language else self.field
        return f"{self.code}: {self.kind} {self.key}: {place}: {self.what}; {self.to_do}"

    def as_json(self) -> dict[str, Any]:
        """The finding in plain JSON types."""
        return {name: getattr(self, name) for name in self.__slots__}


def quoted(words: Iterable[str]) -> str:
    """Words in quotation marks, each once, in order: “еще”, “ее”."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))
