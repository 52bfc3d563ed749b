"""The canonical record: one shape in which everything moves, and the registry of the kinds of record.

A record is plain JSON: the key, the own fields, then the children in their order; a translated field is an object
by BCP 47 tag; a reference is the key of what it points to. Seeds hold it, exports write it, history keeps it,
a difference compares it and the feed of changes serves it. `Kind` describes one; `to_record` and `apply` go
between a model instance and its record. The kinds of this app stand at the end of the module.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext
from modeltranslation.translator import NotRegistered, translator

from citations.dates import span
from citations.languages import CONTENT_LANGUAGES
from citations.models import (
    Child,
    Citation,
    Contribution,
    Obligation,
    Organization,
    OrganizationRelation,
    Person,
    PublicRecord,
    Recorded,
    Source,
    SourceSection,
    Treaty,
    TreatyEvent,
    TreatyParty,
    TreatyRelation,
    TreatyText,
    decisive_date,
)

Record: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str | int, ...]
#: Finds the instance of a model by key; returns None when there is none.
Resolver: TypeAlias = Callable[[type[PublicRecord], str], PublicRecord | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place of a record: `path` leads there, ("events", 2, "date")."""

    path: Path
    message: str


class RecordProblems(Exception):
    """A record that cannot be applied, with all its problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{'.'.join(map(str, p.path))}: {p.message}" for p in problems))


@dataclass(frozen=True)
class Shape:
    """Fields of one model as they stand in a record, in order.

    A field is named as in the model, or `record_name=model_name` where a reader expects another word. `defaults`
    are values that a record need not state and that the model has no default for.
    """

    model: type[Recorded]
    fields: tuple[str, ...]
    defaults: Mapping[str, Any] = field(default_factory=dict, hash=False, kw_only=True)

    @cached_property
    def columns(self) -> dict[str, str]:
        """Record name to model name, in order."""
        pairs = (name.split("=") for name in self.fields)
        return {pair[0]: pair[-1] for pair in pairs}

    @cached_property
    def translated(self) -> frozenset[str]:
        """The record names that have one column per language."""
        try:
            options = translator.get_options_for_model(self.model)
        except NotRegistered:
            return frozenset()
        return frozenset(name for name, column in self.columns.items() if column in options.all_fields)

    def is_reference(self, name: str) -> bool:
        """Whether the field `name` holds the key of a record."""
        related = self.field(name).related_model
        return isinstance(related, type) and issubclass(related, PublicRecord)

    def field(self, name: str) -> models.Field[Any, Any]:
        """The model field behind the record name `name` (the plain one of a translated field)."""
        found = self.model._meta.get_field(self.columns[name])
        assert isinstance(found, models.Field)
        return found

    def referred(self, name: str) -> type[PublicRecord]:
        """The model of the record whose key the field `name` holds."""
        related = self.field(name).related_model
        assert isinstance(related, type)
        assert issubclass(related, PublicRecord)
        return related

    @cached_property
    def references(self) -> tuple[str, ...]:
        """The record names that hold keys, and Attestation.text, which holds a language."""
        return tuple(name for name in self.columns if self.field(name).is_relation)

    def encode(self, instance: models.Model) -> Record:
        """The fields of `instance` as they stand in a record."""
        return {name: self._encode(instance, name, column) for name, column in self.columns.items()}

    def _encode(self, instance: models.Model, name: str, column: str) -> Any:
        if name in self.translated:
            return {lang.tag: getattr(instance, f"{column}_{lang.suffix}") for lang in CONTENT_LANGUAGES}
        if name in self.references:
            related = getattr(instance, column)
            return None if related is None else related.language if isinstance(related, TreatyText) else related.key
        return getattr(instance, column)

    def decode(
        self,
        instance: models.Model,
        values: Mapping[str, Any],
        resolve: Resolver,
        names: Iterable[str],
    ) -> list[Problem]:
        """Set the fields `names` of `instance` from the record `values`; return what could not be set."""
        problems: list[Problem] = []
        for name in names:
            column, value = self.columns[name], values[name]
            if name in self.translated:
                for lang in CONTENT_LANGUAGES:
                    setattr(instance, f"{column}_{lang.suffix}", value.get(lang.tag, ""))
            elif name in self.references:
                found, message = self._resolve(instance, name, value, resolve)
                if message:
                    problems.append(Problem((name,), message))
                else:
                    setattr(instance, column, found)
            else:
                setattr(instance, column, value)
        return problems

    def _resolve(
        self, instance: models.Model, name: str, value: str | None, resolve: Resolver
    ) -> tuple[models.Model | None, str]:
        if value is None:
            return None, ""
        related = self.field(name).related_model
        assert isinstance(related, type)
        if issubclass(related, TreatyText):
            source_id: int | None = getattr(instance, "source_id", None)
            texts = TreatyText._base_manager.filter(treaty_id=source_id or 0, language=value)
            text = texts.first()
            missing = gettext("the source has no text in “%(language)s”; add it to the treaty, or leave text out")
            return text, "" if text else missing % {"language": value}
        assert issubclass(related, PublicRecord)
        found = resolve(related, value)
        if found is None:
            said = {"kind": related._meta.verbose_name, "key": value}
            return None, gettext("there is no %(kind)s “%(key)s”; correct the key or add the record") % said
        return found, ""

    def default(self, name: str) -> Any:
        """The value a field has when nothing is said of it: "", None, false, or its model's default."""
        if name in self.translated:
            return {lang.tag: "" for lang in CONTENT_LANGUAGES}
        if name in self.references:
            return None
        if name in self.defaults:
            return self.defaults[name]
        plain = self.field(name)
        return plain.get_default() if plain.has_default() else "" if plain.empty_strings_allowed else None


