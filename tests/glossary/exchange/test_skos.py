"""SKOS: what is written in full, that Turtle and JSON-LD say the same, and that nothing of a record is lost."""

from __future__ import annotations

import json
import warnings
from functools import cache
from typing import Any

import pytest
import yaml
from django.conf import settings
from rdflib import RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from citations.exchange.comparing import losses
from citations.exchange.formats import formats, guess
from citations.exchange.related import NOTHING
from citations.records import KINDS, complete
from tests.citations.exchange.carrying import back, out
from tests.corpus import make_corpus
from tests.factories import make_domain, make_organization, make_term
from tests.glossary.exchange.skos_files import DOMAIN, TERM, said, written

FORMATS = ("skos", "skos-jsonld")
SITE = "https://terms.example/"

TERM_IN_TURTLE = """\
<https://terms.example/api/v1/terms/non-alliance/>
    a skos:Concept ;
    skos:inScheme <https://terms.example/api/v1/terms/> ;
    skos:notation "non-alliance" ;
    skos:prefLabel "неприсоединение к союзам"@ru ,
        "不结盟"@zh-Hans ,
        "不結盟"@zh-Hant ;
    skosxl:prefLabel [
        a skosxl:Label ;
        skosxl:literalForm "неприсоединение к союзам"@ru ;
        ent:reliability "proposed"
    ] ,
        [
        a skosxl:Label ;
        skosxl:literalForm "不结盟"@zh-Hans ;
        ent:reliability "official"
    ] ,
        [
        a skosxl:Label ;
        skosxl:literalForm "不結盟"@zh-Hant ;
        ent:computed true
    ] ;
    skos:altLabel "不结盟政策"@zh-Hans-TW ,
        "внеблоковость"@ru ;
    skos:hiddenLabel "non-aliance"@en ;
    skosxl:altLabel [
        a skosxl:Label ;
        skosxl:literalForm "不结盟政策"@zh-Hans-TW ;
        ent:kind "synonym" ;
        ent:standing "admitted" ;
        ent:reliability "established" ;
        ent:viewpoint <https://terms.example/api/v1/organizations/prc/> ;
        ent:used "1982/.." ;
        ent:position 0
    ] ,
        [
        a skosxl:Label ;
        skosxl:literalForm "внеблоковость"@ru ;
        ent:kind "synonym" ;
        ent:standing "admitted" ;
        ent:reliability "established" ;
        ent:position 1
    ] ;
    skosxl:hiddenLabel [
        a skosxl:Label ;
        skosxl:literalForm "non-aliance"@en ;
        ent:kind "spelling" ;
        ent:standing "deprecated" ;
        ent:reliability "established" ;
        ent:position 2
    ] ;
    skos:definition "Отказ от «союзов».\\nПолный."@ru ,
        "A refusal of \\"alliances\\" \\\\ blocs."@en ;
    ent:gapNote "No settled word."@en ;
    ent:domain <https://terms.example/api/v1/domains/alliance-theory/> ;
    ent:caseSensitive true ;
    ent:pinyin "bù jiéméng"@zh-Latn-pinyin ;
    skos:broader <https://terms.example/api/v1/terms/policy/> ;
    ent:contrasts <https://terms.example/api/v1/terms/alliance/> ;
    ent:relationOrder "alliance policy" ;
    ent:equivalence [
        ent:fromLanguage "ru" ;
        ent:toLanguage "zh-Hans" ;
        ent:degree "narrower" ;
        ent:firmness "established"
    ] ;
    ent:status "retired" ;
    owl:deprecated true ;
    dct:isReplacedBy <https://terms.example/api/v1/terms/non-alignment/> .
<https://terms.example/api/v1/domains/alliance-theory/> skos:member <https://terms.example/api/v1/terms/non-alliance/> .
"""
DOMAIN_IN_JSON = {
    "@id": "urn:entente:domain:alliance-theory",
    "@type": "skos:Collection",
    "inScheme": "urn:entente:glossary",
    "notation": "alliance-theory",
    "prefLabel": {"ru": "Теория союзов", "zh-Hans": "同盟理论", "en": "Alliance theory"},
    "parent": "urn:entente:domain:diplomacy",
    "status": "published",
    "@reverse": {"skos:member": {"@id": "urn:entente:domain:diplomacy"}},
}


def test_a_term_in_turtle():
    assert (
        written("skos", TERM, address=SITE).partition("\n\n<https://terms.example/api/v1/terms/non")[2]
        == (TERM_IN_TURTLE.partition("<https://terms.example/api/v1/terms/non")[2])
    )


def test_a_domain_in_json_ld():
    data = json.loads(written("skos-jsonld", DOMAIN))
    assert data["@graph"][-1] == DOMAIN_IN_JSON
    assert data["@graph"][0]["prefLabel"] == {"@none": "Entente"}


def test_the_head_says_what_our_names_mean():
    graph = parsed("skos", written("skos"))
    labels = {
        str(one): one.language
        for one in graph.objects(URIRef("urn:entente:ns:gapNote"), None)
        if isinstance(one, Literal)
    }
    assert labels == {"об отсутствии слова": "ru", "缺词说明": "zh-Hans", "gap note": "en"}
    assert (
        URIRef("urn:entente:ns:gapNote"),
        URIRef("http://www.w3.org/2000/01/rdf-schema#subPropertyOf"),
        SKOS.note,
    ) in graph


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("record", [DOMAIN, TERM], ids=["domain", "term"])
def test_nothing_of_a_record_is_lost(name, record):
    format_, kind = formats()[name], KINDS["domain" if record is DOMAIN else "term"]
    assert list(losses(format_, kind, record, format_.view(kind, record), NOTHING)) == []


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("address", ["", SITE, "http://localhost:8000"])
def test_a_file_says_what_was_written(name, address):
    format_ = formats()[name]
    found = said(name, written(name, DOMAIN, TERM, address=address))
    assert found["non-alliance"] == format_.view(KINDS["term"], TERM)
    assert found["alliance-theory"] == format_.view(KINDS["domain"], DOMAIN)


