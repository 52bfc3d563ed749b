"""What a format of exchange is: one module with a writer and a reader over the canonical record; and the list of them.

A format says twice what it does to one record: `encode` makes the format's own item of it, `decode` makes of an item
what it says of a record. What `decode(encode(record))` does not give back, the format cannot hold: that is the loss
report of an export, and it cannot forget anything. An import compares what a file says with what the same format would
say of the record today: only a difference between the two is a change, so a file that comes back as it went out
changes nothing, however little its format can hold.

The formats stand in settings.EXCHANGE_FORMATS, a dotted name each.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath
from typing import Any, BinaryIO, ClassVar

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from citations.exchange.related import NOTHING, Related
from citations.labels import after, path_label
from citations.languages import TAGS
from citations.records import KINDS, Kind, Path, Record

#: How much of a file is read to tell its format.
HEAD = 4096
#: The largest file that is read, in bytes.
MOST_BYTES = 512 << 20


@dataclass(frozen=True, slots=True)
class Said:
    """What an item says of a record: its values, as far as it states them, and what it holds that we have no place
    for, as pairs of a name (`termNote[grammaticalGender]`) and a message.

    A reference may be a key, or an object that describes the record meant: {"name": {"en": "diplomacy"}}. `listed`
    are the languages whose rows its lists hold: rows in another language are not missing from them. No values at all
    say that nothing of the item can be taken in; `unheld` says why.
    """

    values: Record
    unheld: tuple[tuple[str, str], ...] = ()
    listed: tuple[str, ...] = TAGS


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as a file states it. `where` says in which place of the file it stands ("line 12", "row 3"); `places`
    says it of single fields, by path ("column B" for ("name", "ru")), where the format knows."""

    kind: str
    said: Said
    where: str
    places: Mapping[tuple[str | int, ...], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a part of a file: where, what, and what to do. The rest can still be read.

    Where it is known, `kind` and `path` are the kind of record and the place in it that is wrong.
    """

    where: str
    message: str
    kind: str = ""
    path: Path = ()

    def __str__(self) -> str:
        return after(self.where, after(".".join(map(str, self.path)), self.message))

    @property
    def in_words(self) -> str:
        """The fault with the field as editors call it."""
        field = path_label(KINDS[self.kind], self.path) if self.path else ""
        return after(self.where, after(field, self.message))


class Unreadable(Exception):
    """A file that cannot be read, or not any further: where, what, and what to do."""

    def __init__(self, message: str, where: str = "") -> None:
        self.fault = Fault(where, message)
        super().__init__(str(self.fault))


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who exports or imports asks for.

    `kind`: the kind of record in a file that cannot say so itself (a table).
    `languages`: the content languages that go out or come in (BCP 47).
    `language_map`: what a file calls a language, in small letters, to our tag ("zh-cn": "zh-Hans").
    `columns`: what a table calls a field, to its name in the record ("Термин": "name.ru").
    `encoding` of a text file; "" is UTF-8, or UTF-16 with its mark.
    `defaults`: what a new record gets where the file says nothing ("domain": "diplomacy").
    """

    kind: str = ""
    languages: tuple[str, ...] = TAGS
    language_map: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a file says of itself: its title, where it comes from, the moment it was written (ISO 8601, UTC), and the
    kinds of record in it."""

    title: str = "Entente"
    address: str = ""
    at: str = ""
    kinds: tuple[Kind, ...] = ()
    languages: tuple[str, ...] = TAGS


class Format(ABC):
    """One format of exchange. Instances hold no state."""

    #: The name by which it is asked for ("tbx"), what people call it, its file names and its media type.
    name: ClassVar[str]
    label: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]
    media_type: ClassVar[str]
    #: Whether a file is no text; every text is in UTF-8.
    is_binary: ClassVar[bool] = False
    #: The kinds of record it can hold.
    kinds: ClassVar[tuple[str, ...]]
    #: The references whose records it reads besides the record itself ("domain", "person"): see Related.
    follows: ClassVar[frozenset[str]] = frozenset()
    #: The lists that a file states in full, so that a row which is missing there was taken out; None: all of them.
    #: Rows of the others stay.
    whole_lists: ClassVar[frozenset[str] | None] = frozenset()
    #: Whether a file holds records of one kind only, as a table does.
    holds_one_kind: ClassVar[bool] = False
    #: Why it cannot hold a field, by name ("editorial_note", "designations.used"); others get a general sentence.
    reasons: ClassVar[Mapping[str, str | Promise]] = {}

    @abstractmethod
    def encode(self, kind: Kind, record: Record, related: Related) -> Any:
        """`record`, a whole canonical record, as an item of this format."""

    @abstractmethod
    def decode(self, kind: Kind, item: Any, options: Options) -> Said:
        """What `item` says of a record of this kind."""

    @abstractmethod
    def write(self, items: Iterable[tuple[Kind, Any]], heading: Heading) -> Iterator[bytes]:
        """A file with `items`, piece by piece; memory does not grow with their number."""

    @abstractmethod
    def read(self, file: BinaryIO, options: Options) -> Iterator[Entry | Fault]:
        """The records of `file`, one by one, and the faults that leave the rest readable; raises Unreadable."""

    def sniff(self, head: bytes) -> bool:
        """Whether a file that begins with `head` may be of this format."""
        return False

    def states_whole(self, name: str) -> bool:
        """Whether a file states the list `name` in full."""
        return self.whole_lists is None or name in self.whole_lists

    def view(self, kind: Kind, record: Record, related: Related = NOTHING) -> Record:
        """What this format would say of `record` if it were written and read again."""
        return self.decode(kind, self.encode(kind, record, related), Options()).values


@cache
def formats() -> dict[str, Format]:
    """Every format by its name, in the order of the setting."""
    found: dict[str, Format] = {}
    for dotted in settings.EXCHANGE_FORMATS:
        one = import_string(dotted)()
        found[one.name] = one
    return found


def formats_for(kind: str) -> list[Format]:
    """The formats that can hold records of `kind`."""
    return [one for one in formats().values() if kind in one.kinds]


def guess(name: str, head: bytes = b"") -> Format | None:
    """The format of a file by its name and its first bytes; None when neither tells.

    Where several share a suffix (.xml, .json), the content decides between them.
    """
    suffix = PurePath(name).suffix.lower()
    named = [one for one in formats().values() if suffix in one.suffixes]
    if len(named) == 1:
        return named[0]
    candidates = named or list(formats().values())
    return next((one for one in candidates if one.sniff(head)), named[0] if named and not head else None)
