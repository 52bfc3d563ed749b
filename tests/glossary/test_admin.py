"""The admin of terms: three names side by side, what is missing in sight, every rule said in the editor's language."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from citations.models import Revision
from glossary.models import Attestation, Designation, Domain, Equivalence, Term, TermRelation
from tests.factories import make_attestation, make_domain, make_organization, make_source, make_term, make_treaty
from tests.pages import (
    MOST_QUERIES,
    add_row,
    change_page,
    choices,
    cost,
    errors_in,
    every_address,
    form_in,
    latest,
    save,
    with_rights,
)

pytestmark = pytest.mark.django_db


def test_an_edit_of_three_languages_with_children_is_one_revision(desk: Client, editor: Any) -> None:
    term, other, evidence = (
        make_term(key="non-alliance"),
        make_term(key="non-alignment"),
        make_treaty(key="treaty-2001"),
    )
    form = form_in(desk.get(change_page(term)), "term_form")
    form |= {
        "definition_ru": "Отказ от участия в союзах.",
        "definition_zh_hans": "不参加任何同盟。",
        "definition_en": "Staying out of alliances.",
        "why": "определения сведены",
    }
    add_row(form, "designations", language="ru", text="внеблоковость", kind="synonym", standing="admitted",
            reliability="proposed")  # fmt: skip
    add_row(form, "equivalences", from_language="ru", to_language="zh-Hans", degree="exact", firmness="authentic-pair",
            evidence=str(evidence.pk))  # fmt: skip
    add_row(form, "relations", kind="false-friend", other=str(other.pk))
    before = Revision.objects.count()
    assert desk.post(change_page(term), form).status_code == 302
    assert Revision.objects.count() == before + 1
    revision = latest("term", "non-alliance")
    assert (revision.by, revision.why, revision.origin) == (editor, "определения сведены", "admin")
    assert revision.record["definition"] == {
        "ru": "Отказ от участия в союзах.",
        "zh-Hans": "不参加任何同盟。",
        "en": "Staying out of alliances.",
    }
    assert [row["text"] for row in revision.record["designations"]] == ["внеблоковость"]
    assert [(row["degree"], row["evidence"]) for row in revision.record["equivalences"]] == [("exact", "treaty-2001")]
    assert revision.record["relations"] == [{"kind": "false-friend", "term": "non-alignment"}]


def test_a_stale_form_is_refused_in_the_editors_language(desk: Client, settings: Any) -> None:
    term = make_term(key="non-alliance")
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    form = form_in(desk.get(change_page(term)), "term_form")
    theirs = Term.objects.get(pk=term.pk)
    theirs.usage_note_ru = "Не путать с движением неприсоединения."
    theirs.save()
    answer = desk.post(change_page(term), form | {"usage_note_ru": "Моя заметка."})
    said = answer.content.decode()
    assert "Пока ничего не сохранено: после того как вы открыли запись (версия 1), её изменили." in said
    assert "Моя заметка." in said
    assert "Не путать с движением неприсоединения." in said
    assert Term.objects.get(pk=term.pk).usage_note_ru == "Не путать с движением неприсоединения."


@pytest.mark.parametrize(
    ("interface", "missing", "sentence"),
    [
        ("ru", "ru", "Нет русского названия: дайте его или объясните в поле «об отсутствии слова», почему его нет."),
        (
            "ru",
            "zh_hans",
            "Нет китайского названия: дайте его или объясните в поле «об отсутствии слова», почему его нет.",
        ),
        ("ru", "en", "Нет английского названия: дайте его или объясните в поле «об отсутствии слова», почему его нет."),
        ("zh-hans", "ru", "缺少俄文名称：请填写，或在“缺词说明”中说明为何没有。"),
        ("zh-hans", "zh_hans", "缺少中文名称：请填写，或在“缺词说明”中说明为何没有。"),
        ("zh-hans", "en", "缺少英文名称：请填写，或在“缺词说明”中说明为何没有。"),
        ("en", "ru", "The Russian name is missing: give it, or say in the gap note why there is none."),
        (
            "en",
            "zh_hans",
            "The Chinese name is missing: give it, or say in the gap note why there is none.",
        ),
        ("en", "en", "The English name is missing: give it, or say in the gap note why there is none."),
    ],
)  # fmt: skip
def test_a_missing_language_is_refused_under_every_interface_language(
    desk: Client, settings: Any, interface: str, missing: str, sentence: str
) -> None:
    term = make_term()
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = interface
    answer = save(desk, term, **{f"name_{missing}": "", f"reliability_{missing}": ""})
    assert answer.status_code == 200
    assert errors_in(answer) == [sentence]
    assert getattr(Term.objects.get(pk=term.pk), f"name_{missing}")


@pytest.mark.parametrize("interface", ["ru", "zh-hans", "en"])
def test_a_domain_needs_three_names_under_every_interface_language(desk: Client, settings: Any, interface: str) -> None:
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = interface
    address = reverse("admin:glossary_domain_add")
    form = form_in(desk.get(address), "domain_form") | {
        "key": "diplomacy",
        "name_ru": "дипломатия",
        "name_en": "diplomacy",
    }
    answer = desk.post(address, form)
    assert errors_in(answer) == [
        {
            "ru": "У области есть название по-русски, по-китайски и по-английски.",
            "zh-hans": "领域须有俄文、中文和英文名称。",
            "en": "A domain has a name in Russian, Chinese and English.",
        }[interface]
    ]
    assert desk.post(address, form | {"name_zh_hans": "外交"}).status_code == 302
    domain = Domain.objects.get()
    assert (domain.name_ru, domain.name_zh_hans, domain.name_en) == ("дипломатия", "外交", "diplomacy")


def test_the_preferred_name_is_no_designation_and_is_refused_at_its_row(desk: Client, settings: Any) -> None:
    term = make_term()
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    form = form_in(desk.get(change_page(term)), "term_form")
    add_row(form, "designations", language="zh-Hans", text="不结盟政策", kind="synonym", standing="admitted",
            reliability="established")  # fmt: skip
    add_row(form, "designations", language="zh-Hans", text="不结盟", kind="synonym", standing="admitted",
            reliability="established")  # fmt: skip
    answer = desk.post(change_page(term), form)
    sentence = "“不结盟”已是首选名称（zh-Hans）；请删去此指称"
    assert errors_in(answer) == [sentence, sentence]
    rows = answer.context["inline_admin_formsets"][0].formset.forms
    assert [dict(row.errors) for row in rows] == [{}, {"text": [sentence]}]
    assert not term.designations.exists()


def test_a_relation_said_twice_is_refused_from_either_side(desk: Client) -> None:
    term, other = make_term(key="non-alliance"), make_term(key="non-alignment")
    form = form_in(desk.get(change_page(term)), "term_form")
    add_row(form, "relations", kind="false-friend", other=str(other.pk))
    twice = dict(form)
    add_row(twice, "relations", kind="false-friend", other=str(other.pk))
    sentence = "These two terms have this relation already, from one side or the other."
    assert sentence in errors_in(desk.post(change_page(term), twice))
    assert desk.post(change_page(term), form).status_code == 302
    back = form_in(desk.get(change_page(other)), "term_form")
    add_row(back, "relations", kind="false-friend", other=str(term.pk))
    assert sentence in " ".join(errors_in(desk.post(change_page(other), back)))
    assert TermRelation.objects.count() == 1


def test_the_three_columns_stand_side_by_side_in_one_order_and_name_their_language(desk: Client) -> None:
    page = desk.get(change_page(make_term())).content.decode()
    for field in ("name", "reliability", "definition", "usage_note", "gap_note", "editorial_note"):
        places = [page.index(f'name="{field}_{suffix}"') for suffix in ("ru", "zh_hans", "en")]
        assert places == sorted(places)
        assert f'role="group" aria-labelledby="record-{field}-heading"' in page
    for suffix, tag in (("ru", "ru"), ("zh_hans", "zh-Hans"), ("en", "en")):
        start = page.index(f'name="name_{suffix}"')
        assert f'lang="{tag}"' in page[start - 10 : page.index(">", start)]
    assert 'name="name"' not in page
    assert "modeltranslation" not in page


def test_a_term_shows_where_it_is_seen_and_which_terms_point_at_it(desk: Client) -> None:
    term, other = make_term(key="non-alliance"), make_term(key="non-alignment", name_en="non-alignment")
    other.relations.create(kind="false-friend", other=term)
    seen = make_attestation(term=term, form="不结盟", source=make_source(title_en="A Eurasian union"))
    page = desk.get(change_page(term)).content.decode()
    assert f'<a href="{change_page(seen)}" lang="zh-Hans">不结盟</a>' in page
    assert "A Eurasian union, paragraph 2" in page
    assert f'<a href="{change_page(other)}">non-alignment</a>: false friend of' in page
    assert f"{reverse('admin:glossary_attestation_add')}?term={term.pk}" in page


def test_a_new_attestation_begins_with_the_term_it_is_added_from(desk: Client) -> None:
    term, source = make_term(key="non-alliance"), make_source(key="pravda-2012")
    address = f"{reverse('admin:glossary_attestation_add')}?term={term.pk}"
    page = desk.get(address)
    form = form_in(page, "attestation_form")
    assert form["term"] == str(term.pk)
    assert "non-alliance · non-alliance" in page.content.decode()
    form |= {
        "key": "non-alliance-pravda",
        "language": "ru",
        "form": "неприсоединения к союзам",
        "source": str(source.pk),
    }
    assert desk.post(address, form).status_code == 302
    assert Attestation.objects.get().form == "неприсоединения к союзам"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("missing=zh-Hans", ["unnamed"]),
        ("missing=ru", []),
        ("undefined=en", ["undefined"]),
        ("attested=no", ["gap", "undefined", "unnamed"]),
        ("reliability_zh=official", ["seen"]),
        ("status__exact=draft", ["unnamed"]),
        ("domain=law", ["gap"]),
        ("q=НЕПРИСОЕДИНЕНИЕ", ["gap", "seen", "undefined", "unnamed"]),
        ("q=внеблоковый", ["seen"]),
        ("q=Внеблоковый статус", ["seen"]),
        ("q=shanghai", []),
    ],
)
def test_what_is_missing_is_visible_at_a_glance(desk: Client, question: str, found: list[str]) -> None:
    seen = make_term(key="seen", reliability_zh_hans="official")
    seen.designations.create(language="ru", text="внеблоковый статус")
    make_attestation(term=seen)
    make_term(key="unnamed", name_zh_hans="", reliability_zh_hans="", status="draft")
    make_term(key="undefined", definition_en="")
    make_term(
        key="gap",
        name_zh_hans="",
        reliability_zh_hans="",
        gap_note_zh_hans="中文没有对应词。",
        domain=make_domain(key="law"),
    )
    page = desk.get(f"{reverse('admin:glossary_term_changelist')}?{question}")
    assert [term.key for term in page.context["cl"].result_list] == found


def test_lists_show_names_with_their_reliability_and_stated_gaps(desk: Client, settings: Any) -> None:
    make_term(key="non-alliance", reliability_zh_hans="official", name_en="", reliability_en="", gap_note_en="None.")
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    page = desk.get(reverse("admin:glossary_term_changelist")).content.decode()
    assert '<span lang="zh-Hans">不结盟</span> <span class="badge badge-official">официально</span>' in page
    assert '<span class="badge badge-gap">нет слова</span>' in page


def test_autocompletes_answer_in_the_language_of_the_interface(desk: Client, settings: Any) -> None:
    make_term(key="non-alliance")
    assert choices(desk, "glossary.attestation", "term", "союзам") == ["non-alliance · non-alliance"]
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = "ru"
    assert choices(desk, "glossary.attestation", "term", "不结盟") == ["неприсоединение к союзам · non-alliance"]


def test_anonymous_and_unprivileged_clients_write_nothing(client: Client) -> None:
    records = [make_term(), make_domain(), make_attestation()]
    staff = with_rights()
    models = (Term, Domain, Attestation, Designation, Equivalence, Revision)

    def stored() -> list[Any]:
        return [list(QuerySet(model).order_by("pk").values()) for model in models]

    before = stored()
    for address in [address for one in records for address in every_address(one)]:
        assert client.post(address, {"post": "yes", "name_ru": "x"}).status_code in (302, 403)
        assert staff.post(address, {"post": "yes", "name_ru": "x"}).status_code == 403
    assert stored() == before


def twenty_children(term: Term, number: int) -> None:
    source = make_source()
    for place in range(number):
        organization = make_organization()
        term.designations.create(
            language="ru", text=f"слово {place}", official_for=organization, viewpoint=organization, position=place
        )
        term.relations.create(kind="related", other=make_term(), position=place)
        make_term().relations.create(kind="contrasts", other=term)
        make_attestation(term=term)
    pairs = [("ru", "zh-Hans"), ("ru", "en"), ("zh-Hans", "en")]
    for place, (left, right) in enumerate(pairs[:number]):
        term.equivalences.create(
            from_language=left,
            to_language=right,
            degree="exact",
            firmness="established",
            evidence=source,
            position=place,
        )


def test_every_form_costs_the_same_for_one_and_twenty_children(desk: Client) -> None:
    costs = {}
    for number in (1, 20):
        term = make_term()
        twenty_children(term, number)
        treaty = make_treaty()
        text = treaty.texts.create(language="zh-Hans", standing="authentic")
        attestation = make_attestation(source=treaty, text=text)
        domain = make_domain(parent=make_domain())
        costs[number] = [cost(desk, change_page(one)) for one in (term, attestation, domain)]
    assert costs[1] == costs[20] == [8, 4, 4]
    assert max(costs[20]) <= MOST_QUERIES


@pytest.mark.parametrize("model", ["term", "domain", "attestation"])
def test_every_list_costs_the_same_for_one_and_twenty_rows(desk: Client, model: str) -> None:
    make = {"term": make_term, "domain": make_domain, "attestation": make_attestation}[model]
    address = reverse(f"admin:glossary_{model}_changelist")
    make()
    one = cost(desk, address)
    for _ in range(19):
        make()
    assert cost(desk, address) == one
    assert one <= MOST_QUERIES
