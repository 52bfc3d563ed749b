"""CSL-JSON 1.0.2: an array of works, as Zotero, pandoc and citation processors read and write it.

What CSL cannot say stands in `custom`: other languages of a text under its variable, and under "entente" every other
field with what the file says of it without that, so that an edit made elsewhere goes before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, NoReturn

from django.utils.translation import gettext as _

from citations.exchange.comparing import losses
from citations.exchange.csl import WorkFormat, csl_of, said_of
from citations.exchange.described import with_descriptions
from citations.exchange.formats import Entry, Fault, Heading, Options, Said, Unreadable
from citations.exchange.related import Related
from citations.exchange.text import open_text
from citations.records import KINDS, Kind, Record

#: What CSL says of a treaty, and `custom.entente` says whole.
OF_TREATIES = frozenset({"genre", "authority", "event-place", "container-title"})
#: How deep an object of CSL-JSON can go, with room for `custom`.
DEEPEST = 12


class CslJson(WorkFormat):
    """Works as citation processors know them."""

    name = "csl-json"
    label = "CSL-JSON"
    suffixes = (".json",)
    media_type = "application/vnd.citationstyles.csl+json"

    def encode(self, kind: Kind, record: Record, related: Related) -> Any:
        csl = csl_of(record, related)
        said = said_of(csl).values
        missing = {re.split(r"[.[]", loss.field)[0] for loss in losses(self, kind, record, said, related)}
        if record["contributions"]:
            missing.add("contributions")  # the names in other languages go with the people
        whole = with_descriptions(kind, record, related)
        kept = {name: {"is": whole[name], "seen": said.get(name)} for name in kind.names if name in missing}
        csl.setdefault("custom", {})["entente"] = {"kind": kind.name, "fields": kept}
        return csl

    def decode(self, kind: Kind, item: Any, options: Options) -> Said:
        said = said_of(item, options.language_map)
        custom = item.get("custom")
        kept = custom.get("entente") if isinstance(custom, Mapping) else None
        fields = kept.get("fields") if isinstance(kept, Mapping) else None
        if not isinstance(fields, Mapping):
            return said
        values = dict(said.values)
        for name, one in fields.items():
            if isinstance(one, Mapping) and "is" in one and one.get("seen") == said.values.get(name):
                values[name] = one["is"]
        return Said(values, tuple(one for one in said.unheld if one[0] not in OF_TREATIES))

    def write(self, items: Iterable[tuple[Kind, Any]], heading: Heading) -> Iterator[bytes]:
        before = b"[\n"
        for _kind, item in items:
            yield before + json.dumps(item, ensure_ascii=False).encode()
            before = b",\n"
        yield b"[]\n" if before == b"[\n" else b"\n]\n"

    def read(self, file: BinaryIO, options: Options) -> Iterator[Entry | Fault]:
        for number, (line, item) in enumerate(objects(file, options.encoding), start=1):
            where = _("line %(line)s, work %(number)s") % {"line": line, "number": number}
            if not isinstance(item, dict):
                yield Fault(where, _("a work is an object"))
                continue
            custom = item.get("custom")
            kept = custom.get("entente") if isinstance(custom, Mapping) else None
            name = kept.get("kind") if isinstance(kept, Mapping) else None
            kind = KINDS[name if name in self.kinds else "source"]
            yield Entry(kind.name, self.decode(kind, item, options), where)

    def sniff(self, head: bytes) -> bool:
        plain = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        return plain.startswith((b"[", b"{")) and (b'"type"' in plain or b'"id"' in plain or plain.startswith(b"[]"))


def objects(file: BinaryIO, encoding: str) -> Iterator[tuple[int, Any]]:
    """The values of the one JSON array in `file`, each with its line, read one after the other in bounded memory.

    A single object counts as an array of one. Raises Unreadable where the text is no JSON.
    """
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    buffer, line, is_list, is_over = "", 1, False, False
    for piece in open_text(file, encoding).pieces():
        buffer += piece
        while rest := buffer.lstrip(" \t\r\n," if is_list else None):
            line += buffer[: len(buffer) - len(rest)].count("\n")
            buffer = rest
            if is_over:
                raise Unreadable(_("there is something behind the end of the list"), _line(line))
            if rest[0] in "[]" and is_list == (rest[0] == "]"):
                is_list, is_over, buffer = rest[0] == "[", rest[0] == "]", rest[1:]
                continue
            try:
                value, end = decoder.raw_decode(rest)
            except RecursionError as error:
                raise Unreadable(_("this is nested too deeply"), _line(line)) from error
            except ValueError:
                break  # the rest of it comes with the next piece
            if depth(value) > DEEPEST:
                raise Unreadable(_("this is nested too deeply"), _line(line))
            yield line, value
            line, buffer, is_over = line + rest[:end].count("\n"), rest[end:], not is_list
        if len(buffer) > MOST_OF_ONE:
            raise Unreadable(_("this is not a list of works in JSON"), _line(line))
    if buffer.strip() or not is_over:
        raise Unreadable(_("this is not JSON: it ends in the middle, or a sign is missing"), _line(line))


def _refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON has not."""
    raise ValueError(name)


#: The longest text of one work, in characters.
MOST_OF_ONE = 1 << 20


def _line(number: int) -> str:
    return _("line %(line)s") % {"line": number}


def depth(value: Any) -> int:
    """How deep objects and lists lie within each other."""
    deepest, stack = 0, [(value, 1)]
    while stack:
        one, level = stack.pop()
        deepest = max(deepest, level)
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        stack += [(child, level + 1) for child in inner]
    return deepest
