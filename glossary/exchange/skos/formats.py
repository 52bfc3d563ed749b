"""SKOS as two formats of exchange: Turtle and JSON-LD, one mapping."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from citations.exchange.formats import Entry, Fault, Format, Heading, Options, Said
from citations.exchange.related import Related
from citations.records import KINDS, Kind, Record
from glossary.exchange.skos import jsonld, mapping, turtle
from glossary.exchange.skos.gathering import Block, Gathering
from glossary.exchange.skos.rdf import Ref, Resource
from glossary.exchange.skos.vocabulary import head

#: How much text is gathered before it is handed on, in characters.
PIECE = 1 << 16


class _Skos(Format):
    """Domains as collections and terms as concepts of one scheme; what SKOS has no word for in our own."""

    kinds = ("domain", "term")
    follows = frozenset({"official_for", "viewpoint", "evidence"})
    reasons = {"name_zh_hant": _("it is what is computed anyway")}

    def encode(self, kind: Kind, record: Record, related: Related) -> Any:
        return mapping.encode(kind, record, related)

    def decode(self, kind: Kind, item: Any, options: Options) -> Said:
        return mapping.decode(kind, item, options)

    def write(self, items: Iterable[tuple[Kind, Any]], heading: Heading) -> Iterator[bytes]:
        parts: list[str] = []
        size = 0
        for piece in self.pieces(chain(head(heading), (item for _kind, item in items)), heading.address):
            parts.append(piece)
            size += len(piece)
            if size >= PIECE:
                yield "".join(parts).encode()
                parts, size = [], 0
        yield "".join(parts).encode()

    def read(self, file: BinaryIO, options: Options) -> Iterator[Entry | Fault]:
        gathering = Gathering(options)
        for block in self.blocks(file, options):
            if isinstance(block, Fault):
                yield block
            else:
                gathering.add(block)
        for one in gathering:
            if not isinstance(one, tuple):
                yield one
                continue
            where, resource = one
            assert isinstance(resource.subject, Ref)
            kind = KINDS[resource.subject.kind]
            yield Entry(kind.name, self.decode(kind, resource, options), where)

    @abstractmethod
    def pieces(self, resources: Iterable[Resource], site: str) -> Iterator[str]:
        """The text of a file, piece by piece."""

    @abstractmethod
    def blocks(self, file: BinaryIO, options: Options) -> Iterator[Block | Fault]:
        """The statements of a file, as they stand together."""


class Turtle(_Skos):
    """SKOS in Turtle, one block for each subject."""

    name = "skos"
    label = "SKOS (Turtle)"
    suffixes = (".ttl",)
    media_type = "text/turtle"

    def pieces(self, resources: Iterable[Resource], site: str) -> Iterator[str]:
        return turtle.pieces(resources, site)

    def blocks(self, file: BinaryIO, options: Options) -> Iterator[Block | Fault]:
        return turtle.blocks(file, options)

    def sniff(self, head: bytes) -> bool:
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return start.startswith((b"@prefix", b"prefix ", b"@base"))


class JsonLd(_Skos):
    """SKOS in JSON-LD, one object a line for each subject."""

    name = "skos-jsonld"
    label = "SKOS (JSON-LD)"
    suffixes = (".jsonld",)
    media_type = "application/ld+json"

    def pieces(self, resources: Iterable[Resource], site: str) -> Iterator[str]:
        return jsonld.pieces(resources, site)

    def blocks(self, file: BinaryIO, options: Options) -> Iterator[Block | Fault]:
        return jsonld.blocks(file, options)

    def sniff(self, head: bytes) -> bool:
        return b'"@context"' in head
