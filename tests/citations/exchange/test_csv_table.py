"""CSV: what stands in the columns, what titles are known, and what is said of tables that people break."""

from __future__ import annotations

import io

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from citations.exchange.csv_table import Csv
from citations.exchange.formats import Entry, Fault, Options, Unreadable, formats, guess
from glossary.models import Term
from tests.citations.exchange.carrying import back, out, records
from tests.factories import make_domain, make_term

pytestmark = pytest.mark.django_db

TITLES = (
    "key,name.ru,name.zh-Hans,name.en,reliability.ru,reliability.zh-Hans,reliability.en,definition.ru,"
    "definition.zh-Hans,definition.en,usage_note.ru,usage_note.zh-Hans,usage_note.en,gap_note.ru,gap_note.zh-Hans,"
    "gap_note.en,domain,case_sensitive,name_zh_hant,pinyin,palladius,editorial_note.ru,editorial_note.zh-Hans,"
    "editorial_note.en,accepted_findings,status,replaced_by,designations.ru,designations.zh-Hans,designations.en"
)
NO_KEY = (
    "“%s” is not a key; use at most 120 small Latin letters and digits, words joined by single hyphens, such as "
    "non-alliance."
)


@pytest.fixture
def term() -> Term:
    """Non-alliance in diplomacy, with three other forms."""
    term = make_term(key="non-alliance", domain=make_domain(key="diplomacy"))
    term.designations.create(language="ru", text="внеблоковость", kind="full-form", note_ru="О блоках.")
    term.designations.create(language="ru", text="неучастие в союзах", position=1)
    term.designations.create(language="zh-Hans", text="不结盟政策", position=2)
    return term


def read(text: str | bytes, **options):
    """What the reader gives for a table: entries and faults."""
    content = text if isinstance(text, bytes) else text.encode()
    return list(Csv().read(io.BytesIO(content), Options(**options)))


def refused(text: str | bytes, **options) -> str:
    """Why a table is not read."""
    with pytest.raises(Unreadable) as error:
        read(text, **options)
    return str(error.value)


def edited(old: str, new: str) -> str:
    """The table of all terms with one place changed."""
    text = out("csv", "term")[0].decode()
    assert text.count(old) == 1
    return text.replace(old, new)


# Out


def test_a_term_is_a_row_and_its_forms_stand_in_a_cell_for_each_language(term):
    data, losses = out("csv", "term")
    assert data.decode() == (
        "\ufeff" + TITLES + "\r\n"
        "non-alliance,неприсоединение к союзам,不结盟,non-alliance,established,established,established,"
        "Отказ государства вступать в военные союзы.,国家不加入军事同盟的政策。,"
        "A state’s refusal to enter military alliances.,,,,,,,diplomacy,false,,,,,,,,published,,"
        "внеблоковость | неучастие в союзах,不结盟政策,\r\n"
    )
    assert [str(loss) for loss in losses] == [
        f"term “non-alliance”: designations[0].{name}: a cell holds the forms alone; XLSX and JSON Lines hold what is "
        f"known of each"
        for name in ("kind", "note.ru")
    ]


def test_only_the_languages_asked_for_have_columns(term):
    data, _losses = out("csv", "term", options=Options(languages=("ru", "en")))
    titles = data.decode("utf-8-sig").splitlines()[0].split(",")
    assert titles == [title for title in TITLES.split(",") if not title.endswith(".zh-Hans")]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+7 495", "'+7 495"),
        ("-ность", "'-ность"),
        ("@союз", "'@союз"),
        ("＝一", "'＝一"),
        ("'=1+1", "''=1+1"),
        ("'кавычка'", "'кавычка'"),
        ("a-b", "a-b"),
    ],
)
def test_a_text_that_looks_like_a_formula_goes_out_behind_an_apostrophe_and_comes_back(text, cell):
    make_term(key="one", gap_note_ru=text)
    data, losses = out("csv", "term")
    assert data.decode().splitlines()[1].split(",")[13] == cell
    assert len(losses) == 0
    (entry,) = read(data)
    assert entry.said.values["gap_note"]["ru"] == text


def test_a_form_with_the_sign_between_forms_comes_back_as_one():
    term = make_term(key="one")
    term.designations.create(language="en", text=r"either | or \ both")
    data, _losses = out("csv", "term")
    assert data.decode().rstrip().endswith(r",either \| or \\ both")
    assert back(data, "csv", update=True).unchanged == 1


# In again


def test_an_edited_cell_changes_that_field_and_no_other(term):
    outcome = back(edited("Отказ государства вступать", "Отказ вступать"), "csv", update=True)
    assert [(step.name, step.language, step.after) for step in outcome.steps] == [
        ("definition", "ru", "Отказ вступать в военные союзы.")
    ]
    assert (outcome.changed, outcome.is_written) == (1, True)


