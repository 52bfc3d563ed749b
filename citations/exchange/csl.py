"""A work as an object of CSL-JSON 1.0.2, and back: the hub through which all bibliographic formats go.

CSL has one title and one language; `custom`, which it leaves to its users, has the other languages by BCP 47 tag under
the name of the variable ({"title": {"ru": …}}), dates that date-parts cannot say (EDTF), and what is ours alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations.citing.adapter import Lookup, item_of
from citations.citing.csl import ROLES, UNTS, to_csl
from citations.citing.parts import tidy
from citations.exchange.formats import Format, Said
from citations.exchange.related import Related
from citations.exchange.tags import read_tag
from citations.languages import TAGS
from citations.models.sources import SourceType
from citations.records import Record
from citations.validators import KEY, KEY_LENGTH, LANGUAGE_TAG, validate_isbn

#: Translated fields of a record, and the variables of CSL that show one language of them.
TRANSLATED = {
    "title": "title",
    "container_title": "container-title",
    "collection_title": "collection-title",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
}
PLAIN = {
    "edition": "edition",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "url": "URL",
    "doi": "DOI",
    "isbn": "ISBN",
}
#: Plain fields that CSL has no variable for and `custom` has under their own names.
KEPT = (
    "title_transliterated",
    "title_as_printed",
    "container_title_transliterated",
    "archive_url",
    "identification",
)
FOLLOWS = frozenset({"published_in", "translation_of", "person", "organization", "party", "signatory"})
_ROLES = {variable: role for role, variable in ROLES.items() if role != "speaker"}
#: Types of CSL 1.0.1 and of common tools that have another name now.
_TYPES = {"legal-case": "legal_case", "motion-picture": "motion_picture", "weblog": "post-weblog"}
#: Variables that say nothing a record could hold, or that another variable says too.
_SILENT = frozenset({"id", "type", "language", "custom", "citation-key", "citation-label", "source"})
_PATRONYMIC = re.compile(r"(?P<given>.+)\s+(?P<patronymic>\S+(?:вич|вна|ична|ьич|инична))")
_BEST = ("en", "ru", "zh-Hans")


class WorkFormat(Format):
    """A format of works: what all that go through CSL have in common."""

    kinds = ("source", "treaty")
    follows = FOLLOWS
    whole_lists = frozenset({"contributions"})
    reasons: ClassVar[Mapping[str, str | Promise]] = {
        "published_in": gettext_lazy("the containing work stands as a text"),
        "translation_of": gettext_lazy("the original stands as a text"),
        "kind": gettext_lazy("a treaty becomes a source of that type"),
        "contributions.organization": gettext_lazy("the name stands as a text"),
        "contributions.name_as_printed": gettext_lazy("only one form of a name is held"),
    }


def csl_of(record: Record, related: Related) -> dict[str, Any]:
    """The CSL-JSON object of the canonical record of a source or treaty."""
    csl, _losses = to_csl(item_of(record, _lookup(related)))
    custom: dict[str, Any] = csl.pop("custom", {})
    own = own_tag(record["language"])
    for name, variable in TRANSLATED.items():
        custom.pop(variable, None)
        texts = {tag: record[name][tag] for tag in TAGS if record[name][tag]}
        shown = csl.get(variable, "")
        order = (own, *_BEST) if own else _BEST
        taken = next((tag for tag in order if tidy(texts.get(tag, "")) == shown), "")
        others = {tag: text for tag, text in texts.items() if tag != taken or tag != own}
        if others:
            custom[variable] = others
    if any(record["description"].values()):
        custom["description"] = {tag: text for tag, text in record["description"].items() if text}
    return csl | ({"custom": custom} if custom else {})


def own_tag(language: str) -> str:
    """The content language that a work in `language` has its own texts in; "" for any other language."""
    found = read_tag(language)
    return found.content if found is not None and not found.is_traditional else ""


def _lookup(related: Related) -> Lookup:
    def of(*kinds: str) -> dict[str, Record]:
        return {key: record for (kind, key), record in related.records.items() if kind in kinds}

    return Lookup(people=of("person"), organizations=of("organization"), works=of("source", "treaty"))


def said_of(csl: Mapping[str, Any], language_map: Mapping[str, str] | None = None) -> Said:
    """What a CSL-JSON object says of the record of a source, and what it holds that a record has no field for."""
    return _Reading(csl, language_map or {}).said()


class _Reading:
    """One object being read."""

    def __init__(self, csl: Mapping[str, Any], language_map: Mapping[str, str]) -> None:
        self.csl = {str(name): value for name, value in csl.items()}
        custom = self.csl.get("custom")
        self.custom: Mapping[str, Any] = custom if isinstance(custom, Mapping) else {}
        self.language_map = language_map
        self.values: Record = {}
        self.unheld: list[tuple[str, str]] = []
        self.read: set[str] = set(_SILENT)

    def said(self) -> Said:
        """Everything, in the order of a record."""
        key = self.csl.get("id")
        key = key.strip() if isinstance(key, str) else ""  # a number is counted by the program that wrote it
        if KEY.fullmatch(key) and len(key) <= KEY_LENGTH:
            self.values["key"] = key
        elif key:
            message = _("a key here is made of small Latin letters, digits and hyphens; the work got one of its own")
            self.unheld.append(("id", message))
        self._type()
        self._language()
        self._texts()
        self._treaty()
        self._isbn()
        for name, variable in PLAIN.items():
            self._plain(name, variable)
        if "doi" in self.values:
            self.values["doi"] = _BEFORE_DOI.sub("", self.values["doi"])
        pages = self._text("page") or self._text("number-of-pages")
        if pages:
            self.values["pages"] = pages.replace("--", "–").replace("-", "–")
        for name in ("issued", "accessed"):
            self._date(name)
        self._contributions()
        for name in KEPT:
            if isinstance(self.custom.get(name), str):
                self.values[name] = self.custom[name]
        self._rest()
        return Said(self.values, tuple(self.unheld))

    def _text(self, variable: str) -> str:
        self.read.add(variable)
        value = self.csl.get(variable)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return " ".join(str(value).split())
        if value is not None:
            self.unheld.append((variable, _("this is no text")))
        return ""

    def _plain(self, name: str, variable: str) -> None:
        text = self._text(variable)
        if text and name not in self.values:
            self.values[name] = text

    def _isbn(self) -> None:
        """Take the ISBN. Libraries put several into one field, and the ISSN of a journal; those are named as left."""
        text = self._text("ISBN")
        books = [one for one in (text, *re.split(r"[\s,;]+", text)) if _is_isbn(one)]
        if books:
            self.values["isbn"] = books[0]
            if books[0] != text:
                self.unheld.append(("ISBN", _("only the first number is held")))
        elif text and all(_ISSN.fullmatch(one) for one in re.split(r"[\s,;]+", text)):
            self.csl["ISBN"] = ""
            self.unheld.append(("ISBN", _("this is an ISSN, for which there is no field")))

    def _type(self) -> None:
        found = str(self.csl.get("type", "") or "")
        found = _TYPES.get(found, found)
        if found not in SourceType.values:
            if found:
                self.unheld.append(("type", _("“%(type)s” is no type of CSL; it became “document”") % {"type": found}))
            found = "document"
        self.values["type"] = found

    def _language(self) -> None:
        text = self._text("language").replace("_", "-")
        found = read_tag(text, self.language_map) if text else None
        mapped = self.language_map.get(text.lower())
        if mapped:
            text = mapped
        elif found is not None and "-" not in text:
            text = found.content
        text = _usual_case(text)
        if text and not LANGUAGE_TAG.fullmatch(text):
            said = _("“%(language)s” is no language tag such as ru, zh-Hans or de") % {"language": text}
            self.unheld.append(("language", said))
            text = ""
        self.language = text or _script(str(self.csl.get("title", "")))
        self.own = own_tag(self.language)
        if text:
            self.values["language"] = text

    def _texts(self) -> None:
        for name, variable in TRANSLATED.items():
            shown, others = self._text(variable), self._others(variable)
            if shown and shown not in map(tidy, others.values()):
                if name == "title" and not self.own:
                    self.values["title_original"] = shown
                elif name == "title" and shown.startswith("[") and shown.endswith("]"):
                    if "description" not in self.custom:
                        self.values["description"] = {self.own: shown[1:-1]}
                else:
                    likely = (_script(shown), *_BEST)
                    tag = self.own or next((tag for tag in likely if tag and tag not in others), "en")
                    others = {tag: shown, **others}
            if others:
                self.values[name] = others
        description = self._others("description")
        if description:
            self.values["description"] = description

    def _others(self, name: str) -> dict[str, str]:
        given = self.custom.get(name)
        if not isinstance(given, Mapping):
            return {}
        return {tag: given[tag] for tag in TAGS if isinstance(given.get(tag), str)}

    def _treaty(self) -> None:
        if self.csl.get("type") != "treaty":
            return
        for variable in ("genre", "authority", "event-place"):
            if self._text(variable):
                self.unheld.append((variable, _("the kind and the parties of a treaty are not taken from here")))
        if self.values.get("container_title") == {self.own or "en": UNTS}:
            del self.values["container_title"]
            self.unheld.append(("container-title", _("the registration of a treaty is not taken from here")))
            self.read |= {"volume", "page", "number"}
            self.csl = {name: value for name, value in self.csl.items() if name not in ("volume", "page", "number")}

    def _date(self, name: str) -> None:
        self.read.add(name)
        exact = self.custom.get(f"{name}-edtf")
        value = self.csl.get(name)
        found = exact if isinstance(exact, str) else edtf_of(value)
        if found:
            self.values[name] = found
        elif value:
            self.unheld.append((name, _("this date cannot be read")))

    def _contributions(self) -> None:
        rows: list[Record] = []
        for variable, role in _ROLES.items():
            self.read.add(variable)
            people = self.csl.get(variable)
            for person in people if isinstance(people, list) else []:
                row = _contribution(person, role)
                if row is None:
                    self.unheld.append((variable, _("this is no name")))
                else:
                    rows.append(row)
        if rows:
            self.values["contributions"] = rows

    def _rest(self) -> None:
        for name, value in self.csl.items():
            if name not in self.read and value not in ("", None, [], {}):
                self.unheld.append((name, _("there is no field for it")))


def _contribution(person: Any, role: str) -> Record | None:
    """A name of CSL as a row of contributions; a person is described by the parts of the name."""
    if not isinstance(person, Mapping):
        return None

    def part(name: str) -> str:
        value = person.get(name)
        return " ".join(value.split()) if isinstance(value, str) else ""

    family = " ".join(filter(None, (part("non-dropping-particle"), part("family"))))
    given = " ".join(filter(None, (part("given"), part("dropping-particle"), part("suffix"))))
    literal = part("literal") or (given if not family else "")
    if literal:
        return {"role": role, "name_as_printed": literal}
    if not family:
        return None
    tag = own_tag(_script(family)) or "en"
    described: Record = {"family_name": {tag: family}}
    found = _PATRONYMIC.fullmatch(given) if tag == "ru" else None
    if found:
        described |= {"given_name": {tag: found["given"]}, "patronymic": {tag: found["patronymic"]}}
    elif given:
        described["given_name"] = {tag: given}
    return {"role": role, "person": described}


_BEFORE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(?=10\.)", re.IGNORECASE)
_ISSN = re.compile(r"[0-9]{4}[-‐–]?[0-9]{3}[0-9XxХх]")


def _is_isbn(text: str) -> bool:
    try:
        validate_isbn(text)
    except ValidationError:
        return False
    return True


def _usual_case(tag: str) -> str:
    """A language tag in its usual letter case, zh-Hans-CN (RFC 5646 §2.1.1); what is none as it is."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", tag):
        return tag
    language, *rest = tag.lower().split("-")
    return "-".join(
        [language, *(part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest)]
    )


