"""Reading SKOS that others have written, and files that mean no good."""

from __future__ import annotations

import io
import json
import socket
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib.plugins.parsers.notation3 import SinkParser

from citations.exchange.formats import Entry, Fault, Options, Unreadable
from glossary.exchange.skos import plain
from glossary.exchange.skos import turtle as turtle_reading
from glossary.models import Term
from tests.citations.exchange.carrying import back
from tests.factories import make_domain
from tests.glossary.exchange.skos_files import DOMAIN, TERM, entries, read, said, turtle, written

FORMATS = ("skos", "skos-jsonld")

#: One concept in Turtle, and what is said of it.
CONCEPTS = [
    (
        "names in the tags that others use",
        ':c1 a skos:Concept ; skos:prefLabel "союз"@ru-RU , "同盟"@zh-CN , "同盟"@zh-TW , "alliance"@en .',
        {"key": "c1", "name": {"ru": "союз", "zh-Hans": "同盟", "en": "alliance"}},
    ),
    (
        "traditional characters that are not what would be computed",
        ':c1 skos:prefLabel "同盟"@zh , "同盟關係"@zh-Hant .',
        {"key": "c1", "name": {"zh-Hans": "同盟"}, "name_zh_hant": "同盟關係"},
    ),
    (
        "Chinese of Taiwan and Hong Kong: a designation, unless it is only the same in traditional characters",
        (
            ':c1 skos:prefLabel "均势"@zh-CN , "權力平衡"@zh-TW ;'
            ' skos:altLabel "勢力均衡"@zh-HK , "均勢"@zh-TW , "均勢"@zh-Hant .'
        ),
        {
            "key": "c1",
            "name": {"zh-Hans": "均势"},
            "designations": [
                {"language": "zh-Hans", "text": "勢力均衡", "region": "HK"},
                {"language": "zh-Hans", "text": "權力平衡", "region": "TW"},
            ],
        },
    ),
    (
        "the same name in two regions: the second is a designation",
        ':c1 skos:prefLabel "defence"@en-GB , "defense"@en .',
        {
            "key": "c1",
            "name": {"en": "defense"},
            "designations": [{"language": "en", "text": "defence", "region": "GB"}],
        },
    ),
    (
        "other and hidden labels",
        ':c1 skos:prefLabel "союз"@ru ; skos:altLabel "альянс"@ru , "союз"@ru ; skos:hiddenLabel "саюз"@ru .',
        {
            "key": "c1",
            "name": {"ru": "союз"},
            "designations": [
                {"language": "ru", "text": "альянс", "region": ""},
                {"language": "ru", "text": "саюз", "region": "", "kind": "spelling", "standing": "deprecated"},
            ],
        },
    ),
    (
        "labels of SKOS-XL with addresses of their own",
        ':c1 a skos:Concept ; skosxl:prefLabel :l1 . :l1 a skosxl:Label ; skosxl:literalForm "пакт"@ru .',
        {"key": "c1", "name": {"ru": "пакт"}},
    ),
    (
        "notes, two of them in one language, one a document",
        ':c1 skos:prefLabel "пакт"@ru ; skos:definition "А"@ru , "Б"@ru ; skos:scopeNote [ rdf:value "О"@ru ] .',
        {
            "key": "c1",
            "name": {"ru": "пакт"},
            "definition": {"ru": "А\n\nБ"},
            "usage_note": {"ru": "О"},
        },
    ),
    (
        "a notation that is fit for a key, and a retired concept",
        ':p skos:prefLabel "п"@ru; skos:notation "pact"; owl:deprecated true ; dct:isReplacedBy :c .:c a skos:Concept.',
        {"key": "pact", "name": {"ru": "п"}, "status": "retired", "replaced_by": "c"},
    ),
    (
        "statements about one concept in two places",
        ':c1 skos:prefLabel "пакт"@ru . :c2 a skos:Concept . :c1 skos:prefLabel "pact"@en ; skos:related :c2 .',
        {"key": "c1", "name": {"ru": "пакт", "en": "pact"}, "relations": [{"kind": "related", "term": "c2"}]},
    ),
    (
        "an address whose last part is no key",
        '<https://thesaurus.example/Оборонительный%20Союз> a skos:Concept ; skos:prefLabel "союз"@ru .',
        {"key": "oboronitelnyy-soyuz", "name": {"ru": "союз"}},
    ),
]


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CONCEPTS], ids=[case[0] for case in CONCEPTS])
def test_a_concept_of_others(body, expected):
    assert next(iter(said("skos", turtle(body)).values())) == expected