def test_a_form_taken_out_goes_and_a_form_put_in_comes_with_what_is_usual(term):
    cell = "внеблоковость | неучастие в союзах"
    assert back(edited(cell, "внеблоковость | внесоюзность"), "csv", update=True).is_written
    forms = [(one.text, one.kind, one.note_ru) for one in term.designations.order_by("position")]
    assert forms == [
        ("внеблоковость", "full-form", "О блоках."),
        ("внесоюзность", "synonym", ""),
        ("不结盟政策", "synonym", ""),
    ]


def test_forms_in_a_language_without_a_column_stay(term):
    data, _losses = out("csv", "term", options=Options(languages=("ru",)))
    text = data.decode().replace(" | неучастие в союзах", "")
    assert back(text, "csv", update=True).changed == 1
    assert [one.text for one in term.designations.order_by("position")] == ["внеблоковость", "不结盟政策"]


def test_an_emptied_cell_empties_the_field_and_a_missing_column_leaves_it(term):
    table = "key,definition.en,domain\nnon-alliance,,diplomacy\n"
    assert back(table, "csv", options=Options(kind="term"), update=True).is_written
    term.refresh_from_db()
    assert (term.definition_en, term.definition_ru) == ("", "Отказ государства вступать в военные союзы.")
    assert term.designations.count() == 3


def test_without_keys_the_names_say_which_record_is_meant(term):
    table = "ru,中文,Definition (English)\nНеприсоединение к союзам,不结盟,Joining no alliance.\n"
    assert back(table, "csv", options=Options(kind="term"), update=True).changed == 1
    term.refresh_from_db()
    assert term.definition_en == "Joining no alliance."


def test_a_new_term_becomes_a_draft_with_a_key_of_its_own():
    make_domain(key="diplomacy")
    table = "ru,zh,en,domain\nмноговекторность,多向外交,multi-vector policy,diplomacy\n"
    options = Options(kind="term", defaults={"domain": "diplomacy"})
    assert [str(fault) for fault in back(table, "csv", options=options).faults] == []
    assert records("term")["term", "multi-vector-policy"]["status"] == "draft"


# Titles, separators, encodings


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("name.zh-Hans", "name.zh-Hans"),
        ("name_zh_hans", "name.zh-Hans"),
        ("Название (русский)", "name.ru"),
        ("НАЗВАНИЕ (РУССКИЙ)", "name.ru"),
        ("名称（中文）", "name.zh-Hans"),
        ("Name (Russian)", "name.ru"),
        ("Definition (English)", "definition.en"),
        ("Russian", "name.ru"),
        ("русский", "name.ru"),
        ("中文", "name.zh-Hans"),
        ("zh", "name.zh-Hans"),
        ("ru", "name.ru"),
        ("Термин", "name.ru"),
        ("name.zh-SG", "name.zh-Hans"),
    ],
)
@pytest.mark.parametrize("interface", ["en", "ru", "zh-hans"])
def test_titles_are_known_by_path_by_label_and_by_language(title, name, interface):
    field, tag = name.split(".")
    with translation.override(interface):
        (entry,) = read(
            f'key,"{title}"\nalliance,союз\n',
            kind="term",
            columns={"Термин": "name.ru"},
            language_map={"zh-sg": "zh-Hans"},
        )
    assert entry.said.values == {"key": "alliance", field: {tag: "союз"}}


@pytest.mark.parametrize(
    "data",
    [
        "key,name.ru,name.zh-Hans\r\nalliance,союз,同盟\r\n".encode(),
        "\ufeffkey;name.ru;name.zh-Hans\nalliance;союз;同盟\n".encode(),
        "key\tname.ru\tname.zh-Hans\r\nalliance\tсоюз\t同盟\r\n".encode("utf-16"),
        'sep=;\r\nkey;"name.ru";name.zh-Hans\r\nalliance;союз;同盟'.encode(),
        "\r\n\r\nkey,name.ru,name.zh-Hans\rалли\r".replace("алли", "alliance,союз,同盟").encode(),
    ],
)
def test_separators_marks_and_line_ends_are_found_out(data):
    (entry,) = read(data, kind="term")
    assert entry.said.values == {"key": "alliance", "name": {"ru": "союз", "zh-Hans": "同盟"}}


def test_another_encoding_is_refused_by_name_until_it_is_said():
    table = "key,name.zh-Hans,definition.zh-Hans\n" + "non-alliance,不结盟,国家不加入军事同盟的政策。\n" * 20
    assert refused(table.encode("gb18030"), kind="term") == (
        "the file is not in UTF-8; it looks like gb18030: say so, or save it as UTF-8"
    )
    entry, *_others = read(table.encode("gb18030"), kind="term", encoding="gb18030")
    assert entry.said.values["name"] == {"zh-Hans": "不结盟"}


