"""The search index is written with every change, by whatever way it comes, or not at all; and can be made anew."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from citations import changes, history
from citations.models import Person, Revision
from citations.search import index, models
from citations.search.engine import find
from glossary.models import Term
from seeds.pipeline import import_folder
from tests.factories import make_domain, make_organization, make_person, make_source, make_term, make_treaty
from tests.pages import add_row, change_page, form_in, save

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [f"{hit.kind}:{hit.key}" for hit in find(text)]


def test_every_kind_is_found_by_every_name_it_has():
    make_person(key="zheng-yu", name_original="Zhèng Yǔ")
    make_organization(key="prc")
    make_source(
        key="eurasian-union",
        title_as_printed="Новый интеграционный проект",
        title_transliterated="Evraziiskii soiuz: putʹ vpered",
    )
    make_source(key="social-sciences", language="zh-Hans", title_transliterated="Zhongguo shehui kexue")
    treaty = make_treaty(key="1950-sino-soviet", title_original="Sino-Soviet Pact")
    treaty.texts.create(language="zh-Hant", standing="authentic", title_as_printed="中蘇盟約")
    term = make_term(key="non-alliance", name_zh_hant="不結盟主義")
    term.designations.create(language="en", text="non-aligned posture")
    make_domain(key="trade", name_ru="торговля", name_zh_hans="贸易", name_en="trade")
    assert found("Zheng Yu") == ["person:zheng-yu"]
    assert found("中华人民共和国") == ["organization:prc"]
    assert found("интеграционный проект") == ["source:eurasian-union"]
    assert found("putʹ vpered") == found("put vpered") == ["source:eurasian-union"]
    assert found("Zhongguo shehui kexue") == ["source:social-sciences"]
    assert found("sino-soviet pact") == ["treaty:1950-sino-soviet"]
    assert found("中苏盟约")[0] == "treaty:1950-sino-soviet"
    assert found("不结盟主义")[0] == "term:non-alliance"
    assert found("non-aligned posture") == ["term:non-alliance"]
    assert found("贸易") == []


def test_a_save_in_the_admin_moves_the_index_with_the_record(desk: Client):
    term = make_term(key="non-alliance")
    assert save(desk, term, name_ru="вольная дружба").status_code == 302
    assert (found("вольная дружба"), found("неприсоединение к союзам")) == (["term:non-alliance"], [])
    form = form_in(desk.get(change_page(term)), "term_form")
    add_row(
        form, "designations", language="ru", text="внеблоковый статус", kind="synonym", standing="admitted",
        reliability="established",
    )  # fmt: skip
    assert desk.post(change_page(term), form).status_code == 302
    assert found("внеблокового статуса") == ["term:non-alliance"]
    assert save(desk, term, **{"designations-0-DELETE": "on"}).status_code == 302
    assert found("внеблоковый статус") == []


def test_reverting_and_deleting_move_it_too():
    person = make_person(key="zheng-yu")
    first = Revision.objects.get(kind="person", key="zheng-yu")
    person.family_name_ru = "Лавров"
    person.save()
    assert found("лавров") == ["person:zheng-yu"]
    history.revert(first)
    assert (found("лавров"), found("чжэн юй")) == ([], ["person:zheng-yu"])
    Person.objects.get(key="zheng-yu").delete()
    assert found("чжэн юй") == []
    assert not models.SearchDocument.objects.exists()
    history.revert(first)
    assert found("чжэн юй") == ["person:zheng-yu"]


def test_a_source_that_is_a_treaty_is_found_once():
    make_treaty(key="1950-sino-soviet")
    assert found("友好同盟互助条约") == ["treaty:1950-sino-soviet"]


def test_an_import_writes_it(tmp_path: Path):
    (tmp_path / "people.yaml").write_text(
        "- key: lavrov-sergey\n"
        "  family_name:\n    ru: Лавров\n    zh-Hans: 拉夫罗夫\n    en: Lavrov\n"
        "  given_name:\n    ru: Сергей\n    zh-Hans: 谢尔盖\n    en: Sergey\n"
        "  native_language: ru\n",
        encoding="utf-8",
    )
    outcome = import_folder(tmp_path)
    assert (outcome.created, list(outcome.problems)) == (1, [])
    assert found("лавровым") == found("拉夫羅夫") == ["person:lavrov-sergey"]


def everything() -> list[Any]:
    return [list(table.objects.order_by("pk").values_list()) for table in models.TABLES]


def test_what_is_undone_is_undone_in_the_index_too():
    term = make_term(key="non-alliance")
    before = everything()

    def change() -> None:
        with changes.change():
            term.name_ru = "вольная дружба"
            term.save()
            make_person(key="zheng-yu")
            raise RuntimeError("the power is gone")

    with pytest.raises(RuntimeError, match="the power is gone"):
        change()
    assert everything() == before


def test_a_failure_of_the_index_undoes_the_record(monkeypatch: pytest.MonkeyPatch):
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("the index cannot be written")

    with monkeypatch.context() as broken:
        broken.setattr(index, "write_records", fail)
        with pytest.raises(RuntimeError, match="the index cannot be written"):
            make_domain_and_term()
    assert not Term.objects.exists()
    assert not Revision.objects.filter(kind="term").exists()


def make_domain_and_term() -> None:
    with changes.change():
        make_term(key="non-alliance", domain=make_domain())


def rebuild(*options: str) -> list[str]:
    out = StringIO()
    call_command("rebuild_search", *options, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_mends_an_index_of_another_version():
    make_term(key="non-alliance")
    make_treaty(key="1950-sino-soviet")
    models.SearchState.objects.update(version=0)
    with pytest.raises(index.IndexOutOfDate, match=r"has version 0, the program version 3; run: manage\.py rebuild"):
        find("不结盟")
    assert rebuild() == [
        "domain: 1 written",
        "term: 2 written",
        "treaty: 3 written",
        "The search index is complete: 3 records written, version 3.",
    ]
    assert found("不结盟") == ["term:non-alliance"]
    assert found("友好同盟") == ["treaty:1950-sino-soviet"]


def test_a_rebuild_comes_to_what_was_written_with_the_records():
    make_term(key="non-alliance")
    make_person(key="zheng-yu")
    make_source(key="eurasian-union")
    columns = ("kind", "key", "weight", "labels", "sounds", "facets")
    before = list(models.SearchDocument.objects.order_by("kind", "key").values_list(*columns))
    rebuild()
    assert list(models.SearchDocument.objects.order_by("kind", "key").values_list(*columns)) == before


def test_a_rebuild_that_was_broken_off_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch):
    domain = make_domain()
    for number in range(5):
        make_term(key=f"term-{number}", domain=domain)
    make_organization(key="prc")
    monkeypatch.setattr(index, "BATCH", 2)

    def break_off(_kind: str, count: int) -> None:
        if count == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.rebuild(progress=break_off)
    with pytest.raises(index.IndexOutOfDate, match=r"is unfinished; run: manage\.py rebuild_search"):
        find("不结盟")
    assert models.SearchDocument.objects.count() == 3
    assert rebuild() == [
        "Going on after term term-1.",
        "term: 2 written",
        "term: 3 written",
        "The search index is complete: 3 records written, version 3.",
    ]
    assert len(found("不结盟")) == 5
    assert rebuild("--restart")[-1] == "The search index is complete: 7 records written, version 3."


def test_the_command_lists_what_a_file_names(tmp_path: Path):
    make_term(key="non-alliance")
    make_term(key="draft", status="draft")
    make_source(key="eurasian-union")
    path = tmp_path / "text.txt"
    path.write_text("Евразийский союз и неприсоединение к союзам", encoding="utf-8")
    out = StringIO()
    call_command("recognize", str(path), stdout=out)
    assert out.getvalue() == (
        "19\t43\tнеприсоединение к союзам\tterm:non-alliance\tнеприсоединение к союзам / 不结盟 / non-alliance\n"
    )