def test_a_broader_term_may_be_said_from_above_and_a_relation_from_both_sides():
    found = said(
        "skos",
        turtle(
            ':union skos:prefLabel "союз"@ru ; skos:narrower :pact .'
            ':pact skos:prefLabel "пакт"@ru ; skos:broader :union ; skos:related :treaty .'
            ':treaty skos:prefLabel "договор"@ru ; skos:related :pact .'
        ),
    )
    assert found == {
        "union": {"key": "union", "name": {"ru": "союз"}},
        "pact": {
            "key": "pact",
            "name": {"ru": "пакт"},
            "relations": [{"kind": "broader", "term": "union"}, {"kind": "related", "term": "treaty"}],
        },
        "treaty": {"key": "treaty", "name": {"ru": "договор"}},
    }


def test_a_collection_is_a_domain_and_a_collection_within_it_a_narrower_one():
    names = 'skos:prefLabel "право"@ru , "法律"@zh , "law"@en'
    found = said(
        "skos",
        turtle(
            f":law a skos:Collection ; {names} ; skos:member :war ."
            f":war a skos:Collection ; {names} ; skos:member :c1 ."
            ':c1 a skos:Concept ; skos:prefLabel "пакт"@ru .'
        ),
    )
    name = {"ru": "право", "zh-Hans": "法律", "en": "law"}
    assert found["law"] == {"key": "law", "name": name}
    assert found["war"] == {"key": "war", "name": name, "parent": "law"}
    assert found["c1"] == {"key": "c1", "name": {"ru": "пакт"}, "domain": "war"}


def test_a_scheme_with_three_names_is_a_domain():
    found = said(
        "skos",
        turtle(
            ':law a skos:ConceptScheme ; dct:title "право"@ru , "法律"@zh , "law"@en .'
            ':c1 a skos:Concept ; skos:prefLabel "пакт"@ru ; skos:inScheme :law .'
        ),
    )
    assert found["c1"]["domain"] == "law"
    assert found["law"] == {"key": "law", "name": {"ru": "право", "zh-Hans": "法律", "en": "law"}}


SCHEME_IN_ENGLISH = (
    ':law a skos:ConceptScheme ; dct:title "Law"@en . :c1 skos:prefLabel "пакт"@ru ; skos:inScheme :law .'
)


def test_a_scheme_without_three_names_is_none_and_the_fault_says_what_to_do():
    faults = [str(one) for one in read("skos", turtle(SCHEME_IN_ENGLISH)) if isinstance(one, Fault)]
    (fault,) = faults
    assert fault == (
        "line 5: “https://thesaurus.example/law” would be a domain, and a domain has a name in Russian, Chinese and "
        "English; give all three in the file, or choose a domain for the import"
    )


@pytest.mark.django_db
def test_a_domain_chosen_for_the_import_stands_in_for_a_scheme():
    make_domain(key="diplomacy")
    outcome = back(turtle(SCHEME_IN_ENGLISH), "skos", options=Options(defaults={"domain": "diplomacy"}))
    assert [str(fault) for fault in outcome.faults] == []
    term = Term.objects.get()
    assert (term.key, term.status, term.domain.key, term.reliability_ru) == ("c1", "draft", "diplomacy", "proposed")


def test_what_has_no_place_is_named():
    found = read(
        "skos",
        turtle(
            ':c1 skos:prefLabel "пакт"@ru , "pacte"@fr , "pact" ; skos:altLabel "協定"@zh-Hant ;'
            ' skos:notation "327.5" ;'
            " skos:exactMatch <https://elsewhere.example/1> ; skos:broader <https://elsewhere.example/2> ;"
            ' skos:example "Пакт 1939 года."@ru .'
        ),
    )
    assert entries(found)[0].said.unheld == (
        ("skos:prefLabel@fr", "the languages are ru, zh-Hans, en"),
        ("skos:prefLabel", "it does not say its language; say what the language “” is"),
        (
            "skos:altLabel@zh-Hant",
            "only a preferred name that stands in simplified characters too has traditional ones",
        ),
        ("skos:broader", "it leads to something that is no term of this file"),
        ("skos:notation", "there is no place for it here"),
        ("skos:exactMatch", "there is no place for it here"),
        ("skos:example@ru", "there is no place for it here"),
    )


