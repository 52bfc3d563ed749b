"""Importing seeds: everything or nothing, three ways, every problem named."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import models

from citations import changes
from citations.models import ImportedRecord, Revision, Treaty
from citations.querysets import bulk_writing
from citations.records import KINDS, to_record
from glossary.models import Attestation, Designation, Domain, Term
from seeds.pipeline import _Import, import_folder

pytestmark = pytest.mark.django_db


def dump() -> dict[str, object]:
    """Everything the database holds of ours, as plain values."""
    tables: dict[str, object] = {
        name: [to_record(instance) for instance in kind.queryset().order_by("key")] for name, kind in KINDS.items()
    }
    tables["revisions"] = list(Revision.objects.order_by("pk").values_list("pk", "kind", "key", "version", "sha256"))
    tables["imported"] = list(ImportedRecord.objects.order_by("pk").values_list("pk", "kind", "key", "file", "record"))
    return json.loads(json.dumps(tables))


def numbers(outcome) -> tuple[int, int, int]:
    return outcome.created, outcome.changed, outcome.unchanged


def texts(rows) -> list[str]:
    return [str(row) for row in sorted(rows)]


def test_a_folder_is_imported_and_again_changes_nothing(folder):
    first = import_folder(folder.path)
    assert (texts(first.problems), numbers(first)) == ([], (5, 0, 0))
    term = Term.objects.get(key="non-alliance")
    assert (term.name_ru, term.name_zh_hans, term.name_en) == ("неприсоединение к союзам", "不结盟", "non-alliance")
    assert term.domain.key == "diplomacy"
    assert [row.text for row in term.designations.all()] == ["不结盟政策"]
    assert [row.other.key for row in term.relations.all()] == ["non-alignment"]
    seen = Attestation.objects.get()
    assert (seen.source.key, seen.text.language, seen.locator_as_printed) == ("1950-sino-soviet", "zh-Hans", "第三条")
    before = dump()
    assert numbers(import_folder(folder.path)) == (0, 0, 5)
    assert dump() == before


def test_a_revision_names_the_file_it_came_from(folder):
    import_folder(folder.path)
    revision = Revision.objects.get(kind="term", key="non-alliance")
    assert (revision.version, revision.origin, revision.why) == (1, "import", "seeds: terms/debate.yaml")


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(folder):
    outcome = import_folder(folder.path, dry_run=True)
    assert numbers(outcome) == (5, 0, 0)
    assert list(outcome.lines()) == ["Nothing was written (dry run): 5 created, 0 changed, 0 unchanged."]
    assert not Term.objects.exists()


def test_what_an_editor_changed_stays(folder):
    import_folder(folder.path)
    term = Term.objects.get(key="non-alliance")
    term.definition_ru = "Отказ от союзов."
    term.save()
    outcome = import_folder(folder.path)
    assert (numbers(outcome), outcome.kept) == ((0, 0, 5), 1)
    assert Term.objects.get(key="non-alliance").definition_ru == "Отказ от союзов."


def test_different_fields_changed_on_both_sides_both_survive(folder):
    import_folder(folder.path)
    term = Term.objects.get(key="non-alliance")
    term.usage_note_en = "Not to be confused with non-alignment."
    term.save()
    folder.replace("terms/debate.yaml", "Отказ государства вступать в военные союзы.", "Отказ от военных союзов.")
    assert numbers(import_folder(folder.path)) == (0, 1, 4)
    term = Term.objects.get(key="non-alliance")
    assert term.usage_note_en == "Not to be confused with non-alignment."
    assert term.definition_ru == "Отказ от военных союзов."
    again = import_folder(folder.path)
    assert (numbers(again), again.kept) == ((0, 0, 5), 1)
    assert Term.objects.get(key="non-alliance").usage_note_en == "Not to be confused with non-alignment."


def test_one_field_changed_on_both_sides_is_a_conflict_and_nothing_is_written(folder):
    import_folder(folder.path)
    term = Term.objects.get(key="non-alliance")
    term.definition_ru = "Отказ от союзов."
    term.save()
    folder.replace("terms/debate.yaml", "Отказ государства вступать в военные союзы.", "Отказ от военных союзов.")
    folder.replace("domains.yaml", "en: diplomacy", "en: diplomatics")
    before = dump()
    outcome = import_folder(folder.path)
    assert texts(outcome.conflicts) == [
        (
            "terms/debate.yaml:21: term “non-alliance”: definition was changed here and in the database; "
            "export the seeds to see the editor’s version, or import with --prefer-seeds to take this one"
        )
    ]
    assert dump() == before
    assert numbers(import_folder(folder.path, prefer_seeds=True)) == (0, 2, 3)
    assert Term.objects.get(key="non-alliance").definition_ru == "Отказ от военных союзов."


def test_the_same_change_on_both_sides_is_no_conflict(folder):
    import_folder(folder.path)
    term = Term.objects.get(key="non-alliance")
    term.definition_ru = "Отказ от военных союзов."
    term.save()
    folder.replace("terms/debate.yaml", "Отказ государства вступать в военные союзы.", "Отказ от военных союзов.")
    assert numbers(import_folder(folder.path)) == (0, 0, 5)
    term.definition_ru = "Ещё иначе."
    term.save()
    outcome = import_folder(folder.path)
    assert (numbers(outcome), outcome.kept) == ((0, 0, 5), 1)


def test_children_count_as_one_field(folder):
    import_folder(folder.path)
    Term.objects.get(key="non-alliance").designations.create(language="en", text="nonalliance", position=1)
    folder.replace("terms/debate.yaml", "text: 不结盟政策", "text: 不结盟方针")
    outcome = import_folder(folder.path)
    assert [conflict.name for conflict in outcome.conflicts] == ["designations"]
    assert import_folder(folder.path, prefer_seeds=True).changed == 1
    assert [row.text for row in Designation.objects.all()] == ["不结盟方针"]


def test_a_record_made_by_hand_under_the_same_key_is_not_overwritten(folder):
    import_folder(folder.path)
    with changes.change():
        ImportedRecord.objects.all().delete()
    term = Term.objects.get(key="non-alliance")
    term.name_en = "no alliances"
    term.save()
    outcome = import_folder(folder.path)
    assert [(conflict.key, conflict.name) for conflict in outcome.conflicts] == [("non-alliance", "name")]


def test_what_an_editor_deleted_is_not_brought_back(folder):
    import_folder(folder.path)
    Attestation.objects.get().delete()
    outcome = import_folder(folder.path)
    assert outcome.deleted == ["attestation “non-alliance-1950”"]
    assert not Attestation.objects.exists()
    folder.replace("attestations.yaml", "locator_value: '3'", "locator_value: '4'")
    (conflict,) = import_folder(folder.path).conflicts
    assert (conflict.key, conflict.name) == ("non-alliance-1950", "the record, deleted by an editor,")
    assert import_folder(folder.path, prefer_seeds=True).created == 1
    assert Attestation.objects.get().locator_value == "4"


def test_what_is_missing_from_the_files_is_reported_and_kept(folder):
    import_folder(folder.path)
    (folder.path / "attestations.yaml").unlink()
    outcome = import_folder(folder.path)
    assert outcome.missing == ["attestation “non-alliance-1950”"]
    assert Attestation.objects.exists()


def test_records_may_refer_to_records_that_come_later(folder):
    folder.write(
        "domains.yaml",
        """\
        - key: diplomacy
          name: {ru: дипломатия, zh-Hans: 外交, en: diplomacy}
          parent: politics
        - key: politics
          name: {ru: политика, zh-Hans: 政治, en: politics}
        """,
    )
    assert import_folder(folder.path).problems == []
    assert Domain.objects.get(key="diplomacy").parent.key == "politics"


TEN_FAULTS = {
    "domains.yaml": """\
