"""A TBX file as entries, one at a time: the file is untrusted, and its structure is checked while it is read.

Entities are refused, nothing outside the file is loaded, and an entry is forgotten when it has been read, so that
memory stays small however long the file is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from citations.exchange.formats import Entry, Fault, Options, Unreadable
from citations.exchange.keyed import Keyed
from citations.exchange.text import CheckedText, open_text
from glossary.exchange.tbx import structure, vocabulary
from glossary.exchange.tbx.saying import Saying
from glossary.exchange.tbx.vocabulary import XML_LANG

#: How deep elements may lie in each other; a rich file has ten.
DEEPEST = 40
#: How long one entry, or the head of the file, may be, in characters.
MOST_OF_ENTRY = 4 << 20
#: Encodings that a file may declare besides Unicode's.
_ENCODING = re.compile(
    r"iso-8859-\d+|windows-\d+|cp\d+|koi8-[ru]|gb18030|gbk|gb2312|big5(-hkscs)?|euc-(jp|kr|cn)|shift_jis",
    re.IGNORECASE,
)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_WEB = re.compile(r"https?://.+")

#: The elements of TBX 2 by their names in TBX 3.
_NEW_NAMES = {"termEntry": "conceptEntry", "langSet": "langSec", "tig": "termSec", "ntig": "termSec"}
_ENTRIES = ("conceptEntry", "termEntry")
#: What can be forgotten as soon as it has been read.
_PASSING = frozenset({*_ENTRIES, "refObject"})


def open_xml(file: BinaryIO, encoding: str = "") -> CheckedText:
    """`file` as text in the encoding that is asked for, else in the one it declares; Unreadable for other bytes."""
    head = file.read(1024)
    file.seek(0)
    if not encoding:
        declared = _DECLARED.match(head)
        if head.startswith((b"<\0?\0", b"\0<\0?")):
            encoding = "utf-16-le" if head.startswith(b"<") else "utf-16-be"
        elif declared and not declared[1].lower().startswith((b"utf", b"us-ascii")):
            encoding = declared[1].decode()
            if not _ENCODING.fullmatch(encoding):
                message = _("the file declares the encoding “%(encoding)s”, which is not read; save it as UTF-8")
                raise Unreadable(message % {"encoding": encoding}, _line(1))
    return open_text(file, encoding)


def _line(number: int | None) -> str:
    return _("line %(line)s") % {"line": number}


@dataclass(slots=True)
class _Open:
    """An element that has begun and not ended."""

    name: str
    children: structure.Children | None


@dataclass(slots=True)
class TbxReader:
    """Reads one file, once."""

    file: BinaryIO
    options: Options
    _open: list[_Open] = field(default_factory=list)
    _faults: list[Fault] = field(default_factory=list)
    _ids: Keyed[int] = field(default_factory=Keyed)
    _targets: Keyed[int] = field(default_factory=Keyed)
    _rules: dict[str, structure.Rule] = field(default_factory=dict)
    _language: str = ""
    _fresh: int = 0
    _is_sound: bool = True

    def entries(self) -> Iterator[Entry | Fault]:
        """The entries of the file and its faults; raises Unreadable where it cannot be read further."""
        parser = etree.XMLPullParser(
            events=("start", "end"),
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        text = open_xml(self.file, self.options.encoding)
        try:
            for piece in text.pieces():
                parser.feed(piece.encode())
                self._fresh += len(piece)
                yield from self._events(parser)
                if self._fresh > MOST_OF_ENTRY:
                    message = _("here is an entry longer than %(most)s characters; is the file what it should be?")
                    raise Unreadable(message % {"most": MOST_OF_ENTRY}, text.where)
            parser.close()
            yield from self._events(parser)
        except etree.XMLSyntaxError as error:
            with suppress(etree.XMLSyntaxError):
                # What was read before may name the cause: a file that begins with entities, or is no TBX.
                yield from self._events(parser)
            reason = (error.msg or _("it is empty")).partition(", line ")[0]
            message = _("this is not well-formed XML: %(reason)s") % {"reason": reason}
            raise Unreadable(message, _line(error.lineno) if error.lineno else "") from error
        for target, line in self._targets.items():
            if target not in self._ids:
                yield Fault(_line(line), _("“%(id)s” is the id of nothing in this file") % {"id": target})

    def _events(self, parser: etree.XMLPullParser) -> Iterator[Entry | Fault]:
        for event, element in parser.read_events():
            assert isinstance(element, etree._Element)
            if event == "start":
                self._start(element)
            else:
                yield from self._end(element)
        faults, self._faults = self._faults, []
        yield from faults

    # Structure

    def _start(self, element: etree._Element) -> None:
        name = self._name(element)
        if not self._open:
            self._root(element, name)
        elif len(self._open) >= DEEPEST:
            raise Unreadable(_("the elements lie deeper in each other than TBX has them"), _line(element.sourceline))
        else:
            above = self._open[-1].children
            if above is not None:
                self._say(element, above.take(name))
        if name in _ENTRIES:
            self._is_sound = True
        rule = self._rules.get(name)
        self._open.append(_Open(name, structure.Children(name, rule) if rule is not None else None))
        if rule is not None:
            self._attributes(element, name, rule)

    def _root(self, element: etree._Element, name: str) -> None:
        declarations = element.getroottree().docinfo.internalDTD
        for entity in declarations.iterentities() if declarations is not None else ():
            message = _("the file declares the entity “%(name)s”; entities are not read: write out what they stand for")
            raise Unreadable(message % {"name": entity.name})
        if name == "tbx":
            self._rules = dict(structure.VERSION_3)
        elif name == "martif":
            self._rules = dict(structure.VERSION_2)
        else:
            message = _("this is not TBX: the file begins with “%(name)s”, not with “tbx” or “martif”")
            raise Unreadable(message % {"name": etree.QName(element).localname}, _line(element.sourceline))
        self._language = element.get(XML_LANG) or ""

    def _attributes(self, element: etree._Element, name: str, rule: structure.Rule) -> None:
        for attribute in rule.attributes:
            value = element.get(XML_LANG if attribute == "xml:lang" else attribute)
            if not value and not (attribute == "xml:lang" and element.get("lang")):
                words = {"name": name, "attribute": attribute}
                self._say(element, _("“%(name)s” needs the attribute “%(attribute)s”") % words)
        id_, target = element.get("id"), element.get("target")
        if id_ and not self._ids.set_default(id_, element.sourceline or 0):
            self._say(element, _("the id “%(id)s” stands in the file twice") % {"id": id_})
        if target and "tbx" in self._rules and not _WEB.fullmatch(target):
            self._targets.set_default(target, element.sourceline or 0)

    def _end(self, element: etree._Element) -> Iterator[Entry | Fault]:
        one = self._open.pop()
        if one.children is not None:
            self._say(element, one.children.end())
            if not one.children.rule.has_text and _has_stray_text(element):
                self._say(element, _("text may not stand in “%(name)s” itself") % {"name": one.name})
        if one.name in _ENTRIES:
            faults, self._faults = self._faults, []
            yield from faults
            if self._is_sound:
                yield self._entry(element)
        if one.name in _PASSING or one.name in ("tbxHeader", "martifHeader"):
            self._fresh = 0
            _forget(element)

    def _say(self, element: etree._Element, message: str) -> None:
        if message:
            self._faults.append(Fault(_line(element.sourceline), message))
            self._is_sound = False

    def _name(self, element: etree._Element) -> str:
        """The name of an element; FOREIGN for one of another namespace."""
        name = etree.QName(element)
        return name.localname if name.namespace in (None, vocabulary.NAMESPACE) else structure.FOREIGN

    # Entries

    def _entry(self, element: etree._Element) -> Entry:
        line = _line(element.sourceline)
        for entity in element.iter(etree.Entity):
            message = _("“%(entity)s” is an entity that the file does not declare; write the character itself")
            raise Unreadable(message % {"entity": entity.text}, line)
        saying = Saying(modern(element, self._language), self.options)
        return Entry("term", saying.said, line, saying.places)


def _has_stray_text(element: etree._Element) -> bool:
    pieces = [element.text, *(child.tail for child in element)]
    return any(piece and piece.strip() for piece in pieces)


def _forget(element: etree._Element) -> None:
    """Free what has been read: the element's content, and the elements before it."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def modern(entry: etree._Element, language: str) -> etree._Element:
    """An entry of any version and style as one of TBX 3 with categories as attributes (DCA), without namespace; the
    language of the file stands at it."""
    for element in list(entry.iter(etree.Element)):
        name = etree.QName(element)
        if name.namespace in (None, vocabulary.NAMESPACE):
            element.tag = _NEW_NAMES.get(name.localname, name.localname)
            if not element.get(XML_LANG) and element.get("lang"):
                element.set(XML_LANG, element.get("lang") or "")
        else:
            element.tag = vocabulary.ELEMENT_OF_CATEGORY.get(name.localname, "descrip")
            element.set("type", name.localname)
    for group in list(entry.iter("termGrp")):
        _unwrap(group)
    if language:
        entry.set(XML_LANG, language)
    return entry


def _unwrap(group: etree._Element) -> None:
    """Put the children of `group` in its place."""
    parent = group.getparent()
    assert parent is not None
    place = parent.index(group)
    parent[place : place + 1] = list(group)
