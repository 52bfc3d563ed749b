"""The common parts: dates by language, initials, text and HTML; and that none of it needs Django."""

from __future__ import annotations

import subprocess
import sys

import pytest

from citations.citing import gb_t, gost
from citations.citing.parts import (
    Rich,
    Run,
    chain,
    counted,
    day_month,
    extent,
    initials,
    is_extent,
    italic,
    letters,
    link,
    read_date,
    short_place,
    wrap,
    year_text,
)
from citations.models import SourceType
from tests.citations.citing.works import work


@pytest.mark.parametrize(
    ("edtf", "russian", "chinese", "english"),
    [
        ("2012-02-10", "10 февр.", "2月10日", "February 10"),
        ("2012-01-01", "1 янв.", "1月1日", "January 1"),
        ("2012-03-03", "3 марта", "3月3日", "March 3"),
        ("2012-05-09", "9 мая", "5月9日", "May 9"),
        ("2012-06-30", "30 июня", "6月30日", "June 30"),
        ("2012-07-01", "1 июля", "7月1日", "July 1"),
        ("2012-09-01", "1 сент.", "9月1日", "September 1"),
        ("2012-11-07", "7 нояб.", "11月7日", "November 7"),
        ("2012-02", "Февраль", "2月", "February"),
        ("2012-23", "Осень", "秋", "Fall"),
        ("2016-06-28/2016-06-30", "28–30 июня", "6月28日至30日", "June 28–30"),
        ("2016-06-30/2016-07-02", "30 июня–2 июля", "6月30日至7月2日", "June 30–July 2"),
        ("2016-06/2016-07", "Июнь–июль", "6月至7月", "June–July"),
        ("2012", "", "", ""),
        ("", "", "", ""),
        ("not a date", "", "", ""),
    ],
)
def test_day_and_month(edtf, russian, chinese, english):
    found = read_date(edtf)
    assert [day_month(found, tag) for tag in ("ru", "zh-Hans", "en")] == [russian, chinese, english]


@pytest.mark.parametrize(
    ("edtf", "russian", "chinese", "english"),
    [
        ("1896", "1896", "1896", "1896"),
        ("1896?", "[1896?]", "[1896?]", "[1896?]"),
        ("1896~", "[ок. 1896]", "[约1896]", "[ca. 1896]"),
        ("1896%", "[ок. 1896?]", "[约1896?]", "[ca. 1896?]"),
        ("189X", "[1890-е]", "[1890年代]", "[1890s]"),
        ("18XX", "[1800–1899]", "[1800–1899]", "[1800–1899]"),
        ("1949/1953", "1949–1953", "1949–1953", "1949–1953"),
        ("1957/..", "1957–", "1957–", "1957–"),
        ("2012-01/2012-02", "2012", "2012", "2012"),
    ],
)
def test_year(edtf, russian, chinese, english):
    found = read_date(edtf)
    assert [year_text(found, tag) for tag in ("ru", "zh-Hans", "en")] == [russian, chinese, english]


@pytest.mark.parametrize(
    ("given", "cut"),
    [
        ("Сергей Викторович", "С. В."), ("С.В.", "С. В."), ("Жан-Поль", "Ж.-П."), ("Peyton Z.", "P. Z."), ("", ""),
        ("Джон Уильям", "Дж. У."), ("Дж.", "Дж."), ("Джхан", "Д."), ("Ludwig van", "L. van"), ("Карл фон", "К. фон"),
        ("Van Allen", "V. A."),
    ],
)  # fmt: skip
def test_initials(given, cut):
    assert initials(given) == cut


@pytest.mark.parametrize(
    ("place", "short"),
    [("Москва", "М."), ("Москва ; Ленинград", "М.; Л."), ("Москва, Санкт-Петербург", "М., СПб."), ("[Москва]", "[М.]"),
     ("Москва [и др.]", "М. [и др.]"), ("Московск", "Московск"), ("Пекин", "Пекин")],
)  # fmt: skip
def test_places(place, short):
    assert short_place(place) == short


