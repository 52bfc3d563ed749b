"""`export_records` and `import_records`: files that stand whole or not at all, and reports in plain words."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from citations.exchange.formats import formats
from citations.exchange.importing.writing import Writing
from citations.management.commands import import_records
from citations.models import Person
from glossary.models import Domain, Term
from tests.factories import make_domain, make_person, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def term() -> Term:
    """Non-alliance in diplomacy, with one other form."""
    term = make_term(key="non-alliance", domain=make_domain(key="diplomacy"))
    term.designations.create(language="ru", text="внеблоковость")
    return term


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of two domains."""
    return write(
        tmp_path / "domains.csv",
        "key,ru,zh,en,parent\nstrategy,стратегия,战略,strategy,\nwar,война,战争,war,strategy\n",
    )


def write(path: Path, text: str) -> Path:
    """A file with this text."""
    path.write_text(text, encoding="utf-8")
    return path


def run(capsys: Any, *arguments: Any, **options: Any) -> tuple[list[str], list[str], int]:
    """The lines that a command prints, those on the standard error, and the code with which it leaves."""
    code = 0
    try:
        call_command(*map(str, arguments), **options)
    except SystemExit as left:
        code = int(left.code or 0)
    printed = capsys.readouterr()
    return printed.out.splitlines(), printed.err.splitlines(), code


# Out


def test_records_are_written_in_the_format_that_the_name_shows(term, tmp_path, capsys):
    file = tmp_path / "terms.csv"
    told, _errors, code = run(capsys, "export_records", file, "--kind", "term", "--languages", "ru,en")
    assert (told, code) == ([f"1 record written to {file}.", "Nothing was lost."], 0)
    titles, row = file.read_text(encoding="utf-8-sig").splitlines()
    assert titles.startswith("key,name.ru,name.en,reliability.ru,")
    assert row.startswith("non-alliance,неприсоединение к союзам,non-alliance,established,")
    assert [one.name for one in tmp_path.iterdir()] == ["terms.csv"]


def test_drafts_are_written_only_when_they_are_asked_for(tmp_path, capsys):
    make_domain(key="draft", status="draft")
    file = tmp_path / "domains.jsonl"
    assert run(capsys, "export_records", file, "--kind", "domain")[0][0] == f"0 records written to {file}."
    assert run(capsys, "export_records", file, "--kind", "domain", "--drafts")[0][0] == f"1 record written to {file}."


def test_losses_are_counted_and_the_first_are_listed(term, tmp_path, capsys):
    for place in range(1, 23):
        term.designations.create(language="ru", text=f"форма {place}", note_en="A note.", position=place)
    told, _errors, _code = run(capsys, "export_records", tmp_path / "terms.csv", "--kind", "term")
    assert told[1:4] == [
        "22 losses:",
        (
            "  22 × term: designations.note.en: a cell holds the forms alone; XLSX and JSON Lines hold what is known "
            "of each"
        ),
        "",
    ]
    assert len(told) == 25
    assert told[-1] == "… and 2 more; --losses FILE lists all"


def test_losses_are_listed_one_by_one_in_a_file(term, tmp_path, capsys):
    term.designations.update_or_create(text="внеблоковость", defaults={"note_en": "Of blocs."})
    losses = tmp_path / "losses.txt"
    told, _errors, _code = run(capsys, "export_records", tmp_path / "terms.csv", "--kind", "term", "--losses", losses)
    assert told[-1] == f"All losses are listed in {losses}."
    assert losses.read_text(encoding="utf-8") == (
        "term “non-alliance”: designations[0].note.en: a cell holds the forms alone; XLSX and JSON Lines hold what is "
        "known of each\n"
    )


def test_the_standard_output_holds_the_file_and_nothing_else(term, capfdbinary):
    call_command("export_records", "-", "--format", "jsonl", "--kind", "domain")
    printed = capfdbinary.readouterr()
    assert json.loads(printed.out)["record"]["key"] == "diplomacy"
    assert printed.err.decode().splitlines() == ["1 record written to -.", "Nothing was lost."]


