"""An import by somebody changes no more than their rights reach; each refusal names its line, in a dry run too."""

from __future__ import annotations

import pytest

from citations.models import Revision
from glossary.models import Term
from seeds.pipeline import import_folder
from tests.pages import latest, member_of

pytestmark = pytest.mark.django_db

TERMS = "terms/debate.yaml"


@pytest.mark.parametrize("dry_run", [False, True])
def test_another_language_is_refused_at_its_line(folder, dry_run):
    import_folder(folder.path)
    folder.replace(TERMS, "国家不加入军事同盟的政策。", "不参加军事同盟。")
    folder.replace(TERMS, "Отказ государства вступать в военные союзы.", "Отказ вступать в военные союзы.")
    before = Revision.objects.count()
    outcome = import_folder(folder.path, by=member_of("Editors", "Russian editors"), dry_run=dry_run)
    line = folder.read(TERMS).splitlines().index("    zh-Hans: 不参加军事同盟。") + 1
    (problem,) = outcome.problems
    assert str(problem) == (
        f"{TERMS}:{line}: You may not change the Chinese of term “non-alliance” (definition): leave it as it was and "
        "ask a Chinese editor, or ask an administrator for the right to edit Chinese."
    )
    assert Revision.objects.count() == before


def test_ones_own_language_is_imported_under_ones_name(folder):
    import_folder(folder.path)
    folder.replace(TERMS, "Отказ государства вступать в военные союзы.", "Отказ вступать в военные союзы.")
    russian = member_of("Editors", "Russian editors")
    outcome = import_folder(folder.path, by=russian)
    assert (outcome.problems, outcome.changed) == ([], 1)
    assert latest("term", "non-alliance").by == russian


def test_new_public_entries_are_for_who_publishes(folder):
    languages = ("Russian editors", "Chinese editors", "English editors")
    outcome = import_folder(folder.path, by=member_of("Editors", *languages))
    assert len(outcome.problems) == 5
    assert all(
        "as published: save it as a draft and ask somebody who publishes" in str(one) for one in outcome.problems
    )
    assert not Term.objects.exists()
    outcome = import_folder(folder.path, by=member_of("Editors", "Publishers", *languages))
    assert (outcome.problems, outcome.created) == ([], 5)
