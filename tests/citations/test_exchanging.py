"""Files out of the admin and in again: what is exported, what a preview shows, what is written, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree
from openpyxl import load_workbook

from citations.admin import exchanging
from citations.exchange.importing import Most
from citations.models import Organization, Person, Revision, Source
from citations.records import to_record
from glossary.models import Term
from glossary.records import TERM
from tests.factories import (
    make_attestation,
    make_domain,
    make_organization,
    make_person,
    make_source,
    make_term,
    make_treaty,
)
from tests.pages import desk_of, form_in, latest, member_of, with_rights

pytestmark = pytest.mark.django_db

LIST, EXPORT, IMPORT = (
    reverse(f"admin:glossary_term_{view}") for view in ("changelist", "export", "import")
)  # fmt: skip
ALL = {"languages": ["ru", "zh-Hans", "en"]}
WAITING_NO_MORE = "That file is not waiting any more; choose it again."


@pytest.fixture(autouse=True)
def state(settings: Any, tmp_path: Path) -> Path:
    """A state directory of the test's own."""
    settings.STATE_DIR = tmp_path / "state"
    return tmp_path / "state"


def waiting(state: Path) -> list[Path]:
    """The uploaded files that wait for their owner."""
    return sorted((state / "imports").iterdir())


def content(response: Any) -> bytes:
    assert response.status_code == 200
    assert response.streaming, response.context["form"].errors
    return b"".join(response.streaming_content)


