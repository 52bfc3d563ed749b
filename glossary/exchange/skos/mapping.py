"""A domain or term as a subject with SKOS statements, and what such statements say of a domain or term."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from citations.exchange.described import with_descriptions
from citations.exchange.formats import Options, Said
from citations.exchange.related import Related
from citations.exchange.tags import read_tag
from citations.languages import TAGS, ZH_HANS
from citations.records import KINDS, Kind, Record, Shape
from glossary.exchange.skos.rdf import SCHEME, Iri, Node, Ref, Resource, Statement, Text, Value
from glossary.transcription import to_traditional

#: Texts with a language, by their name in the record.
NOTES = {
    "definition": "skos:definition",
    "usage_note": "skos:scopeNote",
    "gap_note": "ent:gapNote",
    "editorial_note": "skos:editorialNote",
}
RELATIONS = {
    "broader": "skos:broader",
    "related": "skos:related",
    "contrasts": "ent:contrasts",
    "false-friend": "ent:falseFriend",
}
#: The Chinese name in another writing, where an editor has given it, with its language tag.
WRITINGS = {"pinyin": "zh-Latn-pinyin", "palladius": "zh-Cyrl"}
TRADITIONAL = "zh-Hant"

#: What a label says of itself beyond its form.
_OF_A_LABEL = ("kind", "standing", "reliability", "official_for", "viewpoint", "used", "note")
#: What a plain skos:hiddenLabel says: a form to find the term by, not to use.
_HIDDEN = {"kind": "spelling", "standing": "deprecated"}
#: What follows from other statements.
_DERIVED = ("rdf:type", "skos:inScheme", "skos:topConceptOf")


def predicate_of(name: str) -> str:
    """Our own predicate for a field of the record: official_for is ent:officialFor."""
    head, *rest = name.split("_")
    return f"ent:{head}{''.join(map(str.capitalize, rest))}"


# Out


def encode(kind: Kind, record: Record, related: Related) -> Resource:
    """A whole canonical record as a subject with its statements."""
    statements = [*(_domain(record) if kind.name == "domain" else _term(record, related)), *_tail(kind, record)]
    held_by = record["parent" if kind.name == "domain" else "domain"]
    holder = Ref("domain", held_by) if held_by else None
    return Resource(tuple(statements), Ref(kind.name, record["key"]), holder)


def _domain(record: Record) -> Iterator[Statement]:
    yield "rdf:type", Iri("skos:Collection")
    yield "skos:inScheme", SCHEME
    yield "skos:notation", Text(record["key"])
    yield from _texts("skos:prefLabel", record["name"])
    if record["parent"]:
        yield "ent:parent", Ref("domain", record["parent"])


def _term(record: Record, related: Related) -> Iterator[Statement]:
    relations: list[Record] = record["relations"]
    yield "rdf:type", Iri("skos:Concept")
    yield "skos:inScheme", SCHEME
    if not any(row["kind"] == "broader" for row in relations):
        yield "skos:topConceptOf", SCHEME
    yield "skos:notation", Text(record["key"])
    yield from _names(record)
    yield from _designations(with_descriptions(KINDS["term"], record, related)["designations"])
    for name in ("definition", "usage_note", "gap_note"):
        yield from _texts(NOTES[name], record[name])
    yield "ent:domain", Ref("domain", record["domain"])
    if record["case_sensitive"]:
        yield "ent:caseSensitive", True
    for name, tag in WRITINGS.items():
        if record[name]:
            yield predicate_of(name), Text(record[name], tag)
    for kind, predicate in RELATIONS.items():
        for key in sorted(row["term"] for row in relations if row["kind"] == kind):
            yield predicate, Ref("term", key)
    if relations != sorted(relations, key=_relation_order):
        yield "ent:relationOrder", Text(" ".join(row["term"] for row in relations))
    yield from _rows(record, "equivalences", "ent:equivalence", _equivalence_order, related)
    yield from _rows(record, "unmapped", "ent:unmapped", _unmapped_order, related)


def _tail(kind: Kind, record: Record) -> Iterator[Statement]:
    yield from _texts(NOTES["editorial_note"], record["editorial_note"])
    yield "ent:status", Text(record["status"])
    if record["status"] == "retired":
        yield "owl:deprecated", True
    if record["replaced_by"]:
        yield "dct:isReplacedBy", Ref(kind.name, record["replaced_by"])


def _texts(predicate: str, texts: Mapping[str, str]) -> Iterator[Statement]:
    return ((predicate, Text(texts[tag], tag)) for tag in TAGS if texts[tag])


def _names(record: Record) -> Iterator[Statement]:
    """The preferred names; the traditional characters too, with a mark when they are only computed."""
    labels: list[tuple[Text, Statement | None]] = [
        (Text(record["name"][tag], tag), ("ent:reliability", Text(record["reliability"][tag])))
        for tag in TAGS
        if record["name"][tag]
    ]
    given, simplified = record["name_zh_hant"], record["name"][ZH_HANS.tag]
    if given:
        labels.append((Text(given, TRADITIONAL), None))
    elif simplified:
        labels.append((Text(to_traditional(simplified), TRADITIONAL), ("ent:computed", True)))
    for form, _more in labels:
        yield "skos:prefLabel", form
    for form, more in labels:
        if more is not None:
            yield "skosxl:prefLabel", _label(form, (more,))


def _label(form: Text, more: Iterable[Statement]) -> Node:
    return Node((("rdf:type", Iri("skosxl:Label")), ("skosxl:literalForm", form), *more))


def _designations(rows: Sequence[Record]) -> Iterator[Statement]:
    """Plain labels, and labels of SKOS-XL where a designation has more to say or its place matters."""
    is_sorted = list(rows) == sorted(rows, key=_designation_order)
    shape = KINDS["term"].children_by_name["designations"]
    labels: list[Statement] = []
    for place, row in enumerate(rows):
        name = "altLabel" if row["standing"] == "admitted" and row["kind"] != "spelling" else "hiddenLabel"
        form = Text(row["text"], f"{row['language']}-{row['region']}" if row["region"] else row["language"])
        plain = _whole(shape, _HIDDEN if name == "hiddenLabel" else {})
        yield f"skos:{name}", form
        if not is_sorted or any(row[one] != plain[one] for one in _OF_A_LABEL):
            where: tuple[Statement, ...] = () if is_sorted else (("ent:position", place),)
            labels.append((f"skosxl:{name}", _label(form, (*_fields(shape, row, _OF_A_LABEL), *where))))
    yield from labels


def _rows(
    record: Record, name: str, predicate: str, order: Callable[[Record], Any], related: Related
) -> Iterator[Statement]:
    """The rows of a list as nodes, with their places when these are not their natural order."""
    rows, shape = record[name], KINDS["term"].children_by_name[name]
    is_sorted = rows == sorted(rows, key=order)
    for place, row in enumerate(rows):
        kind = "treaty" if related.get("treaty", row.get("evidence")) else "source"
        where: tuple[Statement, ...] = () if is_sorted else (("ent:position", place),)
        yield predicate, Node((*_fields(shape, row, shape.columns, {"evidence": kind}), *where))


def _whole(shape: Shape, values: Mapping[str, Any]) -> Record:
    return {name: values.get(name, shape.default(name)) for name in shape.columns}


def _fields(
    shape: Shape, values: Mapping[str, Any], names: Iterable[str], kinds: Mapping[str, str] | None = None
) -> Iterator[Statement]:
    """The fields `names` that are not empty, each with our own predicate. A reference that is described brings the
    statements of its record with it."""
    for name in names:
        value, predicate = values.get(name), predicate_of(name)
        if value in ("", None, False):
            continue
        if name in shape.translated:
            yield from _texts(predicate, value)
        elif name in shape.references:
            kind = (kinds or {}).get(name, "organization")
            if isinstance(value, Mapping):
                known = KINDS[kind]
                own = (one for one in known.columns if one != "key")
                about = (*_fields(known, value, own), *_fields(known.tail, value, ("status",)))
                yield predicate, Resource(about, Ref(kind, value["key"]))
            else:
                yield predicate, Ref(kind, value)
        else:
            yield predicate, value if isinstance(value, int) else Text(value)


# The order of rows, which RDF does not keep


def _designation_order(row: Record) -> tuple[int, str, str]:
    return TAGS.index(row["language"]), row.get("region", ""), row["text"]


def _equivalence_order(row: Record) -> tuple[int, ...]:
    return tuple(
        TAGS.index(row[name]) if row.get(name) in TAGS else len(TAGS) for name in ("from_language", "to_language")
    )


def _unmapped_order(row: Record) -> tuple[str, ...]:
    names = ("format", "level", "language", "designation", "category", "value")
    return tuple(str(row.get(name, "")) for name in names)


def _relation_order(row: Record) -> tuple[int, str]:
    return list(RELATIONS).index(row["kind"]), row["term"]


def _placed(rows: Iterable[tuple[int | None, Record]], order: Callable[[Record], Any]) -> list[Record]:
    """Rows by the places they state; those that state none behind them, in their natural order."""
    ranked = sorted(rows, key=lambda one: (one[0] is None, one[0] or 0, order(one[1])))
    return [row for _place, row in ranked]


# In


def decode(kind: Kind, item: Resource, options: Options) -> Said:
    """What the statements about a subject say of a record, and those that a record has no place for."""
    assert isinstance(item.subject, Ref)
    left = _Statements(item, options)
    values: Record = {"key": item.subject.key}
    if kind.name == "domain":
        values |= left.domain()
    else:
        values |= left.term()
    values |= left.tail()
    return Said({name: value for name, value in values.items() if value not in ({}, [])}, left.unheld(values["key"]))


class _Statements:
    """The statements about a subject, each of which is taken once: what is left at the end has no place."""

    def __init__(self, node: Node, options: Options) -> None:
        self.left = list(node.statements)
        self.options = options
        self.lost: list[tuple[str, str]] = []

    def take(self, *predicates: str) -> list[Value]:
        found = [value for predicate, value in self.left if predicate in predicates]
        self.left = [one for one in self.left if one[0] not in predicates]
        return found

    def unheld(self, key: str) -> tuple[tuple[str, str], ...]:
        """What was not taken."""
        self.take(*_DERIVED)
        self.left = [one for one in self.left if one != ("skos:notation", Text(key))]
        for predicate, value in self.left:
            tag = f"@{value.tag}" if isinstance(value, Text) and value.tag else ""
            self.lost.append((f"{predicate}{tag}", _("there is no place for it here")))
        return tuple(self.lost)

    def domain(self) -> Record:
        values: Record = {"name": self.joined("skos:prefLabel", is_name=True)}
        for value in self.take("ent:parent"):
            if isinstance(value, Ref):
                values["parent"] = value.key
        return values

    def term(self) -> Record:
        values, more = self.names()
        values["designations"] = self.designations(values["name"], more)
        for name in ("definition", "usage_note", "gap_note"):
            values[name] = self.joined(NOTES[name])
        for value in self.take("ent:domain"):
            if isinstance(value, Ref):
                values["domain"] = value.key
        for value in self.take("ent:caseSensitive"):
            values["case_sensitive"] = value is True
        for name in WRITINGS:
            for value in self.take(predicate_of(name)):
                if isinstance(value, Text):
                    values[name] = value.text
        values["relations"] = self.relations()
        values["equivalences"] = self.rows("equivalences", "ent:equivalence", _equivalence_order)
        values["unmapped"] = self.rows("unmapped", "ent:unmapped", _unmapped_order)
        return values

    def tail(self) -> Record:
        values: Record = {"editorial_note": self.joined(NOTES["editorial_note"])}
        stated = [value.text for value in self.take("ent:status") if isinstance(value, Text)]
        if True in self.take("owl:deprecated"):
            stated.append("retired")
        if stated:
            values["status"] = stated[0]
        for value in self.take("dct:isReplacedBy"):
            if isinstance(value, Ref):
                values["replaced_by"] = value.key
        return values

    def joined(self, predicate: str, *, is_name: bool = False) -> dict[str, str]:
        """Texts by content language; several in one language become paragraphs, of names only the first counts."""
        found: dict[str, list[str]] = {}
        for value in self.take(predicate):
            text = _as_text(value)
            tag = None if text is None else read_tag(text.tag, self.options.language_map)
            if text is None or tag is None or tag.is_traditional:
                self.lose(predicate, text)
            elif text.text not in found.setdefault(tag.content, []):
                found[tag.content].append(text.text)
        for texts in found.values():
            for _text in texts[1:] if is_name else ():
                self.lost.append((predicate, _("there is one already in this language")))
        return {tag: found[tag][0] if is_name else "\n\n".join(found[tag]) for tag in TAGS if tag in found}

    def lose(self, predicate: str, text: Text | None) -> None:
        if text is None:
            self.lost.append((predicate, _("this is not a text")))
        elif not text.tag:
            self.lost.append((predicate, _("it does not say its language; say what the language “” is")))
        elif (tag := read_tag(text.tag, self.options.language_map)) is not None and tag.is_traditional:
            reason = _("only a preferred name that stands in simplified characters too has traditional ones")
            self.lost.append((f"{predicate}@{text.tag}", reason))
        else:
            known = ", ".join(TAGS)
            self.lost.append((f"{predicate}@{text.tag}", _("the languages are %(known)s") % {"known": known}))

    def names(self) -> tuple[Record, list[tuple[Text, str]]]:
        """The names with their reliability; and further preferred labels of a language, which are designations."""
        plain = [text for value in self.take("skos:prefLabel") if (text := _as_text(value)) is not None]
        labels = _labels(self.take("skosxl:prefLabel"))
        computed = {_same(form) for form, label in labels if True in label.all("ent:computed")}
        tags = {text.tag.lower() for text in plain}
        forms = plain + [form for form, _label in labels if form.tag.lower() not in tags]
        name: dict[str, str] = {}
        reliability: dict[str, str] = {}
        more: list[tuple[Text, str]] = []
        traditional: list[Text] = []
        for form in sorted(forms, key=lambda one: one.tag.lower() not in _PLAIN_TAGS):
            tag = read_tag(form.tag, self.options.language_map)
            if _same(form) in computed:
                continue
            if tag is None:
                self.lose("skos:prefLabel", form)
            elif tag.is_traditional and tag.region:
                more.append((form, "altLabel"))
            elif tag.is_traditional:
                traditional.append(form)
            elif tag.content in name:
                more.append((form, "altLabel"))
            else:
                name[tag.content] = form.text
                grades = [label.text("ent:reliability") for one, label in labels if one.tag.lower() == form.tag.lower()]
                if any(grades):
                    reliability[tag.content] = next(filter(None, grades))
        values: Record = {"name": name, "reliability": reliability}
        if traditional and ZH_HANS.tag in name:
            given = traditional.pop(0).text
            if given != to_traditional(name[ZH_HANS.tag]):
                values["name_zh_hant"] = given
        for form in traditional:
            self.lose("skos:prefLabel", form)
        return values, more

    def designations(self, name: Mapping[str, str], more: Iterable[tuple[Text, str]]) -> list[Record]:
        shape = KINDS["term"].children_by_name["designations"]
        rows: list[tuple[int | None, Record]] = []
        seen: set[tuple[str, str, str]] = set()

        def add(predicate: str, form: Text, label: Node | None) -> None:
            tag = read_tag(form.tag, self.options.language_map)
            if tag is not None and tag.is_traditional and form.text in computed:
                return
            if tag is None or (tag.is_traditional and not tag.region):
                self.lose(f"skos:{predicate}", form)
                return
            region = "" if form.tag.lower() == "zh-cn" else tag.region
            identity = (tag.content, form.text, region)
            if identity in seen or (not region and name.get(tag.content) == form.text):
                return
            seen.add(identity)
            row: Record = {"language": tag.content, "text": form.text, "region": region}
            said = {} if label is None else self.fields(label, (shape, _OF_A_LABEL))
            row |= said if said or predicate == "altLabel" else _HIDDEN
            rows.append((_position(label), row))

        plain = [
            (predicate, text)
            for predicate in ("altLabel", "hiddenLabel")
            for value in self.take(f"skos:{predicate}")
            if (text := _as_text(value)) is not None
        ]
        computed = self.computed(name, [text for _predicate, text in plain + [(one, form) for form, one in more]])
        for predicate in ("altLabel", "hiddenLabel"):
            for form, label in _labels(self.take(f"skosxl:{predicate}")):
                add(predicate, form, label)
        for predicate, form in plain:
            add(predicate, form, None)
        for form, predicate in more:
            add(predicate, form, None)
        return _placed(rows, _designation_order)

    def computed(self, name: Mapping[str, str], labels: Iterable[Text]) -> set[str]:
        """The Chinese forms in traditional characters that say nothing, because we compute the same."""
        tags = [(label.text, read_tag(label.tag, self.options.language_map)) for label in labels]
        if not any(tag is not None and tag.is_traditional for _text, tag in tags):
            return set()
        forms = {
            text for text, tag in tags if tag is not None and tag.content == ZH_HANS.tag and not tag.is_traditional
        }
        return {to_traditional(form) for form in forms | {name.get(ZH_HANS.tag, "")} if form}

    def relations(self) -> list[Record]:
        rows: list[Record] = []
        for kind, predicate in RELATIONS.items():
            for value in self.take(predicate):
                row = {"kind": kind, "term": value.key} if isinstance(value, Ref) else None
                if row is None:
                    self.lost.append((predicate, _("it leads to something that is no term of this file")))
                elif row not in rows:
                    rows.append(row)
        order = " ".join(text.text for value in self.take("ent:relationOrder") if (text := _as_text(value))).split()
        rows.sort(key=_relation_order)
        return sorted(rows, key=lambda row: order.index(row["term"]) if row["term"] in order else len(order))

    def rows(self, name: str, predicate: str, order: Callable[[Record], Any]) -> list[Record]:
        """The rows of a list that are nodes with our own predicates."""
        shape = KINDS["term"].children_by_name[name]
        nodes = [value for value in self.take(predicate) if isinstance(value, Node)]
        return _placed([(_position(node), self.fields(node, (shape, tuple(shape.columns)))) for node in nodes], order)

    def fields(self, node: Node, *wanted: tuple[Shape, Sequence[str]]) -> Record:
        """The fields that `node` states with our own predicates: of each shape those that are named."""
        inner = _Statements(node, self.options)
        row: Record = {}
        for shape, names in wanted:
            for name in names:
                found = inner.field(shape, name)
                if found is not None:
                    row[name] = found
        inner.take("skosxl:literalForm", "ent:position")
        self.lost += inner.unheld("")
        return row

    def field(self, shape: Shape, name: str) -> Any:
        """The field `name` as it is stated with our own predicate; None when it is not."""
        if name in shape.translated:
            return self.joined(predicate_of(name)) or None
        value = next(iter(self.take(predicate_of(name))), None)
        if name not in shape.references:
            return value.text if isinstance(value, Text) else value if isinstance(value, int) else None
        if isinstance(value, Resource) and isinstance(value.subject, Ref):
            known = KINDS[value.subject.kind]
            own = tuple(one for one in known.columns if one != "key")
            said = self.fields(value, (known, own), (known.tail, ("status",)))
            texts = {one: dict.fromkeys(TAGS, "") | said[one] for one in own if one in known.translated and one in said}
            return {"key": value.subject.key} | said | texts
        return value.key if isinstance(value, Ref) else None


_PLAIN_TAGS = {tag.lower() for tag in TAGS}


def _same(form: Text) -> tuple[str, str]:
    return form.text, form.tag.lower()


def _as_text(value: Value) -> Text | None:
    """The text of a value; of a note that is a resource its rdf:value."""
    if isinstance(value, Node):
        return next((inner for inner in value.all("rdf:value") if isinstance(inner, Text)), None)
    return value if isinstance(value, Text) else None


def _labels(values: Iterable[Value]) -> list[tuple[Text, Node]]:
    """The labels of SKOS-XL among `values`, with their forms."""
    found: list[tuple[Text, Node]] = []
    for label in values:
        if isinstance(label, Node):
            found += [(form, label) for form in label.all("skosxl:literalForm") if isinstance(form, Text)]
    return found


def _position(label: Node | None) -> int | None:
    values = () if label is None else label.all("ent:position")
    return next((value for value in values if isinstance(value, int) and not isinstance(value, bool)), None)
