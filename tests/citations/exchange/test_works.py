"""Works in the formats of reference managers: what they look like, and what comes in from elsewhere."""

from __future__ import annotations

import contextlib
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citations.exchange.bibtex import people, plain
from citations.exchange.csl import edtf_of, said_of
from citations.exchange.formats import Entry, Fault, Options, Unreadable, formats, guess
from citations.models import Person, Source
from tests.citations.exchange.carrying import back, out
from tests.factories import make_person, make_source

NAMES = ("csl-json", "biblatex", "bibtex", "ris")


@pytest.fixture
def work(db):
    """An article in Pravda by a Russian author with a patronymic and by a Chinese one."""
    source = make_source(
        key="pravda-2012",
        title_ru="Евразийский союз & 100 % согласия",
        pages="3–5",
        url="https://example.org/a_b?c=%20d",
        doi="10.1000/182",
        identification="conjectural",
        description_ru="Статья.",
        description_en="An article.",
    )
    drabkin = make_person(
        key="drabkin",
        family_name_ru="Драбкин",
        family_name_zh_hans="德拉布金",
        family_name_en="Drabkin",
        given_name_ru="Александр",
        given_name_zh_hans="亚历山大",
        given_name_en="Aleksandr",
        patronymic_ru="Иванович",
        native_language="ru",
    )
    source.contributions.create(role="author", person=drabkin)
    source.contributions.create(role="author", person=make_person(key="zheng-yu"), position=1)
    source.refresh_from_db()
    return source


def test_a_work_in_biblatex(work):
    data, losses = out("biblatex", "source")
    assert data.decode() == (
        "@article{pravda-2012,\n"
        "\tauthor = {Драбкин, Александр Иванович and Чжэн, Юй},\n"
        "\ttitle = {Евразийский союз \\& 100 \\% согласия},\n"
        "\ttitle-zh-hans = {欧亚联盟},\n"
        "\ttitle-en = {A Eurasian union},\n"
        "\tjournaltitle = {Правда},\n"
        "\tdate = {2012-02-10},\n"
        "\tpages = {3--5},\n"
        "\tdoi = {10.1000/182},\n"
        "\turl = {https://example.org/a_b?c=%20d},\n"
        "\tidentification = {conjectural},\n"
        "\tdescription-ru = {Статья.},\n"
        "\tdescription-en = {An article.},\n"
        "\tlangid = {russian},\n"
        "\tentrysubtype = {article-newspaper}\n"
        "}\n\n"
    )
    assert [str(loss) for loss in losses] == [
        "source “pravda-2012”: contributions[0].person: only a part of the name of that record is held",
        "source “pravda-2012”: contributions[1].person: only a part of the name of that record is held",
        "source “pravda-2012”: status: BibLaTeX has no place for it",
    ]


def test_bibtex_has_the_year_and_the_month_and_keeps_the_day(work):
    data, _losses = out("bibtex", "source")
    assert "\tdate = {2012-02-10},\n\tmonth = {2},\n\tyear = {2012},\n" in data.decode()
    assert "\tjournal = {Правда},\n" in data.decode()


def test_a_work_in_ris(work):
    data, _losses = out("ris", "source")
    assert data.decode() == (
        "TY  - NEWS\n"
        "ID  - pravda-2012\n"
        "AU  - Драбкин, Александр Иванович\n"
        "AU  - Чжэн, Юй\n"
        "T2  - Правда\n"
        "DO  - 10.1000/182\n"
        "LA  - ru\n"
        "TI  - Евразийский союз & 100 % согласия\n"
        "TT  - A Eurasian union\n"
        "PY  - 2012\n"
        "DA  - 2012/02/10/\n"
        "SP  - 3\n"
        "EP  - 5\n"
        "UR  - https://example.org/a_b?c=%20d\n"
        "C1  - conjectural\n"
        "C2  - Статья.\n"
        "C4  - An article.\n"
        "ER  - \n\n"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [("csl-json", '"number-of-pages": "480"'), ("biblatex", "\tpagetotal = {480},\n"),
     ("bibtex", "\tpagetotal = {480},\n"), ("ris", "SP  - 480\n")],
)  # fmt: skip
def test_how_many_pages_a_book_has(db, name, shown):
    make_source(key="book", type="book", container_title_ru="", pages="480")
    data, _losses = out(name, "source")
    assert shown in data.decode()
    Source.objects.all().delete()
    back(data, name)
    assert Source.objects.get().pages == "480"


