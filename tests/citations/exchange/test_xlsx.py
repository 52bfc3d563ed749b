"""XLSX: what stands in the sheets, how lists find their records again, and which files are no workbooks."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from citations.exchange.formats import Entry, Fault, Options, Unreadable
from citations.exchange.xlsx import Xlsx, package, sheets
from citations.models import Treaty
from glossary.models import Term
from tests.citations.exchange.carrying import back, out, records
from tests.factories import make_domain, make_term, make_treaty

pytestmark = pytest.mark.django_db


@pytest.fixture
def term() -> Term:
    """Non-alliance in diplomacy, with two other forms."""
    term = make_term(key="non-alliance", domain=make_domain(key="diplomacy"))
    term.designations.create(language="ru", text="внеблоковость", kind="full-form", note_ru="О блоках.")
    term.designations.create(language="zh-Hans", text="不结盟政策", position=1)
    return term


def book_of(data: bytes) -> Any:
    """A workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    """A workbook as a file, with shared texts, as spreadsheets save it."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def made(**tables: list[list[Any]]) -> bytes:
    """A workbook with these sheets; __ in a name is a point."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tables.items():
        sheet = book.create_sheet(title.replace("__", "."))
        for row in rows:
            sheet.append(row)
    return saved(book)


def read(data: bytes, **options: Any) -> list[Entry | Fault]:
    """What the reader gives for a workbook."""
    return list(Xlsx().read(io.BytesIO(data), Options(**options)))


def values(data: bytes, **options: Any) -> dict[str, Any]:
    """What the one record of a workbook says."""
    (entry,) = read(data, **options)
    assert isinstance(entry, Entry), entry
    return entry.said.values


def refused(data: bytes, **options: Any) -> str:
    """Why a workbook is not read."""
    with pytest.raises(Unreadable) as error:
        read(data, **options)
    return str(error.value)


