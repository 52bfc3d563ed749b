"""The unit of change: one transaction, the records it touches, and who changes them, from where and why.

Every write of a public record or of one of its children happens inside a change. A change that nobody opened is
opened by the write itself, so that nothing is ever written without its history. What is written down at the end
of a change is history's business (see history.py); this module only collects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where a change came from."""

    ADMIN = "admin", _("admin")
    IMPORT = "import", _("import")
    COMMAND = "command", _("command")


class EditConflict(Exception):
    """A write expected one version of a record and found another: somebody else was faster."""

    def __init__(self, kind: str, key: str, expected: int, found: int | None) -> None:
        self.kind, self.key, self.expected, self.found = kind, key, expected, found
        state = "has been deleted" if found is None else f"is now at version {found}"
        super().__init__(
            f"{kind} “{key}”: this change was begun at version {expected}, but the record {state}; "
            "load it again, and repeat the change on what stands there now."
        )


@dataclass(slots=True)
class Touched:
    """One record that a change has touched: its key, the version it had (None: it is new), its instances, and why
    it is changed when that is not what the whole change says."""

    key: str
    version: int | None
    instances: list[Any] = field(default_factory=list)
    why: str = ""


@dataclass(slots=True)
class Change:
    """What one change touches so far, by model of the record and primary key."""

    origin: Origin
    by: Any = None
    why: str = ""
    touched: dict[tuple[type[models.Model], int], Touched] = field(default_factory=dict)

    def touch(self, model: type[models.Model], pk: int, key: str, version: int | None) -> Touched:
        """Note that the record `pk` of `model` is being changed; the first note keeps the version it had."""
        return self.touched.setdefault((model, pk), Touched(key, version))


_current: ContextVar[Change | None] = ContextVar("current_change", default=None)
_at_end: list[Callable[[Change], None]] = []


def current() -> Change | None:
    """The change that is open here, or None."""
    return _current.get()


def at_end(function: Callable[[Change], None]) -> Callable[[Change], None]:
    """Call `function` with every change before it is committed, in the same transaction."""
    _at_end.append(function)
    return function


@contextmanager
def change(*, origin: Origin = Origin.COMMAND, by: Any = None, why: str = "") -> Iterator[Change]:
    """Open a change: everything written inside becomes one transaction and one revision a record.

    `by` is the user who makes it (None: nobody signed in), `why` a message for people. Inside an open change this
    joins it, and the outer one says who and why. An exception undoes the whole.
    """
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    opened = Change(origin=origin, by=by, why=why)
    token = _current.set(opened)
    try:
        with transaction.atomic():
            yield opened
            for function in _at_end:
                function(opened)
    finally:
        _current.reset(token)
