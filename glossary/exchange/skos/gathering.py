"""The statements of a file brought together by subject: a file may say of one concept in many places, and of its
place in the whole from the other side (skos:narrower, skos:member).

Statements lie on the disk, and so does where those about each subject lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from citations.exchange.formats import Entry, Fault, Options, Said, Unreadable
from citations.exchange.keyed import Keyed
from citations.exchange.spool import Spool
from citations.exchange.tags import read_tag
from citations.languages import TAGS
from citations.validators import KEY, KEY_LENGTH
from glossary.exchange.skos.mapping import NOTES, RELATIONS
from glossary.exchange.skos.rdf import (
    Iri,
    Node,
    Ref,
    Resource,
    Statement,
    Text,
    Value,
    is_our_scheme,
    key_of,
    our_record,
    shortened,
)

#: A value as it is kept: ["t", text, tag], ["v", number or truth], ["u", address], ["b", blank node],
#: ["n", statements of a node that stands inside].
Raw: TypeAlias = list[Any]
Triple: TypeAlias = tuple[str, str, Raw]

#: What relative addresses in a file are relative to.
BASE = "urn:entente:file:"
#: How many things a file may speak of, and in how many blocks.
MOST_THINGS = 1_000_000
MOST_BLOCKS = 5_000_000
#: How deeply nodes may stand in each other; how long the text of one may be that others refer to, and in how many
#: blocks it may stand.
MOST_DEPTH = 12
MOST_PLACES = 50
LONGEST_NODE = 1 << 16

_COLLECTIONS = {"skos:Collection", "skos:OrderedCollection", "http://purl.org/iso25964/skos-thes#ConceptGroup"}
_SCHEMES = {"skos:inScheme", "skos:topConceptOf"}
_TITLES = {"dct:title", "http://purl.org/dc/elements/1.1/title", "rdfs:label"}
#: What may have an address of its own and still belongs inside: labels of SKOS-XL, notes as documents.
_HELD_ELSEWHERE = {"skosxl:prefLabel", "skosxl:altLabel", "skosxl:hiddenLabel", *NOTES.values()}
#: The kind of record that these lead to.
_EXPECTED = dict.fromkeys(RELATIONS.values(), "term") | {"ent:domain": "domain", "ent:parent": "domain"}
_SYMMETRIC = {predicate for kind, predicate in RELATIONS.items() if kind != "broader"}


@dataclass(frozen=True, slots=True)
class Block:
    """Statements that stand together in a file, and where."""

    where: str
    triples: list[Triple]


class Gathering:
    """Takes the blocks of a file, one by one, then gives its domains and terms."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.kept = Spool()
        self.things = 0
        #: Of subjects: where statements about each lie; what has it as a member; what is broader; its notation.
        self.places: Keyed[int] = Keyed()
        self.holders: Keyed[str] = Keyed()
        self.broader: Keyed[str] = Keyed()
        self.notations: Keyed[str] = Keyed()
        self.heavy: set[str] = set()
        #: Of collections and schemes: the key of the domain that each stands for, "" for none; which are given
        #: already; which would have to be one and cannot.
        self.domains: Keyed[str] = Keyed()
        self.holding: Keyed[int] = Keyed()
        self.lacking: Keyed[int] = Keyed()
        #: The relations without direction that were told.
        self.pairs: Keyed[int] = Keyed()
        #: Subjects that are no record of ours, and those of them that stand inside one that is.
        self.others: Keyed[int] = Keyed()
        self.inside: Keyed[int] = Keyed()

    # Taking

    def add(self, block: Block) -> None:
        """Keep the statements of a block; raises Unreadable when there are too many subjects."""
        by_subject: dict[str, list[tuple[str, Raw]]] = {}
        for subject, predicate, value in block.triples:
            by_subject.setdefault(subject, []).append((shortened(predicate), value))
        inner = {value[1] for _subject, _predicate, value in block.triples if value[0] == "b"}
        for subject, statements in by_subject.items():
            if not (subject.startswith("_:") and subject in inner):
                self._keep(block.where, subject, statements, by_subject)

    def _keep(
        self, where: str, subject: str, statements: list[tuple[str, Raw]], nodes: dict[str, list[tuple[str, Raw]]]
    ) -> None:
        inlined: set[str] = set()
        left = [
            [predicate, _inlined(value, nodes, inlined, MOST_DEPTH)]
            for predicate, value in statements
            if not self._is_said_elsewhere(subject, predicate, value)
            and not self._is_list(subject, predicate, value, nodes)
        ]
        if left:
            self.things += subject not in self.places
            self.places.add(subject, self.kept.append([where, left]))
        if subject not in self.heavy:
            is_long = sum(len(value[1]) for _predicate, value in left if value[0] != "v") > LONGEST_NODE
            if is_long or len(self.places.all(subject)) > MOST_PLACES:
                self.heavy.add(subject)
        things = self.things + len(self.holders) + len(self.notations)
        if things > MOST_THINGS or len(self.broader) > MOST_THINGS:
            raise Unreadable(_("the file speaks of more than %(most)s things") % {"most": MOST_THINGS}, where)
        if len(self.kept) > MOST_BLOCKS:
            raise Unreadable(_("the file has more than %(most)s statements") % {"most": MOST_BLOCKS}, where)

    def _is_said_elsewhere(self, subject: str, predicate: str, value: Raw) -> bool:
        """Whether a statement is kept with its other end, or leads nowhere."""
        if predicate == "skos:member" and value[0] == "u":
            self.holders.set_default(value[1], subject)
        elif predicate == "skos:narrower" and value[0] == "u":
            self.broader.add(value[1], subject)
        elif predicate == "skos:notation" and value[0] == "t" and our_record(subject) is None:
            if KEY.fullmatch(value[1]) and len(value[1]) <= KEY_LENGTH:
                self.notations.set_default(subject, value[1])
            return False
        return predicate in ("skos:member", "skos:narrower", "skos:hasTopConcept")

    def _is_list(self, subject: str, predicate: str, value: Raw, nodes: Mapping[str, list[tuple[str, Raw]]]) -> bool:
        """Whether a statement gives the members of an ordered collection, which are kept from the other side."""
        if predicate != "skos:memberList":
            return False
        members: list[str] = []
        seen: set[str] = set()
        while value[0] == "b" and value[1] in nodes and value[1] not in seen:
            seen.add(value[1])
            node = dict(nodes[value[1]])
            first, value = node.get("rdf:first", ["", ""]), node.get("rdf:rest", ["", ""])
            members += [first[1]] if first[0] == "u" else []
        is_whole = shortened(str(value[1])) == "rdf:nil"
        for member in members if is_whole else ():
            self.holders.set_default(member, subject)
        return is_whole

    # Giving

    def __iter__(self) -> Iterator[tuple[str, Resource] | Entry | Fault]:
        """Each domain and term in the words that our own files use, and where it stands; then what is neither."""
        for subject in self.places:
            where, said = self._about(subject)
            kind = self._kind(subject, said)
            if kind == "term":
                yield where, self._term(subject, said)
            elif kind == "domain" and self._domain(subject) is not None:
                self.holding.set_default(subject, 1)
                yield where, self._resource(Ref("domain", self._key(subject)), _titled(said), self._above(subject))
            elif not (our_record(subject) or is_our_scheme(subject) or shortened(subject).startswith("ent:")):
                self.others.add(subject, 1)
        for subject, key in self.domains.items():
            if key and subject not in self.holding:
                where, said = self._about(subject)
                yield where, self._resource(Ref("domain", key), _titled(said), ())
        if not self.options.defaults.get("domain"):
            for subject in self.lacking:
                yield self._unusable(subject)
        for subject in self.others:
            if not (subject in self.inside or self.domains.first(subject) or subject in self.lacking):
                yield self._left_out(subject)

    def _left_out(self, subject: str) -> Entry:
        where, said = self._about(subject)
        types = [shortened(value[1]) for predicate, value in said if predicate == "rdf:type" and value[0] == "u"]
        if {*types} & {*_COLLECTIONS, "skos:ConceptScheme"}:
            message = _("without a name in Russian, Chinese and English it cannot be a domain; it is left out")
        else:
            message = _("this is neither a concept nor a domain; it is left out")
        name = ", ".join(types) if subject.startswith("_:") else shortened(subject)
        return Entry("term", Said({}, ((name, message),)), where)

    def _about(self, subject: str) -> tuple[str, list[tuple[str, Raw]]]:
        """Where a subject first stands, and all that is said of it, once."""
        where = ""
        said: dict[str, tuple[str, Raw]] = {}
        for place in self.places.all(subject):
            found, statements = self.kept.at(place)
            where = where or found
            said |= {repr(one): (one[0], one[1]) for one in statements}
        return where, list(said.values())

    def _kind(self, subject: str, said: list[tuple[str, Raw]]) -> str:
        """The kind of record that a subject is; "" for one that is none of ours."""
        ours = our_record(subject)
        if ours is not None:
            return ours.kind
        types = {shortened(value[1]) for predicate, value in said if predicate == "rdf:type" and value[0] == "u"}
        if types & _COLLECTIONS:
            return "domain"
        is_named = any(predicate in ("skos:prefLabel", "skosxl:prefLabel") for predicate, _value in said)
        is_concept = "skos:Concept" in types or (is_named and not types)
        return "term" if is_concept and not subject.startswith("_:") else ""

    def _key(self, subject: str) -> str:
        ours = our_record(subject)
        return ours.key if ours is not None else self.notations.first(subject) or key_of(subject)

    def _term(self, subject: str, said: list[tuple[str, Raw]]) -> Resource:
        more: list[Statement] = [
            ("skos:broader", self._value("skos:broader", ["u", above], "term")) for above in self.broader.all(subject)
        ]
        holder = self.holders.first(subject)
        stated = next(
            (self._value(predicate, value, "term") for predicate, value in said if predicate == "ent:domain"), None
        )
        if stated is None:
            schemes = [value[1] for predicate, value in said if predicate in _SCHEMES and value[0] in ("u", "b")]
            candidates = [*([holder] if holder else []), *schemes]
            stated = next((found for one in candidates if (found := self._domain(one)) is not None), None)
            if stated is not None:
                more.append(("ent:domain", stated))
            elif candidates and not is_our_scheme(candidates[0]):
                self.lacking.set_default(candidates[0], 1)
        if holder and (not isinstance(stated, Ref) or self._key(holder) != stated.key):
            more.append(("skos:member", Iri(holder)))
        return self._resource(Ref("term", self._key(subject)), said, more)

    def _above(self, subject: str) -> list[Statement]:
        holder = self.holders.first(subject)
        domain = self._domain(holder) if holder else None
        return [("ent:parent", domain)] if domain is not None else []

    def _domain(self, subject: str) -> Ref | None:
        """The domain that a collection or scheme stands for; None for one that cannot be a domain."""
        ours = our_record(subject)
        if ours is not None or is_our_scheme(subject):
            return ours if ours is not None and ours.kind == "domain" else None
        if subject not in self.domains:
            said = _titled(self._about(subject)[1]) if subject in self.places else []
            tags = {
                read_tag(value[2], self.options.language_map)
                for predicate, value in said
                if predicate == "skos:prefLabel" and value[0] == "t"
            }
            has_names = {tag.content for tag in tags if tag is not None and not tag.is_traditional} == set(TAGS)
            self.domains.add(subject, self._key(subject) if has_names else "")
        key = self.domains.first(subject)
        return Ref("domain", key) if key else None

    def _unusable(self, subject: str) -> Fault:
        where = self._about(subject)[0] if subject in self.places else ""
        message = _(
            "“%(subject)s” would be a domain, and a domain has a name in Russian, Chinese and English; give all three "
            "in the file, or choose a domain for the import"
        )
        return Fault(where, message % {"subject": subject})

    # Values

    def _resource(self, subject: Ref, said: list[tuple[str, Raw]], more: Iterable[Statement]) -> Resource:
        statements: list[Statement] = []
        for predicate, raw in said:
            value = self._value(predicate, raw, subject.kind)
            if predicate not in _SYMMETRIC or not isinstance(value, Ref) or self._is_new(predicate, subject, value):
                statements.append((predicate, value))
        return Resource((*statements, *more), subject)

    def _is_new(self, predicate: str, one: Ref, other: Ref) -> bool:
        """Whether a relation that has no direction was not told from the other side already."""
        pair = hash((predicate, *sorted((one.key, other.key))))
        return self.pairs.set_default(pair, 1)

    def _value(self, predicate: str, raw: Raw, kind: str, depth: int = MOST_DEPTH) -> Value:
        """A value as the mapping reads it; addresses of records in the file become references."""
        form, content = raw[0], raw[1]
        if form == "t":
            return Text(content, raw[2])
        if form == "v":
            return bool(content) if isinstance(content, bool) else int(content)
        if form == "n":
            return Node(self._inside(content, depth))
        known = content in self.places and depth == MOST_DEPTH and content not in self.heavy
        if form == "b" or predicate in _HELD_ELSEWHERE:
            self.inside.set_default(content, 1)
            return Node(self._inside(self._about(content)[1], depth)) if known else Iri(content)
        return self._leading_to(predicate, content, kind)

    def _leading_to(self, predicate: str, address: str, kind: str) -> Value:
        ours, is_known = our_record(address), address in self.places
        expected = kind if predicate == "dct:isReplacedBy" else _EXPECTED.get(predicate)
        if expected is None and ours is not None:
            described = is_known and ours.kind == "organization" and address not in self.heavy
            return Resource(self._inside(self._about(address)[1], 1), ours) if described else ours
        if ours is not None and ours.kind == expected:
            return ours
        if ours is None and expected is not None and is_known:
            return Ref(expected, self._key(address))
        return Iri(shortened(address))

    def _inside(self, said: Iterable[Sequence[Any]], depth: int) -> tuple[Statement, ...]:
        return tuple((predicate, self._value(predicate, raw, "", depth - 1)) for predicate, raw in said)


def _titled(said: list[tuple[str, Raw]]) -> list[tuple[str, Raw]]:
    """Statements with the title of a scheme or the label of a group as its name, when it has no other."""
    if any(predicate == "skos:prefLabel" for predicate, _value in said):
        return said
    return [("skos:prefLabel" if predicate in _TITLES else predicate, value) for predicate, value in said]


def _inlined(value: Raw, nodes: Mapping[str, list[tuple[str, Raw]]], inlined: set[str], depth: int) -> Raw:
    """A blank node that is described in the same block as the statements about it; each only once."""
    if value[0] != "b" or value[1] not in nodes or value[1] in inlined or depth == 0:
        return value
    inlined.add(value[1])
    return ["n", [[predicate, _inlined(inner, nodes, inlined, depth - 1)] for predicate, inner in nodes[value[1]]]]
