"""History for readers: words put in and taken out, rows one by one, and the way back to one value alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from citations import changes, history, lags, records
from citations.admin.differences import RowState, marked, marked_together, shown
from citations.admin.timeline import steps
from citations.history import difference
from citations.labels import told
from citations.models import Revision
from citations.records import KINDS, Problem
from glossary.models import Term
from tests.factories import make_person, make_term
from tests.pages import MOST_QUERIES, cost, latest, with_rights

pytestmark = pytest.mark.django_db

NOTE = {"ru": "", "zh-Hans": "", "en": ""}


@pytest.mark.parametrize(
    ("before", "after", "left", "right", "together"),
    [
        ("военный союз", "военный блок", "военный <del>союз</del>", "военный <ins>блок</ins>",
         "военный <del>союз</del><ins>блок</ins>"),
        ("国家不加入军事同盟", "国家不加入任何军事同盟", "国家不加入军事同盟", "国家不加入<ins>任何</ins>军事同盟",
         "国家不加入<ins>任何</ins>军事同盟"),
        ("союз", "не союз", "союз", "<ins>не </ins>союз", "<ins>не </ins>союз"),
        ("союз", "同盟", "<del>союз</del>", "<ins>同盟</ins>", "<ins>同盟</ins>"),
        ("—", "союз", "—", "<ins>союз</ins>", "<ins>союз</ins>"),
        ("союз", "—", "<del>союз</del>", "—", "—"),
        ("a <b>", "a <i>", "a &lt;<del>b</del>&gt;", "a &lt;<ins>i</ins>&gt;", "a &lt;<del>b</del><ins>i</ins>&gt;"),
        ("союз", "союз", "союз", "союз", "союз"),
    ],
)  # fmt: skip
def test_what_was_put_in_and_taken_out_is_marked(before: str, after: str, left: str, right: str, together: str) -> None:
    assert marked(before, after) == (left, right)
    assert marked_together(before, after) == together


def test_very_long_texts_are_not_compared_word_by_word() -> None:
    text = "слово " * 5000
    assert marked(text, text + "!") == (f"<del>{text}</del>", f"<ins>{text}!</ins>")


def test_rows_say_what_became_of_them() -> None:
    child = KINDS["term"].children_by_name["designations"]

    def row(text: str, **given: Any) -> dict[str, Any]:
        return {name: child.default(name) for name in child.columns} | {"language": "ru", "text": text} | given

    before = [row("первый"), row("второй"), row("третий"), row("четвёртый")]
    after = [row("третий"), row("первый", note=NOTE | {"en": "Rare."}), row("второй"), row("пятый", used="1990")]
    (one,) = shown(KINDS["term"], difference({"designations": before}, {"designations": after}))
    assert [(row.state, row.label) for row in one.rows] == [
        (RowState.REMOVED, "Russian · четвёртый"),
        (RowState.CHANGED, "Russian · первый"),
        (RowState.MOVED, "Russian · второй"),
        (RowState.ADDED, "Russian · пятый"),
    ]
    (changed,) = one.rows[1].differences
    assert (changed.field, changed.language, changed.before, changed.after) == ("note", "English", ["—"], ["Rare."])


def a_term_with_a_past() -> Term:
    term = make_term(key="non-alliance", definition_ru="Первое.", definition_zh_hans="第一。")
    with changes.change():
        term = Term.objects.get(pk=term.pk)
        term.definition_ru, term.definition_zh_hans = "Второе.", "第二。"
        term.save()
        term.designations.create(language="ru", text="внеблоковость")
    return Term.objects.get(pk=term.pk)


def test_a_difference_leads_back_to_what_does_not_stand_now() -> None:
    term = a_term_with_a_past()
    term.definition_ru = "Третье."
    term.save()
    found = steps(list(Revision.objects.of("term", "non-alliance").order_by("-version")), may_revert=True)
    first, second = (reverse("admin:citations_revision_revert", args=[one.revision.pk]) for one in found[:0:-1])
    assert [(one.name, one.back_to_before, one.back_to_after) for one in found[1].differences] == [
        ("definition.ru", f"{first}?names=definition.ru", f"{second}?names=definition.ru"),
        ("definition.zh-Hans", f"{first}?names=definition.zh-Hans", ""),
        ("designations", f"{first}?names=designations", ""),
    ]
    assert not any(one.back_to_before for step in steps([found[1].revision]) for one in step.differences)


def test_history_says_who_found_that_a_text_still_fits(desk: Client, editor: Any) -> None:
    term = make_term(key="non-alliance")
    with changes.change():
        term.designations.create(
            language="zh-Hans", text="不结盟政策", note_ru="Полная форма.", note_zh_hans="全称。", note_en="Full form."
        )
    row = term.designations.get()
    row.note_ru = "Полное название."
    row.save()
    term.refresh_from_db()
    term.definition_ru = "Политика вне союзов."
    term.save()
    lags.catch_up(KINDS["term"], ["non-alliance"], by=editor, tag="en")
    newest, *older = steps(list(Revision.objects.of("term", "non-alliance").order_by("-version")))
    assert [(one.by, one.texts) for one in newest.looked_at] == [
        ("редактор", ("designations: Chinese · 不结盟政策 · note (English)", "definition (English)"))
    ]
    assert not any(step.looked_at for step in older)
    address = reverse("admin:glossary_term_history", args=[term.pk])
    page = desk.get(address).content.decode()
    assert (
        "looked at again, still fits: designations: Chinese · 不结盟政策 · note (English); definition (English)" in page
    )
    before = cost(desk, address)
    lags.catch_up(KINDS["term"], ["non-alliance"], by=editor)
    assert cost(desk, address) == before <= MOST_QUERIES


def test_one_language_of_one_field_goes_back_alone(desk: Client, editor: Any) -> None:
    term = a_term_with_a_past()
    first = Revision.objects.of("term", "non-alliance").get(version=1)
    address = f"{reverse('admin:citations_revision_revert', args=[first.pk])}?names=definition.zh-Hans"
    page = desk.get(address)
    assert [(one.name, one.before, one.after) for one in page.context["differences"]] == [
        ("definition.zh-Hans", ["第二。"], ["第一。"])
    ]
    assert desk.post(address, {"version": term.version, "why": ""}).status_code == 302
    last = latest("term", "non-alliance")
    assert last.record["definition"]["ru"] == "Второе."
    assert last.record["definition"]["zh-Hans"] == "第一。"
    assert [row["text"] for row in last.record["designations"]] == ["внеблоковость"]
    assert (last.by, last.why) == (editor, "back to version 1: definition (Chinese)")


def test_one_list_goes_back_alone(desk: Client) -> None:
    term = a_term_with_a_past()
    first = Revision.objects.of("term", "non-alliance").get(version=1)
    address = f"{reverse('admin:citations_revision_revert', args=[first.pk])}?names=designations"
    assert desk.post(address, {"version": term.version, "why": "лишнее"}).status_code == 302
    last = latest("term", "non-alliance")
    assert (last.record["designations"], last.record["definition"]["ru"], last.why) == ([], "Второе.", "лишнее")


@pytest.mark.parametrize("name", ["key", "nothing", "definition.de", "domain.ru", "designations.ru", "a.b.c", ""])
def test_what_is_no_field_has_no_way_back(desk: Client, name: str) -> None:
    a_term_with_a_past()
    first = Revision.objects.of("term", "non-alliance").get(version=1)
    address = reverse("admin:citations_revision_revert", args=[first.pk])
    assert desk.get(f"{address}?names={name}").status_code == 404


def test_a_record_changed_while_the_way_back_was_confirmed_stays(desk: Client, monkeypatch: Any) -> None:
    term = a_term_with_a_past()
    first = Revision.objects.of("term", "non-alliance").get(version=1)
    address = reverse("admin:citations_revision_revert", args=[first.pk])
    page = desk.post(address, {"version": term.version - 1, "why": "да"})
    assert page.context["problems"] == [
        "Nothing was changed: the entry was changed in the meantime. Look at the difference anew."
    ]
    assert Term.objects.get(pk=term.pk).definition_ru == "Второе."


def test_who_may_not_change_sees_no_way_back(db: None) -> None:
    term = a_term_with_a_past()
    reader = with_rights("view_term", "view_designation", "view_revision")
    page = reader.get(reverse("admin:glossary_term_history", args=[term.pk])).content.decode()
    assert "<ins>" in page
    assert "revert" not in page


def test_one_language_is_reverted_in_a_program_too() -> None:
    term = a_term_with_a_past()
    first = Revision.objects.of("term", "non-alliance").get(version=1)
    again = history.revert(first, names=["definition.zh-Hans", "designations"])
    assert isinstance(again, Term)
    assert (again.definition_zh_hans, again.definition_ru, again.pk) == ("第一。", "Второе.", term.pk)
    assert not again.designations.exists()


def test_problems_of_records_name_their_place_in_words() -> None:
    kind = KINDS["term"]
    assert [
        told(kind, Problem(path, "так нельзя"))
        for path in ((), ("domain",), ("name", "ru"), ("designations",), ("designations", 1, "note", "zh-Hans"))
    ] == [
        "так нельзя".capitalize(),
        "Domain: так нельзя",
        "Name (Russian): так нельзя",
        "Designations: так нельзя",
        "Designations, row 2, note (Chinese): так нельзя",
    ]


def test_sentences_about_records_follow_the_language_of_the_interface(monkeypatch: Any) -> None:
    asked: list[str] = []

    def note(text: str) -> str:
        asked.append(text)
        return text

    monkeypatch.setattr(records, "gettext", note)
    person = make_person(key="zheng-yu")
    record = records.to_record(KINDS["person"].queryset().get(pk=person.pk))
    with translation.override("ru"), pytest.raises(records.RecordProblems):
        records.apply(person, record | {"replaced_by": "nobody"})
    assert "there is no %(kind)s “%(key)s”; correct the key or add the record" in asked
