"""The whole corpus out and in again through every format: nothing changes but what the loss report names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from citations.exchange.formats import Options, formats
from citations.exchange.losses import LossReport
from citations.records import KINDS, Record, complete
from seeds.pipeline import import_folder
from tests.citations.exchange.carrying import back, kinds_before, out, records, unnamed

#: What goes into one file of each format; a table has one kind.
FILES = [(name, format_.kinds) for name, format_ in formats().items() if name != "csv"]
FILES += [("csv", ("term",)), ("csv", ("source",))]
#: Those that say what another says, written otherwise: the same file is enough.
TWINS = ("bibtex", "skos-jsonld")
AGAIN = [(name, kinds) for name, kinds in FILES if name not in TWINS]


@dataclass
class Files:
    """Every file of the corpus with its losses, the outcome of importing it again, and the records it came from."""

    files: dict[tuple[str, tuple[str, ...]], tuple[bytes, LossReport, Any]]
    before: dict[tuple[str, ...], bytes]
    corpus: dict[tuple[str, str], Record]


@pytest.fixture(scope="module")
def corpus(django_db_setup: None, django_db_blocker: Any) -> Files:
    """The corpus in every format; the base is empty again afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert import_folder().is_written
        made = Files({}, {}, records(*KINDS))
        for name, kinds in FILES:
            data, losses = out(name, *kinds)
            options = Options(kind=kinds[0] if len(kinds) == 1 else "")
            again = back(data, name, options=options, update=True, dry_run=True)
            made.files[name, kinds] = data, losses, again
            first = kinds_before(kinds)
            if first and first not in made.before:
                made.before[first] = out("jsonl", *first)[0]
        transaction.set_rollback(True)
    return made


@pytest.mark.parametrize(("name", "kinds"), FILES, ids=[f"{name}-{'-'.join(kinds)}" for name, kinds in FILES])
def test_the_same_file_changes_nothing(corpus, name, kinds):
    _data, _losses, again = corpus.files[name, kinds]
    assert [str(fault) for fault in again.faults] == []
    assert [step.key for step in again.steps] == []
    assert (again.created, again.changed) == (0, 0)
    assert again.unchanged == sum(1 for kind, _key in corpus.corpus if kind in kinds)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "kinds"), AGAIN, ids=[f"{name}-{'-'.join(kinds)}" for name, kinds in AGAIN])
def test_into_an_empty_base_all_comes_back_but_what_the_losses_name(corpus, name, kinds):
    data, losses, _again = corpus.files[name, kinds]
    first = kinds_before(kinds)
    if first:
        assert back(corpus.before[first], "jsonl").is_written
    outcome = back(data, name, options=Options(kind=kinds[0] if len(kinds) == 1 else ""))
    assert [str(fault) for fault in outcome.faults] == []
    now = records(*KINDS)
    missing, other = [], []
    for (kind, key), record in corpus.corpus.items():
        if kind not in kinds:
            continue
        found = now.get((kind, key)) or (now.get(("source", key)) if kind == "treaty" else None)
        if found is None:
            missing.append(f"{kind} {key}")
            continue
        shared = {name: value for name, value in found.items() if name in record}
        other += unnamed(record, complete(KINDS[kind], shared), losses)
    assert (missing, other) == ([], [])
