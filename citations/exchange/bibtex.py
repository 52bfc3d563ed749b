"""BibLaTeX and BibTeX: works as TeX cites them, through the hub of CSL.

Texts stand in the language of the work; the same fields with a language behind them (`title-ru`, `title-zh-hans`,
`title-en`), which TeX passes over, have the others, as have fields of our own (`description-ru`, `identification`).
`title-latn` and `journaltitle-latn` have the title in Latin letters.
Dates are EDTF (ISO 8601-2) in `date`, as BibLaTeX reads them.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import DuplicateFieldKeyBlock, Field
from bibtexparser.model import Entry as BibEntry
from django.utils.translation import gettext as _
from pylatexenc.latex2text import LatexNodes2Text

from citations.exchange.csl import WorkFormat, csl_of, edtf_of, said_of
from citations.exchange.formats import Entry, Fault, Heading, Options, Said, Unreadable
from citations.exchange.related import Related
from citations.exchange.text import CheckedText, open_text
from citations.languages import TAGS
from citations.models.sources import SourceType
from citations.records import KINDS, Kind, Record

#: Entry types by CSL type; where several share one, `entrysubtype` tells them apart.
TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "collection": "collection",
    "dataset": "dataset",
    "document": "misc",
    "entry-encyclopedia": "inreference",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "motion_picture": "movie",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "periodical": "periodical",
    "report": "report",
    "review": "review",
    "software": "software",
    "song": "music",
    "standard": "standard",
    "thesis": "thesis",
    "treaty": "legal",
    "webpage": "online",
    # These share an entry type with one above.
    "article": "unpublished",
    "article-magazine": "article",
    "article-newspaper": "article",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "pamphlet": "book",
    "post": "online",
    "post-weblog": "online",
    "regulation": "legislation",
    "bill": "legislation",
    "review-book": "review",
}
#: What BibTeX calls what BibLaTeX has a type of its own for.
CLASSIC = {
    "collection": "book",
    "dataset": "misc",
    "inreference": "incollection",
    "jurisdiction": "misc",
    "legal": "misc",
    "legislation": "misc",
    "movie": "misc",
    "music": "misc",
    "online": "misc",
    "patent": "misc",
    "periodical": "misc",
    "report": "techreport",
    "review": "article",
    "software": "misc",
    "standard": "misc",
    "thesis": "phdthesis",
}
#: Entry types of other files, by CSL type.
OTHER_TYPES = {
    "booklet": "pamphlet",
    "conference": "paper-conference",
    "electronic": "webpage",
    "inbook": "chapter",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "mvcollection": "collection",
    "newspaper": "article-newspaper",
    "phdthesis": "thesis",
    "proceedings": "collection",
    "reference": "book",
    "suppbook": "chapter",
    "techreport": "report",
    "www": "webpage",
}
_CSL_TYPES = {entry: csl for csl, entry in reversed(TYPES.items())} | OTHER_TYPES
#: What kind of thing the container is, by entry type.
_CONTAINERS = {"article": "journaltitle", "review": "journaltitle", "online": "organization"}
_PERIODICALS = frozenset({"article", "review", "periodical"})
_ROLES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "compiler": "editora",
    "organizer": "editorb",
    "director": "editorc",
}
_ROLE_TYPES = {"editora": "compiler", "editorb": "organizer", "editorc": "director"}
#: Languages as babel calls them, by our tags.
BABEL = {"ru": "russian", "en": "english", "zh-Hans": "chinese-hans", "zh-Hant": "chinese-hant", "de": "german"}
_BABEL = {name: tag for tag, name in BABEL.items()} | {
    "chinese": "zh-Hans",
    "american": "en",
    "british": "en",
    "ngerman": "de",
    "french": "fr",
    "japanese": "ja",
    "ukrainian": "uk",
    "italian": "it",
    "latin": "la",
    "polish": "pl",
    "portuguese": "pt",
    "spanish": "es",
}
#: Fields whose signs stand for themselves.
VERBATIM = frozenset(
    {"url", "doi", "archiveurl", "isbn", "date", "identification", "urldate", "langid", "entrysubtype"}
)
#: Texts that stand in other languages too, and the variable of CSL they belong to.
_IN_LANGUAGES = {
    "title": "title",
    "container": "container-title",
    "series": "collection-title",
    "publisher": "publisher",
    "location": "publisher-place",
}
#: Of them, those that stand in Latin letters too, and the field of the record.
_IN_LATIN_LETTERS = {"title": "title_transliterated", "container": "container_title_transliterated"}
_SAME = {"address": "location", "journal": "journaltitle", "school": "publisher", "institution": "publisher"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: What programs note for themselves.
_SILENT = frozenset({"timestamp", "owner", "date-added", "date-modified", "creationdate", "modificationdate"})
#: The variables of CSL, and fields of the record, by what they are called here.
_FIELD_OF = {
    "ISBN": "isbn",
    "DOI": "doi",
    "URL": "url",
    "language": "langid",
    "original-title": "origtitle",
    "issued": "date",
    "accessed": "urldate",
}
#: How long an entry may be, in characters.
LONGEST = 1 << 20

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\u00a0": "~",
    }
)


class BibLatex(WorkFormat):
    """Works for BibLaTeX and biber."""

    name = "biblatex"
    label = "BibLaTeX"
    suffixes = (".bib",)
    media_type = "application/x-biblatex"
    is_classic = False

    def encode(self, kind: Kind, record: Record, related: Related) -> Any:
        csl = csl_of(record, related)
        return {"key": csl["id"], "type": self._entry_type(csl["type"]), "fields": self._fields(csl)}

    def _entry_type(self, csl_type: str) -> str:
        found = TYPES.get(csl_type, "misc")
        return CLASSIC.get(found, found) if self.is_classic else found

    def _fields(self, csl: Mapping[str, Any]) -> dict[str, str]:
        entry = TYPES.get(csl["type"], "misc")
        custom = csl.get("custom", {})
        found: dict[str, str] = {}
        for role, name in _ROLES.items():
            if csl.get(role):
                found[name] = " and ".join(_name(one) for one in csl[role])
                if name in _ROLE_TYPES:
                    found[f"{name}type"] = _ROLE_TYPES[name]
        names = self._names(entry)
        for field, variable in _IN_LANGUAGES.items():
            found[names[field]] = escaped(csl.get(variable, ""))
            for tag in TAGS:
                found[f"{names[field]}-{tag.lower()}"] = escaped(custom.get(variable, {}).get(tag, ""))
            if field in _IN_LATIN_LETTERS:
                found[f"{names[field]}-latn"] = escaped(custom.get(_IN_LATIN_LETTERS[field], ""))
        found |= self._date(csl)
        found["urldate"] = custom.get("accessed-edtf") or edtf_of(csl.get("accessed"))
        is_periodical = entry in _PERIODICALS
        found["number"] = escaped(csl.get("issue" if is_periodical else "number", ""))
        found["issue"] = escaped(csl.get("number" if is_periodical else "issue", ""))
        for field, variable in (("volume", "volume"), ("edition", "edition"), ("origtitle", "original-title")):
            found[field] = escaped(csl.get(variable, ""))
        found["pages"] = escaped(csl.get("page", "").replace("-", "--"))
        found["pagetotal"] = escaped(csl.get("number-of-pages", ""))
        for field, variable in (("isbn", "ISBN"), ("doi", "DOI"), ("url", "URL")):
            found[field] = csl.get(variable, "")
        found["archiveurl"] = custom.get("archive_url", "")
        found["identification"] = custom.get("identification", "")
        for tag, text in custom.get("description", {}).items():
            found[f"description-{tag.lower()}"] = escaped(text)
        language = csl.get("language", "")
        found["langid"] = BABEL.get(language, language)
        found["entrysubtype"] = "" if self._is_told(csl["type"]) else csl["type"]
        return {name: value for name, value in found.items() if value}

    def _is_told(self, csl_type: str) -> bool:
        """Whether the entry type alone tells the type of CSL."""
        return _CSL_TYPES.get(self._entry_type(csl_type)) == csl_type

    def _names(self, entry: str) -> dict[str, str]:
        """What the texts in several languages are called in an entry of this type."""
        container = _CONTAINERS.get(entry, "booktitle")
        return {name: name for name in _IN_LANGUAGES} | {"container": container}

    def _date(self, csl: Mapping[str, Any]) -> dict[str, str]:
        return {"date": csl.get("custom", {}).get("issued-edtf") or edtf_of(csl.get("issued"))}

    def decode(self, kind: Kind, item: Any, options: Options) -> Said:
        fields, twice = _by_known_names(item["fields"])
        read: set[str] = set(_SILENT)
        unheld = [(name, _("there is no field for it")) for name in twice]

        def text(name: str) -> str:
            read.add(name)
            value = fields.get(name, "")
            if name in ("url", "doi", "archiveurl"):
                value = _address(value)
            return " ".join(value.split()) if name in VERBATIM else plain(value)

        def day(name: str) -> str:
            found = text(name)
            without_time = _TIME.sub("", found)
            if without_time != found:
                unheld.append((name, _("the time of day is not held")))
            return without_time

        entry = item["type"].lower()
        csl: dict[str, Any] = {"id": item["key"], "type": text("entrysubtype")}
        if csl["type"] not in SourceType.values:
            if csl["type"]:
                read.discard("entrysubtype")
            if entry not in _CSL_TYPES:
                unheld.append((f"@{entry}", _("this type of work is not known here; it became “document”")))
            csl["type"] = _CSL_TYPES.get(entry, "document")
        langid = text("langid") or text("language")
        read.add("language")
        csl["language"] = _BABEL.get(langid.lower(), langid)
        custom: dict[str, Any] = {}
        read -= self._decode_texts(csl, custom, text)
        for field, variable in (
            ("volume", "volume"),
            ("edition", "edition"),
            ("pagetotal", "number-of-pages"),
            ("isbn", "ISBN"),
            ("doi", "DOI"),
        ):
            csl[variable] = text(field)
        is_periodical = TYPES.get(csl["type"], entry) in _PERIODICALS
        csl["issue" if is_periodical else "number"] = text("number")
        csl["number" if is_periodical else "issue"] = text("issue")
        csl["original-title"], csl["page"], csl["URL"] = text("origtitle"), text("pages").replace("–", "-"), text("url")
        for field, variable in (("archiveurl", "archive_url"), ("identification", "identification")):
            custom[variable] = text(field)
        custom["description"] = {tag: found for tag in TAGS if (found := text(f"description-{tag.lower()}"))}
        year, month = text("year"), text("month")
        custom["accessed-edtf"] = day("urldate")
        custom["issued-edtf"] = day("date") or _year_and_month(year, month)
        if not fields.get("date"):
            is_whole = {"year": bool(custom["issued-edtf"]), "month": "-" in custom["issued-edtf"]}
            stated = {"year": year, "month": month}
            unheld += [(name, _("this date cannot be read")) for name in stated if stated[name] and not is_whole[name]]
        unheld += self._decode_names(fields, csl, read)
        csl["custom"] = {name: value for name, value in custom.items() if value}
        said = said_of({name: value for name, value in csl.items() if value}, options.language_map)
        left = [name for name in fields if name not in read]
        unheld += [(name, _("there is no field for it")) for name in left]
        return Said(said.values, (*((_FIELD_OF.get(name, name), why) for name, why in said.unheld), *unheld))

    def _decode_texts(self, csl: dict[str, Any], custom: dict[str, Any], text: Any) -> set[str]:
        """Take the texts that may stand in several languages; return the fields whose place is taken by another."""
        left: set[str] = set()
        for field, variable in _IN_LANGUAGES.items():
            names = ("journaltitle", "booktitle", "organization") if field == "container" else (field,)
            for name in names:
                shown = text(name)
                others = {tag: found for tag in TAGS if (found := text(f"{name}-{tag.lower()}"))}
                if shown and csl.setdefault(variable, shown) != shown:
                    left.add(name)
                if others:
                    custom.setdefault(variable, {}).update(others)
                latin = text(f"{name}-latn") if field in _IN_LATIN_LETTERS else ""
                if latin:
                    custom[_IN_LATIN_LETTERS[field]] = latin
        subtitle = text("subtitle")
        if subtitle and csl.get("title"):
            csl["title"] = f"{csl['title']}: {subtitle}"
        return left

    def _decode_names(self, fields: Mapping[str, str], csl: dict[str, Any], read: set[str]) -> list[tuple[str, str]]:
        unheld: list[tuple[str, str]] = []
        for role, field in _ROLES.items():
            read |= {field, f"{field}type"}
            kind_of_role = fields.get(f"{field}type", _ROLE_TYPES.get(field, ""))
            if fields.get(field) and kind_of_role in ("", _ROLE_TYPES.get(field, "")):
                csl[role], broken = people(fields[field])
                unheld += [(field, message) for message in broken]
            elif fields.get(field):
                unheld.append((field, _("there is no role “%(role)s”") % {"role": kind_of_role}))
        return unheld

    def write(self, items: Iterable[tuple[Kind, Any]], heading: Heading) -> Iterator[bytes]:
        stack = [
            middlewares.AddEnclosingMiddleware(
                reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{"
            )
        ]
        for _kind, item in items:
            fields = [Field(name, value) for name, value in item["fields"].items()]
            library = Library([BibEntry(item["type"], item["key"], fields)])
            yield write_string(library, unparse_stack=stack).encode() + b"\n"

    def read(self, file: BinaryIO, options: Options) -> Iterator[Entry | Fault]:
        for one in entries(open_text(file, options.encoding)):
            if isinstance(one, Fault):
                yield one
                continue
            line, item = one
            where = _("line %(line)s") % {"line": line}
            try:
                said = self.decode(KINDS["source"], item, options)
            except RecursionError:
                yield Fault(where, _("this is nested too deeply"))
            else:
                yield Entry("source", said, where)

    def sniff(self, head: bytes) -> bool:
        return bool(re.search(rb"^\s*@[A-Za-z]+\s*[{(]", head, re.MULTILINE)) and not self.is_classic


class BibTex(BibLatex):
    """Works for classic BibTeX styles."""

    name = "bibtex"
    label = "BibTeX"
    is_classic = True
    suffixes = (".bibtex",)
    media_type = "application/x-bibtex"

    def _names(self, entry: str) -> dict[str, str]:
        names = super()._names(entry) | {"location": "address"}
        if names["container"] == "journaltitle":
            names["container"] = "journal"
        return names

    def _date(self, csl: Mapping[str, Any]) -> dict[str, str]:
        """The year and the month that BibTeX knows, and the whole date beside them."""
        found = super()._date(csl)
        date = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-[0-9]{2})?", found["date"])
        if date is None:
            year = re.match(r"[0-9]{4}", found["date"])
            return found | ({"year": year[0]} if year else {})
        if date[2]:
            found["month"] = date[2].lstrip("0")
        return found | {"year": date[1]}


def _field_name(name: str) -> str:
    """The BibLaTeX name of a field: `address-ru` is `location-ru`."""
    head, hyphen, tag = name.lower().partition("-")
    return f"{_SAME.get(head, head)}{hyphen}{tag}"


def _by_known_names(fields: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Fields by their BibLaTeX names, and those that say something else than another of that name."""
    found: dict[str, str] = {}
    twice: list[str] = []
    for name in sorted(fields, key=lambda name: _field_name(name) != name):
        if plain(found.setdefault(_field_name(name), fields[name])) != plain(fields[name]):
            twice.append(name)
    return found, twice