def test_a_file_that_cannot_be_finished_leaves_what_stood_there(term, tmp_path, capsys, monkeypatch):
    file = write(tmp_path / "terms.csv", "what stood there\n")

    def breaks_off(*arguments: Any) -> Any:
        yield b"key"
        raise KeyboardInterrupt

    monkeypatch.setattr(type(formats()["csv"]), "write", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        call_command("export_records", str(file), "--kind", "term")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("terms.csv", "what stood there\n")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_standard_output_that_takes_no_more_is_told(term, monkeypatch):
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(CommandError, match="the standard output cannot be written \\(No space left on device\\)"):
            call_command("export_records", "-", "--format", "jsonl")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["terms.xyz"], "terms.xyz does not show its format; say it with --format: jsonl, csv, xlsx"),
        (["terms.csv"], "a CSV file holds records of one kind; say which with --kind"),
        (["missing/terms.csv", "--kind", "term"], "cannot be written (No such file or directory); mend the folder or"),
        ([".", "--format", "jsonl"], "is no file; name a file to write, or - for the standard output"),
        (["a.jsonl", "--losses", "missing/a.txt"], "a.txt cannot be written (No such file or directory); mend the"),
        (["a.jsonl", "--languages", "ru,de"], "the languages are ru, zh-Hans, en; “de” is none of them"),
    ],
)
def test_an_export_that_cannot_be_says_why(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=re.escape(message)):
        call_command("export_records", *arguments)
    assert list(tmp_path.iterdir()) == []


# In


def test_records_are_created_and_the_next_time_left_as_they_are(table, capsys):
    assert run(capsys, "import_records", table, "--kind", "domain") == (
        ["2 created, 0 changed, 0 unchanged.", "Nothing was lost."],
        [],
        0,
    )
    assert run(capsys, "import_records", table, "--kind", "domain")[0] == [
        "0 created, 0 changed, 0 unchanged, 2 left as they are (--update changes them).",
        "Nothing was lost.",
    ]
    assert list(Domain.objects.values_list("key", "parent__key", "status")) == [
        ("strategy", None, "draft"),
        ("war", "strategy", "draft"),
    ]


def test_a_dry_run_shows_each_change_and_writes_nothing(table, capsys):
    make_domain(key="strategy", name_ru="стратегия", name_zh_hans="战略", name_en="plan")
    told, _errors, _code = run(
        capsys, "import_records", table, "--kind", "domain", "--update", "--dry-run", "--verbosity", "2"
    )
    assert told == [
        "domain “strategy”: name.en: “plan” → “strategy” (row 2, column D)",
        "domain “war”: new (row 3)",
        "Nothing was written (dry run): 1 created, 1 changed, 0 unchanged.",
        "Nothing was lost.",
    ]
    assert list(Domain.objects.values_list("key", "name_en")) == [("strategy", "plan")]


def test_columns_languages_and_what_is_missing_can_be_said(tmp_path, capsys):
    make_domain(key="diplomacy")
    rows = "Термин;name.zh-CN;надёжность\nмноговекторность;多向外交;established\n"
    table = tmp_path / "terms.csv"
    table.write_bytes(rows.encode("gb18030"))
    told, errors, code = run(
        *(capsys, "import_records", table, "--kind", "term", "--encoding", "gb18030", "--set", "domain=diplomacy"),
        *("--map", "Термин=name.ru", "--map", "надёжность=reliability.ru", "--language-map", "zh-CN=zh-Hans"),
        *("--languages", "ru"),
    )
    assert (told[0], errors, code) == ("1 created, 0 changed, 0 unchanged.", [], 0)
    assert list(Term.objects.values_list("name_ru", "name_zh_hans", "domain__key")) == [
        ("многовекторность", "", "diplomacy")
    ]


def test_what_has_no_place_here_is_told(table, tmp_path, capsys):
    write(table, table.read_text().replace("parent\n", "parent,note\n").replace("strategy,\n", "strategy,,see war\n"))
    losses = tmp_path / "losses.txt"
    told, _errors, _code = run(capsys, "import_records", table, "--kind", "domain", "--losses", losses)
    assert told == [
        "2 created, 0 changed, 0 unchanged.",
        "1 loss:",
        "  1 × domain: column F “note”: no field is called so; name the field that this column holds",
        f"All losses are listed in {losses}.",
    ]


def test_a_broken_file_writes_nothing_and_names_every_problem(table, capsys):
    write(table, table.read_text() + "peace,мир,和平,peace,nowhere\nМир,мир,和平,peace,\n")
    told, errors, code = run(capsys, "import_records", table, "--kind", "domain")
    assert (told, code) == ([], 1)
    assert errors == [
        (
            "row 5, column A: key: “Мир” is not a key; use at most 120 small Latin letters and digits, words joined by "
            "single hyphens, such as non-alliance."
        ),
        "Nothing was written: 1 problem.",
    ]
    write(table, "".join(table.read_text().splitlines(keepends=True)[:-1]))
    _told, errors, code = run(capsys, "import_records", table, "--kind", "domain")
    assert errors == [
        "row 4, column E: parent: there is no domain “nowhere”; correct the key or add the record",
        "Nothing was written: 1 problem.",
    ]
    assert (code, Domain.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.csv"], "missing.csv cannot be read (No such file or directory); correct the name or its rights"),
        (["strange.xyz"], "strange.xyz does not show its format; say it with --format: jsonl, csv, xlsx"),
        (["strange.xyz", "--format", "csv", "--map", "Термин"], "--map takes two names with = between them, not"),
        (["strange.xyz", "--format", "csv", "--set", "домен=a"], "--set knows no field “домен”; the fields are "),
        (["strange.xyz", "--format", "csv", "--language-map", "zh=zh-CN"], "“zh-CN” is none of them"),
    ],
)
def test_an_import_that_cannot_be_says_why(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "strange.xyz", "what is this")
    with pytest.raises(CommandError, match=re.escape(message)):
        call_command("import_records", *arguments)


