"""A term as an entry of TBX-Basic, the category being an attribute (DCA)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from citations.exchange.related import Related
from citations.languages import TAGS, ZH_HANS
from citations.records import Record
from glossary.exchange.tbx import vocabulary as words
from glossary.exchange.tbx.languages import TRADITIONAL, TRADITIONAL_REGIONS
from glossary.exchange.tbx.vocabulary import XML_LANG, labelled
from glossary.transcription import to_traditional

#: A key stands as the id of its entry. Where it could not be one, or would look like the number that other tools give
#: to an entry (c12, eid-7, a UUID), this goes before it.
KEY_PREFIX = "key-"
_COUNTED = re.compile(r"[a-z]{0,12}-?[0-9]+|[0-9a-f]{8}-[0-9a-f-]{27}")
_WEB = re.compile(r"https?://\S+")


def id_of(key: str) -> str:
    """The id of the entry of the term `key`."""
    needs_prefix = key[:1].isdigit() or key.startswith(KEY_PREFIX) or looks_counted(key)
    return KEY_PREFIX + key if needs_prefix else key


def looks_counted(name: str) -> bool:
    """Whether an id is a number rather than a name."""
    return _COUNTED.fullmatch(name) is not None


traditional = lru_cache(maxsize=2_000)(to_traditional)


def entry_of(record: Record, related: Related) -> etree._Element:
    """`record`, a term, as a `conceptEntry` without its namespace, which the file as a whole declares."""
    return _Entry(record, related).element


class _Entry:
    def __init__(self, record: Record, related: Related) -> None:
        self.record, self.related = record, related
        self.element = etree.Element("conceptEntry", id=id_of(record["key"]))
        self.kept = [row for row in record["unmapped"] if row["format"] == words.FORMAT]
        self.terms: dict[tuple[str, str], etree._Element] = {}
        self.spoken = [
            tag for tag in TAGS if record["name"][tag] or any(row["language"] == tag for row in record["designations"])
        ]
        self._concept()
        for tag in self.spoken:
            self._language(tag)
            if tag == ZH_HANS.tag:
                self._traditional()

    # The concept

    def _concept(self) -> None:
        domain = self.related.get("domain", self.record["domain"])
        for tag in TAGS if domain is not None else ():
            assert domain is not None
            _add(self.element, "descrip", domain["name"][tag], type="subjectField", language=tag)
        for tag in TAGS:
            if tag not in self.spoken:
                self._definition(self.element, tag, language=tag)
                _note(self.element, words.USAGE, self.record["usage_note"][tag], tag)
        for tag in TAGS:
            _note(self.element, words.GAP, self.record["gap_note"][tag], tag)
            _add(self.element, "note", self.record["editorial_note"][tag], language=tag)
        if self.record["case_sensitive"]:
            _note(self.element, words.CASE_SENSITIVE, words.YES)
        for row in self.record["relations"]:
            text = f"{row['kind']}: {row['term']}"
            _add(self.element, "ref", text, type="crossReference", target=id_of(row["term"]))
        self._keep(self.element, "concept")

    def _definition(self, parent: etree._Element, tag: str, language: str = "") -> None:
        _add(parent, "descrip", self.record["definition"][tag], type="definition", language=language)

    # A language

    def _language(self, tag: str) -> None:
        section = etree.SubElement(self.element, "langSec", {XML_LANG: tag})
        self._definition(section, tag)
        _add(section, "note", self.record["usage_note"][tag])
        self._keep(section, "language", tag)
        if self.record["name"][tag]:
            self._name(section, tag)
        for number, row in enumerate(self.record["designations"], start=1):
            if row["language"] == tag and not _is_traditional(row):
                self._designation(section, tag, number, row)

    def _name(self, section: etree._Element, tag: str) -> None:
        term = self._term(section, tag, self.record["name"][tag])
        _add(term, "termNote", words.PREFERRED, type="administrativeStatus")
        self._keep(term, "term", tag, self.record["name"][tag])
        _note(term, words.RELIABILITY, self.record["reliability"][tag])
        if tag == ZH_HANS.tag:
            _note(term, words.PINYIN, self.record["pinyin"])
            _note(term, words.PALLADIUS, self.record["palladius"])

    def _designation(self, section: etree._Element, tag: str, number: int, row: Mapping[str, Any]) -> None:
        term = self._term(section, tag, row["text"])
        term.set("id", f"{self.element.get('id')}.{number}")
        _add(term, "termNote", words.STATUS_OF_STANDING[row["standing"]], type="administrativeStatus")
        _add(term, "termNote", self._type(row), type="termType")
        _add(term, "termNote", row["region"], type="geographicalUsage")
        self._keep(term, "term", tag, row["text"])
        if row["kind"] not in words.TYPE_OF_KIND and row["kind"] != "synonym":
            _note(term, words.KIND, row["kind"])
        _note(term, words.RELIABILITY, row["reliability"])
        for label, name in ((words.OFFICIAL_FOR, "official_for"), (words.VIEWPOINT, "viewpoint")):
            self._organization(term, label, row[name], tag)
        _note(term, words.USED, row["used"])
        for language in TAGS:
            _add(term, "note", row["note"][language], language=language)

    def _term(self, section: etree._Element, tag: str, text: str) -> etree._Element:
        term = etree.SubElement(section, "termSec")
        etree.SubElement(term, "term").text = text
        self.terms.setdefault((tag, text), term)
        return term

    def _type(self, row: Mapping[str, Any]) -> str:
        """The type of a designation; the one it came with (acronym) when that says more than our kind."""
        for kept in self._kept("term", row["language"], row["text"]):
            is_type = kept["category"] == "termNote:termType" and _is_allowed(kept, "term")
            if is_type and words.KINDS_OF_TERMS.get(words.plain(kept["value"]), "synonym") == row["kind"]:
                return ""
        return words.TYPE_OF_KIND.get(row["kind"], "")

    def _organization(self, term: etree._Element, label: str, key: str | None, tag: str) -> None:
        found = self.related.get("organization", key)
        if found is not None:
            language = next(one for one in (tag, *reversed(TAGS)) if found["name"][one])
            text = f"{found['name'][language]} ({found['kind']} {key})"
            _note(term, label, text, "" if language == tag else language)

    def _traditional(self) -> None:
        """The Chinese forms in traditional characters: an editor's, and those that are computed, marked as such."""
        section = etree.Element("langSec", {XML_LANG: TRADITIONAL})
        name, written = self.record["name"][ZH_HANS.tag], self.record["name_zh_hant"]
        if name or written:
            term = self._term(section, TRADITIONAL, written or traditional(name))
            _add(term, "termNote", words.PREFERRED, type="administrativeStatus")
            if not written:
                _note(term, words.COMPUTED, name)
        for number, row in enumerate(self.record["designations"], start=1):
            if _is_traditional(row):
                self._designation(section, ZH_HANS.tag, number, row)
            elif row["language"] == ZH_HANS.tag and not row["region"]:
                term = self._term(section, TRADITIONAL, traditional(row["text"]))
                _add(term, "termNote", words.STATUS_OF_STANDING[row["standing"]], type="administrativeStatus")
                _add(term, "termNote", words.TYPE_OF_KIND.get(row["kind"], ""), type="termType")
                _note(term, words.COMPUTED, row["text"])
        if len(section):
            self.element.append(section)

    # What came in categories that have no field here

    def _kept(self, level: str, language: str = "", designation: str = "") -> list[Mapping[str, Any]]:
        place = (level, language, designation)
        return [row for row in self.kept if (row["level"], row["language"], row["designation"]) == place]

    def _keep(self, parent: etree._Element, level: str, language: str = "", designation: str = "") -> None:
        """Write what is kept of this place: as it came where TBX-Basic allows that, else in notes with labels."""
        if level == "term" and self.terms.get((language, designation)) is not parent:
            return
        rows = self._kept(level, language, designation)
        # Term notes go before everything else that is said of a term.
        rows.sort(key=lambda row: not (row["category"].startswith("termNote:") and _is_allowed(row, level)))
        last = {f"descrip:{one.get('type')}": one for one in parent.findall("descrip")}
        for row in rows:
            owner, _, inner = row["category"].partition(">")
            if _is_allowed(row, level):
                last[row["category"]] = _as_it_came(parent, row)
            elif owner.startswith("descrip:") and owner in last and inner in ("admin:source", "note"):
                _into_group(last[owner], inner, row["value"])
            else:
                _note(parent, row["category"], row["value"])


