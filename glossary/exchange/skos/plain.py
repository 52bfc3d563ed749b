"""The Turtle that most files consist of, read fast: one subject with plain names and texts, and nodes in brackets.

Whatever is not as plain as that, from a relative address to a mistake, is left to rdflib, which takes several times as
long for the same statements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from glossary.exchange.skos.gathering import Raw, Triple

#: A value, or a sign: one of ; , . [ ] and the word a.
_Piece: TypeAlias = Raw | str

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_SPACE = r"[ \t\r\n]"
_END = rf"(?={_SPACE}|[;,\[\]]|\.(?:{_SPACE}|\Z)|\Z)"
_PIECE = re.compile(
    rf"""{_SPACE}*+(?:
      (?P<sign>[;,\[\]]|\.(?={_SPACE}|\Z)|a(?={_SPACE}))
    | (?P<prefix>(?:[A-Za-z][\w-]*+)?+):(?P<local>[^\W\d][\w-]*+){_END}
    | "(?P<text>(?:[^"\\\n\r]++|\\["\\nrt])*+)"(?:@(?P<tag>[A-Za-z]++(?:-[A-Za-z0-9]++)*+))?+{_END}
    | <(?P<address>[A-Za-z][A-Za-z0-9+.-]*+:[^\s<>"{{}}|^`\\]*+)>
    | (?P<truth>true|false){_END}
    | (?P<number>[0-9]{{1,9}}){_END}
    )""",
    re.VERBOSE,
)


class _Other(Exception):
    """This is not plain."""


def triples(block: str, namespaces: Mapping[str, str], new_node: Callable[[], str], blank: str) -> list[Triple] | None:
    """The statements of a block; None when it is not plain.

    `new_node` gives names to nodes in brackets; addresses that begin with `blank` stand for nodes with a label.
    """
    found: list[Triple] = []
    pieces = _pieces(block.rstrip(" \t\r\n"), namespaces, blank)
    try:
        subject = next(pieces)
        if subject[0] not in ("u", "b") or _statements(subject[1], pieces, found, new_node) != ".":
            return None
        return found if found and next(pieces, None) is None else None
    except (_Other, StopIteration):
        return None


def _pieces(block: str, namespaces: Mapping[str, str], blank: str) -> Iterator[_Piece]:
    place = 0
    while place < len(block):
        piece = _PIECE.match(block, place)
        if piece is None:
            raise _Other
        place = piece.end()
        match piece.lastgroup:
            case "sign":
                yield piece["sign"]
            case "local":
                namespace = namespaces.get(piece["prefix"])
                if namespace is None:
                    raise _Other
                yield ["u", str(namespace) + piece["local"]]
            case "address":
                address = piece["address"]
                yield ["b", f"_:{address}"] if address.startswith(blank) else ["u", address]
            case "truth":
                yield ["v", piece["truth"] == "true"]
            case "number":
                yield ["v", int(piece["number"])]
            case _:
                text = piece["text"]
                if "\\" in text:
                    text = _ESCAPED.sub(lambda escaped: _ESCAPES[escaped[1]], text)
                yield ["t", text, piece["tag"] or ""]


def _statements(subject: str, pieces: Iterator[_Piece], found: list[Triple], new_node: Callable[[], str]) -> str:
    """Add to `found` what is said of `subject`; return the sign that ends it, "." or "]"."""
    verb = next(pieces)
    while verb not in (".", "]"):
        if verb == "a":
            predicate = _TYPE
        elif verb[0] == "u":
            predicate = verb[1]
        else:
            raise _Other
        sign: _Piece = ","
        while sign == ",":
            value = next(pieces)
            if value == "[":
                value = ["b", new_node()]
                if _statements(value[1], pieces, found, new_node) != "]":
                    raise _Other
            elif isinstance(value, str):
                raise _Other
            found.append((subject, predicate, value))
            sign = next(pieces)
        if sign not in (";", ".", "]"):
            raise _Other
        verb = sign
        while verb == ";":
            verb = next(pieces)
    return str(verb)
