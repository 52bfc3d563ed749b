"""`manage.py export_records FILE`: writes records to a file of any format, and says what the format cannot hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from citations.exchange.exporting import Export, everything
from citations.exchange.formats import Options, formats
from citations.exchange.pages import few_pages
from citations.management.exchange import (
    check_place,
    chosen_format,
    known_kinds,
    languages_of,
    replacing,
    report_losses,
    standard_output,
)
from citations.records import KINDS


class Command(BaseCommand):
    help = (
        "Writes records to a file, whose name shows the format, and lists what the format cannot hold. A file that "
        "stands there already is replaced when the new one is whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the file to write; - is the standard output")
        parser.add_argument("--format", choices=tuple(formats()), default="", help="the format (default: by the name)")
        parser.add_argument(
            "--kind", action="append", choices=tuple(KINDS), default=[], help="only this kind; may be repeated"
        )
        parser.add_argument("--languages", default="", metavar="TAGS", help="only these languages, such as ru,zh-Hans")
        parser.add_argument("--drafts", action="store_true", help="drafts too")
        parser.add_argument("--losses", type=Path, metavar="FILE", help="list every loss in this file")

    def handle(
        self,
        *args: Any,
        file: str,
        format: str,
        kind: list[str],
        languages: str,
        drafts: bool,
        losses: Path | None,
        **options: Any,
    ) -> None:
        check_place(losses)
        chosen = chosen_format(format, file)
        kinds = known_kinds(chosen, kind)
        asked = Options(languages=languages_of(languages))
        export = Export(chosen, everything(kinds), asked, is_public=not drafts)
        writing = standard_output() if file == "-" else replacing(Path(file))
        with few_pages(), writing as out:
            out.writelines(export.pieces())
        say = (self.stderr if file == "-" else self.stdout).write
        say(f"{export.count} {'record' if export.count == 1 else 'records'} written to {file}.")
        report_losses(export.losses, losses, say)
