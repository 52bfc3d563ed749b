"""Files into the base: everything or nothing, only what the file says anew, every problem with its place."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth import get_user_model

from citations.exchange.formats import Options
from citations.models import Organization, Person, Revision, Source
from glossary.models import Term
from tests.citations.exchange.carrying import back, out, records
from tests.factories import make_domain, make_organization, make_person, make_source, make_term

pytestmark = pytest.mark.django_db


def line(record_type: str, /, **record: object) -> str:
    return json.dumps({"type": record_type, "record": record}, ensure_ascii=False) + "\n"


def test_a_new_record_is_a_draft_unless_the_file_says_its_status():
    make_domain(key="diplomacy")
    outcome = back(
        line("term", key="alliance", domain="diplomacy", name={"ru": "союз"}, reliability={"ru": "established"})
        + line("person", key="zheng-yu", family_name={"en": "Zheng"}, given_name={"en": "Yu"}, status="published"),
        "jsonl",
        name="слова.jsonl",
    )
    assert [str(fault) for fault in outcome.faults] == []
    assert (outcome.created, outcome.changed, outcome.unchanged) == (2, 0, 0)
    assert Term.objects.get(key="alliance").status == "draft"
    assert Person.objects.get(key="zheng-yu").status == "published"
    revision = Revision.objects.of("term", "alliance").get()
    assert (revision.version, revision.origin, revision.why) == (1, "import", "слова.jsonl")


def test_what_exists_is_left_alone_unless_update_and_only_what_differs_changes():
    make_term(key="non-alliance")
    said = line("term", key="non-alliance", name={"ru": "внеблоковость"})
    left = back(said, "jsonl")
    assert (left.left, left.changed) == (1, 0)
    assert Term.objects.get(key="non-alliance").name_ru == "неприсоединение к союзам"
    changed = back(said, "jsonl", update=True)
    assert (changed.left, changed.changed) == (0, 1)
    assert [(step.name, step.language, step.before, step.after) for step in changed.steps] == [
        ("name", "ru", "неприсоединение к союзам", "внеблоковость")
    ]
    assert Term.objects.get(key="non-alliance").name_en == "non-alliance"
    again = back(said, "jsonl", update=True)
    assert (again.changed, again.unchanged) == (0, 1)
    assert Revision.objects.of("term", "non-alliance").count() == 2


@pytest.mark.parametrize("keys", [("union", "bloc"), ("union", "bloc", "entente")])
def test_new_terms_that_are_broader_than_each_other_in_a_circle_are_refused(keys: tuple[str, ...]):
    make_domain(key="diplomacy")
    texts = {"union": "союз", "bloc": "блок", "entente": "согласие"}
    outcome = back(
        "".join(
            line(
                "term",
                key=key,
                domain="diplomacy",
                name={"ru": texts[key]},
                reliability={"ru": "proposed"},
                relations=[{"kind": "broader", "term": keys[place - 1]}],
            )
            for place, key in enumerate(keys)
        ),
        "jsonl",
    )
    assert [str(fault) for fault in outcome.faults] == [
        "line 2: relations.0.term: “union” lies, directly or not, below this term: the relation would go round."
    ]
    assert not outcome.is_written
    assert not Term.objects.exists()


def test_a_dry_run_tells_the_same_and_writes_nothing():
    make_term(key="non-alliance")
    before = records("term")
    outcome = back(line("term", key="non-alliance", name={"ru": "внеблоковость"}), "jsonl", update=True, dry_run=True)
    assert (outcome.changed, outcome.is_written) == (1, False)
    assert records("term") == before


def test_only_the_languages_asked_for_change():
    make_term(key="non-alliance")
    said = line("term", key="non-alliance", name={"ru": "внеблоковость", "en": "non-bloc policy"})
    outcome = back(said, "jsonl", update=True, options=Options(languages=("ru",)))
    assert [(step.name, step.language) for step in outcome.steps] == [("name", "ru")]


def test_every_fault_has_its_place_and_nothing_is_written():
    make_domain(key="diplomacy")
    outcome = back(
        line("term", key="alliance", domain="diplomacy", name={"ru": "союз"}, reliability={"ru": "certain"})
        + line("term", key="Entente", name={"ru": "Антанта"})
        + line("term", key="league", domain="diplomacy", names={"ru": "лига"})
        + line("term", key="pact", domain="nowhere", name={"ru": "пакт"}, reliability={"ru": "established"})
        + "{not json}\n"
        + line("term", key="bloc", domain="diplomacy", name={"ru": "блок"}, reliability={"ru": "established"}),
        "jsonl",
    )
    assert outcome.is_written is False
    assert [fault.where for fault in outcome.faults] == ["line 2", "line 3", "line 5"]
    assert [str(fault) for fault in outcome.faults] == [
        (
            "line 2: key: “Entente” is not a key; use at most 120 small Latin letters and digits, words joined by "
            "single hyphens, such as non-alliance."
        ),
        "line 3: names: no field is called so; did you mean “name”?",
        "line 5: this is not JSON (Expecting property name enclosed in double quotes); each line is one object",
    ]
    assert Term.objects.count() == 0


def test_what_the_rules_refuse_is_named_record_by_record():
    make_domain(key="diplomacy")
    outcome = back(
        line("term", key="alliance", domain="diplomacy", name={"ru": "союз"}, reliability={"ru": "certain"})
        + line("term", key="pact", domain="nowhere", name={"ru": "пакт"}, reliability={"ru": "established"}),
        "jsonl",
    )
    assert [str(fault) for fault in outcome.faults] == [
        "line 1: reliability.ru: Value 'certain' is not a valid choice. Write one of official, established, proposed.",
        "line 2: domain: there is no domain “nowhere”; correct the key or add the record",
    ]
    assert Term.objects.count() == 0


def test_a_key_that_stands_twice_is_refused():
    said = line("person", key="zheng-yu", family_name={"en": "Zheng"})
    outcome = back(said + said, "jsonl")
    assert [str(fault) for fault in outcome.faults] == ["line 2: the person “zheng-yu” stands in the file twice"]


def test_records_that_refer_to_each_other_come_in_whatever_their_order():
    make_domain(key="diplomacy")
    named = {"domain": "diplomacy", "reliability": {"ru": "established"}}
    outcome = back(
        line("term", key="alliance", name={"ru": "союз"}, relations=[{"kind": "contrasts", "term": "entente"}], **named)
        + line("term", key="bloc", name={"ru": "блок"}, relations=[{"kind": "broader", "term": "alliance"}], **named)
        + line(
            "term", key="entente", name={"ru": "согласие"}, relations=[{"kind": "broader", "term": "bloc"}], **named
        ),
        "jsonl",
    )
    assert [str(fault) for fault in outcome.faults] == []
    assert outcome.created == 3
    found = {key: record["relations"] for (_kind, key), record in records("term").items()}
    assert found == {
        "alliance": [{"kind": "contrasts", "term": "entente"}],
        "bloc": [{"kind": "broader", "term": "alliance"}],
        "entente": [{"kind": "broader", "term": "bloc"}],
    }


def test_a_description_finds_the_person_meant_and_makes_the_one_unknown():
    make_person(key="zheng-yu")
    work = {
        "type": "article",
        "language": "zh-Hans",
        "title": {"zh-Hans": "结盟还是不结盟"},
        "contributions": [
            {"role": "author", "person": {"family_name": {"zh-Hans": "郑"}, "given_name": {"zh-Hans": "羽"}}},
            {"role": "author", "person": {"family_name": {"ru": "Лукин"}, "given_name": {"ru": "Александр"}}},
        ],
    }
    outcome = back(line("source", **work), "jsonl")
    assert [str(fault) for fault in outcome.faults] == []
    source = Source.objects.get()
    assert source.key == "jie-meng-hai-shi-bu-jie-meng"
    assert [row.person.key for row in source.contributions.all()] == ["zheng-yu", "lukin-aleksandr"]
    assert Person.objects.get(key="lukin-aleksandr").status == "draft"


@pytest.mark.parametrize(
    ("known", "said", "is_the_same"),
    [
        ("1994", "1994-05", True),
        ("1994", "", True),
        ("", "1994", True),
        ("1994", "2021", False),
    ],
)
def test_a_work_without_a_key_is_one_that_is_there_when_title_and_year_agree(known: str, said: str, is_the_same: bool):
    make_source(key="kissinger-diplomacy", type="book", title_ru="Дипломатия", issued=known)

    outcome = back(line("source", type="book", language="ru", title={"ru": "«Дипломатия»"}, issued=said), "jsonl")

    assert [str(fault) for fault in outcome.faults] == []
    assert (outcome.left, outcome.created) == ((1, 0) if is_the_same else (0, 1))


def test_a_doi_means_the_same_work_whatever_its_year():
    make_source(key="lukin", type="article-journal", title_ru="Китай и Россия", doi="10.1000/ru.2012.1", issued="2012")

    work = {"type": "article-journal", "language": "ru", "title": {"ru": "Россия и Китай"}, "doi": "10.1000/RU.2012.1"}
    outcome = back(line("source", **work, issued="2013"), "jsonl")

    assert (outcome.left, outcome.created) == (1, 0)


def test_a_list_stated_in_full_loses_the_row_that_is_gone_and_keeps_what_others_hold():
    term = make_term(key="non-alliance")
    state = make_organization(key="prc")
    term.designations.create(language="ru", text="внеблоковость", official_for=state, note_ru="Редко.")
    term.designations.create(language="en", text="nonalliance", kind="spelling", position=1)
    data, _losses = out("jsonl", "term")
    record = json.loads(data)["record"]
    record["designations"] = [record["designations"][0] | {"standing": "deprecated"}]
    outcome = back(line("term", **record), "jsonl", update=True)
    assert [str(fault) for fault in outcome.faults] == []
    row = Term.objects.get(key="non-alliance").designations.get()
    assert (row.text, row.standing, row.official_for, row.note_ru) == ("внеблоковость", "deprecated", state, "Редко.")


def test_who_may_not_add_a_kind_of_record_is_told_so():
    outcome = back(
        line("organization", key="prc", name={"ru": "КНР", "zh-Hans": "中国", "en": "PRC"}, kind="state"),
        "jsonl",
        may=lambda model, action: model is not Organization,
        by=get_user_model().objects.create_user("редактор"),
    )
    assert [str(fault) for fault in outcome.faults] == ["line 1: you may not add organizations"]
    assert Organization.objects.count() == 0


def test_defaults_fill_what_the_file_does_not_say():
    make_domain(key="diplomacy")
    said = line("term", key="alliance", name={"ru": "союз"}, reliability={"ru": "established"})
    outcome = back(said, "jsonl", options=Options(defaults={"domain": "diplomacy", "status": "published"}))
    assert [fault.message for fault in outcome.faults] == [
        "The Chinese name is missing: give it, or say in the gap note why there is none.",
        "The English name is missing: give it, or say in the gap note why there is none.",
    ]
    assert back(said, "jsonl", options=Options(defaults={"domain": "diplomacy"})).is_written


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_a_file_without_records_is_refused(content):
    assert [str(fault) for fault in back(content, "jsonl").faults] == ["the file holds no record that can be taken in"]


def test_importing_many_records_costs_hardly_more_queries_than_importing_one(django_assert_max_num_queries):
    make_domain(key="diplomacy")

    def said(number: int) -> str:
        related = [{"kind": "related", "term": f"alliance-{number - 1}"}] if number > 1 else []
        designations = [{"language": "ru", "text": f"альянс {number}"}]
        one = {"name": {"ru": f"союз {number}"}, "reliability": {"ru": "established"}, "domain": "diplomacy"}
        return line("term", key=f"alliance-{number}", relations=related, designations=designations, **one)

    make_source()
    with django_assert_max_num_queries(60):
        back(said(0), "jsonl")
    with django_assert_max_num_queries(60):
        outcome = back("".join(said(number) for number in range(1, 51)), "jsonl")
    assert (outcome.created, outcome.faults) == (50, [])
    assert Term.objects.get(key="alliance-50").relations.get().other.key == "alliance-49"
    assert set(Revision.objects.filter(kind="term").values_list("version", flat=True)) == {1}


def test_one_record_that_is_refused_is_named_alone_among_those_made_with_it():
    make_domain(key="diplomacy")
    named = {"name": {"ru": "союз"}, "reliability": {"ru": "established"}, "domain": "diplomacy"}
    twice = [{"kind": "related", "term": "bloc"}, {"kind": "related", "term": "bloc"}]
    outcome = back(
        line("term", key="bloc", **named)
        + line("term", key="alliance", **named, designations=[{"language": "ru", "text": ""}])
        + line("term", key="entente", **named, relations=twice)
        + line("term", key="pact", **named, relations=[{"kind": "related", "term": "alliance"}]),
        "jsonl",
    )
    assert [str(fault) for fault in outcome.faults] == [
        "line 2: designations.0.text: This field cannot be blank.",
        "line 3: relations.1: These two terms have this relation already, from one side or the other.",
    ]
    assert Term.objects.count() == 0


def test_a_domain_and_one_within_it_come_in_together_each_with_one_revision():
    names = {"name": {"ru": "договоры", "zh-Hans": "条约", "en": "treaties"}}
    outcome = back(
        line("domain", key="unequal-treaties", parent="treaties", **names) + line("domain", key="treaties", **names),
        "jsonl",
    )
    assert (outcome.created, outcome.faults) == (2, [])
    assert records("domain")["domain", "unequal-treaties"]["parent"] == "treaties"
    assert list(Revision.objects.filter(kind="domain").values_list("key", "version")) == [
        ("treaties", 1),
        ("unequal-treaties", 1),
    ]
