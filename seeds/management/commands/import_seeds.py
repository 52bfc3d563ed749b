"""`manage.py import_seeds`: brings the seed files into the database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from seeds.pipeline import DATA, import_folder


class Command(BaseCommand):
    help = (
        "Imports the seed files, everything or nothing. What an editor changed stays; where the file changed the same "
        "field, nothing is written and the conflict is named."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--path", type=Path, default=DATA, help="the folder of seed files (default: seeds/data)")
        parser.add_argument("--dry-run", action="store_true", help="check everything and write nothing")
        parser.add_argument(
            "--prefer-seeds", action="store_true", help="where file and database both changed a field, take the file"
        )

    def handle(self, *args: Any, path: Path, dry_run: bool, prefer_seeds: bool, **options: Any) -> None:
        progress = self._progress if sys.stderr.isatty() and options["verbosity"] else None
        outcome = import_folder(path, dry_run=dry_run, prefer_seeds=prefer_seeds, progress=progress)
        failed = bool(outcome.problems or outcome.conflicts)
        for line in outcome.lines():
            (self.stderr if failed else self.stdout).write(line)
        if failed:
            sys.exit(1)

    def _progress(self, what: str, done: int, of: int) -> None:
        self.stderr.write(f"\r{what}: {done} of {of}", ending="\n" if done == of else "")
        self.stderr.flush()
