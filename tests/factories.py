"""Makes records with readable defaults in all three languages; every call can override any field."""

from __future__ import annotations

from itertools import count
from typing import Any

from citations.models import Citation, Organization, Person, Source, Treaty
from glossary.models import Attestation, Domain, Term

_numbers = count(1)


def _save(model: type[Any], defaults: dict[str, Any], given: dict[str, Any]) -> Any:
    instance = model(**(defaults | given))
    instance.full_clean()
    instance.save()
    return instance


def make_domain(**given: Any) -> Domain:
    """A domain, “diplomacy” unless told otherwise."""
    defaults = {
        "key": f"domain-{next(_numbers)}",
        "name_ru": "дипломатия",
        "name_zh_hans": "外交",
        "name_en": "diplomacy",
    }
    return _save(Domain, defaults, given)


def make_term(**given: Any) -> Term:
    """A published term, non-alliance unless told otherwise, in a domain of its own unless one is given."""
    number = next(_numbers)
    defaults = {
        "key": f"term-{number}",
        "name_ru": "неприсоединение к союзам",
        "name_zh_hans": "不结盟",
        "name_en": "non-alliance",
        "reliability_ru": "established",
        "reliability_zh_hans": "established",
        "reliability_en": "established",
        "definition_ru": "Отказ государства вступать в военные союзы.",
        "definition_zh_hans": "国家不加入军事同盟的政策。",
        "definition_en": "A state’s refusal to enter military alliances.",
    }
    if "domain" not in given:
        given["domain"] = make_domain()
    return _save(Term, defaults, given)


def make_person(**given: Any) -> Person:
    """A person, Zheng Yu unless told otherwise."""
    defaults = {
        "key": f"person-{next(_numbers)}",
        "family_name_ru": "Чжэн",
        "family_name_zh_hans": "郑",
        "family_name_en": "Zheng",
        "given_name_ru": "Юй",
        "given_name_zh_hans": "羽",
        "given_name_en": "Yu",
        "native_language": "zh-Hans",
    }
    return _save(Person, defaults, given)


def make_organization(**given: Any) -> Organization:
    """A state, the PRC unless told otherwise."""
    defaults = {
        "key": f"organization-{next(_numbers)}",
        "name_ru": "Китайская Народная Республика",
        "name_zh_hans": "中华人民共和国",
        "name_en": "People’s Republic of China",
        "abbreviation_ru": "КНР",
        "abbreviation_zh_hans": "中国",
        "abbreviation_en": "PRC",
        "kind": "state",
        "polity": "china",
        "existed": "1949-10-01/..",
    }
    return _save(Organization, defaults, given)


def make_source(**given: Any) -> Source:
    """An article in Pravda unless told otherwise."""
    defaults = {
        "key": f"source-{next(_numbers)}",
        "type": "article-newspaper",
        "language": "ru",
        "title_ru": "Евразийский союз",
        "title_zh_hans": "欧亚联盟",
        "title_en": "A Eurasian union",
        "container_title_ru": "Правда",
        "issued": "2012-02-10",
    }
    return _save(Source, defaults, given)


def make_treaty(*, signed: str = "1950-02-14", **given: Any) -> Treaty:
    """A binding treaty of 1950 unless told otherwise, with its signature as an event."""
    defaults = {
        "key": f"treaty-{next(_numbers)}",
        "type": "treaty",
        "kind": "treaty",
        "binding": "yes",
        "title_ru": "Договор о дружбе, союзе и взаимной помощи",
        "title_zh_hans": "友好同盟互助条约",
        "title_en": "Treaty of Friendship, Alliance and Mutual Assistance",
        "place_ru": "Москва",
        "place_zh_hans": "莫斯科",
        "place_en": "Moscow",
    }
    treaty = _save(Treaty, defaults, given)
    if signed:
        treaty.events.create(kind="signed", date=signed)
        treaty.refresh_from_db()
    return treaty


def make_citation(**given: Any) -> Citation:
    """Note 1 of a work of its own, lost unless a cited work is given."""
    defaults = {
        "key": f"citation-{next(_numbers)}",
        "note_number": 1,
        "statement_ru": "Союз определён как договорённость государств.",
        "statement_zh_hans": "同盟被界定为国家间的约定。",
        "statement_en": "An alliance is defined as an understanding between states.",
        "state": "resolved" if given.get("cited") else "lost",
    }
    if "citing" not in given:
        given["citing"] = make_source()
    return _save(Citation, defaults, given)


def make_attestation(**given: Any) -> Attestation:
    """不结盟 seen in a source of its own, of a term of its own, unless they are given."""
    defaults = {
        "key": f"attestation-{next(_numbers)}",
        "language": "zh-Hans",
        "form": "不结盟",
        "locator_label": "paragraph",
        "locator_value": "2",
        "context_ru": "О политике КНР.",
        "context_zh_hans": "论中国的政策。",
        "context_en": "On the policy of the PRC.",
    }
    if "term" not in given:
        given["term"] = make_term()
    if "source" not in given:
        given["source"] = make_source()
    return _save(Attestation, defaults, given)