def test_a_work_in_csl_json_loses_nothing(work):
    data, losses = out("csl-json", "source")
    (one,) = json.loads(data)
    assert list(losses) == []
    assert one["author"] == [
        {"family": "Драбкин", "given": "Александр Иванович"},
        {"family": "Чжэн", "given": "Юй", "static-ordering": True},
    ]
    assert one["issued"] == {"date-parts": [[2012, 2, 10]]}
    assert one["custom"]["title"] == {"zh-Hans": "欧亚联盟", "en": "A Eurasian union"}


IN_LATIN = {
    "csl-json": '"title_transliterated": "Evraziiskii soiuz", "container_title_transliterated": "Pravda", ',
    "biblatex": "\ttitle-latn = {Evraziiskii soiuz},\n\tjournaltitle = {Правда},\n\tjournaltitle-latn = {Pravda},\n",
    "bibtex": "\ttitle-latn = {Evraziiskii soiuz},\n\tjournal = {Правда},\n\tjournal-latn = {Pravda},\n",
    "ris": "C5  - Evraziiskii soiuz\nC6  - Pravda\n",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_titles_in_latin_letters_go_out_beside_the_others_and_come_back(name):
    given = {"title_transliterated": "Evraziiskii soiuz", "container_title_transliterated": "Pravda"}
    source = make_source(key="pravda-2012", **given)
    data, losses = out(name, "source")
    assert IN_LATIN[name] in data.decode()
    assert [loss.field for loss in losses if "transliterated" in loss.field] == []
    source.delete()
    assert [str(fault) for fault in back(data, name).faults] == []
    assert Source.objects.values("title_ru", "container_title_ru", *given).get() == {
        "title_ru": "Евразийский союз", "container_title_ru": "Правда", **given,
    }  # fmt: skip


def test_an_edit_elsewhere_goes_before_what_csl_json_kept(work):
    data, _losses = out("csl-json", "source")
    (one,) = json.loads(data)
    one["title"] = "Евразийский альянс"
    one["author"] = one["author"][:1]
    outcome = back(json.dumps([one]), "csl-json", update=True)
    assert [str(fault) for fault in outcome.faults] == []
    assert [(step.name, step.language) for step in outcome.steps] == [("title", "ru"), ("contributions", None)]
    found = Source.objects.get(key="pravda-2012")
    assert (found.title_ru, found.title_en) == ("Евразийский альянс", "A Eurasian union")
    assert [row.person.key for row in found.contributions.all()] == ["drabkin"]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_file_changes_nothing(work, name):
    data, _losses = out(name, "source")
    outcome = back(data, name, update=True)
    assert ([str(fault) for fault in outcome.faults], outcome.changed, outcome.unchanged) == ([], 0, 1)


@pytest.mark.django_db
def test_biblatex_from_elsewhere():
    outcome = back(
        "@string{nauka = {Наука}}\n"
        "@comment{not an entry}\n"
        "@book{Lukin2013,\n"
        '  author = "Лукин, Александр Владимирович and {Институт Дальнего Востока}",\n'
        "  title = {Возвышающийся {Китай} и будущее {России}},\n"
        "  subtitle = {Работы о Китае},\n"
        "  publisher = nauka, address = {Москва}, year = 2013, month = feb,\n"
        "  isbn = {978-5-02-038027-1}, keywords = {Китай}, abstract = {О Китае.}\n"
        "}\n",
        "biblatex",
    )
    assert [str(fault) for fault in outcome.faults] == []
    source = Source.objects.get()
    assert (source.key, source.type, source.title_ru) == (
        "vozvyshayushchiysya-kitay-i-budushchee-rossii-raboty-o-kitae",
        "book",
        "Возвышающийся Китай и будущее России: Работы о Китае",
    )
    assert (source.publisher_ru, source.publisher_place_ru, source.issued) == ("Наука", "Москва", "2013-02")
    author = Person.objects.get()
    assert (author.family_name_ru, author.given_name_ru, author.patronymic_ru) == ("Лукин", "Александр", "Владимирович")
    assert [row.name_as_printed for row in source.contributions.all()] == ["", "Институт Дальнего Востока"]
    assert [(loss.field, loss.message) for loss in outcome.losses] == [
        ("id", "a key here is made of small Latin letters, digits and hyphens; the work got one of its own"),
        ("keywords", "there is no field for it"),
        ("abstract", "there is no field for it"),
    ]


@pytest.mark.django_db
def test_an_entry_that_cannot_be_read_is_named_and_no_other_is_lost_in_silence():
    outcome = back(
        "@article{one, title = {Первая}}\n@article{two, title = {Вторая\n@article{three, title = {Третья}}\n",
        "biblatex",
        dry_run=True,
    )
    assert [fault.where for fault in outcome.faults] == ["line 2"]
    assert outcome.faults[0].message.startswith("this entry cannot be read (")


@pytest.mark.parametrize(
    ("field", "names"),
    [
        (
            "Иванов, Иван and Петров, Пётр",
            [{"family": "Иванов", "given": "Иван"}, {"family": "Петров", "given": "Пётр"}],
        ),
        ("阎, 学通", [{"family": "阎", "given": "学通"}]),
        ("阎学通", [{"literal": "阎学通"}]),
        ("family=Горчаков, given=Александр, given-i=А", [{"family": "Горчаков", "given": "Александр"}]),
        ("family=Gogh, given=Vincent, prefix=van, useprefix=true", [{"family": "van Gogh", "given": "Vincent"}]),
        ("family={МИД}", [{"literal": "МИД"}]),
        ("{新华社}", [{"literal": "新华社"}]),
        ("Ludwig van Beethoven", [{"family": "van Beethoven", "given": "Ludwig"}]),
        (r"{\"O}zg{\"u}r, Ali", [{"family": "Özgür", "given": "Ali"}]),
    ],
)
def test_names_of_bibtex(field, names):
    assert people(field) == (names, [])


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("О {России}", "О России"),
        (r"100\% \& более", "100% & более"),
        (r"{\'E}tat --- ``soft''", "État — “soft”"),
        (r"a\_b", "a_b"),
    ],
)
def test_tex_becomes_text(latex, text):
    assert plain(latex) == text


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ({"date-parts": [[2012, 2, 10]]}, "2012-02-10"),
        ({"date-parts": [["2012", "2"]]}, "2012-02"),
        ({"date-parts": [[2016, 6], [2016, 7]]}, "2016-06/2016-07"),
        ({"date-parts": [[1949]], "circa": True}, "1949~"),
        ({"date-parts": [[2001]], "season": 3}, "2001-23"),
        ({"raw": "2012-02-10"}, "2012-02-10"),
        ({"date-parts": [[]]}, ""),
        ({"literal": "весна 1950"}, ""),
        ("2012", ""),
    ],
)
def test_dates_of_csl_as_edtf(value, edtf):
    assert edtf_of(value) == edtf


