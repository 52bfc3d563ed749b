"""Words beside the names: written with their record, found by their beginnings, bounded however common they are."""

from __future__ import annotations

import pytest

from citations.search import mentions
from citations.search.models import SearchMention

pytestmark = pytest.mark.django_db


def test_words_are_folded_and_chinese_begins_at_each_character() -> None:
    assert mentions.words_written(["1950-Sino", "Политолог, учёный", "国际政治2"]) == {
        "1950", "sino", "политолог", "ученый", "国际政治", "际政治", "政治", "治", "2",
    }  # fmt: skip
    assert mentions.words_typed("Zhèng-YU 鄭羽2016 zheng") == ["zheng", "yu", "郑羽", "2016"]


def test_every_word_begins_a_word_of_the_record() -> None:
    mentions.write("person", {"zheng-yu-2016": ["zheng-yu-2016"], "yu-keping": ["yu-keping"]})
    mentions.write("term", {"yu": ["yu"]})
    assert mentions.find("yu", ["person", "term"]) == {"person": ["yu-keping", "zheng-yu-2016"], "term": ["yu"]}
    assert mentions.find("yu-20", ["person"]) == {"person": ["zheng-yu-2016"]}
    assert mentions.find("heng", ["person"]) == {}
    assert mentions.find("%_", ["person"]) == mentions.find("yu", []) == {}


def test_what_is_written_anew_or_removed_is_no_longer_found() -> None:
    mentions.write("person", {"zheng-yu": ["политолог"]})
    mentions.write("person", {"zheng-yu": ["историк"]})
    assert mentions.find("политолог", ["person"]) == {}
    assert mentions.find("историк", ["person"]) == {"person": ["zheng-yu"]}
    mentions.remove("person", ["zheng-yu"])
    assert not SearchMention._default_manager.exists()


def test_a_common_word_is_looked_up_in_what_a_rare_one_found(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: object
) -> None:
    monkeypatch.setattr(mentions, "MOST_FOUND", 3)
    mentions.write("term", {f"term-{n}": ["договор", str(n)] for n in range(10, 20)})
    mentions.write("term", {"alliance": ["союз", "19"]})
    assert mentions.find("договор", ["term"]) == {"term": ["term-10", "term-11", "term-12"]}
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert mentions.find("договор 19", ["term"]) == {"term": ["term-19"]}
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert mentions.find("союз 19", ["term"]) == {"term": ["alliance"]}
