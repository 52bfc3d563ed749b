"""Judges the shape of entries: known fields, types, keys that are unique and lead somewhere, no circles; no Django.

What a field may hold beyond its type (dates, addresses, required languages) is the models' business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from seeds.reader import Entry
from seeds.report import Problem

#: What a field holds.
TEXT, INTEGER, BOOLEAN, REFERENCE, TRANSLATED, LIST = "text", "integer", "boolean", "reference", "translated", "list"
MAX_INTEGER = 2_147_483_647


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field of a record: its type; `kinds` a reference may lead to; `rows` of a list."""

    type: str
    kinds: tuple[str, ...] = ()
    rows: Mapping[str, FieldShape] = field(default_factory=dict)
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class KindShape:
    """One kind of record: its name in the singular and its fields. `circles` names references that must not go round;
    "relations:broader" is a reference in a list, of rows of that kind only."""

    name: str
    fields: Mapping[str, FieldShape]
    circles: tuple[str, ...] = ()


@dataclass(slots=True)
class Checked:
    """An entry with its values in their types; `is_sound` says whether nothing is wrong with it."""

    entry: Entry
    kind: KindShape
    values: dict[str, Any]
    is_sound: bool = True

    @property
    def id(self) -> tuple[str, str]:
        """Kind and key."""
        return self.kind.name, self.entry.key


class Validator:
    """Checks the entries of one folder against the shapes of the kinds."""

    def __init__(
        self,
        kinds: Mapping[str, KindShape],
        languages: Iterable[str],
        exists: Callable[[str, str], bool],
    ) -> None:
        """`kinds` by the plural that files are named after; `exists(kind, key)` says what the database holds."""
        self.kinds, self.languages, self.exists = dict(kinds), tuple(languages), exists
        self.problems: list[Problem] = []

    def check(self, entries: Iterable[Entry]) -> list[Checked]:
        """Check all entries; problems gather in `self.problems`."""
        checked = [self._shape(entry) for entry in entries]
        keys = self._keys(checked)
        for one in checked:
            self._references(one, keys)
        self._circles(checked)
        return checked

    def _say(self, one: Checked, path: tuple[str | int, ...], message: str) -> None:
        one.is_sound = False
        self.problems.append(one.entry.problem(path, message))

    def _shape(self, entry: Entry) -> Checked:
        kind = self.kinds[entry.kind]
        one = Checked(entry, kind, {})
        if "key" not in entry.values:
            self._say(one, (), "this record has no key; begin it with “- key: …”")
        one.values = self._mapping(one, entry.values, kind.fields, ())
        return one

    def _mapping(
        self, one: Checked, values: Mapping[str, Any], fields: Mapping[str, FieldShape], path: tuple[str | int, ...]
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in values.items():
            shape = fields.get(name)
            if shape is None:
                self._say(one, (*path, name), f"no field is called “{name}”; {_suggest(name, fields)}")
                continue
            ok, typed = self._typed(one, value, shape, (*path, name))
            if ok:
                found[name] = typed
        for name, shape in fields.items():
            if shape.is_required and name != "key" and not values.get(name):
                self._say(one, path, f"“{name}” is missing; give it")
        return found

    def _typed(self, one: Checked, value: Any, shape: FieldShape, path: tuple[str | int, ...]) -> tuple[bool, Any]:
        if shape.type == LIST:
            return self._rows(one, value, shape, path)
        if shape.type == TRANSLATED:
            return self._translated(one, value, path)
        if not isinstance(value, str):
            self._say(one, path, f"“{path[-1]}” holds {_noun(value)}; write one value")
            return False, None
        if shape.type == INTEGER:
            if not value:
                return True, None
            if not (value.isascii() and value.isdigit()) or int(value) > MAX_INTEGER:
                self._say(one, path, f"“{path[-1]}” is a whole number; write it in digits instead of “{value}”")
                return False, None
            return True, int(value)
        if shape.type == BOOLEAN:
            if value not in ("true", "false"):
                self._say(one, path, f"“{path[-1]}” is true or false; write one of them instead of “{value}”")
                return False, None
            return True, value == "true"
        if shape.type == REFERENCE:
            return True, value or None
        return True, value

    def _rows(self, one: Checked, value: Any, shape: FieldShape, path: tuple[str | int, ...]) -> tuple[bool, Any]:
        if value == "":
            return True, []
        if not isinstance(value, list):
            self._say(one, path, f"“{path[-1]}” is a list; begin each of its rows with “- ”")
            return False, None
        rows = []
        for place, row in enumerate(value):
            if not isinstance(row, dict):
                self._say(one, (*path, place), f"a row of “{path[-1]}” is a mapping of fields, not {_noun(row)}")
                continue
            rows.append(self._mapping(one, row, shape.rows, (*path, place)))
        return True, rows

    def _translated(self, one: Checked, value: Any, path: tuple[str | int, ...]) -> tuple[bool, Any]:
        if value == "":
            return True, {}
        if not isinstance(value, dict):
            self._say(
                one, path, f"“{path[-1]}” has a text for each language; write {_example(self.languages)} below it"
            )
            return False, None
        found = {}
        for tag, text in value.items():
            if tag not in self.languages:
                self._say(
                    one, (*path, tag), f"“{tag}” is no content language; write one of {', '.join(self.languages)}"
                )
            elif not isinstance(text, str):
                self._say(one, (*path, tag), f"“{path[-1]}” in {tag} holds {_noun(text)}; write one text")
            else:
                found[tag] = text
        return True, found

    def _keys(self, checked: Iterable[Checked]) -> dict[str, set[str]]:
        first: dict[tuple[str, str], Entry] = {}
        keys: dict[str, set[str]] = {kind.name: set() for kind in self.kinds.values()}
        for one in checked:
            space = "source" if one.kind.name == "treaty" else one.kind.name
            seen = first.setdefault((space, one.entry.key), one.entry)
            if seen is not one.entry and one.entry.key:
                where = f"{seen.file}:{seen.line_of(('key',))}"
                self._say(one, ("key",), f"the key “{one.entry.key}” stands in {where} already; choose another key")
            keys[one.kind.name].add(one.entry.key)
        return keys

    def _references(self, one: Checked, keys: Mapping[str, set[str]]) -> None:
        for path, kinds, key in references(one):
            if any(key in keys.get(kind, ()) or self.exists(kind, key) for kind in kinds):
                continue
            known = set().union(*(keys.get(kind, set()) for kind in kinds))
            near = get_close_matches(key, known, n=1)
            hint = f"did you mean “{near[0]}”?" if near else "correct the key, or add the record"
            self._say(one, path, f"{kinds[0]} “{key}” is unknown; {hint}")

    def _circles(self, checked: Iterable[Checked]) -> None:
        for kind in self.kinds.values():
            rows = {one.entry.key: one for one in checked if one.kind is kind}
            for circle in kind.circles:
                above = {key: dict(_edges(one, circle)) for key, one in rows.items()}
                for round_trip in _find_circles({key: list(up) for key, up in above.items()}):
                    start = rows[round_trip[0]]
                    for key in round_trip:
                        rows[key].is_sound = False
                    name = circle.split(":")[-1]
                    way = " → ".join((*round_trip, round_trip[0]))
                    path = above[round_trip[0]][round_trip[1 % len(round_trip)]]
                    self._say(start, path, f"“{name}” goes round: {way}; take one of these references out")


def references(one: Checked) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...], str]]:
    """Every reference of a checked entry: its path, the kinds it may lead to, and the key."""
    for name, value in one.values.items():
        shape = one.kind.fields[name]
        if shape.type == REFERENCE and value:
            yield (name,), shape.kinds, value
        elif shape.type == LIST:
            for place, row in enumerate(value):
                for field_name, inner in row.items():
                    if shape.rows[field_name].type == REFERENCE and inner:
                        yield (name, place, field_name), shape.rows[field_name].kinds, inner


