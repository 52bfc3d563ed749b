"""Who may change what: which languages and which status a change of a record touches, and who has the right to.

A right belongs to a language, not to a form: `problems` compares two states of a record, whatever brought the second
about, and history asks it at the end of every change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from citations.labels import label_of
from citations.languages import BY_TAG, EN, RU, TAGS, ZH_HANS
from citations.models import Status
from citations.records import ChildKind, Kind, Path, Problem, Record, complete

PUBLISH = "citations.publish"
#: The right to edit each content language, by BCP 47 tag: edit_ru, edit_zh_hans, edit_en.
EDIT = {tag: f"citations.edit_{language.suffix}" for tag, language in BY_TAG.items()}

_OTHERS_LANGUAGE = {
    RU.tag: gettext_noop(
        "You may not change the Russian of %(kind)s “%(key)s” (%(fields)s): leave it as it was and ask a Russian "
        "editor, or ask an administrator for the right to edit Russian."
    ),
    ZH_HANS.tag: gettext_noop(
        "You may not change the Chinese of %(kind)s “%(key)s” (%(fields)s): leave it as it was and ask a Chinese "
        "editor, or ask an administrator for the right to edit Chinese."
    ),
    EN.tag: gettext_noop(
        "You may not change the English of %(kind)s “%(key)s” (%(fields)s): leave it as it was and ask an English "
        "editor, or ask an administrator for the right to edit English."
    ),
}


def content_language(tag: str) -> str | None:
    """The content language whose editors answer for a text in `tag`: zh-Hans for zh-Hant; None for French."""
    primary = tag.partition("-")[0].lower()
    return next((one for one in TAGS if one.partition("-")[0] == primary), None)


def may_edit(user: Any, tag: str) -> bool:
    """Whether `user` may change a text in the language `tag` (BCP 47). None is nobody signed in, as in a command."""
    language = content_language(tag)
    return user is None or language is None or bool(user.has_perm(EDIT[language]))


def may_publish(user: Any) -> bool:
    """Whether `user` may change the status of a record. None is nobody signed in, as in a command."""
    return user is None or bool(user.has_perm(PUBLISH))


def problems(kind: Kind, before: Record | None, after: Record | None, user: Any) -> list[Problem]:
    """Why `user` may not make of the state `before` the state `after`; nothing when they may, or when they are None.

    `before` is None for a new record, `after` for a deletion.
    """
    if user is None or (before is None and after is None):
        return []
    return [*_of_languages(kind, before, after, user), *_of_status(kind, before, after, user)]


def touched(kind: Kind, before: Record | None, after: Record | None) -> Iterator[tuple[str, Path]]:
    """Every text that two states of a record do not share: its content language, and where it stands in the record.

    A date, a reference or a key is in no language. A row of children is in the language its `language` names; its
    translated fields are each in their own.
    """
    old, new = complete(kind, before or {}), complete(kind, after or {})
    for shape in (kind, kind.tail):
        for name in shape.columns:
            if name in shape.translated:
                yield from ((tag, (name, tag)) for tag in _tags_that_differ(old[name], new[name]))
            elif name in kind.written_in and old[name] != new[name]:
                yield from ((tag, (name,)) for tag in _languages_of(kind.written_in[name], old, new))
    for child in kind.children:
        yield from _touched_rows(child, old[child.name], new[child.name])


def _languages_of(where: str, old: Record, new: Record) -> set[str]:
    """The content languages of a field: `where` is a language, or the field that says which it is."""
    tags = (where,) if where in BY_TAG else (old[where], new[where])
    return {language for language in map(content_language, tags) if language is not None}


def _touched_rows(child: ChildKind, old: Sequence[Record], new: Sequence[Record]) -> Iterator[tuple[str, Path]]:
    for place, before, after in _continued(child, old, new):
        path: Path = (child.name,) if place is None else (child.name, place)
        for name in child.columns:
            if name in child.translated:
                nothing = child.default(name)
                differing = _tags_that_differ(before[name] if before else nothing, after[name] if after else nothing)
                yield from ((tag, (*path, name, tag) if place is not None else path) for tag in differing)
    if "language" in child.columns:
        for tag in TAGS:
            was, now = _rows_in(child, tag, old), _rows_in(child, tag, new)
            if list(was.values()) != list(now.values()):
                place = next((place for place, row in now.items() if row not in was.values()), None)
                yield tag, (child.name,) if place is None else (child.name, place, "language")


def _continued(
    child: ChildKind, old: Sequence[Record], new: Sequence[Record]
) -> Iterator[tuple[int | None, Record | None, Record | None]]:
    """Each row of `new` with its place and the row of `old` it continues, then the rows that are gone.

    A row continues one that is the same, else one of the same identity, else the first that is left.
    """
    left = list(old)
    found: list[Record | None] = [None] * len(new)
    for names in (tuple(child.columns), child.identity, ()):
        for place, row in enumerate(new):
            if found[place] is None:
                found[place] = next((one for one in left if all(one[name] == row[name] for name in names)), None)
                left = [one for one in left if one is not found[place]]
    yield from ((place, before, after) for place, (before, after) in enumerate(zip(found, new, strict=True)))
    yield from ((None, before, None) for before in left)


def _rows_in(child: ChildKind, tag: str, rows: Sequence[Record]) -> dict[int, Record]:
    """The rows in a content language by their place, without what they say in each language."""
    return {
        place: {name: value for name, value in row.items() if name not in child.translated}
        for place, row in enumerate(rows)
        if content_language(row["language"]) == tag
    }


def _tags_that_differ(old: Record, new: Record) -> list[str]:
    return [tag for tag in TAGS if old.get(tag, "") != new.get(tag, "")]


def _of_languages(kind: Kind, before: Record | None, after: Record | None, user: Any) -> Iterator[Problem]:
    paths: dict[str, list[Path]] = {}
    for tag, path in touched(kind, before, after):
        paths.setdefault(tag, []).append(path)
    refused = [tag for tag in TAGS if tag in paths and not may_edit(user, tag)]
    if after is None:
        if refused:
            languages = ", ".join(str(BY_TAG[tag].label) for tag in refused)
            said = _(
                "You may not delete %(kind)s “%(key)s”, which says something in languages that you may not edit "
                "(%(languages)s): ask somebody who may edit them, or ask an administrator for the right to."
            )
            yield Problem((), said % {**_name(kind, before, after), "languages": languages})
        return
    for tag in refused:
        fields = dict.fromkeys(label_of(kind, path[:1])[0] for path in paths[tag])
        said = _(_OTHERS_LANGUAGE[tag]) % {**_name(kind, before, after), "fields": ", ".join(fields)}
        yield Problem(paths[tag][0], said)


def _of_status(kind: Kind, before: Record | None, after: Record | None, user: Any) -> Iterator[Problem]:
    """A new record begins, and a deleted one ends, as a draft: anything else is for those who publish."""
    old = Status.DRAFT if before is None else Status(before["status"])
    new = Status.DRAFT if after is None else Status(after["status"])
    if old == new or may_publish(user):
        return
    if after is None:
        said = _(
            "You may not delete %(kind)s “%(key)s”, which is %(old)s: ask somebody who publishes, or ask an "
            "administrator for the right to."
        )
    elif before is None:
        said = _(
            "You may not make %(kind)s “%(key)s” as %(new)s: save it as a draft and ask somebody who publishes, or ask "
            "an administrator for the right to."
        )
    else:
        said = _(
            "You may not change the status of %(kind)s “%(key)s” from %(old)s to %(new)s: leave it and ask somebody "
            "who publishes, or ask an administrator for the right to."
        )
    yield Problem(("status",), said % {**_name(kind, before, after), "old": old.label, "new": new.label})


def _name(kind: Kind, before: Record | None, after: Record | None) -> dict[str, Any]:
    return {"kind": kind.record_model._meta.verbose_name, "key": (after or before or {})["key"]}
