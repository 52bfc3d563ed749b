"""Turtle (W3C, RDF 1.1): subjects as text, and a file as the statements of one block after another.

A tokenizer of our own cuts it into blocks, so that no file is held in memory; what is not plain in them rdflib reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from rdflib import Graph
from rdflib.plugins.parsers.notation3 import BadSyntax, RDFSink, SinkParser
from rdflib.term import BNode
from rdflib.term import Node as Term

from citations.exchange.formats import Fault, Options, Unreadable
from citations.exchange.text import open_text
from glossary.exchange.skos import plain
from glossary.exchange.skos.gathering import BASE, Block, Raw, Triple
from glossary.exchange.skos.rdf import (
    NAMESPACES,
    Iri,
    Node,
    Ref,
    Resource,
    Statement,
    Text,
    Value,
    address_of,
    expanded,
)

#: The longest block, in characters: one subject with its statements, or a collection with all its members.
LONGEST_BLOCK = 16 << 20
MOST_DEPTH = 32
#: How many pieces of a block lie apart; many short lines would take far more room than their characters.
MOST_PARTS = 1 << 17
MOST_PREFIXES = 1000

# Out


def pieces(resources: Iterable[Resource], site: str) -> Iterator[str]:
    """The prefixes, then a block for each subject; records that are only described stand once, where first needed."""
    for prefix, namespace in NAMESPACES.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    described: set[Ref | Iri] = set()
    for resource in resources:
        yield _block(resource, site)
        for one in _described(resource):
            if one.subject not in described:
                described.add(one.subject)
                yield _block(one, site)


def _block(resource: Resource, site: str) -> str:
    subject = _value(resource.subject, site, "")
    block = f"\n{subject}{_statements(resource.statements, site, '    ')} .\n"
    if resource.held_by is not None:
        block += f"{_value(resource.held_by, site, '')} skos:member {subject} .\n"
    return block


def _statements(statements: Iterable[Statement], site: str, indent: str) -> str:
    lines: list[str] = []
    before = ""
    for predicate, value in statements:
        written = _value(value, site, indent)
        if predicate == before:
            lines[-1] += f" ,\n{indent}    {written}"
        else:
            verb = "a" if predicate == "rdf:type" else predicate
            lines.append(f"\n{indent}{verb} {written}")
        before = predicate
    return " ;".join(lines)


def _value(value: Value, site: str, indent: str) -> str:
    if isinstance(value, Resource):
        return _value(value.subject, site, indent)
    if isinstance(value, Node):
        return f"[{_statements(value.statements, site, indent + '    ')}\n{indent}]"
    if isinstance(value, Text):
        text = value.text.translate(_ESCAPES)
        return f'"{text}"@{value.tag}' if value.tag else f'"{text}"'
    if isinstance(value, Ref):
        return f"<{address_of(value, site)}>"
    if isinstance(value, Iri):
        return value.name if expanded(value.name) != value.name else f"<{value.name}>"
    return str(value).lower()


def _described(node: Node) -> Iterator[Resource]:
    for _predicate, value in node.statements:
        if isinstance(value, Resource):
            yield value
        elif isinstance(value, Node):
            yield from _described(value)


_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


# In


def blocks(file: BinaryIO, options: Options) -> Iterator[Block | Fault]:
    """The statements of a file, block by block; raises Unreadable."""
    sink = _Sink()
    parser = SinkParser(sink, baseURI=BASE, turtle=True)
    numbers = count()
    for where, block in split(file, options.encoding):
        found = plain.triples(block, parser._bindings, lambda: f"_:{next(numbers)}", _BLANK)
        if found is not None:
            yield Block(where, found)
            continue
        sink.triples = []
        try:
            parser.feed(block)
        except BadSyntax as error:
            yield Fault(where, _("this is not Turtle (%(reason)s); correct it") % {"reason": error._why})
        except (ValueError, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, RecursionError):
            yield Fault(where, _("this is not Turtle; correct it"))
        else:
            yield Block(where, sink.triples)


class _Sink(RDFSink):
    """Takes what rdflib's parser finds as plain values: no graph grows, and no literal is worked out."""

    def __init__(self) -> None:
        super().__init__(Graph())
        self.triples: list[Triple] = []

    def newLiteral(self, s: str, dt: Any, lang: str | None) -> Any:
        return Text(s, lang or "")

    def makeStatement(self, quadruple: Any, why: Any = None) -> None:
        _formula, predicate, subject, value = quadruple
        subject, predicate = self.normalise(None, subject), self.normalise(None, predicate)
        if isinstance(subject, Term) and isinstance(predicate, Term):
            value = self.normalise(None, value) if isinstance(value, tuple) else value
            self.triples.append((_name(subject), str(predicate), _raw(value)))


