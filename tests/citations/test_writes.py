"""No code goes round history: writes past the recorded querysets stand in one place only."""

from __future__ import annotations

import re
from pathlib import Path

from citations.records import recorded_models

ROOT = Path(__file__).resolve().parents[2]
PAST_THE_FENCE = re.compile(
    r"_base_manager[^\n]*\.(?:update|delete|bulk_create|bulk_update)\(|_raw_delete\(|bulk_writing\("
)
#: The bulk writer, where a version moves (compare and swap), where the fence is defined, and search's own tables, which
#: are no records.
MAY = {
    "citations/creation.py": 2,
    "citations/history.py": 1,
    "citations/querysets.py": 1,
    "citations/search/index.py": 3,
}


def test_writes_past_the_fence_stand_where_they_may():
    found = {}
    for app in ("citations", "glossary", "seeds", "config"):
        for file in (ROOT / app).rglob("*.py"):
            number = len(PAST_THE_FENCE.findall(file.read_text(encoding="utf-8")))
            if number:
                found[file.relative_to(ROOT).as_posix()] = number
    assert found == MAY


def test_every_recorded_model_has_the_fenced_queryset():
    for model in recorded_models():
        assert model.objects.all().update.__qualname__.startswith("RecordedQuerySet."), model
