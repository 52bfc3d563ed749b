"""Which texts of a record are our own words, in which language: what the rules of spelling are asked of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from citations.records import Kind, Record, Shape

# A work's own words stay as they are: its titles in its own language.
_TITLES = ("title", "container_title", "collection_title")
_QUOTATION = re.compile("«[^«»]*»|“[^“”]*”|„[^„“]*“|‘[^‘’]*’|《[^《》]*》|〈[^〈〉]*〉|「[^「」]*」|『[^『』]*』")


class Text(NamedTuple):
    """One text of a record: the path of its field, its language (BCP 47), and what it says."""

    field: str
    language: str
    text: str


def own_texts(kind: Kind, record: Record) -> Iterator[Text]:
    """The texts of `record` that we wrote ourselves.

    What is as printed, the form of an attestation, a designation that is a spelling and a title in the work's own
    language are quoted, not written, and are left out.
    """
    kept = _kept_languages(record)
    for text in _translated(kind, record, ""):
        if not (text.field in _TITLES and text.language in kept):
            yield text
    yield from _translated(kind.tail, record, "")
    for child in kind.children:
        for place, row in enumerate(record[child.name], start=1):
            prefix = f"{child.name}.{place}."
            yield from _translated(child, row, prefix)
            if child.name == "designations" and row["kind"] != "spelling":
                yield Text(f"{prefix}text", row["language"], row["text"])


def without_quotations(text: str) -> str:
    """`text` with everything between quotation marks taken out, the marks kept; quotations in quotations too."""
    while (shorter := _QUOTATION.sub(lambda match: match[0][0] + match[0][-1], text)) != text:
        text = shorter
    return text


def _translated(shape: Shape, values: Record, prefix: str) -> Iterator[Text]:
    for name in shape.columns:
        if name in shape.translated:
            for language, text in values[name].items():
                if text:
                    yield Text(f"{prefix}{name}", language, text)


def _kept_languages(record: Record) -> set[str]:
    """The content languages in which a title is the work's own: of the work, and of a treaty's official texts."""
    official: list[dict[str, Any]] = [
        row for row in record.get("texts", ()) if row["standing"] != "unofficial-translation"
    ]
    tags = {record.get("language", ""), *(row["language"] for row in official)}
    return {tag if tag == "zh-Hans" else tag.split("-")[0] for tag in tags if tag and not tag.startswith("zh-Hant")}
