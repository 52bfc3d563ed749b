"""`manage.py import_records FILE`: brings the records of a file of any format into the database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from citations.exchange.formats import Format, Options, formats
from citations.exchange.importing import Outcome, Step, import_file
from citations.exchange.text import ENCODINGS
from citations.languages import TAGS
from citations.management.exchange import (
    check_place,
    chosen_format,
    head_of,
    languages_of,
    pairs_of,
    reading,
    report_losses,
)
from citations.records import KINDS

#: How much of a value is shown in a preview.
SHOWN = 60


class Command(BaseCommand):
    help = (
        "Imports the records of a file, everything or nothing. New records become drafts unless the file says their "
        "status; records that are here already are left as they are, unless --update is given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the file to read; - is the standard input")
        parser.add_argument(
            "--format", choices=tuple(formats()), default="", help="the format (default: by name and content)"
        )
        parser.add_argument("--kind", choices=tuple(KINDS), default="", help="the kind of record in a table")
        parser.add_argument(
            "--dry-run", action="store_true", help="check everything and write nothing; -v 2 shows each change"
        )
        parser.add_argument("--update", action="store_true", help="change records that are here already")
        parser.add_argument("--languages", default="", metavar="TAGS", help="only these languages, such as ru,zh-Hans")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="the field that a column of a table holds, such as Термин=name.ru; may be repeated",
        )
        parser.add_argument(
            "--language-map",
            action="append",
            default=[],
            metavar="TAG=TAG",
            help="what the file calls a language, and its tag here, such as zh-CN=zh-Hans; may be repeated",
        )
        parser.add_argument("--encoding", choices=ENCODINGS, default="", help="the encoding (default: UTF-8)")
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="FIELD=VALUE",
            help="what new records get where the file says nothing, such as domain=diplomacy; may be repeated",
        )
        parser.add_argument("--losses", type=Path, metavar="FILE", help="list in this file all that has no place here")

    def handle(self, *args: Any, file: Path, losses: Path | None, **options: Any) -> None:
        check_place(losses)
        try:
            with reading(file) as opened:
                format_ = chosen_format(options["format"], str(file), head_of(opened))
                outcome = import_file(
                    opened,
                    format_,
                    self._options(format_, options),
                    name=file.name,
                    update=options["update"],
                    dry_run=options["dry_run"],
                )
        except KeyboardInterrupt:
            self.stderr.write("Nothing was written: the import was broken off.")
            sys.exit(130)
        if outcome.faults:
            self._refuse(outcome)
        if options["dry_run"] and options["verbosity"] > 1:
            for step in outcome.steps:
                self.stdout.write(described(step))
        self.stdout.write(summary(outcome))
        report_losses(outcome.losses, losses, self.stdout.write)

    def _options(self, format_: Format, options: dict[str, Any]) -> Options:
        mapped = pairs_of(options["language_map"], "--language-map")
        unknown = [ours for ours in mapped.values() if ours not in TAGS]
        if unknown:
            raise CommandError(f"--language-map leads to one of {', '.join(TAGS)}; “{unknown[0]}” is none of them")
        defaults = pairs_of(options["set"], "--set")
        known = {name for kind in format_.kinds for name in KINDS[kind].names if name not in KINDS[kind].translated}
        for name in defaults:
            if name not in known:
                raise CommandError(f"--set knows no field “{name}”; the fields are {', '.join(sorted(known))}")
        return Options(
            kind=options["kind"],
            languages=languages_of(options["languages"]),
            language_map={theirs.lower(): ours for theirs, ours in mapped.items()},
            columns=pairs_of(options["map"], "--map"),
            encoding=options["encoding"],
            defaults=defaults,
        )

    def _refuse(self, outcome: Outcome) -> None:
        for fault in outcome.faults:
            self.stderr.write(str(fault))
        count = len(outcome.faults)
        self.stderr.write(f"Nothing was written: {count} {'problem' if count == 1 else 'problems'}.")
        sys.exit(1)


def summary(outcome: Outcome) -> str:
    """What the import did, or would do, in one sentence."""
    verdict = "Nothing was written (dry run): " if outcome.is_dry_run else ""
    left = f", {outcome.left} left as they are (--update changes them)" if outcome.left else ""
    return f"{verdict}{outcome.created} created, {outcome.changed} changed, {outcome.unchanged} unchanged{left}."


def described(step: Step) -> str:
    """One change in short: where the file says it, what it is of, before and after."""
    record = f"{step.kind} “{step.key}”"
    if not step.name:
        return f"{record}: new{f' ({step.where})' if step.where else ''}"
    name = f"{step.name}.{step.language}" if step.language else step.name
    where = f" ({step.where})" if step.where else ""
    return f"{record}: {name}: {_short(step.before)} → {_short(step.after)}{where}"


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} {'row' if len(value) == 1 else 'rows'}"
    text = str("" if value is None else value).replace("\n", " ")
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”" if text else "nothing"
