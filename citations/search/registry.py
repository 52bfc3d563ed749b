"""Which kinds of record can be found, and how each tells its labels: the one place search learns of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from citations.search.analysis import Label

Record = Mapping[str, Any]


def _no_facets(record: Record) -> Mapping[str, str | Iterable[str]]:
    return {}


def _no_texts(record: Record) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name, what turns a record into labels, facets and other texts, and where its records are.

    Without `labels_of` it has no names of its own: search does not find it, only its other texts do.
    """

    name: str
    labels_of: Callable[[Record], Iterable[Label]] | None
    records: Callable[[str], Iterator[tuple[str, Record]]]
    facets_of: Callable[[Record], Mapping[str, str | Iterable[str]]] = _no_facets
    texts_of: Callable[[Record], Iterable[str]] = _no_texts


_KINDS: dict[str, Kind] = {}


def register(
    name: str,
    labels_of: Callable[[Record], Iterable[Label]] | None,
    *,
    records: Callable[[str], Iterator[tuple[str, Record]]],
    facets_of: Callable[[Record], Mapping[str, str | Iterable[str]]] = _no_facets,
    texts_of: Callable[[Record], Iterable[str]] = _no_texts,
) -> None:
    """Make a kind findable. To be called once per kind, when its app is ready.

    `records(after)` yields (key, record) of every record whose key is greater than `after`, by key in byte order:
    a rebuild reads it. `facets_of` gives what a search may be narrowed by: {"status": "published", "domain": [...]};
    `texts_of` what else it is looked for by (mentions).
    """
    _KINDS[name] = Kind(name, labels_of, records, facets_of, texts_of)


def kinds() -> list[Kind]:
    """Out: every registered kind, by name."""
    return [_KINDS[name] for name in sorted(_KINDS)]


def knows(name: str) -> bool:
    """Out: whether this kind is registered."""
    return name in _KINDS


def kind(name: str) -> Kind:
    """Out: the registered kind. Raises LookupError naming the kinds there are."""
    try:
        return _KINDS[name]
    except KeyError:
        raise LookupError(f"Search knows no kind {name!r}; it knows {', '.join(sorted(_KINDS)) or 'none'}.") from None


def translated(record: Record, *fields: str, role: str = "") -> list[Label]:
    """In: a record, names of its translated fields. Out: a label for each text there is, in the order of the fields."""
    return [
        Label(language, str(text), role)
        for name in fields
        for language, text in (record.get(name) or {}).items()
        if text
    ]


def person_labels(record: Record) -> list[Label]:
    """In: a person's record. Out: the name in each language, family name first and last, and the family name alone."""
    labels: list[Label] = []
    family_names: Mapping[str, str] = record.get("family_name") or {}
    for language, family in family_names.items():
        given = (record.get("given_name") or {}).get(language, "")
        patronymic = (record.get("patronymic") or {}).get(language, "")
        if not family and not given:
            continue
        if language.startswith("zh"):
            # A name of the Chinese kind is written together; a transcribed one may be met either way.
            ways = [family + given] if len(family) <= 2 else [f"{given}·{family}" if given else family]
            if given and len(family) > 1:
                ways.append(family)
        else:
            ways = [" ".join(filter(None, (family, given, patronymic)))]
            if given:
                ways.append(" ".join(filter(None, (given, patronymic, family))))
                if patronymic:
                    ways.append(f"{given} {family}")
                ways.append(family)
        labels.extend(Label(language, way, "person") for way in dict.fromkeys(filter(None, ways)))
    if original := record.get("name_original"):
        labels.append(Label(str(record.get("native_language") or ""), str(original), "person"))
    return labels