def test_abbreviations_of_bibtex_are_put_together():
    content = (
        '@STRING(jwp = "World Politics")\n'
        "@string{full = jwp # {, }}\n"
        '@article{one, title = {The {Congress} of Vienna}, journal = FULL # "vol. " # 8, year = 1956, month = jan}\n'
        "@article{two, title = {Мир}, journal = ieee, year = 1999}\n"
        "@article{three, title = {Мир}, title = {Война}}\n"
    )
    one, *faults = formats()["bibtex"].read(io.BytesIO(content.encode()), Options())
    assert isinstance(one, Entry)
    assert one.said.values == {
        "key": "one",
        "type": "article-journal",
        "title_original": "The Congress of Vienna",
        "container_title": {"en": "World Politics, vol. 8"},
        "issued": "1956-01",
    }
    assert [str(fault) for fault in faults] == [
        "line 4: “ieee” is an abbreviation that the file does not explain; put the text itself into braces",
        "line 5: the field “title” stands in this entry twice; take one out",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "@string{a0 = {ха}}" + "".join(f"@string{{a{n} = {' # '.join([f'a{n - 1}'] * 10)}}}\n" for n in range(1, 9)),
        "@book{a, title={" + "{" * 3000 + "x" + "}" * 3000 + "}}",
        "@book{a, author={" + "\\textbf{" * 3000 + "x" + "}" * 3000 + "}}",
        '[{"id": "a", "type": "book", "title": "x", "issued": {"date-parts": [[1e999]]}}]',
        '[{"id": "a", "type": "book", "title": "x", "volume": NaN}]',
    ],
)
def test_files_that_mean_no_good_are_refused_or_read_in_bounds(content):
    read_all("csl-json" if content.startswith("[") else "biblatex", content.encode())