def _name(term: Term) -> str:
    text = str(term)
    return f"_:{text}" if isinstance(term, BNode) or text.startswith(_BLANK) else text


def _raw(value: Any) -> Raw:
    if isinstance(value, Text):
        return ["t", value.text, value.tag]
    if isinstance(value, bool | int):
        return ["v", value]
    if isinstance(value, Term):
        name = _name(value)
        return ["b", name] if name.startswith("_:") else ["u", name]
    return ["t", str(value), ""]


#: Blank nodes with a label keep it across blocks: rdflib is given an address instead.
_BLANK = "urn:entente:blank:"
_STOP = r"""\s<>"'\#\[\](){};,.\\^@"""
_TOKEN = re.compile(
    rf"""
      (?P<space>\s++|\#[^\n]*+)
    | (?P<long>\"\"\"|''')
    | (?P<string>"(?:[^"\\\n]++|\\.)*+"|'(?:[^'\\\n]++|\\.)*+')
    | (?P<address><[^<>\s]*+>)
    | (?P<open>[\[(])
    | (?P<close>[\])])
    | (?P<mark>[;,]|\^\^)
    | (?P<directive>@prefix\b|@base\b)
    | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<blank>_:(?:[^{_STOP}]++|\.++(?=[^{_STOP}]))++)
    | (?P<name>(?:\\.|[^{_STOP}]++|\.++(?=[^{_STOP}]|\\))++)
    | (?P<end>\.)
    """,
    re.VERBOSE,
)
#: What most lines consist of: names, texts and marks between them, which neither open, close nor end anything.
_RUN = re.compile(
    rf"""(?:
      \s++
    | [A-Za-z][\w-]*+:[\w-]++(?=[\s;,])
    | a(?=[ \t])
    | "(?:[^"\\\n]++|\\.)++"(?:@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)?+(?=[\s;,])
    | <(?!{_BLANK})[^<>\s]*+>(?=[\s;,])
    | [;,]
    )++""",
    re.VERBOSE,
)
_LONG_END = {
    '"""': re.compile(r'(?:[^"\\]++|\\.|"(?!""))*+"""', re.DOTALL),
    "'''": re.compile(r"(?:[^'\\]++|\\.|'(?!''))*+'''", re.DOTALL),
}


def split(file: BinaryIO, encoding: str = "") -> Iterator[tuple[str, str]]:
    """The blocks of a file, each with the line it begins on: whole statements at the top level, directives included.

    Raises Unreadable for what no block can be told in: an unclosed text or bracket, a stray sign.
    """
    text = open_text(file, encoding)
    parts: list[str] = []
    start, size, depth, prefixes, quote = "", 0, 0, 0, ""
    for line in text:
        size += len(line)
        if size > LONGEST_BLOCK:
            raise Unreadable(_("this block is longer than %(most)s characters") % {"most": LONGEST_BLOCK}, start)
        if len(parts) > MOST_PARTS:
            parts = ["".join(parts)]
        place = 0
        while place < len(line):
            if quote:
                closed = _LONG_END[quote].match(line, place)
                parts.append(closed.group() if closed else line[place:])
                place, quote = (closed.end(), "") if closed else (len(line), quote)
                continue
            if start and (run := _RUN.match(line, place)) is not None:
                parts.append(run.group())
                place = run.end()
                continue
            found = _TOKEN.match(line, place)
            if found is None:
                message = _("“%(sign)s” is out of place here; this is not Turtle, or a text is not closed")
                raise Unreadable(message % {"sign": line[place]}, text.where)
            kind, token, place = found.lastgroup, found.group(), found.end()
            if kind == "space":
                parts.append(" " if token.startswith("#") else token)
                continue
            start = start or text.where
            parts.append(f"<{_BLANK}{token[2:]}>" if kind == "blank" else token)
            if kind == "long":
                quote = token
            elif kind == "open":
                depth += 1
                if depth > MOST_DEPTH:
                    raise Unreadable(
                        _("brackets are nested more than %(most)s deep") % {"most": MOST_DEPTH}, text.where
                    )
            elif kind == "close":
                depth -= 1
                if depth < 0:
                    raise Unreadable(_("a bracket closes here that was never opened"), text.where)
            elif kind == "directive" or token.lower() in ("prefix", "base"):
                prefixes += 1
                if prefixes > MOST_PREFIXES:
                    raise Unreadable(_("there are more than %(most)s prefixes") % {"most": MOST_PREFIXES}, text.where)
            elif kind == "end" and not depth:
                yield start, "".join(parts)
                parts, start, size = [], "", len(line) - place
        if not start:
            parts, size = [], 0
    rest = "".join(parts)
    if quote or depth:
        raise Unreadable(_("the file ends in the middle of the statement that begins here"), start)
    if rest.strip():
        yield start, rest
