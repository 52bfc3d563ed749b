"""Many records at once: each a change of its own, and a page that says what was done, what was skipped and why."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citations.admin import actions
from citations.models import Organization, Person, Revision
from glossary.models import Domain, Term
from tests.factories import make_domain, make_organization, make_person, make_source, make_term, make_treaty
from tests.pages import change_page, desk_of, form_in, latest, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> Any:
    """Who may see and change everything without a language, and publish."""
    return member_of("Editors", "Publishers")


def ask(client: Client, name: str, records: list[Any], *, query: str = "", across: bool = False) -> Any:
    """Choose records of a list and an action: the page that asks."""
    sent = {"action": name, "_selected_action": [one.pk for one in records], "index": "0"}
    return client.post(list_of(records[0]) + query, sent | {"select_across": "1" if across else "0"})


def do(client: Client, name: str, records: list[Any], *, query: str = "", across: bool = False, **answers: str) -> Any:
    """Answer that page: the page with the result."""
    question = ask(client, name, records, query=query, across=across)
    assert question.status_code == 200
    form = form_in(question, "bulk_form") | {"_selected_action": question.context["chosen"]}
    return client.post(list_of(records[0]) + query, form | answers)


def list_of(instance: Any) -> str:
    return reverse(f"admin:{instance._meta.app_label}_{instance._meta.model_name}_changelist")


def told(page: Any) -> dict[str, list[tuple[str, ...]]]:
    """The result: of each outcome the names, with the reasons."""
    return {
        part["name"]: [(row.name, *map(str, row.reasons)) for row in part["rows"]] for part in page.context["parts"]
    }


def offered(client: Client, address: str) -> list[str]:
    form = client.get(address).context["action_form"]
    return [] if form is None else [name for name, _label in form.fields["action"].choices if name]


# Status


def test_each_record_is_a_change_of_its_own_and_the_page_says_what_became_of_it(publisher: Any) -> None:
    desk = desk_of(publisher)
    drafts = [make_person(key=f"draft-{number}", status="draft") for number in (1, 2)]
    done = make_person(key="published")
    person = make_person(key="retired", status="retired", replaced_by=done)
    question = ask(desk, "publish_selected", [*drafts, done, person])
    shown = question.content.decode()
    assert "Publish these entries?" in shown
    assert "4 entries are selected." in shown
    assert "Zheng Yu · draft-1" in shown
    assert Person.objects.filter(status="draft").count() == 2
    page = do(desk, "publish_selected", [*drafts, done, person], why=" сверено с БРЭ ")
    assert told(page) == {
        "done": [("Zheng Yu · draft-1",), ("Zheng Yu · draft-2",)],
        "skipped": [("Zheng Yu · retired", "Only a retired entry has a successor: retire it, or clear “replaced by”.")],
        "unchanged": [("Zheng Yu · published",)],
    }
    html = page.content.decode()
    assert "<h2>Done · 2</h2>" in html
    assert f'<a href="{change_page(person)}">Zheng Yu · retired</a><br>Only a retired entry has a successor' in html
    for draft in drafts:
        made = latest("person", draft.key)
        assert (made.version, made.by, made.origin, made.why) == (2, publisher, "admin", "сверено с БРЭ")
        assert made.record["status"] == "published"
    assert [latest("person", key).version for key in ("published", "retired")] == [1, 1]
    person.refresh_from_db()
    assert person.status == "retired"


@pytest.mark.parametrize(("name", "status"), [("retire_selected", "retired"), ("return_selected_to_draft", "draft")])
def test_entries_are_retired_and_returned_to_draft(publisher: Any, name: str, status: str) -> None:
    treaty = make_treaty(key="treaty-of-1950")
    assert told(do(desk_of(publisher), name, [treaty])) == {
        "done": [("Treaty of Friendship, Alliance and Mutual Assistance · treaty-of-1950",)]
    }
    assert latest("treaty", "treaty-of-1950").record["status"] == status


def test_a_refused_record_names_what_the_rules_say(publisher: Any) -> None:
    nameless = make_term(key="nameless", status="draft", name_ru="", reliability_ru="")
    page = do(desk_of(publisher), "publish_selected", [nameless])
    assert told(page) == {
        "skipped": [
            (
                "non-alliance · nameless",
                "The Russian name is missing: give it, or say in the gap note why there is none.",
            )
        ]
    }


def test_a_record_changed_in_the_meantime_is_skipped(publisher: Any, monkeypatch: Any) -> None:
    people = [make_person(key=key, status="draft") for key in ("first", "second")]
    read = actions._in_chunks

    def overtaken(model: Any, pks: Any) -> Any:
        for instance in read(model, pks):
            if instance.key == "first":
                other = Person.objects.get(key="first")
                other.description_en = "Scholar"
                other.save()
            yield instance

    monkeypatch.setattr(actions, "_in_chunks", overtaken)
    page = do(desk_of(publisher), "publish_selected", people)
    assert told(page) == {
        "done": [("Zheng Yu · second",)],
        "skipped": [("Zheng Yu · first", "It was changed in the meantime: look at it again.")],
    }
    assert latest("person", "first").record["status"] == "draft"


def test_who_may_not_publish_is_not_offered_it_and_cannot_send_it() -> None:
    editor = desk_of(member_of("Editors", "Russian editors", "Chinese editors", "English editors"))
    person = make_person(key="zheng-yu", status="draft")
    assert offered(editor, list_of(person)) == ["delete_selected", "still_fits", "export_selected"]
    sent = {"action": "publish_selected", "_selected_action": [person.pk], "post": "yes", "why": ""}
    assert editor.post(list_of(person), sent).status_code == 302
    assert latest("person", "zheng-yu").record["status"] == "draft"


def test_who_may_only_look_is_offered_nothing() -> None:
    reader = desk_of(member_of())
    assert reader.get(list_of(make_person())).status_code == 403


def test_every_kind_offers_them(desk: Client) -> None:
    shared = ["publish_selected", "retire_selected", "return_selected_to_draft", "delete_selected", "still_fits"]
    shared += ["export_selected"]
    kinds = ("person", "organization", "source", "treaty", "citation")
    addresses = [f"admin:citations_{kind}_changelist" for kind in kinds]
    addresses += ["admin:glossary_domain_changelist", "admin:glossary_attestation_changelist"]
    assert {address: offered(desk, reverse(address)) for address in addresses} == dict.fromkeys(addresses, shared)
    assert offered(desk, reverse("admin:glossary_term_changelist")) == [*shared, "set_domain", "set_reliability"]


# All that the filters find


def test_all_across_pages_are_taken_in_chunks(publisher: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "CHUNK", 2)
    drafts = [make_person(key=f"draft-{number}", status="draft") for number in range(5)]
    make_person(key="published")
    desk = desk_of(publisher)
    query = "?status__exact=draft"
    question = ask(desk, "retire_selected", drafts[:1], query=query, across=True)
    assert "5 entries are selected." in question.content.decode()
    assert question.context["chosen"] == [drafts[0].pk]
    page = do(desk, "retire_selected", drafts[:1], query=query, across=True)
    assert [name for (name,) in told(page)["done"]] == [f"Zheng Yu · draft-{number}" for number in range(5)]
    assert Person.objects.filter(status="retired").count() == 5
    assert Person.objects.get(key="published").status == "published"


def go_on(client: Client, page: Any, address: str) -> Any:
    """Go on with the entries that the page of a result says are left."""
    return client.post(address, form_in(page, "bulk_form") | {"_selected_action": page.context["chosen"]})


@pytest.mark.parametrize("query", ["", "?status__exact=draft"])
def test_many_are_done_in_parts_and_each_page_asks_before_it_goes_on(
    publisher: Any, monkeypatch: Any, query: str
) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    drafts = [make_person(key=f"draft-{number}", status="draft") for number in range(5)]
    desk, address = desk_of(publisher), list_of(drafts[0]) + query
    question = ask(desk, "publish_selected", drafts[:1], query=query, across=True)
    assert "They are done 2 at a time: after each part a page says" in question.content.decode()
    page = do(desk, "publish_selected", drafts[:1], query=query, across=True, why="сверено с БРЭ")
    assert told(page) == {"done": [("Zheng Yu · draft-0",), ("Zheng Yu · draft-1",)]}
    assert "3 entries are left: nothing has been done with them yet." in page.content.decode()
    assert Person.objects.filter(status="published").count() == 2
    page = go_on(desk, page, address)
    assert told(page) == {"done": [("Zheng Yu · draft-2",), ("Zheng Yu · draft-3",)]}
    assert "1 entry is left: nothing has been done with it yet." in page.content.decode()
    page = go_on(desk, page, address)
    assert told(page) == {"done": [("Zheng Yu · draft-4",)]}
    assert "bulk_form" not in page.content.decode()
    assert latest("person", "draft-4").why == "сверено с БРЭ"


def test_ticked_entries_are_done_in_parts_too_and_the_answers_are_kept(publisher: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    terms = [make_term(key=key) for key in ("alliance", "non-alliance")]
    domain = make_domain(key="diplomacy")
    desk = desk_of(publisher)
    page = do(desk, "set_domain", terms, domain=str(domain.pk), why="по словарю")
    page = go_on(desk, page, list_of(terms[0]))
    assert [name for (name,) in told(page)["done"]] == ["non-alliance · non-alliance"]
    assert (latest("term", "non-alliance").record["domain"], latest("term", "non-alliance").why) == (
        "diplomacy",
        "по словарю",
    )


def test_what_the_filters_find_is_asked_anew_when_it_changes_between_two_parts(
    publisher: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    drafts = [make_person(key=f"draft-{number}", status="draft") for number in range(2)]
    desk = desk_of(publisher)
    page = do(desk, "publish_selected", drafts[:1], across=True)
    make_person(key="draft-3", status="draft")
    again = go_on(desk, page, list_of(drafts[0]))
    assert "2 entries are selected." in again.content.decode()
    assert [one.split(" · ")[1] for one in again.context["records"]] == ["draft-1", "draft-3"]
    assert Person.objects.filter(status="draft").count() == 2


def test_what_the_filters_find_is_asked_anew_when_it_is_another_number(publisher: Any) -> None:
    drafts = [make_person(key=f"draft-{number}", status="draft") for number in range(2)]
    desk, query = desk_of(publisher), "?status__exact=draft"
    sent = {"action": "publish_selected", "_selected_action": [drafts[0].pk], "select_across": "1", "post": "yes"}
    make_person(key="draft-3", status="draft")
    page = desk.post(list_of(drafts[0]) + query, sent | {"why": "", "count": "2"})
    assert page.context["form"].non_field_errors() == [
        "The filters find other entries than a moment ago: look at the number again."
    ]
    assert form_in(page, "bulk_form")["count"] == "3"
    assert Person.objects.filter(status="draft").count() == 3


def test_the_question_costs_the_same_for_one_and_twenty_and_the_work_is_even(publisher: Any) -> None:
    desk = desk_of(publisher)
    costs = []
    for number in (1, 20):
        people = [make_person(status="draft") for _ in range(number)]
        with CaptureQueriesContext(connection) as asking:
            ask(desk, "publish_selected", people)
        with CaptureQueriesContext(connection) as doing:
            do(desk, "publish_selected", people)
        costs.append((len(asking), len(doing)))
    assert costs[0][0] == costs[1][0]
    each, rest = divmod(costs[1][1] - costs[0][1], 19)
    assert rest == 0
    assert each <= 20


# Deleting


def test_deleting_names_what_protects_a_record_and_deletes_the_others(desk: Client, editor: Any) -> None:
    state, unused = make_organization(key="prc"), make_organization(key="unused")
    treaty = make_treaty(key="treaty-of-1950")
    treaty.parties.create(party=state)
    assert "Their history stays" in ask(desk, "delete_selected", [state, unused]).content.decode()
    page = do(desk, "delete_selected", [state, unused], why="дубликат")
    name = "People’s Republic of China"
    title = "Treaty of Friendship, Alliance and Mutual Assistance · treaty-of-1950"
    said = (
        f'It is referred to by <a href="{change_page(treaty)}">{title}</a>: change it there first, or retire this '
        "entry instead."
    )
    assert told(page) == {
        "done": [(f"{name} · unused",)],
        "skipped": [
            (f"{name} · prc", said),
        ],
    }
    assert list(Organization.objects.values_list("key", flat=True)) == ["prc"]
    gone = latest("organization", "unused")
    assert (gone.record, gone.by, gone.origin, gone.why) == (None, editor, "admin", "дубликат")


def test_records_that_protect_only_each_other_are_deleted_together(desk: Client) -> None:
    above = make_domain(key="law")
    below = make_domain(key="treaty-law", parent=above)
    assert sorted(told(do(desk, "delete_selected", [above, below]))["done"]) == [
        ("diplomacy · law",),
        ("diplomacy · treaty-law",),
    ]
    assert not Domain.objects.exists()


def test_more_records_than_can_be_named_are_counted(desk: Client) -> None:
    cited = make_source(key="cited")
    for number in range(7):
        make_source(key=f"part-{number}", published_in=cited)
    ((_name, reason),) = told(do(desk, "delete_selected", [cited]))["skipped"]
    assert reason.count("<a href=") == 5
    assert reason.endswith(" and 2 more: change them first, or retire it instead.")


def test_what_may_not_be_deleted_is_skipped_with_the_reason() -> None:
    russian = desk_of(member_of("Editors", "Russian editors"))
    theirs = make_person(key="theirs", status="draft")
    ours = make_person(
        key="ours", status="draft", family_name_zh_hans="", given_name_zh_hans="", family_name_en="", given_name_en=""
    )
    page = do(russian, "delete_selected", [theirs, ours])
    said = (
        "You may not delete person “theirs”, which says something in languages that you may not edit (Chinese, "
        "English): ask somebody who may edit them, or ask an administrator for the right to."
    )
    assert told(page) == {"done": [("Чжэн Юй · ours",)], "skipped": [("Zheng Yu · theirs", said)]}
    assert list(Person.objects.values_list("key", flat=True)) == ["theirs"]


# Terms


def test_terms_are_given_another_domain(publisher: Any) -> None:
    law = make_domain(key="law")
    terms = [make_term(key="alliance"), make_term(key="pact", domain=law)]
    desk = desk_of(publisher)
    page = do(desk, "set_domain", terms, domain=str(law.pk), why="по рубрикатору")
    assert told(page) == {"done": [("non-alliance · alliance",)], "unchanged": [("non-alliance · pact",)]}
    made = latest("term", "alliance")
    assert (made.record["domain"], made.by, made.why) == ("law", publisher, "по рубрикатору")
    without = do(desk, "set_domain", terms)
    assert without.context["form"].errors == {"domain": ["This field is required."]}
    assert Revision.objects.of("term", "pact").count() == 1


def test_names_are_graded_in_a_language_of_ones_own() -> None:
    chinese = member_of("Editors", "Chinese editors")
    named = make_term(key="alliance")
    gap = make_term(key="gap", name_zh_hans="", reliability_zh_hans="", gap_note_zh_hans="无对应词")
    desk = desk_of(chinese)
    question = ask(desk, "set_reliability", [named, gap])
    assert [value for value, _label in question.context["form"].fields["language"].choices] == ["zh-Hans"]
    page = do(desk, "set_reliability", [named, gap], language="zh-Hans", reliability="official", why="依公报")
    assert told(page) == {
        "done": [("non-alliance · alliance",)],
        "skipped": [
            (
                "non-alliance · gap",
                "The Chinese name has a reliability (official, established or proposed), and nothing else has one.",
            )
        ],
    }
    made = latest("term", "alliance")
    assert made.record["reliability"] == {"ru": "established", "zh-Hans": "official", "en": "established"}
    assert (made.by, made.why) == (chinese, "依公报")
    refused = do(desk, "set_reliability", [named], language="ru", reliability="proposed")
    assert refused.context["form"].errors == {
        "language": ["Select a valid choice. ru is not one of the available choices."]
    }
    assert Term.objects.get(key="alliance").reliability_ru == "established"
