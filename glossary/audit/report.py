"""The audit's findings as a report for people and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from glossary.audit.findings import CODES, Finding


def lines(findings: Sequence[Finding]) -> Iterator[str]:
    """The report a line at a time: what is open, grouped by code, then how often each code was found."""
    open_ = unaccepted(findings)
    for group in _grouped(open_):
        yield from map(str, group)
    if open_:
        yield ""
    for group in _grouped(findings):
        accepted = sum(finding.accepted for finding in group)
        yield f"{group[0].code}: {len(group)}{f', {accepted} accepted' if accepted else ''}"
    many = "finding" if len(findings) == 1 else "findings"
    yield f"{len(findings)} {many}: {len(findings) - len(open_)} accepted, {len(open_)} open."


def as_json(findings: Sequence[Finding]) -> str:
    """The findings, the accepted ones marked, and how many there are of each code."""
    counts = Counter(finding.code for finding in findings)
    open_ = Counter(finding.code for finding in unaccepted(findings))
    whole = {
        "findings": [finding.as_json() for finding in findings],
        "counts": {code: {"found": counts[code], "open": open_[code]} for code in CODES if counts[code]},
        "open": sum(open_.values()),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def unaccepted(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that no record accepts."""
    return [finding for finding in findings if not finding.accepted]


def _grouped(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    for code in CODES:
        group = [finding for finding in findings if finding.code == code]
        if group:
            yield group
