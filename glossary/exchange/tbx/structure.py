"""Which element may stand where in a TBX file: TBX 3 (ISO 30042:2019, `tbx`) and TBX 2 (ISO 30042:2008, `martif`).

These are the rules of the core structure in our own words, checked element by element while a file is read. TBX 2 is
read more leniently: its tools put notes and term notes in any order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

#: Any element of another namespace: a category of a dialect written as an element (DCT).
FOREIGN = "*"
MANY = 1 << 30

INLINE = frozenset({"hi", "foreign", "sc", "ec", "ph", "bpt", "ept", "it", "sub", "ut"})
AUXILIARY = frozenset({"admin", "adminGrp", "descrip", "descripGrp", "transacGrp", "note", "ref", "xref", FOREIGN})
LINKS = frozenset({"admin", "adminGrp", "transacGrp", "note", "ref", "xref", FOREIGN})
TERM_NOTES = frozenset({"termNote", "termNoteGrp", FOREIGN})


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the children of an element: which may stand there, at least and at most how many."""

    names: frozenset[str]
    least: int = 0
    most: int = MANY


@dataclass(frozen=True, slots=True)
class Rule:
    """What an element holds: its parts in order, the attributes it needs, and whether it holds text."""

    parts: tuple[Part, ...] = ()
    attributes: tuple[str, ...] = ()
    has_text: bool = False


def _one(*names: str) -> Part:
    return Part(frozenset(names), 1, 1)


def _maybe(*names: str) -> Part:
    return Part(frozenset(names), 0, 1)


def _some(*names: str) -> Part:
    return Part(frozenset(names), 1)


def _any(names: frozenset[str]) -> Part:
    return Part(names)


_TEXT = Rule((_any(INLINE),), has_text=True)
_CATEGORY = Rule((_any(INLINE),), ("type",), has_text=True)
_PARAGRAPHS = Rule((_some("p"),))

_SHARED: dict[str, Rule] = {
    "fileDesc": Rule((_maybe("titleStmt"), _maybe("publicationStmt"), _some("sourceDesc"))),
    "titleStmt": Rule((_one("title"), _any(frozenset({"note"})))),
    "publicationStmt": _PARAGRAPHS,
    "sourceDesc": _PARAGRAPHS,
    "encodingDesc": _PARAGRAPHS,
    "revisionDesc": Rule((_some("change"),)),
    "change": _PARAGRAPHS,
    "text": Rule((_one("body"), _maybe("back"))),
    "descripGrp": Rule((_one("descrip", FOREIGN), _any(LINKS | {"descripNote"}))),
    "adminGrp": Rule((_one("admin", FOREIGN), _any(frozenset({"adminNote", "note", "ref", "xref", FOREIGN})))),
    "transacGrp": Rule(
        (_one("transac", FOREIGN), _any(frozenset({"transacNote", "date", "note", "ref", "xref", FOREIGN})))
    ),
    "termNoteGrp": Rule((_one("termNote", FOREIGN), _any(LINKS))),
    "refObject": Rule((_some("itemSet", "itemGrp", "item"),)),
    "itemSet": Rule((_some("item", "itemGrp"),)),
    "itemGrp": Rule((_one("item"), _any(LINKS))),
    **dict.fromkeys(("term", "note", "p", "item", "title", "date"), _TEXT),
    **dict.fromkeys(
        ("admin", "adminNote", "descrip", "descripNote", "ref", "termNote", "transac", "transacNote"), _CATEGORY
    ),
    "xref": Rule((_any(INLINE),), ("type", "target"), has_text=True),
}

VERSION_3: Mapping[str, Rule] = {
    **_SHARED,
    "tbx": Rule((_one("tbxHeader"), _one("text")), ("type", "style", "xml:lang")),
    "tbxHeader": Rule((_one("fileDesc"), _maybe("encodingDesc"), _maybe("revisionDesc"))),
    "body": Rule((_some("conceptEntry"),)),
    "conceptEntry": Rule((_any(AUXILIARY), _some("langSec")), ("id",)),
    "langSec": Rule((_any(AUXILIARY), _some("termSec")), ("xml:lang",)),
    "termSec": Rule((_one("term"), _any(TERM_NOTES), _any(AUXILIARY))),
    "back": Rule((_any(frozenset({"refObjectSec"})),)),
    "refObjectSec": Rule((_some("refObject"),), ("type",)),
}

_NOTES_OF_TERM = _any(TERM_NOTES | AUXILIARY)

VERSION_2: Mapping[str, Rule] = {
    **_SHARED,
    "martif": Rule((_one("martifHeader"), _one("text"))),
    "martifHeader": Rule((_one("fileDesc"), _maybe("encodingDesc"), _maybe("revisionDesc"))),
    "body": Rule((_some("termEntry"),)),
    "termEntry": Rule((_any(AUXILIARY), _some("langSet"))),
    "langSet": Rule((_any(AUXILIARY), _some("tig", "ntig")), ("xml:lang",)),
    "tig": Rule((_one("term"), _NOTES_OF_TERM)),
    "ntig": Rule((_one("termGrp"), _any(AUXILIARY))),
    "termGrp": Rule((_one("term"), _any(TERM_NOTES), _any(frozenset({"termCompList"})))),
    "termCompList": Rule((_any(AUXILIARY), _some("termComp", "termCompGrp")), ("type",)),
    "termCompGrp": Rule((_one("termComp"), _NOTES_OF_TERM)),
    "termComp": _TEXT,
    "xref": _CATEGORY,
    "back": Rule((_any(frozenset({"refObjectList"})),)),
    "refObjectList": Rule((_some("refObject"),)),
}


class Children:
    """The children of one element as they come: `take` each, then `end`. Both return what is wrong, "" for nothing."""

    def __init__(self, name: str, rule: Rule) -> None:
        self.name, self.rule = name, rule
        self._part = 0
        self._count = 0

    def take(self, name: str) -> str:
        """The element `name` begins here; any of another namespace is FOREIGN."""
        parts = self.rule.parts
        fitting = [place for place in range(self._part, len(parts)) if name in parts[place].names]
        if not fitting:
            if any(name in part.names for part in parts[: self._part]):
                return _("“%(name)s” has to stand further up in “%(owner)s”") % self._words(name)
            if name == FOREIGN:
                return _("no element of another namespace may stand in “%(owner)s”") % self._words(name)
            return _("“%(name)s” may not stand in “%(owner)s”") % self._words(name)
        is_full = fitting[0] == self._part and self._count >= parts[self._part].most
        found = fitting[1] if is_full and len(fitting) > 1 else fitting[0]
        skipped = self._missing(found)
        if found > self._part:
            self._part, self._count = found, 0
        self._count += 1
        if skipped:
            return skipped
        if self._count > parts[found].most:
            return _("“%(owner)s” has one “%(name)s” only") % self._words(name)
        return ""

    def end(self) -> str:
        """No more children come."""
        return self._missing(len(self.rule.parts))

    def _missing(self, until: int) -> str:
        """The first part before `until` of which there is too little."""
        for place in range(self._part, until):
            part = self.rule.parts[place]
            if (self._count if place == self._part else 0) < part.least:
                names = " / ".join(sorted(part.names - {FOREIGN}))
                if until < len(self.rule.parts):
                    return _("“%(owner)s” begins with “%(name)s”") % self._words(names)
                return _("“%(owner)s” needs “%(name)s”") % self._words(names)
        return ""

    def _words(self, name: str) -> dict[str, str]:
        return {"owner": self.name, "name": name}