@dataclass(frozen=True)
class ChildKind(Shape):
    """A list of children in a record. `identity` names the fields that tell one row from another when it changes."""

    name: str = ""
    identity: tuple[str, ...] = ()

    def whole(self, row: Mapping[str, Any]) -> Record:
        """`row` with every field that the kind has by now, in order."""
        return {name: row.get(name, self.default(name)) for name in self.columns}

    @property
    def child_model(self) -> type[Child]:
        """The model of the rows."""
        assert issubclass(self.model, Child)
        return self.model


@dataclass(frozen=True)
class Kind(Shape):
    """One kind of public record: its names, its model, its own fields and its lists of children."""

    name: str = ""
    plural: str = ""
    children: tuple[ChildKind, ...] = ()
    check: Callable[[Record], list[Problem]] = field(default=lambda record: [])
    #: Plain fields that hold a text in one language: that language (BCP 47), or the field that says which it is.
    written_in: Mapping[str, str] = field(default_factory=dict, hash=False)
    #: What a rule of the kind supplies where a record that comes in from outside says nothing.
    supply: Callable[[Record], Record] = field(default=lambda record: record)

    @property
    def record_model(self) -> type[PublicRecord]:
        """The model of the record itself."""
        assert issubclass(self.model, PublicRecord)
        return self.model

    @cached_property
    def children_by_name(self) -> dict[str, ChildKind]:
        """The lists of children by their name in the record."""
        return {child.name: child for child in self.children}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All names of the record in order: the key, the own fields, the children, and what every record ends with."""
        own = tuple(self.columns)
        return (*own, *self.children_by_name, *self.tail.columns)

    @cached_property
    def tail(self) -> Shape:
        """What every record ends with."""
        return Shape(self.model, ("editorial_note", "accepted_findings", "status", "replaced_by"))

    def queryset(self) -> models.QuerySet[Any]:
        """All instances of this kind, with everything `to_record` reads."""
        foreign = [self.columns[name] for name in self.references]
        prefetches = [
            models.Prefetch(
                child.name,
                queryset=child.child_model._base_manager.select_related(
                    *[child.columns[name] for name in child.references]
                ).order_by("position", "pk"),
            )
            for child in self.children
        ]
        rows: models.QuerySet[Any] = self.record_model._base_manager.all()
        rows = rows.select_related("replaced_by", *foreign).prefetch_related(*prefetches)
        return rows.filter(treaty__isnull=True) if self.record_model is Source else rows


KINDS: dict[str, Kind] = {}
_BY_MODEL: dict[type[models.Model], Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind of record known; the order of registration is the order in which kinds are written."""
    KINDS[kind.name] = kind
    _BY_MODEL[kind.record_model] = kind
    kind.record_model.kind_name = kind.name
    return kind


