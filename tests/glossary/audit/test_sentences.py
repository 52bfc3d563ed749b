"""The sentences of the audit: in three languages, words in the quotation marks of each, fields by their labels."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from glossary.audit import sentences
from glossary.audit.findings import CODES, Finding
from glossary.audit.storing import finding_of, keep
from glossary.models import AuditFinding

YO = Finding(
    "missing-yo", "term", "alliance", "designations.2.note", "ru", "",
    {"words": ["еще", "ее"], "spellings": ["ещё", "её"]},
)  # fmt: skip
MIXED = Finding(
    "mixed-scripts", "person", "zheng-yu", "family_name", "ru", "",
    {"words": [{"word": "Чжэh", "latin": "h"}, {"word": "strаtegic", "cyrillic": "а"}]},
)  # fmt: skip
UNNAMED = Finding("no-name", "term", "alliance", "name", "en", "term")
UNSEEN = Finding("no-attestation", "term", "alliance", "attestations")
ISSUED = Finding("no-parties", "treaty", "2011-white-paper", "parties", case="issued")


@pytest.mark.parametrize(
    ("finding", "language", "place", "what", "to_do"),
    [
        (YO, "ru", "обозначения, строка 2, примечание (русский)", "нет ё: «еще», «ее»", "напишите «ещё», «её»"),
        (YO, "zh-hans", "指称，第 2 行，注释（俄文）", "缺少 ё：“еще”、“ее”", "改为“ещё”、“её”"),
        (YO, "en", "designations, row 2, note (Russian)", "no ё in “еще”, “ее”", "write “ещё”, “её”"),
        (
            MIXED,
            "ru",
            "фамилия (русский)",
            "латиница и кириллица вперемешку: «Чжэh» (латиницей: h), «strаtegic» (кириллицей: а)",
            "наберите каждое слово одним алфавитом",
        ),
        (
            MIXED,
            "zh-hans",
            "姓（俄文）",
            "拉丁字母与西里尔字母混用：“Чжэh”（拉丁字母 h）、“strаtegic”（西里尔字母 а）",
            "每个词只用一种字母书写",
        ),
        (
            UNNAMED,
            "ru",
            "название (английский)",
            "у термина нет названия на этом языке",
            "дайте название или объясните в поле «об отсутствии слова», почему его нет",
        ),
        (
            UNNAMED,
            "zh-hans",
            "名称（英文）",
            "该术语在此语言中没有名称",
            "填写名称，或在“缺词说明”中说明为何没有",
        ),
        (
            ISSUED,
            "ru",
            "стороны",
            "не названы ни стороны, ни те, кто издал документ",
            "укажите в списке «участники», кто издал документ",
        ),
        (
            UNSEEN,
            "ru",
            "свидетельства",
            "термин не засвидетельствован ни в одной работе",
            "добавьте свидетельство: работу, место в ней и форму",
        ),
        (ISSUED, "zh-hans", "缔约方", "既未列出缔约方，也未列出发布者", "在“责任者”中列出发布者"),
    ],
)
def test_a_finding_is_told_in_the_language_of_the_reader(
    finding: Finding, language: str, place: str, what: str, to_do: str
) -> None:
    with override(language):
        assert (finding.place, finding.what, finding.to_do) == (place, what, to_do)


def test_every_code_has_its_sentences() -> None:
    assert list(sentences.SENTENCES) == list(CODES)


@pytest.mark.django_db
def test_a_finding_that_is_kept_holds_no_sentence() -> None:
    keep([YO], revision=0)
    row = AuditFinding._default_manager.get()
    assert (row.case, row.values) == ("", {"words": ["еще", "ее"], "spellings": ["ещё", "её"]})
    assert finding_of(row) == YO
