"""Exporting seeds: the same files back, byte for byte."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from glossary.models import Attestation, Term
from seeds.exporter import build_export, write_export
from seeds.pipeline import import_folder
from tests import factories

pytestmark = pytest.mark.django_db

FILES = ("attestations.yaml", "domains.yaml", "terms/debate.yaml", "treaties.yaml")


def test_import_and_export_give_the_same_bytes(folder):
    before = {name: folder.read(name) for name in FILES}
    import_folder(folder.path)
    export = build_export(folder.path)
    assert export.files == before
    assert export.different == ()


def test_into_an_empty_folder_the_files_come_back_where_they_were(folder, tmp_path):
    import_folder(folder.path)
    target = tmp_path / "elsewhere"
    write_export(build_export(target), target)
    for name in FILES:
        written = (target / name).read_text(encoding="utf-8").split("\n", 1)[1]
        assert written == folder.read(name).split("\n", 1)[1]


def test_an_editors_work_comes_back_and_survives_the_next_import(folder):
    import_folder(folder.path)
    term = Term.objects.get(key="non-alliance")
    term.usage_note_ru = "Не путать с «неприсоединением»:\nто — движение."
    term.save()
    factories.make_term(key="alliance", domain=term.domain, name_ru="союз", name_zh_hans="同盟", name_en="alliance")
    export = build_export(folder.path)
    assert export.different == ("terms/added.yaml", "terms/debate.yaml")
    write_export(export, folder.path)
    assert "  usage_note:\n    ru: |-\n      Не путать с «неприсоединением»:\n      то — движение.\n" in folder.read(
        "terms/debate.yaml"
    )
    outcome = import_folder(folder.path)
    assert (outcome.created, outcome.changed, outcome.conflicts) == (0, 0, [])
    assert Term.objects.get(key="non-alliance").usage_note_ru == "Не путать с «неприсоединением»:\nто — движение."
    assert build_export(folder.path).different == ()


def test_what_was_deleted_leaves_the_files_and_its_file_keeps_the_header(folder):
    import_folder(folder.path)
    Attestation.objects.get().delete()
    write_export(build_export(folder.path), folder.path)
    assert folder.read("attestations.yaml") == "# Attestations.\n"
    assert import_folder(folder.path).created == 0


@pytest.mark.parametrize(
    "text",
    [
        "да",
        "no",
        "1950",
        "1950-02-14",
        "~",
        "null",
        "- дефис",
        "a: b",
        "a #b",
        "«ёлочки»",
        "“quotes”",
        "'",
        '"',
        "不结盟：第一条",
        "𠀀",
        "a\tb",
        "строка\n\nдругая\n  с отступом",
        "\\n",
        "{a}",
        "%",
        "@",
        "`",
        "x" * 500,
        "Ударе\u0301ние",
        "\u2028",
    ],
)
def test_every_text_comes_back_as_it_was(folder, text):
    import_folder(folder.path)
    term = Term.objects.get(key="non-alliance")
    term.definition_ru = text
    term.save()
    write_export(build_export(folder.path), folder.path)
    outcome = import_folder(folder.path)
    assert ([str(problem) for problem in outcome.problems], outcome.changed) == ([], 0)
    assert Term.objects.get(key="non-alliance").definition_ru == text
    assert build_export(folder.path).different == ()


def test_the_check_shows_the_difference_and_exits_with_1(folder, capsys):
    import_folder(folder.path)
    call_command("export_seeds", path=folder.path, check=True)
    assert capsys.readouterr().out == "No difference in 4 files.\n"
    term = Term.objects.get(key="non-alliance")
    term.name_en = "no alliance"
    term.save()
    with pytest.raises(SystemExit) as left:
        call_command("export_seeds", path=folder.path, check=True)
    assert left.value.code == 1
    printed = capsys.readouterr()
    assert "-    en: non-alliance\n+    en: no alliance\n" in printed.out
    assert printed.err == "1 of 4 files differ; run export_seeds to write them.\n"
    assert "no alliance\n" not in folder.read("terms/debate.yaml")


def test_a_file_that_cannot_be_read_is_not_written_over(folder):
    import_folder(folder.path)
    folder.write("domains.yaml", "- key: [broken\n")
    with pytest.raises(CommandError, match="cannot be read, so none is written over"):
        call_command("export_seeds", path=folder.path)
    assert folder.read("domains.yaml") == "- key: [broken\n"
