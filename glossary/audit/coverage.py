"""Which paragraphs of a work the records draw on: the table that makes a paragraph nobody cites stand out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from citations.models import Citation, Obligation, Source, TreatyEvent
from glossary.models import Attestation, Equivalence

#: Section and paragraph.
Place: TypeAlias = tuple[int, int]
#: The number of paragraphs of each section.
Sections: TypeAlias = Mapping[int, int]

_RANGE = re.compile(r"(?:(\d+)\.)?(\d+)(?:\s*[-–—]\s*(?:(\d+)\.)?(\d+))?")


class NoSuchSource(LookupError):
    """No work has this key, or its sections are not counted; the message says which and what to do."""


@dataclass(slots=True)
class Row:
    """One paragraph with the records that draw on it: keys of citations, of terms attested, of other records."""

    section: int
    paragraph: int
    citations: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """Whether no record draws on this paragraph."""
        return not (self.citations or self.terms or self.others)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The paragraphs of a work in order, and the records that name it without a paragraph it has."""

    key: str
    title: str
    headings: Mapping[int, str]
    rows: tuple[Row, ...]
    elsewhere: tuple[str, ...]

    def markdown(self) -> str:
        """The table, in Markdown."""
        bare = [f"{row.section}.{row.paragraph}" for row in self.rows if row.is_bare]
        lines = [
            f"# Coverage of {self.key}",
            "",
            self.title,
            "",
            f"Written by `manage.py audit_corpus --coverage {self.key}`; do not edit.",
            "",
            f"{len(self.rows)} paragraphs, {len(bare)} that no record draws on{': ' if bare else ''}{', '.join(bare)}.",
        ]
        section = None
        for row in self.rows:
            if row.section != section:
                section = row.section
                heading = self.headings[section]
                lines += [
                    "",
                    f"## Section {section}{f': {_cell(heading)}' if heading else ''}",
                    "",
                    "| Paragraph | Citations | Terms attested | Other records |",
                    "|---|---|---|---|",
                ]
            if row.is_bare:
                lines.append(f"| **{row.section}.{row.paragraph}** | **no record** | **no record** | **no record** |")
            else:
                cells = (", ".join(sorted(set(keys))) for keys in (row.citations, row.terms, row.others))
                lines.append(f"| {row.section}.{row.paragraph} | {' | '.join(cell or '–' for cell in cells)} |")
        if self.elsewhere:
            lines += ["", "## Without a paragraph", "", *(f"- {line}" for line in self.elsewhere)]
        return "\n".join(lines) + "\n"


def sections_of(source: Source) -> dict[int, int]:
    """The number of paragraphs of each section of `source`."""
    return {section.number: section.paragraphs for section in source.sections.all()}


def places_of(value: str, sections: Sections) -> list[Place]:
    """The paragraphs a locator means, of those the work has: "2.8", "3.4-3.6", "2.3, 2.5".

    In a work of one section "3" and "1.3" are the same paragraph. Empty when the value cannot be read, or when the work
    lacks one of the paragraphs.
    """
    found: list[Place] = []
    for part in re.split(r"[,;]\s*", value.strip()):
        match = _RANGE.fullmatch(part)
        if not match:
            return []
        first = _place(match[1], match[2], sections)
        last = _place(match[3] or match[1], match[4], sections) if match[4] else first
        if first is None or last is None or first[0] != last[0] or last < first:
            return []
        found += [(first[0], paragraph) for paragraph in range(first[1], last[1] + 1)]
    return found


def _place(section: str | None, paragraph: str, sections: Sections) -> Place | None:
    if section is None and len(sections) != 1:
        return None
    number = next(iter(sections)) if section is None else int(section)
    return (number, int(paragraph)) if 1 <= int(paragraph) <= sections.get(number, 0) else None


def coverage(key: str) -> Coverage:
    """What the published records draw on in the work of this key.

    A note counts where its mark stands. Raises NoSuchSource.
    """
    source = Source._base_manager.filter(key=key).prefetch_related("sections").first()
    if source is None:
        raise NoSuchSource(f"there is no source “{key}”; give the key of a work in sources")
    sections = sections_of(source)
    if not sections:
        raise NoSuchSource(f"the sections of “{key}” are not counted; add them to the source (sections)")
    rows = {
        (number, paragraph): Row(number, paragraph)
        for number, paragraphs in sorted(sections.items())
        for paragraph in range(1, paragraphs + 1)
    }
    elsewhere: list[str] = []
    notes: dict[str, list[Place]] = defaultdict(list)
    for name, number, paragraph in (
        Citation.objects.published()
        .filter(citing=source)
        .order_by("key")
        .values_list("key", "note_number", "paragraph")
    ):
        places = places_of(paragraph, sections)
        notes[str(number)] += places
        for place in places:
            rows[place].citations.append(name)
        if not places:
            elsewhere.append(f"citation {name}: {paragraph or 'no paragraph'}")
    for label, value, kind, name, column in _references(source):
        places = notes[value] if label == "note" else places_of(value, sections) if label == "paragraph" else []
        for place in places:
            getattr(rows[place], column).append(name)
        if not places:
            elsewhere.append(f"{kind} {name}: {f'{label} {value}'.strip() or 'no locator'}")
    headings = {section.number: section.title_as_printed for section in source.sections.all()}
    title = f"“{source.title_en or source.label()}”" if source.has_title() else f"{source.description_en}."
    return Coverage(key, title, headings, tuple(rows.values()), tuple(elsewhere))


def _references(source: Source) -> Iterator[tuple[str, str, str, str, str]]:
    """Locator, kind and key of everything that names `source` at a place, with the column of the table it goes into."""
    for label, value, key, term in (
        Attestation.objects.published()
        .filter(source=source)
        .order_by("key")
        .values_list("locator_label", "locator_value", "key", "term__key")
    ):
        is_placed = label in ("paragraph", "note")
        yield label, value, "attestation", term if is_placed else key, "terms"
    evidence = ((Equivalence, "term"), (TreatyEvent, "treaty"), (Obligation, "treaty"))
    for model, owner in evidence:
        for label, value, key in (
            model._base_manager.filter(evidence=source, **{f"{owner}__status": "published"})
            .order_by(f"{owner}__key", "position", "pk")
            .values_list("locator_label", "locator_value", f"{owner}__key")
        ):
            yield label, value, owner, key, "others"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
