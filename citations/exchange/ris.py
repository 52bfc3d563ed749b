"""RIS: works as databases hand them out, tag by tag, through the hub of CSL.

RIS has one translated title (TT); the type of CSL stands in M3 where the tag TY does not tell it. C1 to C6, which RIS
leaves to its users, say how surely the work is identified, what it is in Russian, Chinese and English, and what it and
what contains it are called in Latin letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, ClassVar

import rispy
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rispy.config import TAG_KEY_MAPPING

from citations.exchange.csl import WorkFormat, csl_of, edtf_of, said_of
from citations.exchange.formats import Entry, Fault, Heading, Options, Said
from citations.exchange.related import Related
from citations.exchange.text import open_text
from citations.models.sources import SourceIdentification, SourceType
from citations.records import KINDS, Kind, Record

#: Types of RIS by CSL type.
TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "collection": "EDBOOK",
    "dataset": "DATA",
    "document": "GEN",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "song": "SOUND",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_CSL_TYPES = {tag: csl for csl, tag in TYPES.items()} | {
    "CONF": "collection",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EJOUR": "article-journal",
    "GOVDOC": "report",
    "ICOMM": "personal_communication",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
    "INPR": "article-journal",
}
_ROLES = {"author": "authors", "editor": "secondary_authors", "translator": "subsidiary_authors"}
#: Where other programs put people of a role.
_ALSO = {"author": ("first_authors",), "editor": ("ED",)}
#: Plain fields by rispy's names, and the variable of CSL.
_PLAIN = {
    "primary_title": "title",
    "title": "title",
    "secondary_title": "container-title",
    "BT": "container-title",
    "alternate_title3": "container-title",
    "journal_name": "container-title",
    "alternate_title2": "container-title",
    "tertiary_title": "collection-title",
    "publisher": "publisher",
    "place_published": "publisher-place",
    "edition": "edition",
    "volume": "volume",
    "number": "issue",
    "note": "number",
    "issn": "ISBN",
    "doi": "DOI",
    "language": "language",
    "original_publication": "original-title",
}
#: The fields that RIS leaves to its users: what a work is, by language.
_DESCRIPTIONS = {"ru": "custom2", "zh-Hans": "custom3", "en": "custom4"}
#: Fields of the record that RIS has no tag for.
_KEPT = {
    "archive_url": "file_attachments2",
    "title_transliterated": "custom5",
    "container_title_transliterated": "custom6",
}
#: What says nothing of the work.
_SILENT = frozenset({"type_of_reference", "id", "name_of_database", "database_provider", "end_of_reference"})
#: The tags of a file by rispy's names.
_TAG_OF = {name: tag for tag, name in TAG_KEY_MAPPING.items()}
_FIRST = re.compile(r"TY  - ")
#: How long one reference may be, in characters.
LONGEST = 1 << 20


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """One reference without a number before it."""

    def set_header(self, count: int) -> str:
        return ""


class Ris(WorkFormat):
    """Works for reference managers of every kind."""

    name = "ris"
    label = "RIS"
    suffixes = (".ris",)
    media_type = "application/x-research-info-systems"
    reasons: ClassVar[Mapping[str, str | Promise]] = {
        **WorkFormat.reasons,
        "title": gettext_lazy("RIS has room for one translation of the title"),
    }

    def encode(self, kind: Kind, record: Record, related: Related) -> Any:
        csl = csl_of(record, related)
        custom = csl.get("custom", {})
        found: dict[str, Any] = {"type_of_reference": TYPES.get(csl["type"], "GEN"), "id": _id_of(csl["id"])}
        for role, name in _ROLES.items():
            found[name] = [_name(person) for person in csl.get(role, ())]
        for name, variable in _PLAIN.items():
            if variable not in {_PLAIN[other] for other in found if other in _PLAIN}:
                found[name] = csl.get(variable, "")
        found["title"], found["primary_title"] = csl.get("title", ""), ""
        titles = custom.get("title", {})
        found["translated_title"] = next((titles[tag] for tag in ("en", "ru", "zh-Hans") if titles.get(tag)), "")
        date = custom.get("issued-edtf") or edtf_of(csl.get("issued"))
        found["year"], found["date"] = date[:4], _slashed(date)
        found["access_date"] = _slashed(custom.get("accessed-edtf") or edtf_of(csl.get("accessed")))
        pages = csl.get("page") or csl.get("number-of-pages", "")
        found["start_page"], _hyphen, found["end_page"] = pages.partition("-")
        found["urls"] = [csl["URL"]] if csl.get("URL") else []
        for field, name in _KEPT.items():
            found[name] = custom.get(field, "")
        found["custom1"] = custom.get("identification", "")
        for tag, name in _DESCRIPTIONS.items():
            found[name] = custom.get("description", {}).get(tag, "")
        found["type_of_work"] = "" if _CSL_TYPES.get(found["type_of_reference"]) == csl["type"] else csl["type"]
        return {name: value for name, value in found.items() if value}

    def decode(self, kind: Kind, item: Any, options: Options) -> Said:
        read: set[str] = set(_SILENT)

        def text(name: str) -> str:
            read.add(name)
            value = item.get(name, "")
            return " ".join(" ".join(value if isinstance(value, list) else [str(value)]).split())

        unheld: list[tuple[str, str]] = []

        def day(name: str) -> str:
            found, left = _edtf(text(name))
            if left:
                unheld.append((name, left))
            return found

        csl: dict[str, Any] = {"id": _key_of(text("id")), "type": text("type_of_work")}
        if csl["type"] not in SourceType.values:
            if csl["type"]:
                read.discard("type_of_work")
            stated = text("type_of_reference")
            if stated not in _CSL_TYPES:
                unheld.append((f"TY - {stated}", _("this type of work is not known here; it became “document”")))
            csl["type"] = _CSL_TYPES.get(stated, "document")
        for name, variable in _PLAIN.items():
            value = text(name)
            if value and variable in csl and csl[variable] != value:
                read.discard(name)
            elif value:
                csl[variable] = value
        custom: dict[str, Any] = {}
        translated = text("translated_title")
        if translated:
            custom["title"] = _in_another_language(translated, csl.get("language", ""))
        custom["issued-edtf"] = day("date") or day("publication_year") or day("year")
        read |= {"year", "publication_year"}
        custom["accessed-edtf"] = day("access_date")
        pages = [page for page in (text("start_page"), text("end_page")) if page]
        csl["page"] = "-".join(pages)
        urls = item.get("urls") or []
        csl["URL"] = urls[0] if urls else ""
        read |= {"urls"}
        custom |= {field: text(name) for field, name in _KEPT.items()}
        custom["description"] = {tag: found for tag, name in _DESCRIPTIONS.items() if (found := text(name))}
        identification = text("custom1")
        if identification in SourceIdentification.values:
            custom["identification"] = identification
        elif identification:
            read.discard("custom1")
        self._decode_names(item, csl, read)
        csl["custom"] = {name: value for name, value in custom.items() if value}
        said = said_of({name: value for name, value in csl.items() if value}, options.language_map)
        unheld += [(name, _("there is no field for it")) for name in item if name not in read]
        unheld += [("urls", _("only the first address is held"))] if len(urls) > 1 else []
        known = {variable: name for name, variable in reversed(_PLAIN.items()) if item.get(name)}
        unheld = [*((known.get(name, name), why) for name, why in said.unheld), *unheld]
        return Said(said.values, tuple((_TAG_OF.get(name, name), why) for name, why in unheld))

    def _decode_names(self, item: Mapping[str, Any], csl: dict[str, Any], read: set[str]) -> None:
        for role, name in _ROLES.items():
            lines = [line for one in (name, *_ALSO.get(role, ())) for line in item.get(one) or ()]
            people = [_person(one) for line in lines for one in re.split("[;；]", line) if one.strip(" ,")]
            read |= {name, *_ALSO.get(role, ())}
            if people:
                csl[role] = people

    def write(self, items: Iterable[tuple[Kind, Any]], heading: Heading) -> Iterator[bytes]:
        writer = _Writer()
        for _kind, item in items:
            yield writer.formats([item]).encode() + b"\n"

    def read(self, file: BinaryIO, options: Options) -> Iterator[Entry | Fault]:
        for line, block in _blocks(open_text(file, options.encoding)):
            where = _("line %(line)s") % {"line": line}
            try:
                found = rispy.loads(block)
            except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
                yield Fault(where, _("this reference cannot be read (%(reason)s)") % {"reason": error})
                continue
            if not block.rstrip().endswith("ER  -"):
                yield Fault(where, _("this reference has no end; it ends with a line “ER  - ”"))
            elif len(found) != 1:
                yield Fault(where, _("here is no reference; each begins with “TY  - ” and ends with “ER  - ”"))
            else:
                yield Entry("source", self.decode(KINDS["source"], _flat(found[0]), options), where)

    def sniff(self, head: bytes) -> bool:
        return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*TY  - [A-Z]", head))


def _blocks(text: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The file cut behind each end of a reference, with the line where each piece begins."""
    block, first = "", 1
    for number, line in enumerate(text, start=1):
        plain = line.lstrip("\ufeff")
        if not block.strip():
            block, first = "", number
            if re.fullmatch(r"\s*[0-9]+\.\s*", plain):  # a number before the reference
                continue
        if _FIRST.match(plain) and block.strip():
            yield first, block
            block, first = "", number
        block += plain
        if plain.startswith("ER  -") or len(block) > LONGEST:
            yield first, block
            block = ""
    if block.strip():
        yield first, block


