"""What `manage.py rebuild_search` and `manage.py recognize` do; the commands themselves only read their options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS

from citations.search import index, recognition
from citations.search.analysis import ANALYSER_VERSION


def rebuild_search(write_line: Callable[[str], object], *, restart: bool = False, using: str = DEFAULT_DB_ALIAS) -> int:
    """Make the index anew, or go on with it, telling how far it is. Out: how many documents were written."""
    found = index.state(using)
    if found.rebuilding and not restart:
        write_line(f"Going on after {found.kind or 'the beginning'} {found.key}".rstrip() + ".")
    written = index.rebuild(
        using=using,
        restart=restart,
        progress=lambda kind, count: write_line(f"{kind}: {count} written"),
    )
    write_line(f"The search index is complete: {written} records written, version {ANALYSER_VERSION}.")
    return written


def recognize(
    path: Path,
    write_line: Callable[[str], object],
    *,
    language: str | None = None,
    kinds: Iterable[str] = (),
    facets: Mapping[str, str | Iterable[str]] | None = None,
    equivalents: Callable[[str, str], str] = lambda kind, key: "",
    using: str = DEFAULT_DB_ALIAS,
) -> int:
    """List what a UTF-8 text file names, a line for each span: start, end, the text there, kind:key, its equivalents.

    `equivalents(kind, key)` says how the record is called elsewhere. Out: how many spans there are. Raises TextRefused
    for a file that is too long, UnicodeDecodeError for one that is not UTF-8.
    """
    text = path.read_text(encoding="utf-8-sig")
    spans = recognition.recognise(text, language, kinds=kinds, facets=facets, using=using)
    for span in spans:
        for record in span.records:
            more = equivalents(record.kind, record.key)
            fields = [str(span.start), str(span.end), " ".join(span.text.split()), f"{record.kind}:{record.key}"]
            write_line("\t".join([*fields, more] if more else fields))
    return len(spans)
