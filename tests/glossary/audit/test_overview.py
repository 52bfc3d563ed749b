"""What the first page of the admin rests on: figures that agree with the records, and the last audit, kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citations.models import Revision
from glossary.audit import figures, storing
from glossary.models import AuditFinding, AuditRun, Figures
from tests.factories import make_attestation, make_person, make_source, make_term, make_treaty

pytestmark = pytest.mark.django_db


def test_figures_count_kinds_states_languages_and_evidence() -> None:
    seen = make_term(key="seen", reliability_ru="official")
    make_term(
        key="gap", domain=seen.domain, name_en="", reliability_en="", definition_en="", gap_note_en="No English word."
    )
    make_term(key="draft", domain=seen.domain, status="draft", name_en="", reliability_en="")
    make_term(key="retired", domain=seen.domain, status="retired")
    pravda, hidden = make_source(key="pravda"), make_source(key="hidden", status="draft")
    make_attestation(term=seen, source=pravda, language="zh-Hans")
    make_attestation(term=seen, source=pravda, language="zh-Hans")
    make_attestation(term=seen, source=hidden, language="ru")
    make_attestation(term=seen, source=pravda, language="en", status="draft")
    make_treaty()
    seen.definition_zh_hans = "不与任何国家结成军事同盟的政策。"
    seen.save()
    counted = figures.count().counted
    assert counted["states"] == {
        "organization": {"draft": 0, "published": 0, "retired": 0},
        "person": {"draft": 0, "published": 0, "retired": 0},
        "source": {"draft": 1, "published": 1, "retired": 0},
        "treaty": {"draft": 0, "published": 1, "retired": 0},
        "citation": {"draft": 0, "published": 0, "retired": 0},
        "domain": {"draft": 0, "published": 1, "retired": 0},
        "term": {"draft": 1, "published": 2, "retired": 1},
        "attestation": {"draft": 1, "published": 3, "retired": 0},
    }
    assert counted["terms"] == 2
    assert counted["coverage"] == {
        "ru": {"name": 2, "gap": 0, "definition": 2, "official": 1, "attested": 0},
        "zh-Hans": {"name": 2, "gap": 0, "definition": 2, "official": 0, "attested": 1},
        "en": {"name": 1, "gap": 1, "definition": 1, "official": 0, "attested": 0},
    }
    assert counted["lagging"] == {"term": {"ru": 1, "en": 1}}


def test_figures_cost_two_queries() -> None:
    make_term()
    with CaptureQueriesContext(connection) as queries:
        figures.count()
    assert len(queries) == 2


def test_figures_of_a_small_base_are_those_of_the_moment() -> None:
    figures.refresh()
    make_person()
    shown = figures.shown()
    assert shown.figures.counted["states"]["person"]["published"] == 1
    assert not shown.is_due


def test_figures_of_a_large_base_are_shown_as_they_were_counted_last(monkeypatch: Any) -> None:
    make_person()
    monkeypatch.setattr(figures, "SMALL", 0)
    assert figures.shown().is_due
    kept = figures.refresh()
    make_person()
    shown = figures.shown()
    assert shown.figures.counted["states"]["person"]["published"] == 1
    assert not shown.is_due
    Figures._default_manager.update(at=kept.at - figures.SHORTEST * 2)
    assert figures.shown().is_due
    assert figures.refresh().counted["states"]["person"]["published"] == 2


def test_an_audit_of_everything_is_kept_and_takes_the_place_of_the_last(capsys: Any) -> None:
    make_term(key="unseen")
    make_term(key="accepting", accepted_findings="no-attestation")
    for _ in range(2):
        with pytest.raises(SystemExit):
            call_command("audit_corpus")
    run = AuditRun._default_manager.get()
    assert run.counts["no-attestation"] == {"found": 2, "open": 1}
    assert run.revision == Revision.objects.order_by("-pk").values_list("pk", flat=True)[0]
    found = AuditFinding._default_manager.filter(code="no-attestation").order_by("key")
    assert [(one.kind, one.key, one.accepted) for one in found] == [
        ("term", "accepting", True),
        ("term", "unseen", False),
    ]
    assert AuditFinding._default_manager.count() == sum(one["found"] for one in run.counts.values())


@pytest.mark.parametrize("option", [["--kind", "term"], ["--code", "no-attestation"]])
def test_an_audit_of_a_part_is_not_kept(option: list[str], capsys: Any) -> None:
    make_term()
    with pytest.raises(SystemExit):
        call_command("audit_corpus", *option)
    assert not AuditRun._default_manager.exists()


def test_records_changed_since_an_audit_are_counted_once_and_up_to_a_limit() -> None:
    person = make_person()
    storing.run()
    run = storing.last_run()
    assert run is not None
    assert storing.changed_since(run, 100) == 0
    for text in ("Историк.", "Историк, Пекин."):
        person.description_ru = text
        person.save()
    make_person()
    assert storing.changed_since(run, 100) == 2
    assert storing.changed_since(run, 1) == 1
