"""Keeps what the last audit of the whole corpus found, for the pages of the admin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from citations.models import Revision
from glossary.audit.corpus import audit
from glossary.audit.findings import CODES, Finding
from glossary.models import AuditFinding, AuditRun

CHUNK = 1000


def newest_revision() -> int:
    """The number of the newest revision; 0 when there is none."""
    return Revision.objects.aggregate(newest=models.Max("pk"))["newest"] or 0


def run(*, by: Any = None) -> list[Finding]:
    """Audit the whole corpus, keep what is found in place of what was found before, and return it."""
    revision = newest_revision()
    findings = audit()
    keep(findings, revision=revision, by=by)
    return findings


def keep(findings: Sequence[Finding], *, revision: int, by: Any = None) -> AuditRun:
    """Keep the findings of an audit of the whole corpus that saw everything up to `revision`."""
    found = Counter(finding.code for finding in findings)
    open_ = Counter(finding.code for finding in findings if not finding.accepted)
    counts = {code: {"found": found[code], "open": open_[code]} for code in CODES if found[code]}
    with transaction.atomic():
        AuditRun._default_manager.all().delete()
        kept = AuditRun._default_manager.create(at=timezone.now(), by=by, revision=revision, counts=counts)
        AuditFinding._default_manager.bulk_create(_rows(kept, findings), batch_size=CHUNK)
    return kept


def _rows(run: AuditRun, findings: Iterable[Finding]) -> list[AuditFinding]:
    return [AuditFinding(run=run, **finding.as_row()) for finding in findings]


def finding_of(row: AuditFinding) -> Finding:
    """A finding that was kept; its sentences are made anew, in the language that is active."""
    return Finding(**{one.name: getattr(row, one.name) for one in fields(Finding)})


def last_run() -> AuditRun | None:
    """The last audit of the whole corpus, with who ran it."""
    return AuditRun._default_manager.select_related("by").first()


def changed_since(run: AuditRun, at_most: int) -> int:
    """How many records were changed since an audit; counting stops at `at_most`."""
    later = Revision.objects.filter(pk__gt=run.revision).order_by("pk").values_list("kind", "key")
    return len(set(later[:at_most]))
