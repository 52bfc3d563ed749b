"""The forms of the admin: a record with the version it was opened at, and its children in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from citations.admin.carrying import NotYetSaved
from citations.admin.differences import field_names
from citations.admin.rights import lock_deletion, lock_record, lock_row
from citations.admin.widgets import know_instance
from citations.changes import EditConflict
from citations.history import RecordProblemsAsValidation, difference
from citations.models import Child, PublicRecord, Revision, TreatyEvent, TreatyParty
from citations.records import event_problems, kind_of, kind_of_child

#: What a save can be refused with after every form has been found valid.
REFUSALS = (ValidationError, EditConflict, IntegrityError, models.ProtectedError)


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """A public record. It is refused when another version has been written since it was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opened_key = forms.CharField(widget=forms.HiddenInput, required=False)  # by it a record deleted meanwhile is known
    why = forms.CharField(
        label=gettext_lazy("reason for the change"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Kept in the history of this entry: what was wrong, and where it is shown."),
    )

    #: What the database or the rules of the whole record said when this same form was first tried.
    refusal: Exception | None = None
    #: Who is at work: what they may not change is locked.
    editor: Any = None

    instance: PublicRecord

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "version" in self.fields:
            self.initial.update({"version": self.instance.version, "opened_key": self.instance.key})
        know_instance(self)
        lock_record(self, self.editor)

    def clean(self) -> dict[str, Any]:
        """Refuse a form that was opened at another version, and one that has been refused in the database."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and "version" in self.fields:
            opened = cleaned.get("version")
            if opened != self.instance.version:
                self.add_error(None, ValidationError(conflict_message(self.instance, opened), code="conflict"))
                return cleaned
        if isinstance(self.refusal, NotYetSaved):
            self.add_error(None, _("Nothing has been saved yet: your text is filled in again. Look at it and save it."))
        elif isinstance(self.refusal, ValidationError):
            self.add_error(None, ValidationError([capfirst(message) for message in self.refusal.messages]))
        elif isinstance(self.refusal, models.ProtectedError):
            self.add_error(None, _("Nothing was saved: a row you took out is referred to elsewhere; leave it in."))
        elif self.refusal is not None:
            self.add_error(
                None,
                _("Nothing was saved: two rows say the same, or somebody has just saved the same. Look for doubles."),
            )
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # Django leaves out of the constraints whatever is not on the form; of a stored record its own id is known.
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude - {"id"} if self.instance.pk else exclude


class ChildForm(forms.ModelForm):  # type: ignore[type-arg]
    """One row of a list of children; `position`, counted from 1, moves it."""

    position = forms.IntegerField(
        label=gettext_lazy("place"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("Another number moves the row; empty: the end."),
    )

    refusal: Exception | None = None
    editor: Any = None

    instance: Child

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["position"] = self.instance.position + 1
        know_instance(self)
        lock_row(self, self.editor)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if isinstance(self.refusal, IntegrityError):
            # The database has refused the whole: ask every constraint again, those on the owner included.
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)  # type: ignore[attr-defined]

    def wanted_place(self, index: int) -> tuple[float, int, int]:
        """What to sort the rows by: the number typed in, and a moved row before or after the one that had it."""
        wanted = self.cleaned_data.get("position")
        if wanted is None:
            return (float("inf"), 1, index)
        before = self.initial.get("position")
        moved = 1 if before is None or wanted == before else 0 if wanted < before else 2
        return (wanted, moved, index)


#: Django’s word below a list of rows; its Russian takes every name for masculine, so our catalogue says it anew.
ADD_ROW = gettext_noop("Add another %(verbose_name)s")


class ChildFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """All rows of one list of children: read with the record, kept in their order."""

    #: Whether this user may change rows; without it none is moved either.
    may_change = True

    #: What the rules of the whole record said when this same form was first tried.
    refusal: Exception | None = None

    def clean(self) -> None:
        """Besides what Django checks, show on its row what a rule of the whole record refused."""
        super().clean()
        if not isinstance(self.refusal, RecordProblemsAsValidation):
            return
        rows = self.rows_in_order()
        names = [child.name for child in self.refusal.kind.children if child.model is self.model]
        for problem in self.refusal.problems:
            match problem.path:
                case (str(name), int(place), str(field)) if name in names and place < len(rows):
                    rows[place].add_error(field if field in rows[place].fields else None, capfirst(problem.message))

    def get_queryset(self) -> Any:
        """The rows that were read with the record, if they were; else those in the database."""
        read = getattr(self.instance, "children_read", {}).get(self.model)
        return super().get_queryset() if read is None else read

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        lock_deletion(form, form.editor)

    def kept_forms(self) -> list[Any]:
        """The forms whose rows will be there after the save, in the order of the page."""
        return [
            form
            for place, form in enumerate(self.forms)
            if hasattr(form, "cleaned_data")
            and not form.cleaned_data.get("DELETE")
            and (place < self.initial_form_count() or form.has_changed())
        ]

    def rows_in_order(self) -> list[Any]:
        """The same forms in the order their rows will have."""
        numbered = sorted(enumerate(self.kept_forms()), key=lambda pair: pair[1].wanted_place(pair[0]))
        return [form for _number, form in numbered]

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 (Django's signature)
        """Write the rows in the order the editor gave them; a row that only moved is written too."""
        self._moved: list[Any] = []
        self._continue_identities()
        if self.may_change:
            for place, form in enumerate(self.rows_in_order()):
                if form.instance.position != place:
                    form.instance.position = place
                    self._moved.append(form)
        return super().save(commit=commit)

    def _continue_identities(self) -> None:
        """Let each row be written over the stored row whose identity it has taken, as `records.apply` does: two rows
        that exchange a unique value then never hold the same one."""
        assert self.model is not None
        child = next((child for _kind, child in kind_of_child(self.model)), None)
        if child is None:
            return
        names = [child.columns[name] for name in child.identity]
        kept = [form for form in self.initial_forms if form.instance.pk and form not in self.deleted_forms]
        if not any(set(names) & set(form.changed_data) for form in kept):
            return
        columns = [child.field(name).attname for name in child.identity]
        wanted = [tuple(getattr(form.instance, column) for column in columns) for form in kept]
        stored = [
            tuple(form.initial.get(name, value) for name, value in zip(names, values, strict=True))
            for form, values in zip(kept, wanted, strict=True)
        ]
        keys = [form.instance.pk for form in kept]
        for form, place in zip(kept, continued(stored, wanted), strict=True):
            if form.instance.pk != keys[place]:
                form.instance.pk = keys[place]
                self._moved.append(form)

    def save_existing_objects(self, commit: bool = True) -> list[Any]:  # noqa: FBT001, FBT002 (Django's signature)
        """Rows taken out go first, then those that give up being preferred: what they held is free for others."""
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        leaving = [form for form in self.deleted_forms if form in self.initial_forms and form.instance.pk]
        for form in leaving:
            self.deleted_objects.append(form.instance)
            self.delete_existing(form.instance, commit=commit)
        changed = [
            form
            for form in self.initial_forms
            if form.instance.pk and form not in leaving and (form.has_changed() or form in self._moved)
        ]
        saved = []
        for form in sorted(changed, key=lambda form: getattr(form.instance, "preferred", False)):
            if form.has_changed():
                self.changed_objects.append((form.instance, form.changed_data))
            saved.append(self.save_existing(form, form.instance, commit=commit))
        return saved


def continued(stored: Sequence[Any], wanted: Sequence[Any]) -> list[int]:
    """For each of the identities `wanted` the place of the stored row it is written over: one that has it, its own
    first; those whose identity no row has share the rows that are left, their own first."""
    found: dict[int, int] = {}
    for has_it, is_own in ((True, True), (True, False), (False, True), (False, False)):
        for place, identity in enumerate(wanted):
            for number in [place] if is_own else range(len(stored)):
                free = place not in found and number not in found.values()
                if free and (not has_it or stored[number] == identity):
                    found[place] = number
    return [found[place] for place in range(len(wanted))]


def constraint_message(model: type[models.Model], name: str) -> str:
    """What the constraint `name` of `model` says to people."""
    return next(str(one.violation_error_message) for one in model._meta.constraints if one.name == name)


def conflict_message(instance: PublicRecord, opened: int | None) -> str:
    """Who has changed `instance` since the version `opened`, when, and in what; and what to do now. Safe HTML."""
    kind = kind_of(instance)
    revisions = Revision.objects.of(kind.name, instance.key)
    last = revisions.order_by("-version").first()
    base = revisions.filter(version=opened).first() if opened is not None else None
    where = reverse(f"admin:{instance._meta.label_lower.replace('.', '_')}_change", args=[instance.pk])
    if last is None or opened is None:
        said = _("Nothing was saved: this form does not say at which version it was opened. Open the entry anew.")
    else:
        said = _(
            "Nothing was saved: since you opened this entry (version %(opened)s), it was changed by %(who)s on "
            "%(when)s (version %(now)s). Your input still stands below."
        ) % {
            "opened": opened,
            "now": instance.version,
            "who": last.by_name or last.get_origin_display(),
            "when": date_format(localtime(last.at), "DATETIME_FORMAT"),
        }
        said += " " + (
            _("Open the entry anew beside it and carry over what you want to keep.")
            if base is None
            else _("Mend what is marked and save again: both are then put together side by side.")
        )
    changed = ""
    if base is not None and last is not None:
        names = field_names(kind, difference(base.record, last.record))
        changed = " " + _("Changed meanwhile: %(fields)s.") % {"fields": ", ".join(names)} if names else ""
    return format_html(
        '{}{} <a href="{}" target="_blank" rel="noopener">{}</a>', said, changed, where, _("Open the entry anew")
    )


def checked_rows(formset: ChildFormSet) -> Iterable[Any]:
    """The forms of `formset` that are valid by themselves and will be kept."""
    return [form for form in formset.kept_forms() if form.is_valid()]


class EventFormSet(ChildFormSet):
    """Events: none contradicts the signature, and of two of one kind at most one is preferred."""

    def clean(self) -> None:
        super().clean()
        rows = list(checked_rows(self))
        events = [
            {"kind": row.instance.kind, "date": row.instance.date, "preferred": row.instance.preferred} for row in rows
        ]
        for place, message in event_problems(events):
            rows[place].add_error("date", capfirst(message))
        preferred: set[str] = set()
        for row in rows:
            if row.instance.preferred and row.instance.kind in ("signed", "in-force", "ended"):
                if row.instance.kind in preferred:
                    name = "citations_treatyevent_one_is_preferred"
                    row.add_error("preferred", constraint_message(TreatyEvent, name))
                preferred.add(row.instance.kind)


class PartyFormSet(ChildFormSet):
    """Parties: each stands at most once without a signatory."""

    def clean(self) -> None:
        super().clean()
        unsigned: set[int] = set()
        for row in checked_rows(self):
            if row.instance.signatory_id is None:
                if row.instance.party_id in unsigned:
                    name = "citations_treatyparty_unsigned_stands_once"
                    row.add_error("party", constraint_message(TreatyParty, name))
                unsigned.add(row.instance.party_id)
