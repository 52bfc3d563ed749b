"""TBX: what a term looks like in it, what files of other tools say, and what is refused."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from citations.exchange.comparing import losses
from citations.exchange.exporting import Export, everything
from citations.exchange.formats import Entry, Fault, Heading, Options, Unreadable, formats, guess
from citations.exchange.importing import import_file
from citations.exchange.related import Related
from citations.records import KINDS, Record, complete
from glossary.exchange.tbx import Tbx, reading
from glossary.exchange.tbx.languages import Spoken, spoken
from glossary.exchange.tbx.saying import key_of
from glossary.exchange.tbx.writing import id_of
from glossary.models import Term
from tests.conformance import basic_faults, conformance_file, grammar_faults
from tests.corpus import make_corpus
from tests.factories import make_domain, make_term

TERM = KINDS["term"]
BASIC = "tbx/TBX-Basic_dialect/DCA/TBXcoreStructV03_TBX-Basic_integrated.rng"
CORE = "tbx/core/TBXcoreStructV03.rng"
DIPLOMACY = {"ru": "Дипломатия", "zh-Hans": "外交", "en": "Diplomacy"}
RELATED = Related(
    {
        ("domain", "diplomacy"): complete(KINDS["domain"], {"key": "diplomacy", "name": DIPLOMACY}),
        ("organization", "roc"): complete(
            KINDS["organization"],
            {"key": "roc", "kind": "state", "name": {"ru": "Китайская Республика", "zh-Hans": "中华民国", "en": ""}},
        ),
    }
)


def a_term(**given: Any) -> Record:
    """A whole record, of the term alliance unless told otherwise."""
    values = {
        "key": "alliance",
        "name": {"ru": "союз", "zh-Hans": "同盟", "en": "alliance"},
        "reliability": {"ru": "official", "zh-Hans": "official", "en": "established"},
        "domain": "diplomacy",
    }
    return complete(TERM, values | given)


def written(*records: Record) -> str:
    """The file with these records."""
    items = ((TERM, Tbx().encode(TERM, record, RELATED)) for record in records)
    return b"".join(Tbx().write(items, Heading(at="2026-11-21T20:00:00Z"))).decode()


def read(data: str | bytes, **given: Any) -> list[Entry | Fault]:
    content = data.encode() if isinstance(data, str) else data
    return list(Tbx().read(io.BytesIO(content), Options(**given)))


def said(body: str, **given: Any) -> Any:
    """What the one entry of a file says."""
    (entry,) = read(in_file(body), **given)
    assert isinstance(entry, Entry), entry
    return entry.said


def in_file(body: str, style: str = 'style="dca"') -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tbx type="TBX-Basic" {style} xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n'
        "<tbxHeader><fileDesc><sourceDesc><p>Проба</p></sourceDesc></fileDesc></tbxHeader>\n"
        f"<text><body>\n{body}\n</body></text></tbx>"
    )


def entry_with(*terms: str, language: str = "ru") -> str:
    sections = "".join(f"<termSec>{one}</termSec>" for one in terms)
    return f'<conceptEntry id="c1"><langSec xml:lang="{language}">{sections}</langSec></conceptEntry>'


# Out

FULL = a_term(
    definition={"ru": "Объединение государств.", "zh-Hans": "", "en": ""},
    usage_note={"ru": "Не «альянс» в договорах.", "zh-Hans": "", "en": ""},
    name={"ru": "союз", "zh-Hans": "同盟", "en": ""},
    reliability={"ru": "official", "zh-Hans": "official", "en": ""},
    gap_note={"ru": "", "zh-Hans": "", "en": "No single word."},
    editorial_note={"ru": "Проверить.", "zh-Hans": "", "en": ""},
    case_sensitive=True,
    designations=[
        {"language": "zh-Hans", "text": "联盟", "kind": "short-form", "note": {"ru": "Шире.", "zh-Hans": "", "en": ""}},
        {
            "language": "ru",
            "text": "альянс",
            "kind": "literal",
            "standing": "deprecated",
            "reliability": "proposed",
            "viewpoint": "roc",
            "used": "1949/..",
            "region": "BY",
        },
        {"language": "zh-Hans", "text": "聯盟", "region": "TW"},
    ],
    relations=[{"kind": "contrasts", "term": "1996-neutrality"}],
)


def test_a_term_in_full():
    assert (
        written(FULL).partition("<body>\n")[2]
        == """\
      <conceptEntry id="alliance">
        <descrip type="subjectField" xml:lang="ru">Дипломатия</descrip>
        <descrip type="subjectField" xml:lang="zh-Hans">外交</descrip>
        <descrip type="subjectField" xml:lang="en">Diplomacy</descrip>
        <note xml:lang="ru">Проверить.</note>
        <note xml:lang="en">[gap note] No single word.</note>
        <note>[case-sensitive] yes</note>
        <ref type="crossReference" target="key-1996-neutrality">contrasts: 1996-neutrality</ref>
        <langSec xml:lang="ru">
          <descrip type="definition">Объединение государств.</descrip>
          <note>Не «альянс» в договорах.</note>
          <termSec>
            <term>союз</term>
            <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
            <note>[reliability] official</note>
          </termSec>
          <termSec id="alliance.2">
            <term>альянс</term>
            <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
            <termNote type="geographicalUsage">BY</termNote>
            <note>[kind] literal</note>
            <note>[reliability] proposed</note>
            <note>[viewpoint] Китайская Республика (state roc)</note>
            <note>[used] 1949/..</note>
          </termSec>
        </langSec>
        <langSec xml:lang="zh-Hans">
          <termSec>
            <term>同盟</term>
            <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
            <note>[reliability] official</note>
          </termSec>
          <termSec id="alliance.1">
            <term>联盟</term>
            <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
            <termNote type="termType">shortForm</termNote>
            <note>[reliability] established</note>
            <note xml:lang="ru">Шире.</note>
          </termSec>
        </langSec>
        <langSec xml:lang="zh-Hant">
          <termSec>
            <term>同盟</term>
            <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
            <note>[computed from] 同盟</note>
          </termSec>
          <termSec>
            <term>聯盟</term>
            <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
            <termNote type="termType">shortForm</termNote>
            <note>[computed from] 联盟</note>
          </termSec>
          <termSec id="alliance.3">
            <term>聯盟</term>
            <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>
            <termNote type="geographicalUsage">TW</termNote>
            <note>[reliability] established</note>
          </termSec>
        </langSec>
      </conceptEntry>
    </body>
    <back>
      <refObjectSec type="concept">
        <refObject id="key-1996-neutrality"><item type="key">key-1996-neutrality</item></refObject>
      </refObjectSec>
    </back>
  </text>
