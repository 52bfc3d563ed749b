"""The head of every file: what the glossary is called, and what the names of our own namespace mean."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from citations.exchange.formats import Heading
from citations.languages import CONTENT_LANGUAGES
from citations.records import KINDS, Shape
from glossary.exchange.skos.mapping import RELATIONS, predicate_of
from glossary.exchange.skos.rdf import SCHEME, Iri, Resource, Statement, Text
from glossary.models import TermRelation

#: What a name of ours is a kind of.
_WIDER = {
    "ent:gapNote": "skos:note",
    "ent:contrasts": "skos:semanticRelation",
    "ent:falseFriend": "skos:semanticRelation",
}
_OWN: dict[str, str | Promise] = {
    "ent:computed": _("computed, not given by an editor"),
    "ent:equivalence": _("equivalence"),
    "ent:position": _("place in the list"),
    "ent:relationOrder": _("order of the relations"),
    "ent:unmapped": _("unmapped item"),
}
_OF_A_TERM = ("gap_note", "domain", "case_sensitive", "pinyin", "palladius", "reliability")


def head(heading: Heading) -> Iterator[Resource]:
    """The glossary as a scheme of concepts, then each of our names with a label in every language."""
    about: list[Statement] = [
        ("rdf:type", Iri("skos:ConceptScheme")),
        ("skos:prefLabel", Text(heading.title)),
        ("dct:title", Text(heading.title)),
    ]
    about += [("dct:issued", Text(heading.at))] if heading.at else []
    about += [("dct:language", Text(tag)) for tag in heading.languages]
    yield Resource(tuple(about), SCHEME)
    for predicate, label in sorted(_labels().items()):
        statements: list[Statement] = [("rdf:type", Iri("rdf:Property"))]
        for language in CONTENT_LANGUAGES:
            with override(language.django):
                statements.append(("rdfs:label", Text(str(label), language.tag)))
        if predicate in _WIDER:
            statements.append(("rdfs:subPropertyOf", Iri(_WIDER[predicate])))
        yield Resource(tuple(statements), Iri(predicate))


def _labels() -> dict[str, str | Promise]:
    found = dict(_OWN)
    for kind, predicate in RELATIONS.items():
        if predicate.startswith("ent:"):
            found[predicate] = TermRelation.Kind(kind).label

    def add(shape: Shape, *names: str) -> None:
        for name in names:
            found.setdefault(predicate_of(name), shape.field(name).verbose_name)

    term, organization = KINDS["term"], KINDS["organization"]
    add(term, *_OF_A_TERM)
    add(term.tail, "status")
    add(KINDS["domain"], "parent")
    for child in term.children:
        if child.name != "relations":
            add(child, *(name for name in child.columns if child.name != "designations" or name not in _FORM))
    add(organization, *(name for name in organization.columns if name != "key"))
    return found


#: What the text and the language tag of a label say.
_FORM = ("language", "text", "region")
