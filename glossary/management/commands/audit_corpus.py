"""`manage.py audit_corpus`: says what the corpus lacks, misspells and contradicts itself in."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from citations.records import KINDS
from glossary.audit import report, storing
from glossary.audit.corpus import audit
from glossary.audit.coverage import NoSuchSource, coverage
from glossary.audit.findings import CODES


class Command(BaseCommand):
    help = (
        "Audits all public records: completeness, consistency and spelling. Exits 1 when there is a finding that its "
        "record does not accept. Each code is explained in docs/audit.md. An audit of everything is kept for the "
        "admin to show."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--kind", action="append", choices=list(KINDS), help="only records of this kind; may be repeated"
        )
        parser.add_argument(
            "--code", action="append", choices=list(CODES), metavar="CODE", help="only this finding; may be repeated"
        )
        parser.add_argument("--json", action="store_true", help="print the findings as JSON, the accepted ones too")
        parser.add_argument(
            "--coverage",
            metavar="SOURCE_KEY",
            help="print, in Markdown, which records draw on each paragraph of this work, and audit nothing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["coverage"]:
            self._print_coverage(options["coverage"])
            return
        is_whole = options["kind"] is None and options["code"] is None
        findings = storing.run() if is_whole else audit(kinds=options["kind"], codes=options["code"])
        if options["json"]:
            self.stdout.write(report.as_json(findings))
        else:
            for line in report.lines(findings):
                self.stdout.write(line)
        if report.unaccepted(findings):
            sys.exit(1)

    def _print_coverage(self, key: str) -> None:
        try:
            self.stdout.write(coverage(key).markdown(), ending="")
        except NoSuchSource as problem:
            raise CommandError(str(problem)) from problem
