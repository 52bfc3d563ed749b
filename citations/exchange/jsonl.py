"""JSON Lines: one record a line, {"type": "term", "record": {...}}; it holds everything.

A line that speaks only some languages says which, {"languages": ["ru"]}, and is silent about the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from citations.exchange.formats import Entry, Fault, Format, Heading, Options, Said
from citations.exchange.related import Related
from citations.exchange.text import open_text
from citations.languages import TAGS
from citations.records import KINDS, Kind, Record


class JsonLines(Format):
    """The canonical record itself. Every kind fits, and nothing is lost."""

    name = "jsonl"
    label = "JSON Lines"
    suffixes = (".jsonl", ".ndjson")
    media_type = "application/jsonl"
    kinds = ("organization", "person", "source", "treaty", "citation", "domain", "term", "attestation")
    whole_lists = None

    def encode(self, kind: Kind, record: Record, related: Related) -> Any:
        return {"type": kind.name, "record": record}

    def decode(self, kind: Kind, item: Any, options: Options) -> Said:
        return Said(item["record"], listed=tuple(item.get("languages", TAGS)))

    def write(self, items: Iterable[tuple[Kind, Any]], heading: Heading) -> Iterator[bytes]:
        is_whole = heading.languages == TAGS
        for kind, item in items:
            line = item if is_whole else _in_languages(kind, item, heading.languages)
            yield json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def read(self, file: BinaryIO, options: Options) -> Iterator[Entry | Fault]:
        text = open_text(file, options.encoding)
        for line in text:
            if not line.strip():
                continue
            where = text.where
            try:
                item = json.loads(line)
            except (ValueError, RecursionError) as error:
                is_deep = isinstance(error, RecursionError)
                reason = _("it is nested too deeply") if is_deep else getattr(error, "msg", error)
                yield Fault(where, _("this is not JSON (%(reason)s); each line is one object") % {"reason": reason})
                continue
            if not _is_line(item):
                yield Fault(where, _('each line is {"type": …, "record": {…}}'))
            elif item["type"] not in self.kinds:
                known = ", ".join(self.kinds)
                yield Fault(where, _("the type is one of %(known)s") % {"known": known})
            else:
                kind = KINDS[item["type"]]
                yield Entry(kind.name, self.decode(kind, item, options), where)

    def sniff(self, head: bytes) -> bool:
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b'{"type":')


def _is_line(item: Any) -> bool:
    """Whether `item` has the parts of a line, and no other."""
    return (
        isinstance(item, dict)
        and {"type", "record"} <= set(item) <= {"type", "record", "languages"}
        and isinstance(item["record"], dict)
        and isinstance(item.get("languages", []), list)
        and all(tag in TAGS for tag in item.get("languages", []))
    )


def _in_languages(kind: Kind, item: Any, languages: Sequence[str]) -> Any:
    """`item` without a word about the other languages: an empty text would say that there is none."""

    def spoken(values: Record, translated: frozenset[str]) -> Record:
        return {
            name: {tag: value[tag] for tag in languages} if name in translated else value
            for name, value in values.items()
        }

    record = spoken(item["record"], kind.translated | kind.tail.translated)
    for child in kind.children:
        record[child.name] = [spoken(row, child.translated) for row in record[child.name]]
    return item | {"languages": list(languages), "record": record}
