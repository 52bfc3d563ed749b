"""Texts that lag behind: reworded in one language, untouched in another, caught up with or found to fit still."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citations import changes, lags
from citations.history import last_revision, revert
from citations.models import Confirmation, Lag, Revision, Treaty
from citations.records import TREATY
from glossary.models import Term
from glossary.records import TERM
from tests.factories import make_person, make_term, make_treaty
from tests.pages import member_of

pytestmark = pytest.mark.django_db

ZH = "不与任何国家结成军事同盟的政策。"


def behind(kind: str = "term") -> list[tuple[str, str, str, str]]:
    rows = Lag.objects.filter(kind=kind).order_by("key", "field", "language")
    return list(rows.values_list("key", "field", "language", "leader"))


def write(term: Term, **texts: str) -> None:
    """Change texts of a term, as one change."""
    fresh = Term.objects.get(pk=term.pk)
    for name, text in texts.items():
        setattr(fresh, name, text)
    fresh.save()


@pytest.fixture
def term() -> Term:
    return make_term(key="non-alliance")


def test_what_is_reworded_in_one_language_leaves_the_others_behind(term: Term) -> None:
    write(term, definition_zh_hans=ZH)
    assert behind() == [
        ("non-alliance", "definition", "en", "zh-Hans"),
        ("non-alliance", "definition", "ru", "zh-Hans"),
    ]
    lag = Lag.objects.get(language="ru")
    assert (lag.was, lag.version) == ("国家不加入军事同盟的政策。", 2)
    assert lag.at == Term.objects.get(pk=term.pk).updated_at


def test_languages_changed_together_do_not_leave_each_other_behind(term: Term) -> None:
    write(term, definition_zh_hans=ZH, definition_ru="Отказ от участия в военных союзах.")
    assert behind() == [("non-alliance", "definition", "en", "ru")]


def test_catching_up_leaves_nobody_behind(term: Term) -> None:
    write(term, definition_zh_hans=ZH)
    write(term, definition_ru="Отказ от участия в военных союзах.")
    assert behind() == [("non-alliance", "definition", "en", "zh-Hans")]
    write(term, definition_en="The policy of joining no military alliance.")
    assert behind() == []


def test_a_text_that_has_caught_up_leads_again(term: Term) -> None:
    write(term, definition_zh_hans=ZH)
    write(term, definition_ru="Отказ от участия в военных союзах.")
    write(term, definition_ru="Отказ от участия в любых военных союзах.")
    assert behind() == [
        ("non-alliance", "definition", "en", "zh-Hans"),
        ("non-alliance", "definition", "zh-Hans", "ru"),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        {"usage_note_zh_hans": "多见于外交文件。"},  # nothing was there before
        {"definition_zh_hans": ""},  # taken out
        {"reliability_ru": "proposed"},  # a grade is no text
        {"name_zh_hant": "不結盟"},
    ],
)
def test_what_is_no_rewording_leaves_nobody_behind(term: Term, texts: dict[str, str]) -> None:
    write(term, usage_note_ru="О политике КНР.")
    write(term, **texts)
    assert behind() == []


def test_a_text_that_is_not_there_is_missing_and_not_behind(term: Term) -> None:
    write(term, definition_en="")
    write(term, definition_zh_hans=ZH)
    assert behind() == [("non-alliance", "definition", "ru", "zh-Hans")]


def test_each_field_lags_by_itself(term: Term) -> None:
    write(term, definition_zh_hans=ZH)
    write(term, name_ru="невступление в союзы")
    write(term, definition_en="The policy of joining no military alliance.")
    assert behind() == [
        ("non-alliance", "definition", "ru", "zh-Hans"),
        ("non-alliance", "name", "en", "ru"),
        ("non-alliance", "name", "zh-Hans", "ru"),
    ]


def test_going_back_to_what_it_was_takes_the_mark_off(term: Term) -> None:
    first = last_revision("term", "non-alliance")
    assert first is not None
    write(term, definition_zh_hans=ZH)
    revert(first)
    assert behind() == []


def test_going_back_past_a_text_that_has_caught_up_leaves_it_behind(term: Term) -> None:
    write(term, definition_zh_hans=ZH)
    write(term, definition_ru="Отказ от участия в военных союзах.")
    write(term, definition_zh_hans="国家不加入军事同盟的政策。")
    assert behind() == [("non-alliance", "definition", "ru", "zh-Hans")]


def test_a_new_record_lags_nowhere_and_a_deleted_one_no_more(term: Term) -> None:
    assert behind() == []
    write(term, definition_zh_hans=ZH)
    Term.objects.get(pk=term.pk).delete()
    assert behind() == []


def test_treaties_and_people_are_followed_too() -> None:
    treaty, person = make_treaty(key="treaty-of-1950"), make_person(key="zheng-yu")
    fresh = Treaty.objects.get(pk=treaty.pk)
    fresh.title_zh_hans = "中苏友好同盟互助条约"
    fresh.save()
    person.description_zh_hans = "历史学家。"
    person.save()
    assert behind("treaty") == [
        ("treaty-of-1950", "title", "en", "zh-Hans"),
        ("treaty-of-1950", "title", "ru", "zh-Hans"),
    ]
    assert behind("person") == []


def test_what_still_fits_is_marked_no_more_in_one_language_or_in_all(term: Term, editor: Any) -> None:
    write(term, definition_zh_hans=ZH)
    revisions = Revision.objects.count()
    assert lags.catch_up(TERM, ["non-alliance"], by=editor, tag="ru") == (1, {})
    assert behind() == [("non-alliance", "definition", "en", "zh-Hans")]
    assert lags.catch_up(TERM, ["non-alliance"], by=editor) == (1, {})
    assert behind() == []
    assert (Term.objects.get(pk=term.pk).version, Revision.objects.count()) == (2, revisions)


def test_who_said_that_a_text_still_fits_is_kept_with_the_version(term: Term, editor: Any) -> None:
    write(term, definition_zh_hans=ZH)
    lags.catch_up(TERM, ["non-alliance"], by=editor, tag="ru")
    said = Confirmation.objects.get()
    assert (said.kind, said.key, said.version) == ("term", "non-alliance", 2)
    assert (said.field, said.language, said.leader) == ("definition", "ru", "zh-Hans")
    assert (said.by, said.by_name) == (editor, "редактор")
    editor.delete()
    said.refresh_from_db()
    assert (said.by, said.by_name) == (None, "редактор")


def test_only_who_may_edit_a_language_says_that_its_texts_still_fit(term: Term) -> None:
    write(term, definition_zh_hans=ZH)
    russian = member_of("Editors", "Russian editors")
    assert lags.catch_up(TERM, ["non-alliance"], by=russian, tag="en") == (0, {"en": 1})
    assert lags.catch_up(TERM, ["non-alliance"], by=russian) == (1, {"en": 1})
    assert behind() == [("non-alliance", "definition", "en", "zh-Hans")]
    assert list(Confirmation.objects.values_list("language", "by_name")) == [("ru", russian.username)]


def test_what_was_said_to_fit_is_asked_again_when_it_is_reworded_again(term: Term, editor: Any) -> None:
    write(term, definition_zh_hans=ZH)
    lags.catch_up(TERM, ["non-alliance"], by=editor)
    write(term, definition_zh_hans="不与任何国家结盟。")
    assert behind() == [
        ("non-alliance", "definition", "en", "zh-Hans"),
        ("non-alliance", "definition", "ru", "zh-Hans"),
    ]


# The texts of rows

PROCLAIMED = {
    "note_ru": "Объявлено о прекращении.", "note_zh_hans": "宣布终止。", "note_en": "Termination announced.",
}  # fmt: skip


@pytest.fixture
def treaty() -> Treaty:
    """A treaty that was signed and denounced; on the latter there is a note in each language."""
    treaty = make_treaty(key="treaty-of-1950")
    treaty.events.create(kind="denounced", date="1979-04-03", position=1, **PROCLAIMED)
    return treaty


def reword_note(treaty: Treaty, text: str, **which: Any) -> None:
    event = treaty.events.get(**(which or {"kind": "denounced"}))
    event.note_zh_hans = text
    event.save()


def test_a_note_on_a_row_reworded_in_one_language_leaves_the_others_behind(treaty: Treaty) -> None:
    reword_note(treaty, "宣布到期后不再延长。")
    assert behind("treaty") == [
        ("treaty-of-1950", "events.1.note", "en", "zh-Hans"),
        ("treaty-of-1950", "events.1.note", "ru", "zh-Hans"),
    ]
    assert Lag.objects.get(language="ru").was == "宣布终止。"
    event = treaty.events.get(kind="denounced")
    event.note_ru = "Объявлено, что продлён не будет."
    event.save()
    assert behind("treaty") == [("treaty-of-1950", "events.1.note", "en", "zh-Hans")]
    reword_note(treaty, "宣布终止。")
    assert behind("treaty") == [("treaty-of-1950", "events.1.note", "ru", "zh-Hans")]


def test_a_mark_goes_with_its_row_and_is_gone_with_it(treaty: Treaty) -> None:
    reword_note(treaty, "宣布到期后不再延长。")
    with changes.change():
        treaty.events.update_or_create(kind="denounced", defaults={"position": 2})
        treaty.events.create(kind="in-force", date="1950-04-11", position=1, note_ru="Обмен грамотами в Пекине.")
    assert behind("treaty") == [
        ("treaty-of-1950", "events.2.note", "en", "zh-Hans"),
        ("treaty-of-1950", "events.2.note", "ru", "zh-Hans"),
    ]
    event = treaty.events.get(kind="denounced")
    event.date = "1980-04-11"  # one value of the row: it is the same row still
    event.save()
    assert len(behind("treaty")) == 2
    treaty.events.get(kind="denounced").delete()
    assert behind("treaty") == []


def test_a_new_row_and_another_list_mark_nothing(treaty: Treaty) -> None:
    treaty.events.create(kind="in-force", date="1950-04-11", position=2, **PROCLAIMED)
    treaty.obligations.create(kind="defence", note_ru="Статья 1.", note_zh_hans="第一条。")
    assert behind("treaty") == []


def test_notes_on_designations_and_equivalences_are_followed(term: Term) -> None:
    term.designations.create(language="zh-Hans", text="不结盟政策", note_ru="Полная форма.", note_en="Full form.")
    row = term.designations.get()
    row.note_ru = "Полная форма названия."
    row.save()
    assert behind() == [("non-alliance", "designations.0.note", "en", "ru")]


def test_history_read_again_does_not_ask_again_what_an_editor_has_settled(treaty: Treaty, editor: Any) -> None:
    reword_note(treaty, "宣布到期后不再延长。")
    with changes.change():
        treaty.events.update_or_create(kind="denounced", defaults={"position": 2})
        treaty.events.create(kind="in-force", date="1950-04-11", position=1)
    assert lags.catch_up(TREATY, ["treaty-of-1950"], by=editor, tag="ru") == (1, {})
    before = behind("treaty")
    assert before == [("treaty-of-1950", "events.2.note", "en", "zh-Hans")]
    call_command("reread_history")
    assert behind("treaty") == before
    reword_note(treaty, "宣布终止，不再延长。")
    call_command("reread_history")
    assert behind("treaty") == [*before, ("treaty-of-1950", "events.2.note", "ru", "zh-Hans")]


def test_a_change_of_many_records_costs_no_query_a_record() -> None:
    terms = [make_term() for _ in range(20)]

    def reword(number: int) -> int:
        with CaptureQueriesContext(connection) as queries, changes.change():
            for one in terms[:number]:
                fresh = Term.objects.get(pk=one.pk)
                fresh.definition_zh_hans += "（修订）"
                fresh.save()
        return sum("citations_lag" in query["sql"] for query in queries)

    assert (reword(1), reword(20)) == (2, 2)  # one that reads, one that writes


@pytest.mark.parametrize(
    ("texts", "languages"),
    [
        ({"definition_ru": "Отказ от участия в союзах."}, "ru"),
        ({"definition_en": "Staying out of alliances.", "name_zh_hans": "不结盟政策"}, "zh-Hans en"),
        ({"status": "draft"}, ""),
    ],
)
def test_a_revision_knows_the_languages_it_touched(term: Term, texts: dict[str, str], languages: str) -> None:
    assert Revision.objects.get(kind="term", key="non-alliance").languages == "ru zh-Hans en"
    write(term, **texts)
    assert last_revision("term", "non-alliance").languages == languages  # type: ignore[union-attr]


def test_history_read_again_says_the_same(term: Term, capsys: Any) -> None:
    write(term, definition_zh_hans=ZH)
    write(term, definition_ru="Отказ от участия в военных союзах.")
    other = make_term(key="alliance")
    write(other, name_en="an alliance")
    other.delete()
    before = behind(), list(Revision.objects.order_by("pk").values_list("pk", "languages"))
    Lag.objects.all().delete()
    Revision.objects.update(languages="")
    call_command("reread_history")
    number = Revision.objects.count()
    assert capsys.readouterr().out == f"{number} revisions read; 1 texts lag behind another language.\n"
    assert (behind(), list(Revision.objects.order_by("pk").values_list("pk", "languages"))) == before