</tbx>
"""
    )


def test_what_is_lost_of_it():
    view = Tbx().view(TERM, FULL, RELATED)
    assert [str(loss) for loss in losses(Tbx(), TERM, FULL, view, RELATED)] == [
        "term “alliance”: designations[1].viewpoint: only a part of the name of that record is held",
        "term “alliance”: status: TBX has no drafts; what comes in new is a draft",
    ]
    (entry,) = read(written(FULL))
    assert isinstance(entry, Entry)
    assert entry.said.values == view
    assert (entry.where, entry.places["name", "ru"]) == ("line 18", "line 30")


def test_a_record_that_has_no_term_in_the_languages_asked_for_is_left_out_and_lost():
    bare = a_term(name={"ru": "", "zh-Hans": "", "en": ""}, reliability={"ru": "", "zh-Hans": "", "en": ""})
    assert Tbx().view(TERM, bare, RELATED) == {}
    assert "conceptEntry" not in written(bare)


@pytest.mark.parametrize(
    ("key", "id_"),
    [
        ("non-alliance", "non-alliance"),
        ("1950-sino-soviet", "key-1950-sino-soviet"),
        ("g20", "key-g20"),
        ("key-word", "key-key-word"),
        ("n-1", "key-n-1"),
    ],
)
def test_a_key_becomes_an_id_and_a_key_again(key, id_):
    assert id_of(key) == id_
    assert key_of(id_) == key


@pytest.mark.parametrize("id_", ["c1", "eid-123", "IATE-1", "d9b2d63d-a233-4123-847a-7090e2b0c5a1", "", "союз", "a_b"])
def test_the_numbers_of_other_tools_are_no_keys(id_):
    assert key_of(id_) == ""


# What has no field here

KEPT = [
    ("concept", "", "", "admin:customerSubset", "МИД"),
    ("concept", "", "", "xref:xGraphic", "карта.png https://example.org/map.png"),
    ("concept", "", "", "admin:securityLevel", "внутреннее"),
    ("language", "ru", "", "descrip:definition>admin:source", "Дипломатический словарь"),
    ("language", "zh-Hans", "", "term:zh-Hant", "聯合"),
    ("term", "ru", "союз", "termNote:partOfSpeech", "noun"),
    ("term", "ru", "союз", "termNote:termType", "fullForm"),
    ("term", "ru", "союз", "descrip:context", "Стороны вступают в союз."),
    ("term", "ru", "союз", "descrip:context>admin:source", "Договор, ст. 3"),
    ("term", "ru", "союз", "termNote:partOfSpeech>note", "м. р."),
    ("term", "en", "EA", "termNote:termType", "acronym"),
    ("term", "en", "EA", "descrip:reliabilityCode", "9"),
]
ROWS = [
    dict(zip(("format", "level", "language", "designation", "category", "value"), ("tbx", *row), strict=True))
    for row in KEPT
]
WITH_KEPT = a_term(
    definition={"ru": "Объединение государств.", "zh-Hans": "", "en": ""},
    designations=[{"language": "en", "text": "EA", "kind": "abbreviation"}],
    unmapped=ROWS,
)


def test_what_has_no_field_here_goes_out_as_it_came_or_in_a_note_with_its_name():
    file = written(WITH_KEPT)
    for line in (
        '<admin type="customerSubset">МИД</admin>',
        '<xref type="xGraphic" target="https://example.org/map.png">карта.png</xref>',
        "<note>[admin:securityLevel] внутреннее</note>",
        '<admin type="source">Дипломатический словарь</admin>',
        "<note>[term:zh-Hant] 聯合</note>",
        '<termNote type="partOfSpeech">noun</termNote>',
        '<termNote type="termType">fullForm</termNote>',
        '<descrip type="context">Стороны вступают в союз.</descrip>',
        '<admin type="source">Договор, ст. 3</admin>',
        "<note>[termNote:partOfSpeech&gt;note] м. р.</note>",
        '<termNote type="termType">acronym</termNote>',
        "<note>[descrip:reliabilityCode] 9</note>",
    ):
        assert f"  {line}\n" in file, line
    assert file.count("<descripGrp>") == 2
    assert basic_faults(etree.ElementTree(etree.fromstring(file.encode()))) == []


def test_and_comes_back():
    view = Tbx().view(TERM, WITH_KEPT, RELATED)
    by_place = sorted(ROWS, key=str)
    assert sorted(view["unmapped"], key=str) == by_place
    assert view["designations"] == [
        {"language": "en", "text": "EA", "kind": "abbreviation", "standing": "admitted", "reliability": "established"}
    ]


def test_what_another_format_kept_stays_at_home():
    record = a_term(unmapped=[ROWS[0] | {"format": "skos"}])
    assert "МИД" not in written(record)
    view = Tbx().view(TERM, record, RELATED)
    assert "term “alliance”: unmapped[0]: TBX has no place for it" in [
        str(loss) for loss in losses(Tbx(), TERM, record, view, RELATED)
    ]


# Languages


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ru-RU", Spoken("ru", "RU")),
        ("rus", Spoken("ru")),
        ("en_us", Spoken("en", "US")),
        ("zh", Spoken("zh-Hans")),
        ("zh-SG", Spoken("zh-Hans", "SG")),
        ("zh-Hans-CN", Spoken("zh-Hans", "CN")),
        ("zh-TW", Spoken("zh-Hans", "TW", is_traditional=True)),
        ("zh-hant-hk", Spoken("zh-Hans", "HK", is_traditional=True)),
        ("zh-Hans-HK", Spoken("zh-Hans", "HK")),
        ("es", None),
        ("yue-HK", None),
        ("Русский", None),
    ],
)
def test_languages_of_files(tag, expected):
    assert spoken(tag, {}) == expected


def test_the_language_map_goes_before():
    assert spoken("Русский", {"русский": "ru"}) == Spoken("ru")
    assert said(entry_with("<term>союз</term>", language="L1"), language_map={"l1": "ru"}).values["name"] == {
        "ru": "союз"
    }


def test_a_second_region_of_a_language_becomes_designations_of_that_region():
    body = (
        '<conceptEntry id="c1">'
        '<langSec xml:lang="en-US"><termSec><term>neighborliness</term></termSec></langSec>'
        '<langSec xml:lang="en-GB"><termSec><term>neighbourliness</term></termSec></langSec>'
        '<langSec xml:lang="es"><termSec><term>vecindad</term></termSec></langSec></conceptEntry>'
    )
    found = said(body)
    assert found.values == {
        "name": {"en": "neighborliness"},
        "designations": [{"language": "en", "text": "neighbourliness", "region": "GB"}],
    }
    assert found.unheld == (("langSec", "the languages here are Russian, Chinese and English; “es” is left out"),)


def test_notes_in_languages_that_are_not_held_are_reported():
    found = said(
        '<conceptEntry id="c1"><note xml:lang="es">Nota.</note><langSec xml:lang="ru"><termSec><term>союз</term>'
        '<note xml:lang="fr">Remarque.</note></termSec></langSec></conceptEntry>'
    )
    assert found.values == {"name": {"ru": "союз"}}
    assert found.unheld == (
        ("editorial_note", "it is in none of Russian, Chinese and English"),
        ("note", "it is in none of Russian, Chinese and English"),
    )


@pytest.mark.parametrize(
    ("hant", "expected"),
    [
        # What we compute is nobody's word.
        ('zh-Hant"><termSec><term>結盟關係</term>', {}),
        ('zh-TW"><termSec><term>結盟關係</term>', {}),
        # Another form is an editor's, or a region's.
        ('zh-Hant"><termSec><term>結盟關系</term>', {"name_zh_hant": "結盟關系"}),
        (
            'zh-TW"><termSec><term>同盟關係</term>',
            {"designations": [{"language": "zh-Hans", "text": "同盟關係", "region": "TW"}]},
        ),
        # The name was changed in the file, the computed form was not: it is still nobody's word.
        ('zh-Hant"><termSec><term>同盟</term><note>[computed from] 同盟</note>', {}),
        ('zh-Hant"><termSec><term>盟約</term><note>[computed from] 结盟关系</note>', {"name_zh_hant": "盟約"}),
    ],
)
def test_traditional_characters(hant, expected):
    body = (
        '<conceptEntry id="c1"><langSec xml:lang="zh-CN"><termSec><term>结盟关系</term></termSec></langSec>'
        f'<langSec xml:lang="{hant}</termSec></langSec></conceptEntry>'
    )
    assert said(body).values == {"name": {"zh-Hans": "结盟关系"}} | expected


# What other tools say


def test_the_preferred_term_is_the_name_and_the_others_are_designations():
    found = said(
        entry_with(
            '<term>альянс</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>',
            '<term>союз</term><termNote type="Status">preferred</termNote>',
            '<term>блок</term><termNote type="normativeAuthorization">deprecatedTerm</termNote>'
            '<termNote type="termType">abbreviation</termNote><note>Оценочно.</note>',
        )
    ).values
    assert found["name"] == {"ru": "союз"}
    assert found["designations"] == [
        {"language": "ru", "text": "альянс", "standing": "admitted"},
        {
            "language": "ru",
            "text": "блок",
            "kind": "abbreviation",
            "standing": "deprecated",
            "note": {"ru": "Оценочно."},
        },
    ]


def test_an_entry_of_another_tool():
    found = said(
        '<conceptEntry id="iate-77"><descrip type="subjectField">Diplomacy</descrip>'
        "<note>Проверено.</note>"
        '<langSec xml:lang="ru"><descripGrp><descrip type="Definition">Объединение\n      государств.</descrip>'
        '<admin type="source">Словарь</admin></descripGrp><descrip type="usageNote">О государствах.</descrip>'
        "<termSec><term>союз <hi>государств</hi></term>"
        '<termNote type="partOfSpeech">существительное</termNote><descrip type="reliabilityCode">9</descrip>'
        "<transacGrp><transac type='transactionType'>modification</transac><date>2020-01-01</date></transacGrp>"
        "</termSec></langSec></conceptEntry>"
    )
    assert found.values == {
        "domain": {"name": {"ru": "Diplomacy", "zh-Hans": "Diplomacy", "en": "Diplomacy"}},
        "editorial_note": {"ru": "Проверено."},
        "definition": {"ru": "Объединение государств."},
        "usage_note": {"ru": "О государствах."},
        "name": {"ru": "союз государств"},
        "reliability": {"ru": "established"},
        "unmapped": [
            {
                "format": "tbx",
                "level": "language",
                "language": "ru",
                "designation": "",
                "category": "descrip:Definition>admin:source",
                "value": "Словарь",
            },
            {
                "format": "tbx",
                "level": "term",
                "language": "ru",
                "designation": "союз государств",
                "category": "termNote:partOfSpeech",
                "value": "существительное",
            },
            {
                "format": "tbx",
                "level": "term",
                "language": "ru",
                "designation": "союз государств",
                "category": "descrip:reliabilityCode",
                "value": "9",
            },
        ],
    }
    assert found.unheld == (
        ("transacGrp", "who changed an entry and when is told by the history here"),
        ("hi", "the mark is taken off; the text in it stays"),
    )


VERSION_2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en-US">
<martifHeader><fileDesc><sourceDesc><p>MultiTerm</p></sourceDesc></fileDesc></martifHeader>
<text><body>
<termEntry id="eid-1">
  <descripGrp><descrip type="subjectField">Diplomacy</descrip></descripGrp>
  <langSet xml:lang="ru-RU">
    <ntig><termGrp><term>союз</term>
      <termNoteGrp><termNote type="termType">entryTerm</termNote></termNoteGrp></termGrp>
      <descrip type="definition">Объединение государств.</descrip></ntig>
  </langSet>
  <langSet xml:lang="zh-CN">
    <tig><term>同盟</term><descrip type="context">结成同盟。</descrip>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
    <tig><term>盟约关系</term><termNote type="termType">synonym</termNote></tig>
  </langSet>
</termEntry>
</body></text>
</martif>
"""


