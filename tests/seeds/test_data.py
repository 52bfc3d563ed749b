"""The seed data itself: it imports whole, exports the same, and holds what the project promises."""

from __future__ import annotations

import pytest

from citations.models import Citation, Source, Treaty
from glossary.models import Term
from seeds.exporter import build_export
from seeds.pipeline import DATA, import_folder

pytestmark = pytest.mark.django_db


def test_the_seeds_import_whole_and_come_back_byte_for_byte():
    outcome = import_folder(DATA)
    assert [str(row) for row in (*outcome.problems, *outcome.conflicts)] == []
    assert outcome.changed == outcome.unchanged == 0
    again = import_folder(DATA)
    assert (again.created, again.changed, again.unchanged) == (0, 0, outcome.created)
    assert build_export(DATA).different == ()

    non_alliance = Term.objects.get(key="non-alliance")
    assert non_alliance.names() == {"ru": "неприсоединение к союзам", "zh-Hans": "不结盟", "en": "non-alliance"}
    spirit = Term.objects.get(key="shanghai-spirit")
    assert spirit.names() == {"ru": "шанхайский дух", "zh-Hans": "上海精神", "en": "Shanghai spirit"}
    partnership = Term.objects.get(key="strategic-partnership")
    assert partnership.names() == {
        "ru": "стратегическое партнёрство",
        "zh-Hans": "战略伙伴关系",
        "en": "strategic partnership",
    }
    assert Term.objects.unattested().count() == 0
    assert [tag for tag in ("ru", "zh-Hans", "en") if Term.objects.undefined_in(tag).exists()] == []

    paper = Source.objects.get(key="alliance-discourse-paper")
    notes = Citation.objects.filter(citing=paper, note_number__isnull=False)
    assert sorted(set(notes.values_list("note_number", flat=True))) == list(range(1, 64))
    assert list(notes.filter(note_number=41).values_list("sequence", flat=True)) == [1, 2]
    assert sorted(notes.exclude(as_printed="").values_list("note_number", flat=True)) == [12, 13, 14]

    assert Treaty.objects.get(key="1896-li-lobanov").signed == "1896-06-03"
    parties = Treaty.objects.get(key="1896-li-lobanov").parties.values_list("party__key", flat=True)
    assert set(parties) == {"qing-empire", "russian-empire"}
    assert not Treaty.objects.filter(kind="joint-statement", events__kind="in-force").exists()