_TIME = re.compile(r"(?<=[0-9])T[0-9:.]+(?:Z|[+-][0-9:]+)?")
_ESCAPED = re.compile(r"\\url\{(.*)\}|\{?\\([_%&#$])\}?|\{?\\textasciitilde(?:\{\})?\}?|\\~\{\}|\$\\sim\$")


def _address(text: str) -> str:
    """A web address or DOI without what TeX needs around signs: a{\\_}b is a_b."""
    return _ESCAPED.sub(lambda found: _address(found[1]) if found[1] else found[2] or "~", text)


def escaped(text: str) -> str:
    """`text` with the signs that TeX takes for commands escaped."""
    return text.translate(_ESCAPES)


_TEXT = LatexNodes2Text(math_mode="verbatim", keep_comments=True)


def plain(latex: str) -> str:
    """A field of TeX as plain text: commands for letters become letters, braces go."""
    if not re.search(r"[\\{}$&~]|--|``|''", latex):
        return " ".join(latex.split())
    plainer = re.sub(r"(?<!\\)([&%#])", r"\\\1", latex)
    return " ".join(_TEXT.latex_to_text(plainer).replace("\u00a0", " ").split())


def _name(person: Mapping[str, Any]) -> str:
    if "literal" in person:
        return "{" + escaped(person["literal"]) + "}"
    given = escaped(person.get("given", ""))
    return f"{escaped(person['family'])}, {given}" if given else "{" + escaped(person["family"]) + "}, "


