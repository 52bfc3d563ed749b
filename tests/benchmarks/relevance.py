"""How well search finds: `python -m tests.benchmarks.relevance CONCEPTS.json QUERIES.jsonl [--grow 10000,100000]`.

CONCEPTS is a list of {"id", "labels": [[language, text, role], ...]}, `--distractors FILE` another such list, to be
searched among; `--grow` makes up more of them, to so many in all, and prints a table of how cost grows with size:
of the queries, and of recognising names in a text of 10,000 characters in each language, a name in every few words.
QUERIES has a line {"query", "cls", "expected": [id, ...]} for each query; classes beginning `h_` are the hard ones and
nothing may be found for the class `nonsense`. Everything goes through the project's own search, on a scratch database:
SQLite, or a new database beside the one DATABASE_URL names. Printed are recall@1, recall@10 and mean reciprocal rank of
each class, the time a query takes, the size of the index and how fast it is built. Time is told twice, as the clock saw
it and as this process used the processor: on a busy machine only the second can be compared.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

LANGUAGES = {"zh": "zh-Hans"}
NONSENSE = "nonsense"
#: Characters of the texts in which names are recognised.
LONG_TEXT = 10_000


@contextmanager
def scratch_database() -> Iterator[None]:
    """Set Django up on a database of our own with the tables of the index, and drop it afterwards."""
    with tempfile.TemporaryDirectory(prefix="relevance-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        os.environ["ENTENTE_STATE_DIR"] = folder
        on_server = os.environ.get("DATABASE_URL", "").startswith("postgres")
        if not on_server:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/relevance.sqlite3"
        import django

        django.setup()
        from django.db import connection

        from citations.search import models

        name = f"relevance_{os.getpid()}"
        before = connection.settings_dict["NAME"]
        if on_server:
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {name}")
            connection.close()
            connection.settings_dict["NAME"] = name
        try:
            with connection.schema_editor() as editor:
                for model in models.TABLES:
                    editor.create_model(model)
            yield
        finally:
            connection.close()
            if on_server:
                connection.settings_dict["NAME"] = before
                with connection.cursor() as cursor:
                    cursor.execute(f"DROP DATABASE {name}")
                connection.close()


def documents(path: Path) -> Iterator[Any]:
    """Out: the concepts of a file as documents of the index."""
    from citations.search.analysis import Label
    from citations.search.index import Document

    for concept in json.loads(path.read_text(encoding="utf-8")):
        role = "person" if concept.get("ds") == "names" else ""
        labels = [Label(LANGUAGES.get(label[0], label[0]), label[1], role) for label in concept["labels"]]
        yield Document("term", concept["id"], labels)


def grown(given: list[Any], size: int) -> Iterator[Any]:
    """In: documents. Out: these, then made-up ones among them, `size` in all: the same for the same documents.

    A made-up label is a real one with words, or pairs of Chinese characters, of others put in; some are new words,
    begun by one and ended by another, so that the vocabulary grows too. None is a label of the given documents.
    """
    from citations.search.analysis import Label
    from citations.search.index import Document

    yield from given
    chance = random.Random(5)
    taken = {label.text.lower() for document in given for label in document.labels}
    texts: dict[str, list[list[str]]] = defaultdict(list)
    for document in given:
        for label in document.labels:
            texts[label.language].append(_pieces(label))

    def piece(language: str) -> str:
        return chance.choice(chance.choice(texts[language]))

    for number in range(size - len(given)):
        labels = []
        for label in chance.choice(given).labels:
            pieces = [part if chance.random() < 0.3 else piece(label.language) for part in _pieces(label)]
            place = chance.randrange(len(pieces))
            if chance.random() < 0.25:
                pieces[place] = pieces[place][: len(pieces[place]) // 2 + 1] + piece(label.language)[1:]
            text = _parting(label).join(pieces)
            while text.lower() in taken:
                text += _parting(label) + piece(label.language)
            labels.append(Label(label.language, text, label.role))
        yield Document("term", f"made-up:{number}", labels)


def _parting(label: Any) -> str:
    return "" if label.language.startswith("zh") else " "


def _pieces(label: Any) -> list[str]:
    """Out: the words of a label, its pairs of characters when it is Chinese."""
    if _parting(label):
        return label.text.split() or [label.text]
    return [label.text[place : place + 2] for place in range(0, len(label.text), 2)]


def long_texts(given: list[Any]) -> dict[str, str]:
    """In: documents. Out: for each language a text of LONG_TEXT characters, names with a few other words between."""
    chance = random.Random(7)
    texts = {}
    for language in sorted({label.language for document in given for label in document.labels}):
        labels = [label for document in given for label in document.labels if label.language == language]
        parts: list[str] = []
        length = 0
        while length < LONG_TEXT:
            label = chance.choice(labels)
            others = [chance.choice(_pieces(chance.choice(labels))) for _ in range(5)]
            parts.append(_parting(label).join([label.text, *others]) + ", ")
            length += len(parts[-1])
        texts[language] = "".join(parts)[:LONG_TEXT]
    return texts


def index_bytes() -> dict[str, int]:
    """Out: the bytes of each table of the index, with its indexes, after tidying up."""
    from django.db import connection

    from citations.search import models

    names = [model._meta.db_table for model in models.TABLES]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute(
                "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name"
                " GROUP BY m.tbl_name"
            )
            found = dict(cursor.fetchall())
        else:
            found = {}
            for name in names:
                cursor.execute(f'VACUUM FULL "{name}"')
                cursor.execute("SELECT pg_total_relation_size(%s)", [name])
                found[name] = cursor.fetchone()[0]
            cursor.execute("ANALYZE")
    return {name: int(found.get(name) or 0) for name in names}


def at(values: Sequence[float], share: float) -> float:
    """Out: the value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Stopwatch:
    """Seconds since it was made, by the clock and by the processor."""

    def __init__(self) -> None:
        self.began = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self.began[0], time.process_time() - self.began[1]