def _edges(one: Checked, circle: str) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Where a reference that must not go round leads from this entry, with its path."""
    if ":" not in circle:
        target = one.values.get(circle)
        if target:
            yield target, (circle,)
        return
    name, kind = circle.split(":")
    for place, row in enumerate(one.values.get(name, ())):
        if row.get("kind") == kind:
            for field_name, value in row.items():
                if one.kind.fields[name].rows[field_name].type == REFERENCE and value:
                    yield value, (name, place, field_name)


def _find_circles(above: Mapping[str, list[str]]) -> list[list[str]]:
    """The circles of a graph, each once, as the keys on the way; found without recursion."""
    done: set[str] = set()
    circles: list[list[str]] = []
    for start in above:
        if start in done:
            continue
        way: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            key, place = stack.pop()
            if place == 0:
                way.append(key)
            targets = above.get(key, [])
            if place < len(targets):
                stack.append((key, place + 1))
                target = targets[place]
                if target in way:
                    circles.append(way[way.index(target) :])
                elif target in above and target not in done:
                    stack.append((target, 0))
            else:
                way.pop()
                done.add(key)
    return circles


def _suggest(name: str, fields: Mapping[str, FieldShape]) -> str:
    near = get_close_matches(name, fields, n=1)
    return f"did you mean “{near[0]}”?" if near else f"known are {', '.join(fields)}"


def _noun(value: Any) -> str:
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "a single value"


def _example(languages: Iterable[str]) -> str:
    return ", ".join(f"“{tag}: …”" for tag in languages)