@pytest.mark.parametrize(
    ("pages", "count"), [("480", "480"), ("II, 43", "II, 43"), ("480 с.", "480"), ("271p.", "271"), ("共271页", "")]
)
def test_the_extent_of_a_work(pages, count):
    assert is_extent(pages) is bool(count)
    assert not count or extent(pages) == count


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("5", "С. 5"),
        ("XII–XV", "С. XII–XV"),
        ("xii", "С. xii"),
        ("II, 43", "С. II, 43"),
        ("Л. 12", "Л. 12"),
        ("序2", "序2"),
    ],
)
def test_what_is_counted_has_its_word(value, shown):
    assert counted("С. {}", value) == shown


def test_letters_go_on_after_z():
    assert [letters(place) for place in (0, 1, 25, 26, 27)] == ["a", "b", "z", "aa", "ab"]


def test_text_and_html():
    text = chain(("", "A & B"), (". ", italic("<C>")), (". ", link("https://example.org/?a=1&b=2")))
    assert text.text == "A & B. <C>. https://example.org/?a=1&b=2"
    assert text.html == (
        'A &amp; B. <i>&lt;C&gt;</i>. <a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>'
    )
    assert Rich((Run("x", url="javascript:alert(1)"),)).html == "x"


def test_what_is_empty_goes_with_its_separator_and_no_stop_follows_a_stop():
    assert chain(("", ""), (". ", "A."), (". ", ""), (". ", "B?"), (". ", "C")).text == "A. B? C"
    assert wrap("(", "", ")").text == ""


@pytest.mark.parametrize(
    ("kind", "code_2025", "code_2015"),
    [
        ("article", "Z", "Z"), ("article-journal", "J", "J"), ("article-magazine", "J", "J"),
        ("article-newspaper", "N", "N"), ("bill", "A", "A"), ("book", "M", "M"), ("broadcast", "Z", "Z"),
        ("chapter", "M", "M"), ("classic", "M", "M"), ("collection", "A", "A"), ("dataset", "DS", "DS"),
        ("document", "Z", "Z"), ("entry", "Z", "Z"), ("entry-dictionary", "M", "M"), ("entry-encyclopedia", "M", "M"),
        ("event", "Z", "Z"), ("figure", "Z", "Z"), ("graphic", "Z", "Z"), ("hearing", "A", "A"),
        ("interview", "Z", "Z"), ("legal_case", "A", "A"), ("legislation", "A", "A"), ("manuscript", "A", "A"),
        ("map", "CM", "CM"), ("motion_picture", "Z", "Z"), ("musical_score", "M", "M"), ("pamphlet", "M", "M"),
        ("paper-conference", "C", "C"), ("patent", "P", "P"), ("performance", "Z", "Z"), ("periodical", "J", "J"),
        ("personal_communication", "A", "A"), ("post", "EB", "EB"), ("post-weblog", "EB", "EB"),
        ("regulation", "A", "A"), ("report", "R", "R"), ("review", "Z", "Z"), ("review-book", "Z", "Z"),
        ("software", "CP", "CP"), ("song", "Z", "Z"), ("speech", "Z", "Z"), ("standard", "S", "S"),
        ("thesis", "D", "D"), ("treaty", "Z", "Z"), ("webpage", "EB", "EB"),
    ],
)  # fmt: skip
def test_every_type_has_its_code(kind, code_2025, code_2015):
    item = work(kind, "zh", "题名", key="x")
    assert (gb_t.code(item, gb_t.GB_2025), gb_t.code(item, gb_t.GB_2015)) == (code_2025, code_2015)
    assert gost.reference(item).text.startswith("题名")


def test_the_table_of_codes_is_complete():
    marks = test_every_type_has_its_code.pytestmark
    assert [row[0] for row in marks[0].args[1]] == SourceType.values


def test_styles_need_no_django():
    code = (
        "import sys, citations.citing.registry, citations.citing.csl; "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
