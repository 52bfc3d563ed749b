"""How fast files of exchange are, and how much memory they take: `python -m tests.benchmarks.exchange`.

A scratch base on SQLite is filled with synthetic terms, and as many sources with their authors. Every registered format
then exports all of them, reads its own file, and imports it into a base that has only the domains and people, with
history and search index; each step in a process of its own. Printed are records per second of processor time, and the
most memory of its own that a step had: files that it maps, such as libraries and the base, are not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

STEPS = ("export", "read", "import")
CHUNK = 2000
DOMAINS, PEOPLE = 10, 1000


def set_up(base: Path) -> None:
    """Set Django up on the SQLite file `base`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["ENTENTE_STATE_DIR"] = str(base.parent)
    os.environ["DATABASE_URL"] = f"sqlite:///{base}"
    import django

    django.setup()


# The scratch bases


def fill(folder: Path, concepts: int) -> None:
    """Make two bases: `few` with domains and people, and `all` with terms and sources as well."""
    from django.core.management import call_command
    from django.db import connection, models, transaction

    from citations.models import Contribution, Person, Source
    from glossary.models import Designation, Domain, Equivalence, Term, TermRelation

    def put(rows: Iterator[models.Model]) -> None:
        """Straight into the tables, past history, which nothing here reads."""
        chunk: list[models.Model] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == CHUNK:
                models.QuerySet(type(row)).bulk_create(chunk)
                chunk = []
        if chunk:
            models.QuerySet(type(chunk[0])).bulk_create(chunk)

    def names(name: str, *texts: str) -> dict[str, str]:
        return {f"{name}_{suffix}": text for suffix, text in zip(("ru", "zh_hans", "en"), texts, strict=True)}

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        put(
            Domain(pk=n + 1, key=f"domain-{n}", **names("name", f"область {n}", f"领域{n}", f"domain {n}"))
            for n in range(DOMAINS)
        )
        put(
            Person(
                pk=n + 1,
                key=f"person-{n}",
                **names("family_name", f"Чжэн {n}", f"郑{n}", f"Zheng {n}"),
                **names("given_name", "Юй", "羽", "Yu"),
            )
            for n in range(PEOPLE)
        )
    connection.close()
    shutil.copy(folder / "all.sqlite3", folder / "few.sqlite3")
    with transaction.atomic():
        put(
            Term(
                pk=n + 1,
                key=f"term-{n:06}",
                domain_id=n % DOMAINS + 1,
                **names("name", f"неприсоединение {n}", f"不结盟{n}", f"non-alliance {n}"),
                **names("reliability", "established", "established", "proposed"),
                **names("definition", "Отказ вступать в военные союзы.", "不加入军事同盟。", "A refusal of alliances."),
                **names("usage_note", "Не путать с движением.", "勿与不结盟运动混淆。", "Not the movement."),
            )
            for n in range(concepts)
        )
        put(
            Designation(term_id=n + 1, language=language, text=f"{text} {n}", kind=kind, position=place)
            for n in range(concepts)
            for place, (language, text, kind) in enumerate(
                [
                    ("ru", "внеблоковость", "synonym"),
                    ("zh-Hans", "不结盟政策", "full-form"),
                    ("en", "NA", "abbreviation"),
                ]
            )
        )
        put(
            Equivalence(
                term_id=n + 1, from_language="ru", to_language="zh-Hans", degree="exact", firmness="established"
            )
            for n in range(concepts)
        )
        put(TermRelation(term_id=n + 1, other_id=n, kind="related") for n in range(1, concepts))
        put(
            Source(
                pk=n + 1,
                key=f"source-{n:06}",
                type="article-journal",
                language="ru",
                issued="2012-02-10",
                pages="1–12",
                **names("title", f"Евразийский союз {n}", f"欧亚联盟{n}", f"A Eurasian union {n}"),
                **names("container_title", "Правда", "真理报", "Pravda"),
            )
            for n in range(concepts)
        )
        put(Contribution(source_id=n + 1, role="author", person_id=n % PEOPLE + 1, position=0) for n in range(concepts))
    connection.close()