def test_tbx_2():
    (entry,) = read(VERSION_2)
    assert isinstance(entry, Entry)
    values = dict(entry.said.values)
    assert [(row["category"], row["value"]) for row in values.pop("unmapped")] == [
        ("termNote:termType", "entryTerm"),
        ("descrip:context", "结成同盟。"),
    ]
    assert values == {
        "domain": {"name": {"ru": "Diplomacy", "zh-Hans": "Diplomacy", "en": "Diplomacy"}},
        "definition": {"ru": "Объединение государств."},
        "name": {"ru": "союз", "zh-Hans": "同盟"},
        "designations": [{"language": "zh-Hans", "text": "盟约关系", "kind": "synonym"}],
    }
    assert entry.where == "line 6"


def test_categories_as_elements_say_the_same_as_attributes():
    elements = (
        '<conceptEntry id="c1" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">'
        "<min:subjectField>Diplomacy</min:subjectField>"
        '<langSec xml:lang="ru"><descripGrp><basic:definition>Объединение.</basic:definition>'
        "<basic:source>Словарь</basic:source></descripGrp>"
        "<termSec><term>союз</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec></conceptEntry>"
    )
    attributes = (
        '<conceptEntry id="c1"><descrip type="subjectField">Diplomacy</descrip>'
        '<langSec xml:lang="ru"><descripGrp><descrip type="definition">Объединение.</descrip>'
        '<admin type="source">Словарь</admin></descripGrp>'
        '<termSec><term>союз</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec></conceptEntry>'
    )
    assert said(elements) == said(attributes)