def kind_of(model: type[models.Model] | models.Model) -> Kind:
    """The kind of record of a public model; KeyError for any other."""
    return _BY_MODEL[model if isinstance(model, type) else type(model)]


def kind_of_child(model: type[Child]) -> list[tuple[Kind, ChildKind]]:
    """The kinds that have `model` as a list (a treaty's contributions are a source's too)."""
    return [(kind, child) for kind in KINDS.values() for child in kind.children if child.model is model]


def recorded_models() -> Iterator[type[Recorded]]:
    """Every model that history keeps, once."""
    seen: set[type[Recorded]] = set()
    for kind in KINDS.values():
        for shape in (kind, *kind.children):
            if shape.model not in seen:
                seen.add(shape.model)
                yield shape.model


def to_record(instance: PublicRecord) -> Record:
    """The canonical record of `instance`; read through `Kind.queryset()` it costs no further query."""
    kind = kind_of(instance)
    record = kind.encode(instance)
    for child in kind.children:
        record[child.name] = [child.encode(row) for row in getattr(instance, child.name).all()]
    return record | kind.tail.encode(instance)


def canonical_json(record: Record) -> str:
    """The one JSON text of a record: sorted names, no spaces, characters unescaped."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(record: Record) -> str:
    """The SHA-256 of the canonical JSON text in UTF-8, in hexadecimal."""
    return hashlib.sha256(canonical_json(record).encode()).hexdigest()


def complete(kind: Kind, record: Mapping[str, Any]) -> Record:
    """`record` with every name of its kind, in order: what it leaves out gets its default."""
    whole: Record = {}
    for name in kind.names:
        child = kind.children_by_name.get(name)
        if child is not None:
            whole[name] = [_complete(child, row, child.columns) for row in record.get(name, ())]
        else:
            whole |= _complete(kind.tail if name in kind.tail.columns else kind, record, (name,))
    return whole


def _complete(shape: Shape, values: Mapping[str, Any], names: Iterable[str]) -> Record:
    whole: Record = {}
    for name in names:
        value, default = values.get(name, None), shape.default(name)
        if name not in values:
            whole[name] = default
        elif name in shape.translated:
            whole[name] = default | dict(value)
        else:
            whole[name] = value
    return whole


def resolve_by_key(model: type[PublicRecord], key: str) -> PublicRecord | None:
    """The instance of `model` with this key in the database, or None."""
    return model._base_manager.filter(key=key).first()


def apply(
    instance: PublicRecord,
    record: Mapping[str, Any],
    *,
    resolve: Resolver = resolve_by_key,
    names: Iterable[str] | None = None,
) -> None:
    """Make `instance` what `record` says and save it, children included; with `names`, those fields only.

    Raises RecordProblems with all that is wrong; the caller's transaction must then be given up. Everything passes
    `full_clean()`, so admin, import and revert refuse the same things in the same words.
    """
    kind = kind_of(instance)
    wanted, is_new = set(kind.names if names is None else names), instance._state.adding
    problems = (
        apply_own_fields(instance, record, resolve=resolve, names=wanted)
        or save_or_explain(kind, instance)
        or apply_children(instance, record, resolve=resolve, names=wanted, is_new=is_new)
    )
    if problems:
        raise RecordProblems(problems)


def apply_own_fields(
    instance: PublicRecord,
    record: Mapping[str, Any],
    *,
    resolve: Resolver,
    names: Iterable[str],
    validate: bool = True,
) -> list[Problem]:
    """Set the own fields `names` of `instance` and validate it, without saving; return the problems."""
    kind = kind_of(instance)
    wanted = set(names)
    problems = kind.decode(instance, record, resolve, [n for n in kind.columns if n in wanted])
    problems += kind.tail.decode(instance, record, resolve, [n for n in kind.tail.columns if n in wanted])
    if validate and not problems:
        problems = validation_problems(kind, instance, constraints=False)
    return problems


def apply_children(
    instance: PublicRecord,
    record: Mapping[str, Any],
    *,
    resolve: Resolver,
    names: Iterable[str],
    is_new: bool = False,
) -> list[Problem]:
    """Make the lists `names` of the saved `instance` what `record` says; return the problems.

    An instance that `is_new` has no rows yet: none are looked for.
    """
    problems: list[Problem] = []
    wanted = set(names)
    for child in kind_of(instance).children:
        if child.name in wanted:
            stored = [] if is_new else _stored_rows(instance, child)
            problems += _apply_list(instance, child, stored, record[child.name], resolve)
    return problems


def _stored_rows(owner: PublicRecord, child: ChildKind) -> list[Child]:
    rows = child.child_model._base_manager.filter(**{child.child_model.owner_field: owner})
    return list(rows.select_related(*[child.columns[name] for name in child.references]).order_by("position", "pk"))


def _apply_list(
    owner: PublicRecord,
    child: ChildKind,
    stored: Sequence[Child],
    wanted: Sequence[Mapping[str, Any]],
    resolve: Resolver,
) -> list[Problem]:
    model, problems = child.child_model, []
    rows = _match(child, stored, wanted)
    kept = {id(row) for row in rows if row is not None}
    for row in stored:
        if id(row) not in kept:
            try:
                row.delete()
            except models.ProtectedError:
                said = gettext("“%(row)s” is still referred to and cannot be taken out") % {"row": row}
                problems.append(Problem((child.name,), said))
    ready: list[tuple[int, Child]] = []
    for place, (matched, values) in enumerate(zip(rows, wanted, strict=True)):
        target = matched or model(**{f"{model.owner_field}_id": owner.pk})
        before = None if matched is None else (target.position, child.encode(target))
        found = child.decode(target, values, resolve, child.columns)
        target.position = place
        if not found and before == (place, child.encode(target)):
            continue
        found = found or validation_problems(child, target, constraints=False)
        problems += _in_row(child, place, found)
        if not found:
            ready.append((place, target))
    return problems + _save_rows(child, ready)


def _save_rows(child: ChildKind, rows: Sequence[tuple[int, Child]]) -> list[Problem]:
    """Save rows with their places. One that is refused because another still holds what it is to hold, such as being
    preferred, is tried again after the others, until that helps no more; return what is refused then."""
    waiting, refused = list(rows), []
    while waiting:
        refused = [(place, row, found) for place, row in waiting if (found := save_or_explain(child, row))]
        if len(refused) == len(waiting):
            break
        waiting = [(place, row) for place, row, _found in refused]
    return [problem for place, _row, found in refused for problem in _in_row(child, place, found)]


def _in_row(child: ChildKind, place: int, problems: Iterable[Problem]) -> list[Problem]:
    return [Problem((child.name, place, *problem.path), problem.message) for problem in problems]


def _match(child: ChildKind, stored: Sequence[Child], wanted: Sequence[Mapping[str, Any]]) -> list[Child | None]:
    """For each wanted row the stored one it continues: one that is the same, else one of the same identity."""
    left = list(stored)
    found: list[Child | None] = [None] * len(wanted)

    def take(place: int, matches: Callable[[Record], bool]) -> None:
        for row in left:
            if found[place] is None and matches(child.encode(row)):
                found[place] = row
                left.remove(row)
                return

    for place, values in enumerate(wanted):
        take(place, lambda encoded, values=values: encoded == dict(values))  # type: ignore[misc]
    for place, values in enumerate(wanted):
        take(
            place,
            lambda encoded, values=values: all(encoded[name] == values[name] for name in child.identity),  # type: ignore[misc]
        )
    return found


def validation_problems(
    shape: Shape, instance: models.Model, *, exclude: Iterable[str] = (), constraints: bool = True
) -> list[Problem]:
    """What `full_clean()` says of `instance`, by the names of the record.

    Without `constraints` the database is not asked what it will say itself when the instance is saved.
    """
    left_out = set(exclude)
    if not constraints:
        left_out |= {field.name for field in instance._meta.concrete_fields if field.is_relation}
    try:
        instance.full_clean(exclude=left_out, validate_unique=constraints, validate_constraints=constraints)
    except ValidationError as error:
        return problems_of(shape, error)
    return []


def save_or_explain(shape: Shape, instance: models.Model) -> list[Problem]:
    """Save `instance`; when the database refuses it, say why in the words of the constraints it breaks."""
    try:
        with transaction.atomic():
            instance.save()
    except IntegrityError as error:
        said = gettext("the database refused it: %(error)s") % {"error": error}
        return validation_problems(shape, instance) or [Problem((), said)]
    return []


def problems_of(shape: Shape, error: ValidationError) -> list[Problem]:
    """A ValidationError as problems of a record: its columns become the names and languages of the record."""
    if not hasattr(error, "error_dict"):
        return [Problem((), message) for message in error.messages]
    problems = []
    for column, errors in error.error_dict.items():
        path = path_of(shape, column)
        for one in errors:
            problems += [Problem(path, message + _known_choices(shape, column, one.code)) for message in one.messages]
    return problems


def _known_choices(shape: Shape, column: str, code: str | None) -> str:
    """What may be written instead of a value that is no choice."""
    if code != "invalid_choice":
        return ""
    field: Any = shape.model._meta.get_field(column)
    known = ", ".join(str(value) for value, _label in field.choices or () if value)
    return gettext(" Write one of %(choices)s.") % {"choices": known}


def path_of(shape: Shape, column: str) -> Path:
    """Where a model column stands in the record: name_zh_hans is ("name", "zh-Hans"); () for none."""
    shapes = (shape, shape.tail) if isinstance(shape, Kind) else (shape,)
    for one in shapes:
        for name, model_name in one.columns.items():
            if column == model_name:
                return (name,)
            for lang in CONTENT_LANGUAGES:
                if name in one.translated and column == f"{model_name}_{lang.suffix}":
                    return (name, lang.tag)
    return ()


# The rules of a whole record, and the kinds of this app in the order in which they are written.


def check_treaty(record: Record) -> list[Problem]:
    """A treaty does not end, or enter into force, before it is signed; the dates are compared as far as known."""
    return [Problem(("events", place, "date"), message) for place, message in event_problems(record.get("events", ()))]


def event_problems(events: Sequence[Mapping[str, Any]]) -> list[tuple[int, str]]:
    """For events with kind, date and preferred: the place and sentence of each that contradicts the signature."""
    rows = [(event["kind"], event["date"], bool(event["preferred"])) for event in events]
    kinds = dict(TreatyEvent._meta.get_field("kind").flatchoices)
    try:
        signed = decisive_date(rows, "signed")
        signed_on = span(signed).earliest if signed else None
        problems = []
        for place, (kind, date, _preferred) in enumerate(rows):
            latest = span(date).latest if kind in ("in-force", "ended") and date else None
            if signed_on and latest and latest < signed_on:
                problems.append(
                    (
                        place,
                        gettext("“%(kind)s” on %(date)s is before the signature on %(signed)s; correct one of them")
                        % {"kind": kinds.get(kind, kind), "date": date, "signed": signed},
                    )
                )
        return problems
    except ValidationError:
        return []  # a date that cannot be read is reported where it stands


def check_citation(record: Record) -> list[Problem]:
    """A note as printed belongs to a note."""
    if record.get("as_printed") and record.get("note_number") is None:
        return [Problem(("note_number",), gettext("a note as printed needs the number of its note; give it"))]
    return []


CONTRIBUTIONS = ChildKind(
    Contribution,
    ("role", "person", "organization", "name_as_printed"),
    "contributions",
    ("role", "person"),
)
_WORK = (
    "type",
    "language",
    "title",
    "title_original",
    "title_transliterated",
    "title_as_printed",
    "description",
    "container_title",
    "container_title_transliterated",
    "published_in",
    "publisher",
    "publisher_place",
    "issued",
    "edition",
    "collection_title",
    "number",
    "volume",
    "issue",
    "pages",
    "url",
    "archive_url",
    "accessed",
    "doi",
    "isbn",
    "translation_of",
    "identification",
)
SECTIONS = ChildKind(SourceSection, ("number", "title_as_printed", "paragraphs"), "sections", ("number",))
LOCATOR = ("locator_label", "locator_value", "locator_as_printed")

ORGANIZATION = register(
    Kind(
        Organization,
        ("key", "name", "abbreviation", "kind", "existed", "polity"),
        name="organization",
        plural="organizations",
        children=(
            ChildKind(
                OrganizationRelation,
                ("kind", "organization=other", "date", "according_to", "note"),
                "relations",
                ("kind", "organization"),
            ),
        ),
    )
)
PERSON = register(
    Kind(
        Person,
        (
            "key",
            "family_name",
            "given_name",
            "patronymic",
            "name_original",
            "native_language",
            "description",
        ),
        name="person",
        plural="people",
    )
)
SOURCE = register(
    Kind(
        Source,
        ("key", *_WORK),
        name="source",
        plural="sources",
        children=(CONTRIBUTIONS, SECTIONS),
    )
)
TREATY = register(
    Kind(
        Treaty,
        (
            "key",
            "kind",
            "binding",
            *_WORK,
            "place",
            "registration_number",
            "registration_volume",
            "registration_page",
        ),
        name="treaty",
        plural="treaties",
        defaults={"type": "treaty"},
        children=(
            CONTRIBUTIONS,
            SECTIONS,
            ChildKind(
                TreatyParty,
                ("party", "signatory", "office", "bound_from", "bound_until"),
                "parties",
                ("party", "signatory"),
            ),
            ChildKind(
                TreatyText,
                (
                    "language",
                    "standing",
                    "prevails",
                    "title_as_printed",
                    "publication",
                    "url",
                ),
                "texts",
                ("language",),
            ),
            ChildKind(
                TreatyEvent,
                (
                    "kind",
                    "date",
                    "date_as_printed",
                    "party",
                    "evidence",
                    *LOCATOR,
                    "preferred",
                    "note",
                ),
                "events",
                ("kind", "date"),
            ),
            ChildKind(
                Obligation,
                ("kind", *LOCATOR, "evidence", "note"),
                "obligations",
                ("kind", "locator_value"),
            ),
            ChildKind(
                TreatyRelation,
                ("kind", "treaty=other"),
                "relations",
                ("kind", "treaty"),
            ),
        ),
        check=check_treaty,
    )
)
CITATION = register(
    Kind(
        Citation,
        (
            "key",
            "citing",
            "note_number",
            "sequence",
            "paragraph",
            "cited",
            *LOCATOR,
            "as_printed",
            "statement",
            "state",
        ),
        name="citation",
        plural="citations",
        check=check_citation,
    )
)
