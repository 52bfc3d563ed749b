"""Three states of one record brought together: what was, what others have made of it, and what one editor wants.

A place is compared by itself: a field, one language of a translated field, a field of one row, a row as a whole when
one state lacks it, and the order of the rows. What only one side changed is taken from that side; what both changed,
to different values, is left for somebody to choose. Everything here is plain records: nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from citations.languages import TAGS
from citations.records import ChildKind, Kind, Record, Shape, complete

#: Where a value stands: ("domain",), ("definition", "zh-Hans"), ("events", "b2", "note", "ru"). ("events", "b2") is a
#: whole row, and ("events", ORDER) the order of the rows.
Place: TypeAlias = tuple[str, ...]
#: For each row of a list the place of the row it comes from in an earlier state of the list; None for a new row.
Lineage: TypeAlias = Sequence[int | None]

ORDER = "order"


@dataclass(frozen=True, slots=True)
class Divergence:
    """One place at which the record as it stands and the one wanted differ, with the value there in each state.

    A row that a state does not have is None; an order is a tuple of the names of rows.
    """

    place: Place
    base: Any
    theirs: Any
    mine: Any

    @property
    def is_mine(self) -> bool:
        """Whether the editor has changed it."""
        return bool(self.mine != self.base)

    @property
    def is_conflict(self) -> bool:
        """Whether both sides have changed it: somebody has to choose."""
        return self.is_mine and bool(self.theirs != self.base)


class Unsettled(Exception):
    """Nobody has chosen between two values yet; `places` says where."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.places = tuple(places)
        super().__init__(", ".join(".".join(place) for place in places))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list through the three states; None where a state does not have it.

    `name` tells it from the others: b and its place in the base, else t or m and its place in theirs or in mine.
    """

    name: str
    base: Record | None
    theirs: Record | None
    mine: Record | None


@dataclass(frozen=True, slots=True)
class Rows:
    """One list through the three states: its rows, and their names in the order of each state."""

    child: ChildKind
    rows: tuple[Row, ...]
    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What `merge` has found: every place where the record as it stands and the one wanted differ."""

    kind: Kind
    theirs: Record
    lists: Mapping[str, Rows]
    divergences: tuple[Divergence, ...]

    @property
    def conflicts(self) -> tuple[Divergence, ...]:
        """The places for which somebody has to choose."""
        return tuple(one for one in self.divergences if one.is_conflict)

    def settled(self, chosen: Mapping[Place, Any] | None = None) -> Record:
        """The one record that comes of it, with the values `chosen` for some places.

        Elsewhere the side that changed a place prevails. Raises Unsettled when a conflict has no value.
        """
        given = chosen or {}
        open_places = [one.place for one in self.conflicts if one.place not in given]
        if open_places:
            raise Unsettled(open_places)
        values = {one.place: one.mine if one.is_mine else one.theirs for one in self.divergences}
        values |= {place: value for place, value in given.items() if place in values}
        record = _with(self.theirs, {place: values[place] for place in values if place[0] not in self.lists})
        for name, rows in self.lists.items():
            record[name] = _settled_rows(rows, {place[1:]: values[place] for place in values if place[0] == name})
        return record


def merge(
    kind: Kind,
    base: Mapping[str, Any],
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    *,
    lineage: Mapping[str, Lineage] | None = None,
) -> Merged:
    """Bring together `theirs` and `mine`, two records of `kind` that both come from `base`.

    `lineage` says, by the name of a list, which row of the base each row of mine comes from, where that is known;
    else rows are matched by `match_rows`.
    """
    was, stands, wanted = complete(kind, base), complete(kind, theirs), complete(kind, mine)
    lists, found = {}, list(_diverging(own_leaves(kind, was), own_leaves(kind, stands), own_leaves(kind, wanted)))
    for child in kind.children:
        name = child.name
        rows = _rows(child, was[name], stands[name], wanted[name], (lineage or {}).get(name))
        lists[name] = rows
        found += [Divergence((name, *one.place), one.base, one.theirs, one.mine) for one in _diverging_rows(rows)]
    return Merged(kind, stands, lists, tuple(found))


def leaves(shape: Shape, values: Mapping[str, Any]) -> dict[Place, Any]:
    """The values of a record or of a row one by one, a translated field language by language."""
    found: dict[Place, Any] = {}
    for name in shape.columns:
        if name in shape.translated:
            found |= {(name, tag): values[name].get(tag, "") for tag in TAGS}
        else:
            found[name,] = values[name]
    return found


def own_leaves(kind: Kind, record: Mapping[str, Any]) -> dict[Place, Any]:
    """The values of a record without its lists."""
    return leaves(kind, record) | leaves(kind.tail, record)


