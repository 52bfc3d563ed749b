"""The loss report: what a format could not hold, or what a file held and the base does not, by record and field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

from citations.exchange.spool import Spool
from citations.labels import after
from citations.records import KINDS, Path


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing left behind: of which record, in which field (`definition.zh-Hans`, `designations[2].note.ru`), why."""

    kind: str
    key: str
    field: str
    message: str

    def __str__(self) -> str:
        return self.told(self.field)

    def told(self, field: str) -> str:
        """The loss as a sentence, its field called `field`."""
        record = gettext("%(kind)s “%(key)s”") % {"kind": _kind_name(self.kind), "key": self.key}
        return after(record, after(field, self.message))


@dataclass(slots=True)
class LossReport:
    """All losses of one export or import: counted by field and message, and listed one by one."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _losses: Spool = field(default_factory=Spool)

    def add(self, loss: Loss) -> None:
        """Note one loss."""
        self.counts[loss.kind, _without_places(loss.field), loss.message] += 1
        self._losses.append([loss.kind, loss.key, loss.field, loss.message])

    def __len__(self) -> int:
        return len(self._losses)

    def __iter__(self) -> Iterator[Loss]:
        return (Loss(*one) for one in self._losses)

    def summary(self, called: Callable[[str, str], str] = lambda kind, name: name) -> Iterator[str]:
        """The counts for people, the most frequent first, a line each; one line when nothing was lost.

        `called` says what a field of a kind is called, its path for instance.
        """
        if not self.counts:
            yield gettext("Nothing was lost.")
            return
        total = len(self)
        yield ngettext("%(count)s loss:", "%(count)s losses:", total) % {"count": total}
        for (kind, name, message), count in sorted(self.counts.items(), key=lambda one: (-one[1], one[0])):
            yield f"  {count} × {after(_kind_name(kind), after(called(kind, name), message))}"


def path_of(name: str) -> Path:
    """`designations[2].note.ru` as ("designations", 2, "note", "ru")."""
    parts = name.replace("[", ".").replace("]", "").split(".")
    return tuple(int(part) if part.isdecimal() else part for part in parts)


def _kind_name(kind: str) -> str:
    return str(KINDS[kind].record_model._meta.verbose_name)


def _without_places(name: str) -> str:
    """`designations[2].note.ru` as `designations.note.ru`: what is counted together."""
    head, bracket, rest = name.partition("[")
    return head + rest.partition("]")[2] if bracket else name