def test_what_is_neither_a_concept_nor_a_domain_is_named():
    found = read(
        "skos",
        turtle(
            '<https://thesaurus.example/> a owl:Ontology ; dct:title "Thesaurus"@en .'
            ':law a skos:ConceptScheme ; dct:title "право"@ru , "法律"@zh , "law"@en .'
            ':pacts a skos:Collection ; skos:prefLabel "пакты"@ru ; skos:member :c1 .'
            ':c1 skos:inScheme :law ; skosxl:prefLabel :label , [ skosxl:literalForm "条约"@zh ] .'
            ':label a skosxl:Label ; skosxl:literalForm "пакт"@ru .'
            '[] a owl:AllDifferent ; dct:description "Ни о чём."@ru .'
        ),
    )
    concept, domain, *others = entries(found)
    assert concept.said.values["name"] == {"ru": "пакт", "zh-Hans": "条约"}
    assert concept.said.unheld == (("skos:member", "there is no place for it here"),)
    assert domain.said.values["key"] == "law"
    assert [(one.said.values, one.said.unheld) for one in others] == [
        (
            {},
            (("https://thesaurus.example/", "this is neither a concept nor a domain; it is left out"),),
        ),
        (
            {},
            (
                (
                    "https://thesaurus.example/pacts",
                    "without a name in Russian, Chinese and English it cannot be a domain; it is left out",
                ),
            ),
        ),
        ({}, (("owl:AllDifferent", "this is neither a concept nor a domain; it is left out"),)),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_what_we_write_of_the_glossary_itself_is_not_told_as_left_out(name):
    assert [one.said.unheld for one in entries(read(name, written(name, DOMAIN, TERM)))] == [(), ()]


def test_an_ordered_collection_is_a_domain_with_the_members_in_its_list():
    names = 'skos:prefLabel "право"@ru , "法律"@zh , "law"@en'
    found = said(
        "skos",
        turtle(
            f":law a skos:OrderedCollection ; {names} ; skos:memberList ( :c1 :c2 ) ."
            ':c1 a skos:Concept ; skos:prefLabel "пакт"@ru . :c2 a skos:Concept ; skos:prefLabel "союз"@ru .'
        ),
    )
    assert {key: one.get("domain") for key, one in found.items()} == {"law": None, "c1": "law", "c2": "law"}


def test_the_language_of_a_text_without_one_can_be_given():
    found = said("skos", turtle(':c1 skos:prefLabel "pact" .'), language_map={"": "en"})
    assert found == {"c1": {"key": "c1", "name": {"en": "pact"}}}


def test_a_changed_name_does_not_bring_the_old_traditional_characters_as_an_override():
    data = written("skos", TERM).replace('"不结盟"@zh-Hans', '"不结盟原则"@zh-Hans')
    found = said("skos", data)["non-alliance"]
    assert found["name"]["zh-Hans"] == "不结盟原则"
    assert "name_zh_hant" not in found


def test_json_ld_of_others_with_its_own_names_for_the_keywords():
    data = {
        "@context": {
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "uri": "@id",
            "type": "@type",
            "lang": "@language",
            "value": "@value",
            "graph": "@graph",
            "prefLabel": "skos:prefLabel",
            "date": {"@id": "http://purl.org/dc/terms/modified", "@type": "http://www.w3.org/2001/XMLSchema#decimal"},
        },
        "@graph": [
            {
                "uri": "https://thesaurus.example/pact",
                "type": "skos:Concept",
                "prefLabel": [{"lang": "ru", "value": "пакт"}, {"lang": "zh-CN", "value": "公约"}],
                "date": "1e999999999",
                "skos:changeNote": {"value": "1e999999999", "type": "http://www.w3.org/2001/XMLSchema#decimal"},
            }
        ],
    }
    for text in (json.dumps(data, ensure_ascii=False), json.dumps(data, indent=2)):
        assert said("skos-jsonld", text) == {"pact": {"key": "pact", "name": {"ru": "пакт", "zh-Hans": "公约"}}}


def test_json_ld_as_a_list_and_as_one_object():
    one = {
        "@id": "https://thesaurus.example/pact",
        "http://www.w3.org/2004/02/skos/core#prefLabel": [{"@value": "пакт", "@language": "ru"}],
    }
    expected = {"pact": {"key": "pact", "name": {"ru": "пакт"}}}
    assert said("skos-jsonld", json.dumps([one])) == expected
    assert said("skos-jsonld", json.dumps(one)) == expected


def test_blank_nodes_with_labels_keep_together_across_blocks():
    found = said("skos", turtle('_:l.1 skosxl:literalForm "пакт"@ru . :c1 a skos:Concept ; skosxl:prefLabel _:l.1 .'))
    assert found == {"c1": {"key": "c1", "name": {"ru": "пакт"}}}


#: Turtle that is easily cut in the wrong place.
CUTS = [
    ':c1 skos:prefLabel "a. b"@en. :c2 skos:prefLabel "c"@en.',
    ':c1 skos:prefLabel \'\'\'one.\n"two". \\\'\'\' three\'\'\'@en .\n:c2 skos:prefLabel """""q. """@en .',
    '<https://x.example/c1#c1> skos:prefLabel "a # b"@en # a comment . "with a quote\n. :c2 skos:prefLabel "x"@en .',
    ':c1 skos:prefLabel "a"@en ; :weight 1.5 ; :p :v1.0 . :c2 skos:prefLabel "b"@en ; :q ( 1 2.0 [ :r "." ] ) .',
    'PREFIX s: <http://www.w3.org/2004/02/skos/core#>\n:c1 s:prefLabel "a"@en .\n:c2 s:prefLabel "b"@en .',
    ':c1 skos:prefLabel "\\u0430\\"."@ru . :c2 skos:prefLabel "b"@en ; :p\\.q "c" .',
]


@pytest.mark.parametrize("body", CUTS)
def test_statements_are_cut_where_they_end(body):
    assert list(said("skos", turtle(body))) == ["c1", "c2"]


# Files that are broken, or mean no good

BROKEN = [
    (
        "skos",
        turtle(':c1 skos:prefLabel "пакт@ru .\n'),
        'line 5: “"” is out of place here; this is not Turtle, or a text is not closed',
    ),
    (
        "skos",
        turtle(':c1 skos:prefLabel """пакт\n'),
        "line 5: the file ends in the middle of the statement that begins here",
    ),
    (
        "skos",
        turtle(":c1 skos:prefLabel [ :a :b .\n"),
        "line 5: the file ends in the middle of the statement that begins here",
    ),
    ("skos", turtle(":c1 skos:prefLabel ] .\n"), "line 5: a bracket closes here that was never opened"),
    ("skos", turtle(":c1 :p " + "[ :p " * 40), "line 5: brackets are nested more than 32 deep"),
    ("skos", turtle("{ :c1 :p :o }"), "line 5: “{” is out of place here; this is not Turtle, or a text is not closed"),
    (
        "skos",
        "".join(f"@prefix p{n}: <https://x.example/{n}> .\n" for n in range(1001)),
        "line 1001: there are more than 1000 prefixes",
    ),
    ("skos-jsonld", "пакт", "line 1: this is not JSON-LD: a file is an object or a list of objects"),
    ("skos-jsonld", '{"@context": {}, "@graph": [\n{"a": "b', "line 2: a text is not closed here; this is not JSON"),
    ("skos-jsonld", '{"@context": {}, "@graph": [{"a": "b"}', "the file ends in the middle; it is not whole"),
    ("skos-jsonld", "[" + "[" * 50, "line 1: brackets are nested more than 40 deep"),
    ("skos-jsonld", '{"@graph": [], "@context": {}}', "line 1: the context stands behind the graph; put it before"),
    (
        "skos-jsonld",
        json.dumps({"@context": {f"name{n}": "https://x.example/" for n in range(1001)}}),
        "line 1: the context has more than 1000 names",
    ),
    ("skos-jsonld", "{} {}", "line 1: the file goes on behind its end; take out what stands here"),
]


@pytest.mark.parametrize(("name", "data", "message"), BROKEN)
def test_a_broken_file_is_refused_with_its_place(name, data, message):
    with pytest.raises(Unreadable) as raised:
        read(name, data)
    assert str(raised.value) == message


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("encoding", ["gb18030", "windows-1251", "utf-32"])
def test_another_encoding_is_refused(name, encoding):
    data = (turtle(':c1 skos:prefLabel "союз"@ru .') * 3).encode(encoding)
    with pytest.raises(Unreadable):
        read(name, data)


def test_a_statement_that_is_no_turtle_leaves_the_rest_readable():
    found = read("skos", turtle(':c1 skos:prefLabel unknown:x .\n:c2 skos:prefLabel "пакт"@ru .'))
    assert [str(one) for one in found if isinstance(one, Fault)] == [
        'line 5: this is not Turtle (Prefix "unknown:" not bound); correct it'
    ]
    assert [one.where for one in found if isinstance(one, Entry)] == ["line 6"]


@pytest.fixture
def no_way_out(monkeypatch):
    """Fails the test when anything is opened that is not the file itself."""

    def refuse(*what: object, **more: object) -> None:
        raise AssertionError(f"something was opened: {what}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    monkeypatch.setattr(urllib.request.OpenerDirector, "open", refuse)
    monkeypatch.setattr(Path, "open", refuse)


ELSEWHERE = "https://contexts.example/skos.jsonld"
CONTEXTS = [
    {"@context": ELSEWHERE, "@graph": []},
    {"@context": ["file:///etc/passwd"], "@graph": []},
    {"@context": {"@import": ELSEWHERE}, "@graph": []},
    {"@context": {}, "@graph": [{"@context": ELSEWHERE}]},
    {"@context": {"t": {"@id": "https://x.example/t", "@context": ELSEWHERE}}, "@graph": [{"t": {}}]},
    [{"@context": [{}, ELSEWHERE]}],
    {"@id": "https://x.example/c1", "https://x.example/p": {"@context": ELSEWHERE}},
]


@pytest.mark.usefixtures("no_way_out")
@pytest.mark.parametrize("data", CONTEXTS)
def test_no_context_is_fetched(data):
    with pytest.raises(Unreadable, match="nothing is fetched; put the context itself into the file"):
        read("skos-jsonld", json.dumps(data))


def test_a_number_where_an_address_belongs_is_no_type_and_no_scheme():
    found = said("skos", turtle(':c1 a 0 , skos:Concept ; skos:inScheme 1 ; skos:prefLabel "пакт"@ru .'))
    assert found["c1"]["name"] == {"ru": "пакт"}


#: Statements that are read without rdflib, at the border of what is.
PLAIN = [
    ":c1 a skos:Concept.",
    ':c1 skos:prefLabel "пакт"@ru; skos:altLabel "договор"@ru,"соглашение"@ru ;; skos:broader :c2 ; .',
    ':c1 skos:prefLabel "«мир»\\n\\"дружба\\" \\\\"@ru . :c2 skos:prefLabel "和平\t"@zh-Hans-CN .',
    ':c1 skosxl:prefLabel [ skosxl:literalForm "пакт"@ru ; :number 12 , 7 ; :is true , false ] , [] .',
    '_:n skosxl:literalForm "pact"@en . :c1 a skos:Concept ; skosxl:prefLabel _:n ; :p [ :q [ :r _:n ] ] .',
    "<urn:x:c-1> <http://www.w3.org/2004/02/skos/core#broader> <https://a.example/b#c>, :союз, :x-y_z .",
]
#: Statements that are left to rdflib, whether right or wrong.
NOT_PLAIN = [
    ":c1 skos:broader <c2> .",
    ":c1 :p 1.5 .",
    ':c1 :p """пакт"""@ru .',
    ":c1 :p 'пакт'@ru .",
    ':c1 :p "\\u4e2d"@zh .',
    ':c1 :p "1"^^:number .',
    ":c1 :p ( 1 2 ) .",
    "[ :p 1 ] :q 2 .",
    ":c1 :p :a\\,b .",
    ":c1 :p unknown:x .",
    ":c1 :p :o ,  .",
    ":c1 ; :p :o .",
    ":c1 :p a .",
    ':c1 ";" :o .',
    ":c1 :p .",
    ":c1 .",
    ":c1 :p :o :q .",
]


def statements(body: str) -> list[object]:
    """What a file in Turtle says, nodes without an address called after the order in which they come."""
    names: dict[str, str] = {}

    def named(value: str) -> str:
        return names.setdefault(value, f"_:{len(names)}") if value.startswith("_:") else value

    return [
        str(block)
        if isinstance(block, Fault)
        else [
            (named(subject), str(predicate), [value[0], *map(named, map(str, value[1:]))])
            for subject, predicate, value in block.triples
        ]
        for block in turtle_reading.blocks(io.BytesIO(turtle(body).encode()), Options())
    ]


@pytest.mark.parametrize("body", [*PLAIN, *NOT_PLAIN])
def test_plain_turtle_says_what_rdflib_says_of_it(body, monkeypatch):
    found = statements(body)
    monkeypatch.setattr(plain, "triples", lambda *_given: None)
    assert found == statements(body)


@pytest.mark.parametrize(("body", "is_plain"), [*((one, True) for one in PLAIN), *((one, False) for one in NOT_PLAIN)])
def test_what_is_plain_is_not_given_to_rdflib(body, is_plain, monkeypatch):
    given: list[str] = []
    feed = SinkParser.feed
    monkeypatch.setattr(SinkParser, "feed", lambda parser, block: (given.append(block), feed(parser, block))[1])
    statements(body)
    assert [block for block in given if not block.lstrip().startswith("@prefix")] == ([] if is_plain else [body])


@pytest.mark.usefixtures("no_way_out")
def test_an_address_in_turtle_is_only_a_name():
    body = '@base <file:///etc/> . <passwd> skos:prefLabel "пакт"@ru ; owl:imports <shadow> .'
    assert list(said("skos", turtle(body))) == ["passwd"]


COSTLY = [
    '"1e999999999"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    '"<!DOCTYPE a [<!ENTITY b \\"c\\">]><a>&b;</a>"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral>',
    "9" * 5000,
]


@pytest.mark.parametrize("value", COSTLY)
def test_no_literal_is_worked_out(value):
    found = read("skos", turtle(f':c1 skos:prefLabel "пакт"@ru .\n:c1 :p {value} .'))
    assert [one.said.values["key"] for one in found if isinstance(one, Entry)] == ["c1"]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
@example(data=b"")
@example(data=b"@prefix")
@example(data=b'{"@context":{"a":{"@id":"a:b"},"b":"a:b"},"@graph":[{"@id":"_:","a":[[1]]}]}')
def test_no_bytes_do_anything_but_give_entries_or_a_problem(name, data):
    _entries_or_a_problem(name, data)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 20_000), length=st.integers(0, 40), put=st.text('<>"[](){};,.@:\\_^\n0ax中я', max_size=6))