# What is refused


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", "line 4: “body” needs “conceptEntry”"),
        ("<conceptEntry id='c1'/>", "line 5: “conceptEntry” needs “langSec”"),
        (
            "<conceptEntry><langSec xml:lang='ru'><termSec><term>союз</term></termSec></langSec></conceptEntry>",
            "line 5: “conceptEntry” needs the attribute “id”",
        ),
        (entry_with("<note>О слове.</note>\n<term>союз</term>"), "line 5: “termSec” begins with “term”"),
        (entry_with("<term>союз</term>\n<term>альянс</term>"), "line 6: “termSec” has one “term” only"),
        (entry_with("<term>союз</term>\n<admin>МИД</admin>"), "line 6: “admin” needs the attribute “type”"),
        (
            entry_with("<term>союз</term><note>О слове.</note>\n<termNote type='termType'>fullForm</termNote>"),
            "line 6: “termNote” has to stand further up in “termSec”",
        ),
        (entry_with("<term>союз</term>\n<слово>нет</слово>"), "line 6: “слово” may not stand in “termSec”"),
        (entry_with("<term>союз</term> и альянс"), "line 5: text may not stand in “termSec” itself"),
        (
            entry_with("<term>союз</term>") + "\n" + entry_with("<term>альянс</term>"),
            "line 6: the id “c1” stands in the file twice",
        ),
        (
            entry_with("<term>союз</term>\n<ref type='crossReference' target='c9'>мир</ref>"),
            "line 6: “c9” is the id of nothing in this file",
        ),
    ],
)
def test_structure_is_checked_and_the_line_named(body, fault):
    assert fault in [str(one) for one in read(in_file(body)) if isinstance(one, Fault)]


