"""What the audit finds: one finding, the codes there are with the rule behind each, and where a finding stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from citations.labels import path_label
from citations.records import KINDS
from glossary.audit import sentences

#: What a sentence of the audit is filled with: plain JSON, so that a finding can be kept (see sentences.py).
Values: TypeAlias = Mapping[str, Any]

#: Every code with the rule it stands for; docs/audit.md says what to do about each and when to accept it.
CODES: dict[str, Promise] = {
    "no-attestation": _("a published term is seen in a work"),
    "no-name": _("a term, person or organization has a name in each language, or says why not"),
    "no-definition": _("a term has a definition in each language that has a word for it"),
    "no-title": _("a source or treaty has a title in each language, or says why not"),
    "no-transliteration": _("a source or treaty in another script has its title in Latin letters too"),
    "official-without-text": _("a form graded official is attested in an authentic or official text"),
    "no-parties": _("a treaty has parties, a policy document or resolution parties or those who issued it"),
    "no-date": _("a treaty has an event with a date"),
    "unexplained-citation": _("a candidate or partial citation says in its editorial note what it rests on"),
    "unrecognised-form": _("the form of an attestation is a designation of its term"),
    "no-such-paragraph": _("a paragraph that is referred to exists in a work whose sections are counted"),
    "shared-designation": _("two terms with one designation say how they stand to each other"),
    "dangling-reference": _("a published record refers to what a reader can open"),
    "traditional-characters": _("a Simplified field is in Simplified characters"),
    "mixed-scripts": _("a word is in Latin or in Cyrillic letters, not in both"),
    "straight-quotes": _("Russian quotation marks are « » and „ “"),
    "missing-yo": _("ё is written where the dictionary knows the word with ё only"),
    "half-width-punctuation": _("punctuation between Chinese characters is full-width"),
    "unknown-code": _("the codes a record accepts exist"),
    "unused-acceptance": _("the codes a record accepts are found on it"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the audit has to say of one record: where it is, what it is, and what to do about it.

    `field` is the path in the canonical record, rows of lists counted from 1 (`designations.2.text`); `language` is
    a BCP 47 tag, or empty where the field has none. `case` is which of the sentences of its code is meant, `values`
    what fills it: the sentence itself is made when it is read, in the language of whoever reads. `accepted` says that
    the record declares it right and meant.
    """

    code: str
    kind: str
    key: str
    field: str
    language: str = ""
    case: str = ""
    values: Values = dataclass_field(default_factory=dict)
    accepted: bool = False

    def __str__(self) -> str:
        place = f"{self.field}[{self.language}]" if self.language else self.field
        said = gettext("%(what)s; %(to_do)s") % {"what": self.what, "to_do": self.to_do}
        return f"{self.code}: {self.kind} {self.key}: {place}: {said}"

    @property
    def what(self) -> str:
        """What is the matter, in the language that is active."""
        return sentences.what(self.code, self.case, KINDS[self.kind], self.values)

    @property
    def to_do(self) -> str:
        """What to do about it, in the language that is active."""
        return sentences.to_do(self.code, self.case, KINDS[self.kind], self.values)

    @property
    def place(self) -> str:
        """The field as editors call it: “designations, row 2, text (Russian)”."""
        path = tuple(int(part) - 1 if part.isdecimal() else part for part in self.field.split("."))
        return path_label(KINDS[self.kind], path, self.language)

    @property
    def order(self) -> tuple[str, ...]:
        """What findings are sorted by: the same in every language."""
        values = json.dumps(self.values, ensure_ascii=False, sort_keys=True)
        return (self.code, self.kind, self.key, self.field, self.language, self.case, values)

    def as_json(self) -> dict[str, Any]:
        """The finding in plain JSON types, its sentences made."""
        said = {"what": self.what, "to_do": self.to_do}
        return {name: said.get(name, getattr(self, name)) for name in _NAMES}

    def as_row(self) -> dict[str, Any]:
        """The finding as it is kept, without a sentence."""
        return asdict(self)


_NAMES = ("code", "kind", "key", "field", "language", "what", "to_do", "accepted")
