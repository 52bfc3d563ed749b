"""The catalogues: every string of ours in Russian and Chinese, and the compiled files as their sources say."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext as translate
from django.utils.translation import override
from django.utils.translation.template import templatize

from citations.models.base import LocatorLabel
from citations.models.sources import SourceType

ROOT = Path(settings.BASE_DIR)
LOCALE = ROOT / "config" / "locale"
APPS = ("citations", "glossary", "seeds", "config")
CATALOGUES = ("ru", "zh_Hans")
CALLS = {
    "_": 0,
    "gettext": 0,
    "gettext_lazy": 0,
    "gettext_noop": 0,
    "pgettext": 1,
    "pgettext_lazy": 1,
    "ngettext": 0,
    "ngettext_lazy": 0,
}
IN_TEMPLATE = re.compile(r"\b(?:n?gettext\(|pgettext\(\s*u?(['\"])(?P<context>.*?)\1\s*,)\s*u?(?P<quote>'''|\"\"\"|'|\")(?P<text>.*?)(?P=quote)\s*[,)]", re.S)  # fmt: skip  # noqa: E501

Message = tuple[str | None, str]


def messages_in_python(path: Path) -> set[Message]:
    """The strings that a module marks for translation, with their context."""
    found: set[Message] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            place = CALLS[node.func.id]
            if len(texts) > place:
                found.add((texts[0] if place else None, texts[place]))
    return found


def messages_in_template(path: Path) -> set[Message]:
    """The strings that a template marks for translation."""
    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return {(one["context"] or None, one["text"]) for one in IN_TEMPLATE.finditer(source)}


def our_messages() -> set[Message]:
    found: set[Message] = set()
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                found |= messages_in_python(path)
        for path in sorted((ROOT / app).rglob("templates/**/*.html")):
            found |= messages_in_template(path)
    return found


def read_entries(path: Path) -> list[dict[str, str]]:
    """What stands in a catalogue's source, each entry by its parts: msgid, msgid_plural, msgstr[0]."""
    found: list[dict[str, str]] = []
    part = "msgstr"
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (\".*\")$", line):
            if match[1] in ("msgctxt", "msgid") and part.startswith("msgstr"):
                found.append({})
            part = match[1]
            found[-1][part] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            found[-1][part] += ast.literal_eval(line)
        else:
            assert not line or line.startswith("#"), f"{path.name}: {line}"
    return found


def translations_in(entry: dict[str, str]) -> tuple[str, ...]:
    """The translation of an entry, in all its plural forms."""
    return tuple(text for part, text in entry.items() if part.startswith("msgstr"))


def read_po(path: Path) -> dict[Message, tuple[str, ...]]:
    """A catalogue's source: (context, text) to its translations."""
    return {(entry.get("msgctxt"), entry["msgid"]): translations_in(entry) for entry in read_entries(path)}


def read_mo(path: Path) -> dict[Message, tuple[str, ...]]:
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    found: dict[Message, tuple[str, ...]] = {}
    for name, text in catalogue.items():
        context, _mark, rest = (name if isinstance(name, str) else name[0]).rpartition("\x04")
        message = (context or None, rest)
        found[message] = (*found.get(message, ()), text)
    return found


def test_the_search_for_strings_finds_them() -> None:
    found = our_messages()
    assert (None, "editorial note") in found
    assert ("locator", "article") in found
    assert (None, "“%(value)s” is not a DOI; write it like 10.1000/182, without https://doi.org/.") in found
    assert (None, "Version %(version)s") in found
    assert (None, "Go back to this version") in found
    assert len(found) > 400


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_string_of_ours_is_translated(catalogue: str) -> None:
    known = read_po(LOCALE / catalogue / "LC_MESSAGES" / "django.po")
    missing = sorted(text for context, text in our_messages() if not all(known.get((context, text), ("",))))
    assert missing == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_no_translation_is_left_over(catalogue: str) -> None:
    known = read_po(LOCALE / catalogue / "LC_MESSAGES" / "django.po")
    assert sorted(text for context, text in set(known) - our_messages() if text) == []


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_the_compiled_catalogue_says_what_its_source_says(catalogue: str) -> None:
    folder = LOCALE / catalogue / "LC_MESSAGES"
    compiled, source = read_mo(folder / "django.mo"), read_po(folder / "django.po")
    assert {name: text for name, text in compiled.items() if name[1]} == {
        name: text for name, text in source.items() if name[1] and all(text)
    }


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_translations_keep_every_placeholder(catalogue: str) -> None:
    placeholder = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
    for entry in read_entries(LOCALE / catalogue / "LC_MESSAGES" / "django.po"):
        text = entry.get("msgid_plural", entry["msgid"])
        for translation in translations_in(entry) if text else ():
            assert sorted(placeholder.findall(translation)) == sorted(placeholder.findall(text)), text


def test_a_word_of_two_meanings_has_two_translations() -> None:
    with override("zh-hans"):
        assert str(SourceType.ARTICLE.label) == "文章"
        assert str(LocatorLabel.ARTICLE.label) == "条"
    with override("ru"):
        assert translate("editorial note") == "примечание редактора"