# Domains.
- key: diplomacy
  name:
    ru: дипломатия
    zh-Hans: 外交
    en: diplomacy
- key: diplomacy
  name:
    ru: дипломатия
    zh-Hans: 外交
    en: diplomacy
""",
    "terms.yaml": """\
# Terms.
- key: ally
  name:
    ru: союзник
    en: ally
  reliability:
    ru: established
    en: established
  domain: diplomacy
- key: alliance
  name:
    ru: союз
    zh-Hans: 同盟
    en: alliance
  reliability:
    ru: established
    zh-Hans: established
    en: established
  domain: diplomacy
  relations:
    - kind: broader
      term: military-alliance
- key: military-alliance
  name:
    ru: военный союз
    zh-Hans: 军事同盟
    en: military alliance
  reliability:
    ru: established
    zh-Hans: established
    en: established
  domain: diplomacy
  relations:
    - kind: broader
      term: alliance
- key: coalition
  nmae:
    ru: коалиция
  name:
    ru: коалиция
    zh-Hans: 集团
    en: coalition
  reliability:
    ru: established
    zh-Hans: established
    en: established
  domain: diplomacy
- key: neutrality
  name: нейтралитет
  domain: diplomacy
- key: bloc
  name:
    ru: блок
    zh-Hans: 集团
    en: bloc
  reliability:
    ru: established
    zh-Hans: established
    en: established
  domain: diplomatcy