def match_rows(
    child: ChildKind, old: Sequence[Record], new: Sequence[Record], *, by_likeness: bool = True
) -> list[int | None]:
    """For each of the rows `new` the place of the row in `old` that it continues.

    First what is the same, then what has the same identity; then, `by_likeness`, what differs in one value only and
    says something besides its identity.
    """
    left = list(range(len(old)))
    found: list[int | None] = [None] * len(new)

    def take(is_continued: Callable[[Record, Record], bool]) -> None:
        for place, row in enumerate(new):
            number = next((one for one in left if found[place] is None and is_continued(old[one], row)), None)
            if number is not None:
                found[place] = number
                left.remove(number)

    take(lambda before, after: before == after)
    take(lambda before, after: all(before[name] == after[name] for name in child.identity))
    if by_likeness and set(child.columns) - set(child.identity):
        take(lambda before, after: _values_apart(child, before, after) == 1)
    return found


def _values_apart(child: ChildKind, one: Record, other: Record) -> int:
    left, right = leaves(child, one), leaves(child, other)
    return sum(left[place] != right[place] for place in left)


def _diverging(
    base: Mapping[Place, Any], theirs: Mapping[Place, Any], mine: Mapping[Place, Any]
) -> Iterator[Divergence]:
    for place, value in theirs.items():
        if value != mine[place]:
            yield Divergence(place, base[place], value, mine[place])


def _rows(
    child: ChildKind,
    base: Sequence[Record],
    theirs: Sequence[Record],
    mine: Sequence[Record],
    lineage: Lineage | None,
) -> Rows:
    from_base = match_rows(child, base, theirs)
    mine_from_base = list(lineage) if lineage is not None else match_rows(child, base, mine)
    their_names = [f"t{place}" if old is None else f"b{old}" for place, old in enumerate(from_base)]
    my_names = [f"m{place}" if old is None else f"b{old}" for place, old in enumerate(mine_from_base)]
    # Both may have added the same row.
    their_new = [place for place, old in enumerate(from_base) if old is None]
    my_new = [place for place, old in enumerate(mine_from_base) if old is None]
    pairs = match_rows(child, [theirs[n] for n in their_new], [mine[n] for n in my_new], by_likeness=False)
    for my_place, pair in zip(my_new, pairs, strict=True):
        if pair is not None:
            my_names[my_place] = their_names[their_new[pair]]
    by_name = [
        dict(zip(names, rows, strict=True))
        for names, rows in (([f"b{n}" for n in range(len(base))], base), (their_names, theirs), (my_names, mine))
    ]
    names = dict.fromkeys([*by_name[0], *their_names, *my_names])
    rows = tuple(Row(name, *(state.get(name) for state in by_name)) for name in names)
    return Rows(child, rows, tuple(by_name[0]), tuple(their_names), tuple(my_names))


def _diverging_rows(rows: Rows) -> Iterator[Divergence]:
    child = rows.child
    for row in rows.rows:
        if row.theirs is None or row.mine is None:
            if row.theirs != row.mine:
                yield Divergence((row.name,), row.base, row.theirs, row.mine)
            continue
        was = row.base if row.base is not None else {name: child.default(name) for name in child.columns}
        for one in _diverging(leaves(child, was), leaves(child, row.theirs), leaves(child, row.mine)):
            yield Divergence((row.name, *one.place), one.base, one.theirs, one.mine)
    lasting = set(rows.base) & set(rows.theirs) & set(rows.mine)
    base, theirs, mine = (
        tuple(name for name in order if name in lasting) for order in (rows.base, rows.theirs, rows.mine)
    )
    if theirs != mine:
        yield Divergence((ORDER,), base, theirs, mine)


def _settled_rows(rows: Rows, values: Mapping[Place, Any]) -> list[Record]:
    """The rows of one list, with the `values` at its places (a row by its name, a field of it, the order)."""
    kept: dict[str, Record] = {}
    for row in rows.rows:
        if row.theirs is None or row.mine is None:
            whole = values.get((row.name,), row.theirs)
            if whole is not None:
                kept[row.name] = whole
        else:
            kept[row.name] = _with(row.theirs, {place[1:]: values[place] for place in values if place[0] == row.name})
    order = values.get((ORDER,))
    is_mine = order is not None and order == tuple(name for name in rows.mine if name in order)
    first, second = (rows.mine, rows.theirs) if is_mine else (rows.theirs, rows.mine)
    return [kept[name] for name in _woven(first, second) if name in kept]


def _woven(order: Sequence[str], other: Sequence[str]) -> list[str]:
    """The names in `order`, and each that only `other` has behind the one it follows there, and behind what only
    `order` has at the same place."""
    found = list(order)
    for number, name in enumerate(other):
        if name not in found:
            place = found.index(other[number - 1]) + 1 if number else 0
            while place < len(found) and found[place] not in other:
                place += 1
            found.insert(place, name)
    return found


def _with(values: Mapping[str, Any], changed: Mapping[Place, Any]) -> Record:
    """A copy of a record or a row with the values `changed`, a translated field in one language."""
    found: Record = dict(values)
    for place, value in changed.items():
        match place:
            case (name,):
                found[name] = value
            case (name, tag):
                found[name] = {**found[name], tag: value}
    return found
