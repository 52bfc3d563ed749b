"""What a form leaves to whom: another's languages, and the status for who does not publish, are there to be read.

The form only shows the rule. citations/rights.py holds it, and history asks it however a record is written.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _

from citations.languages import BY_TAG, CONTENT_LANGUAGES, EN, RU, ZH_HANS
from citations.models import Status
from citations.records import kind_of
from citations.rights import content_language, may_edit, may_publish


def lock_record(form: forms.BaseModelForm[Any], user: Any) -> None:
    """Leave to `user` the fields of a record that they may change; the others are shown, and what is sent for them is
    ignored. None is nobody in particular: nothing is locked."""
    kind = kind_of(form._meta.model)
    _lock_columns(form, user)
    for name, where in kind.written_in.items():
        column = kind.columns[name]
        tag = where if where in BY_TAG else str(getattr(form.instance, where))
        if not may_edit(user, tag):
            _lock(form, column, why_locked(tag))
        elif name == where:
            _offer_own_languages(form, column, user)
    if not may_publish(user):
        _keep_status(form)


def lock_row(form: forms.BaseModelForm[Any], user: Any) -> None:
    """The same for a row of children. Of a row in another's language only the notes in one's own can be written."""
    _lock_columns(form, user)
    if "language" not in form.fields:
        return
    tag = str(form.instance.language) if form.instance.pk else ""
    if may_edit(user, tag):
        _offer_own_languages(form, "language", user)
        return
    for name in form.fields:
        if language_of(form._meta.model, name) is None:
            _lock(form, name, why_locked(tag))


def lock_deletion(form: forms.BaseModelForm[Any], user: Any) -> None:
    """A row can be taken out by who may change everything that it says."""
    if "DELETE" not in form.fields or not form.instance.pk:
        return
    for tag in _spoken_by(form.instance):
        if not may_edit(user, tag):
            _lock(form, "DELETE", why_locked(tag))
            return


def language_of(model: type[models.Model], column: str) -> str | None:
    """The language (BCP 47) of a column of a translated field; None for any other field of a form."""
    try:
        field: Any = model._meta.get_field(column)
    except FieldDoesNotExist:
        return None
    code = field.language if hasattr(field, "translated_field") else None
    return next((language.tag for language in CONTENT_LANGUAGES if language.django == code), None)


def why_locked(tag: str) -> str:
    """Why what is in the language `tag` cannot be written here."""
    return {
        RU.tag: _("To be read only: your account may not edit Russian."),
        ZH_HANS.tag: _("To be read only: your account may not edit Chinese."),
        EN.tag: _("To be read only: your account may not edit English."),
    }[content_language(tag) or tag]


def _lock_columns(form: forms.BaseModelForm[Any], user: Any) -> None:
    locked = {tag: why_locked(tag) for tag in BY_TAG if not may_edit(user, tag)}
    if locked:
        for name in form.fields:
            tag = language_of(form._meta.model, name)
            if tag in locked:
                _lock(form, name, locked[tag])


def _lock(form: forms.BaseModelForm[Any], name: str, why: str) -> None:
    """Disable a field; its title says why, to the eye and to a screen reader."""
    field = form.fields.get(name)
    if field is not None:
        field.disabled = field.is_locked = True  # type: ignore[attr-defined]
        field.widget.attrs["title"] = why


def _offer_own_languages(form: forms.BaseModelForm[Any], name: str, user: Any) -> None:
    field = form.fields.get(name)
    if isinstance(field, forms.ChoiceField):
        offered: Any = field.choices
        field.choices = [(tag, label) for tag, label in offered if may_edit(user, str(tag))]


def _keep_status(form: forms.BaseModelForm[Any]) -> None:
    """Offer the status that the record has, or that of a draft for a new one, and no other."""
    field = form.fields.get("status")
    if isinstance(field, forms.ChoiceField):
        status = Status(form.instance.status) if form.instance.pk else Status.DRAFT
        form.initial["status"] = status.value
        field.choices = [(status.value, status.label)]
        field.help_text = format_html(
            "{} {}", field.help_text, _("Your account may not publish: whoever publishes changes it.")
        )


def _spoken_by(row: models.Model) -> list[str]:
    """The languages in which a row says anything, its own first."""
    tags = [str(getattr(row, "language", ""))]
    for field in row._meta.concrete_fields:
        tag = language_of(type(row), field.name)
        if tag is not None and getattr(row, field.attname):
            tags.append(tag)
    return tags
