"""What an import came to: what it made and changed, step by step, what it lost, and what is wrong with the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from citations.exchange.formats import Fault, Unreadable
from citations.exchange.losses import LossReport
from citations.exchange.spool import Spool
from citations.records import Kind, Problem

#: The most faults that are gathered before reading is given up.
MOST_FAULTS = 1000


@dataclass(frozen=True, slots=True)
class Most:
    """How much is taken in while somebody waits for a page: entries read, and entries made or changed."""

    entries: int
    changes: int


@dataclass(frozen=True, slots=True)
class Step:
    """One change that an import makes or would make: a field, and a language of it, before and after; of a new record
    one step with `name` empty."""

    kind: str
    key: str
    where: str
    name: str = ""
    language: str | None = None
    before: Any = None
    after: Any = None


@dataclass(slots=True)
class Outcome:
    """What an import did or would do. Nothing was written when there are faults, or in a dry run."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0
    faults: list[Fault] = field(default_factory=list)
    losses: LossReport = field(default_factory=LossReport)
    is_dry_run: bool = False
    _steps: Spool = field(default_factory=Spool)

    @property
    def is_written(self) -> bool:
        """Whether the import took effect."""
        return not (self.faults or self.is_dry_run)

    @property
    def steps(self) -> Iterator[Step]:
        """Every change, in the order of writing."""
        return (Step(*one) for one in self._steps)

    def note(self, step: Step) -> None:
        """Add a step."""
        self._steps.append([step.kind, step.key, step.where, step.name, step.language, step.before, step.after])

    def say(self, fault: Fault) -> None:
        """Add a fault; raises Unreadable when there are too many."""
        self.faults.append(fault)
        if len(self.faults) >= MOST_FAULTS:
            raise Unreadable(_("there are more than %(most)s faults; the rest was not read") % {"most": MOST_FAULTS})


def named(kind: Kind, key: str) -> dict[str, Any]:
    """A record, to fill a sentence with."""
    return {"kind": kind.record_model._meta.verbose_name, "key": key}


def place_of(where: str, places: Mapping[Any, str], path: tuple[str | int, ...]) -> str:
    """The place of a problem: that of the field when it is known, else that of the entry."""
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return where


def fault_of(kind: Kind, where: str, places: Mapping[Any, str], problem: Problem) -> Fault:
    """A problem as a fault of the entry at `where`, with the place of the field when it is known."""
    return Fault(place_of(where, places, problem.path), problem.message, kind.name, problem.path)
