"""What the templates of the admin ask: which form line holds a field in three languages, and what a row is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

from citations.languages import CONTENT_LANGUAGES, active_tag, columns

register = template.Library()


@dataclass(frozen=True, slots=True)
class LanguageColumn:
    """One column of a field in three languages: the admin's field, its language and the language's BCP 47 tag."""

    field: Any
    label: Any
    tag: str


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A field in three languages: its name, its help text, an id for its heading, and its columns."""

    label: str
    help_text: Any
    heading_id: str
    columns: list[LanguageColumn]


@register.simple_tag
def language_row(line: Any) -> LanguageRow | None:
    """The line of a fieldset as a field in three languages; None when it holds anything else."""
    names = tuple(line.fields)
    plain = str(names[0]).rsplit("_", 1)[0]
    if len(names) != len(CONTENT_LANGUAGES) or names != columns(plain):
        return None
    try:
        field = line.form._meta.model._meta.get_field(plain)
    except FieldDoesNotExist:
        return None
    fields = list(line)
    return LanguageRow(
        label=capfirst(field.verbose_name),
        help_text=field.help_text,
        heading_id=f"{line.form.prefix or 'record'}-{plain}-heading",
        columns=[
            LanguageColumn(one, language.label, language.tag)
            for one, language in zip(fields, CONTENT_LANGUAGES, strict=True)
        ],
    )


@register.simple_tag
def row_label(inline_form: Any) -> object:
    """What a closed row of children says; empty for a new one."""
    return inline_form.model_admin.row_label(inline_form.original) if inline_form.original else ""


@register.simple_tag
def page_language() -> str:
    """The language of the interface as BCP 47 writes it."""
    return active_tag()


@register.simple_tag
def interface_languages() -> list[tuple[str, str, str]]:
    """The languages of the interface: Django's code, BCP 47 tag and own name."""
    own_names = {"ru": "Русский", "zh-Hans": "中文", "en": "English"}
    return [(language.django, language.tag, own_names[language.tag]) for language in CONTENT_LANGUAGES]