def test_no_damage_does_anything_but_give_entries_or_a_problem(name, place, length, put):
    text = written(name, DOMAIN, TERM)
    cut = place % len(text)
    _entries_or_a_problem(name, (text[:cut] + put + text[cut + length :]).encode())


def _entries_or_a_problem(name: str, data: bytes) -> None:
    with suppress(Unreadable):
        assert all(isinstance(one, Entry | Fault) for one in read(name, data))


def test_nodes_that_refer_to_each_other_are_not_multiplied():
    """Sixty nodes, each of which leads to all: written out in full they would fill any memory."""
    nodes = [f"_:n{n}" for n in range(60)]
    inner = [{"@id": one, "https://x.example/p": [{"@id": other} for other in nodes]} for one in nodes]
    concept = {
        "@id": "https://x.example/pact",
        "http://www.w3.org/2004/02/skos/core#prefLabel": [{"@value": "пакт", "@language": "ru"}],
        "http://www.w3.org/2004/02/skos/core#definition": inner,
    }
    assert said("skos-jsonld", json.dumps([concept])) == {"pact": {"key": "pact", "name": {"ru": "пакт"}}}
    body = "".join(f":n{n} skos:definition {' , '.join(f':n{m}' for m in range(60))} .\n" for n in range(60))
    assert list(said("skos", turtle(body + ':n0 skos:prefLabel "пакт"@ru .'))) == ["n0"]


def test_a_variable_of_notation_3_is_no_turtle():
    (fault,) = read("skos", turtle(":c1 skos:broader ?x ."))
    assert isinstance(fault, Fault)
    assert fault.message == "this is not Turtle; correct it"


def test_many_short_lines_take_no_more_room_than_their_characters(monkeypatch):
    monkeypatch.setattr(turtle_reading, "MOST_PARTS", 3)
    found = said("skos", turtle(':c1 skos:prefLabel "союз"@ru ; skos:definition """Один.\nДва.\nТри.\nЧетыре."""@ru .'))
    assert found["c1"]["definition"] == {"ru": "Один.\nДва.\nТри.\nЧетыре."}