def people(field: str) -> tuple[list[dict[str, str]], list[str]]:
    """A field of names as names of CSL, and what cannot be read of it.

    A name in braces, and a Chinese one without a comma, is one text: where the family name ends is not guessed.
    """
    found: list[dict[str, str]] = []
    broken: list[str] = []
    for text in split_multiple_persons_names(" ".join(field.split())):
        if text == "others":
            broken.append(_("“and others” is not held"))
            continue
        if _IN_PARTS.match(text):
            found.append(_in_parts(text))
            continue
        try:
            parts = parse_single_name_into_parts(text, strict=False)
        except InvalidNameError:
            broken.append(_("“%(name)s” is no name") % {"name": text})
            continue
        family = plain(" ".join([*parts.von, *parts.last]))
        given = plain(" ".join([*parts.first, *parts.jr]))
        if not given and not text.rstrip().endswith(","):
            found.append({"literal": family})
        elif family:
            found.append({"family": family, "given": given} if given else {"family": family})
    return found, broken


_IN_PARTS = re.compile(r"(?:family|given|prefix|suffix)(?:-i)?\s*=")
_PART = re.compile(r"([a-z-]+)\s*=\s*(\"[^\"]*\"|\{(?:[^{}]|\{[^{}]*\})*\}|[^,]*)")


