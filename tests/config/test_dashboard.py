"""The first page of the admin: what there is, what is missing, what was changed, what the audit found."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from citations import changes
from config import dashboard
from glossary.audit import figures, storing
from glossary.models import AuditRun, Figures, Term
from tests.factories import make_attestation, make_person, make_term, make_treaty
from tests.pages import cost, with_rights

pytestmark = pytest.mark.django_db

INDEX = "/admin/"
MOST_QUERIES = 12


def reword(term: Term) -> None:
    term.definition_zh_hans = "不与任何国家结成军事同盟的政策。"
    term.save()


def test_records_are_counted_by_kind_and_state_with_links(desk: Client) -> None:
    term = make_term(key="non-alliance")
    make_term(domain=term.domain, status="draft")
    reword(term)
    terms = next(row for row in desk.get(INDEX).context["kinds"] if row.label == "Terms")
    assert (terms.total, terms.address) == (2, "/admin/glossary/term/")
    assert [(one.name, one.number, one.address, one.place, one.share) for one in terms.states] == [
        ("published", 1, "/admin/glossary/term/?status__exact=published", 0, 500),
        ("draft", 1, "/admin/glossary/term/?status__exact=draft", 500, 500),
        ("retired", 0, "/admin/glossary/term/?status__exact=retired", 1000, 0),
    ]
    assert [(one.name, one.number, one.address) for one in terms.lagging] == [
        ("ru", 1, "/admin/glossary/term/?lags=ru"),
        ("zh-Hans", 0, "/admin/glossary/term/?lags=zh-Hans"),
        ("en", 1, "/admin/glossary/term/?lags=en"),
    ]


def test_the_chart_has_a_title_a_description_and_a_table(desk: Client) -> None:
    term = make_term()
    make_term(domain=term.domain)
    make_attestation(term=term)
    page = desk.get(INDEX)
    text = page.content.decode()
    assert 'role="img" aria-labelledby="coverage-title coverage-desc"' in text
    assert '<title id="coverage-title">How far 2 published terms go in each language</title>' in text
    assert "attested: Russian 0 %, Chinese 50 %, English 0 %. " in text
    attested = page.context["coverage"].groups[2]
    assert [(bar.language.tag, bar.number, bar.percent, bar.length, bar.missing) for bar in attested.bars] == [
        ("ru", 0, 0, 0, 2),
        ("zh-Hans", 1, 50, 100, 1),
        ("en", 0, 0, 0, 2),
    ]
    assert '<a href="/admin/glossary/term/?attested=zh-Hans&amp;status__exact=published">1 without</a>' in text
    shown = desk.get("/admin/glossary/term/?attested=zh-Hans&status__exact=published").context["cl"]
    assert shown.result_count == 1


def test_a_chart_of_nothing(desk: Client) -> None:
    assert [bar.percent for group in desk.get(INDEX).context["coverage"].groups for bar in group.bars] == [0] * 12


@pytest.mark.parametrize(
    ("language", "name", "changed"),
    [
        ("ru", "неприсоединение к союзам", "определение (китайский)"),
        ("zh-hans", "不结盟", "定义（中文）"),
        ("en", "non-alliance", "definition (Chinese)"),
    ],
)
def test_what_was_changed_lately_by_whom_and_why(
    desk: Client, editor: Any, settings: Any, language: str, name: str, changed: str
) -> None:
    term = make_term(key="non-alliance")
    with changes.change(origin=changes.Origin.ADMIN, by=editor, why="по изданию 2016 г."):
        reword(term)
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = desk.get(INDEX)
    step = page.context["steps"][0]
    assert (step.name, step.changed, step.address) == (name, changed, "/admin/entry/term/non-alliance/history/")
    text = page.content.decode()
    assert "<q>по изданию 2016 г.</q>" in text
    assert " · редактор" in text


def test_the_audits_findings_lead_to_their_records_and_age(desk: Client) -> None:
    make_term(key="unseen")
    assert "The corpus has not been audited yet." in desk.get(INDEX).content.decode()
    answer = desk.post("/admin/audit/", follow=True)
    assert [str(one) for one in answer.context["messages"]] == ["The audit is done: 1 open finding."]
    audit = answer.context["audit"]
    assert [(one.name, str(one.label), one.number, one.address) for one in audit.codes] == [
        (
            "no-attestation",
            "a published term is seen in a work",
            1,
            "/admin/glossary/auditfinding/?code=no-attestation&accepted__exact=0",
        )
    ]
    assert [(one.finding.key, one.kind, one.address) for one in audit.findings] == [
        ("unseen", "term", "/admin/entry/term/unseen/change/")
    ]
    assert "Nothing has been changed since." in answer.content.decode()
    make_person()
    make_treaty()
    assert "2 records have been changed since." in desk.get(INDEX).content.decode()


@pytest.mark.parametrize(
    ("language", "rule", "place", "said"),
    [
        (
            "ru",
            "термин определён на каждом языке, в котором для него есть слово",
            "термин · определение (китайский)",
            "термин не определён на этом языке; дайте определение: от одного до трёх предложений",
        ),
        (
            "zh-hans",
            "凡有对应词的语言，都给出术语的定义",
            "术语 · 定义（中文）",
            "该术语在此语言中没有定义；用一至三句话给出定义",
        ),
    ],
)
def test_findings_are_told_in_the_language_of_the_reader(
    desk: Client, settings: Any, language: str, rule: str, place: str, said: str
) -> None:
    make_term(key="unseen", definition_zh_hans="", accepted_findings="no-attestation")
    storing.run()
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    text = desk.get(INDEX).content.decode()
    assert f'accepted__exact=0">no-definition</a> 1 <span class="quiet">{rule}</span></li>' in text
    assert f'<span class="quiet">{place}</span>' in text
    assert f'<span class="what">{said}</span>' in text


def test_a_base_too_large_is_not_audited_while_somebody_waits(desk: Client, monkeypatch: Any) -> None:
    make_term()
    monkeypatch.setattr(dashboard, "MOST_AUDITED", 1)
    assert "Run the audit now" not in desk.get(INDEX).content.decode()
    answer = desk.post("/admin/audit/", follow=True)
    assert [str(one) for one in answer.context["messages"]] == [
        "The base is too large to be audited while you wait; have manage.py audit_corpus run."
    ]
    assert not AuditRun._default_manager.exists()


def test_an_audit_is_asked_for_by_post_by_who_may_see_its_findings() -> None:
    make_term()
    reader = with_rights("view_auditfinding")
    assert reader.get("/admin/audit/").status_code == 405
    assert reader.post("/admin/audit/").status_code == 302
    assert AuditRun._default_manager.get().by.get_username() == "сотрудник"


def test_who_may_not_see_the_audit_may_not_run_it() -> None:
    assert with_rights("view_term").post("/admin/audit/").status_code == 403
    assert Client().post("/admin/audit/").headers["Location"].startswith("/admin/login/")
    assert not AuditRun._default_manager.exists()


def test_each_part_is_for_who_may_view_it() -> None:
    make_term()
    storing.run()
    page = with_rights("view_person").get(INDEX)
    assert [row.label for row in page.context["kinds"]] == ["People"]
    assert (page.context["coverage"], page.context["steps"], page.context["audit"]) == (None, [], None)
    text = page.content.decode()
    for heading in ("Published terms in each language", "Changed lately", "Audit"):
        assert heading not in text
    assert 'href="/admin/citations/person/"' in text


def test_figures_of_a_large_base_are_counted_when_the_page_has_been_sent(desk: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(figures, "SMALL", -1)
    kept = figures.refresh()
    Figures._default_manager.update(at=kept.at - figures.SHORTEST * 2)
    make_person()
    page = desk.get(INDEX)
    assert next(row for row in page.context["kinds"] if row.label == "People").total == 0
    now = Figures._default_manager.get()
    assert now.at > kept.at
    assert now.counted["states"]["person"]["published"] == 1


def test_looking_at_a_small_base_writes_nothing(desk: Client) -> None:
    make_person()
    desk.get(INDEX)
    assert not Figures._default_manager.exists()


def test_the_page_costs_the_same_for_one_and_thirty_records(desk: Client) -> None:
    reword(make_term())
    make_treaty()
    desk.post("/admin/audit/")
    desk.get(INDEX)
    one = cost(desk, INDEX)
    for _ in range(30):
        reword(make_term())
    desk.post("/admin/audit/")
    assert cost(desk, INDEX) == one <= MOST_QUERIES


def test_an_editor_with_rights_stays_below_the_limit_too() -> None:
    make_term()
    storing.run()
    staff = with_rights("view_term", "view_revision", "view_auditfinding", "view_person")
    assert cost(staff, INDEX) <= MOST_QUERIES
