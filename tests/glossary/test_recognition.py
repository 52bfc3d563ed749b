"""Recognition on the vocabulary of the seeds: a text of twenty marked terms in each language, all and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from citations.search import index
from citations.search.index import Document
from citations.search.recognition import recognise
from glossary.indexing import term_labels

pytestmark = pytest.mark.django_db

# What stands in a text as [words|key of the term].
RUSSIAN = """
Стороны подтвердили приверженность [шанхайскому духу|shanghai-spirit] и
[политике неприсоединения к союзам|non-alliance-policy]. [Стратегический треугольник|strategic-triangle] ушёл в прошлое
вместе с [холодной войной|cold-war]: [мышлению времён холодной войны|cold-war-mentality] не место в
[многополярном мире|multipolar-world]. [Великие державы|great-power] ищут [баланса сил|balance-of-power], а не
[игры с нулевой суммой|zero-sum-game]. Ни [военных союзов|military-alliance], ни
[оборонительного союза|defensive-alliance] против [третьих стран|third-state] никто не создаёт. О
[белой книге|white-paper] рассказал [министр иностранных дел|foreign-minister]:
[территориальной целостностью|territorial-integrity] и [суверенитетом|sovereignty] не торгуют.
[Мягкую силу|soft-power] дополняет [публичная дипломатия|public-diplomacy], а Азии нужно
[мирное сосуществование|peaceful-coexistence] и [взаимовыигрышное сотрудничество|win-win].
"""
CHINESE = """
中俄堅持[不結盟政策|non-alliance-policy]，弘扬[上海精神|shanghai-spirit]，摒弃[冷战思维|cold-war-mentality]与[零和博弈|zero-sum-game]。
[大国|great-power]之间的[均势|balance-of-power]不等于[军事同盟|military-alliance]，更不是反对[第三国|third-state]的
[防御同盟|defensive-alliance]。[外交部长|foreign-minister]谈到[白皮书|white-paper]时说，[主权|sovereignty]和
[領土完整|territorial-integrity]不容谈判；[軟實力|soft-power]与[公共外交|public-diplomacy]相辅相成。亚洲需要
[和平共处|peaceful-coexistence]，[戰略三角|strategic-triangle]已成往事，[多極世界|multipolar-world]正在到来，
[合作共贏|win-win]已成共同愿望，[上合組織|shanghai-cooperation-organization]不断扩大。
"""
ENGLISH = """
Both stand by the [Shanghai Spirit|shanghai-spirit] and by a [non alliance policy|non-alliance-policy]. The
[strategic triangle|strategic-triangle] went with the [Cold War|cold-war]; a world of its own needs no
[Cold-War mentality|cold-war-mentality]. [Great powers|great-power] look for a [balance of power|balance-of-power] in a
[multipolar world|multipolar-world], not for a [zero-sum game|zero-sum-game]. No [military alliances|military-alliance]
and no [defensive alliance|defensive-alliance] against [third countries|third-state] are being made. On the
[white paper|white-paper] the [foreign minister|foreign-minister] said that
[territorial integrity|territorial-integrity] and [sovereignty|sovereignty] are not for sale. Beside
[soft power|soft-power] there is [public diplomacy|public-diplomacy]; what is wanted is
[peaceful coexistence|peaceful-coexistence] and [win-win cooperation|win-win].
"""


def seed_terms() -> Iterator[Document]:
    for path in sorted((Path(settings.BASE_DIR) / "seeds" / "data" / "terms").glob("*.yaml")):
        for found in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
            record: dict[str, Any] = {"name_zh_hant": "", "designations": [], **found}
            record["case_sensitive"] = record.get("case_sensitive") == "true"
            yield Document("term", record["key"], term_labels(record))


@pytest.mark.parametrize("marked", [RUSSIAN, CHINESE, ENGLISH], ids=["ru", "zh-Hans", "en"])
def test_twenty_terms_of_a_text_are_recognised_and_nothing_else(marked):
    index.write_many(seed_terms())
    expected = []
    text = ""
    for plain, words, key in re.findall(r"([^\[]*)(?:\[([^|]+)\|([a-z-]+)\]|\Z)", marked):
        text += plain
        if key:
            expected.append((len(text), len(text) + len(words), words, key))
            text += words
    assert len(expected) == 20
    found = recognise(text)
    assert [(span.start, span.end, span.text) for span in found] == [place[:3] for place in expected]
    assert [
        key for span, (*_, key) in zip(found, expected, strict=True) if key not in {r.key for r in span.records}
    ] == []
    assert "[" not in text