# One step, in its own process


def step(name: str, format_name: str, folder: Path) -> None:
    """Do one step and print what it cost, as JSON."""
    from citations.exchange.formats import Options, formats
    from citations.exchange.importing import import_file

    format_ = formats()[format_name]
    kind = "term" if "term" in format_.kinds else "source"
    options = Options(kind=kind)
    path = folder / f"{format_name}{format_.suffixes[0]}"
    began = time.process_time()
    if name == "export":
        count = export(format_, kind, path)
    elif name == "read":
        with path.open("rb") as file:
            count = sum(1 for _one in format_.read(file, options))
    else:
        with path.open("rb") as file:
            outcome = import_file(file, format_, options)
        assert not outcome.faults, str(outcome.faults[0])
        count = outcome.created
    took = time.process_time() - began
    print(json.dumps({"rows": count, "seconds": took, "size": path.stat().st_size}))


def export(format_: Any, kind: str, path: Path) -> int:
    """Write all records of `kind`; return how many there were."""
    from citations.exchange.exporting import Export
    from citations.exchange.formats import Options
    from citations.exchange.pages import few_pages
    from citations.records import KINDS

    rows = KINDS[kind].record_model._base_manager.all()
    export = Export(format_, [(KINDS[kind], rows)], Options(kind=kind))
    with few_pages(), path.open("wb") as file:
        file.writelines(export.pieces())
    return export.count


# All of them


def watched(command: list[str]) -> tuple[int, str, float]:
    """Run a step; return its exit code, what it printed, and the most memory it had, in MB."""
    peak = 0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        while process.poll() is None:
            with suppress(OSError):
                status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
                peak = max(peak, int((status.partition("RssAnon:")[2].split() or ["0"])[0]))
            time.sleep(0.1)
        output.seek(0)
        return process.returncode, output.read(), peak / 1024


def run(folder: Path, concepts: int, wanted: list[str], steps: list[str]) -> None:
    """Fill the bases unless they are there, take the steps of each format, print a row each."""
    set_up(folder / "all.sqlite3")
    if not (folder / "few.sqlite3").exists():
        fill(folder, concepts)
    from citations.exchange.formats import formats

    print(f"{'format':<14}{'step':<8}{'records':>9}{'records/s':>11}{'peak, MB':>10}{'file, MB':>10}")
    for format_name in wanted or list(formats()):
        for name in steps:
            base = folder / "all.sqlite3"
            if name == "import":
                base = shutil.copy(folder / "few.sqlite3", folder / "import.sqlite3")
            command = [sys.executable, "-m", "tests.benchmarks.exchange", "--step", name, "--formats", format_name]
            returned, output, peak = watched([*command, "--base", str(base)])
            if returned:
                print(f"{format_name:<14}{name:<8}  {output.strip().splitlines()[-1]}", flush=True)
                continue
            cost = json.loads(output.splitlines()[-1])
            speed = cost["rows"] / max(cost["seconds"], 0.001)
            size = f"{cost['size'] / 2**20:>10.1f}" if name != "import" else ""
            print(f"{format_name:<14}{name:<8}{cost['rows']:>9}{speed:>11.0f}{peak:>10.0f}{size}", flush=True)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.exchange", description=__doc__)
    parser.add_argument("--concepts", type=int, default=100_000, help="how many terms, and how many sources")
    parser.add_argument("--formats", nargs="*", default=[], help="only these")
    parser.add_argument("--steps", nargs="*", choices=STEPS, default=list(STEPS), help="only these")
    parser.add_argument("--folder", type=Path, help="where the bases and files are kept, for a run in several parts")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--base", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.step:
        set_up(options.base)
        step(options.step, options.formats[0], options.base.parent)
        return
    if options.folder:
        options.folder.mkdir(parents=True, exist_ok=True)
        run(options.folder, options.concepts, options.formats, options.steps)
        return
    with tempfile.TemporaryDirectory(prefix="exchange-") as folder:
        run(Path(folder), options.concepts, options.formats, options.steps)


if __name__ == "__main__":
    sys.exit(main())
