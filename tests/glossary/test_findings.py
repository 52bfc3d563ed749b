"""The findings of the last audit in the admin: a list to work through, and a filter of the lists of records."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from glossary.audit import storing
from tests.factories import make_attestation, make_term
from tests.pages import MOST_QUERIES, cost, with_rights

pytestmark = pytest.mark.django_db

FINDINGS = "/admin/glossary/auditfinding/"


def audited() -> None:
    """A term nobody has seen, one that accepts it, and an attestation of a form that is no designation."""
    term = make_term(key="seen")
    make_term(key="unseen", domain=term.domain, definition_en="")
    make_term(key="accepting", domain=term.domain, accepted_findings="no-attestation")
    make_attestation(key="other-words", term=term, form="不参加军事集团")
    storing.run()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("?code=no-attestation", ["accepting", "unseen"]),
        ("?code=no-attestation&accepted__exact=0", ["unseen"]),
        ("?code=no-definition&language=en", ["unseen"]),
        ("?kind=attestation&code=unrecognised-form", ["other-words"]),
    ],
)
def test_findings_are_narrowed_and_lead_to_their_records(desk: Client, question: str, found: list[str]) -> None:
    audited()
    page = desk.get(f"{FINDINGS}{question}")
    rows = list(page.context["cl"].result_list)
    assert [row.key for row in rows] == found
    for row in rows:
        assert f'<a href="/admin/entry/{row.kind}/{row.key}/change/">{row.key}</a>' in page.content.decode()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/admin/glossary/term/?found=no-attestation", ["unseen"]),
        ("/admin/glossary/term/?found=missing-yo", []),
        ("/admin/glossary/term/?found=nonsense&attested=zh-Hans", ["accepting", "unseen"]),
        ("/admin/glossary/attestation/?found=unrecognised-form", ["other-words"]),
        ("/admin/glossary/attestation/?found=any", ["other-words"]),
    ],
)
def test_records_are_narrowed_to_what_the_audit_found(desk: Client, address: str, found: list[str]) -> None:
    audited()
    assert [one.key for one in desk.get(address).context["cl"].result_list] == found


@pytest.mark.parametrize(
    ("language", "listed"),
    [
        (
            "ru",
            (
                "форма (китайский)",
                "форма «不参加军事集团» не узнаётся ни как «不结盟», ни как другое обозначение термина «seen»",
                "исправьте форму или термин либо добавьте эту форму к термину как обозначение",
            ),
        ),
        (
            "zh-hans",
            (
                "词形（中文）",
                "“不参加军事集团”无法识别为“不结盟”，也无法识别为术语“seen”的其他指称",
                "更正词形或术语，或将该词形添加为术语的指称",
            ),
        ),
        (
            "en",
            (
                "form (Chinese)",
                "“不参加军事集团” is not recognisable as “不结盟” or another designation of “seen”",
                "correct the form or the term, or add the form to the term as a designation",
            ),
        ),
    ],
)
def test_findings_are_told_in_the_language_of_the_reader(
    desk: Client, settings: Any, language: str, listed: tuple[str, ...]
) -> None:
    audited()
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = desk.get(f"{FINDINGS}?kind=attestation&code=unrecognised-form").content.decode()
    cells = [re.findall(rf'<td class="field-{name}">(.*?)</td>', page) for name in ("place", "what", "to_do")]
    assert cells == [[text] for text in listed]


def test_findings_are_looked_at_and_never_changed_by_hand(desk: Client) -> None:
    audited()
    assert desk.get(f"{FINDINGS}add/").status_code == 403
    assert with_rights("view_term").get(FINDINGS).status_code == 403


def test_the_list_costs_the_same_for_any_number_of_findings(desk: Client) -> None:
    audited()
    one = cost(desk, FINDINGS)
    for _ in range(20):
        make_term()
    storing.run()
    assert cost(desk, FINDINGS) == one <= MOST_QUERIES
