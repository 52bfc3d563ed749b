"""The sentences of the audit, made when they are read, in the language of whoever reads.

A finding names its code, a case of it and values; here stands what is said then. A name of a field in a sentence
(`%(gap_note)s`) is filled with what editors call that field. Findings are kept: a case or a value that goes, or gets
another name, takes a migration that empties their table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from citations.labels import path_label
from citations.records import Kind


class Sentences(NamedTuple):
    """What is the matter, and what to do about it."""

    what: str | Promise
    to_do: str | Promise


_PARAGRAPH = Sentences(
    _("“%(work)s” has no paragraph %(paragraph)s"), _("correct the paragraph, or the sections of the work")
)
_FORM = _("correct the form or the term, or add the form to the term as a designation")
_SCRIPTS = _("write each word in one script")

#: By code and case; a code that says one thing only has the case "".
SENTENCES: dict[str, dict[str, Sentences]] = {
    "no-attestation": {
        "": Sentences(_("the term is seen in no work"), _("add an attestation: the work, the place in it, the form")),
    },
    "no-name": {
        "": Sentences(_("there is no name here"), _("give it, or say in “%(editorial_note)s” that it is unknown")),
        "term": Sentences(
            _("the term has no name here"), _("give the name, or say in “%(gap_note)s” why there is none")
        ),
    },
    "no-definition": {
        "": Sentences(_("the term is not defined here"), _("define it in one to three sentences")),
    },
    "no-title": {
        "": Sentences(
            _("there is no title here"),
            _("give it in translation, or say in “%(editorial_note)s” why there is none"),
        ),
        "description": Sentences(
            _("there is neither title nor description here"),
            _("describe the work, or say in “%(editorial_note)s” why that cannot be done"),
        ),
    },
    "no-transliteration": {
        "": Sentences(_("the title is not given in Latin letters"), _("write it by ALA-LC, or in pinyin")),
    },
    "official-without-text": {
        "": Sentences(
            _("“%(text)s” is graded official, and no official text attests it"),
            _("attest it in the text of a treaty or law, naming the text, or grade it established"),
        ),
    },
    "no-parties": {
        "": Sentences(_("no party is named"), _("add the parties as they then were")),
        "issued": Sentences(
            _("neither parties nor an issuer is named"), _("name who issued it in “%(contributions)s”")
        ),
    },
    "no-date": {
        "": Sentences(_("no event has a date"), _("add when it was signed or adopted, in EDTF")),
    },
    "unexplained-citation": {
        "candidate": Sentences(
            _("the citation is a candidate, and nothing says why"), _("say what the conjecture rests on")
        ),
        "partial": Sentences(_("the citation is partial, and nothing says why"), _("say what is lost")),
    },
    "unrecognised-form": {
        "": Sentences(_("“%(form)s” is not recognisable as “%(name)s” or another designation of “%(term)s”"), _FORM),
        "no-word": Sentences(_("“%(form)s” is attested, and “%(term)s” has no designation in this language"), _FORM),
    },
    "no-such-paragraph": {"": _PARAGRAPH},
    "shared-designation": {
        "": Sentences(
            _("“%(text)s” is also a designation of “%(other)s”, and the two have no relation"),
            _("relate them (false friend of, broader, related, contrasts with), or make them one term"),
        ),
    },
    "dangling-reference": {
        "draft": Sentences(
            _("it leads to “%(target)s”, which is a draft"), _("publish it, or refer to another record")
        ),
        "retired": Sentences(
            _("it leads to “%(target)s”, which is retired without a successor"),
            _("name its successor in “%(replaced_by)s”, or refer to another record"),
        ),
    },
    "traditional-characters": {
        "": Sentences(_("traditional characters %(characters)s"), _("write %(simplified)s")),
    },
    "mixed-scripts": {
        "": Sentences(_("Latin and Cyrillic letters together in %(words)s"), _SCRIPTS),
        "letter": Sentences(_("Latin %(letters)s between Russian words"), _("write the Cyrillic one")),
    },
    "straight-quotes": {
        "": Sentences(_("straight quotation marks"), _("write « », and „ “ within them")),
    },
    "missing-yo": {
        "": Sentences(_("no ё in %(words)s"), _("write %(spellings)s")),
    },
    "half-width-punctuation": {
        "": Sentences(
            _("half-width %(signs)s among Chinese characters"), _("write the full-width sign (，。；：？！（）“”)")
        ),
    },
    "unknown-code": {
        "": Sentences(_("“%(code)s” is no code of the audit"), _("correct it, or take it out")),
    },
    "unused-acceptance": {
        "": Sentences(_("“%(code)s” is accepted and no longer found"), _("take it out")),
    },
}


def what(code: str, case: str, kind: Kind, values: Mapping[str, Any]) -> str:
    """What is the matter with a record of `kind`."""
    return str(SENTENCES[code][case].what) % _Filling(kind, values)


def to_do(code: str, case: str, kind: Kind, values: Mapping[str, Any]) -> str:
    """What to do about it."""
    return str(SENTENCES[code][case].to_do) % _Filling(kind, values)


class _Filling(dict[str, str]):
    """The values as text, and any other name as what editors call the field of that name."""

    def __init__(self, kind: Kind, values: Mapping[str, Any]) -> None:
        super().__init__({name: _as_text(value) for name, value in values.items()})
        self.kind = kind

    def __missing__(self, name: str) -> str:
        return path_label(self.kind, (name,))


def _as_text(value: Any) -> str:
    """A list of words in quotation marks, each once, in order: “еще”, “ее”; anything else as it is."""
    if not isinstance(value, list):
        return str(value)
    shown = (_quoted(**word) if isinstance(word, Mapping) else _quoted(word) for word in value)
    return pgettext("between the words of a list", ", ").join(dict.fromkeys(shown))


def _quoted(word: str, latin: str = "", cyrillic: str = "") -> str:
    """A word in quotation marks, with the letters in it that are of the other script."""
    if latin:
        return gettext("“%(word)s” (Latin %(letters)s)") % {"word": word, "letters": latin}
    if cyrillic:
        return gettext("“%(word)s” (Cyrillic %(letters)s)") % {"word": word, "letters": cyrillic}
    return gettext("“%(word)s”") % {"word": word}
