"""The whole audit: a clean corpus gives nothing, a fault its finding, an accepted finding is passed."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citations import changes
from citations.models import Source
from citations.records import KINDS, complete
from glossary.audit.completeness import check_completeness
from glossary.audit.corpus import audit
from glossary.audit.findings import CODES
from tests.factories import make_attestation, make_source, make_term, make_treaty
from tests.glossary.audit.conftest import mend

pytestmark = pytest.mark.django_db


def test_clean_corpus_has_no_finding(corpus):
    assert audit() == []


def plant_unattested(corpus):
    make_term(
        key="neutrality", domain=corpus.diplomacy, name_ru="нейтралитет", name_zh_hans="中立", name_en="neutrality"
    )


def plant_unnamed(corpus):
    mend(corpus.prc, name_zh_hans="")


def plant_undefined(corpus):
    mend(corpus.alliance, definition_zh_hans="")


def plant_untitled(corpus):
    mend(corpus.essay, title_ru="")


def plant_untransliterated(corpus):
    make_source(key="pravda-2012")


def plant_unofficial(corpus):
    mend(corpus.designation, reliability="official")


def plant_without_text_named(corpus):
    mend(corpus.in_treaty, text=None)


def plant_unofficial_translation(corpus):
    mend(corpus.chinese, standing="unofficial-translation")


def plant_no_parties(corpus):
    corpus.treaty.parties.all().delete()


def plant_no_issuer(corpus):
    paper = make_treaty(key="2011-white-paper", kind="policy-document", binding="no", signed="2011-09-06")
    assert not paper.contributions.exists()


def plant_no_date(corpus):
    corpus.treaty.events.all().delete()


def plant_unexplained(corpus):
    mend(corpus.note, editorial_note_en="")


def plant_unrecognised(corpus):
    mend(corpus.seen, form="neutrality")


def plant_no_paragraph(corpus):
    mend(corpus.seen, locator_value="4")


def plant_no_paragraph_cited(corpus):
    mend(corpus.note, paragraph="2.1")


def plant_shared(corpus):
    corpus.alliance.designations.create(language="zh-Hans", text="不結盟", kind="spelling")
    corpus.relation.delete()


def plant_draft_target(corpus):
    draft = make_source(key="unpublished", status="draft")
    mend(corpus.essay, published_in=draft)


def plant_retired_target(corpus):
    mend(corpus.prc, status="retired")


def plant_hidden_successor(corpus):
    draft = make_source(key="unpublished", status="draft")
    make_source(key="old", status="retired", replaced_by=draft)


def plant_traditional(corpus):
    mend(corpus.alliance, name_zh_hans="同盟（盟約）")


def plant_mixed(corpus):
    mend(corpus.zheng_yu, family_name_ru="Чжэh")


def plant_straight_quotes(corpus):
    mend(corpus.designation, note_ru='Слово "альянс" книжное.')


def plant_missing_yo(corpus):
    mend(corpus.seen, context_ru="Партнерство ещё не союз.")


def plant_half_width(corpus):
    mend(corpus.note, statement_zh_hans="同盟,即国家间的约定。")


def plant_unknown_code(corpus):
    mend(corpus.alliance, accepted_findings="straight-quotas")


def plant_unused_acceptance(corpus):
    mend(corpus.alliance, accepted_findings="straight-quotes")


PLANTED = [
    (
        plant_unattested,
        [
            (
                "no-attestation: term neutrality: attestations: the term is seen in no work; add an attestation: "
                "the work, the place in it, the form"
            ),
        ],
    ),
    (
        plant_unnamed,
        [
            (
                "no-name: organization prc: name[zh-Hans]: there is no name here; give it, or say in "
                "“editorial note” that it is unknown"
            ),
        ],
    ),
    (
        plant_undefined,
        [
            (
                "no-definition: term alliance: definition[zh-Hans]: the term is not defined here; define it in "
                "one to three sentences"
            ),
        ],
    ),
    (
        plant_untitled,
        [
            (
                "no-title: source zheng-yu-2016: title[ru]: there is no title here; give it in translation, or "
                "say in “editorial note” why there is none"
            ),
        ],
    ),
    (
        plant_untransliterated,
        [
            (
                "no-transliteration: source pravda-2012: container_title_transliterated: the title is not given in "
                "Latin letters; write it by ALA-LC, or in pinyin"
            ),
            (
                "no-transliteration: source pravda-2012: title_transliterated: the title is not given in "
                "Latin letters; write it by ALA-LC, or in pinyin"
            ),
        ],
    ),
    (
        plant_unofficial,
        [
            (
                "official-without-text: term alliance: designations.1.text[ru]: “альянс” is graded official, and "
                "no official text attests it; attest it in the text of a treaty or law, naming the text, or "
                "grade it established"
            ),
        ],
    ),
    (
        plant_without_text_named,
        [
            (
                "official-without-text: term alliance: name[zh-Hans]: “同盟” is graded official, and no official "
                "text attests it; attest it in the text of a treaty or law, naming the text, or grade it "
                "established"
            ),
        ],
    ),
    (
        plant_unofficial_translation,
        [
            (
                "official-without-text: term alliance: name[zh-Hans]: “同盟” is graded official, and no official "
                "text attests it; attest it in the text of a treaty or law, naming the text, or grade it "
                "established"
            ),
        ],
    ),
    (
        plant_no_parties,
        [
            ("no-parties: treaty 1950-sino-soviet: parties: no party is named; add the parties as they then were"),
        ],
    ),
    (
        plant_no_issuer,
        [
            (
                "no-parties: treaty 2011-white-paper: parties: neither parties nor an issuer is named; name who "
                "issued it in “contributions”"
            ),
        ],
    ),
    (
        plant_no_date,
        [
            (
                "no-date: treaty 1950-sino-soviet: events: no event has a date; add when it was signed or "
                "adopted, in EDTF"
            ),
        ],
    ),
    (
        plant_unexplained,
        [
            (
                "unexplained-citation: citation zheng-yu-2016-note-01: editorial_note: the citation is a "
                "candidate, and nothing says why; say what the conjecture rests on"
            ),
        ],
    ),
    (
        plant_unrecognised,
        [
            (
                "unrecognised-form: attestation non-alliance-zheng-yu-2016: form[en]: “neutrality” is not "
                "recognisable as “non-alliance” or another designation of “non-alliance”; correct the form or "
                "the term, or add the form to the term as a designation"
            ),
        ],
    ),
    (
        plant_no_paragraph,
        [
            (
                "no-such-paragraph: attestation non-alliance-zheng-yu-2016: locator_value: “zheng-yu-2016” has "
                "no paragraph 4; correct the paragraph, or the sections of the work"
            ),
        ],
    ),
    (
        plant_no_paragraph_cited,
        [
            (
                "no-such-paragraph: citation zheng-yu-2016-note-01: paragraph: “zheng-yu-2016” has no paragraph "
                "2.1; correct the paragraph, or the sections of the work"
            ),
        ],
    ),
    (
        plant_shared,
        [
            (
                "shared-designation: term alliance: relations[zh-Hans]: “不結盟” is also a designation of "
                "“non-alliance”, and the two have no relation; relate them (false friend of, broader, related, "
                "contrasts with), or make them one term"
            ),
        ],
    ),
    (
        plant_draft_target,
        [
            (
                "dangling-reference: source zheng-yu-2016: published_in: it leads to “unpublished”, which is a "
                "draft; publish it, or refer to another record"
            ),
        ],
    ),
    (
        plant_retired_target,
        [
            (
                "dangling-reference: treaty 1950-sino-soviet: parties.1.party: it leads to “prc”, which is "
                "retired without a successor; name its successor in “replaced by”, or refer to another record"
            ),
        ],
    ),
    (
        plant_hidden_successor,
        [
            (
                "dangling-reference: source old: replaced_by: it leads to “unpublished”, which is a draft; "
                "publish it, or refer to another record"
            ),
        ],
    ),
    (
        plant_traditional,
        [
            (
                "official-without-text: term alliance: name[zh-Hans]: “同盟（盟約）” is graded official, and no "
                "official text attests it; attest it in the text of a treaty or law, naming the text, or grade "
                "it established"
            ),
            "traditional-characters: term alliance: name[zh-Hans]: traditional characters “約”; write “约”",
            (
                "unrecognised-form: attestation alliance-1950-sino-soviet-zh: form[zh-Hans]: “友好同盟” is not "
                "recognisable as “同盟（盟約）” or another designation of “alliance”; correct the form or the term, or "
                "add the form to the term as a designation"
            ),
        ],
    ),
    (
        plant_mixed,
        [
            (
                "mixed-scripts: person zheng-yu: family_name[ru]: Latin and Cyrillic letters together in “Чжэh” "
                "(Latin h); write each word in one script"
            ),
        ],
    ),
    (
        plant_straight_quotes,
        [
            (
                "straight-quotes: term alliance: designations.1.note[ru]: straight quotation marks; write « », "
                "and „ “ within them"
            ),
        ],
    ),
    (
        plant_missing_yo,
        [
            (
                "missing-yo: attestation non-alliance-zheng-yu-2016: context[ru]: no ё in “Партнерство”; write "
                "“Партнёрство”"
            ),
        ],
    ),
    (
        plant_half_width,
        [
            (
                "half-width-punctuation: citation zheng-yu-2016-note-01: statement[zh-Hans]: half-width , among "
                "Chinese characters; write the full-width sign (，。；：？！（）“”)"
            ),
        ],
    ),
    (
        plant_unknown_code,
        [
            (
                "unknown-code: term alliance: accepted_findings: “straight-quotas” is no code of the audit; "
                "correct it, or take it out"
            ),
        ],
    ),
    (
        plant_unused_acceptance,
        [
            (
                "unused-acceptance: term alliance: accepted_findings: “straight-quotes” is accepted and no "
                "longer found; take it out"
            ),
        ],
    ),
]


@pytest.mark.parametrize(("plant", "expected"), PLANTED, ids=[plant.__name__ for plant, _expected in PLANTED])
def test_planted_fault_is_found_and_passes_when_accepted(corpus, plant, expected):
    plant(corpus)
    found = audit()
    assert [str(finding) for finding in found] == expected
    with changes.change():
        for kind, key in {(finding.kind, finding.key) for finding in found}:
            codes = {finding.code for finding in found if (finding.kind, finding.key) == (kind, key)}
            mend(KINDS[kind].record_model._base_manager.get(key=key), accepted_findings=" ".join(sorted(codes)))
    again = audit()
    if found[0].code in ("unknown-code", "unused-acceptance"):
        assert not any(finding.accepted for finding in again)
    else:
        assert [str(finding) for finding in again] == expected
        assert all(finding.accepted for finding in again)


def test_every_code_is_planted():
    planted = {line.split(":")[0] for _plant, lines in PLANTED for line in lines}
    assert planted == set(CODES)


def test_twelve_faults_at_once_are_twelve_findings(corpus):
    with changes.change():
        for plant in (
            plant_unattested,
            plant_unnamed,
            plant_undefined,
            plant_untitled,
            plant_no_parties,
            plant_no_date,
            plant_unexplained,
            plant_unrecognised,
            plant_mixed,
            plant_straight_quotes,
            plant_half_width,
            plant_hidden_successor,
        ):
            plant(corpus)
    assert [(finding.code, finding.key) for finding in audit()] == [
        ("dangling-reference", "old"),
        ("half-width-punctuation", "zheng-yu-2016-note-01"),
        ("mixed-scripts", "zheng-yu"),
        ("no-attestation", "neutrality"),
        ("no-date", "1950-sino-soviet"),
        ("no-definition", "alliance"),
        ("no-name", "prc"),
        ("no-parties", "1950-sino-soviet"),
        ("no-title", "zheng-yu-2016"),
        ("straight-quotes", "alliance"),
        ("unexplained-citation", "zheng-yu-2016-note-01"),
        ("unrecognised-form", "non-alliance-zheng-yu-2016"),
    ]


def test_stated_gap_is_no_missing_language(corpus):
    mend(
        corpus.non_alliance,
        name_ru="", reliability_ru="", definition_ru="", gap_note_ru="Устоявшегося слова нет.",
    )  # fmt: skip
    assert audit() == []


def test_form_in_a_language_without_a_word_is_found(corpus):
    mend(
        corpus.alliance,
        name_ru="", reliability_ru="", definition_ru="", gap_note_ru="Устоявшегося слова нет.",
    )  # fmt: skip
    mend(corpus.designation, language="en", text="bond")
    make_attestation(key="alliance-ru", term=corpus.alliance, source=corpus.essay, language="ru", form="союз")
    assert [str(finding) for finding in audit()] == [
        (
            "unrecognised-form: attestation alliance-ru: form[ru]: “союз” is attested, and “alliance” has no "
            "designation in this language; correct the form or the term, or add the form to the term as a designation"
        )
    ]


def test_unnamed_term_is_found_where_the_database_did_not_refuse_it():
    record = complete(KINDS["term"], {"key": "alliance", "name": {"ru": "союз"}, "gap_note": {"en": "None."}})
    assert [str(finding) for finding in check_completeness(KINDS["term"], record)] == [
        (
            "no-definition: term alliance: definition[ru]: the term is not defined here; "
            "define it in one to three sentences"
        ),
        (
            "no-name: term alliance: name[zh-Hans]: the term has no name here; "
            "give the name, or say in “gap note” why there is none"
        ),
        (
            "no-definition: term alliance: definition[zh-Hans]: the term is not defined here; "
            "define it in one to three sentences"
        ),
    ]


def test_unknown_name_is_a_value_when_the_note_says_so(corpus):
    mend(corpus.prc, name_zh_hans="", editorial_note_en="The Chinese name is unknown.")
    assert audit() == []


def test_described_work_without_a_title_needs_no_title(corpus):
    make_source(
        key="untitled", title_ru="", title_zh_hans="", title_en="", container_title_ru="",
        description_ru="Статья о союзе", description_zh_hans="论同盟的文章", description_en="A paper on alliance",
    )  # fmt: skip
    assert audit() == []


@pytest.mark.parametrize(
    "given",
    [
        {"language": "", "container_title_ru": "Правда"},
        {"language": "sr-Latn"},
        {"language": "ru", "title_transliterated": "Evraziiskii soiuz", "container_title_transliterated": "Pravda"},
        {"language": "ru", "title_ru": "BRICS+", "container_title_ru": "TASS", "title_en": "BRICS+"},
        {"language": "zh-Hant", "title_transliterated": "Ouya lianmeng"},
    ],
)
def test_titles_that_need_no_transliteration_are_left_alone(corpus, given):
    make_source(**given)
    assert [finding for finding in audit() if finding.code == "no-transliteration"] == []


def test_drafts_are_not_audited(corpus):
    make_source(key="draft", status="draft", title_en="", title_zh_hans="國")
    make_term(key="draft", status="draft", domain=corpus.diplomacy)
    assert audit() == []


def test_official_grade_rests_on_a_law_too(corpus):
    law = make_source(
        key="law",
        type="legislation",
        title_ru="Закон о союзах",
        title_transliterated="Zakon o soiuzakh",
        container_title_ru="",
    )
    mend(corpus.designation, reliability="official")
    make_attestation(key="alliance-law", term=corpus.alliance, source=law, language="ru", form="альянса")
    assert audit() == []


def test_kinds_and_codes_narrow_the_audit(corpus):
    plant_mixed(corpus)
    plant_straight_quotes(corpus)
    plant_unexplained(corpus)
    assert [finding.code for finding in audit(kinds=["person", "term"])] == ["mixed-scripts", "straight-quotes"]
    assert [finding.code for finding in audit(codes=["unexplained-citation"])] == ["unexplained-citation"]


def test_report_groups_by_code_and_counts(corpus):
    plant_straight_quotes(corpus)
    plant_mixed(corpus)
    plant_missing_yo(corpus)
    mend(corpus.seen, accepted_findings="missing-yo")
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("audit_corpus", stdout=out)
    assert stopped.value.code == 1
    assert out.getvalue() == (
        "mixed-scripts: person zheng-yu: family_name[ru]: Latin and Cyrillic letters together in “Чжэh” (Latin h); "
        "write each word in one script\n"
        "straight-quotes: term alliance: designations.1.note[ru]: straight quotation marks; "
        "write « », and „ “ within them\n"
        "\n"
        "mixed-scripts: 1\n"
        "straight-quotes: 1\n"
        "missing-yo: 1, 1 accepted\n"
        "3 findings: 1 accepted, 2 open.\n"
    )


def test_report_without_an_open_finding_ends_well(corpus):
    out = StringIO()
    call_command("audit_corpus", stdout=out)
    assert out.getvalue() == "0 findings: 0 accepted, 0 open.\n"
    plant_missing_yo(corpus)
    mend(corpus.seen, accepted_findings="missing-yo")
    out = StringIO()
    call_command("audit_corpus", stdout=out)
    assert out.getvalue() == "missing-yo: 1, 1 accepted\n1 finding: 1 accepted, 0 open.\n"


def test_json_holds_every_finding_and_the_counts(corpus):
    plant_missing_yo(corpus)
    mend(corpus.seen, accepted_findings="missing-yo")
    out = StringIO()
    call_command("audit_corpus", "--json", "--code", "missing-yo", stdout=out)
    assert json.loads(out.getvalue()) == {
        "findings": [
            {
                "code": "missing-yo",
                "kind": "attestation",
                "key": "non-alliance-zheng-yu-2016",
                "field": "context",
                "language": "ru",
                "what": "no ё in “Партнерство”",
                "to_do": "write “Партнёрство”",
                "accepted": True,
            }
        ],
        "counts": {"missing-yo": {"found": 1, "open": 0}},
        "open": 0,
    }


def test_unknown_code_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'straight-quotas'"):
        call_command("audit_corpus", "--code", "straight-quotas")


def test_number_of_queries_does_not_grow_with_the_records(corpus):
    with CaptureQueriesContext(connection) as few:
        audit()
    with changes.change():
        for number in range(20):
            term = make_term(
                key=f"term-{number}",
                domain=corpus.diplomacy,
                name_ru=f"термин {number}",
                name_zh_hans=f"术语{number}",
                name_en=f"term {number}",
                reliability_en="official",
            )
            work = make_source(
                key=f"work-{number}",
                title_transliterated="Evraziiskii soiuz",
                container_title_transliterated="Pravda",
            )
            work.sections.create(number=1, paragraphs=2)
            make_attestation(key=f"seen-{number}", term=term, source=work, form=f"术语{number}")
            make_treaty(key=f"treaty-{number}").parties.create(party=corpus.prc)
    with CaptureQueriesContext(connection) as many:
        assert len(audit()) == 20
    assert len(many) == len(few)
    assert Source.objects.count() > 40