def _is_allowed(row: Mapping[str, Any], level: str) -> bool:
    """Whether TBX-Basic has the category of `row` here, and the value in it."""
    category, value = row["category"], row["value"]
    if level not in words.BASIC_LEVELS.get(category, ()) or value not in words.BASIC_VALUES.get(category, {value}):
        return False
    return not category.startswith("xref:") or _WEB.fullmatch(value.rpartition(" ")[2]) is not None


def _as_it_came(parent: etree._Element, row: Mapping[str, Any]) -> etree._Element:
    name, _, type_ = row["category"].partition(":")
    if name == "xref":
        text, _, target = row["value"].rpartition(" ")
        return _add(parent, name, text or target, type=type_, target=target)
    return _add(parent, name, row["value"], type=type_)


def _into_group(element: etree._Element, inner: str, value: str) -> None:
    """Put what is said of `element` beside it."""
    group = element.getparent()
    assert group is not None
    if group.tag != "descripGrp":
        parent, group = group, etree.Element("descripGrp")
        parent.replace(element, group)
        group.append(element)
    name, _, type_ = inner.partition(":")
    _add(group, name, value, type=type_)


def _add(
    parent: etree._Element, name: str, text: str, *, type: str = "", language: str = "", target: str = ""
) -> etree._Element:
    """Add an element with `text` to `parent`, unless there is none."""
    attributes = {"type": type, XML_LANG: language, "target": target}
    element = etree.Element(name, {key: value for key, value in attributes.items() if value})
    element.text = text
    if text:
        parent.append(element)
    return element


def _note(parent: etree._Element, label: str, text: str, language: str = "") -> None:
    if text:
        _add(parent, "note", labelled(label, text), language=language)


def _is_traditional(row: Mapping[str, Any]) -> bool:
    """Whether a designation belongs to the Chinese of Taiwan, Hong Kong or Macao, and is written as there."""
    if row["language"] != ZH_HANS.tag or row["region"] not in TRADITIONAL_REGIONS:
        return False
    return bool(traditional(row["text"]) == row["text"])