@pytest.mark.parametrize("name", FORMATS)
def test_every_file_name_finds_its_format(name):
    format_ = formats()[name]
    assert guess(f"глоссарий{format_.suffixes[0]}") is format_


# The two say the same


def parsed(name: str, data: str) -> Graph:
    """The graph that rdflib makes of a whole file."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph", DeprecationWarning)
        return Graph().parse(data=data, format="turtle" if name == "skos" else "json-ld")


def test_turtle_and_json_ld_are_one_graph():
    assert isomorphic(*(parsed(name, written(name, DOMAIN, TERM)) for name in FORMATS))


def statements(graph: Graph) -> set[Any]:
    """The statements of a graph whose blank nodes are trees, each blank node as what is said of it."""

    @cache
    def known(node: Any) -> Any:
        if isinstance(node, BNode):
            return frozenset((predicate, known(value)) for predicate, value in graph.predicate_objects(node))
        return node

    return {(one, predicate, known(value)) for one, predicate, value in graph if not isinstance(one, BNode)}


# The whole corpus, as it stands in the seeds


@pytest.fixture(scope="module")
def corpus() -> list[dict[str, Any]]:
    """The canonical records of all domains and terms."""
    folder = settings.BASE_DIR / "seeds" / "data"
    found = []
    for kind, files in (("domain", [folder / "domains.yaml"]), ("term", sorted((folder / "terms").glob("*.yaml")))):
        for file in files:
            rows = yaml.load(file.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            found += [complete(KINDS[kind], row) for row in rows]
    return found


@pytest.fixture(scope="module")
def graph(corpus: list[dict[str, Any]]) -> Graph:
    """The corpus as rdflib reads it from Turtle."""
    return parsed("skos", written("skos", *corpus))


def test_the_corpus_is_one_graph_in_both(corpus, graph):
    in_json = parsed("skos-jsonld", written("skos-jsonld", *corpus))
    assert statements(in_json) == statements(graph)
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(corpus) - len(
        set(graph.subjects(RDF.type, SKOS.Collection))
    )


def test_classes_are_disjoint(graph):
    """S9 and S37: nothing is a concept, a collection and a scheme at once."""
    concepts, collections, schemes = (
        set(graph.subjects(RDF.type, one)) for one in (SKOS.Concept, SKOS.Collection, SKOS.ConceptScheme)
    )
    assert len(schemes) == 1
    assert len(collections) > 10
    assert not concepts & collections
    assert not (concepts | collections) & schemes


def test_labels_are_disjoint(graph):
    """S13: no label of a concept is preferred, alternative and hidden at once; S14: one is preferred in a language."""
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        preferred, other, hidden = (
            set(graph.objects(concept, one)) for one in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        )
        assert not preferred & other
        assert not preferred & hidden
        assert not other & hidden
        languages = [label.language for label in preferred]
        assert len(languages) == len(set(languages))


def test_related_terms_do_not_lie_above_each_other(graph):
    """S27: skos:related is disjoint with skos:broaderTransitive."""
    for concept, other in graph.subject_objects(SKOS.related):
        assert other not in set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert concept not in set(graph.transitive_objects(other, SKOS.broader)) - {other}


def test_no_mapping_contradicts_another(graph):
    """S46: what is matched exactly is no broader or related match; concepts of one scheme are not matched at all."""
    matches = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
    assert [triple for one in matches for triple in graph.triples((None, one, None))] == []


def test_every_concept_has_its_place(graph):
    """Skosmos finds each concept from the top concepts or below another, and in the group of its domain."""
    members = set(graph.objects(None, SKOS.member))
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        is_top = (concept, SKOS.topConceptOf, None) in graph
        assert is_top != ((concept, SKOS.broader, None) in graph)
        assert concept in members


# Through the base


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMATS)
def test_an_organization_comes_along_with_the_word_that_is_its(name):
    term = make_term(key="taiwan-strait")
    prc = make_organization(key="prc", abbreviation_ru="")
    term.designations.create(language="ru", text="Тайваньский пролив", viewpoint=prc)
    data, report = out(name)
    assert [str(loss) for loss in report] == []
    term.designations.all().delete()
    prc.delete()
    outcome = back(data, name, update=True)
    assert [str(fault) for fault in outcome.faults] == []
    row = term.designations.get()
    assert (row.text, row.viewpoint.key, row.viewpoint.name_zh_hans) == ("Тайваньский пролив", "prc", "中华人民共和国")


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMATS)
def test_every_kind_of_child_comes_back(name):
    make_corpus(2)
    data, report = out(name)
    assert [str(loss) for loss in report] == []
    again = back(data, name, update=True, dry_run=True)
    assert [str(fault) for fault in again.faults] == []
    assert (again.created, again.changed, again.unchanged) == (0, 0, 4)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 20])
def test_an_export_costs_the_same_for_one_term_and_twenty(count, django_assert_num_queries):
    domain = make_domain(key="diplomacy")
    for number in range(count):
        term = make_term(key=f"term-{number}", domain=domain)
        term.designations.create(language="ru", text="внеблоковость")
    with django_assert_num_queries(6):
        out("skos")
