"""`manage.py export_seeds`: writes the database back as seed files."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from seeds.exporter import ExportProblem, build_export, write_export
from seeds.pipeline import DATA

SHOWN = 40


class Command(BaseCommand):
    help = "Writes all records back into the seed files they came from, in the canonical form."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--path", type=Path, default=DATA, help="the folder of seed files (default: seeds/data)")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; show the differences and exit 1 if there are any"
        )

    def handle(self, *args: Any, path: Path, check: bool, **options: Any) -> None:
        try:
            export = build_export(path)
        except ExportProblem as problem:
            raise CommandError(f"the files in {path} cannot be read, so none is written over:\n{problem}") from problem
        if check:
            self._check(path, export.files, export.different)
            return
        try:
            write_export(export, path)
        except OSError as error:
            raise CommandError(
                f"{error.filename or path} cannot be written ({error.strerror}); mend its rights"
            ) from error
        self.stdout.write(f"{len(export.different)} of {len(export.files)} files written.")

    def _check(self, path: Path, files: Any, different: tuple[str, ...]) -> None:
        if not different:
            self.stdout.write(f"No difference in {len(files)} files.")
            return
        for file in different:
            stands = (path / file).read_text(encoding="utf-8") if (path / file).exists() else ""
            lines = list(
                difflib.unified_diff(stands.splitlines(), files[file].splitlines(), file, "database", lineterm="")
            )
            for line in lines[:SHOWN]:
                self.stdout.write(line)
            if len(lines) > SHOWN:
                self.stdout.write(f"… {len(lines) - SHOWN} more lines differ in {file}")
        self.stderr.write(f"{len(different)} of {len(files)} files differ; run export_seeds to write them.")
        sys.exit(1)
