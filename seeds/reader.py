"""Reads the seed files into plain text values with the line each of them stands on; knows no Django.

YAML is read with the composer only: every scalar is text, so that no date or yes turns into something else.
Duplicate fields, anchors, aliases, tags and comments below a file's header are refused, because the canonical
writer could not give them back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, cast

import yaml

from seeds.report import Problem

#: Text, a list of values, or a mapping of names to values.
Value: TypeAlias = "str | list[Any] | dict[str, Any]"
Path_: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 20_000_000
MAX_DEPTH = 12
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TRAILING_COMMENT = re.compile(r":?\s+#")
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it stands in a file: its values, and the line of each path into them."""

    kind: str
    file: str
    line: int
    values: dict[str, Any]
    lines: dict[Path_, int] = field(repr=False)

    @property
    def key(self) -> str:
        """The key as written; empty when there is none or it is no text."""
        key = self.values.get("key", "")
        return key if isinstance(key, str) else ""

    def line_of(self, path: Path_) -> int:
        """The line of `path`, or of the nearest thing above it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, self.line)

    def problem(self, path: Path_, message: str) -> Problem:
        """A problem at `path` of this entry."""
        return Problem(self.file, self.line_of(path), message)


@dataclass(slots=True)
class Reading:
    """All entries of a folder in the order of files and lines, the problems, and each file's header."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)


def read_folder(folder: Path, kinds: Iterable[str]) -> Reading:
    """Read every `*.yaml` below `folder`.

    The kind of a file's records is its name or that of its folder (`terms.yaml`, `terms/security.yaml`); `kinds` are
    the known ones. Problems are collected, never raised; a folder that is not there is one.
    """
    reading, known = Reading(), set(kinds)
    if not folder.is_dir():
        reading.problems.append(Problem(str(folder), 1, "there is no such folder; give one that holds seed files"))
        return reading
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in (".yaml", ".yml"))
    if not files:
        reading.problems.append(Problem(str(folder), 1, "the folder holds no .yaml file; give one that holds seeds"))
    for path in files:
        file = path.relative_to(folder).as_posix()
        kind = file.split("/")[0].removesuffix(path.suffix)
        if kind not in known:
            message = f"no kind of record is called “{kind}”; name the file or its folder after one of {_list(known)}"
            reading.problems.append(Problem(file, 1, message))
            continue
        _read_file(path, file, kind, reading)
    return reading


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _read_file(path: Path, file: str, kind: str, reading: Reading) -> None:
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        reading.problems.append(Problem(file, 1, f"the file is larger than {MAX_BYTES:,} bytes; split it"))
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reading.problems.append(Problem(file, line, "this is not UTF-8; save the file in UTF-8"))
        return
    text = text.removeprefix("\ufeff")
    lines = text.split("\n")
    reading.headers[file] = "".join(f"{line}\n" for line in _header(lines))
    try:
        _refuse_references(text)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(part for part in (error.context, error.problem) if part)
        message = f"the file cannot be read as YAML ({said}); mend this line, what follows was not read"
        reading.problems.append(Problem(file, mark.line + 1 if mark else 1, message))
        return
    except (yaml.YAMLError, RecursionError) as error:
        said = " ".join(str(error).split())[:200]
        reading.problems.append(Problem(file, 1, f"the file cannot be read as YAML ({said}); mend it"))
        return
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        message = "a seed file is a list of records; begin each one with “- key: …”"
        reading.problems.append(Problem(file, root.start_mark.line + 1, message))
        return
    reading.problems += _comments(file, lines, root, len(_header(lines)))
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            reading.problems.append(Problem(file, line, "a record is a mapping of fields; begin it with “- key: …”"))
            continue
        found: dict[Path_, int] = {}
        problems: list[Problem] = []
        values = _value(node, file, (), found, problems, 0)
        reading.problems += problems
        assert isinstance(values, dict)
        reading.entries.append(Entry(kind, file, line, values, found))


def _header(lines: list[str]) -> list[str]:
    """The comment lines a file begins with."""
    header = []
    for line in lines:
        if not line.startswith("#"):
            break
        header.append(line)
    return header


class _Reference(yaml.MarkedYAMLError):
    """An anchor or alias, which nothing here needs."""


def _refuse_references(text: str) -> None:
    """Refuse anchors and aliases before anything is composed: nested ones grow without bound."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        anchor, mark = getattr(event, "anchor", None), cast("Any", event.start_mark)
        if anchor:
            raise _Reference(problem=f"“{anchor}” is an anchor or alias", problem_mark=mark)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Reference(problem="it is nested too deep", problem_mark=mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _value(
    node: yaml.Node, file: str, path: Path_, lines: dict[Path_, int], problems: list[Problem], depth: int
) -> Value:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if node.tag not in _PLAIN_TAGS and node.tag != "tag:yaml.org,2002:null":
        problems.append(Problem(file, line, f"the tag “{node.tag}” has no meaning here; take it out"))
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file, (*path, i), lines, problems, depth + 1) for i, item in enumerate(node.value)]
    assert isinstance(node, yaml.MappingNode)
    values: dict[str, Any] = {}
    for name_node, value_node in node.value:
        name_line = name_node.start_mark.line + 1
        if not isinstance(name_node, yaml.ScalarNode):
            problems.append(Problem(file, name_line, "the name of a field is text; write it as one word"))
            continue
        name = str(name_node.value)
        if name in values:
            message = f"“{name}” stands twice in one record; keep one of the two"
            problems.append(Problem(file, name_line, message))
            continue
        lines[(*path, name)] = name_line
        values[name] = _value(value_node, file, (*path, name), lines, problems, depth + 1)
    return values


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _scalars(name)
            yield from _scalars(value)


def _comments(file: str, lines: list[str], root: yaml.Node, header: int) -> list[Problem]:
    """Comments below the header, on lines of their own or behind a value: the writer would lose them."""
    inside: set[int] = set()
    found: set[int] = set()
    for node in _scalars(root):
        start, end = node.start_mark, node.end_mark
        inside.update(range(start.line + 1, end.line + (1 if end.column else 0)))
        rest = lines[end.line][end.column :] if end.line < len(lines) else ""
        if node.style not in ("|", ">") and _TRAILING_COMMENT.match(rest):
            found.add(end.line)
    for number, line in enumerate(lines):
        if number >= header and number not in inside and line.lstrip().startswith("#"):
            found.add(number)
    message = "a comment below the file’s header would be lost on export; move it to the header or into a note"
    return [Problem(file, number + 1, message) for number in sorted(found)]
