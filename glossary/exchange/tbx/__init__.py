"""TBX (ISO 30042): terms for translation tools. Written as TBX-Basic, read in versions 3 and 2 and in any dialect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lxml import etree

from citations.exchange.formats import Entry, Fault, Format, Heading, Options, Said
from citations.exchange.keyed import Keyed
from citations.exchange.related import Related
from citations.records import Kind, Record
from glossary.exchange.tbx.reading import TbxReader
from glossary.exchange.tbx.saying import Saying
from glossary.exchange.tbx.vocabulary import NAMESPACE
from glossary.exchange.tbx.writing import entry_of

_SAYS_OF_ITSELF = (
    "TBX-Basic (ISO 30042:2019, DCA). What TBX-Basic has no category for stands in notes that begin with its name "
    "in square brackets. Forms in zh-Hant with a note [computed from] were made by a program."
)


class Tbx(Format):
    """Concept by concept, language by language, term by term."""

    name = "tbx"
    label = "TBX"
    suffixes = (".tbx", ".tbxm", ".xml")
    media_type = "application/x-tbx"
    kinds = ("term",)
    follows = frozenset({"domain", "official_for", "viewpoint"})
    reasons: ClassVar[Mapping[str, str | Promise]] = {
        "status": _("TBX has no drafts; what comes in new is a draft"),
        "replaced_by": _("TBX has no place for a successor"),
        "equivalences": _("in TBX all terms of a concept are equivalent; how nearly is not said"),
        "domain": _("TBX names the domain; this one has no name that may be shown"),
        "name": _("a file needs at least one term for a concept"),
    }

    def encode(self, kind: Kind, record: Record, related: Related) -> Any:
        return entry_of(record, related)

    def decode(self, kind: Kind, item: Any, options: Options) -> Said:
        return Saying(item, options).said

    def write(self, items: Iterable[tuple[Kind, Any]], heading: Heading) -> Iterator[bytes]:
        """The file. What entries refer to and the file does not hold is named at its end, so that every reference
        leads somewhere."""
        yield _head(heading)
        written: Keyed[int] = Keyed()
        wanted: Keyed[int] = Keyed()
        for _kind, entry in items:
            if entry.find("langSec") is None:
                continue
            written.add(entry.get("id"), 1)
            for one in entry.iter("ref"):
                wanted.set_default(one.get("target"), 1)
            etree.indent(entry, space="  ", level=3)
            yield b"      " + etree.tostring(entry, encoding="utf-8") + b"\n"
        yield b"    </body>\n"
        missing = sorted(one for one in wanted if one not in written)
        if missing:
            yield b'    <back>\n      <refObjectSec type="concept">\n'
            for one in missing:
                yield f'        <refObject id="{one}"><item type="key">{one}</item></refObject>\n'.encode()
            yield b"      </refObjectSec>\n    </back>\n"
        yield b"  </text>\n</tbx>\n"

    def read(self, file: BinaryIO, options: Options) -> Iterator[Entry | Fault]:
        return TbxReader(file, options).entries()

    def sniff(self, head: bytes) -> bool:
        return b"<martif" in head or NAMESPACE.encode() in head or b"<tbx" in head


def _head(heading: Heading) -> bytes:
    """The file up to its first entry."""
    root = etree.Element("tbxHeader")
    description = etree.SubElement(root, "fileDesc")
    title = etree.SubElement(etree.SubElement(description, "titleStmt"), "title")
    title.text = heading.title
    source = etree.SubElement(description, "sourceDesc")
    etree.SubElement(source, "p").text = f"{heading.title}, {heading.at}" if heading.at else heading.title
    if heading.address:
        etree.SubElement(source, "p").text = heading.address
    etree.SubElement(etree.SubElement(root, "encodingDesc"), "p").text = _SAYS_OF_ITSELF
    etree.indent(root, space="  ", level=1)
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        + f'<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="{NAMESPACE}">\n  '.encode()
        + etree.tostring(root, encoding="utf-8")
        + b"\n  <text>\n    <body>\n"
    )