def test_an_import_whose_losses_cannot_be_listed_is_not_begun(table, tmp_path):
    with pytest.raises(CommandError, match=re.escape("a.txt cannot be written (No such file or directory)")):
        call_command("import_records", str(table), "--kind", "domain", "--losses", str(tmp_path / "missing" / "a.txt"))
    assert Domain.objects.count() == 0


def test_a_pipe_is_read_like_a_file(table, capsys, monkeypatch):
    reader, writer = os.pipe()
    os.write(writer, table.read_bytes())
    os.close(writer)
    with os.fdopen(reader) as pipe:
        monkeypatch.setattr(sys, "stdin", pipe)
        told, errors, code = run(capsys, "import_records", "-", "--format", "csv", "--kind", "domain")
    assert (told[0], errors, code) == ("2 created, 0 changed, 0 unchanged.", [], 0)


NOTHING_GIVEN = "nothing is given here; give it in the file, or choose one for all new records of the import"


def test_a_term_without_a_domain_is_told_what_to_do(tmp_path, capsys):
    file = write(tmp_path / "terms.csv", "ru,zh,en\nнота,照会,note\n")
    _told, errors, code = run(capsys, "import_records", file, "--kind", "term")
    assert (errors, code) == (
        [f"row 2: domain: {NOTHING_GIVEN}", "Nothing was written: 1 problem."],
        1,
    )
    make_domain(key="diplomacy")
    told, _errors, code = run(capsys, "import_records", file, "--kind", "term", "--set", "domain=diplomacy")
    assert (told[0], code) == ("1 created, 0 changed, 0 unchanged.", 0)


def test_an_import_broken_off_by_hand_leaves_the_base_as_it_was(table, capsys, monkeypatch):
    make_person(key="ivanov")
    write_some = Writing._write_some

    def breaks_off(*arguments: Any, **options: Any) -> None:
        write_some(*arguments, **options)
        assert Domain.objects.count() == 2
        raise KeyboardInterrupt

    monkeypatch.setattr(Writing, "_write_some", breaks_off)
    told, errors, code = run(capsys, "import_records", table, "--kind", "domain")
    assert (told, errors, code) == ([], ["Nothing was written: the import was broken off."], 130)
    assert (Domain.objects.count(), Person.objects.count()) == (0, 1)


IMPORT_AND_TELL = """
import sys
import django
django.setup()
from django.core.management import call_command
from citations.exchange.importing.writing import Writing
write_some = Writing._write_some
def tells(self, ids, **options):
    write_some(self, ids, **options)
    print("some are written", flush=True)
Writing._write_some = tells
call_command("import_records", sys.argv[1], "--kind", "person")
"""


def test_a_killed_import_leaves_the_base_as_it_was(tmp_path, scratch_database):
    root = Path(__file__).resolve().parents[3]

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=root, env=scratch_database, capture_output=True, text=True, check=True)
        return done.stdout

    manage("migrate", "-v0")
    rows = "".join(f"person-{number:04},Иванов,伊万诺夫,Ivanov\n" for number in range(250))
    table = write(tmp_path / "people.csv", f"key,family_name.ru,family_name.zh-Hans,family_name.en\n{rows}")
    command = [sys.executable, "-c", IMPORT_AND_TELL, str(table)]
    with subprocess.Popen(command, cwd=root, env=scratch_database, stdout=subprocess.PIPE, text=True) as importing:
        assert importing.stdout is not None
        assert importing.stdout.readline() == "some are written\n"
        importing.send_signal(signal.SIGKILL)
    assert importing.returncode == -signal.SIGKILL
    assert manage("import_records", str(table), "--kind", "person").startswith("250 created, 0 changed, 0 unchanged.")


def test_values_are_shown_in_short():
    assert import_records._short("а" * 61) == f"“{'а' * 60}…”"
    assert import_records._short([{}]) == "1 row"
    assert import_records._short(None) == "nothing"