def repacked(data: bytes, **parts: str | bytes | None) -> bytes:
    """The archive with parts put in or (None) taken out; __ in a name is a stroke, _ a point."""
    names = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    names = {name.replace("/.rels/", "/_rels/"): content for name, content in names.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in names if name not in old.namelist())]:
            content = names[name] if name in names else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def as_saved_by_excel(texts: str, before: str = "") -> bytes:
    """A workbook with one sheet of two rows and two columns, whose cells are the first four shared texts."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="{name}" Type="{office}/{name}" Target="/xl/{name}.xml"/>'
        for name in ("worksheet", "sharedStrings")
    )
    rows = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row><row><c t='s'><v>2</v></c><c t='s'><v>3</v></c></row>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Type="{office}/officeDocument" Target="xl/book.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/book.xml", f'<workbook xmlns:r="{office}"><sheet name="Лист1" r:id="worksheet"/></workbook>'
        )
        archive.writestr("xl/_rels/book.xml.rels", f"<Relationships>{links}</Relationships>")
        archive.writestr("xl/worksheet.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
        archive.writestr("xl/sharedStrings.xml", f"{before}<sst>{texts}</sst>")
    return file.getvalue()


# Out


def test_a_kind_has_a_sheet_and_each_of_its_lists_has_one(term):
    data, losses = out("xlsx", "term")
    book = book_of(data)
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        ("terms", "visible"),
        ("terms.designations", "visible"),
        ("terms.equivalences", "visible"),
        ("terms.relations", "visible"),
        ("terms.unmapped", "visible"),
        ("Guide", "visible"),
        ("choices", "hidden"),
    ]
    assert list(book["terms.designations"].values) == [
        (
            *("key", "language", "text", "region", "kind", "standing", "reliability", "official_for", "viewpoint"),
            *("used", "note.ru", "note.zh-Hans", "note.en"),
        ),
        (
            *("non-alliance", "ru", "внеблоковость", None, "full-form", "admitted", "established", None, None),
            *(None, "О блоках.", None, None),
        ),
        (
            *("non-alliance", "zh-Hans", "不结盟政策", None, "synonym", "admitted", "established", None, None),
            *(None, None, None, None),
        ),
    ]
    assert len(losses) == 0


def test_cells_are_texts_below_a_frozen_header_with_comments_and_choices(term):
    with translation.override("ru"):
        book = book_of(out("xlsx", "term")[0])
    sheet = book["terms"]
    assert sheet.freeze_panes == "B2"
    assert {cell.number_format for row in sheet for cell in row if cell.value} == {"@"}
    assert {cell.data_type for row in sheet for cell in row if cell.value} == {"s"}
    assert sheet["B1"].comment.text.splitlines()[0] == "Название (русский)"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["E2:E1048576"] == "choices!$A$1:$A$3"
    assert [cell.value for cell in book["choices"]["A"]][:3] == ["official", "established", "proposed"]
    assert sheet.column_dimensions["B"].width == 40


def test_the_guide_explains_each_column_with_its_values(term):
    guide = {(row[0], row[1]): row[2:] for row in book_of(out("xlsx", "term")[0])["Guide"].values}
    label, meaning, choices = guide["terms", "status"]
    assert label == "Status"
    assert meaning == "A draft is visible to editors only; a retired entry stays readable and names its successor."
    assert choices == "draft: draft\npublished: published\nretired: retired"
    assert guide["terms.designations", "key"][1].startswith("The key of the record to which this row belongs.")


@pytest.mark.parametrize("text", ["=1+1", "+7", "-ность", "@союз", "_x0041_", "a\tb\nc", "1-2", "TRUE", "𠮷野"])
def test_every_text_comes_back_as_it_was_and_none_is_a_formula(text):
    make_term(key="one", gap_note_ru=text)
    data, losses = out("xlsx", "term")
    assert len(losses) == 0
    cell = book_of(data)["terms"]["N2"]
    assert cell.data_type == "s"
    assert values(data)["gap_note"]["ru"] == text
    assert back(data, "xlsx", update=True).unchanged == 1


def test_an_empty_selection_gives_sheets_to_fill_in():
    data, _losses = out("xlsx", "domain")
    assert [cell.value for cell in book_of(data)["domains"][1]][:5] == [
        "key",
        "name.ru",
        "name.zh-Hans",
        "name.en",
        "parent",
    ]


# In again


def test_a_workbook_saved_by_a_spreadsheet_changes_nothing(term):
    data = saved(book_of(out("xlsx", "term")[0]))
    outcome = back(data, "xlsx", update=True)
    assert (outcome.unchanged, outcome.changed, [*outcome.faults]) == (1, 0, [])


def test_rows_of_a_list_are_the_list_in_their_order(term):
    book = book_of(out("xlsx", "term")[0])
    sheet = book["terms.designations"]
    sheet.delete_rows(2)
    sheet.append(["non-alliance", "ru", "внесоюзность"])
    sheet.move_range("A3:M3", rows=1)
    for place, text in enumerate(["non-alliance", "en", "non-alignment with blocs"], start=1):
        sheet.cell(3, place, text)
    outcome = back(saved(book), "xlsx", update=True)
    assert [str(fault) for fault in outcome.faults] == []
    assert [(one.language, one.text, one.kind) for one in term.designations.order_by("position")] == [
        ("zh-Hans", "不结盟政策", "synonym"),
        ("en", "non-alignment with blocs", "synonym"),
        ("ru", "внесоюзность", "synonym"),
    ]


def test_a_sheet_that_was_taken_out_says_nothing_of_its_list(term):
    book = book_of(out("xlsx", "term")[0])
    del book["terms.designations"]
    book["terms"]["B2"] = "неприсоединение"
    assert back(saved(book), "xlsx", update=True).changed == 1
    term.refresh_from_db()
    assert (term.name_ru, term.designations.count()) == ("неприсоединение", 2)


def test_rows_of_a_list_without_their_record_belong_to_the_record_of_the_base(term):
    data = made(terms__designations=[["key", "language", "text"], ["non-alliance", "en", "bloc-free policy"]])
    assert back(data, "xlsx", update=True).is_written
    assert [one.text for one in term.designations.all()] == ["bloc-free policy"]


def test_rows_in_a_language_that_did_not_go_out_stay(term):
    data, _losses = out("xlsx", "term", options=Options(languages=("zh-Hans",)))
    book = book_of(data)
    book["terms.designations"].delete_rows(2)
    assert back(saved(book), "xlsx", update=True).changed == 1
    assert [one.text for one in term.designations.all()] == ["внеблоковость"]


def test_a_treaty_goes_out_with_its_lists_and_comes_into_an_empty_base():
    treaty = make_treaty(key="1950-sino-soviet")
    treaty.texts.create(language="fr", standing="official-translation", prevails=False)
    treaty.events.create(kind="in-force", date="1950-04-11", date_as_printed="1950年4月11日", position=1)
    treaty.sections.create(number=2, title_as_printed="第二条", paragraphs=1)
    data, losses = out("xlsx", "treaty")
    before = records("treaty")
    Treaty.objects.all().delete()
    assert len(losses) == 0
    assert back(data, "xlsx").created == 1
    assert records("treaty") == before


# Sheets and columns as people make them


@pytest.mark.parametrize("title", ["terms", "Terms", "term", "Термины", "термин", "术语", "Sheet1"])
def test_a_sheet_is_known_by_its_kind_in_any_language_or_is_the_only_one(title):
    data = made(**{title: [["key", "Русский", "domain"], ["alliance", "союз", "diplomacy"]]})
    (entry,) = read(data, kind="term" if title == "Sheet1" else "")
    assert isinstance(entry, Entry)
    assert (entry.kind, entry.where) == ("term", f"sheet “{title}”, row 2")
    assert entry.said.values == {"key": "alliance", "name": {"ru": "союз"}, "domain": "diplomacy"}


def test_sheets_and_columns_that_nobody_knows_are_among_the_losses():
    make_domain(key="diplomacy")
    row = ["alliance", "союз", "established", "diplomacy", "проверить"]
    data = made(terms=[["key", "ru", "reliability.ru", "domain", "Заметка"], row], Черновик=[["что-то"]])
    outcome = back(data, "xlsx")
    assert [str(loss) for loss in outcome.losses] == [
        (
            "term “alliance”: sheet “Черновик”: no sheet is called so, and it was not read; sheets are called "
            "organizations, people, sources, treaties, citations, domains, terms, attestations"
        ),
        "term “alliance”: column E “Заметка”: no field is called so; name the field that this column holds",
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1996, "General", "1996"),
        (1996.0, "0.00", "1996"),
        (2.8, "General", "2.8"),
        (0.5, "0%", "50%"),
        (datetime.date(1996, 4, 25), "yyyy-mm-dd", "1996-04-25"),
        (datetime.date(1996, 4, 25), 'yyyy"年"m"月"d"日"', "1996-04-25"),
        (datetime.date(1950, 4, 1), "mmm-yy", "1950-04"),
        (datetime.date(1950, 1, 1), "yyyy", "1950"),
        (datetime.datetime(2001, 7, 16, 15, 30), "yyyy-mm-dd h:mm", "2001-07-16T15:30:00"),
        (True, "General", "true"),
        (-5e300, "General", "-5e+300"),
    ],
)
def test_what_a_spreadsheet_made_of_a_text_becomes_a_text_again(value, number_format, text):
    book = openpyxl.Workbook()
    book.active.title = "sources"
    book.active.append(["key", "issued"])
    book.active.append(["a-book", value])
    book.active["B2"].number_format = number_format
    assert values(saved(book)) == {"key": "a-book", "issued": text}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("=1+1", "this cell holds a formula; put its value there"),
        (ArrayFormula("B2", "=SUM(A1:A2)"), "this cell holds a formula; put its value there"),
        ("#N/A", "this cell holds the error #N/A; put a value there"),
    ],
)
def test_a_cell_without_a_value_is_a_fault_where_it_matters_and_a_loss_elsewhere(value, message):
    data = made(terms=[["key", "ru", "Длина"], ["alliance", value, value], ["bloc", "блок", value]])
    fault, entry = read(data)
    assert str(fault) == f"sheet “terms”, row 2, column B: {message}"
    assert isinstance(entry, Entry)
    assert entry.said.values == {"key": "bloc", "name": {"ru": "блок"}}
    assert entry.said.unheld == (("column C “Длина”", "no field is called so; name the field that this column holds"),)


def test_problems_of_lists_are_told_by_sheet_row_and_column(term):
    book = book_of(out("xlsx", "term")[0])
    book["terms.designations"]["E3"] = "nickname"
    book["terms.relations"].append([None, "broader", "alliance"])
    book["terms"]["AB7"] = "лишнее"
    outcome = back(saved(book), "xlsx", update=True)
    assert [str(fault) for fault in outcome.faults] == [
        "sheet “terms.relations”, row 2, column A: give the key of the record to which this row belongs",
        "sheet “terms”, row 7, column AB: this column has no title; give it one, or empty the cell",
    ]
    book["terms.relations"].delete_rows(2)
    book["terms"]["AB7"] = None
    (fault,) = back(saved(book), "xlsx", update=True).faults
    assert str(fault).startswith("sheet “terms.designations”, row 3, column E: designations.1.kind: ")


def test_shared_texts_with_runs_and_readings_are_read_whole():
    texts = (
        "<si><t>key</t></si><si><t>zh</t></si><si><t>alliances</t></si>"
        "<si><r><t>同盟</t></r><r><rPr><b/></rPr><t>理论_x000D_</t></r><rPh sb='0' eb='2'><t>どうめい</t></rPh></si>"
    )
    assert values(as_saved_by_excel(texts), kind="domain") == {"key": "alliances", "name": {"zh-Hans": "同盟理论"}}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (made(terms=[]), "the file holds no record that can be taken in"),
        (
            made(Sheet1=[["ru", "en"], ["союз", "alliance"]]),
            "sheet “Sheet1”, row 1: the columns do not show of what kind",
        ),
        (
            made(terms=[["key", "ru", "Russian"]]),
            "sheet “terms”, row 1, column C: column B and this one both hold name.ru",
        ),
        (
            made(terms=[["key", "=1+1"]]),
            "sheet “terms”, row 1, column B: this cell holds a formula; put its value there",
        ),
        (made(terms=[["key"]], Термины=[["key"]]), "sheet “Термины”: this sheet and “terms” hold the same; make one"),
        (
            made(terms__designations=[["text"]]),
            "sheet “terms.designations”, row 1: this sheet needs a column “key” with",
        ),
    ],
)
def test_sheets_that_cannot_be_read_say_why(data, message):
    outcome = back(data, "xlsx")
    assert [str(fault)[: len(message)] for fault in outcome.faults] == [message]


# Files that are no workbooks, or more than one may be

VALID = made(
    terms=[["key", "ru", "domain"], ["alliance", "союз", "diplomacy"]],
    terms__designations=[["key", "language", "text"], ["alliance", "ru", "блок"]],
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_SAFE = "declares a document type, which no workbook does; the file is not safe to read"
TOO_MUCH = "the workbook unpacks to more than any glossary needs; it was not read"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no XLSX workbook; save it as XLSX, or say the format that it has"),
        (b"key,name.ru\r\n", "this is no XLSX workbook; save it as XLSX, or say the format that it has"),
        (OLE + bytes(600), "this is a workbook of Excel 97–2003 (.xls); save it as XLSX"),
        (
            OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "the workbook is locked with a password; save it without one",
        ),
        (VALID[:-200], "the workbook is damaged or cut off; save it again"),
        (repacked(VALID, content_xml="<x/>"), "this is an OpenDocument table (.ods); save it as XLSX"),
        (repacked(VALID, xl__workbook_bin=b""), "this is a binary workbook (.xlsb); save it as XLSX"),
        (
            repacked(VALID, xl__vbaProject_bin=b""),
            "this workbook holds macros (.xlsm); save it as XLSX, without them",
        ),
        (
            repacked(VALID, xl__worksheets__sheet1_xml=None),
            "the part xl/worksheets/sheet1.xml is missing; the workbook is damaged",
        ),
        (
            repacked(VALID, xl__worksheets__sheet1_xml="<worksheet>"),
            (
                "the part xl/worksheets/sheet1.xml is no XML (no element found: line 1, column 11); the workbook is "
                "damaged"
            ),
        ),
        (
            as_saved_by_excel("<si><t>&a;</t></si>", before='<!DOCTYPE x [<!ENTITY a "b">]>'),
            f"the part xl/sharedStrings.xml {NOT_SAFE}",
        ),
        (
            repacked(VALID, xl__worksheets__sheet1_xml='<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'),
            f"the part xl/worksheets/sheet1.xml {NOT_SAFE}",
        ),
        (repacked(VALID, xl__worksheets__sheet1_xml="<a>" * 100), TOO_MUCH),
        (repacked(VALID, xl__worksheets__sheet1_xml=f"<a>{''.join(f'<b{n}/>' for n in range(2001))}"), TOO_MUCH),
        (repacked(VALID, xl__worksheets__sheet1_xml=f"<a b='{'c' * (2 << 20)}'/>"), TOO_MUCH),
        (repacked(VALID, xl__media__empty_bin=bytes(20 << 20)), TOO_MUCH),
        (repacked(VALID, **{f"part{number}": b"" for number in range(2001)}), TOO_MUCH),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_file_that_is_no_workbook_is_refused_by_name(data, message):
    assert refused(data) == message


def test_a_directory_that_claims_too_many_parts_is_not_read():
    end = VALID.rfind(b"PK\x05\x06")
    claimed = VALID[: end + 10] + b"\xff\xff\xff\xff\xff\xff" + VALID[end + 16 :]
    assert refused(claimed) == TOO_MUCH


def test_a_locked_part_is_refused():
    locked = bytearray(VALID)
    place = locked.find(b"PK\x01\x02")
    while place >= 0:
        locked[place + 8] |= 1
        place = locked.find(b"PK\x01\x02", place + 1)
    assert refused(bytes(locked)) == "this archive is locked with a password; save the workbook without one"


def test_there_are_only_so_many_elements(monkeypatch):
    monkeypatch.setattr(package, "MOST_ELEMENTS", 20)
    assert refused(VALID) == TOO_MUCH


@pytest.mark.parametrize(
    ("name", "most", "message"),
    [
        ("MOST_SHEETS", 1, "the workbook has more than 1 sheets"),
        ("MOST_ROWS", 1, "sheet “terms.designations”: a sheet has at most 1 rows"),
        ("MOST_COLUMNS", 2, "sheet “terms.designations”, row 1: a table has at most 2 columns"),
        ("LONGEST_CELL", 5, "a cell holds more than 5 characters"),
        ("LONGEST_ROW", 9, "sheet “terms.designations”, row 1, column B: a row holds more than 9 characters"),
    ],
)
def test_a_workbook_beyond_the_limits_is_refused(monkeypatch, name, most, message):
    monkeypatch.setattr(sheets, name, most)
    assert refused(VALID) == message


def test_there_are_only_so_many_shared_texts(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_STRINGS", 3)
    assert refused(as_saved_by_excel("<si><t>key</t></si>" * 4)) == "the workbook has more than 3 texts"


def test_what_lies_outside_the_file_is_never_opened():
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="https://example.org/sheet.xml" TargetMode="External"/></Relationships>'
    )
    assert refused(repacked(VALID, xl___rels__workbook_xml_rels=links)) == "the workbook has no sheet with cells"


# Anything at all


def check(data: bytes) -> None:
    """Reading gives entries and named faults, or a refusal."""
    found: list[Entry | Fault] = []
    try:
        found += read(data, kind="term")
    except Unreadable as error:
        found.append(error.fault)
    assert all(isinstance(one, Entry) or one.message for one in found)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    check(data)
    check(b"PK\x03\x04" + data)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_the_archive_breaks_the_reader(data):
    damaged = bytearray(VALID)
    for _time in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=4))
    check(bytes(damaged))


PIECES = ["<row>", "</row>", '<c t="s"><v>0</v></c>', '<c t="inlineStr"><is><t>союз</t></is></c>', "<c/>", "<f>1</f>"]
PIECES += [
    '<c r="ZZZ1">',
    '<c s="9" t="n"><v>45000</v></c>',
    '<c t="s"><v>99</v></c>',
    "<c><v>nan</v></c>",
    "&#0;",
    "</c>",
]
PIECES += [
    '<row r="9999999">',
    '<c t="e"><v>#REF!</v></c>',
    '<c r="A1" t="b"><v>1</v></c>',
    "<v>1e999</v>",
    "<rPh><t>a</t>",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_sheet_breaks_the_reader(pieces):
    sheet = f"<worksheet><sheetData>{''.join(pieces)}</sheetData></worksheet>"
    check(repacked(VALID, xl__worksheets__sheet1_xml=sheet))