def _in_parts(text: str) -> dict[str, str]:
    """A name whose parts are named, as BibLaTeX has them: family=Gogh, given=Vincent, prefix=van."""
    said = {part[1]: plain(part[2].strip().strip('"')) for part in _PART.finditer(text)}
    family = " ".join(filter(None, (said.get("prefix"), said.get("family"))))
    given = " ".join(filter(None, (said.get("given"), said.get("suffix"))))
    if family and given:
        return {"family": family, "given": given}
    return {"literal": family or given}


def _year_and_month(year: str, month: str) -> str:
    """The fields year and month of BibTeX as EDTF."""
    if not re.fullmatch(r"[0-9]{4}", year):
        return year if re.fullmatch(r"[0-9]{4}(/[0-9]{4})?", year) else ""
    name = month.lower()[:3]
    number = _MONTHS.index(name) + 1 if name in _MONTHS else int(month) if month.isdigit() else 0
    return f"{year}-{number:02d}" if 1 <= number <= 12 else year


# Reading entry by entry


class _Unknown(Exception):
    """An abbreviation that the file does not explain."""


class _Strings:
    """The abbreviations (@string) of a file."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._size = 0

    def add(self, name: str, raw: str) -> None:
        """Keep one; raises _Unknown where it consists of others that are not there, and Unreadable when all of them
        come to too much."""
        text = self.text(raw)
        self._size += len(text)
        if self._size > LONGEST:
            raise Unreadable(
                _("the abbreviations of the file come to more than %(most)s characters") % {"most": LONGEST}
            )
        self._texts[name.lower()] = text

    def text(self, raw: str) -> str:
        """What stands for a field: texts in braces or quotation marks, numbers and abbreviations, joined by #."""
        try:
            pieces = list(_pieces(raw))
        except ValueError:
            pieces = [(raw[1:-1] if raw[:1] + raw[-1:] in ("{}", '""') else raw, False)]
        return "".join(self._piece(text) if is_word else text for text, is_word in pieces)

    def _piece(self, word: str) -> str:
        if word[0].isdigit() or word.lower()[:3] in _MONTHS:
            return self._texts.get(word.lower(), word)
        if word.lower() not in self._texts:
            raise _Unknown(word)
        return self._texts[word.lower()]