LAUGHS = "".join(
    f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ха"}{("&l" + str(n - 1) + ";") * 9}">' for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", "this is not well-formed XML: "),
        ("<html/>", "line 1: this is not TBX: the file begins with “html”, not with “tbx” or “martif”"),
        (
            f'<!DOCTYPE tbx [<!ENTITY l0 "ха">{LAUGHS}]><tbx>&l8;</tbx>',
            "the file declares the entity “l0”; entities are not read: write out what they stand for",
        ),
        (
            '<!DOCTYPE tbx [<!ENTITY file SYSTEM "file:///etc/passwd">]><tbx>&file;</tbx>',
            "the file declares the entity “file”; entities are not read: write out what they stand for",
        ),
        ("<tbx>" + "<note>" * 200, "line 1: the elements lie deeper in each other than TBX has them"),
        ("<tbx>" + "<note>" * 100_000, "line 1: the elements lie deeper in each other than TBX has them"),
        (in_file(entry_with("<term>союз</term>"))[:-60], "line 5: this is not well-formed XML: "),
        (in_file(entry_with("<term>со\0юз</term>")), "here is a NUL character; the file is damaged or not a text"),
        (
            in_file(entry_with("<term>союз государств</term>")).encode("windows-1251"),
            "the file is not in UTF-8; it looks like ",
        ),
        (
            '<?xml version="1.0" encoding="rot13"?><tbx/>',
            "line 1: the file declares the encoding “rot13”, which is not read; save it as UTF-8",
        ),
        (
            VERSION_2.replace("<term>союз", "<term>&soyuz;"),
            "line 6: “&soyuz;” is an entity that the file does not declare; write the character itself",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data, refusal):
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert refusal in str(caught.value)


def test_entities_in_attributes_are_stopped_too():
    with pytest.raises(Unreadable):
        read(f'<!DOCTYPE tbx [<!ENTITY l0 "ха">{LAUGHS}]><tbx type="&l8;"/>')


@pytest.mark.parametrize("declaration", ['SYSTEM "{}"', 'PUBLIC "-//LISA-TBX//TBX//EN" "{}"'])
def test_a_document_type_elsewhere_is_never_loaded(declaration, tmp_path):
    elsewhere = tmp_path / "TBXcoreStructV02.dtd"
    elsewhere.write_text("root:x:0:0 this would be a fault if it were read")
    plain = in_file(entry_with("<term>союз</term>")).partition("?>")[2]
    (entry,) = read(f"<!DOCTYPE tbx {declaration.format(elsewhere)}>{plain}")
    assert isinstance(entry, Entry)
    assert entry.said.values["name"] == {"ru": "союз"}


def test_an_endless_entry_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_OF_ENTRY", 10_000)
    with pytest.raises(Unreadable, match="here is an entry longer than 10000 characters"):
        read(in_file(entry_with(*["<term>союз</term>"] * 5000)))
    many = "\n".join(entry_with("<term>союз</term>").replace("c1", f"c{number}") for number in range(1000))
    assert len(read(in_file(many))) == 1000


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "windows-1251"])
def test_declared_encodings(encoding):
    text = in_file(entry_with("<term>союз</term>")).replace("UTF-8", encoding.removesuffix("-sig"))
    (entry,) = read(text.encode(encoding))
    assert isinstance(entry, Entry)
    assert entry.said.values == {"name": {"ru": "союз"}}


