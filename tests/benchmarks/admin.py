"""How quick the admin's pages are: `python -m tests.benchmarks.admin [--sizes 1000 100000] [--keep FOLDER]`.

Builds a scratch base of each size (SQLite, or new databases beside the one DATABASE_URL names): as many terms as the
size says, as many attestations, two revisions for some of the terms, works, treaties and people to go with them, all in
the search index. Then every page is asked for as an editor's browser would, and the median time on the clock and on the
processor is printed in milliseconds, with the number of queries and how much more processor time the page takes in the
largest base than in the smallest. Ends with 1 when a page takes more than the queries that are allowed.

A base of 100,000 terms takes minutes to build: with --keep it stays (in FOLDER, or as the database
admin_benchmark_SIZE) and is migrated and used again the next time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

MOST_QUERIES = 12
BATCH = 2_000

RUSSIAN = ["союз", "договор", "гарантия", "нейтралитет", "сотрудничество", "консультация", "граница", "партнёрство"]
CHINESE = ["同盟", "条约", "保证", "中立", "合作", "磋商", "边界", "伙伴关系"]
ENGLISH = ["alliance", "treaty", "guarantee", "neutrality", "cooperation", "consultation", "border", "partnership"]
OF_RUSSIAN = ["стратегический", "оборонительный", "военный", "взаимный", "равноправный", "постоянный", "особый"]
OF_CHINESE = ["战略", "防御", "军事", "相互", "平等", "长期", "特殊"]
OF_ENGLISH = ["strategic", "defensive", "military", "mutual", "equal", "lasting", "special"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One page in one base: milliseconds on the clock and on the processor, and its queries."""

    wall: float
    busy: float
    queries: int


