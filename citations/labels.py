"""What editors call a place in a record: a path of the canonical record, or of a problem in it, in their words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from citations.languages import BY_TAG
from citations.records import KINDS, ChildKind, Kind, Path, Problem, Shape


def shape_of(kind: Kind, name: str) -> Shape:
    """The part of a record of `kind` in which the own field `name` stands."""
    return kind.tail if name in kind.tail.columns else kind


def field_label(shape: Shape, name: str) -> str:
    """One field: “definition”; records that refer to this one by their plural: “attestations”; else the name itself."""
    if name == "key":
        return _("key")
    if name in shape.columns:
        return str(shape.field(name).verbose_name)
    others = (str(kind.record_model._meta.verbose_name_plural) for kind in KINDS.values() if kind.plural == name)
    return next(others, name)


def list_label(child: ChildKind) -> str:
    """A list of children: “designations”."""
    return str(child.child_model._meta.verbose_name_plural)


def label_of(kind: Kind, place: Sequence[str | int]) -> tuple[str, str]:
    """The field at `place` of a record of `kind`, or at `place` of a row below a list, and its language (BCP 47):
    ("definition", "zh-Hans") is “definition” and zh-Hans. A place that leads to a row or a list is named by the list.
    """
    name = str(place[0])
    child = kind.children_by_name.get(name)
    if child is not None and len(place) < 3:
        return list_label(child), ""
    shape, rest = (child, place[2:]) if child is not None else (shape_of(kind, name), place)
    return field_label(shape, str(rest[0])), str(rest[1]) if len(rest) > 1 else ""


def in_language(label: str, tag: str) -> str:
    """A field with the language meant: “definition (Chinese)”."""
    if tag not in BY_TAG:
        return label
    return _("%(field)s (%(language)s)") % {"field": label, "language": BY_TAG[tag].within}


def path_label(kind: Kind, path: Path, language: str = "") -> str:
    """The whole way to a place: “designations, row 2, note (Chinese)”; "" for the record itself.

    A list without a row stands for all of them: ("designations", "used") is “designations, used”. `language` is that
    of a path that ends before it.
    """
    if not path:
        return ""
    name, *rest = path
    child = kind.children_by_name.get(str(name))
    if child is None:
        label, tag = label_of(kind, path)
        return in_language(label, tag or language)
    names = [list_label(child)]
    if rest and isinstance(place := rest[0], int):
        names.append(_("row %(number)d") % {"number": place + 1})
        rest = rest[1:]
    if rest:
        names.append(field_label(child, str(rest[0])))
    names[-1] = in_language(names[-1], str(rest[1]) if len(rest) > 1 else language)
    return pgettext("between a list, its row and a field", ", ").join(names)


def told(kind: Kind, problem: Problem) -> str:
    """A problem with the place where it stands: “Designations, row 2, text: …”."""
    return capfirst(after(path_label(kind, problem.path), problem.message))


def after(where: str, what: str) -> str:
    """What is said of a place, behind its name: “line 2: …”; alone when the place has no name."""
    return _("%(where)s: %(what)s") % {"where": where, "what": what} if where else what
