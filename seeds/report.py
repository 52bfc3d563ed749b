"""What an import has to say: problems with file and line, and how many records were created, changed or kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault in the files: where it stands, what it is, and what to do about it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, order=True, slots=True)
class Conflict:
    """A field that both the file and an editor changed since the last import, to different values."""

    file: str
    line: int
    kind: str
    key: str
    name: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.kind} “{self.key}”: {self.name} was changed here and in the database; "
            "export the seeds to see the editor’s version, or import with --prefer-seeds to take this one"
        )


@dataclass(slots=True)
class Outcome:
    """What an import did, or would do. Nothing was written when `problems` or `conflicts` has anything in it."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    skipped: int = 0
    deleted: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    is_dry_run: bool = False

    @property
    def is_written(self) -> bool:
        """Whether the import took effect."""
        return not (self.problems or self.conflicts or self.is_dry_run)

    def lines(self) -> Iterable[str]:
        """The report for people, a line at a time."""
        yield from (str(problem) for problem in sorted(set(self.problems)))
        yield from (str(conflict) for conflict in sorted(self.conflicts))
        for name in self.deleted:
            yield f"{name}: deleted by an editor; it is not brought back"
        for name in self.missing:
            yield f"{name}: in the database, but no longer in the files; it is kept"
        if self.problems or self.conflicts:
            yield (
                f"Nothing was written: {_count(len(set(self.problems)), 'problem')}, "
                f"{_count(len(self.conflicts), 'conflict')}; {_count(self.skipped, 'record')} skipped because "
                "what they refer to has a problem."
            )
            return
        verdict = "Nothing was written (dry run): " if self.is_dry_run else ""
        yield (
            f"{verdict}{self.created} created, {self.changed} changed, {self.unchanged} unchanged"
            f"{f', {self.kept} kept as an editor left them' if self.kept else ''}."
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
