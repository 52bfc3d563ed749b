"""Writing the index: in the caller's transaction, one by one or in bulk, and anew."""

from itertools import chain

import pytest
from django.db import transaction

from citations.search import commands, index, models, registry
from citations.search.analysis import ANALYSER_VERSION, Label, analyse
from citations.search.engine import find
from citations.search.index import Document

pytestmark = pytest.mark.django_db

SPIRIT = Document("term", "shanghai-spirit", [Label("ru", "Шанхайский дух"), Label("zh-Hans", "上海精神")])


def contents():
    """Everything in the index but the numbers given to its rows."""
    grams = dict(models.SearchGram.objects.values_list("id", "text"))
    documents = {row.weight << models.NUMBER_BITS | row.id: row.key for row in models.SearchDocument.objects.all()}
    postings = set()
    for run in models.SearchRun.objects.all():
        for number in index.array("i", bytes(run.documents)):
            if number in documents:
                postings.add((grams[run.gram], documents[number]))
    wholes = {(row.hash, documents[row.number]) for row in models.SearchWhole.objects.all()}
    return postings, wholes, set(documents.values())


def test_analysis_is_pure():
    labels = [Label("ru", "Неприсоединение к союзам"), Label("zh-Hans", "不结盟"), Label("en", "non-alliance")]
    assert analyse(labels) == analyse(labels)
    assert analyse(labels).sounds == "\nbu jie meng\n"
    assert set(analyse([Label("zh-Hans", "不結盟")]).grams) == {"不", "不结", "结", "结盟", "盟"}


def test_bulk_and_single_writing_come_to_the_same(empty_index):
    from tests.citations.search.conftest import documents

    index.write_many(documents())
    together = contents()
    index.clear()
    for document in documents():
        index.write(document)
    assert contents() == together


def test_rewriting_replaces(empty_index):
    index.write(SPIRIT)
    index.write(Document("term", "shanghai-spirit", [Label("ru", "Дух Шанхая")]))
    assert [hit.match.text for hit in find("дух шанхая")] == ["Дух Шанхая"]
    assert find("上海精神") == []
    assert models.SearchDocument.objects.count() == 1


def test_the_same_again_changes_nothing(empty_index):
    assert index.write_many([SPIRIT]) == 1
    before = list(models.SearchDocument.objects.values_list("id", flat=True))
    assert index.write_many([SPIRIT]) == 0
    assert list(models.SearchDocument.objects.values_list("id", flat=True)) == before


def test_facets_change_without_new_keys(empty_index):
    index.write(Document("term", "x", SPIRIT.labels, {"status": "draft"}))
    index.write(Document("term", "x", SPIRIT.labels, {"status": "published"}))
    assert [hit.key for hit in find("дух", facets={"status": "published"})] == ["x"]
    assert find("дух", facets={"status": "draft"}) == []


def test_removing_leaves_nothing_behind(small_index):
    keys = [document[0] for document in models.SearchDocument.objects.filter(kind="term").values_list("key")]
    assert index.remove("term", keys) == len(keys)
    assert find("неприсоединение") == []
    assert find("习近平")[0].key == "xi-jinping"
    index.compact()
    assert {key for _, key in contents()[0]} == set(models.SearchDocument.objects.values_list("key", flat=True))


def test_written_with_the_record_or_not_at_all(empty_index):
    def save():
        with transaction.atomic():
            index.write(SPIRIT)
            raise RuntimeError("the record cannot be saved")

    with pytest.raises(RuntimeError, match="the record cannot be saved"):
        save()
    assert find("дух") == []


def test_compacting_changes_no_answer(small_index):
    index.write(SPIRIT)
    index.write(Document("term", "spirits", [Label("ru", "Шанхайское духовенство")]))
    queries = ["мирное", "неприсоединения", "关系", "bujiemeng", "шанхайскы дхуовенство"]
    before = [[(hit.key, hit.score) for hit in find(query)] for query in queries]
    assert [hits[0][0] for hits in before] == [
        "peaceful-coexistence", "non-alignment", "strategic-partnership", "non-alliance", "spirits",
    ]  # fmt: skip
    slips = set(chain.from_iterable(map(index._slips, models.SearchTypo.objects.values_list("slips", flat=True))))
    index.compact()
    assert [[(hit.key, hit.score) for hit in find(query)] for query in queries] == before
    stored = list(models.SearchTypo.objects.values_list("bucket", "slips"))
    assert len(stored) == len(dict(stored))
    assert set(chain.from_iterable(index._slips(row) for _, row in stored)) == slips


def test_odd_labels_are_taken(empty_index):
    labels = [Label("ru", ""), Label("en", "\x00\t\nтаб\tи строка\n"), Label("en", "—"), Label("zh-Hans", "x" * 5000)]
    index.write(Document("term", "odd", labels))
    assert find("таб и строка")[0].match.text == "таб и строка"


@pytest.fixture
def two_kinds(monkeypatch):
    monkeypatch.setattr(registry, "_KINDS", {})
    records = {
        "person": [("lavrov", {"family_name": {"ru": "Лавров", "en": "Lavrov"}, "given_name": {"ru": "Сергей"}})],
        "term": [(f"t{n:04}", {"name": {"ru": f"Термин {n}", "zh-Hans": "术语"}}) for n in range(5)],
    }
    registry.register(
        "person", registry.person_labels, records=lambda after: iter([r for r in records["person"] if r[0] > after])
    )
    registry.register(
        "term",
        lambda record: registry.translated(record, "name"),
        records=lambda after: iter([r for r in records["term"] if r[0] > after]),
        facets_of=lambda record: {"status": "published"},
    )
    return records


def test_rebuild(empty_index, two_kinds):
    index.write(SPIRIT)
    lines = []
    assert commands.rebuild_search(lines.append) == 6
    assert lines == [
        "person: 1 written",
        "term: 6 written",
        f"The search index is complete: 6 records written, version {ANALYSER_VERSION}.",
    ]
    assert find("дух") == []
    assert find("Лавровым")[0].key == "lavrov"


def test_rebuild_goes_on_where_it_was_broken_off(empty_index, two_kinds, monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)

    def fail(kind, count):
        if count == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.rebuild(progress=fail)
    with pytest.raises(index.IndexOutOfDate, match="rebuild of the search index is unfinished"):
        find("термин")
    assert models.SearchDocument.objects.count() == 3
    lines = []
    assert commands.rebuild_search(lines.append) == 3
    assert lines[0] == "Going on after term t0001."
    assert find("термин 4")[0].key == "t0004"


def test_an_unknown_kind_is_named(two_kinds):
    with pytest.raises(LookupError, match=r"Search knows no kind 'treaty'; it knows person, term."):
        registry.kind("treaty")


def test_person_labels():
    record = {
        "family_name": {"ru": "Лавров", "zh-Hans": "拉夫罗夫", "en": "Lavrov"},
        "given_name": {"ru": "Сергей", "zh-Hans": "谢尔盖", "en": "Sergey"},
        "patronymic": {"ru": "Викторович"},
    }
    assert [label.text for label in registry.person_labels(record)] == [
        "Лавров Сергей Викторович",
        "Сергей Викторович Лавров",
        "Сергей Лавров",
        "Лавров",
        "谢尔盖·拉夫罗夫",
        "拉夫罗夫",
        "Lavrov Sergey",
        "Sergey Lavrov",
        "Lavrov",
    ]
    chinese = {"family_name": {"zh-Hans": "习"}, "given_name": {"zh-Hans": "近平"}}
    assert [label.text for label in registry.person_labels(chinese)] == ["习近平"]
