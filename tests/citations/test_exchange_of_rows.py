"""Rows of a list may exchange what only one of them can have, in one save; a key may be deleted and given again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from citations import changes, records
from citations.history import last_revision
from citations.models import Revision, Treaty
from citations.records import KINDS, to_record
from glossary.models import Term
from tests.factories import make_attestation, make_organization, make_source, make_term, make_treaty
from tests.pages import change_page, errors_in, form_in, latest, save

pytestmark = pytest.mark.django_db


def two_names(key: str = "non-alliance") -> Term:
    term = make_term(key=key)
    with changes.change():
        term.designations.create(language="ru", text="внеблоковость", standing="deprecated")
        term.designations.create(language="ru", text="внеблоковый статус", position=1)
    return Term.objects.get(pk=term.pk)


def names(term: Term) -> list[tuple[str, str]]:
    return [(row["text"], row["standing"]) for row in latest("term", term.key).record["designations"]]


def test_two_designations_exchange_their_texts(desk: Client) -> None:
    term = two_names()
    answer = save(
        desk, term, **{"designations-0-text": "внеблоковый статус", "designations-1-text": "внеблоковость"}
    )  # fmt: skip
    assert answer.status_code == 302
    assert names(term) == [("внеблоковый статус", "deprecated"), ("внеблоковость", "admitted")]
    assert latest("term", term.key).version == 3


def test_a_text_moves_on_from_row_to_row(desk: Client) -> None:
    term = two_names()
    term.designations.create(language="ru", text="неучастие в блоках", position=2)
    answer = save(
        desk, term,
        **{
            "designations-0-text": "внеблоковый статус",
            "designations-1-text": "неучастие в блоках",
            "designations-2-text": "внеблоковая политика",
            "designations-2-position": "1",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert [text for text, _standing in names(term)] == [
        "внеблоковая политика", "внеблоковый статус", "неучастие в блоках",
    ]  # fmt: skip


def test_rows_that_say_the_same_are_refused_still(desk: Client) -> None:
    term = two_names()
    answer = save(desk, term, **{"designations-0-text": "внеблоковый статус"})
    assert answer.status_code == 200
    assert errors_in(answer)
    assert names(term) == [("внеблоковость", "deprecated"), ("внеблоковый статус", "admitted")]


def test_an_attestation_keeps_the_language_of_its_text_when_two_texts_exchange_theirs(desk: Client) -> None:
    treaty = make_treaty()
    russian = treaty.texts.create(language="ru", standing="authentic", title_as_printed="Договор")
    treaty.texts.create(language="zh-Hans", standing="authentic", title_as_printed="条约", position=1)
    seen = make_attestation(source=treaty, text=russian, language="ru", form="неучастие в союзах")
    treaty = Treaty.objects.get(pk=treaty.pk)
    answer = save(desk, treaty, **{"texts-0-language": "zh-Hans", "texts-1-language": "ru"})
    assert answer.status_code == 302
    rows = latest("treaty", treaty.key).record["texts"]
    assert [(row["language"], row["title_as_printed"]) for row in rows] == [("zh-Hans", "Договор"), ("ru", "条约")]
    assert to_record(KINDS["attestation"].queryset().get(pk=seen.pk))["text"] == "ru"


def test_the_preference_moves_to_an_earlier_row_of_a_record() -> None:
    treaty = make_treaty(key="treaty-of-1945", signed="1945-08-14")
    with changes.change():
        treaty.events.create(kind="ended", date="1949-10-01", position=1)
        treaty.events.create(kind="ended", date="1950-02-14", preferred=True, position=2)
    record = latest("treaty", "treaty-of-1945").record
    record["events"][1]["preferred"], record["events"][2]["preferred"] = True, False
    with changes.change():
        records.apply(Treaty.objects.get(pk=treaty.pk), record)
    assert latest("treaty", "treaty-of-1945").record == record


def test_a_row_refused_by_the_database_is_named_once() -> None:
    make_organization(key="prc")
    treaty = make_treaty()
    record = to_record(KINDS["treaty"].queryset().get(pk=treaty.pk))
    row = {"party": "prc", "signatory": None, "office": {"ru": "", "zh-Hans": "", "en": ""}}
    record["parties"] = [row | {"bound_from": "", "bound_until": year} for year in ("", "1980")]
    with pytest.raises(records.RecordProblems) as refusal, changes.change():
        records.apply(Treaty.objects.get(pk=treaty.pk), record)
    assert [(one.path, one.message) for one in refusal.value.problems] == [
        (("parties", 1), "This party is there already without a signatory.")
    ]
    assert not treaty.parties.exists()


@pytest.mark.parametrize("title", ["A Eurasian union", "Another one"])
def test_a_key_deleted_and_given_again_in_one_change_is_one_revision(title: str) -> None:
    source = make_source(key="pravda-2012")
    with changes.change(why="заново"):
        source.delete()
        fresh = make_source(key="pravda-2012", title_en=title)
    assert list(Revision.objects.of("source", "pravda-2012").values_list("version", "why")) == [(1, ""), (2, "заново")]
    fresh.refresh_from_db()
    last = last_revision("source", "pravda-2012")
    assert last is not None
    assert (fresh.version, last.record) == (2, to_record(KINDS["source"].queryset().get(pk=fresh.pk)))


def test_a_key_deleted_given_again_and_deleted_in_one_change_is_one_deletion() -> None:
    source = make_source(key="pravda-2012")
    with changes.change():
        source.delete()
        make_source(key="pravda-2012").delete()
    assert [(one.version, one.record is None) for one in Revision.objects.of("source", "pravda-2012")] == [
        (1, False), (2, True),
    ]  # fmt: skip


def test_the_key_of_a_deleted_work_may_become_that_of_a_treaty() -> None:
    with changes.change():
        make_source(key="treaty-of-1950")
    with changes.change():
        KINDS["source"].record_model.objects.get(key="treaty-of-1950").delete()
        make_treaty(key="treaty-of-1950", signed="")
    assert [one.record is None for one in Revision.objects.of("source", "treaty-of-1950")] == [False, True]
    assert latest("treaty", "treaty-of-1950").version == 1


def test_a_form_of_rows_that_keep_their_identity_writes_only_what_changed(desk: Client) -> None:
    term = two_names()
    keys = list(term.designations.values_list("pk", flat=True))
    form: dict[str, Any] = form_in(desk.get(change_page(term)), "term_form")
    desk.post(change_page(term), form | {"designations-0-note_ru": "Редко."})
    assert list(term.designations.values_list("pk", flat=True)) == keys