@pytest.mark.parametrize("kind", ["organization", "person", "source", "treaty", "citation", "domain", "term"])
def test_a_whole_header_shows_its_kind(kind):
    data, _losses = out("csv", kind)
    row = "alliance" + "," * data.count(b",")
    assert [one.kind for one in read(data + row.encode())] == [kind]


def test_a_header_that_several_kinds_may_have_does_not_decide():
    assert refused("key,ru,en\nalliance,союз,alliance\n") == (
        "row 1: the columns do not show of what kind these records are; say the kind: one of organization, person, "
        "source, treaty, citation, domain, term, attestation"
    )
    (entry,) = read("key,ru,Definition (Russian),domain\nalliance,союз,Союз.,diplomacy\n")
    assert entry.kind == "term"


# What is broken


def test_columns_that_nobody_knows_are_counted_among_the_losses():
    make_domain(key="diplomacy")
    table = (
        "key,ru,reliability.ru,domain,Комментарий\na,союз,established,diplomacy,ой\nb,блок,established,diplomacy,ай\n"
    )
    outcome = back(table, "csv", options=Options(kind="term"))
    assert list(outcome.losses.summary()) == [
        "2 losses:",
        "  2 × term: column E “Комментарий”: no field is called so; name the field that this column holds",
    ]


def test_spreadsheets_leave_empty_cells_out_at_the_end_of_a_row():
    (entry,) = read("key,name.ru,name.en\nalliance,союз\n", kind="term")
    assert entry.said.values["name"] == {"ru": "союз", "en": ""}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "the file is empty"),
        ("foo,bar\n1,2\n", "row 1: no column has a title that is known; the columns are key, name.ru"),
        ("key,ru,name.ru\n", "row 1, column C: column B and this one both hold name.ru; take one of them out"),
        ('key,ru\na,"союз\n', "row 2: the quotation marks of a cell do not end, or something follows them"),
        ('key,ru\na,"сою"з\n', "row 2: the quotation marks of a cell do not end, or something follows them"),
        ("key,ru\na,со\0юз\n", "line 2: here is a NUL character; the file is damaged or not a text"),
        ("key" + "," * 20000 + "\n", "row 1: a table has at most 16384 columns"),
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_why(table, message):
    assert refused(table, kind="term").startswith(message)


def test_a_map_that_leads_nowhere_is_refused():
    assert refused("key,Термин\n", kind="domain", columns={"Термин": "имя"}).startswith(
        "“имя”, to which you gave the column “Термин”, is none of key, name.ru, name.zh-Hans, name.en, parent"
    )


def test_every_fault_names_its_row_and_column():
    make_domain(key="diplomacy")
    table = (
        "key,ru,reliability.ru,domain,case_sensitive\n"
        "one,раз,established,diplomacy,maybe\n"
        "Two,два,established,diplomacy,TRUE\n"
        "three,три,established,diplomacy,no,ещё\n"
        "four,четыре,established,diplomacy,no\n"
        "four,четыре,established,diplomacy,no\n"
        "five,пять,estab"
    )
    outcome = back(table, "csv", options=Options(kind="term"))
    assert [str(fault) for fault in outcome.faults] == [
        "row 2, column E: case_sensitive: this is true or false",
        f"row 3, column A: key: {NO_KEY % 'Two'}",
        "row 4, column F: this column has no title; give it one, or empty the cell",
        "row 6: the term “four” stands in the file twice",
        "row 7: the file is cut off here: the last cells of this row are missing",
    ]
    assert not Term.objects.exists()


def test_what_the_models_refuse_is_told_by_row_and_column():
    table = "key,ru,reliability.ru,domain\none,раз,sure,diplomacy\n"
    make_domain(key="diplomacy")
    outcome = back(table, "csv", options=Options(kind="term"))
    assert [fault.where for fault in outcome.faults] == ["row 2, column C"]
    assert "“sure”" in outcome.faults[0].message or "'sure'" in outcome.faults[0].message


def test_the_name_of_a_file_and_its_first_line_show_that_it_is_a_table():
    assert guess("terms.csv") is formats()["csv"]
    assert guess("terms.tsv") is formats()["csv"]
    assert Csv().sniff(TITLES.encode())
    assert Csv().sniff("key\tname.ru\r\n".encode("utf-16"))
    assert not Csv().sniff(b'{"type": "term"}')


# Anything at all

VALID = '\ufeffkey,name.ru,domain,case_sensitive\r\nalliance,"союз, блок",diplomacy,no\r\n'.encode()


def check(data: bytes) -> None:
    """Reading gives entries and named faults, or a refusal."""
    found: list[Entry | Fault] = []
    try:
        found += read(data, kind="term")
    except Unreadable as error:
        found.append(error.fault)
    assert all(isinstance(one, Entry) or one.message for one in found)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    check(data)
    check(b"key,name.ru\n" + data)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_breaks_the_reader(data):
    damaged = bytearray(VALID)
    for _time in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        if not damaged:
            break
    check(bytes(damaged))
