"""docs/search.md is true: every way of finding is in its table, and every example of the table is found that way."""

import re
from pathlib import Path

import pytest

from citations.search.analysis import Label
from citations.search.engine import find
from citations.search.index import Document
from citations.search.ranking import TIERS

TABLE = (Path(__file__).resolve().parents[3] / "docs" / "search.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| (`[^|]+`) \| ([^|]+) \|$", TABLE, re.MULTILINE)


def test_every_tier_is_documented_once():
    assert sorted(tier for tier, *_ in ROWS) == sorted(TIERS)


@pytest.mark.django_db
@pytest.mark.parametrize(("tier", "typed", "found"), ROWS, ids=[row[0] for row in ROWS])
def test_every_example_is_found_as_documented(empty_index, tier, typed, found):
    names = found.split(", ")
    for number, name in enumerate({name for row in ROWS for name in row[2].split(", ")}):
        language = "zh-Hans" if "\u4e00" <= name[0] <= "\u9fff" else "en" if name.isascii() else "ru"
        empty_index.write(Document("term", f"t{number}", [Label(language, name)]))
    for query, name in zip(re.findall("`([^`]+)`", typed), names, strict=True):
        hits = find(query)
        assert hits, query
        assert (hits[0].match.tier, hits[0].match.text) == (tier, name)
