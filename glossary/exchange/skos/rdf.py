"""RDF as far as SKOS needs it: values, subjects with their statements, and the addresses of records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import quote, unquote

from citations.exchange.described import slug
from citations.validators import KEY, KEY_LENGTH


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and its language tag as written; "" for none."""

    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A record of ours, whatever address it has in a file: its kind and key."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Iri:
    """Anything else that has an address: short (skos:Concept) where its namespace is known, else in full."""

    name: str


@dataclass(frozen=True, slots=True)
class Node:
    """Statements about something that has no address of its own, such as a label of SKOS-XL."""

    statements: tuple[Statement, ...]

    def all(self, *predicates: str) -> Iterator[Value]:
        """What is said with any of these predicates."""
        return (value for predicate, value in self.statements if predicate in predicates)

    def text(self, *predicates: str) -> str:
        """The first text said with any of these predicates, in whatever language; "" for none."""
        return next((value.text for value in self.all(*predicates) if isinstance(value, Text)), "")


@dataclass(frozen=True, slots=True)
class Resource(Node):
    """A subject with its statements. `held_by` is what has it as a member: skos:member, said from the other side."""

    subject: Ref | Iri
    held_by: Ref | None = None


Value: TypeAlias = Text | Ref | Iri | Node | int | bool
Statement: TypeAlias = tuple[str, Value]

#: The glossary itself, which all concepts are in.
SCHEME = Ref("glossary", "")

NAMESPACES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "ent": "urn:entente:ns:",
}
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def expanded(name: str) -> str:
    """A name in full: skos:Concept is http://www.w3.org/2004/02/skos/core#Concept."""
    prefix, _colon, local = name.partition(":")
    return NAMESPACES[prefix] + local if prefix in NAMESPACES else name


def shortened(iri: str) -> str:
    """An address with the prefix of its namespace, where that is known."""
    for prefix, namespace in NAMESPACES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


_PLURALS = {
    "term": "terms",
    "domain": "domains",
    "organization": "organizations",
    "source": "sources",
    "treaty": "treaties",
}
_KINDS = {plural: kind for kind, plural in _PLURALS.items()}
_OURS = re.compile(
    rf"(?:urn:entente:(?P<kind>{'|'.join(_PLURALS)}):|https?://\S*/api/v1/(?P<plural>{'|'.join(_KINDS)})/)"
    rf"(?P<key>{KEY.pattern})/?"
)


def address_of(ref: Ref, site: str) -> str:
    """The address of a record on the site with the address `site`; a URN when that is ""."""
    if not site:
        return "urn:entente:glossary" if ref == SCHEME else f"urn:entente:{ref.kind}:{ref.key}"
    root = quote(site, safe=":/?#[]@!$&'()*+,;=%~").rstrip("/") + "/api/v1/"
    return f"{root}terms/" if ref == SCHEME else f"{root}{_PLURALS[ref.kind]}/{ref.key}/"


def our_record(iri: str) -> Ref | None:
    """The record that has this address, on this site or another of its kind; None for any other address."""
    found = _OURS.fullmatch(iri)
    if found is None or len(found["key"]) > KEY_LENGTH:
        return None
    return Ref(found["kind"] or _KINDS[found["plural"]], found["key"])


def is_our_scheme(iri: str) -> bool:
    """Whether this is the address of a glossary of this kind as a whole."""
    return iri == "urn:entente:glossary" or iri.endswith("/api/v1/terms/")


def key_of(iri: str) -> str:
    """A key for a foreign address: its last part made fit (…/NonAlliance is nonalliance), else a number of its own."""
    last = re.split(r"[/#:?=]", unquote(iri[-4 * KEY_LENGTH :]).rstrip("/#"))[-1]
    return slug(last[-KEY_LENGTH:]) or f"concept-{sha256(iri.encode()).hexdigest()[:12]}"