def grow(given: list[Any], queries: list[str], sizes: list[int]) -> None:
    """Let the index grow to each of the sizes in turn; print a line for each."""
    from citations.search import engine, index
    from citations.search.recognition import recognise

    texts = long_texts(given)
    print(
        f"{'concepts':>9}{'p50':>7}{'p95':>7}{'p99':>7}{'p95 clock':>11}{'one letter':>12}{'bytes each':>12}"
        f"{'built/s':>9}{'clock':>7}" + "".join(f"{f'text {language}':>14}" for language in texts)
    )
    letters = sorted({sign for document in given for label in document.labels for sign in label.text.lower()[:1]})
    letters = [sign for sign in letters if sign.isalpha() and sign < "\u3000"]
    waiting = grown(given, max(sizes))
    gc.freeze()  # the bench's own hundreds of thousands of objects, which no server has, are not looked through
    for before, size in pairwise([0, *sorted(sizes)]):
        watch = Stopwatch()
        index.write_many(islice(waiting, size - before))
        index.compact()
        wall, busy = watch.read()
        each = sum(index_bytes().values()) / size
        for query in queries[:: max(1, len(queries) // 100)]:  # dictionaries are read when they are first needed
            engine.find(query)
        times = []
        for query in [*letters, *queries]:
            watch = Stopwatch()
            engine.find(query, limit=10)
            times.append([1000 * taken for taken in watch.read()])
        clock, processor = zip(*times[len(letters) :], strict=True)
        one_letter = max(taken[1] for taken in times[: len(letters)])
        recognised = ""
        for text in texts.values():
            watch = Stopwatch()
            spans = recognise(text)
            recognised += f"{1000 * watch.read()[1]:>8.0f} ({len(spans):>3})"
        print(
            f"{size:>9}{at(processor, 0.5):>7.1f}{at(processor, 0.95):>7.1f}{at(processor, 0.99):>7.1f}"
            f"{at(clock, 0.95):>11.1f}{one_letter:>12.1f}{each:>12.0f}"
            f"{(size - before) / busy:>9.0f}{(size - before) / wall:>7.0f}{recognised}",
            flush=True,
        )


def run(concepts: Path, queries: Path, distractors: Path | None, misses: Path | None, answers: Path | None) -> None:
    """Build, ask, print."""
    from citations.search import engine, index

    watch = Stopwatch()
    count = index.write_many(documents(concepts))
    if distractors is not None:
        count += index.write_many(documents(distractors))
    index.compact()
    took, took_busy = watch.read()

    ranks: dict[str, list[int | None]] = defaultdict(list)
    times: list[float] = []
    busy: list[float] = []
    missed: list[dict[str, Any]] = []
    given: list[dict[str, Any]] = []
    answered = 0
    for line in queries.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        asked = json.loads(line)
        watch = Stopwatch()
        hits = engine.find(asked["query"], limit=10)
        for taken, series in zip(watch.read(), (times, busy), strict=True):
            series.append(taken * 1000)
        keys = [hit.key for hit in hits]
        given.append({"query": asked["query"], "keys": keys})
        if asked["cls"] == NONSENSE:
            answered += bool(hits)
            ranks[NONSENSE].append(None if hits else 1)
            continue
        rank = next((place for place, key in enumerate(keys, start=1) if key in asked["expected"]), None)
        ranks[asked["cls"]].append(rank)
        if rank != 1:
            missed.append(
                {**asked, "rank": rank, "found": [(hit.score, hit.match.tier, hit.match.text) for hit in hits[:3]]}
            )

    print(f"{'class':<22}{'n':>5}{'R@1':>8}{'R@10':>8}{'MRR':>8}")
    for group, hard in (("core", False), ("hard", True)):
        names = sorted(name for name in ranks if name != NONSENSE and name.startswith("h_") == hard)
        for name in names:
            _print_row(name, ranks[name])
        _print_row(f"== {group}", [rank for name in names for rank in ranks[name]])
    print(f"nonsense answered: {answered} of {len(ranks[NONSENSE])}")
    for name, values in (("query, ms", times), ("of it processor, ms", busy)):
        print(
            f"{name:<22}p50 {at(values, 0.5):.1f}  p95 {at(values, 0.95):.1f}"
            f"  p99 {at(values, 0.99):.1f}  max {max(values):.1f}"
        )
    sizes = index_bytes()
    print(f"index: {sum(sizes.values()) / count:.0f} bytes a concept, {count} concepts")
    for table, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"    {table:<32}{size / count:>8.0f}")
    print(f"built: {count / took:.0f} concepts a second, {count / took_busy:.0f} a second of processor")
    for target, rows in ((misses, missed), (answers, given)):
        if target is not None:
            target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _print_row(name: str, ranks: list[int | None]) -> None:
    if ranks:
        first = sum(rank == 1 for rank in ranks) / len(ranks)
        found = sum(rank is not None for rank in ranks) / len(ranks)
        reciprocal = sum(1 / rank for rank in ranks if rank) / len(ranks)
        print(f"{name:<22}{len(ranks):>5}{first:>8.3f}{found:>8.3f}{reciprocal:>8.3f}")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.relevance", description=__doc__)
    parser.add_argument("concepts", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--distractors", type=Path, help="more concepts, to be searched among")
    parser.add_argument("--misses", type=Path, help="write the queries whose first answer was wrong to this file")
    parser.add_argument("--answers", type=Path, help="write every query's keys to this file, to compare two databases")
    parser.add_argument("--grow", metavar="SIZES", help="numbers of concepts, as 10000,100000")
    options = parser.parse_args(arguments)
    with scratch_database():
        if options.grow:
            asked = [json.loads(line)["query"] for line in options.queries.read_text(encoding="utf-8").splitlines()]
            grow(list(documents(options.concepts)), asked, [int(size) for size in options.grow.split(",")])
            return
        run(options.concepts, options.queries, options.distractors, options.misses, options.answers)


if __name__ == "__main__":
    main()