def _flat(reference: Mapping[str, Any]) -> dict[str, Any]:
    """A reference with its unknown tags under their own names."""
    found = {name: value for name, value in reference.items() if name != "unknown_tag"}
    return found | {tag: values for tag, values in (reference.get("unknown_tag") or {}).items() if values}


def _name(person: Mapping[str, Any]) -> str:
    if "literal" in person:
        return str(person["literal"])
    return f"{person['family']}, {person.get('given', '')}".rstrip()


def _person(text: str) -> dict[str, str]:
    """A name: with a comma its parts, without one a single text."""
    family, comma, rest = (part.strip() for part in text.partition(","))
    given, _comma, suffix = (part.strip() for part in rest.partition(","))
    if not comma:
        return {"literal": family}
    return {name: value for name, value in (("family", family), ("given", given), ("suffix", suffix)) if value}


def _in_another_language(text: str, language: str) -> dict[str, str]:
    """A translated title by the language it is written in, as far as its script tells."""
    tag = "zh-Hans" if re.search(r"[\u3400-\u9fff]", text) else "ru" if re.search(r"[\u0400-\u04ff]", text) else "en"
    return {} if tag == language else {tag: text}


def _slashed(edtf: str) -> str:
    """A date of EDTF as RIS writes it: 2012-02-10 is 2012/02/10/; what is no single date stands behind the slashes."""
    if not edtf:
        return ""
    found = re.fullmatch(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?(?:-([0-9]{2}))?", edtf)
    return f"{found[1]}/{found[2] or ''}/{found[3] or ''}/" if found else f"{edtf[:4]}///{edtf}"


def _edtf(text: str) -> tuple[str, str]:
    """A date of RIS as EDTF, "" when it is none, and what is to be said of that which cannot be held."""
    year, month, day, rest = (part.strip() for part in [*text.split("/", 3), "", "", ""][:4])
    if rest and re.fullmatch(r"[0-9X]{4}[0-9X~?%/.-]*", rest):
        return rest, ""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", text):
        return text, ""
    if not re.fullmatch(r"[0-9]{4}", year):
        return "", _("this date cannot be read") if text.strip("/ ") else ""
    parts = [year]
    for part in (month, day):
        if not re.fullmatch(r"[0-9]{1,2}", part):
            break
        parts.append(part.zfill(2))
    if re.fullmatch(r"[0-9]{1,2}:[0-9:]+Z?", rest):
        return "-".join(parts), _("the time of day is not held")
    is_whole = len(parts) == 1 + bool(month) + bool(day) and not rest
    return "-".join(parts), "" if is_whole else _("a part of this date cannot be read")


def _id_of(key: str) -> str:
    """The ID of the record `key`; a number, such as other programs count with, goes behind a prefix."""
    return f"key-{key}" if key.isdecimal() or key.startswith("key-") else key


def _key_of(id_: str) -> str:
    """The key that an ID says; "" for a number, which another file gives to another work."""
    return "" if id_.isdecimal() else id_.removeprefix("key-")
