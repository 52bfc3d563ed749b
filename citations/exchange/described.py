"""From a description to a record: which person, organization or domain a file means when it gives names, not a key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from citations.exchange.keyed import Keyed
from citations.exchange.related import Related, kinds_behind
from citations.languages import TAGS, column
from citations.readings import read, without_tone
from citations.records import KINDS, Kind, Record, Shape
from citations.validators import KEY, KEY_LENGTH

#: By which fields a description of each kind is recognised; a translated one in any language.
RECOGNISED_BY: dict[str, tuple[tuple[str, ...], ...]] = {
    "person": (("family_name", "given_name"), ("name_original",)),
    "organization": (("name",), ("abbreviation",)),
    "domain": (("name",),),
    "source": (("doi",), ("title",), ("title_original",)),
    "treaty": (("title",), ("title_original",)),
    "term": (("name",),),
}
#: Many works bear one title: of these kinds the year must agree too, as far as it is known.
DATED_BY = {"source": "issued", "treaty": "issued"}
_YEAR = re.compile(r"\d{4}")


class Recogniser:
    """Finds the key of a record that is described; reads the names of a kind once, when it is first asked for.

    `also` gives records of a kind, with their keys, that descriptions may mean besides those of the base.
    """

    def __init__(self, also: Callable[[str], Iterable[tuple[str, Mapping[str, Any]]]] = lambda kind: ()) -> None:
        self._also = also
        self._keys: dict[str, Keyed[str]] = {}

    def find(self, kind: str, description: Mapping[str, Any]) -> str | None:
        """The key of the record of `kind` that `description` means; None when there is none. Of several the first by
        key."""
        known = self._known(kind)
        return next((key for mark in sought(kind, description) if (key := known.first(mark)) is not None), None)

    def learn(self, kind: str, key: str, record: Mapping[str, Any]) -> None:
        """From now on `also` gives this record too."""
        if kind in self._keys:
            self._add(kind, key, record)

    def _known(self, kind: str) -> Keyed[str]:
        if kind not in self._keys:
            self._keys[kind] = Keyed()
            shape = KINDS[kind]
            names = {name for fields in RECOGNISED_BY[kind] for name in fields}
            names |= {DATED_BY[kind]} if kind in DATED_BY else set()
            wanted = [one for name in names for one in _columns(shape, name)]
            rows = shape.record_model._base_manager.order_by("key").values("key", *wanted)
            for row in rows.iterator(chunk_size=500):
                self._add(kind, row["key"], _record(shape, names, row))
            for key, record in self._also(kind):
                self._add(kind, key, record)
        return self._keys[kind]

    def _add(self, kind: str, key: str, record: Mapping[str, Any]) -> None:
        known = self._keys[kind]
        for mark in marks(kind, record):
            known.set_default(mark, key)


def marks(kind: str, record: Mapping[str, Any]) -> Iterator[int]:
    """What a record is recognised by, as numbers, because there may be very many: its names, and those of a work with
    its year, "" where that is unknown, and with None, for descriptions that give no year."""
    year = _year(kind, record)
    for named in _names(kind, record):
        yield hash((*named, year))
        if year is not None:
            yield hash((*named, None))


def sought(kind: str, description: Mapping[str, Any]) -> Iterator[int]:
    """The marks of the records that `description` may mean, the likeliest first."""
    year = _year(kind, description)
    for named in _names(kind, description):
        is_dated = year and named[0] != "doi"
        yield hash((*named, year if is_dated else None))
        if is_dated:
            yield hash((*named, ""))


def _year(kind: str, values: Mapping[str, Any]) -> str | None:
    """The year of a work, "" when it is unknown; None for what has none."""
    if kind not in DATED_BY:
        return None
    found = _YEAR.search(values.get(DATED_BY[kind]) or "")
    return found[0] if found else ""


def _names(kind: str, values: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The names that are given, without letter case, white space and punctuation."""
    shape = KINDS[kind]
    for fields in RECOGNISED_BY[kind]:
        for tag in TAGS if any(name in shape.translated for name in fields) else ("",):
            texts = [_text(shape, values, name, tag) for name in fields]
            if texts[0]:
                yield (fields[0], *texts)


def _text(shape: Kind, values: Mapping[str, Any], name: str, tag: str) -> str:
    value = values.get(name) or ""
    return folded(value.get(tag, "") if isinstance(value, Mapping) else str(value))


def folded(text: str) -> str:
    """`text` in NFKC and small letters, letters and digits only."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def _columns(shape: Shape, name: str) -> list[str]:
    if name in shape.translated:
        return [column(shape.columns[name], tag) for tag in TAGS]
    return [shape.columns[name]]


def _record(shape: Shape, names: Iterable[str], row: Mapping[str, Any]) -> Record:
    return {
        name: dict(zip(TAGS, (row[one] for one in _columns(shape, name)), strict=True))
        if name in shape.translated
        else row[shape.columns[name]]
        for name in names
    }


def with_descriptions(kind: Kind, record: Record, related: Related) -> Record:
    """`record` with the references of its lists to people and organizations as whole descriptions, keys included, so
    that they can be made where they are not known."""
    found = dict(record)
    for child in kind.children:
        names = [name for name in child.references if child.is_reference(name)]
        found[child.name] = [
            {name: _description(child, name, value, related) if name in names else value for name, value in row.items()}
            for row in record[child.name]
        ]
    return found


def _description(shape: Shape, name: str, key: str | None, related: Related) -> Any:
    for behind in kinds_behind(shape, name):
        record = related.get(behind, key) if behind in ("person", "organization") else None
        if record is not None:
            names = (*KINDS[behind].columns, "status")
            return {one: record[one] for one in names if record[one] not in ("", None)}
    return key


def key_for(kind: Kind, values: Mapping[str, Any], is_taken: Callable[[str], bool], proposed: str = "") -> str:
    """A key for a new record: the one proposed, made fit, or one from its English, else Chinese, else Russian name.

    A number is added while `is_taken(key)`.
    """
    base = slug(proposed) or next(filter(None, (slug(text) for text in _naming(kind, values))), "") or kind.name
    key, number = base, 1
    while is_taken(key):
        number += 1
        key = f"{base[: KEY_LENGTH - 6]}-{number}"
    return key


def _naming(kind: Kind, values: Mapping[str, Any]) -> Iterator[str]:
    for name in ("family_name", "name", "title", "title_original", "name_original"):
        value = values.get(name)
        texts = [value.get(tag, "") for tag in ("en", "zh-Hans", "ru")] if isinstance(value, Mapping) else [value or ""]
        given = (values.get("given_name") or {}) if name == "family_name" else {}
        for tag, text in zip(("en", "zh-Hans", "ru"), texts, strict=False):
            yield f"{text} {given.get(tag, '')}".strip()


def slug(text: str) -> str:
    """`text` as a key: small Latin letters, digits and hyphens; Chinese in pinyin, Russian in plain Latin letters."""
    plain = unicodedata.normalize("NFKD", latin(text)).encode("ascii", "ignore").decode().lower()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    found = "-".join(words)[:KEY_LENGTH].strip("-")
    return found if KEY.fullmatch(found) else ""


def latin(text: str) -> str:
    """`text` with Chinese characters as toneless pinyin and Cyrillic letters as Latin ones."""
    pieces = read(text.lower().translate(_CYRILLIC))
    return " ".join(without_tone(syllable).replace("ü", "v") if syllable else piece for piece, syllable in pieces)


#: Russian letters in plain Latin ones, as keys are spelt.
_CYRILLIC = str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye") | str.maketrans(
    {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)
