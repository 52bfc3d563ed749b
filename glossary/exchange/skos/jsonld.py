"""JSON-LD 1.1 (W3C): subjects as objects of one array, and a file as the statements of one object after another.

rdflib makes statements of objects. It is never given an address to fetch a context from, nor a datatype: working out
the value of a literal may cost any amount of time and memory, and none is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, NoReturn, TypeAlias, cast

from django.utils.translation import gettext as _
from rdflib import Graph
from rdflib.plugins.parsers.jsonld import Parser
from rdflib.plugins.shared.jsonld.context import UNDEF, Context
from rdflib.plugins.shared.jsonld.keys import ID, VOCAB
from rdflib.term import BNode, Literal

from citations.exchange.formats import Fault, Options, Unreadable
from citations.exchange.text import CheckedText, open_text
from glossary.exchange.skos.gathering import BASE, Block, Raw, Triple
from glossary.exchange.skos.mapping import NOTES, RELATIONS, WRITINGS, predicate_of
from glossary.exchange.skos.rdf import NAMESPACES, Iri, Node, Ref, Resource, Text, Value, address_of

#: The longest object, in characters, and how deeply it may be nested.
LONGEST_OBJECT = 16 << 20
LONGEST_TEXT = 1 << 20
MOST_TERMS = 1000
MOST_DEPTH = 40

# Out

_TEXTS = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "skosxl:literalForm", "rdfs:label", *NOTES.values())
_LINKS = ("skos:inScheme", "skos:topConceptOf", "dct:isReplacedBy", "ent:domain", "ent:parent", *RELATIONS.values())
_PLAIN = ("skos:notation", "owl:deprecated", "ent:status", "ent:equivalence", "ent:position", "ent:computed")
_TERMS = {
    **{name: {"@id": name, "@container": "@language"} for name in (*_TEXTS, *map(predicate_of, (*WRITINGS, "note")))},
    **{name: {"@id": name, "@type": "@id"} for name in _LINKS},
    **{name: {"@id": name} for name in _PLAIN},
}
CONTEXT = NAMESPACES | {name.partition(":")[2]: term for name, term in _TERMS.items()}


def pieces(resources: Iterable[Resource], site: str) -> Iterator[str]:
    """The context, then an object a line for each subject; records that are only described stand once, where first
    needed."""
    yield f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [\n'
    described: set[Ref | Iri] = set()
    separator = ""
    for resource in resources:
        yield separator + json.dumps(_object(resource, site, described), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _object(node: Node, site: str, described: set[Ref | Iri]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(node, Resource):
        found["@id"] = _address(node.subject, site)
    for predicate, value in node.statements:
        if predicate == "rdf:type" and isinstance(value, Iri):
            _add(found, "@type", value.name)
            continue
        term = _TERMS.get(predicate)
        name = predicate if term is None else predicate.partition(":")[2]
        if term is not None and "@container" in term and isinstance(value, Text):
            _add(found.setdefault(name, {}), value.tag or "@none", value.text)
        elif term is not None and "@type" in term and isinstance(value, Ref | Iri):
            _add(found, name, _address(value, site))
        else:
            _add(found, name, _value(value, site, described))
    if isinstance(node, Resource) and node.held_by is not None:
        found["@reverse"] = {"skos:member": {"@id": _address(node.held_by, site)}}
    return found


def _add(found: dict[str, Any], name: str, value: Any) -> None:
    """One value by itself, several as a list."""
    before = found.get(name)
    found[name] = value if name not in found else [*(before if isinstance(before, list) else [before]), value]


def _value(value: Value, site: str, described: set[Ref | Iri]) -> Any:
    if isinstance(value, Resource):
        if value.subject in described:
            return {"@id": _address(value.subject, site)}
        described.add(value.subject)
    if isinstance(value, Node):
        return _object(value, site, described)
    if isinstance(value, Ref | Iri):
        return {"@id": _address(value, site)}
    if isinstance(value, Text):
        return {"@value": value.text, "@language": value.tag} if value.tag else value.text
    return value


def _address(one: Ref | Iri, site: str) -> str:
    return address_of(one, site) if isinstance(one, Ref) else one.name


# In


def blocks(file: BinaryIO, options: Options) -> Iterator[Block | Fault]:
    """The statements of a file, object by object; raises Unreadable."""
    parser, context = _Parser(), Context(base=BASE)
    for where, member, raw in split(open_text(file, options.encoding)):
        try:
            value = json.loads(raw, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            yield Fault(
                where, _("this is not JSON (%(reason)s); correct it") % {"reason": getattr(error, "msg", error)}
            )
            continue
        if member == "@context":
            _check_size(value, where)
        _check(value, where, is_context=member == "@context")
        sink = _Sink()
        try:
            if member == "@context":
                context.load(value)
            else:
                parser.parse([value], context, cast(Graph, sink))
        except Exception as error:
            yield Fault(where, _("this is not JSON-LD (%(reason)s); correct it") % {"reason": error})
        else:
            yield Block(where, sink.triples)


class _Parser(Parser):
    """rdflib's parser, which here never works out what a literal with a datatype means."""

    def _to_object(
        self,
        dataset: Graph,
        graph: Graph,
        context: Context,
        term: Any,
        node: Any,
        inlist: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:
        if isinstance(node, dict):
            value = context.get_value(node)
            if value is not None:
                return _literal(value, context.get_language(node))
        elif term is not None and term.type not in (UNDEF, ID, VOCAB) and not isinstance(node, tuple):
            return None if node is None else _literal(node, None)
        return super()._to_object(dataset, graph, context, term, node, inlist)


def _literal(value: Any, language: str | None) -> Literal:
    return Literal(value if isinstance(value, bool | int) else str(value), lang=language or None)


class _Sink:
    """Takes what rdflib finds, in place of a graph."""

    context_aware = False

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def bind(self, *_prefix: Any) -> None:
        """Prefixes are of no interest."""

    def add(self, triple: Any) -> None:
        subject, predicate, value = triple
        if not isinstance(subject, Literal) and not isinstance(predicate, BNode):
            self.triples.append((_name(subject), str(predicate), _raw(value)))


def _name(term: Any) -> str:
    return f"_:{term}" if isinstance(term, BNode) else str(term)


def _raw(term: Any) -> Raw:
    if not isinstance(term, Literal):
        return ["b", _name(term)] if isinstance(term, BNode) else ["u", str(term)]
    if term.datatype is not None and isinstance(term.value, bool | int):
        return ["v", term.value]
    return ["t", str(term), term.language or ""]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _check(value: Any, where: str, *, is_context: bool) -> None:
    """Refuse every context that lies elsewhere: nothing is fetched."""
    if isinstance(value, list):
        for one in value:
            _check(one, where, is_context=is_context)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name == "@import":
                raise Unreadable(_elsewhere(one), where)
            if name == "@context":
                _check_size(one, where)
            _check(one, where, is_context=name == "@context")
    elif is_context and isinstance(value, str):
        raise Unreadable(_elsewhere(value), where)


def _check_size(context: Any, where: str) -> None:
    """Refuse a context with very many names: rdflib takes its time over each."""
    if _names(context) > MOST_TERMS:
        raise Unreadable(_("the context has more than %(most)s names") % {"most": MOST_TERMS}, where)


def _names(value: Any) -> int:
    """How many names there are in a value, at any depth."""
    if isinstance(value, dict):
        return len(value) + sum(map(_names, value.values()))
    return sum(map(_names, value)) if isinstance(value, list) else 0


def _elsewhere(address: Any) -> str:
    message = _("the context lies at “%(address)s”, and nothing is fetched; put the context itself into the file")
    return message % {"address": address}


#: White space, brackets and signs, texts, and the words between them.
_TOKEN = re.compile(
    r"""(?P<space>\s++)|(?P<sign>[\[\]{},:])|(?P<text>"(?:[^"\\\n]++|\\.)*+")|(?P<word>[^\s"\[\]{},:]++)"""
)
#: The line of a token, and the token.
Token: TypeAlias = tuple[int, str]


def split(text: CheckedText) -> Iterator[tuple[str, str, str]]:
    """The parts of a file that stand for themselves: each with the line it begins on, the member of the outermost
    object that it is ("@context" or "@graph"; "" for an object that is the whole file), and its JSON."""
    tokens = _tokens(text)
    where, token = _next(tokens)
    if token == "[":
        yield from _elements(tokens, "")
    elif token == "{":
        yield from _members(tokens, where)
    else:
        raise Unreadable(_("this is not JSON-LD: a file is an object or a list of objects"), _line(where))
    for where, _token in tokens:
        raise Unreadable(_("the file goes on behind its end; take out what stands here"), _line(where))


def _members(tokens: Iterator[Token], start: int) -> Iterator[tuple[str, str, str]]:
    """The context, then the objects of the graph one by one; or, where there is no graph, all members as one object."""
    members: list[str] = []
    has_graph = False
    while True:
        where, name = _next(tokens)
        if name == "}" and not members and not has_graph:
            return
        if not name.startswith('"') or _next(tokens)[1] != ":":
            raise Unreadable(_("this is not JSON: a name and a colon belong here"), _line(where))
        where, first = _next(tokens)
        if name == '"@graph"' and first == "[":
            has_graph = True
            yield from _elements(tokens, "@graph")
        else:
            value = _value_of(tokens, where, first)
            if name == '"@context"':
                if has_graph:
                    raise Unreadable(_("the context stands behind the graph; put it before"), _line(where))
                yield _line(where), "@context", value
            elif name == '"@graph"':
                has_graph = True
                yield _line(where), "@graph", value
            else:
                members.append(f"{name}:{value}")
                _limit(sum(map(len, members)), where)
        where, sign = _next(tokens)
        if sign == "}":
            break
        if sign != ",":
            raise Unreadable(_("this is not JSON: a comma or a bracket belongs here"), _line(where))
    if members and not has_graph:
        yield _line(start), "", "{" + ",".join(members) + "}"


def _elements(tokens: Iterator[Token], member: str) -> Iterator[tuple[str, str, str]]:
    """The elements of a list whose bracket has been read."""
    where, token = _next(tokens)
    while token != "]":
        yield _line(where), member, _value_of(tokens, where, token)
        where, token = _next(tokens)
        if token == ",":
            where, token = _next(tokens)
        elif token != "]":
            raise Unreadable(_("this is not JSON: a comma or a bracket belongs here"), _line(where))


def _value_of(tokens: Iterator[Token], where: int, first: str) -> str:
    """The JSON of the value that begins with the token `first`."""
    parts, depth, size, token = [first], 0, 0, first
    while True:
        depth += (token in "[{") - (token in "]}")
        if depth <= 0:
            return "".join(parts)
        if depth > MOST_DEPTH:
            raise Unreadable(_("brackets are nested more than %(most)s deep") % {"most": MOST_DEPTH}, _line(where))
        _where, token = _next(tokens)
        parts.append(token)
        size += len(token)
        _limit(size, where)


def _limit(size: int, where: int) -> None:
    if size > LONGEST_OBJECT:
        raise Unreadable(_("this object is longer than %(most)s characters") % {"most": LONGEST_OBJECT}, _line(where))


def _tokens(text: CheckedText) -> Iterator[Token]:
    """The tokens of a file without white space, each with its line."""
    line, rest = 1, ""
    for piece in chain(text.pieces(), [""]):
        buffer, place = rest + piece, 0
        while place < len(buffer):
            found = _TOKEN.match(buffer, place)
            if piece and (found is None or found.end() == len(buffer)):
                break
            if found is None:
                raise Unreadable(_("a text is not closed here; this is not JSON"), _line(line))
            place = found.end()
            if found.lastgroup == "space":
                line += found.group().count("\n")
            else:
                yield line, found.group()
        rest = buffer[place:]
        if len(rest) > LONGEST_TEXT:
            raise Unreadable(_("a text is not closed here, or too long; this is not JSON"), _line(line))


def _line(number: int) -> str:
    return _("line %(line)s") % {"line": number}


def _next(tokens: Iterator[Token]) -> Token:
    try:
        return next(tokens)
    except StopIteration:
        raise Unreadable(_("the file ends in the middle; it is not whole")) from None
