"""CSL-JSON 1.0.2: an item as reference managers read it, and what that format cannot hold, by field.

CSL-JSON has one title, one language and no place for what is particular to a treaty; `custom`, which the format leaves
to its users, keeps the rest under our own names, and the loss report says so.
"""

from __future__ import annotations

from typing import Any

from citations.citing.items import BOOK_PARTS, PERIODICAL_PARTS, Contributor, Item, Texts
from citations.citing.losses import Loss, _
from citations.citing.parts import Entry, Name, Point, entry_of, extent, is_extent, name_of, read_date, texts_of, tidy

UNTS = "United Nations Treaty Series"
#: The name variables of CSL by our roles.
ROLES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "compiler": "compiler",
    "interviewer": "interviewer",
    "director": "director",
    "speaker": "author",
    "chair": "chair",
    "organizer": "organizer",
    "recipient": "recipient",
}
_IN_CUSTOM = _("CSL-JSON has no field for it; it stands in custom")


def to_csl(item: Item) -> tuple[dict[str, Any], tuple[Loss, ...]]:
    """The CSL-JSON object of `item`, and what it could not hold. A field that is empty is not there."""
    one = entry_of(item, "en")
    custom: dict[str, Any] = {}
    losses: list[Loss] = []
    found: dict[str, Any] = {"id": item.key, "type": item.type, "language": item.language, "title": one.title}
    found |= _names(item, one, losses)
    is_whole = is_extent(item.pages) and not (one.container or item.type in PERIODICAL_PARTS | BOOK_PARTS)
    pages = extent(item.pages) if is_whole else tidy(item.pages).replace("–", "-")
    for name, date in (("issued", item.date), ("accessed", item.accessed)):
        found[name] = _date(name, date, custom, losses)
    found |= {
        "container-title": one.container,
        "collection-title": one.collection,
        "publisher": one.publisher,
        "publisher-place": one.place,
        "edition": item.edition,
        "volume": item.volume,
        "issue": item.issue,
        "number": item.number,
        "number-of-pages" if is_whole else "page": pages,
        "URL": item.url,
        "DOI": item.doi,
        "ISBN": item.isbn,
        "original-title": item.original_title,
    }
    if item.type == "treaty":
        found |= _treaty(item, one, custom, losses)
    _translations(item, one, custom, losses)
    for field, value in (
        ("title_transliterated", item.title_transliterated),
        ("title_as_printed", item.title_as_printed),
        ("container_title_transliterated", item.container_transliterated),
        ("archive_url", item.archive_url),
        ("identification", item.identification if item.identification != "identified" else ""),
    ):
        if value:
            custom[field] = value
            losses.append(Loss(field, _IN_CUSTOM))
    if one.is_supplied:
        losses.append(Loss("title", _("no title is known; the description stands for it in square brackets")))
    if custom:
        found["custom"] = custom
    return {name: value for name, value in found.items() if value}, tuple(losses)


def _names(item: Item, one: Entry, losses: list[Loss]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for variables, people in (
        (ROLES, item.contributors),
        ({"author": "container-author", "editor": "editor"}, item.container_contributors),
    ):
        for person in people:
            variable = variables.get(person.role)
            name = name_of(person, one.language)
            if variable is None or not name:
                losses.append(
                    Loss("contributions", _("CSL-JSON has no role “%(role)s” here"), (("role", person.role),))
                )
                continue
            found.setdefault(variable, []).append(_name(name))
            if person.role == "speaker":
                losses.append(Loss("contributions", _("CSL-JSON has no speaker; the author stands for it")))
            if _has_more_names(person):
                losses.append(
                    Loss(
                        "contributions",
                        _("CSL-JSON has one form of %(name)s: that of the entry"),
                        (("name", name.key),),
                    )
                )
            if person.name_as_printed and name.literal != tidy(person.name_as_printed):
                losses.append(
                    Loss("contributions", _("CSL-JSON has no place for %(name)s as printed"), (("name", name.key),))
                )
    return found


def _name(name: Name) -> dict[str, Any]:
    if name.literal:
        return {"literal": name.literal}
    parts: dict[str, Any] = {"family": name.family, "given": " ".join(filter(None, (name.given, name.patronymic)))}
    if name.is_family_first:
        parts["static-ordering"] = True
    return {key: value for key, value in parts.items() if value}


def _has_more_names(person: Contributor) -> bool:
    return max(len(person.family.by_tag()), len(person.name.by_tag())) > 1


def _date(field: str, text: str, custom: dict[str, Any], losses: list[Loss]) -> dict[str, Any] | None:
    """An EDTF date as date-parts; what they cannot say is kept as EDTF in custom."""
    date = read_date(text)
    if not date:
        return None
    points = [point for point in (date.start, date.end) if point]
    value: dict[str, Any] = {"date-parts": [_parts(point) for point in points]}
    if len(points) == 1 and "X" in points[0].year:
        value["date-parts"] = [[year] for year in points[0].years]
    if not all(point.is_exact for point in points):
        value["circa"] = True
    if points[0].month > 12:
        value["season"] = points[0].month - 20
    if date.is_open or not all(point.is_exact for point in points):
        custom[f"{field}-edtf"] = text
        losses.append(Loss(field, _("CSL-JSON cannot say %(date)s exactly; it stands in custom"), (("date", text),)))
    return value


def _parts(point: Point) -> list[int]:
    parts = [point.years[0]]
    if 1 <= point.month <= 12:
        parts.append(point.month)
        if point.day:
            parts.append(point.day)
    return parts


def _treaty(item: Item, one: Entry, custom: dict[str, Any], losses: list[Loss]) -> dict[str, Any]:
    treaty = item.treaty
    if treaty is None:
        return {}
    found: dict[str, Any] = {"genre": treaty.kind.replace("-", " ")}
    if treaty.parties:
        found["authority"] = "; ".join(texts_of(treaty.parties, one.language))
        custom["parties"] = [names for party in treaty.parties if (names := party.by_tag())]
        losses.append(Loss("parties", _("CSL-JSON has one authority; the parties one by one stand in custom")))
    if treaty.place:
        found["event-place"] = texts_of([treaty.place], one.language)[0]
    if treaty.registration_volume:
        found |= {
            "container-title": UNTS,
            "volume": treaty.registration_volume,
            "page": treaty.registration_page,
        }
    if treaty.registration_number:
        found["number"] = treaty.registration_number
    if treaty.publications:
        custom["publications"] = dict(treaty.publications)
        losses.append(Loss("texts", _("CSL-JSON has no texts of a treaty; where they are published stands in custom")))
    return found


def _translations(item: Item, one: Entry, custom: dict[str, Any], losses: list[Loss]) -> None:
    groups: tuple[tuple[str, str, Texts, str], ...] = (
        ("title", "title", item.title, one.title),
        ("container_title", "container-title", item.container, one.container),
        ("collection_title", "collection-title", item.collection, one.collection),
        ("publisher", "publisher", item.publisher, one.publisher),
        ("publisher_place", "publisher-place", item.place, one.place),
        ("description", "description", item.description, ""),
    )
    for field, name, texts, shown in groups:
        others = {tag: text for tag, text in texts.by_tag().items() if tidy(text) != shown}
        if others:
            custom[name] = others
            losses.append(
                Loss(
                    field,
                    _("CSL-JSON has it in one language; %(languages)s stand in custom"),
                    (("languages", ", ".join(others)),),
                )
            )