_HAN, _CYRILLIC = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[\u0400-\u04ff]")


def _script(text: str) -> str:
    """The content language whose script `text` is written in; "" for other scripts than Chinese and Cyrillic."""
    return "zh-Hans" if _HAN.search(text) else "ru" if _CYRILLIC.search(text) else ""


# Dates


def edtf_of(value: Any) -> str:
    """A date variable of CSL as EDTF; "" when it cannot be said."""
    if not isinstance(value, Mapping):
        return ""
    parts = value.get("date-parts")
    points = list(_points(parts)) if isinstance(parts, list) else []
    if not points:
        raw = str(value.get("raw") or value.get("literal") or "").strip()
        return raw if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", raw) else ""
    season = value.get("season")
    if season in (1, 2, 3, 4, "1", "2", "3", "4") and len(points) == 1 and len(points[0]) == 4:
        points[0] += f"-{20 + int(season)}"
    doubt = "~" if value.get("circa") else ""
    return "/".join(point + doubt for point in points[:2])


def _points(parts: list[Any]) -> Iterator[str]:
    for one in parts:
        try:
            numbers = [int(part) for part in one if str(part).strip()]
        except (TypeError, ValueError, OverflowError):
            return
        if not numbers or not 0 < numbers[0] <= 9999:
            return
        yield "-".join([f"{numbers[0]:04d}", *(f"{number:02d}" for number in numbers[1:3])])
