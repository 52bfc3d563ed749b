"""Parallels: one term at one place of a treaty in two authentic texts."""

from __future__ import annotations

import pytest

from glossary.models import Attestation
from glossary.parallels import find_parallels
from tests.factories import make_attestation, make_term, make_treaty

pytestmark = pytest.mark.django_db


@pytest.fixture
def treaty():
    treaty = make_treaty(key="2001-good-neighbourliness", signed="2001-07-16")
    treaty.texts.create(language="ru", standing="authentic")
    treaty.texts.create(language="zh-Hans", standing="authentic", position=1)
    treaty.texts.create(language="en", standing="unofficial-translation", position=2)
    return treaty


def attest(treaty, term, language: str, form: str, place: str = "8", **given) -> Attestation:
    given.setdefault("text", treaty.texts.get(language=language))
    return make_attestation(
        source=treaty, term=term, language=language, form=form, locator_label="article", locator_value=place, **given
    )


def test_two_authentic_texts_meet_at_one_article(treaty):
    term = make_term()
    russian = attest(treaty, term, "ru", "не участвует в союзах")
    chinese = attest(treaty, term, "zh-Hans", "不参加同盟")
    (found,) = find_parallels(term.attestations.order_by("pk"))
    assert (found.treaty, found.locator_label, found.locator_value) == (treaty.source_ptr, "article", "8")
    assert found.attestations == (russian, chinese)


@pytest.mark.parametrize(
    ("language", "form", "given"),
    [
        ("en", "does not join alliances", {}),
        ("zh-Hans", "不参加同盟", {"place": "9"}),
        ("zh-Hans", "不参加同盟", {"text": None}),
        ("ru", "не вступает в союзы", {}),
    ],
    ids=["a translation", "another article", "no text named", "the same language"],
)
def test_what_is_no_parallel(treaty, language, form, given):
    term = make_term()
    attest(treaty, term, "ru", "не участвует в союзах")
    attest(treaty, term, language, form, **given)
    assert find_parallels(term.attestations.all()) == []
