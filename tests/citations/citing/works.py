"""Short ways to write down a work for the tables of expected texts."""

from __future__ import annotations

from typing import Any

from citations.citing.items import Contributor, Item, Texts

FIELDS = {"title", "container", "publisher", "place", "collection", "description"}


def texts(language: str, text: str | dict[str, str]) -> Texts:
    """`text` in `language`, or texts by tag."""
    if isinstance(text, dict):
        return Texts.of(text)
    base = {"zh": "zh-Hans", "ru": "ru"}.get(language.split("-")[0], "en")
    return Texts.of({base: text})


def person(name: str, language: str, role: str = "author", native: str = "", **given: Any) -> Contributor:
    """A person from “family, given, patronymic” in `language`; `native` when it is another."""
    family, first, patronymic = ([part.strip() for part in name.split("|")] + ["", ""])[:3]
    return Contributor(
        role=role,
        family=texts(language, family),
        given=texts(language, first),
        patronymic=texts(language, patronymic),
        native_language=native or language,
        **given,
    )


def organization(name: str, language: str, role: str = "author") -> Contributor:
    return Contributor(role=role, is_person=False, name=texts(language, name))


def work(type: str, language: str, title: str | dict[str, str], *people: Contributor | str, **given: Any) -> Item:
    """A work in `language`; people given as text are authors, as for `person`; “=name” is an organization."""
    contributors = tuple(
        one
        if isinstance(one, Contributor)
        else organization(one[1:], language)
        if one.startswith("=")
        else person(one, language)
        for one in people
    )
    values = {name: texts(language, value) if name in FIELDS else value for name, value in given.items()}
    values.setdefault("key", "work")
    return Item(type=type, language=language, title=texts(language, title), contributors=contributors, **values)