@contextmanager
def django_ready(kept: Path | None) -> Iterator[Path]:
    """Set Django up on a state directory of our own, which goes away afterwards unless it is to be kept."""
    with nullcontext(str(kept)) if kept else tempfile.TemporaryDirectory(prefix="admin-benchmark-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        os.environ["ENTENTE_STATE_DIR"] = folder
        if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/base.sqlite3"
        os.environ.setdefault("ENTENTE_LOG_LEVEL", "ERROR")
        import django

        django.setup()
        yield Path(folder)


@contextmanager
def base_of(folder: Path, size: int, *, is_kept: bool) -> Iterator[None]:
    """A base with all tables and so many terms, dropped afterwards unless it is to be kept."""
    from django.core.management import call_command
    from django.db import connection

    before = connection.settings_dict["NAME"]
    on_server = connection.vendor == "postgresql"
    if on_server:
        name = f"admin_benchmark_{size}" if is_kept else f"admin_benchmark_{os.getpid()}_{size}"
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {name}")
    else:
        name = str(folder / f"{size}.sqlite3")
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
        fill(size)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        if on_server and not is_kept:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")
            connection.close()


def fill(size: int) -> None:
    """Build the base unless it has been built."""
    from citations.search import index
    from citations.search.analysis import ANALYSER_VERSION
    from glossary.models import Term

    began = time.perf_counter()
    is_new = not Term._base_manager.exists()
    if is_new:
        build(size)
    if is_new or index.state().version != ANALYSER_VERSION:
        index.rebuild()
        print(f"{size:,} terms ready in {time.perf_counter() - began:.0f} s", flush=True)


def write(model: type[Any], rows: Iterable[Any]) -> None:
    """Write rows in bulk, without history."""
    from django.db import models

    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        models.QuerySet(model).bulk_create(batch)


def build(size: int) -> None:
    """Fill the base."""
    from django.db import connection, transaction

    from citations import changes
    from citations.models import Organization, Person, Source
    from glossary.models import Attestation, Domain, Term

    with transaction.atomic():
        domains = [
            Domain(key=f"domain-{n}", name_ru=f"область {n}", name_zh_hans=f"领域{n}", name_en=f"field {n}")
            for n in range(20)
        ]
        write(Domain, domains)
        write(Person, (person(n) for n in range(max(1, size // 20))))
        write(Organization, (organization(n) for n in range(max(1, size // 50))))
        sources = [source(n) for n in range(max(2, size // 10))]
        write(Source, sources)
        with changes.change():
            for n in range(max(50, size // 100)):
                write_treaty(n)
        terms = [term(n, domains[n % len(domains)]) for n in range(size)]
        write_history(terms)
        write(Term, terms)
        write(
            Attestation,
            (attestation(n, terms[n // 2], sources[n % len(sources)]) for n in range(size)),
        )
        write_findings(size)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")


def person(n: int) -> Any:
    from citations.models import Person

    return Person(
        key=f"person-{n:06}", family_name_ru=f"Иванов-{n}", family_name_zh_hans="伊万诺夫",
        family_name_en=f"Ivanov-{n}", given_name_ru="Иван", given_name_zh_hans="伊万", given_name_en="Ivan",
        native_language="ru",
    )  # fmt: skip


def organization(n: int) -> Any:
    from citations.models import Organization

    return Organization(
        key=f"organization-{n:06}", name_ru=f"Организация {n}", name_zh_hans=f"第{n}组织",
        name_en=f"Organization {n}", kind="state",
    )  # fmt: skip


def write_treaty(n: int) -> None:
    """A treaty stands in two tables, which are not written in bulk: it is saved as an editor’s is."""
    from citations.models import Treaty

    treaty = Treaty(
        key=f"treaty-{n:06}", type="treaty", kind="treaty", binding="yes", title_ru=f"Договор № {n}",
        title_zh_hans=f"第{n}号条约", title_en=f"Treaty No. {n}",
    )  # fmt: skip
    treaty.save()
    treaty.events.create(kind="signed", date=str(1900 + n % 120))


def source(n: int) -> Any:
    from citations.models import Source

    return Source(
        key=f"source-{n:06}", type="article-journal", language="ru", title_ru=f"О союзах. {n}",
        title_zh_hans="" if n % 2 == 0 else f"论同盟（{n}）", title_en=f"On alliances. {n}",
        issued=str(1950 + n % 70),
    )  # fmt: skip


def term(n: int, domain: Any) -> Any:
    """Every twentieth has no English name, no Chinese definition or an official Russian name; every tenth is a draft.

    So each filter fills a page of the smallest base too, and what grows is not the number of rows shown.
    """
    from glossary.models import Term

    place, of = n % len(RUSSIAN), n // len(RUSSIAN) % len(OF_RUSSIAN)
    has_english, is_draft = n % 20 != 7, n % 20 in (0, 7)
    return Term(
        key=f"term-{n:06}",
        status="draft" if is_draft else "published",
        domain=domain,
        name_ru=f"{OF_RUSSIAN[of]} {RUSSIAN[place]} {n}",
        name_zh_hans=f"{OF_CHINESE[of]}{CHINESE[place]}{n}",
        name_en=f"{OF_ENGLISH[of]} {ENGLISH[place]} {n}" if has_english else "",
        reliability_ru="official" if n % 20 == 5 else "established",
        reliability_zh_hans="established",
        reliability_en=("proposed" if n % 10 == 0 else "established") if has_english else "",
        definition_ru=f"Отношения государств, при которых стороны обещают друг другу поддержку; понятие {n}. " * 2,
        definition_zh_hans="" if n % 20 == 3 else f"国家之间相互承诺支持的关系；概念{n}。" * 3,
        definition_en=f"Relations of states that promise each other support; concept {n}. " * 2,
    )


def attestation(n: int, of: Any, seen_in: Any) -> Any:
    from glossary.models import Attestation

    return Attestation(
        key=f"attestation-{n:06}", term=of, language=("ru", "zh-Hans", "en")[n % 3], form=of.name_ru, source=seen_in,
        locator_label="page", locator_value=str(n % 300 + 1), context_ru=f"О понятии {n}.",
        context_zh_hans="" if n % 20 == 9 else f"论概念{n}。", context_en=f"On concept {n}.",
    )  # fmt: skip


def record_of(one: Any) -> dict[str, Any]:
    """The canonical record of a term without children, read from what is at hand."""
    from glossary.records import TERM

    children: dict[str, Any] = {child.name: [] for child in TERM.children}
    return TERM.encode(one) | children | TERM.tail.encode(one)


def write_history(terms: list[Any]) -> None:
    """A first revision of every term, and of every tenth a second one that rewords the Chinese definition."""
    from django.utils import timezone

    from citations.models import Lag, Revision

    now = timezone.now()

    def revision(one: Any, version: int, record: dict[str, Any], languages: str) -> Revision:
        return Revision(
            kind="term", key=one.key, version=version, at=now, by_name="редактор", origin="import" if version == 1 else
            "admin", record=record, why="" if version == 1 else "определение сверено", languages=languages,
            is_public=one.status != "draft",
        )  # fmt: skip

    write(Revision, (revision(one, 1, record_of(one), "ru zh-Hans en") for one in terms))
    for one in terms[::10]:
        one.definition_zh_hans += "修订。"
        one.version = 2
    changed = terms[::10]
    write(Revision, (revision(one, 2, record_of(one), "zh-Hans") for one in changed))
    behind = {"kind": "term", "field": "definition", "language": "ru", "leader": "zh-Hans", "was": "旧", "version": 2}
    write(Lag, (Lag(key=one.key, at=now, **behind) for one in changed[::2]))


def write_findings(size: int) -> None:
    """What an audit would have found, without running one."""
    from glossary.audit.findings import Finding
    from glossary.audit.storing import keep

    findings = [Finding("no-definition", "term", f"term-{n:06}", "definition", "zh-Hans") for n in range(3, size, 20)]
    keep(findings, revision=0)


def pages(size: int) -> dict[str, str]:
    """What is measured, by name: the address."""
    from citations.models import Revision
    from glossary.models import Term

    middle = Term._base_manager.order_by("key")[size // 2].pk
    newest = Revision._base_manager.order_by("-pk").values_list("pk", flat=True)[0]
    findings = "/admin/glossary/auditfinding/"
    last = (size - 1) // 50 + 1
    terms, feed, workshop = "/admin/glossary/term/", "/admin/citations/revision/", "/admin/workshop/"
    choices = "/admin/autocomplete/?app_label=glossary&model_name=attestation&field_name="
    return {
        "index": "/admin/",
        "list": terms,
        "list, middle page": f"{terms}?p={last // 2}",
        "list, last page": f"{terms}?p={last}",
        "list by Russian name": f"{terms}?o=2",
        "list by name, last page": f"{terms}?o=2&p={last}",
        "search, one found": f"{terms}?q=стратегический+союз+{size // 2 // 56 * 56}",
        "search, many found": f"{terms}?q=同盟",
        "search, all found": f"{terms}?q=term",
        "search, none found": f"{terms}?q=ъъъъ",
        "search by name": f"{terms}?q=同盟&o=2",
        "search and filter": f"{terms}?q=alliance&reliability_en=proposed",
        "filter: domain": f"{terms}?domain=domain-7",
        "filter: drafts": f"{terms}?status__exact=draft",
        "filter: no English": f"{terms}?missing=en",
        "filter: undefined": f"{terms}?undefined=zh-Hans",
        "filter: reliability": f"{terms}?reliability_ru=official",
        "filter: unattested": f"{terms}?attested=no",
        "filter: not in Russian": f"{terms}?attested=ru",
        "filter: look again": f"{terms}?lags=ru",
        "filter: audit": f"{terms}?found=no-definition",
        "form": f"{terms}{middle}/change/",
        "history": f"{terms}{middle}/history/",
        "new": f"{terms}add/",
        "export": f"{terms}export/",
        "export of a search": f"{terms}export/?q=同盟",
        "import": f"{terms}import/",
        "palette": f"{workshop}find/?q=стратегический+союз",
        "palette: one letter": f"{workshop}find/?q=с",
        "doubles": f"{workshop}doubles/?kind=term&text=战略同盟",
        "doubles by DOI": f"{workshop}doubles/?kind=source&doi=10.1000/1",
        "doubles by ISBN": f"{workshop}doubles/?kind=source&isbn=978-5-02-000001-1",
        "autocomplete": f"{choices}term&term=союз",
        "autocomplete, all": f"{choices}source&term=",
        "autocomplete, page 5": f"{choices}source&term=&page=5",
        "attestations": "/admin/glossary/attestation/",
        "attestations, last page": f"/admin/glossary/attestation/?p={last}",
        "attestations in Chinese": "/admin/glossary/attestation/?language__exact=zh-Hans",
        "attestations searched": "/admin/glossary/attestation/?q=союз",
        "attestations: no context": "/admin/glossary/attestation/?missing=zh-Hans",
        "attestations: mode": "/admin/glossary/attestation/?mode__exact=verbatim",
        "sources": "/admin/citations/source/",
        "sources without Chinese": "/admin/citations/source/?missing=zh-Hans",
        "sources without authors": "/admin/citations/source/?lacks=contributions",
        "sources searched": "/admin/citations/source/?q=alliances",
        "treaties": "/admin/citations/treaty/",
        "treaties searched": "/admin/citations/treaty/?q=Договор",
        "people": "/admin/citations/person/",
        "people searched": "/admin/citations/person/?q=Иван",
        "feed": feed,
        "feed: Chinese touched": f"{feed}?touching=zh-Hans",
        "feed: admin": f"{feed}?origin__exact=admin",
        "feed: terms": f"{feed}?kind=term",
        "feed: searched": f"{feed}?q=term-000123",
        "feed, last page": f"{feed}?p={(size + size // 10 - 1) // 50 + 1}",
        "feed: since a day": f"{feed}?at__gte=2020-01-01+00%3A00%3A00%2B00%3A00",
        "one change": f"{feed}{newest}/change/",
        "findings": findings,
        "findings: one code": f"{findings}?code=no-definition",
        "findings: in Chinese": f"{findings}?language=zh-Hans",
    }


def measure(size: int, repeat: int) -> dict[str, Measured]:
    """Ask for every page `repeat` times."""
    from django.contrib.auth import get_user_model
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    users = get_user_model().objects
    editor = users.filter(username="editor").first() or users.create_superuser("editor", "", "benchmark-only")
    client = Client(headers={"accept-language": "ru", "host": "localhost"})
    client.force_login(editor)

    def ask(address: str) -> None:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"

    found: dict[str, Measured] = {}
    for name, address in pages(size).items():
        ask(address)  # what a process does once
        ask(address)
        walls, busies = [], []
        for _ in range(repeat):
            wall, busy = _timed(ask, address)
            walls.append(wall)
            busies.append(busy)
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            ask(address)
        found[name] = Measured(statistics.median(walls), statistics.median(busies), len(queries))
    wall, busy = _timed(_count)
    found["(counting the figures)"] = Measured(wall, busy, 0)
    return found


def _count() -> None:
    from glossary.audit import figures

    figures.count()


def _timed(do: Callable[..., None], *arguments: Any) -> tuple[float, float]:
    wall, busy = time.perf_counter(), time.process_time()
    do(*arguments)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - busy) * 1000


def report(results: dict[int, dict[str, Measured]]) -> Iterator[str]:
    """The table, a line at a time."""
    sizes = sorted(results)
    head = "".join(f"{f'{size:,} terms':>16}{'processor':>11}{'queries':>9}" for size in sizes)
    yield f"{'page (ms)':<26}{head}{'growth':>9}"
    for name in results[sizes[0]]:
        rows = [results[size][name] for size in sizes]
        cells = "".join(f"{one.wall:>16.1f}{one.busy:>11.1f}{one.queries:>9}" for one in rows)
        yield f"{name:<26}{cells}{rows[-1].busy / rows[0].busy:>8.1f}×"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.admin", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000], help="how many terms each base has")
    parser.add_argument("--repeat", type=int, default=7, help="how often each page is asked for")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the bases there, and use them again")
    options = parser.parse_args(arguments)
    results: dict[int, dict[str, Measured]] = {}
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    with django_ready(options.keep) as folder:
        for size in options.sizes:
            with base_of(folder, size, is_kept=options.keep is not None):
                results[size] = measure(size, options.repeat)
    for line in report(results):
        print(line)
    worst = max(one.queries for pages_ in results.values() for one in pages_.values())
    print(f"most queries of a page: {worst} (allowed: {MOST_QUERIES})")
    return 1 if worst > MOST_QUERIES else 0


if __name__ == "__main__":
    sys.exit(main())