@pytest.mark.django_db
def test_what_bibtex_from_elsewhere_says_twice_or_unreadably_is_named():
    outcome = back(
        "@inproceedings{a, title={Мир}, langid={russian}, booktitle={Сборник}, organization={РАН}, publisher={Наука},"
        " institution={ИМЛИ}, year={ок. 1950}}\n"
        "@newspaperarticle{b, title={Война}, language={russian}, year={1950}, month={весна}}\n"
        "@online{c, title={Союз}, date={2021-02-03T10:11:12Z},"
        " url={http://example.org/a{\\_}b\\%20c}, doi={10.1000/x\\_1}}\n",
        "biblatex",
    )
    assert [str(fault) for fault in outcome.faults] == []
    assert sorted(f"{loss.key} {loss.field}: {loss.message}" for loss in outcome.losses) == [
        "a institution: there is no field for it",
        "a organization: there is no field for it",
        "a year: this date cannot be read",
        "b @newspaperarticle: this type of work is not known here; it became “document”",
        "b month: this date cannot be read",
        "c date: the time of day is not held",
    ]
    found = Source.objects.get(key="c")
    assert (found.issued, found.url, found.doi) == ("2021-02-03", "http://example.org/a_b%20c", "10.1000/x_1")
    assert Source.objects.get(key="a").container_title_ru == "Сборник"


@pytest.mark.django_db
def test_ris_as_zotero_and_cnki_write_it():
    outcome = back(
        "TY  - JOUR\r\nTI  - 论和平共处五项原则\r\nAU  - 张三;李四;\r\nJF  - 外交评论\r\nJA  - 外评\r\n"
        "PY  - 2012/02/10\r\n"
        "SN  - 1003-3386\r\nY2  - 2024/05/01/12:30:00\r\nKW  - 和平\r\nID  - 25\r\nER  - \r\n\r\n"
        "TY  - LEGAL\r\nTI  - Глава\r\nED  - Тютчев, Фёдор\r\nBT  - Сборник\r\nDA  - 2012/Feb/10\r\nLA  - RU\r\n"
        "DO  - https://doi.org/10.1000/182\r\nSN  - 978-5-02-038027-1 0130-3864\r\nER  - \r\n",
        "ris",
    )
    assert [str(fault) for fault in outcome.faults] == []
    article = Source.objects.get(title_zh_hans="论和平共处五项原则")
    assert article.key == "lun-he-ping-gong-chu-wu-xiang-yuan-ze"
    assert [row.name_as_printed for row in article.contributions.all()] == ["张三", "李四"]
    assert (article.container_title_zh_hans, article.issued, article.isbn, article.accessed) == (
        "外交评论",
        "2012-02-10",
        "",
        "2024-05-01",
    )
    chapter = Source.objects.get(title_ru="Глава")
    assert (chapter.type, chapter.container_title_ru, chapter.issued, chapter.language, chapter.doi, chapter.isbn) == (
        "document",
        "Сборник",
        "2012",
        "ru",
        "10.1000/182",
        "978-5-02-038027-1",
    )
    assert [row.role for row in chapter.contributions.all()] == ["editor"]
    assert [f"{loss.field}: {loss.message}" for loss in outcome.losses] == [
        "SN: this is an ISSN, for which there is no field",
        "Y2: the time of day is not held",
        "JA: there is no field for it",
        "KW: there is no field for it",
        "SN: only the first number is held",
        "TY - LEGAL: this type of work is not known here; it became “document”",
        "DA: a part of this date cannot be read",
    ]


@pytest.mark.django_db
def test_a_work_whose_key_is_a_number_comes_back_from_ris():
    make_source(key="1984")
    data, _losses = out("ris", "source")
    assert b"ID  - key-1984" in data
    outcome = back(data, "ris", update=True)
    assert (outcome.faults, outcome.changed, outcome.unchanged) == ([], 0, 1)


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("EN", "en"),
        ("en-gb", "en-GB"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("Russian", "ru"),
        ("简体中文", "zh-Hans"),
        ("английский", "en"),
        ("de", "de"),
        ("rus; eng", None),
        ("Deutsch", None),
    ],
)
def test_languages_as_people_write_them(language, tag):
    found = said_of({"id": "a", "type": "book", "title": "Union", "language": language})
    assert found.values.get("language") == tag
    told = [("language", f"“{language}” is no language tag such as ru, zh-Hans or de")]
    assert list(found.unheld) == ([] if tag else told)