VALID = written(FULL, WITH_KEPT | {"key": "entente"}).encode()


@given(st.binary(max_size=200))
def test_no_bytes_give_anything_but_a_named_problem(data):
    with pytest.raises(Unreadable):
        read(data)


@given(st.integers(0, len(VALID)), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_file_gives_entries_or_named_problems(place, length, instead):
    found: list[Entry | Fault] = []
    with suppress(Unreadable):
        found = read(VALID[:place] + instead + VALID[place + length :])
    assert all(isinstance(one, Entry | Fault) for one in found)


def test_the_format_is_known_by_its_name_and_by_what_it_begins_with():
    assert guess("термины.tbx") is formats()["tbx"]
    assert guess("", VERSION_2.encode()) is formats()["tbx"]
    assert guess("", VALID[:500]) is formats()["tbx"]


# In and out of the base


@pytest.mark.django_db
def test_a_file_of_another_tool_comes_in_and_its_categories_go_out_again():
    make_domain(key="diplomacy", name_ru="Дипломатия", name_zh_hans="外交", name_en="Diplomacy")
    outcome = import_file(io.BytesIO(VERSION_2.encode()), Tbx())
    assert [str(fault) for fault in outcome.faults] == []
    term = Term.objects.get()
    assert (term.key, term.status, term.domain.key) == ("tong-meng", "draft", "diplomacy")
    assert (term.name_ru, term.reliability_ru, term.name_zh_hans) == ("союз", "proposed", "同盟")
    assert [(row.category, row.value) for row in term.unmapped.all()] == [
        ("termNote:termType", "entryTerm"),
        ("descrip:context", "结成同盟。"),
    ]
    data = b"".join(Export(Tbx(), everything(["term"]), is_public=False).pieces())
    assert '<descrip type="context">结成同盟。</descrip>'.encode() in data
    again = import_file(io.BytesIO(data), Tbx(), update=True)
    assert (again.created, again.changed, again.unchanged, again.faults) == (0, 0, 1, [])
    # The file of the other tool has no keys: its terms are known by their names.
    third = import_file(io.BytesIO(VERSION_2.encode()), Tbx(), update=True)
    assert (third.created, third.changed, third.unchanged) == (0, 0, 1)


@pytest.mark.django_db
def test_a_translators_change_is_one_step():
    make_term(key="alliance", name_ru="союз", name_zh_hans="同盟", name_en="alliance", pinyin="tóngméng")
    data = b"".join(Export(Tbx(), everything(["term"])).pieces()).decode()
    changed = data.replace("<term>同盟</term>", "<term>联盟</term>", 1)
    outcome = import_file(io.BytesIO(changed.encode()), Tbx(), update=True)
    assert [(step.key, step.name, step.language, step.before, step.after) for step in outcome.steps] == [
        ("alliance", "name", "zh-Hans", "同盟", "联盟")
    ]


@pytest.mark.django_db
def test_a_name_that_breaks_a_rule_is_told_with_its_line():
    make_domain(name_en="Diplomacy")
    outcome = import_file(io.BytesIO(VERSION_2.replace("盟约关系", "盟" * 301).encode()), Tbx())
    assert [fault.where for fault in outcome.faults] == ["line 16"]
    assert Term.objects.count() == 0


# The published schemas and samples


@pytest.mark.django_db
@pytest.mark.parametrize("schema", [BASIC, CORE])
def test_what_is_written_is_valid(schema):
    make_corpus(2)
    data = b"".join(Export(Tbx(), everything(["term"]), is_public=False).pieces())
    for document in (data, written(FULL).encode(), written(WITH_KEPT).encode()):
        tree = etree.ElementTree(etree.fromstring(document))
        assert grammar_faults(tree, schema) == []
        assert basic_faults(tree) == []


@pytest.mark.parametrize(
    "path",
    [
        "tbx/core/core_structure_good.tbx",
        "tbx/TBX-Core_dialect/Schemas/Example_Astronomy_DCA_VALID.tbx",
        "tbx/TBX-Min_dialect/DCA/Example_Astronomy_DCA_VALID.tbx",
        "tbx/TBX-Min_dialect/DCT/Example_Astronomy_DCT_VALID.tbx",
        "tbx/TBX-Basic_dialect/DCA/Example_Astronomy_DCA_VALID.tbx",
        "tbx/TBX-Basic_dialect/DCT/Example_Astronomy_DCT_VALID.tbx",
    ],
)
def test_the_published_samples_are_read(path):
    found = read(conformance_file(path).read_bytes())
    assert [str(one) for one in found if isinstance(one, Fault)] == []
    names = [one.said.values.get("name", {}).get("en") for one in found if isinstance(one, Entry)]
    assert len(names) == 45
    assert names.count(None) == 6
    assert names[:3] == ["open cluster", "circumstellar accretion disk", "black hole"]


def test_the_published_sample_of_bad_structure_is_refused():
    found = read(conformance_file("tbx/core/core_structure_bad.tbx").read_bytes())
    assert [str(one) for one in found if isinstance(one, Fault)] == [
        "line 15: “sourceDesc” needs “p”",
        "line 15: text may not stand in “sourceDesc” itself",
        "line 21: “admin” may not stand in “text”",
        "line 27: “termSec” begins with “term”",
        "line 27: “admin” needs the attribute “type”",
        "line 28: “term” has to stand further up in “termSec”",
        "line 32: “termSec” has one “term” only",
        "line 46: “descripGrp” has one “descrip” only",
    ]


def test_the_published_sample_of_broken_xml_is_refused():
    with pytest.raises(Unreadable) as caught:
        read(conformance_file("tbx/core/poorly_formed_xml.tbx").read_bytes())
    assert str(caught.value) == (
        "line 42: this is not well-formed XML: Opening and ending tag mismatch: term line 41 and termSec"
    )


def test_the_rules_find_fault_with_a_file_that_breaks_them():
    tree = etree.ElementTree(etree.fromstring(written(FULL).replace('target="key-1996', 'target="1996').encode()))
    assert basic_faults(tree) == ["line 25: the target 1996-neutrality leads nowhere"]


@pytest.mark.django_db
def test_a_published_sample_comes_into_the_base():
    make_domain(key="astronomy", name_en="Astronomy")
    data = conformance_file("tbx/TBX-Basic_dialect/DCT/Example_Astronomy_DCT_VALID.tbx").read_bytes()
    outcome = import_file(io.BytesIO(data), Tbx(), Options(defaults={"domain": "astronomy"}))
    assert [str(fault) for fault in outcome.faults] == []
    assert Term.objects.count() == 39
    assert str(next(loss for loss in outcome.losses if loss.field == "conceptEntry")) == (
        "term “line 1603”: conceptEntry: it has no term in Russian, Chinese or English"
    )
    data = b"".join(Export(Tbx(), everything(["term"]), is_public=False).pieces())
    tree = etree.ElementTree(etree.fromstring(data))
    assert grammar_faults(tree, BASIC) == []
    assert basic_faults(tree) == []