_WORD = re.compile(r"\s*([^\s#{}\"]+)")
_JOINT = re.compile(r"\s*(#|\Z)")
_BRACE = re.compile(r"(?<!\\)[{}\"]")


def _pieces(raw: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a value, each with whether it is a number or an abbreviation; ValueError when it is none."""
    place = 0
    while True:
        word = _WORD.match(raw, place)
        if word is not None:
            yield word[1], True
            place = word.end()
        else:
            place += len(raw[place:]) - len(raw[place:].lstrip())
            end = _closing(raw, place)
            yield raw[place + 1 : end], False
            place = end + 1
        joint = _JOINT.match(raw, place)
        if joint is None:
            raise ValueError(raw)
        if not joint[1]:
            return
        place = joint.end()


def _closing(raw: str, place: int) -> int:
    """Where the text that begins with the brace or quotation mark at `place` ends."""
    closing = {"{": "}", '"': '"'}[raw[place]] if raw[place : place + 1] in ("{", '"') else ""
    depth = 0
    for sign in _BRACE.finditer(raw, place + 1):
        if sign[0] == closing and not depth:
            return sign.start()
        depth += (sign[0] == "{") - (sign[0] == "}")
    raise ValueError(raw)


def entries(text: CheckedText) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
    """Each entry of a file with its line, and a fault for what is none."""
    strings = _Strings()
    for line, block in _blocks(text):
        yield from _parsed(strings, line, block)


def _blocks(text: CheckedText) -> Iterator[tuple[int, str]]:
    """The file cut before each line that begins an entry."""
    block, first = "", 1
    for number, line in enumerate(text, start=1):
        if re.match(r"\s*@[A-Za-z]+\s*[{(]", line) and block.strip():
            yield first, block
            block = ""
        if not block:
            first = number
        block += line
        if len(block) > LONGEST:
            message = _("this entry is longer than %(most)s characters; a bracket is not closed")
            yield first, "@unclosed{" + message % {"most": LONGEST}
            block = ""
    if block.strip():
        yield first, block


#: What its parser warns of stands in our faults.
logging.getLogger("bibtexparser").setLevel(logging.ERROR)


def _parsed(strings: _Strings, line: int, block: str) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
    library = parse_string(block, parse_stack=[])
    for failed in library.failed_blocks:
        where = _("line %(line)s") % {"line": line + (failed.start_line or 0)}
        if isinstance(failed, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(failed.duplicate_keys))
            yield Fault(where, _("the field “%(name)s” stands in this entry twice; take one out") % {"name": names})
            continue
        reason = str(getattr(failed.error, "abort_reason", failed.error)).strip().partition("\n")[0].rstrip(".")
        yield Fault(where, _("this entry cannot be read (%(reason)s); look at its brackets") % {"reason": reason})
    for string in library.strings:
        with suppress(_Unknown):  # where it is used is the place to say so
            strings.add(string.key, str(string.value))
    for entry in library.entries:
        at = line + (entry.start_line or 0)
        try:
            fields = {field.key: strings.text(str(field.value)) for field in entry.fields}
        except _Unknown as word:
            said = _("“%(word)s” is an abbreviation that the file does not explain; put the text itself into braces")
            yield Fault(_("line %(line)s") % {"line": at}, said % {"word": word})
            continue
        yield at, {"key": entry.key, "type": entry.entry_type, "fields": fields}