def test_a_number_in_csl_json_is_no_key():
    assert "key" not in said_of({"id": 12, "type": "book", "title": "Union"}).values


@pytest.mark.django_db
def test_csl_json_from_elsewhere_says_what_it_does_not_hold():
    outcome = back(
        json.dumps(
            [
                {
                    "id": "http://zotero.org/users/1/items/ABC",
                    "type": "article-journal",
                    "title": "中俄结盟论",
                    "author": [{"family": "阎", "given": "学通"}],
                    "container-title": "当代世界",
                    "issued": {"date-parts": [["2012", 5]]},
                    "language": "zh-CN",
                    "abstract": "…",
                    "page": "12-15",
                }
            ]
        ),
        "csl-json",
    )
    assert [str(fault) for fault in outcome.faults] == []
    source = Source.objects.get()
    assert (source.title_zh_hans, source.container_title_zh_hans, source.pages, source.issued) == (
        "中俄结盟论",
        "当代世界",
        "12–15",
        "2012-05",
    )
    assert source.contributions.get().person.given_name_zh_hans == "学通"
    assert [(loss.field, loss.message) for loss in outcome.losses] == [
        ("id", "a key here is made of small Latin letters, digits and hyphens; the work got one of its own"),
        ("abstract", "there is no field for it"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("csl-json", "[{}", "line 1: this is not JSON: it ends in the middle, or a sign is missing"),
        ("csl-json", '[{"id": "a"}] x', "line 1: there is something behind the end of the list"),
        ("csl-json", "[" * 100_000, "line 1: this is nested too deeply"),
        ("ris", "TY  - BOOK\nTI  - Союз\n", "line 1: this reference has no end; it ends with a line “ER  - ”"),
        ("ris", "союз\n", "line 1: this reference has no end; it ends with a line “ER  - ”"),
        ("biblatex", "союз\n", "the file holds no record that can be taken in"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_place(name, content, message):
    assert [str(fault) for fault in back(content, name).faults] == [message]


@pytest.mark.parametrize(
    ("file", "head", "name"),
    [
        ("works.bib", b"", "biblatex"),
        ("works.ris", b"", "ris"),
        ("works.json", b'[{"id": "a", "type": "book"}]', "csl-json"),
        ("words.jsonl", b"", "jsonl"),
        ("unnamed", b"@book{a,\n", "biblatex"),
        ("unnamed", b"TY  - BOOK\n", "ris"),
    ],
)
def test_a_format_is_told_by_its_name_and_its_content(file, head, name):
    found = guess(file, head)
    assert found is not None
    assert found.name == name


def test_nothing_is_guessed_from_nothing():
    assert guess("words.doc", b"\xd0\xcf\x11\xe0") is None


def read_all(name: str, content: bytes) -> None:
    """Read a file to its end: it may hold entries and faults, and it may be unreadable, but nothing else happens."""
    with contextlib.suppress(Unreadable):
        for one in formats()[name].read(io.BytesIO(content), Options()):
            assert isinstance(one, Entry | Fault)
            assert isinstance(one, Fault) or one.said.values.get("type")


SAMPLES = {
    "csl-json": '[{"id": "a", "type": "book", "title": "Союз", "author": [{"family": "阎", "given": "学通"}]}]',
    "biblatex": "@book{a, author = {Иванов, Иван}, title = {Союз \\& {同盟}}, date = {2012-02~}}",
    "bibtex": "@book{a, author = {Иванов, Иван}, title = {Союз}, year = 2012, month = feb}",
    "ris": "TY  - BOOK\nAU  - Иванов, Иван\nTI  - Союз\nDA  - 2012/02/10/\nER  - \n",
    "jsonl": '{"type": "source", "record": {"type": "book", "title": {"ru": "Союз"}}}\n',
}


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_input_gives_anything_but_records_or_a_named_problem(name, data):
    sample = SAMPLES[name].encode()
    kind = data.draw(st.sampled_from(["bytes", "text", "cut", "changed"]))
    if kind == "bytes":
        content = data.draw(st.binary(max_size=200))
    elif kind == "text":
        content = data.draw(st.text(alphabet='{}[]"@,=\\&%-\n ТYERTI阎aa1:', max_size=200)).encode()
    else:
        place = data.draw(st.integers(0, len(sample)))
        content = (
            sample[:place] if kind == "cut" else sample[:place] + data.draw(st.binary(max_size=8)) + sample[place:]
        )
    read_all(name, content)
