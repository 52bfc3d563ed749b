"""The loss report: what a format could not hold, or what a file held and the base does not, by record and field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

from citations.exchange.spool import Spool


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing left behind: of which record, in which field (`definition.zh-Hans`, `designations[2].note.ru`), why."""

    kind: str
    key: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind} “{self.key}”: {self.field}: {self.message}"


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

    def summary(self) -> Iterator[str]:
        """The counts for people, the most frequent first, a line each; one line when nothing was lost."""
        if not self.counts:
            yield gettext("Nothing was lost.")
            return
        total = len(self)
        yield ngettext("%(count)s loss:", "%(count)s losses:", total) % {"count": total}
        for (kind, name, message), count in sorted(self.counts.items(), key=lambda one: (-one[1], one[0])):
            yield f"  {count} × {kind}: {name}: {message}"


def _without_places(name: str) -> str:
    """`designations[2].note.ru` as `designations.note.ru`: what is counted together."""
    head, bracket, rest = name.partition("[")
    return head + rest.partition("]")[2] if bracket else name
