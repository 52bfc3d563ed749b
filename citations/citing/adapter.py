"""From the canonical records of sources and treaties to items: the one place where citing meets the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from citations.citing.items import Contributor, Item, Locator, Texts, TreatyData
from citations.models import decisive_date
from citations.records import KINDS, ORGANIZATION, PERSON, SOURCE, TREATY, Kind, Record, to_record


@dataclass(frozen=True, slots=True)
class Lookup:
    """The canonical records that a work refers to, by key; what is not there is left out of the citation."""

    people: Mapping[str, Record] = field(default_factory=dict)
    organizations: Mapping[str, Record] = field(default_factory=dict)
    works: Mapping[str, Record] = field(default_factory=dict)


def item_of(record: Record, lookup: Lookup, *, locator: Locator | None = None) -> Item:
    """The item of the canonical `record` of a source or treaty; a work published in another takes from that one what
    it does not say itself."""
    host = lookup.works.get(record["published_in"] or "", {})
    original = lookup.works.get(record["translation_of"] or "", {})
    container = Texts.of(record["container_title"])
    own_container = bool(container)

    def text(name: str) -> str:
        return str(record[name] or host.get(name, ""))

    def translated(name: str) -> Texts:
        return Texts.of(record[name]) or Texts.of(host.get(name))

    return Item(
        key=record["key"],
        type=record["type"],
        language=record["language"],
        title=Texts.of(record["title"]),
        title_original=record["title_original"],
        title_transliterated=record["title_transliterated"],
        title_as_printed=record["title_as_printed"],
        description=Texts.of(record["description"]),
        contributors=_contributors(record, lookup),
        container=container or Texts.of(host.get("title")),
        container_original="" if own_container else host.get("title_original", ""),
        container_transliterated=(
            record["container_title_transliterated"] or ("" if own_container else host.get("title_transliterated", ""))
        ),
        container_contributors=_contributors(host, lookup) if host else (),
        publisher=translated("publisher"),
        place=translated("publisher_place"),
        issued=text("issued"),
        edition=text("edition"),
        collection=translated("collection_title"),
        number=record["number"],
        volume=text("volume"),
        issue=text("issue"),
        pages=record["pages"],
        url=record["url"],
        archive_url=record["archive_url"],
        accessed=record["accessed"],
        doi=record["doi"],
        isbn=text("isbn"),
        identification=record["identification"],
        original_title=_title_in_own_language(original),
        treaty=_treaty(record, lookup) if "parties" in record else None,
        locator=locator,
    )


def items_by_key(
    keys: Sequence[str],
    *,
    kinds: Iterable[Kind] = (SOURCE, TREATY),
    is_public: bool = True,
    locator: Locator | None = None,
) -> dict[str, Item]:
    """The items of the works with these keys, by key; what does not exist is missing. With `is_public` drafts are as
    good as not there, neither as works nor as what works refer to. The number of queries does not grow with `keys`."""
    works = _records(kinds, set(keys), is_public=is_public)
    referred = {
        record[name] for record in works.values() for name in ("published_in", "translation_of") if record[name]
    }
    hosts = _records((SOURCE, TREATY), referred, is_public=is_public) if referred else {}
    contributions = [row for record in (*works.values(), *hosts.values()) for row in record["contributions"]]
    parties = [row["party"] for record in works.values() for row in record.get("parties", ())]
    people = {row["person"] for row in contributions if row["person"]}
    organizations = {row["organization"] for row in contributions if row["organization"]} | set(parties)
    lookup = Lookup(
        people=_records((PERSON,), people, is_public=is_public),
        organizations=_records((ORGANIZATION,), organizations, is_public=is_public),
        works=hosts,
    )
    return {key: item_of(works[key], lookup, locator=locator) for key in keys if key in works}


def _records(kinds: Iterable[Kind], keys: set[str], *, is_public: bool) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for kind in kinds:
        rows = KINDS[kind.name].queryset().filter(key__in=keys)
        if is_public:
            rows = rows.exclude(status="draft")
        found |= {row.key: to_record(row) for row in rows}
    return found


def _contributors(record: Record, lookup: Lookup) -> tuple[Contributor, ...]:
    found = (_contributor(row, lookup) for row in record["contributions"])
    return tuple(one for one in found if one is not None)


def _contributor(row: Mapping[str, Any], lookup: Lookup) -> Contributor | None:
    """A contribution with its person or organization; None when that is not to be seen."""
    role, printed = row["role"], row["name_as_printed"]
    if row["person"]:
        person = lookup.people.get(row["person"])
        if person is None:
            return None
        return Contributor(
            role=role,
            family=Texts.of(person["family_name"]),
            given=Texts.of(person["given_name"]),
            patronymic=Texts.of(person["patronymic"]),
            name_original=person["name_original"],
            native_language=person["native_language"],
            name_as_printed=printed,
        )
    if row["organization"]:
        organization = lookup.organizations.get(row["organization"])
        if organization is None:
            return None
        return Contributor(role=role, is_person=False, name=Texts.of(organization["name"]), name_as_printed=printed)
    return Contributor(role=role, name_as_printed=printed)


def _treaty(record: Record, lookup: Lookup) -> TreatyData:
    events = [(row["kind"], row["date"], row["preferred"]) for row in record["events"]]
    parties = [lookup.organizations[key] for key in _once(record["parties"]) if key in lookup.organizations]
    return TreatyData(
        kind=record["kind"],
        parties=tuple(Texts.of(party["name"]) for party in parties),
        party_abbreviations=tuple(Texts.of(party["abbreviation"]) for party in parties),
        signed=next((date for kind in ("signed", "adopted", "published") if (date := decisive_date(events, kind))), ""),
        place=Texts.of(record["place"]),
        registration_number=record["registration_number"],
        registration_volume=record["registration_volume"],
        registration_page=record["registration_page"],
        publications=tuple((row["language"], row["publication"]) for row in record["texts"] if row["publication"]),
    )


def _once(parties: Iterable[Mapping[str, Any]]) -> list[str]:
    """The keys of the parties, each once: a party with two signatories has two rows."""
    return list(dict.fromkeys(row["party"] for row in parties))


def _title_in_own_language(record: Record) -> str:
    """The title of a work in its own language, "" of none."""
    if not record:
        return ""
    titles = Texts.of(record["title"])
    language = record["language"]
    return str(
        record["title_original"] or titles.get("zh-Hans" if language.startswith("zh") else language) or titles.best()
    )
