"""Each rule of spelling: what it finds, in full words, and what it leaves alone."""

import pytest

from citations.records import KINDS, complete
from glossary.audit import sentences
from glossary.audit.spelling import (
    RULES,
    check_spelling,
    half_width_punctuation,
    missing_yo,
    mixed_scripts,
    straight_quotes,
    traditional_characters,
)
from glossary.audit.texts import without_quotations


@pytest.mark.parametrize(
    ("rule", "text", "what", "to_do"),
    [
        (traditional_characters, "中國的不結盟政策", "traditional characters “國”, “結”", "write “国”, “结”"),
        (traditional_characters, "冷战之後", "traditional characters “後”", "write “后”"),
        (
            mixed_scripts,
            "Cоюз двух государств",
            "Latin and Cyrillic letters together in “Cоюз” (Latin C)",
            "write each word in one script",
        ),
        (
            mixed_scripts,
            "the NАТО allies",
            "Latin and Cyrillic letters together in “NАТО” (Latin N)",
            "write each word in one script",
        ),
        (
            mixed_scripts,
            "strаtegic partnership",
            "Latin and Cyrillic letters together in “strаtegic” (Cyrillic а)",
            "write each word in one script",
        ),
        (
            mixed_scripts,
            "союз c Китаем",
            "Latin “c” between Russian words",
            "write the Cyrillic one",
        ),
        (
            straight_quotes,
            'так называемый "шанхайский дух"',
            "straight quotation marks",
            "write « », and „ “ within them",
        ),
        (
            straight_quotes,
            "так называемый 'шанхайский дух'",
            "straight quotation marks",
            "write « », and „ “ within them",
        ),
        (missing_yo, "партнерство еще не союз", "no ё in “партнерство”, “еще”", "write “партнёрство”, “ещё”"),
        (missing_yo, "Трехсторонняя встреча; ее итоги", "no ё in “Трехсторонняя”, “ее”", "write “Трёхсторонняя”, “её”"),
        (missing_yo, "военно-определенный", "no ё in “определенный”", "write “определённый”"),
        (
            half_width_punctuation,
            "同盟,联盟与结盟.",
            "half-width , . among Chinese characters",
            "write the full-width sign (，。；：？！（）“”)",
        ),
        (
            half_width_punctuation,
            '所谓"结盟论"',
            'half-width " among Chinese characters',
            "write the full-width sign (，。；：？！（）“”)",
        ),
        (
            half_width_punctuation,
            "联合声明(2014年)",
            "half-width ( ) among Chinese characters",
            "write the full-width sign (，。；：？！（）“”)",
        ),
    ],
)
def test_rule_finds(rule, text, what, to_do):
    fault = rule(text)
    code = next(code for code, (_languages, one) in RULES.items() if one is rule)
    said = (code, fault.case, KINDS["term"], fault.values)
    assert (sentences.what(*said), sentences.to_do(*said)) == (what, to_do)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (traditional_characters, "中国的不结盟政策；乾坤、著名、於姓"),
        (mixed_scripts, "Устав ООН, SCO/ШОС, G20-й и IT-компания"),
        (mixed_scripts, "俄文взаимодействие有时被译为interaction"),
        (mixed_scripts, "план A и план Б"),
        (straight_quotes, "«шанхайский дух», д'Артаньян, „внутри“"),
        (missing_yo, "все узнает, берет, небо, нем, чем, совершенный, осведомленный, том"),
        (missing_yo, "всё ещё партнёрство; СЕЛ; Олжас Сулейменов; вед. ред."),
        (missing_yo, "The партия of пекинесса"),
        (half_width_punctuation, "第2.8段、1.5万亿元；Smith, J. (2014) 一文，http://a.cn/b?c=1"),
        (half_width_punctuation, "“同盟”（alliance, ally）与《联合声明》。"),
    ],
)
def test_rule_leaves_alone(rule, text):
    assert rule(text) is None


def test_quotations_are_taken_out_and_their_marks_kept():
    text = "напечатано «партнерство „еще“ и др.», 又作“不結盟,”及《條約》, “strаtegic”"
    assert without_quotations(text) == "напечатано «», 又作“”及《》, “”"


def test_every_text_of_ours_is_read_and_no_quoted_one():
    record = complete(
        KINDS["term"],
        {
            "key": "alliance",
            "name": {"ru": "Cоюз"},
            "definition": {"zh-Hans": "同盟."},
            "usage_note": {"ru": "напечатано «партнерство»", "en": "“strаtegic”"},
            "designations": [
                {"language": "ru", "text": "партнерство", "kind": "synonym", "note": {"zh-Hans": "國"}},
                {"language": "ru", "text": "партнерство", "kind": "spelling"},
            ],
            "editorial_note": {"ru": '"союз"'},
        },
    )
    found = [(finding.code, finding.field, finding.language) for finding in check_spelling(KINDS["term"], record)]
    assert found == [
        ("mixed-scripts", "name", "ru"),
        ("half-width-punctuation", "definition", "zh-Hans"),
        ("straight-quotes", "editorial_note", "ru"),
        ("traditional-characters", "designations.1.note", "zh-Hans"),
        ("missing-yo", "designations.1.text", "ru"),
    ]


@pytest.mark.parametrize(
    ("kind", "values", "found"),
    [
        ("source", {"language": "ru", "title": {"ru": "Еще о союзе", "zh-Hans": "再論同盟"}}, ["zh-Hans"]),
        ("source", {"language": "zh-Hant", "title": {"ru": "Еще о союзе", "zh-Hans": "再論同盟"}}, ["ru", "zh-Hans"]),
        (
            "treaty",
            {
                "kind": "treaty",
                "title": {"ru": "Договор о ее границах", "zh-Hans": "邊界條約"},
                "texts": [
                    {"language": "ru", "standing": "authentic"},
                    {"language": "zh-Hans", "standing": "unofficial-translation"},
                ],
            },
            ["zh-Hans"],
        ),
        ("attestation", {"form": "партнерство", "language": "ru", "context": {"ru": "О партнерстве."}}, ["ru"]),
    ],
)
def test_title_is_ours_only_in_other_languages_than_the_work_s_own(kind, values, found):
    record = complete(KINDS[kind], {"key": "work", **values})
    assert [finding.language for finding in check_spelling(KINDS[kind], record)] == found