""",
    "sources.yaml": """\
# Sources.
- key: drabkin-2012
  type: article-newspaper
  title:
    ru: В Китае опубликована директивная статья
  issued: 10 февраля 2012
- key: bonomareva-2013
  type: webpage
  title:
    ru: В чём плюсы и минусы союза Китая и России
  url: javascript:alert(1)
""",
    "treaties.yaml": """\
# Treaties.
- key: 1950-treaty
  kind: treaty
  binding: 'yes'
  title:
    ru: Договор о дружбе, союзе и взаимной помощи
  events:
    - kind: signed
      date: '1950-02-14'
    - kind: ended
      date: '1940'
""",
    "people.yaml": """\
# People.
- key: zheng-yu
  family_name: {ru: Чжэн
- key: lost
""",
}
TEN_MESSAGES = [
    "domains.yaml:7: the key “diplomacy” stands in domains.yaml:2 already; choose another key",
    "people.yaml:4: the file cannot be read as YAML (",
    (
        "sources.yaml:6: “10 февраля 2012” is not a date in EDTF (ISO 8601-2, level 0 or 1, years 0001 to 2100); "
        "write it like 1896-06-03, 1896-06, 1896, 1896?, 189X, 1949/1953 or 1949/.."
    ),
    "sources.yaml:11: “javascript:alert(1)” is not a web address; it must begin with http:// or https://",
    "terms.yaml:2: The Chinese name is missing: give it, or say in the gap note why there is none.",
    "terms.yaml:22: “broader” goes round: alliance → military-alliance → alliance; take one of these references out",
    "terms.yaml:37: no field is called “nmae”; did you mean “name”?",
    "terms.yaml:49: “name” has a text for each language; write “ru: …”, “zh-Hans: …”, “en: …” below it",
    "terms.yaml:60: domain “diplomatcy” is unknown; did you mean “diplomacy”?",
    "treaties.yaml:11: “ended” on 1940 is before the signature on 1950-02-14; correct one of them",
]


def test_ten_faults_in_five_files_are_ten_messages_and_nothing_is_written(folder, empty, tmp_path):
    import_folder(folder.path)
    before = dump()
    bad = type(empty)(tmp_path / "bad")
    for name, text in TEN_FAULTS.items():
        bad.write(name, text)
    outcome = import_folder(bad.path)
    found = texts(outcome.problems)
    assert len(found) == 10
    for message, expected in zip(found, TEN_MESSAGES, strict=True):
        assert message[: len(expected)] == expected
    assert dump() == before


def test_what_rests_on_a_faulty_record_is_skipped_and_counted(folder):
    folder.replace("treaties.yaml", "date: '1950-02-14'", "date: 14 февраля")
    outcome = import_folder(folder.path)
    assert len(outcome.problems) == 1
    assert list(outcome.lines())[-1] == (
        "Nothing was written: 1 problem, 0 conflicts; 0 records skipped because what they refer to has a problem."
    )
    folder.replace("treaties.yaml", "binding: 'yes'", "binding: maybe")
    folder.replace("domains.yaml", "    en: diplomacy\n", "")
    outcome = import_folder(folder.path)
    assert [str(problem)[:16] for problem in sorted(outcome.problems)] == ["domains.yaml:2: ", "treaties.yaml:4:"]
    assert outcome.skipped == 3


def test_the_command_exits_with_1_and_names_the_fault(folder, capsys):
    folder.replace("attestations.yaml", "term: non-alliance", "term: nonalliance")
    with pytest.raises(SystemExit) as left:
        call_command("import_seeds", path=folder.path)
    assert left.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        "attestations.yaml:3: term “nonalliance” is unknown; did you mean “non-alliance”?",
        "Nothing was written: 1 problem, 0 conflicts; 0 records skipped because what they refer to has a problem.",
    ]


@pytest.mark.parametrize("change", ["ru: неприсоединение к союзам", "text: 不结盟政策"])
def test_a_record_that_is_saved_while_the_import_runs_undoes_the_import(folder, capsys, monkeypatch, change):
    import_folder(folder.path)
    folder.replace("terms/debate.yaml", change, f"{change}!")
    write = _Import._write

    def overtaken(self, plans):
        with bulk_writing():
            Term.objects.filter(key="non-alliance").update(version=models.F("version") + 1)
        write(self, plans)

    monkeypatch.setattr(_Import, "_write", overtaken)
    before = dump()
    with pytest.raises(SystemExit) as left:
        call_command("import_seeds", path=folder.path)
    assert left.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        (
            "terms/debate.yaml:12: term “non-alliance” was changed in the database while the import ran; "
            "run the import again"
        ),
        "Nothing was written: 1 problem, 0 conflicts; 0 records skipped because what they refer to has a problem.",
    ]
    assert dump() == before


def test_importing_costs_no_query_for_records_that_stay_as_they_are(folder, django_assert_max_num_queries):
    import_folder(folder.path)
    with django_assert_max_num_queries(40):
        import_folder(folder.path)


IMPORT_AND_TELL = """
import sys
from pathlib import Path
import django
django.setup()
from seeds.pipeline import import_folder
import_folder(Path(sys.argv[1]), progress=lambda what, done, of: print(what, done, flush=True))
"""


def test_a_killed_import_leaves_the_database_as_it_was(folder, tmp_path, scratch_database):
    root = Path(__file__).resolve().parents[2]

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=root, env=scratch_database, capture_output=True, text=True, check=True)
        return done.stdout

    manage("migrate", "-v0")
    rows = "".join(
        f"- key: person-{number:04}\n  family_name:\n    ru: Иванов\n    zh-Hans: 伊万诺夫\n    en: Ivanov\n"
        for number in range(300)
    )
    folder.write("people.yaml", rows)
    command = [sys.executable, "-c", IMPORT_AND_TELL, str(folder.path)]
    with subprocess.Popen(command, cwd=root, env=scratch_database, stdout=subprocess.PIPE, text=True) as importing:
        assert importing.stdout is not None
        assert any(line == "writing records 100\n" for line in importing.stdout)
        importing.send_signal(signal.SIGKILL)
    assert importing.returncode == -signal.SIGKILL
    assert manage("export_seeds", "--path", str(tmp_path / "nothing"), "--check") == "No difference in 0 files.\n"
    assert manage("import_seeds", "--path", str(folder.path)) == "305 created, 0 changed, 0 unchanged.\n"


def test_a_treaty_and_a_source_do_not_share_a_key(folder):
    folder.write("sources.yaml", "- key: 1950-sino-soviet\n  type: book\n  title:\n    en: A book\n")
    assert texts(import_folder(folder.path).problems) == [
        "treaties.yaml:2: the key “1950-sino-soviet” stands in sources.yaml:1 already; choose another key"
    ]
    assert not Treaty.objects.exists()
