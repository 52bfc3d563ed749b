"""How a record is chosen in a form: by autocomplete, labelled with its name and its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from citations.models import PublicRecord, TreatyText


def choice_label(instance: models.Model) -> str:
    """What an editor chooses a record by: its name in the language of the interface, and its key.

    Names alone do not tell: the statements of 1994 and 1996 bear the same Chinese title.
    """
    if isinstance(instance, PublicRecord):
        return f"{instance} · {instance.key}"
    if isinstance(instance, TreatyText):
        return f"{instance.language} · {instance.title_as_printed or instance.treaty} · {instance.treaty.key}"
    return str(instance)


class Line(forms.Textarea):
    """One long line, a title or a name, in a field that grows as it is written; line breaks become spaces."""

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 1, "class": "vTextField line"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return " ".join(value.splitlines()) if isinstance(value, str) else value


class PlainSelect(forms.Select):
    """A choice among known values, written in one go: Django’s template for each option makes a long form slow."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {"" if one is None else str(one) for one in self.format_value(value)}
        options = [(str(key if key is not None else ""), label) for key, label in self.choices]
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name})),
            format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                ((key, SafeString(" selected" if key in chosen else ""), label) for key, label in options),
            ),
        )


class RecordSelect(AutocompleteSelect):
    """An autocomplete that takes the record chosen so far from the instance being edited, not from the database."""

    instance: models.Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        chosen = self._chosen(value)
        if chosen is None:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", selected=False, index=0)]
        option = self.create_option(name, str(chosen.pk), choice_label(chosen), selected=True, index=len(options))
        return [(None, [*options, option], 0)]

    def _chosen(self, value: Sequence[str]) -> models.Model | None:
        if self.instance is None:
            return None
        cached = self.instance._state.fields_cache.get(self.field.name)
        return cached if isinstance(cached, models.Model) and list(value) == [str(cached.pk)] else None


class RecordChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A reference to a record, labelled as everywhere in the admin."""

    def label_from_instance(self, obj: models.Model) -> str:
        return choice_label(obj)


class RecordChoices(AutocompleteJsonView):
    """Answers what the autocompletes ask; evidence is found among sources and treaties alike."""

    def get_queryset(self) -> Any:
        admin: Any = self.model_admin
        found = admin.get_choices(self.request) if hasattr(admin, "get_choices") else admin.get_queryset(self.request)
        found = found.complex_filter(self.source_field.get_limit_choices_to())
        found, _may_have_duplicates = admin.get_search_results(self.request, found, self.term)
        return found

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": choice_label(obj)}


def know_instance(form: forms.BaseModelForm[Any]) -> None:
    """Tell the autocompletes of `form` which instance it edits."""
    for field in form.fields.values():
        widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
        if isinstance(widget, RecordSelect):
            widget.instance = form.instance