def exported(client: Client, format_: str, address: str = EXPORT, **given: Any) -> bytes:
    """The file that a list gives."""
    return content(client.post(address, {"format": format_, **ALL, **given}))


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def as_csv(rows: list[list[str]]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerows(rows)
    return line.getvalue().encode()


def send(client: Client, data: bytes, name: str = "слова.csv", address: str = IMPORT, **given: Any) -> Any:
    """Upload a file: the page with its preview."""
    answers: dict[str, Any] = {"format": "", "encoding": "", "update": "on", "why": "", **ALL, **given}
    return client.post(address, {"file": SimpleUploadedFile(name, data), **answers})


def confirm(client: Client, preview: Any, address: str = IMPORT) -> Any:
    """Press “Write this”."""
    return client.post(address, form_in(preview, "confirm_form"))


def shown(preview: Any) -> list[tuple[str, ...]]:
    """The changes that a preview lists: place, entry, field, language, before, after."""
    names = ("where", "key", "field", "language", "before", "after")
    return [tuple(step[name] for name in names) for step in preview.context["steps"]]


def can_be_written(preview: Any) -> bool:
    return "Write this" in preview.content.decode()


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# Out


def test_a_list_filtered_by_its_address_goes_out_drafts_included(desk: Client) -> None:
    diplomacy = make_domain(key="diplomacy")
    make_term(key="non-alliance", domain=diplomacy, status="draft")
    make_term(key="neutrality", domain=diplomacy, name_ru="нейтралитет")
    make_term(key="alliance")
    page = desk.get(f"{EXPORT}?domain=diplomacy")
    assert page.context["count"] == 2
    assert "2 entries go into the file, drafts included." in page.content.decode()
    rows = table(exported(desk, "csv", f"{EXPORT}?domain=diplomacy"))
    assert [dict(zip(rows[0], row, strict=True))["name.ru"] for row in rows[1:]] == [
        "нейтралитет",
        "неприсоединение к союзам",
    ]
    assert [dict(zip(rows[0], row, strict=True))["status"] for row in rows[1:]] == ["published", "draft"]


def test_what_the_search_of_a_list_finds_goes_out(desk: Client) -> None:
    make_term(key="non-alliance")
    make_term(key="neutrality", name_ru="нейтралитет", name_zh_hans="中立", name_en="neutrality")
    lines = exported(desk, "jsonl", f"{EXPORT}?q=bujiemeng").decode().splitlines()
    assert [json.loads(line)["record"]["key"] for line in lines] == ["non-alliance"]


@pytest.mark.parametrize(
    ("name", "media_type", "file_name"),
    [
        ("csv", "text/csv; charset=utf-8", "terms.csv"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "terms.xlsx"),
        ("tbx", "application/x-tbx; charset=utf-8", "terms.tbx"),
        ("jsonl", "application/jsonl; charset=utf-8", "terms.jsonl"),
    ],
)
def test_every_format_bears_its_name_and_type(desk: Client, name: str, media_type: str, file_name: str) -> None:
    make_term(key="non-alliance")
    response = desk.post(EXPORT, {"format": name, **ALL})
    data = content(response)
    assert response.headers["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert response.headers["Content-Type"] == media_type
    if name == "xlsx":
        sheet = load_workbook(io.BytesIO(data))["terms"]
        assert [cell.value for cell in sheet["A"]] == ["key", "non-alliance"]
    elif name == "tbx":
        assert etree.fromstring(data).xpath("//*[local-name()='term']/text()") == [
            "неприсоединение к союзам", "不结盟", "不結盟", "non-alliance",
        ]  # fmt: skip
    else:
        assert "不结盟" in data.decode()


def test_the_languages_chosen_go_out(desk: Client) -> None:
    make_term(key="non-alliance")
    header = table(exported(desk, "csv", languages=["ru"]))[0]
    assert [name for name in header if name.startswith("name.")] == ["name.ru"]
    page = desk.post(EXPORT, {"format": "csv"})
    assert page.context["form"].errors == {"languages": ["This field is required."]}


def test_chosen_rows_go_out_by_way_of_the_list(desk: Client) -> None:
    terms = [make_term(key=f"term-{number}", status="draft") for number in range(3)]
    sent = {"action": "export_selected", "_selected_action": [terms[0].pk, terms[2].pk], "index": "0"}
    question = desk.post(LIST, sent | {"select_across": "0"})
    assert question.context["count"] == 2
    answers = {"action": "export_selected", "select_across": "0", "_selected_action": sent["_selected_action"]}
    assert question.context["to"] == LIST
    form = form_in(question, "export_form") | answers
    data = content(desk.post(LIST, form | {"format": "jsonl", **ALL}))
    assert [json.loads(line)["record"]["key"] for line in data.decode().splitlines()] == ["term-0", "term-2"]


def test_all_that_the_filters_find_goes_out(desk: Client) -> None:
    drafts = [make_term(key=f"draft-{number}", status="draft") for number in range(3)]
    make_term(key="published")
    address = f"{LIST}?status__exact=draft"
    sent = {"action": "export_selected", "_selected_action": [drafts[0].pk], "select_across": "1"}
    question = desk.post(address, sent | {"index": "0"})
    assert (question.context["count"], question.context["to"]) == (3, address)
    data = content(desk.post(address, form_in(question, "export_form") | {"format": "jsonl", **ALL}))
    assert [json.loads(line)["record"]["key"] for line in data.decode().splitlines()] == [
        "draft-0", "draft-1", "draft-2",
    ]  # fmt: skip


def test_what_does_not_fit_is_told_instead_of_the_file(desk: Client) -> None:
    term = make_term(key="non-alliance")
    term.designations.create(language="ru", text="внеблоковость", note_ru="Редко.")
    page = desk.post(EXPORT, {"format": "csv", "losses": "1", **ALL})
    assert [str(loss) for loss in page.context["listed"]] == [
        (
            "term “non-alliance”: designations, row 1, note (Russian): a cell holds the forms alone; XLSX and JSON "
            "Lines hold what is known of each"
        ),
    ]
    assert "1 × term: designations, note (Russian): a cell holds the forms alone" in page.content.decode()
    assert form_in(page, "export_form")["format"] == "csv"
    whole = desk.post(EXPORT, {"format": "xlsx", "losses": "1", **ALL})
    assert whole.context["losses"] == ["Nothing was lost."]


@pytest.mark.parametrize(
    ("language", "summary", "listed"),
    [
        (
            "ru",
            [
                "2 потери:",
                (
                    "  1 × термин: обозначения, примечание (русский): в ячейке только сами формы; сведения о каждой "
                    "сохраняют XLSX и JSON Lines"
                ),
                "  1 × термин: связи терминов: в таблице на запись одна строка; её списки сохраняют XLSX и JSON Lines",
            ],
            [
                (
                    "термин «non-alliance»: обозначения, строка 1, примечание (русский): в ячейке только сами формы; "
                    "сведения о каждой сохраняют XLSX и JSON Lines"
                ),
                (
                    "термин «non-alliance»: связи терминов, строка 1: в таблице на запись одна строка; её списки "
                    "сохраняют XLSX и JSON Lines"
                ),
            ],
        ),
        (
            "zh-hans",
            [
                "丢失 2 项：",
                "  1 × 术语：指称，注释（俄文）：单元格只保存词形；XLSX 和 JSON Lines 可保存各词形的详情",
                "  1 × 术语：术语关系：表格中每条记录占一行；XLSX 和 JSON Lines 可保存其列表",
            ],
            [
                (
                    "术语“non-alliance”：指称，第 1 行，注释（俄文）：单元格只保存词形；"
                    "XLSX 和 JSON Lines 可保存各词形的详情"
                ),
                "术语“non-alliance”：术语关系，第 1 行：表格中每条记录占一行；XLSX 和 JSON Lines 可保存其列表",
            ],
        ),
    ],
)
def test_what_does_not_fit_is_told_in_the_language_of_the_reader(
    desk: Client, settings: Any, language: str, summary: list[str], listed: list[str]
) -> None:
    term = make_term(key="non-alliance")
    term.designations.create(language="ru", text="внеблоковость", note_ru="Редко.")
    term.relations.create(kind="contrasts", other=make_term(key="alliance", domain=term.domain))
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = desk.post(f"{EXPORT}?q=non-alliance", {"format": "csv", "losses": "1", **ALL})
    assert page.context["losses"] == summary
    assert page.context["listed"] == listed


def test_an_address_that_makes_no_sense_leads_to_the_list(desk: Client) -> None:
    answer = desk.get(f"{EXPORT}?domain__nowhere=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, LIST)


def test_every_kind_is_exported_and_imported(desk: Client) -> None:
    for model in ("organization", "person", "source", "treaty", "citation"):
        for view in ("export", "import"):
            assert desk.get(reverse(f"admin:citations_{model}_{view}")).status_code == 200
    for model in ("domain", "term", "attestation"):
        for view in ("export", "import"):
            assert desk.get(reverse(f"admin:glossary_{model}_{view}")).status_code == 200


def test_the_list_of_works_has_no_treaties(desk: Client) -> None:
    make_source(key="eurasian-union")
    make_treaty(key="treaty-of-1950")
    address = reverse("admin:citations_source_export")
    assert desk.get(address).context["count"] == 1
    lines = exported(desk, "jsonl", address).decode().splitlines()
    assert [json.loads(line)["record"]["key"] for line in lines] == ["eurasian-union"]


# Who may


def test_who_may_only_look_exports_and_does_not_import() -> None:
    make_term(key="non-alliance")
    reader = with_rights("view_term")
    page = reader.get(LIST).content.decode()
    assert f'href="{EXPORT}"' in page
    assert IMPORT not in page
    assert "Export the selected entries as a file" in page
    assert len(table(exported(reader, "csv"))) == 2
    assert reader.get(IMPORT).status_code == 403
    assert send(reader, b"key\n").status_code == 403


def test_who_may_not_even_look_gets_no_file() -> None:
    stranger = with_rights("view_person")
    assert stranger.get(EXPORT).status_code == 403
    assert stranger.post(EXPORT, {"format": "csv", **ALL}).status_code == 403


def test_who_is_not_signed_in_is_sent_to_the_sign_in() -> None:
    for address in (EXPORT, IMPORT):
        answer = Client().post(address, {"format": "csv", **ALL})
        assert answer.headers["Location"] == f"/admin/login/?next={address}"


def test_a_file_with_entries_of_a_kind_one_may_not_add_is_refused() -> None:
    russian = with_rights("view_term", "add_term", "change_term")
    data = json.dumps({"type": "person", "record": {"key": "zheng-yu", "family_name": {"en": "Zheng"}}}).encode()
    preview = send(russian, data, "люди.jsonl")
    assert preview.context["faults"] == ["line 1: you may not add people"]
    assert not can_be_written(preview)
    confirm(russian, preview)
    assert not Person.objects.exists()


def test_another_language_is_refused_by_its_row_and_column() -> None:
    make_term(key="non-alliance")
    russian = desk_of(member_of("Editors", "Russian editors"))
    rows = table(exported(russian, "csv"))
    place = rows[0].index("name.zh-Hans")
    rows[1][place] = "中立"
    preview = send(russian, as_csv(rows))
    (fault,) = preview.context["faults"]
    assert fault == (
        "row 2, column C: name (Chinese): You may not change the Chinese of term “non-alliance” (name): leave it as it "
        "was and ask a Chinese editor, or ask an administrator for the right to edit Chinese."
    )
    assert not can_be_written(preview)
    assert confirm(russian, preview).status_code == 200
    assert latest("term", "non-alliance").version == 1
    rows[1][place] = "不结盟"
    rows[1][rows[0].index("name.ru")] = "неприсоединение"
    assert confirm(russian, send(russian, as_csv(rows))).status_code == 302
    assert latest("term", "non-alliance").record["name"]["ru"] == "неприсоединение"


def test_publishing_by_a_file_is_refused_to_who_may_not_publish() -> None:
    make_person(key="zheng-yu", status="draft")
    editor = desk_of(member_of("Editors"))
    preview = send(editor, b"key,status\nzheng-yu,published\n", address=reverse("admin:citations_person_import"))
    assert preview.context["faults"] == [
        (
            "row 2, column B: status: You may not change the status of person “zheng-yu” from draft to published: "
            "leave it and ask somebody who publishes, or ask an administrator for the right to."
        )
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "ru",
            (
                "строка 2, столбец C: название (китайский): Вам нельзя менять китайский текст записи «non-alliance» "
                "(термин; название): оставьте его прежним и обратитесь к редактору китайских текстов или попросите у "
                "администратора право править их."
            ),
        ),
        (
            "zh-hans",
            (
                "第 2 行，C 列：名称（中文）：您无权修改术语“non-alliance”的中文（名称）："
                "请保持原样并交由中文编辑处理，或向管理员申请中文编辑权限。"
            ),
        ),
    ],
)
def test_a_refused_column_is_named_by_its_label(settings: Any, language: str, said: str) -> None:
    make_term(key="non-alliance")
    russian = desk_of(member_of("Editors", "Russian editors"))
    rows = table(exported(russian, "csv"))
    rows[1][rows[0].index("name.zh-Hans")] = "中立"
    russian.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert send(russian, as_csv(rows)).context["faults"] == [said]


# The preview


def test_a_preview_shows_new_entries_and_every_field_that_changes(desk: Client) -> None:
    make_term(key="non-alliance", domain=make_domain(key="diplomacy"))
    data = as_csv([
        ["key", "domain", "name.ru", "name.zh-Hans", "reliability.ru", "reliability.zh-Hans", "definition.ru"],
        ["non-alliance", "diplomacy", "внеблоковость", "不结盟", "proposed", "established", ""],
        ["", "diplomacy", "нейтралитет", "中立", "established", "established", "Неучастие в войне."],
    ])  # fmt: skip
    preview = send(desk, data)
    assert preview.context["faults"] == []
    assert shown(preview) == [
        ("row 2, column C", "non-alliance", "name (Russian)", "ru", "неприсоединение к союзам", "внеблоковость"),
        ("row 2, column E", "non-alliance", "reliability (Russian)", "ru", "established", "proposed"),
        (
            "row 2, column G",
            "non-alliance",
            "definition (Russian)",
            "ru",
            "Отказ государства вступать в военные союзы.",
            "",
        ),
        ("row 3", "zhong-li", "", "", "", "нейтралитет · 中立"),
    ]
    page = preview.content.decode()
    assert "1 entries would be created, 1 changed; 0 say what stands here already, 0 are left alone." in page
    assert (
        '<td data-label="Now" lang="ru"><del>неприсоединение к союзам</del></td>\n'
        '<td data-label="Then" lang="ru"><ins>внеблоковость</ins></td>'
    ) in page
    assert can_be_written(preview)
    assert Term.objects.get().name_ru == "неприсоединение к союзам"
    assert Revision.objects.of("term", "non-alliance").count() == 1


def test_what_is_confirmed_is_written_with_the_name_of_the_file_in_history(desk: Client, editor: Any) -> None:
    make_term(key="non-alliance", domain=make_domain(key="diplomacy"))
    data = as_csv([
        ["key", "domain", "name.ru", "reliability.ru"],
        ["non-alliance", "diplomacy", "внеблоковость", "established"],
        ["neutrality", "diplomacy", "нейтралитет", "established"],
    ])  # fmt: skip
    answer = confirm(desk, send(desk, data, "правка.csv", why="Сверено с БРЭ."))
    assert (answer.status_code, answer.headers["Location"]) == (302, LIST)
    assert told(answer) == ["“правка.csv” was taken in: 1 created, 1 changed, 0 unchanged."]
    for key, version in (("non-alliance", 2), ("neutrality", 1)):
        made = latest("term", key)
        assert (made.version, made.by, made.origin, made.why) == (
            version, editor, "import", "правка.csv: Сверено с БРЭ.",
        )  # fmt: skip
    assert (Term.objects.get(key="neutrality").status, Term.objects.get(key="non-alliance").status) == (
        "draft", "published",
    )  # fmt: skip


def test_faults_are_named_by_row_and_column_and_nothing_can_be_written(desk: Client) -> None:
    make_domain(key="diplomacy")
    data = as_csv([
        ["key", "domain", "name.ru", "reliability.ru"],
        ["alliance", "diplomacy", "союз", "certain"],
        ["pact", "nowhere", "пакт", "established"],
    ])  # fmt: skip
    preview = send(desk, data)
    assert preview.context["faults"] == [
        (
            "row 2, column D: reliability (Russian): Value 'certain' is not a valid choice. Write one of official, "
            "established, proposed."
        ),
        "row 3, column B: domain: there is no domain “nowhere”; correct the key or add the record",
    ]
    page = preview.content.decode()
    assert "Nothing can be written: 2 places in the file have to be put right first." in page
    assert not can_be_written(preview)
    forced = confirm(desk, preview)
    assert forced.status_code == 200
    assert not Term.objects.exists()


def test_what_a_file_says_beyond_our_fields_is_told(desk: Client) -> None:
    make_term(key="non-alliance")
    preview = send(desk, "key,name.ru,Оценка\nnon-alliance,внеблоковость,хорошо\n".encode())
    assert [str(loss) for loss in preview.context["listed"]] == [
        "term “non-alliance”: column C “Оценка”: no field is called so; name the field that this column holds"
    ]
    assert "column C “Оценка”" in preview.content.decode()


def test_rows_of_lists_are_shown_as_texts(desk: Client) -> None:
    make_term(key="non-alliance")
    preview = send(desk, "key,designations.ru\nnon-alliance,внеблоковость | внеблоковый статус\n".encode())
    ((where, _key, field, _language, before, after),) = shown(preview)
    assert (where, field, before) == ("row 2", "designations", "")
    assert [line.split(" · ")[:2] for line in after.split("\n")] == [
        ["ru", "внеблоковость"], ["ru", "внеблоковый статус"],
    ]  # fmt: skip


def test_texts_of_a_file_are_never_markup(desk: Client) -> None:
    make_term(key="non-alliance")
    page = send(desk, b"key,name.ru\nnon-alliance,<b>x</b>\n", "<i>.csv").content.decode()
    assert "<b>x" not in page
    assert "<i>.csv" not in page


def test_new_entries_only_when_asked_so(desk: Client) -> None:
    make_term(key="non-alliance", domain=make_domain(key="diplomacy"))
    rows = [
        ["key", "domain", "name.ru", "reliability.ru"],
        ["non-alliance", "diplomacy", "внеблоковость", "established"],
        ["neutrality", "diplomacy", "нейтралитет", "established"],
    ]
    preview = send(desk, as_csv(rows), update="")
    assert [key for _where, key, *_rest in shown(preview)] == ["neutrality"]
    confirm(desk, preview)
    assert sorted(Term.objects.values_list("name_ru", flat=True)) == ["нейтралитет", "неприсоединение к союзам"]


def test_only_the_languages_chosen_come_in(desk: Client) -> None:
    make_term(key="non-alliance")
    data = "key,name.ru,name.zh-Hans\nnon-alliance,внеблоковость,中立\n".encode()
    assert [step[2:4] for step in shown(send(desk, data, languages=["zh-Hans"]))] == [("name (Chinese)", "zh-Hans")]


def test_a_long_preview_is_cut_and_counted(desk: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(exchanging, "MOST_SHOWN", 2)
    for number in range(4):
        make_person(key=f"person-{number}")
    data = "key,given_name.ru\n" + "".join(f"person-{number},Юань\n" for number in range(4))
    preview = send(desk, data.encode(), address=reverse("admin:citations_person_import"))
    assert len(shown(preview)) == 2
    assert "The first 2 changes are shown." in preview.content.decode()


# What is refused before it is read


def test_a_file_that_is_too_large_is_refused(desk: Client, monkeypatch: Any, state: Path) -> None:
    monkeypatch.setattr(exchanging, "MOST_UPLOADED", 3 << 20)
    page = send(desk, b"k" * ((3 << 20) + 1))
    assert page.context["form"].errors == {
        "file": ["The file is larger than 3 MB; take it in with “manage.py import_records”."]
    }
    assert not (state / "imports").exists()


def test_a_format_that_cannot_be_told_is_asked_for(desk: Client) -> None:
    preview = send(desk, b"\x00\x01\x02", "снимок.png")
    assert preview.context["faults"] == [
        "what format this is cannot be told; choose it"
    ]  # fmt: skip
    assert not can_be_written(preview)


def test_the_format_and_the_encoding_can_be_chosen(desk: Client) -> None:
    make_term(key="non-alliance")
    data = "key;name.ru\nnon-alliance;внеблоковость\n".encode("windows-1251")
    unread = send(desk, data, "слова.dat", format="csv")
    assert len(unread.context["faults"]) == 1
    preview = send(desk, data, "слова.dat", format="csv", encoding="windows-1251")
    assert [step[5] for step in shown(preview)] == ["внеблоковость"]


def test_a_form_without_a_file_asks_for_one(desk: Client) -> None:
    page = desk.post(IMPORT, {"format": "", **ALL})
    assert page.context["form"].errors == {"file": ["This field is required."]}


# Between preview and confirmation


def test_a_base_that_changed_meanwhile_is_shown_anew(desk: Client) -> None:
    term = make_term(key="non-alliance")
    preview = send(desk, "key,name.ru,name.en\nnon-alliance,внеблоковость,non-bloc policy\n".encode())
    term.name_en = "nonalignment"
    term.save()
    anew = confirm(desk, preview)
    assert anew.status_code == 200
    assert "Nothing was written: entries were changed in the meantime." in anew.content.decode()
    assert shown(anew)[1][4:] == ("nonalignment", "non-bloc policy")
    assert latest("term", "non-alliance").version == 2
    assert confirm(desk, anew).status_code == 302
    assert latest("term", "non-alliance").record["name"] == {
        "ru": "внеблоковость", "zh-Hans": "不结盟", "en": "non-bloc policy",
    }  # fmt: skip


def test_an_entry_deleted_meanwhile_is_not_made_anew_without_a_word(desk: Client) -> None:
    person = make_person(key="zheng-yu")
    address = reverse("admin:citations_person_import")
    preview = send(desk, "key,given_name.ru\nzheng-yu,Юань\n".encode(), address=address)
    person.delete()
    anew = confirm(desk, preview, address)
    assert anew.status_code == 200
    assert not Person.objects.exists()


def test_another_change_that_does_not_concern_the_file_does_not_hinder(desk: Client) -> None:
    term = make_term(key="non-alliance")
    preview = send(desk, "key,name.ru\nnon-alliance,внеблоковость\n".encode())
    term.usage_note_en = "Since 1982."
    term.save()
    assert confirm(desk, preview).status_code == 302
    record = latest("term", "non-alliance").record
    assert (record["name"]["ru"], record["usage_note"]["en"]) == ("внеблоковость", "Since 1982.")


def test_the_file_of_another_user_is_not_taken(desk: Client) -> None:
    make_term(key="non-alliance")
    preview = send(desk, "key,name.ru\nnon-alliance,внеблоковость\n".encode())
    answer = confirm(with_rights("view_term", "add_term", "change_term", "edit_ru"), preview)
    assert (answer.status_code, answer.headers["Location"], told(answer)) == (302, IMPORT, [WAITING_NO_MORE])
    assert latest("term", "non-alliance").version == 1


def test_an_old_or_forged_token_is_not_taken(desk: Client, editor: Any, monkeypatch: Any) -> None:
    make_term(key="non-alliance")
    preview = send(desk, "key,name.ru\nnon-alliance,внеблоковость\n".encode())
    for token in ("nonsense", signing.dumps({"path": "/etc/passwd", "by": 1}, salt="another")):
        assert told(desk_of(editor).post(IMPORT, {"token": token})) == [WAITING_NO_MORE]
    monkeypatch.setattr(exchanging, "WAITS", -1)
    assert told(confirm(desk, preview)) == [WAITING_NO_MORE]
    assert latest("term", "non-alliance").version == 1


def test_a_second_press_of_the_button_says_that_the_file_is_gone(desk: Client) -> None:
    make_term(key="non-alliance")
    preview = send(desk, "key,name.ru\nnon-alliance,внеблоковость\n".encode())
    assert confirm(desk, preview).status_code == 302
    assert told(confirm(desk, preview))[-1] == WAITING_NO_MORE
    assert latest("term", "non-alliance").version == 2


def test_files_are_private_and_go_when_they_are_written_or_old(desk: Client, state: Path) -> None:
    make_term(key="non-alliance")
    preview = send(desk, "key,name.ru\nnon-alliance,внеблоковость\n".encode())
    (file,) = waiting(state)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    confirm(desk, preview)
    assert waiting(state) == []
    send(desk, b"key,name.ru\nnon-alliance,x\n")
    (old,) = waiting(state)
    os.utime(old, (time.time() - exchanging.WAITS - 60,) * 2)
    send(desk, b"key,name.ru\nnon-alliance,y\n")
    (fresh,) = waiting(state)
    assert fresh != old


# There and back


def a_full_base() -> None:
    """Two terms with lists, one a draft, and what they refer to."""
    state = make_organization(key="prc")
    other = make_term(key="non-alignment", name_ru="неприсоединение", status="draft")
    term = make_term(key="non-alliance", usage_note_ru="-ность\nи ещё строка", definition_en='"quoted", =1+1')
    term.designations.create(
        language="ru", text="внеблоковый статус", official_for=state, used="1990/..", note_zh_hans="指国家。"
    )
    term.designations.create(language="zh-Hans", text="不结盟政策", position=1)
    term.relations.create(kind="false-friend", other=other)
    make_attestation(key="seen-once", term=term)


@pytest.mark.parametrize("format_", ["csv", "xlsx", "jsonl"])
def test_an_untouched_file_changes_nothing(desk: Client, format_: str) -> None:
    a_full_base()
    before = [to_record(one) for one in TERM.queryset().order_by("key")]
    preview = send(desk, exported(desk, format_), f"terms.{format_}")
    assert (preview.context["faults"], shown(preview)) == ([], [])
    assert (preview.context["outcome"].unchanged, can_be_written(preview)) == (2, False)
    assert [to_record(one) for one in TERM.queryset().order_by("key")] == before


@pytest.mark.parametrize("format_", ["csv", "xlsx", "jsonl"])
def test_a_file_in_one_language_leaves_the_others_alone(desk: Client, format_: str) -> None:
    a_full_base()
    preview = send(desk, exported(desk, format_, languages=["ru"]), f"terms.{format_}")
    assert (preview.context["faults"], shown(preview)) == ([], [])


def test_a_workbook_edited_in_one_cell_changes_that_field(desk: Client) -> None:
    a_full_base()
    book = load_workbook(io.BytesIO(exported(desk, "xlsx")))
    sheet = book["terms.designations"]
    titles = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[titles.index("text")].value == "внеблоковый статус")
    row[titles.index("note.ru")].value = "О государствах, не входящих в союзы."
    edited = io.BytesIO()
    book.save(edited)
    preview = send(desk, edited.getvalue(), "terms.xlsx")
    assert [(key, field) for _where, key, field, *_rest in shown(preview)] == [("non-alliance", "designations")]
    assert confirm(desk, preview).status_code == 302
    rows = latest("term", "non-alliance").record["designations"]
    assert rows[0]["note"] == {"ru": "О государствах, не входящих в союзы.", "zh-Hans": "指国家。", "en": ""}
    again = send(desk, exported(desk, "xlsx"), "terms.xlsx")
    assert (again.context["faults"], shown(again)) == ([], [])


def test_works_come_in_from_a_bibliography(desk: Client) -> None:
    address = reverse("admin:citations_source_import")
    data = "TY  - BOOK\nTI  - Происхождение союзов\nAU  - Уолт, Стивен\nPY  - 1987\nLA  - ru\nER  - \n".encode()
    preview = send(desk, data, "книги.ris", address=address)
    assert preview.context["faults"] == []
    assert sorted(step["kind"] for step in preview.context["steps"]) == ["person", "source"]
    assert confirm(desk, preview, address).status_code == 302
    assert Source.objects.get().title_ru == "Происхождение союзов"
    assert Source.objects.get().status == "draft"


# What the pages cost


def test_the_pages_cost_the_same_for_one_and_twenty_entries(desk: Client) -> None:
    costs = []
    for number in (1, 19):
        for _ in range(number):
            make_organization()
        with CaptureQueriesContext(connection) as asking:
            desk.get(reverse("admin:citations_organization_export"))
        with CaptureQueriesContext(connection) as taking:
            exported(desk, "csv", reverse("admin:citations_organization_export"))
        data = "key,name.en\n" + "".join(f"{key},{key}\n" for key in Organization.objects.values_list("key", flat=True))
        with CaptureQueriesContext(connection) as looking:
            send(desk, data.encode(), address=reverse("admin:citations_organization_import"))
        costs.append((len(asking), len(taking), len(looking), Organization.objects.count()))
    assert costs[0][:2] == costs[1][:2]
    assert costs[0][0] <= 10
    assert (costs[1][2] - costs[0][2]) / 19 <= 12


# More than a page waits for


@pytest.mark.parametrize(
    ("entries", "changes", "said"),
    [
        (2, 9, "the file holds more than 2 entries"),
        (9, 1, "the file makes or changes more than 1 entries"),
    ],
)
def test_a_file_with_more_than_a_page_waits_for_writes_nothing_and_says_what_to_do(
    desk: Client, monkeypatch: Any, entries: int, changes: int, said: str
) -> None:
    monkeypatch.setattr(exchanging, "MOST_TAKEN", Most(entries=entries, changes=changes))
    for key in ("alliance", "neutrality", "non-alliance"):
        make_term(key=key)
    rows = [["key", "definition.en"], ["alliance", "A pact."], ["neutrality", "Taking no side."], ["non-alliance", ""]]
    preview = send(desk, as_csv(rows))
    to_do = "too many for a page to wait for: divide it, or take it in with “manage.py import_records”"
    assert [str(fault) for fault in preview.context["faults"]] == [f"{said}, {to_do}"]
    assert not can_be_written(preview)
    assert Revision.objects.filter(kind="term", version=2).count() == 0


def test_a_long_file_that_changes_little_is_taken_in(desk: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(exchanging, "MOST_TAKEN", Most(entries=3, changes=1))
    for key in ("alliance", "neutrality", "non-alliance"):
        make_term(key=key)
    rows = table(exported(desk, "csv"))
    rows[1][rows[0].index("definition.en")] = "A pact."
    confirm(desk, send(desk, as_csv(rows)))
    assert Term.objects.get(key="alliance").definition_en == "A pact."
