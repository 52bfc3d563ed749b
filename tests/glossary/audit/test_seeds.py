"""The seeds as they stand: no open finding, and the tables of coverage in docs are current."""

import re
from pathlib import Path

import pytest

from glossary.audit.corpus import audit
from glossary.audit.coverage import coverage
from glossary.audit.findings import CODES
from glossary.audit.report import unaccepted
from seeds.pipeline import DATA, import_folder

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.django_db
def test_seeds_have_no_open_finding_and_their_coverage_is_written_down():
    assert import_folder(DATA).is_written
    assert [str(finding) for finding in unaccepted(audit())] == []
    tables = sorted((DOCS / "coverage").glob("*.md"))
    assert [table.stem for table in tables] == ["alliance-discourse-paper", "zheng-yu-2016"]
    for table in tables:
        assert table.read_text(encoding="utf-8") == coverage(table.stem).markdown(), (
            f"write it again: manage.py audit_corpus --coverage {table.stem} > docs/coverage/{table.name}"
        )


def test_every_code_is_documented():
    text = (DOCS / "audit.md").read_text(encoding="utf-8")
    assert re.findall(r"^### `(.+)`$", text, flags=re.MULTILINE) == list(CODES)
