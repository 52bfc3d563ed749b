"""What an entry of a TBX file says of a term."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree

from citations.exchange.formats import Options, Said
from citations.languages import EN, TAGS, ZH_HANS
from citations.models import Organization
from citations.records import Path, Record
from citations.validators import KEY, KEY_LENGTH
from glossary.exchange.tbx import vocabulary as words
from glossary.exchange.tbx.languages import Spoken, region_of, spoken, written_in
from glossary.exchange.tbx.vocabulary import XML_LANG, label_of, plain
from glossary.exchange.tbx.writing import KEY_PREFIX, looks_counted, traditional
from glossary.models.terms import DesignationKind, Reliability, TermRelationKind

_LABELS_OF_CONCEPT = frozenset({words.CASE_SENSITIVE, words.GAP, words.USAGE})
_LABELS_OF_TERM = frozenset(
    {
        words.COMPUTED,
        words.KIND,
        words.OFFICIAL_FOR,
        words.PALLADIUS,
        words.PINYIN,
        words.RELIABILITY,
        words.USED,
        words.VIEWPOINT,
    }
)
#: A line of the file that was broken to indent it; other line ends are the author's.
_INDENTED = re.compile(r"(?:[ \t]*\n)+[ \t]+")
#: An organization as we write it, with its kind and key: China (state prc).
_ORGANIZATION = re.compile(r"(.+) \(([a-z-]+) ([a-z0-9-]+)\)", re.DOTALL)
_GROUPS = ("adminGrp", "descripGrp", "termNoteGrp")


@dataclass(slots=True)
class _Term:
    """One designation of the file, with all that is said of it."""

    element: etree._Element
    text: str
    section: Spoken
    status: str | None = None
    row: Record = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    labelled: dict[str, str] = field(default_factory=dict)
    unmapped: list[tuple[str, str]] = field(default_factory=list)
    #: The number of the row, when the file is ours.
    number: int | None = None


class Saying:
    """What one entry says; `said` and `places` hold it."""

    def __init__(self, entry: etree._Element, options: Options) -> None:
        self.entry, self.options = entry, options
        self.values: Record = {}
        self.texts: dict[str, dict[str, str]] = defaultdict(dict)
        self.unmapped: list[Record] = []
        self.unheld: dict[tuple[str, str], None] = {}
        self.rows: list[tuple[float, Record, int | None]] = []
        self.lines: dict[Path, int] = {}
        if entry.find("langSec") is not None:
            self._read()

    @property
    def said(self) -> Said:
        """The values that are stated, and what has no place."""
        return Said(self.values, tuple(self.unheld))

    @property
    def places(self) -> dict[Path, str]:
        """In which line a name or designation stands."""
        return {path: _("line %(line)s") % {"line": line} for path, line in self.lines.items()}

    def _read(self) -> None:
        key = key_of(self.entry.get("id", ""))
        if key:
            self.values["key"] = key
        if next(self.entry.iter("transacGrp"), None) is not None:
            self._leave("transacGrp", _("who changed an entry and when is told by the history here"))
        self._concept()
        terms: dict[str, list[_Term]] = defaultdict(list)
        for section in self.entry.findall("langSec"):
            tag = section.get(XML_LANG, "")
            found = spoken(tag, self.options.language_map)
            if found is None:
                message = _("the languages here are Russian, Chinese and English; “%(tag)s” is left out")
                self._leave("langSec", message % {"tag": tag})
            else:
                self._section(section, found)
                terms[found.tag] += [self._term(one, found) for one in section.findall("termSec")]
        for tag in TAGS:
            self._names(tag, terms[tag])
        self.values |= {name: dict(texts) for name, texts in self.texts.items() if texts}
        self.rows.sort(key=lambda one: one[0])
        if self.rows:
            self.values["designations"] = [row for _place, row, _line in self.rows]
            for place, (_number, _row, line) in enumerate(self.rows):
                if line:
                    self.lines["designations", place] = line
        if self.unmapped:
            self.values["unmapped"] = self.unmapped
        if not (self.rows or "name" in self.values or "name_zh_hant" in self.values):
            self.values = {}
            self._leave("conceptEntry", _("it has no term in Russian, Chinese or English"))

    # The concept and its languages

    def _concept(self) -> None:
        relations: list[Record] = []
        for category, element in _said_of(self.entry):
            value = self._text(element)
            language = self._language_of(element, value)
            label, rest = label_of(value, _LABELS_OF_CONCEPT) if category == "note" else ("", value)
            meaning = _meaning(category)
            if not value and element.tag != "ref":
                continue
            if label == words.CASE_SENSITIVE:
                self.values["case_sensitive"] = rest == words.YES
            elif label in (words.GAP, words.USAGE):
                self._say("gap_note" if label == words.GAP else "usage_note", language, rest)
            elif label:
                self._keep(label, rest)
            elif meaning == "note":
                self._say("editorial_note", language, value)
            elif meaning == "subject" and self._subject(element, value):
                continue
            elif meaning == "definition" and language and language not in self.texts["definition"]:
                self._say("definition", language, value)
            elif category == "ref:crossReference" and key_of(element.get("target", "")):
                relations.append(_relation(value, key_of(element.get("target", ""))))
            else:
                self._keep(category, _value(element, value))
        if relations:
            self.values["relations"] = relations
        if "domain" in self.values:
            names = self.values["domain"]["name"]
            # A domain has three names; one that is made from a single word bears that in all languages until edited.
            first = next(iter(names.values()))
            self.values["domain"] = {"name": {tag: names.get(tag, first) for tag in TAGS}}

    def _subject(self, element: etree._Element, value: str) -> bool:
        """Take a subject field as the domain; False when the file has named another one already."""
        names: dict[str, str] = self.values.setdefault("domain", {"name": {}})["name"]
        explicit = element.get(XML_LANG)
        language = (self._language_of(element, value) or EN.tag) if explicit or not names else ""
        if not language or language in names:
            return False
        names[language] = value
        return True

    def _section(self, section: etree._Element, found: Spoken) -> None:
        for category, element in _said_of(section):
            value = self._text(element)
            label, rest = label_of(value, frozenset()) if category == "note" else ("", value)
            meaning = _meaning(category)
            if not value:
                continue
            if label:
                self._keep(label, rest, found.tag)
            elif meaning == "note":
                self._say("usage_note", self._language_of(element, value, found.tag), value)
            elif meaning == "definition" and found.tag not in self.texts["definition"]:
                self._say("definition", found.tag, value)
            else:
                self._keep(category, _value(element, value), found.tag)

    def _say(self, name: str, language: str, text: str) -> None:
        if not language:
            self._leave(name, _("it is in none of Russian, Chinese and English"))
            return
        before = self.texts[name].get(language)
        self.texts[name][language] = f"{before}\n{text}" if before else text

    def _keep(self, category: str, value: str, language: str = "", designation: str = "") -> None:
        if not value:
            return
        level = "term" if designation else "language" if language else "concept"
        self.unmapped.append(
            {
                "format": words.FORMAT,
                "level": level,
                "language": language,
                "designation": designation,
                "category": category[:200],
                "value": value,
            }
        )

    def _leave(self, what: str, message: str) -> None:
        self.unheld[what, message] = None

    def _language_of(self, element: etree._Element, text: str, section: str = "") -> str:
        """The content language of a text: what the element says, else its section, else its letters, else the file's;
        "" when it is none of ours."""
        explicit = element.get(XML_LANG)
        if explicit:
            found = spoken(explicit, self.options.language_map)
            return found.tag if found else ""
        if section:
            return section
        inherited = spoken(self.entry.get(XML_LANG, EN.tag), self.options.language_map)
        return written_in(text) or (inherited.tag if inherited else "")

    def _text(self, element: etree._Element) -> str:
        """The text of an element without the marks in it."""
        pieces: list[str] = [element.text or ""]
        for child in element:
            name = str(child.tag)
            self._leave(name, _("the mark is taken off; the text in it stays"))
            if name in ("hi", "foreign", "sub"):
                pieces.append(self._text(child))
            pieces.append(child.tail or "")
        return _INDENTED.sub(" ", "".join(pieces)).strip()

    # Names and designations

    def _term(self, section: etree._Element, found: Spoken) -> _Term:
        written = section.find("term")
        assert written is not None
        term = _Term(written, " ".join(self._text(written).split()), found)
        prefix = f"{self.entry.get('id')}."
        own = section.get("id", "")
        if own.startswith(prefix) and own[len(prefix) :].isdecimal():
            term.number = int(own[len(prefix) :])
        for category, element in _said_of(section):
            value = self._text(element)
            if value:
                self._say_of_term(term, category, element, value)
        return term

    def _say_of_term(self, term: _Term, category: str, element: etree._Element, value: str) -> None:
        label, rest = label_of(value, _LABELS_OF_TERM) if category == "note" else ("", value)
        meaning = _meaning(category)
        if label in _LABELS_OF_TERM:
            self._say_labelled(term, label, rest, self._language_of(element, rest, term.section.tag))
        elif label:
            term.unmapped.append((label, rest))
        elif meaning == "status" and plain(value) in words.STANDINGS and term.status is None:
            term.status = words.STANDINGS[plain(value)]
        elif meaning == "type" and plain(value) in words.KINDS_OF_TERMS and "kind" not in term.row:
            term.row["kind"] = words.KINDS_OF_TERMS[plain(value)]
            term.labelled["type"] = value
            if value not in words.EXACT_TYPES:
                term.unmapped.append((category, value))
        elif meaning == "region" and region_of(value) and "region" not in term.row:
            term.row["region"] = region_of(value)
            term.labelled["region"] = value
        elif meaning == "note":
            language = self._language_of(element, value, term.section.tag)
            if language:
                term.notes[language].append(value)
            else:
                self._leave("note", _("it is in none of Russian, Chinese and English"))
        elif meaning == "definition" and term.section.tag not in self.texts["definition"]:
            self._say("definition", term.section.tag, value)
        else:
            if meaning == "reliability":
                is_reliable = value in words.RELIABLE_CODES
                term.row["reliability"] = Reliability.ESTABLISHED.value if is_reliable else Reliability.PROPOSED.value
            term.unmapped.append((category, _value(element, value)))

    def _say_labelled(self, term: _Term, label: str, value: str, language: str) -> None:
        if label == words.RELIABILITY and value in Reliability.values:
            term.row["reliability"] = value
        elif label == words.KIND and value in DesignationKind.values:
            term.row["kind"] = value
        elif label == words.USED:
            term.row["used"] = value
        elif label in (words.OFFICIAL_FOR, words.VIEWPOINT):
            name = "official_for" if label == words.OFFICIAL_FOR else "viewpoint"
            term.row[name] = _organization(value, language or EN.tag)
        else:
            term.labelled[label] = value

    def _names(self, tag: str, terms: list[_Term]) -> None:
        """Which of the terms of one language is the name, and what the others are."""
        plain_terms = [one for one in terms if not one.section.is_traditional]
        name = _name_among(plain_terms)
        if name is not None:
            self._take_name(tag, name)
        home = name.section.region if name is not None else ""
        seen = {(name.text if name is not None else "", "")}
        forms = [name.text if name is not None else ""]
        for place, term in enumerate(plain_terms):
            if term is not name:
                region = term.row.get("region", "" if term.section.region == home else term.section.region)
                self._take_designation(tag, term, region, seen, place)
                forms += [] if region else [term.text]
        traditional_terms = [one for one in terms if one.section.is_traditional]
        for place, term in enumerate(traditional_terms, start=len(plain_terms)):
            self._take_traditional(term, forms, seen, place)

    def _take_name(self, tag: str, term: _Term) -> None:
        if not term.text:
            return
        self.texts["name"][tag] = term.text
        if term.element.sourceline:
            self.lines["name", tag] = term.element.sourceline
        if "reliability" in term.row:
            self.texts["reliability"][tag] = term.row["reliability"]
        if term.status:
            self._leave(
                "termNote[administrativeStatus]", _("no term of the language is preferred; the first became the name")
            )
        for label, name in ((words.PINYIN, "pinyin"), (words.PALLADIUS, "palladius")):
            if label in term.labelled and tag == ZH_HANS.tag:
                self.values[name] = term.labelled[label]
        for language, notes in term.notes.items():
            self._say("usage_note", language, "\n".join(notes))
        for category, what in (("termNote:termType", "type"), ("termNote:geographicalUsage", "region")):
            kept = (category, term.labelled.get(what, ""))
            if kept not in term.unmapped:
                self._keep(*kept, tag, term.text)
        for name in ("used", "official_for", "viewpoint"):
            if name in term.row:
                self._leave(name, _("a name has no such field; make it a designation"))
        for category, value in term.unmapped:
            self._keep(category, value, tag, term.text)

    def _take_designation(self, tag: str, term: _Term, region: str, seen: set[tuple[str, str]], place: int) -> None:
        if not term.text:
            return
        if (term.text, region) in seen:
            if term.number is None:
                self._leave("termSec", _("the same term stands in this language twice"))
                return
        elif region and (term.text, "") in seen and term.number is None:
            return
        seen.add((term.text, region))
        row: Record = {"language": tag, "text": term.text, **term.row, "region": region}
        if not region:
            del row["region"]
        if term.status is not None:
            row["standing"] = term.status or "admitted"
            if not term.status:
                self._leave(
                    "termNote[administrativeStatus]",
                    _("a language has one name; another preferred term became an admitted designation"),
                )
        if term.notes:
            row["note"] = {language: "\n".join(notes) for language, notes in term.notes.items()}
        number = term.number if term.number is not None else 1_000_000 * (TAGS.index(tag) + 1) + place
        self.rows.append((number, row, term.element.sourceline))
        for category, value in term.unmapped:
            self._keep(category, value, tag, term.text)

    def _take_traditional(self, term: _Term, forms: list[str], seen: set[tuple[str, str]], place: int) -> None:
        """A form in traditional characters: one that we compute says nothing, another is an editor's or a region's."""
        region = term.row.get("region", term.section.region)
        source = term.labelled.get(words.COMPUTED)
        is_computed = any(term.text == traditional(form) for form in ([source] if source else forms))
        if term.number is not None or (region and not is_computed):
            self._take_designation(ZH_HANS.tag, term, region, seen, place)
        elif is_computed or not term.text:
            for category, _kept in term.unmapped:
                self._leave(category, _("the form in traditional characters is computed here and holds nothing else"))
        elif "name_zh_hant" not in self.values and not (source and source not in forms[:1]):
            self.values["name_zh_hant"] = term.text
            for category, value in term.unmapped:
                self._keep(category, value, ZH_HANS.tag, term.text)
        else:
            self._keep("term:zh-Hant", term.text, ZH_HANS.tag)


def key_of(id_: str) -> str:
    """The key that an id of a file is; "" when it is none, or only a number."""
    if id_.startswith(KEY_PREFIX):
        id_ = id_.removeprefix(KEY_PREFIX)
    elif looks_counted(id_):
        return ""
    return id_ if is_key(id_) else ""


def is_key(text: str) -> bool:
    """Whether `text` could be a key."""
    return KEY.fullmatch(text) is not None and len(text) <= KEY_LENGTH


def _organization(text: str, language: str) -> Record:
    """The description of an organization, by its name alone or with the kind and the key that we write."""
    found = _ORGANIZATION.fullmatch(text)
    if found and found[2] in Organization.Kind.values and is_key(found[3]):
        return {"key": found[3], "kind": found[2], "name": {language: found[1]}}
    return {"name": {language: text}}


def _relation(text: str, key: str) -> Record:
    """A reference to another entry; its kind stands before the colon, when we wrote it."""
    kind = text.partition(":")[0]
    return {"kind": kind if kind in TermRelationKind.values else TermRelationKind.RELATED.value, "term": key}


def _name_among(terms: list[_Term]) -> _Term | None:
    """The preferred term; else the first that is neither deprecated nor superseded nor one of our designations."""
    free = [one for one in terms if one.number is None]
    candidates = [
        *(one for one in free if one.status == "" and not one.section.region),
        *(one for one in free if one.status == ""),
        *(one for one in free if one.status in (None, "admitted")),
    ]
    return candidates[0] if candidates else None


def _said_of(owner: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """What is said of an entry, a language or a term: each category with its element, groups taken apart. What stands
    beside a category in its group is named after it: descrip:context>admin:source."""
    for child in owner:
        name = str(child.tag)
        if name in _GROUPS:
            parts = list(child.iterchildren(*words.CATEGORY_ELEMENTS))
            inner = [one for group in child.iterchildren("adminGrp") for one in group]
            first = _category(parts[0]) if parts else ""
            for place, element in enumerate([*parts, *inner]):
                yield (f"{first}>{_category(element)}" if place else first), element
        elif name in words.CATEGORY_ELEMENTS and name != "term":
            yield _category(child), child


def _category(element: etree._Element) -> str:
    name, type_ = str(element.tag), element.get("type")
    return f"{name}:{type_}" if type_ else name


def _meaning(category: str) -> str:
    """What a category means here; "" when we have no field for it."""
    if ">" in category or category.startswith(("ref:", "xref:", "transac:")):
        return ""
    return words.MEANINGS.get(plain(category.partition(":")[2] or category), "")


def _value(element: etree._Element, text: str) -> str:
    """What is kept of an element: its text, and behind it the address it leads to."""
    target = element.get("target", "")
    if element.tag not in ("ref", "xref") or not target:
        return text
    return target if text in ("", target) else f"{text} {target}"
