"""Three states of one record: what one side changed is kept, what both changed is chosen, rows keep their order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citations.merging import Divergence, Merged, Unsettled, match_rows, merge
from citations.records import KINDS, complete

TERM, TREATY = KINDS["term"], KINDS["treaty"]
NOTE = {"ru": "", "zh-Hans": "", "en": ""}


def term(**given: Any) -> dict[str, Any]:
    """不结盟 with two further names."""
    return complete(
        TERM,
        {
            "key": "non-alliance",
            "name": {"ru": "неучастие в союзах", "zh-Hans": "不结盟", "en": "non-alliance"},
            "designations": [spelling("ru", "внеблоковость"), spelling("en", "nonalliance")],
            **given,
        },
    )


def spelling(language: str, text: str, **given: Any) -> dict[str, Any]:
    child = TERM.children_by_name["designations"]
    return {name: child.default(name) for name in child.columns} | {"language": language, "text": text} | given


def texts(record: dict[str, Any]) -> list[str]:
    return [row["text"] for row in record["designations"]]


def places(merged: Merged) -> list[tuple[str, ...]]:
    return [one.place for one in merged.divergences]


def test_what_only_one_side_changed_is_taken_from_it() -> None:
    theirs = term(definition=NOTE | {"ru": "Отказ вступать в союзы."}, pinyin="bù jiéméng")
    mine = term(definition=NOTE | {"zh-Hans": "不参加军事同盟的政策。"}, case_sensitive=True)
    merged = merge(TERM, term(), theirs, mine)
    assert merged.conflicts == ()
    assert merged.settled() == term(
        definition=NOTE | {"ru": "Отказ вступать в союзы.", "zh-Hans": "不参加军事同盟的政策。"},
        pinyin="bù jiéméng",
        case_sensitive=True,
    )


def test_what_both_changed_to_the_same_is_no_divergence() -> None:
    both = term(pinyin="bù jiéméng")
    assert merge(TERM, term(), both, both).divergences == ()


def test_what_both_changed_is_left_to_be_chosen() -> None:
    theirs, mine = term(pinyin="bù jié méng"), term(pinyin="bùjiéméng")
    merged = merge(TERM, term(), theirs, mine)
    assert merged.conflicts == (Divergence(("pinyin",), "", "bù jié méng", "bùjiéméng"),)
    with pytest.raises(Unsettled) as refusal:
        merged.settled()
    assert refusal.value.places == (("pinyin",),)
    assert merged.settled({("pinyin",): "bù jiéméng"})["pinyin"] == "bù jiéméng"


def test_a_value_is_given_only_where_the_states_differ() -> None:
    merged = merge(TERM, term(), term(), term(pinyin="bù jiéméng"))
    assert merged.settled({("palladius",): "бу цземэн"}) == term(pinyin="bù jiéméng")
    assert merged.settled({("pinyin",): ""}) == term()


def test_rows_are_compared_field_by_field_and_language_by_language() -> None:
    theirs = term(designations=[spelling("ru", "внеблоковость", standing="deprecated"), spelling("en", "nonalliance")])
    mine = term(
        designations=[spelling("ru", "внеблоковость", note=NOTE | {"ru": "Редко."}), spelling("en", "nonalliance")]
    )
    merged = merge(TERM, term(), theirs, mine)
    assert places(merged) == [("designations", "b0", "standing"), ("designations", "b0", "note", "ru")]
    assert merged.settled()["designations"][0] == spelling(
        "ru", "внеблоковость", standing="deprecated", note=NOTE | {"ru": "Редко."}
    )


def test_a_row_that_one_took_out_and_the_other_changed_is_left_to_be_chosen() -> None:
    theirs = term(designations=[spelling("en", "nonalliance")])
    changed = spelling("ru", "внеблоковость", standing="admitted", used="1990/..")
    mine = term(designations=[changed, spelling("en", "nonalliance")])
    merged = merge(TERM, term(), theirs, mine)
    assert merged.conflicts == (Divergence(("designations", "b0"), spelling("ru", "внеблоковость"), None, changed),)
    assert texts(merged.settled({("designations", "b0"): changed})) == ["внеблоковость", "nonalliance"]
    assert texts(merged.settled({("designations", "b0"): None})) == ["nonalliance"]


def test_a_row_taken_out_by_one_and_untouched_by_the_other_stays_out() -> None:
    theirs = term(designations=[spelling("en", "nonalliance")])
    assert texts(merge(TERM, term(), theirs, term()).settled()) == ["nonalliance"]
    assert texts(merge(TERM, term(), term(), theirs).settled()) == ["nonalliance"]


def test_rows_added_by_both_all_stand_behind_what_they_were_put_behind() -> None:
    old = term()["designations"]
    theirs = term(designations=[spelling("zh-Hans", "不结盟政策"), *old])
    mine = term(designations=[old[0], spelling("ru", "внеблоковый статус"), old[1], spelling("en", "non alliance")])
    assert texts(merge(TERM, term(), theirs, mine).settled()) == [
        "不结盟政策", "внеблоковость", "внеблоковый статус", "nonalliance", "non alliance",
    ]  # fmt: skip


def test_the_same_row_added_by_both_is_one_row() -> None:
    old = term()["designations"]
    theirs = term(designations=[*old, spelling("zh-Hans", "不结盟政策", used="1982")])
    mine = term(designations=[*old, spelling("zh-Hans", "不结盟政策", standing="deprecated", used="1983")])
    merged = merge(TERM, term(), theirs, mine)
    assert [one.place for one in merged.conflicts] == [("designations", "t2", "used")]
    settled = merged.settled({("designations", "t2", "used"): "1982"})
    assert settled["designations"][2] == spelling("zh-Hans", "不结盟政策", standing="deprecated", used="1982")


def test_one_sides_order_prevails_and_two_orders_are_left_to_be_chosen() -> None:
    rows = [spelling("en", text) for text in ("a", "b", "c")]
    base = term(designations=rows)
    turned = term(designations=[rows[2], rows[0], rows[1]])
    added = term(designations=[*rows, spelling("en", "d")])
    assert texts(merge(TERM, base, turned, added).settled()) == ["c", "d", "a", "b"]
    assert texts(merge(TERM, base, added, turned).settled()) == ["c", "d", "a", "b"]
    other = term(designations=[rows[1], rows[0], rows[2]])
    merged = merge(TERM, base, turned, other)
    assert merged.conflicts == (
        Divergence(("designations", "order"), ("b0", "b1", "b2"), ("b2", "b0", "b1"), ("b1", "b0", "b2")),
    )
    assert texts(merged.settled({("designations", "order"): ("b1", "b0", "b2")})) == ["b", "a", "c"]
    assert texts(merged.settled({("designations", "order"): ("b2", "b0", "b1")})) == ["c", "a", "b"]


def test_a_corrected_text_is_the_same_row() -> None:
    theirs = term(designations=[spelling("ru", "внеблоковость", standing="admitted"), spelling("en", "nonalliance")])
    mine = term(designations=[spelling("ru", "внеблоковый статус"), spelling("en", "nonalliance")])
    for lineage in (None, {"designations": [0, 1]}):
        merged = merge(TERM, term(), theirs, mine, lineage=lineage)
        assert merged.conflicts == ()
        assert merged.settled()["designations"][0] == spelling("ru", "внеблоковый статус", standing="admitted")


def test_lineage_knows_rows_that_cannot_be_recognised() -> None:
    mine = term(designations=[spelling("en", "nonalliance"), spelling("ru", "внеблоковый статус", used="1990")])
    merged = merge(TERM, term(), term(), mine, lineage={"designations": [1, 0]})
    assert places(merged) == [
        ("designations", "b0", "text"), ("designations", "b0", "used"), ("designations", "order"),
    ]  # fmt: skip
    assert merged.settled() == mine


def test_rows_are_matched_by_what_they_are() -> None:
    child = TREATY.children_by_name["relations"]
    old = [{"kind": "replaces", "treaty": "treaty-of-1945"}, {"kind": "refers-to", "treaty": "treaty-of-1924"}]
    new = [{"kind": "refers-to", "treaty": "treaty-of-1945"}, {"kind": "replaces", "treaty": "treaty-of-1945"}]
    assert match_rows(child, old, new) == [None, 0]


def test_an_older_base_lacks_what_was_added_to_the_kind_since() -> None:
    base = term()
    del base["accepted_findings"]
    mine = term(accepted_findings="straight-quotes")
    assert merge(TERM, base, term(), mine).settled() == mine


ROWS = st.lists(
    st.builds(
        spelling, st.sampled_from(["ru", "en"]), st.sampled_from("абвгд"), used=st.sampled_from(["", "1950", "1982"])
    ),
    max_size=5,
    unique_by=lambda row: (row["language"], row["text"]),
)
RECORDS = st.builds(
    term, designations=ROWS, pinyin=st.sampled_from(["", "bù", "méng"]), case_sensitive=st.booleans()
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(base=RECORDS, theirs=RECORDS, mine=RECORDS)
def test_a_merge_keeps_every_change_of_either_side(base: Any, theirs: Any, mine: Any) -> None:
    assert merge(TERM, base, theirs, base).settled() == theirs
    assert merge(TERM, base, base, mine).settled() == mine
    assert merge(TERM, base, mine, mine).settled() == mine
    merged = merge(TERM, base, theirs, mine)
    as_theirs = merged.settled({one.place: one.theirs for one in merged.divergences})
    as_mine = merged.settled({one.place: one.mine for one in merged.divergences})
    assert sorted(texts(as_theirs)) == sorted(texts(theirs))
    assert sorted(map(str, as_mine["designations"])) == sorted(map(str, mine["designations"]))
    assert {name: value for name, value in as_mine.items() if name != "designations"} == {
        name: value for name, value in mine.items() if name != "designations"
    }
